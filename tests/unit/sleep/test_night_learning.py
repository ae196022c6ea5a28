"""The learner and its nights: learnt anew it is as it was, a night undone is as if it had not been slept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from memory_core.engine import Engine
from memory_core.learning import BEFORE, STATE, Learning
from memory_core.plasticity.continuum import Level
from memory_core.plasticity.learner import Learner
from memory_core.store.nights import Nights
from memory_core.store.states import States
from memory_core.types import Stage
from tests.tools.nights import MONDAY, opened
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock

A_DAY = 3
"""Messages of one day."""
FRIENDS = (
    "Abel stamps", "Berta clocks", "Cyril maps", "Dora teapots", "Egon coins", "Flora ferns",
    "Gustav kites", "Hilda spoons", "Igor shells", "Jana masks", "Kurt knives", "Lotte lamps",
    "Milo flutes", "Nora ropes", "Oskar bells", "Petra dolls", "Quentin keys", "Rosa fans",
    "Sven boats", "Tilda hats", "Ulrich fossils", "Viola beads", "Walter pipes", "Xenia vases",
    "Yuri magnets", "Zelda ribbons", "Anton saddles", "Bruno corks", "Clara thimbles", "Detlef anchors",
)  # fmt: skip
"""None of them says anything again or otherwise: nothing is hidden, so what is learnt stays learnt."""


@pytest.fixture
def clock() -> SetClock:
    """Evening of the first day."""
    return SetClock(MONDAY + timedelta(hours=14))


@pytest.fixture
def engine(tmp_path: Path, clock: SetClock) -> Iterator[Engine]:
    """An empty vault."""
    with opened(tmp_path / "vault", clock) as engine:
        yield engine


def day(engine: Engine, number: int, *, sleep: bool = True) -> None:
    """Say three things, and sleep on them."""
    at = MONDAY + timedelta(days=number)
    for hour in range(A_DAY):
        friend, thing = FRIENDS[A_DAY * number + hour].split()
        engine.perceive(f"My friend {friend} collects {thing}.", at=at + timedelta(hours=hour))
    engine.settle()
    if sleep:
        night(engine, at)


def night(engine: Engine, at: datetime) -> None:
    engine._clock.now = at + timedelta(hours=16)  # type: ignore[attr-defined]
    engine.sleep.run()


def learner(engine: Engine) -> Learner:
    return engine._sleeper().learning._learner


def anew(engine: Engine) -> Learner:
    """What somebody learns who reads the diary from its beginning."""
    other = Learning(engine._db, QuickEmbedder())
    other.relearn()
    return other._learner


def test_learnt_anew_it_passes_through_the_same_nights(engine: Engine) -> None:
    for number in range(9):
        day(engine, number, sleep=number != 4)
    day(engine, 9, sleep=False)
    again = anew(engine)
    now = engine._sleeper().learning
    now._catch_up(2**62)
    assert again.nights == now._learner.nights
    assert again.nights.count == 8
    assert again.upto == now._learner.upto
    assert again.save() == now._learner.save()
    assert again._continuum.levels[Level.SEVENTH_SLEEP].weights.any()


def test_what_was_rehearsed_is_known_better(engine: Engine) -> None:
    day(engine, 0)
    day(engine, 1)
    (report, *_) = engine.sleep.reports()
    (line,) = [one for one in report.lines if one.stage is Stage.LEARN]
    assert line.figures["messages"] >= A_DAY
    assert line.figures["error_after"] < line.figures["error_before"] < 1


def test_a_night_undone_is_as_if_not_slept(engine: Engine) -> None:
    for number in range(3):
        day(engine, number)
    day(engine, 3)  # segments are made: something that can be undone
    steps = [one for one in engine.journal.steps() if one.cause == "sleep"]
    assert steps
    engine.journal.undo(steps[0].id)
    day(engine, 5, sleep=False)
    assert learner(engine).nights.count == 3
    assert learner(engine).save() == anew(engine).save()
    engine.journal.redo(steps[0].id)
    day(engine, 6, sleep=False)
    assert learner(engine).nights.count == 4
    assert learner(engine).save() == anew(engine).save()


def test_an_earlier_night_undone_is_left_out_too(engine: Engine) -> None:
    for number in range(6):
        day(engine, number)
    steps = [one for one in engine.journal.steps() if one.cause == "sleep"]
    assert len(steps) > 1
    undone = steps[0]
    engine.journal.undo(undone.id)
    night(engine, MONDAY + timedelta(days=7))
    day(engine, 8, sleep=False)
    assert learner(engine).nights.count == 6
    assert learner(engine).save() == anew(engine).save()


def test_another_process_that_slept_is_followed(tmp_path: Path, clock: SetClock) -> None:
    with opened(tmp_path / "two", clock) as one, opened(tmp_path / "two", clock) as other:
        day(one, 0)
        day(other, 1)
        day(one, 2)
        day(other, 3, sleep=False)
        assert learner(other).nights.count == 3
        assert learner(other).save() == anew(other).save()


def test_a_snapshot_is_made_before_each_night(engine: Engine) -> None:
    day(engine, 0, sleep=False)
    states = States(engine._db)
    assert states.load(BEFORE) is None
    night(engine, MONDAY)
    before, after = states.load(BEFORE), states.load(STATE)
    assert before is not None
    assert after is not None
    assert Learner.load(before).nights.count == 0
    assert Learner.load(after).nights.count == 1
    assert Learner.load(before).upto == Learner.load(after).upto == A_DAY


def test_a_purge_leaves_the_nights_and_takes_the_words(engine: Engine) -> None:
    for number in range(3):
        day(engine, number)
    memory = engine.memories.find()[0]
    turn = memory.sources[0].turn_id
    engine.memories.purge(memory.id)
    day(engine, 3, sleep=False)
    assert learner(engine).nights.count == 3
    assert learner(engine).save() == anew(engine).save()
    rehearsed = {one for night in Nights(engine._db).learnt() for one, _ in night.rehearsed}
    assert turn in rehearsed  # a number that says nothing


def test_levels_change_with_their_periods_only(engine: Engine) -> None:
    changed: dict[Level, list[int]] = {level: [] for level in Level}
    last = {level: learner(engine)._continuum.levels[level].weights.copy() for level in Level}
    for number in range(8):
        day(engine, number)
        for level in Level:
            weights = learner(engine)._continuum.levels[level].weights
            if (weights != last[level]).any():
                changed[level].append(number)
            last[level] = weights.copy()
    assert changed[Level.TURN] == list(range(8))
    assert changed[Level.SLEEP] == list(range(8))
    assert changed[Level.SEVENTH_SLEEP] == [6]
    held = learner(engine)._continuum.levels[Level.SEVENTH_SLEEP].held
    assert held.fisher.mean() == pytest.approx(1.0, abs=1e-3)
