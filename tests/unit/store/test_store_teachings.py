"""Lessons in the store: what they make, forget and bring back, and that each can be undone and replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_core.errors import BadRequest, UndoRefused
from memory_core.store.database import Database
from memory_core.store.memories import NewMemory
from memory_core.store.step import Step
from memory_core.store.teachings import Statement, TeachingStore
from memory_core.store.touched import mark, since
from memory_core.types import (
    Lesson,
    Memory,
    MemoryKind,
    Role,
    Span,
    Status,
    Teaching,
    Turn,
    Verdict,
    VerdictKind,
    Visibility,
)
from tests.tools.vaults import AT, EMBEDDER, KEY, Vault, encoded
from tests.tools.vaults import vault as opened


def judged(
    vault: Vault, turn: Turn, kind: VerdictKind, memory_id: int | None = None, reason: str = "passing"
) -> Span:
    """The gate's verdict about a whole message, in the log."""
    span = Span(turn.id, 0, len(turn.text))
    parts = {"lasting": 0.3, "cue_kin": 1.0, "cue_thin": 0.5}
    vault.gate_log.add(turn.id, [Verdict(kind, memory_id, turn.text, span, 5.0, parts, 0.9, 0.4, reason)])
    return span


def statement(turn: Turn, memory_id: int | None = None, *, reinforced: bool = False) -> Statement:
    span = Span(turn.id, 0, len(turn.text))
    new = NewMemory(text=turn.text, kind=MemoryKind.FACT, learnt_at=turn.at, sources=[span], reason="taught")
    return Statement(span, turn.text, memory_id, reinforced, new, encoded(turn.text))


def teach(
    vault: Vault, turn: Turn, lesson: Lesson, memory_id: int | None = None, *, reinforced: bool = False
) -> Teaching:
    about = statement(turn, memory_id, reinforced=reinforced)
    (taught,) = vault.operations.teach(turn.id, [about], lesson, EMBEDDER)
    return taught


def standing(vault: Vault) -> list[tuple[Lesson, int | None]]:
    return [(one.lesson, one.memory_id) for one in TeachingStore(vault.db).standing()]


def turn_of(vault: Vault, memory: Memory) -> Turn:
    return vault.diary.get(memory.sources[0].turn_id)


def test_what_was_let_pass_is_saved_and_undone_and_saved_again(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        turn = vault.say("The boat is called Wren")
        judged(vault, turn, VerdictKind.IGNORE)
        taught = teach(vault, turn, Lesson.WORTH)
        memory = vault.memories.get(taught.memory_id or 0)
        assert (memory.text, memory.reason, memory.sources) == (turn.text, "taught", (taught.span,))
        assert (taught.turn_id, taught.lesson, taught.at) == (turn.id, Lesson.WORTH, AT)
        end = vault.state()
    with opened(vault_folder) as vault:
        step = vault.journal.undo()
        assert (step.cause, step.name, step.detail) == ("teaching", "step.teaching", "worth")
        assert (vault.texts(None), standing(vault)) == (set(), [])
    with opened(vault_folder) as vault:
        vault.journal.redo()
        assert standing(vault) == [(Lesson.WORTH, memory.id)]
        assert vault.state() == end


def test_not_worth_forgets_as_forgetting_does(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        memory = vault.remember("I had soup")
        turn = turn_of(vault, memory)
        judged(vault, turn, VerdictKind.ADMIT, memory.id)
        start = vault.state()
        assert teach(vault, turn, Lesson.NOT_WORTH, memory.id).memory_id == memory.id
        assert vault.memories.get(memory.id).status is Status.FORGOTTEN
        assert vault.diary.visible_text(turn) == ""
        assert [span.state for span in vault.visibility.spans_of(turn.id)] == [Visibility.SUPPRESSED]
    with opened(vault_folder) as vault:
        vault.journal.undo()
        assert (vault.state(), standing(vault)) == (start, [])
        vault.journal.redo()
        assert vault.texts() == set()
        assert standing(vault) == [(Lesson.NOT_WORTH, memory.id)]


def test_what_was_misunderstood_goes_and_what_it_replaced_comes_back(vault: Vault) -> None:
    old, new = vault.remember("I live in Riga"), vault.remember("I live in Oslo", confidence=0.8)
    vault.operations.supersede([old.id], new.id)
    turn = turn_of(vault, new)
    judged(vault, turn, VerdictKind.SUPERSEDE, new.id)
    start = vault.state()
    teach(vault, turn, Lesson.WRONG, new.id)
    assert vault.memories.find() == [old]
    forgotten = vault.memories.get(new.id)
    assert (forgotten.status, forgotten.confidence) == (Status.FORGOTTEN, pytest.approx(0.4))
    assert vault.diary.visible_text(turn_of(vault, old)) == old.text
    vault.journal.undo()
    assert vault.state() == start


def test_what_is_left_standing_of_the_old_goes_into_it_again(vault: Vault) -> None:
    old = vault.remember("I like tea and jazz")
    turn = vault.say("I no longer like tea")

    def hear(step: Step) -> tuple[int, int]:
        new = NewMemory(text=turn.text, kind=MemoryKind.FACT, learnt_at=AT, sources=[Span(turn.id, 0, 20)])
        rest = NewMemory(
            text="I like jazz", kind=MemoryKind.FACT, learnt_at=AT, sources=old.sources, reason="kept_part"
        )
        made = vault.operations.admit(new, encoded(new.text), EMBEDDER, step=step).id
        vault.operations.supersede([old.id], made, step=step)
        return made, vault.operations.admit(rest, encoded(rest.text), EMBEDDER, step=step).id

    new_id, rest_id = vault.journal.record(hear, cause="hearing", name="step.hearing")
    judged(vault, turn, VerdictKind.SUPERSEDE, new_id)
    start = vault.state()
    teach(vault, turn, Lesson.WRONG, new_id)
    assert vault.memories.find() == [old]
    assert vault.memories.get(rest_id).superseded_by == old.id
    assert vault.diary.visible_text(turn_of(vault, old)) == old.text
    vault.journal.undo()
    assert vault.state() == start


def test_what_holds_now_stays_when_an_earlier_change_was_misunderstood(vault: Vault) -> None:
    first, second, third = (vault.remember(f"I live in {city}") for city in ("Riga", "Oslo", "Turku"))
    # Their words stay open: the same message is a source of all three.
    vault.operations.supersede([first.id], second.id)
    vault.operations.supersede([second.id], third.id)
    turn = turn_of(vault, second)
    with pytest.raises(BadRequest, match="replaced"):  # nothing of it can be seen any more
        teach(vault, turn, Lesson.WRONG, second.id)
    for hidden in vault.visibility.spans_of(turn.id):
        vault.db.write(lambda writer, one=hidden.id: writer.execute("DELETE FROM spans WHERE id = ?", (one,)))
    teach(vault, turn, Lesson.WRONG, second.id)
    assert vault.memories.find() == [third]
    assert vault.memories.get(first.id).superseded_by == third.id


def test_a_mention_misunderstood_is_taken_from_what_was_said_elsewhere(vault: Vault) -> None:
    memory = vault.remember("I play the cello", confidence=0.6)
    again = vault.say("The cello again")
    span = judged(vault, again, VerdictKind.REINFORCE, memory.id)
    vault.operations.reinforce(memory.id, AT, 0.5, span)
    assert teach(vault, again, Lesson.WRONG, memory.id, reinforced=True).memory_id is None
    left = vault.memories.get(memory.id)
    assert (left.status, left.sources) == (Status.ACTIVE, memory.sources)
    assert left.confidence == pytest.approx(0.6)
    vault.journal.undo()
    assert vault.memories.get(memory.id).confidence == pytest.approx(0.8)
    assert len(vault.memories.get(memory.id).sources) == 2


def test_teaching_twice_leaves_one_lesson_and_one_memory(vault: Vault) -> None:
    turn = vault.say("The boat is called Wren")
    judged(vault, turn, VerdictKind.IGNORE)
    first = teach(vault, turn, Lesson.WORTH)
    assert teach(vault, turn, Lesson.WORTH).memory_id == first.memory_id
    assert len(vault.memories.find(None)) == len(standing(vault)) == 1
    teach(vault, turn, Lesson.NOT_WORTH)
    again = teach(vault, turn, Lesson.NOT_WORTH)
    assert standing(vault) == [(Lesson.NOT_WORTH, first.memory_id)]
    assert (again.memory_id, vault.texts("forgotten")) == (first.memory_id, {turn.text})


def test_every_change_of_mind_can_be_undone(vault_folder: Path) -> None:
    order = [
        Lesson.WRONG,
        Lesson.WORTH,
        Lesson.NOT_WORTH,
        Lesson.WRONG,
        Lesson.NOT_WORTH,
        Lesson.WORTH,
        Lesson.WORTH,
    ]
    states = []
    with opened(vault_folder) as vault:
        old, new = vault.remember("I live in Riga"), vault.remember("I live in Oslo")
        vault.operations.supersede([old.id], new.id)
        turn = turn_of(vault, new)
        judged(vault, turn, VerdictKind.SUPERSEDE, new.id)
        for lesson in order:
            states.append((vault.state(), standing(vault)))
            teach(vault, turn, lesson, new.id)
            alive = {Lesson.WRONG: {old.text}, Lesson.NOT_WORTH: set[str](), Lesson.WORTH: {new.text}}
            assert vault.texts() == alive[lesson]
            assert [one for one, _ in standing(vault)] == [lesson]
        states.append((vault.state(), standing(vault)))
    with opened(vault_folder) as vault:
        for state in reversed(states[:-1]):
            vault.journal.undo()
            assert _known(vault.state()) == _known(state[0])
            assert standing(vault) == state[1]
    with opened(vault_folder) as vault:
        for state in states[1:]:
            vault.journal.redo()
            assert _known(vault.state()) == _known(state[0])
            assert standing(vault) == state[1]


def _known(state: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Spans are hidden anew under numbers of their own."""
    return {**state, "spans": sorted(row[1:] for row in state["spans"])}


def test_forgotten_words_teach_nothing(vault: Vault) -> None:
    memory = vault.remember("My locker code is 5518")
    turn = turn_of(vault, memory)
    judged(vault, turn, VerdictKind.ADMIT, memory.id)
    vault.operations.forget(memory.id)
    before = vault.state()
    for lesson in Lesson:
        with pytest.raises(BadRequest, match="forgotten"):
            teach(vault, turn, lesson, memory.id)
    assert (vault.state(), standing(vault)) == (before, [])


def test_a_lesson_whose_memory_was_changed_since_is_undone_after_that(vault: Vault) -> None:
    turn = vault.say("The boat is called Wren")
    taught = teach(vault, turn, Lesson.WORTH)
    step = vault.journal.steps(1)[0].id
    vault.operations.pin(taught.memory_id or 0)
    with pytest.raises(UndoRefused):
        vault.journal.undo(step)
    vault.journal.undo()
    vault.journal.undo(step)
    assert standing(vault) == []


def test_what_the_user_restored_since_is_left_to_him(vault: Vault) -> None:
    memory = vault.remember("I had soup")
    turn = turn_of(vault, memory)
    teach(vault, turn, Lesson.NOT_WORTH, memory.id)
    vault.operations.restore(memory.id)
    teach(vault, turn, Lesson.WORTH, memory.id)
    assert (vault.memories.find(), standing(vault)) == ([memory], [(Lesson.WORTH, None)])


def test_impossible_lessons_are_refused(vault: Vault) -> None:
    turn = vault.say("hello")
    with pytest.raises(BadRequest):
        vault.operations.teach(turn.id, [], Lesson.WORTH, EMBEDDER)
    for span in (Span(turn.id, 0, 99), Span(turn.id, 3, 3), Span(turn.id + 1, 0, 2)):
        with pytest.raises(BadRequest, match="not a part"):
            vault.operations.teach(turn.id, [Statement(span, "hello")], Lesson.WORTH, EMBEDDER)
    assert vault.journal.steps() == []


def test_lessons_come_with_the_cues_of_their_statements(vault: Vault) -> None:
    store = TeachingStore(vault.db)
    turns = [vault.say(f"message {n}") for n in range(4)]
    for turn in turns[:3]:
        judged(vault, turn, VerdictKind.IGNORE)
    for turn, lesson in zip(turns, (Lesson.WORTH, Lesson.NOT_WORTH, Lesson.WRONG, Lesson.WORTH), strict=True):
        teach(vault, turn, lesson)
    cues = {"kin": 1.0, "thin": 0.5}
    assert store.lessons_with_features() == [(cues, 1.0), (cues, 0.0)]
    assert [one.turn_id for one in store.standing(turns[1].id)] == [turns[1].id]


def test_lessons_and_questions_reach_another_process(vault: Vault) -> None:
    turn, memory, other = vault.say("hello"), vault.remember("I live in Riga"), vault.remember("In Oslo")
    for judged_turn in (turn, turn_of(vault, memory)):
        judged(vault, judged_turn, VerdictKind.IGNORE)
    with Database.open(vault.db.path.parent, KEY) as window:
        seen = mark(window)
        teach(vault, turn, Lesson.NOT_WORTH)
        changes, seen = since(window, seen)
        assert (changes.turns, changes.verdicts_of) == ((turn.id,), (turn.id,))
        vault.journal.undo()
        changes, seen = since(window, seen)
        assert changes.verdicts_of == (turn.id,)
        question = vault.operations.ask(memory.id, other.id)
        changes, seen = since(window, seen)
        assert set(changes.memories) == {memory.id, other.id}
        assert changes.verdicts_of == (memory.sources[0].turn_id,)
        vault.operations.mark_asked(question.id)
        changes, _ = since(window, seen)
        assert changes.verdicts_of == (memory.sources[0].turn_id,)


def test_the_log_is_filtered_and_read_page_by_page(vault: Vault) -> None:
    log = vault.gate_log
    for n in range(450):
        judged(vault, vault.say(f"Ёлка number {n}"), VerdictKind.IGNORE, reason="thin" if n % 2 else "joke")
    first = log.log(3, containing="ЕЛКА NUMBER 1")
    assert [one.verdict.text for one in first] == [f"Ёлка number {n}" for n in (199, 198, 197)]
    assert [one.verdict.text for one in log.log(1, before=first[-1].id)] == ["Ёлка number 196"]
    assert {one.verdict.reason for one in log.log(500, reasons={"joke"})} == {"joke"}
    assert len(log.log(500, reasons={"joke", "thin"})) == 450
    assert log.log(kinds=[VerdictKind.ADMIT]) == log.log(reasons=[]) == log.log(0) == []
    turn = vault.diary.get(first[0].turn_id)
    teach(vault, turn, Lesson.WORTH)
    (only,) = log.log(taught=True)
    assert (only.id, only.lesson, only.hidden) == (first[0].id, Lesson.WORTH, False)
    assert len(log.log(500, taught=False)) == 449


def test_the_log_shows_no_forgotten_words(vault: Vault) -> None:
    memory = vault.remember("My landlord Barnaby keeps parrots")
    judged(vault, turn_of(vault, memory), VerdictKind.ADMIT, memory.id)
    vault.operations.forget(memory.id)
    (hidden,) = vault.gate_log.log()
    assert (hidden.hidden, hidden.verdict.text, hidden.verdict.memory_id) == (True, "", memory.id)
    assert vault.gate_log.log(containing="parrots") == []
    vault.journal.undo()
    assert len(vault.gate_log.log(containing="Parrots")) == 1


def test_a_statement_taken_from_earlier_messages_goes_with_their_words(vault: Vault) -> None:
    vault.diary.add("You live in Riga, right?", Role.ASSISTANT, AT)
    yes = vault.say("Yes, exactly")
    span = Span(yes.id, 0, len(yes.text))
    verdict = Verdict(VerdictKind.IGNORE, None, "You live in Riga.", span, 1.0, {}, 0.8, 0.5, "passing")
    vault.gate_log.add(yes.id, [verdict])
    assert vault.gate_log.log(containing="riga")[0].hidden is False
    vault.operations.forget_matching("Riga")
    assert vault.gate_log.log(containing="riga") == []
    with pytest.raises(BadRequest, match="forgotten"):
        vault.operations.teach(yes.id, [Statement(span, verdict.text)], Lesson.WORTH, EMBEDDER)
