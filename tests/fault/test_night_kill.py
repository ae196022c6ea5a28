"""Killed at any instant, a night goes on where it stood: the vault is whole, and all of it is one step."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from memory_core.types import NightState
from tests.tools.nights import NIGHT, contents, copy_of, live, opened
from tests.tools.set_clock import SetClock

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("MNEME_NIGHT_KILLS", "10"))
"""A long campaign sets the variable to some hundred."""
UNITS = 90
"""A night of this life has about so many."""

SLEEPER = """
import sys
from pathlib import Path
from tests.tools.nights import NIGHT, opened
from tests.tools.set_clock import SetClock

def told(stage, share):
    print(stage, share, flush=True)
    return True

with opened(Path(sys.argv[1]), SetClock(NIGHT)) as engine:
    print("ready", flush=True)
    report = engine.sleep.run(progress=told)
    print("over", report.id, report.state.value, flush=True)
"""


def sleep_and_die(folder: Path, chance: random.Random) -> None:
    """Let a process sleep and kill it somewhere."""
    child = subprocess.Popen(
        [sys.executable, "-c", SLEEPER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    for _ in range(chance.randrange(UNITS)):
        if not child.stdout.readline():
            break
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(chance.random() * 0.02)  # somewhere in the middle of the next unit
    child.kill()
    child.stdout.close()
    child.wait()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with something to sleep on."""
    folder = tmp_path_factory.mktemp("lived") / "vault"
    live(folder)
    return folder


def test_a_killed_night_goes_on(lived: Path) -> None:
    chance = random.Random(11)
    whole = copy_of(lived, lived.with_name("whole"))
    with opened(whole, SetClock(NIGHT)) as engine:
        engine.sleep.run()
        expected = contents(engine._db)
        engine.journal.undo()
        known = {one.id for one in engine.memories.find()}
    folder = lived.with_name("killed")
    killed = 0
    while killed < KILLS:
        shutil.rmtree(folder, ignore_errors=True)
        copy_of(lived, folder)
        for _ in range(3):
            killed += 1
            sleep_and_die(folder, chance)
            with opened(folder, SetClock(NIGHT)) as engine:
                assert engine.vault.check().ok
                nights = engine.sleep.reports()
                assert len(nights) <= 1
                assert sum(step.cause == "sleep" for step in engine.journal.steps()) <= 1
            if nights and nights[0].finished is not None:
                break  # the kill came too late
        with opened(folder, SetClock(NIGHT)) as engine:
            if not engine.sleep.reports() or engine.sleep.reports()[0].finished is None:
                report = engine.sleep.run()  # at once: the lease of a dead process is no obstacle
                assert report.state is NightState.DONE
            found = contents(engine._db)
            for table, rows in expected.items():
                assert found[table] == rows, table
            engine.journal.undo()
            assert {one.id for one in engine.memories.find()} == known
