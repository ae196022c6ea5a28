"""A night broken off anywhere, any number of times, is in the end the night that was not broken off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.engine import Engine
from memory_core.store.nights import Nights
from memory_core.types import NightState
from tests.tools.nights import NIGHT, contents, copy_of, live, opened
from tests.tools.set_clock import SetClock


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with something to sleep on."""
    folder = tmp_path_factory.mktemp("lived") / "vault"
    live(folder)
    return folder


@pytest.fixture(scope="module")
def whole(lived: Path) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """What the vault holds after a night in one piece."""
    folder = copy_of(lived, lived.with_name("whole"))
    with opened(folder, SetClock(NIGHT)) as engine:
        assert engine.sleep.run().state is NightState.DONE
        yield contents(engine._db)


def broken(engine: Engine, at: int, how: str) -> bool:
    """Sleep up to the unit or instant ``at``; returns whether the night was over before."""
    count = 0

    def step(*_: object) -> bool:
        nonlocal count
        count += 1
        return count < at

    if how == "stopped":
        return engine.sleep.run(progress=step).state is NightState.DONE
    did = Nights.did

    def cut(self: Nights, *arguments: Any) -> None:
        did(self, *arguments)
        if not step():
            raise Killed  # in the transaction, after all of the unit's writes

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Nights, "did", cut)
        try:
            return engine.sleep.run().state is NightState.DONE
        except Killed:
            return False


@settings(max_examples=8)
@given(breaks=st.lists(st.tuples(st.integers(1, 70), st.sampled_from(["stopped", "killed"])), max_size=4))
def test_resumed_equals_uninterrupted(
    lived: Path, whole: dict[str, list[tuple[Any, ...]]], breaks: list[tuple[int, str]]
) -> None:
    folder = lived.with_name("broken")
    shutil.rmtree(folder, ignore_errors=True)
    copy_of(lived, folder)
    for at, how in breaks:
        with opened(folder, SetClock(NIGHT)) as engine:
            if broken(engine, at, how):
                break
    else:
        with opened(folder, SetClock(NIGHT)) as engine:
            engine.sleep.run()
    with opened(folder, SetClock(NIGHT)) as engine:
        found = contents(engine._db)
        assert found.keys() == whole.keys()
        for table, rows in whole.items():
            assert found[table] == rows, table
        assert engine.vault.check().ok
        step, *_ = engine.journal.steps()
        assert step.cause == "sleep"
