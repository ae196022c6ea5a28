"""Open vaults for the store's tests: one encrypted, as it is for most users."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.set_clock import SetClock
from tests.tools.vaults import Vault
from tests.tools.vaults import vault as opened


@pytest.fixture
def vault(vault_folder: Path, clock: SetClock) -> Iterator[Vault]:
    """An open, empty, encrypted vault."""
    with opened(vault_folder, clock=clock) as one:
        yield one
