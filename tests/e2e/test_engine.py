"""The public door with real parts: hear, remember, close, open another day, recall, change, forget, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine, Key
from memory_core.errors import BadRequest, UndoRefused, WrongKey
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Changes, Found, Status, VerdictKind
from tests.tools.set_clock import SetClock

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """A new plain vault."""
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


def texts(found: Found) -> str:
    return " | ".join(item.text for item in found.items)


def test_it_remembers_another_day(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> None:
    key = Key(bytes(range(32)))
    with Engine.open(vault_folder, key=key, clock=clock, embedder=embedder) as first:
        heard = first.perceive("My brother Oleg is a glass blower in Murano.", at=MONDAY)
        assert {verdict.kind for verdict in heard.verdicts()} == {VerdictKind.ADMIT}
        first.perceive("Моя собака Груша боится грозы.", at=MONDAY + timedelta(minutes=5))
    clock.now = MONDAY + timedelta(days=40)
    with Engine.open(vault_folder, key=key, clock=clock, embedder=embedder) as second:
        second.settle()
        found = second.recall("What does my brother do for work?")
        assert "glass blower" in found.items[0].text
        assert found.support >= second.params.support_floor
        assert "грозы" in second.recall("Чего боится моя собака?").items[0].text
    with pytest.raises(WrongKey):
        Engine.open(vault_folder, key=Key(bytes(32)), clock=clock, embedder=embedder)


def test_it_does_not_know_what_was_never_said(engine: Engine) -> None:
    engine.perceive("I keep two goats behind the barn.", at=MONDAY)
    engine.settle()
    assert engine.recall("What is my passport number?").support < engine.params.support_floor


def test_recall_is_pure(engine: Engine) -> None:
    engine.perceive("My dentist is Dr Quill on Harbour Street.", at=MONDAY)
    engine.settle()
    before = (engine.memories.find(), engine.journal.steps(), engine.vault.statistics())
    first = engine.recall("Who is my dentist?")
    assert engine.recall("Who is my dentist?") == first
    assert (engine.memories.find(), engine.journal.steps(), engine.vault.statistics()) == before


def test_what_is_used_grows_stronger(engine: Engine, clock: SetClock) -> None:
    engine.perceive("My dentist is Dr Quill on Harbour Street.", at=MONDAY)
    engine.settle()
    memory = engine.memories.find()[0]
    clock.now = MONDAY + timedelta(days=3)
    steps = engine.journal.steps()
    engine.used(engine.recall("Who is my dentist?").items[:1])
    again = engine.memories.get(memory.id)
    assert again.used == 1
    assert memory.fsrs is not None
    assert again.fsrs is not None
    assert again.fsrs.stability > memory.fsrs.stability
    assert engine.journal.steps() == steps


def test_off_the_record_is_never_written(engine: Engine, vault_folder: Path) -> None:
    heard = engine.perceive("Off the record: I am leaving Ostrava for good.", at=MONDAY)
    reply = engine.perceive("Ostrava will miss you.", role="assistant", at=MONDAY)
    assert heard.turn_id is None
    assert reply.turn_id is None
    assert heard.verdicts() == ()
    engine.settle()
    assert engine.diary.turns() == []
    engine.perceive("I collect tin soldiers.", at=MONDAY + timedelta(minutes=1))
    assert engine.perceive("How nice!", role="assistant", at=MONDAY).turn_id is not None
    engine.close()
    assert b"Ostrava" not in b"".join(path.read_bytes() for path in vault_folder.iterdir() if path.is_file())


def test_forgotten_is_out_of_every_answer_at_once(engine: Engine) -> None:
    engine.perceive("My landlord Barnaby keeps parrots.", at=MONDAY)
    engine.perceive("Nice bird.", at=MONDAY + timedelta(minutes=1))
    engine.settle()
    memory = engine.memories.find(containing="parrots")[0]
    engine.memories.forget(memory.id)
    assert "Barnaby" not in texts(engine.recall("Who keeps parrots?"))
    assert engine.diary.search("parrots") == []
    assert engine.memories.find(status=Status.FORGOTTEN)[0].id == memory.id
    engine.memories.restore(memory.id)
    assert "Barnaby" in engine.recall("Who keeps parrots?").items[0].text
    assert len(engine.diary.search("parrots")) == 1


def test_forget_matching_finds_inflected_forms(engine: Engine) -> None:
    engine.perceive("Мой сосед Тимофей чинит лодки.", at=MONDAY)
    engine.perceive("Подарил Тимофею рыболовную катушку.", at=MONDAY + timedelta(days=1))
    engine.perceive("Я живу у реки.", at=MONDAY + timedelta(days=2))
    engine.settle()
    engine.memories.forget_matching("Тимофей")
    found = engine.recall("Что ты знаешь о Тимофее?")
    assert "Тимофе" not in texts(found)
    assert "реки" in texts(engine.recall("Где я живу?"))


def test_undo_tomorrow(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> None:
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        engine.perceive("My locker code is 5518.", at=MONDAY)
        engine.settle()
        memory = engine.memories.find()[0]
        engine.memories.edit(memory.id, text="My locker code is 7742.")
        assert "7742" in engine.recall("What is my locker code?").items[0].text
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        engine.journal.undo()
        assert engine.memories.get(memory.id).text == "My locker code is 5518."
        assert "5518" in engine.recall("What is my locker code?").items[0].text
        engine.journal.redo()
        assert "7742" in engine.recall("What is my locker code?").items[0].text
        engine.journal.undo()
        engine.journal.undo()  # the admission itself
        assert engine.memories.find() == []
        assert len(engine.diary.turns()) == 1  # an undo never removes a turn
        with pytest.raises(UndoRefused):
            engine.journal.undo()


def test_a_change_closes_what_was_true(engine: Engine) -> None:
    engine.perceive("I live in Tallinn.", at=MONDAY)
    engine.settle()
    engine.perceive("I moved, I live in Utrecht now.", at=MONDAY + timedelta(days=30))
    engine.settle()
    now = engine.recall("Where do I live?")
    assert "Utrecht" in now.items[0].text
    assert "Tallinn" not in texts(now)
    then = engine.recall("Where do I live?", valid_at=MONDAY + timedelta(days=10))
    assert "Tallinn" in then.items[0].text


def test_changes_reach_subscribers(engine: Engine) -> None:
    seen: list[Changes] = []
    end = engine.subscribe(seen.append)
    heard = engine.perceive("My sister plays the oboe.", at=MONDAY)
    heard.verdicts()
    engine.settle()
    assert any(heard.turn_id in change.turns for change in seen)
    assert any(change.memories for change in seen)
    end()
    count = len(seen)
    engine.memories.pin(engine.memories.find()[0].id)
    assert len(seen) == count


def test_two_engines_on_one_vault_see_each_other(
    vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    with (
        Engine.open(vault_folder, clock=clock, embedder=embedder) as window,
        Engine.open(vault_folder, clock=clock, embedder=embedder) as script,
    ):
        window.settle()
        script.perceive("My violin teacher is called Ms Abara.", at=MONDAY)
        script.settle()
        assert "Abara" in window.recall("Who teaches me the violin?").items[0].text
        window.memories.forget(window.memories.find(containing="Abara")[0].id)
        assert "Abara" not in texts(script.recall("Who teaches me the violin?"))


def test_sleep_merges_what_says_the_same_and_can_be_undone(engine: Engine) -> None:
    engine.perceive("My aunt Roza bakes rye bread.", at=MONDAY)
    engine.settle()
    memory = engine.memories.find()[0]
    first, second = engine.memories.split(
        memory.id, ["My aunt Roza bakes rye bread.", "My aunt Roza bakes rye bread!"]
    )
    report = engine.sleep.run()
    assert len(report.merged) == 1
    assert [m.id for m in engine.memories.find()] in ([first.id], [second.id])
    engine.journal.undo()
    assert {m.id for m in engine.memories.find()} == {first.id, second.id}


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00", "\ud83d lone", "e\u0301" * 50, "😀" * 2000, "\u202eabc\u202c"]
)
def test_odd_text_harms_nothing(engine: Engine, text: str) -> None:
    engine.perceive(text, at=MONDAY)
    engine.settle()
    assert [turn.text for turn in engine.diary.turns()] == [text]
    engine.recall(text)


def test_a_huge_message_is_kept_whole(engine: Engine) -> None:
    text = "I like figs. " + "word " * 2_000_000
    engine.perceive(text, at=MONDAY)
    engine.settle()
    assert engine.diary.turns()[0].text == text
    assert engine.recall("figs").items


def test_naive_times_are_refused(engine: Engine) -> None:
    with pytest.raises(BadRequest):
        engine.perceive("Hello.", at=datetime(2026, 3, 2))  # noqa: DTZ001
