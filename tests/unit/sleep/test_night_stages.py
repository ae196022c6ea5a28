"""Single stages: what is rehearsed, what is settled and what is asked, what is tied together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from memory_core.engine import Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.sleep import settle
from memory_core.sleep.link import Link
from memory_core.sleep.merge import Merge
from memory_core.sleep.replay import Replay, odds
from memory_core.sleep.settle import Settle
from memory_core.sleep.stage import Interrupted, Night, Nightly
from memory_core.store.associations import TOGETHER, Associations
from memory_core.store.journal import Journal
from memory_core.store.linking import weak
from memory_core.store.memories import NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Queue
from memory_core.types import Memory, MemoryKind, SleepLine, Span, Status
from tests.tools.nights import MONDAY, NIGHT, live, opened
from tests.tools.set_clock import SetClock


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(tmp_path: Path, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """An empty vault."""
    with opened(tmp_path / "vault", SetClock(NIGHT), embedder) as engine:
        yield engine


def night(engine: Engine, number: int = 1, *, params: Params | None = None, stop: bool = False) -> Night:
    mind = engine._sleeper()
    return Night(
        NIGHT,
        number,
        number,
        engine._db,
        mind.mirror,
        params or engine.params,
        mind.learning,
        None,
        lambda: stop,
    )


def slept(engine: Engine, stage: Nightly, tonight: Night | None = None) -> list[SleepLine]:
    """Do all of one stage."""
    lines: list[SleepLine] = []
    for unit in stage.plan(tonight or night(engine)):
        lines += Journal(engine._db).record(unit.do, cause="sleep", name="x")
        engine._changed()
    return lines


def know(engine: Engine, text: str, days: float = 0.0, **more: object) -> Memory:
    """A memory told so many days after Monday, as it was, without the gate."""
    at = MONDAY + timedelta(days=days)
    turn = engine._diary.add(text, "user", at, "main", None, None)
    queue = Queue(engine._db)
    for job in queue.pending(turn.id):
        queue.done(job.id)
    embedder = engine._ready().embedder
    new = NewMemory(
        text=text,
        kind=MemoryKind.FACT,
        learnt_at=at,
        valid_from=at,
        sources=(Span(turn.id, 0, len(text)),),
        confidence=0.9,
        parts={"lasting": 1.0, "cue_first_person": 1.0, "cue_change": float(" now" in text)},
    )
    memory = Operations(engine._db).admit(replace(new, **more), embedder.encode([text])[0], embedder.id)  # type: ignore[arg-type]
    engine._changed()
    return memory


def test_the_surprising_and_the_important_are_rehearsed_more(engine: Engine) -> None:
    plain = know(engine, "The kettle at work is blue.", importance=0.3, parts={"dopamine": 0.2})
    struck = replace(plain, parts={"dopamine": 0.9})
    dear = replace(plain, importance=0.9)
    used = replace(plain, used=5)
    for more in (struck, dear, used):
        assert odds(more, {}) > odds(plain, {})
    assert odds(struck, {plain.id: 1}) < odds(plain, {})
    assert odds(plain, {plain.id: 3}) < odds(plain, {plain.id: 1}) < odds(plain, {})
    assert odds(plain, {plain.id: 50}) > 0


def test_the_rich_do_not_get_richer(tmp_path: Path) -> None:
    live(tmp_path / "vault")
    params = Params(replays=4)
    with opened(tmp_path / "vault", SetClock(NIGHT), params=params) as engine:
        rehearsed: list[set[int]] = []
        for number in range(8):
            engine._clock.now = NIGHT + timedelta(days=number)  # type: ignore[attr-defined]
            report = engine.sleep.run()
            rehearsed.append({one.memories[0] for one in report.lines if one.what == "replayed"})
        assert all(len(one) == 4 for one in rehearsed)
        assert len(set[int]().union(*rehearsed)) >= 12  # of fourteen or so


def test_a_rehearsal_is_no_review(tmp_path: Path) -> None:
    live(tmp_path / "vault")
    with opened(tmp_path / "vault", SetClock(NIGHT)) as engine:
        before = {one.id: (one.fsrs, one.used) for one in engine.memories.find()}
        lines = slept(engine, Replay())
        assert lines
        assert {one.id: (one.fsrs, one.used) for one in engine.memories.find()} == before
        assert [one.memories for one in slept(engine, Replay())] == [one.memories for one in lines]
        other = slept(engine, Replay(), night(engine, 2))
        assert [one.memories for one in other] != [one.memories for one in lines]


def test_a_plan_stops_when_the_user_is_back(tmp_path: Path) -> None:
    live(tmp_path / "vault")
    with opened(tmp_path / "vault", SetClock(NIGHT)) as engine:
        for stage in (Replay(), Merge(), Settle(), Link()):
            with pytest.raises(Interrupted):
                stage.plan(night(engine, stop=True))


def contradiction(engine: Engine, confidence: float = 0.9) -> tuple[Memory, Memory]:
    """Two memories of which the later one replaces the earlier; neither was compared with the other."""
    earlier = know(engine, "My shift at the depot starts at 5:00.", confidence=0.9)
    later = know(engine, "My shift at the depot starts at 6:30 now.", 2, confidence=confidence)
    return earlier, later


def test_what_is_sure_is_settled(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle, "SURE", 0.3)  # how sure the relation is of this pair is the gate's matter
    earlier, later = contradiction(engine)
    (line,) = slept(engine, Settle())
    assert (line.what, line.memories) == (settle.SETTLED, (later.id, earlier.id))
    assert engine.memories.get(earlier.id).status is Status.SUPERSEDED
    assert engine.memories.get(earlier.id).valid_to == later.valid_from
    engine.journal.undo()
    assert engine.memories.get(earlier.id).status is Status.ACTIVE


def test_what_is_not_sure_is_asked_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle, "SURE", 1e9)
    earlier, later = contradiction(engine)
    (line,) = slept(engine, Settle())
    assert line.what == settle.UNCERTAIN
    (question,) = engine.questions.open()
    assert (question.memory_id, question.other_id) == (earlier.id, later.id)
    assert line.figures["question"] == question.id
    assert len(slept(engine, Settle())) == 1  # open still, and told again
    engine.questions.mark_asked(question.id)
    assert slept(engine, Settle()) == []
    engine.questions.answer(question.id, "both")
    assert slept(engine, Settle()) == []
    assert engine.memories.get(earlier.id).status is Status.ACTIVE


def test_what_the_user_touched_is_left_alone(engine: Engine) -> None:
    earlier, _ = contradiction(engine)
    engine.memories.pin(earlier.id)
    assert slept(engine, Settle()) == []


def test_neighbours_are_no_contradiction(engine: Engine) -> None:
    know(engine, "My sister Vera lives in Kaluga.")
    know(engine, "My brother Ivan lives in Riga.", 1)
    know(engine, "I drink black tea in the morning.", 2)
    know(engine, "I drink green tea in the evening.", 3)
    assert slept(engine, Settle()) == []


def test_what_came_in_one_message_is_tied(engine: Engine) -> None:
    heard = engine.perceive(
        "I have a daughter called Mia. My doctor is Dr Brandt. I start at the mill on Friday.", at=MONDAY
    )
    engine.settle()
    assert heard.turn_id is not None
    made = sorted(one.id for one in engine.memories.of_turn(heard.turn_id))
    assert len(made) > 1
    lines = slept(engine, Link())
    assert lines
    store = Associations(engine._db)
    ties = [one for one in store.among(made) if one.relation == TOGETHER]
    assert len(ties) == len(made) * (len(made) - 1) // 2
    assert [one.weight for one in ties] == [pytest.approx(engine.params.link_turn)] * len(ties)
    assert slept(engine, Link()) == []  # the same night ties nothing twice


def test_weak_ties_come_undone_and_an_undo_ties_them_again(engine: Engine) -> None:
    engine.perceive("I have a daughter called Mia. My doctor is Dr Brandt.", at=MONDAY)
    engine.settle()
    slept(engine, Link())
    store = Associations(engine._db)
    tied = store.all()
    assert tied
    later = replace(night(engine, 2), started=NIGHT + timedelta(days=3000))
    half_life = timedelta(days=engine.params.association_half_life)
    assert weak(engine._db, NIGHT, half_life, 0.01) == []
    units = [one for one in Link().plan(later) if one.key.startswith("weak")]
    assert len(units) == 1
    Journal(engine._db).record(units[0].do, cause="sleep", name="x")
    assert store.all() == []
    engine.journal.undo()
    assert store.all() == tied
