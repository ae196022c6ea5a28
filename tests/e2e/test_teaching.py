"""Teaching and questions through the public door: real parts, reopened vaults, two engines on one vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest
from memory_core.gate.teaching import lesson_weights
from memory_core.models.embedder import OnnxEmbedder
from memory_core.perception import blend
from memory_core.store.database import Database
from memory_core.store.operations import Operations
from memory_core.store.teachings import TeachingStore
from memory_core.types import Changes, Lesson, Memory, MemoryKind, Span, Status, VerdictKind
from tests.tools.set_clock import SetClock

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSED = "The kettle is on and the rain sounds nice."


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """A new plain vault."""
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


def heard(engine: Engine, text: str, at: datetime = MONDAY) -> int:
    turn = engine.perceive(text, at=at)
    engine.settle()
    assert turn.turn_id is not None
    return turn.turn_id


def ask(engine: Engine, old: Memory, new: Memory) -> None:
    """What hearing does when both stand."""
    with Database.open(engine.vault.path.parent, PLAIN) as db:
        Operations(db).ask(old.id, new.id)


def test_save_anyway_another_day(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        turn_id = heard(engine, PASSED)
        (verdict,) = engine.gate.of(turn_id)
        assert verdict.kind is VerdictKind.IGNORE
    clock.now = MONDAY + timedelta(days=3)
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        seen: list[Changes] = []
        engine.subscribe(seen.append)
        taught = engine.gate.teach(turn_id)
        assert any(turn_id in change.verdicts_of for change in seen)
        assert (taught.lesson, taught.span, taught.at) == (Lesson.WORTH, verdict.span, clock.now)
        (memory,) = engine.memories.find()
        assert memory.id == taught.memory_id
        assert (memory.text, memory.kind, memory.reason) == (PASSED, MemoryKind.FACT, "taught")
        assert (memory.learnt_at, memory.valid_from, memory.confidence) == (MONDAY, MONDAY, 0.9)
        assert (memory.importance, memory.sources) == (verdict.importance, (verdict.span,))
        assert engine.gate.lessons() == [taught]
        assert engine.gate.log(taught=True)[0].lesson is Lesson.WORTH
        assert "kettle" in engine.recall("What about the kettle?").items[0].text
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.journal.undo()
        assert (engine.memories.find(), engine.gate.lessons()) == ([], [])
        engine.journal.redo()
        assert (engine.memories.find(), engine.gate.lessons()) == ([memory], [taught])


def test_perception_says_what_sort_of_thing_was_taught(engine: Engine) -> None:
    turn_id = heard(engine, "I live in Tallinn.")
    engine.journal.undo()
    taught = engine.gate.teach(turn_id)
    memory = engine.memories.get(taught.memory_id or 0)
    assert (memory.attribute, memory.value, memory.subject) == ("home", "Tallinn", "user")


def test_not_worth_is_out_of_every_answer_at_once(engine: Engine) -> None:
    turn_id = heard(engine, "My landlord Barnaby keeps parrots.")
    (memory,) = engine.memories.find()
    engine.gate.teach(turn_id, worth=False)
    assert engine.memories.get(memory.id).status is Status.FORGOTTEN
    assert all("Barnaby" not in item.text for item in engine.recall("Who keeps parrots?").items)
    (logged,) = engine.gate.log(taught=True)
    assert (logged.hidden, logged.verdict.text, logged.lesson) == (True, "", Lesson.NOT_WORTH)
    engine.gate.teach(turn_id, worth=True)  # thinks again
    assert engine.memories.find() == [memory]
    assert [one.lesson for one in engine.gate.lessons()] == [Lesson.WORTH]


def test_misunderstood(engine: Engine) -> None:
    heard(engine, "I live in Tallinn.")
    turn_id = heard(engine, "I moved, I live in Utrecht now.", MONDAY + timedelta(days=30))
    engine.gate.teach(turn_id, wrong=True)
    assert [memory.text for memory in engine.memories.find()] == ["I live in Tallinn."]
    assert "Tallinn" in engine.recall("Where do I live?").items[0].text
    engine.journal.undo()
    assert "Utrecht" in engine.recall("Where do I live?").items[0].text


def test_a_lesson_about_a_whole_message_means_what_it_wrote(engine: Engine) -> None:
    turn_id = heard(engine, "My sister Ann is a nurse. What a day! My dog Rex is afraid of storms.")
    count = len(engine.memories.find())
    assert count == 2
    engine.gate.teach(turn_id, worth=False)
    assert engine.memories.find() == []
    assert len(engine.gate.lessons()) == 2
    engine.gate.teach(turn_id)
    assert len(engine.memories.find()) == 2
    assert {one.lesson for one in engine.gate.lessons()} == {Lesson.WORTH}
    engine.journal.undo()
    engine.journal.undo()
    assert (len(engine.memories.find()), engine.gate.lessons()) == (2, [])


def test_a_span_means_the_statement_it_shares_most_with(engine: Engine) -> None:
    text = "My sister Ann is a nurse. My dog Rex is afraid of storms."
    turn_id = heard(engine, text)
    taught = engine.gate.teach(turn_id, worth=False, span=Span(turn_id, text.index("dog"), len(text)))
    assert taught.span is not None
    assert "Rex" in text[taught.span.start : taught.span.end]
    assert ["Ann" in memory.text for memory in engine.memories.find()] == [True]


def test_what_cannot_be_taught_is_refused_and_changes_nothing(engine: Engine) -> None:
    turn_id = heard(engine, "My locker code is 5518.")
    reply = engine.perceive("Noted.", role="assistant", at=MONDAY).turn_id
    assert reply is not None
    engine.memories.forget(engine.memories.find()[0].id)
    steps = engine.journal.steps()
    for wrong in (
        lambda: engine.gate.teach(turn_id),
        lambda: engine.gate.teach(turn_id, worth=False),
        lambda: engine.gate.teach(turn_id, wrong=True),
    ):
        with pytest.raises(BadRequest, match="forgotten"):
            wrong()
    for wrong in (
        lambda: engine.gate.teach(99),
        lambda: engine.gate.teach(reply),
        lambda: engine.gate.teach(turn_id, span=Span(turn_id, 400, 500)),
        lambda: engine.gate.teach(turn_id, span=Span(turn_id + 1, 0, 5)),
    ):
        with pytest.raises(BadRequest):
            wrong()
    assert (engine.journal.steps(), engine.gate.lessons()) == (steps, [])


def test_two_engines_share_lessons_and_questions(
    vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    with (
        Engine.open(vault_folder, clock=clock, embedder=embedder) as window,
        Engine.open(vault_folder, clock=clock, embedder=embedder) as script,
    ):
        turn_id = heard(window, PASSED)
        script.settle()
        seen: list[Changes] = []
        script.subscribe(seen.append)
        taught = window.gate.teach(turn_id)
        assert "kettle" in script.recall("the kettle").items[0].text  # it looks around before it answers
        assert script.gate.lessons() == [taught]
        assert any(change.external and turn_id in change.verdicts_of for change in seen)
        script.gate.teach(turn_id, worth=False)
        window.recall("the kettle")
        assert [one.lesson for one in window.gate.lessons()] == [Lesson.NOT_WORTH]
        assert window.memories.find() == []
        window.journal.undo()
        assert script.gate.lessons() == [taught]


def test_a_lesson_moves_what_the_gate_thinks_and_undoing_it_moves_it_back(engine: Engine) -> None:
    def weights() -> dict[str, float]:
        with Database.open(engine.vault.path.parent, PLAIN) as db:
            lessons = TeachingStore(db).lessons_with_features()
        shipped = blend.shipped()
        return lesson_weights(lessons, shipped.cues, shipped.base, fixed=frozenset())

    turn_id = heard(engine, PASSED)
    assert weights() == {}
    engine.gate.teach(turn_id)
    assert weights()["no_anchor"] > 0.2
    engine.journal.undo()
    assert weights() == {}


def test_a_question_is_asked_shown_and_answered(engine: Engine) -> None:
    heard(engine, "I keep two goats behind the barn.")
    heard(engine, "My sister plays the oboe.", MONDAY + timedelta(days=1))
    new, old = engine.memories.find()
    seen: list[Changes] = []
    ask(engine, old, new)
    (question,) = engine.questions.open()
    assert (question.memory_id, question.other_id) == (old.id, new.id)
    engine.subscribe(seen.append)
    engine.questions.mark_asked(question.id)
    assert engine.questions.open()[0].asked
    assert any(old.id in one.memories and new.sources[0].turn_id in one.verdicts_of for one in seen)
    engine.questions.answer(question.id, "new")
    assert [memory.id for memory in engine.memories.find()] == [new.id]
    engine.journal.undo()
    engine.questions.answer(question.id, "old")
    assert [memory.id for memory in engine.memories.find()] == [old.id]
    engine.journal.undo()
    engine.memories.forget(old.id)
    assert engine.questions.open() == []
    with pytest.raises(BadRequest):
        engine.questions.answer(question.id, "both")
