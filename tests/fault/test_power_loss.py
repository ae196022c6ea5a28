"""The power fails at any moment: what was acknowledged is on the disk, because no flush is missing.

A kill cannot show that: the system still writes what a killed process gave it. So every call to the disk is
recorded, and the disk is built as a power cut may leave it (``tests/tools/disk.py`` says which states). That
this sees a missing flush is shown by the same work with SQLite told to flush less.
The long form: ``python -m tests.fault.power --cuts 1000``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.power import losses, record
from tests.tools.disk import built
from tests.tools.nursery import Nursery


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    with Nursery("tests.fault.work", built(tmp_path)) as nursery:
        yield nursery


@pytest.mark.parametrize("focus", ["hearing", "purging", "backup", "migrating"])
def test_a_power_cut_loses_nothing_acknowledged(tmp_path: Path, nursery: Nursery, focus: str) -> None:
    recording = record(tmp_path, nursery, 7, focus=focus)
    assert losses(recording, 8, tmp_path, random.Random(7)) == []


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_a_missing_flush_is_seen(tmp_path: Path, nursery: Nursery, synchronous: str) -> None:
    recording = record(tmp_path, nursery, 7, synchronous=synchronous)
    chance = random.Random(7)
    assert any(
        "acknowledged messages" in found for _ in range(8) for found in losses(recording, 5, tmp_path, chance)
    )
