"""What every test gets: no display, no chance, no unexpected warning, its own folder, a clock that stands."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, settings
from keyring.core import load_keyring

from tests.tools.set_clock import SetClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The short run has the same examples on every machine; HYPOTHESIS_PROFILE=campaign goes looking for new ones.
settings.register_profile(
    "ci",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("campaign", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that allows a test to expect a logged warning."""
    config.addinivalue_line("markers", "logs(pattern): this test must log a warning or error that matches")


class _Collector(logging.Handler):
    """Keeps what was logged as a warning or worse, from every thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record as one line."""
        self.messages.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logs a warning which it did not announce with ``@pytest.mark.logs(pattern)``."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("logs")]
    unexpected = [m for m in collector.messages if not any(re.search(p, m) for p in patterns)]
    unheard = [p for p in patterns if not any(re.search(p, m) for m in collector.messages)]
    if unexpected or unheard:
        pytest.fail(f"logged unexpectedly: {unexpected}; announced but not logged: {unheard}", pytrace=False)


@pytest.fixture(autouse=True)
def _no_keychain() -> Iterator[None]:
    """No test meets a keychain that it did not set: keyring picks any backend class that it can see, and so
    those of other tests too, and on a developer's desktop the developer's own.
    """
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))
    yield
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """A folder for a vault, not made yet."""
    return tmp_path / "vault"


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at 2026-03-02 09:30 UTC until the test moves it."""
    return SetClock()
