"""The night's forgetting: the most faded first, bounded, undoable, and never what is in use or protected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core.engine import Engine
from memory_core.learning import Learning
from memory_core.mirror import Mirror
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.sleep.fade import Fade
from memory_core.sleep.stage import Interrupted, Night
from memory_core.store.database import Database
from memory_core.store.journal import Journal
from memory_core.store.keys import PLAIN
from memory_core.store.memories import NewMemory
from memory_core.store.operations import Operations
from memory_core.types import Embedder, Memory, MemoryKind, SleepLine, Span, Stage, Status
from tests.tools.set_clock import SetClock
from tests.tools.vaults import Vault

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
YEARS = timedelta(days=2000)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder."""
    return OnnxEmbedder.shipped()


class _Nights:
    """A vault in which nights of this one stage are slept."""

    def __init__(self, db: Database, embedder: Embedder, params: Params) -> None:
        self.vault = Vault(db)
        self._embedder = embedder
        self._params = params
        self._mirror = Mirror(db, embedder, params)
        self._learning = Learning(db, embedder)
        self.interrupt = False

    def night(self, at: datetime) -> Night:
        return Night(
            started=at,
            id=1,
            seed=1,
            db=self.vault.db,
            mirror=self._mirror,
            params=self._params,
            learning=self._learning,
            model=None,
            interrupted=lambda: self.interrupt,
        )

    def remember(self, text: str, importance: float, learnt_at: datetime = AT, **more: object) -> Memory:
        turn = self.vault.say(text, at=learnt_at)
        new = NewMemory(
            text=text,
            kind=MemoryKind.FACT,
            learnt_at=learnt_at,
            importance=importance,
            sources=(Span(turn.id, 0, len(text)),),
        )
        encoded = self._embedder.encode([text])[0]
        return self.vault.operations.admit(replace(new, **more), encoded, self._embedder.id)  # type: ignore[arg-type]

    def sleep(self, at: datetime) -> list[SleepLine]:
        lines: list[SleepLine] = []
        journal = Journal(self.vault.db)
        group = journal.open_group("sleep", "step.sleep", at=at)
        for unit in Fade().plan(self.night(at)):
            lines += journal.record(unit.do, cause="sleep", name="step.fade", at=at, group=group)
        return lines


@contextmanager
def nights(folder: Path, embedder: Embedder, params: Params | None = None) -> Iterator[_Nights]:
    with Database.open(folder, PLAIN, SetClock(AT)) as db:
        yield _Nights(db, embedder, params or Params())


def test_the_most_faded_go_first_and_what_may_never_fade_stays(
    vault_folder: Path, embedder: Embedder
) -> None:
    with nights(vault_folder, embedder) as lived:
        later = lived.remember("The lift is slow.", 0.3, AT + timedelta(days=30))
        first = lived.remember("The canteen has new trays.", 0.3)
        mother = lived.remember("My mother plays the organ.", 0.3)
        pinned = lived.remember("The bus stop was moved.", 0.3, pinned=True)
        assert lived.sleep(AT + timedelta(days=40)) == []
        lines = lived.sleep(AT + YEARS)
        assert [one.memories for one in lines] == [(first.id,), (later.id,)]
        assert all(one.stage is Stage.FADE and one.what == "faded" for one in lines)
        assert lines[0].figures["retrievability"] <= lines[1].figures["retrievability"] < 0.45
        assert {one.id for one in lived.vault.memories.find("active")} == {mother.id, pinned.id}
        assert lived.sleep(AT + YEARS) == []


def test_a_night_takes_no_more_than_its_share(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder, Params(fade_least=3, fade_share=0.25)) as lived:
        for number in range(20):
            lived.remember(f"Shelf {number} of the depot is painted grey.", 0.3)
        taken = []
        for night in range(4):
            taken.append(len(lived.sleep(AT + YEARS + timedelta(days=night))))
        assert taken == [5, 3, 3, 3]


def test_a_unit_looks_again_at_what_it_is_about(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder) as lived:
        used, pinned, gone, left = (
            lived.remember(f"Tray {n} of the canteen is cracked.", 0.3) for n in range(4)
        )
        at = AT + YEARS
        units = Fade().plan(lived.night(at))
        assert [one.key for one in units] == [f"fade:{one.id}" for one in (used, pinned, gone, left)]
        lived.vault.operations.used([used.id], at)
        lived.vault.operations.pin(pinned.id)
        lived.vault.operations.forget(gone.id)
        for unit in units:
            Journal(lived.vault.db).record(unit.do, cause="sleep", name="step.fade", at=at)
        assert [one.id for one in lived.vault.memories.find("faded")] == [left.id]


def test_what_the_user_took_back_does_not_fade_again(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder) as lived:
        one = lived.remember("The canteen has new trays.", 0.3)
        assert len(lived.sleep(AT + YEARS)) == 1
        lived.vault.journal.undo()
        assert lived.vault.memories.get(one.id).status is Status.ACTIVE
        assert lived.sleep(AT + YEARS + timedelta(days=1)) == []
        lived.vault.operations.used([one.id], AT + YEARS + timedelta(days=2))
        assert len(lived.sleep(AT + 9 * YEARS)) == 1


def test_a_night_that_took_itself_back_may_try_again(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder) as lived:
        lived.remember("The canteen has new trays.", 0.3)
        lived.sleep(AT + YEARS)
        undone = lived.vault.journal.undo()
        lived.vault.db.write(
            lambda writer: writer.insert(
                "sleeps",
                {"started": AT.isoformat(), "state": "rolled_back", "step_id": undone.id},
            )
        )
        assert len(lived.sleep(AT + YEARS + timedelta(days=1))) == 1


def test_a_faded_memory_comes_back_when_it_is_said_again(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder) as lived:
        one = lived.remember("The canteen has new trays.", 0.3)
        lived.sleep(AT + YEARS)
        operations = Operations(lived.vault.db)
        back = operations.reinforce(one.id, AT + YEARS + timedelta(days=1), 0.9)
        assert back.status is Status.ACTIVE
        assert lived.sleep(AT + YEARS + timedelta(days=30)) == []


def test_planning_stops_when_the_user_is_back(vault_folder: Path, embedder: Embedder) -> None:
    with nights(vault_folder, embedder) as lived:
        lived.remember("The canteen has new trays.", 0.3)
        lived.interrupt = True
        with pytest.raises(Interrupted):
            Fade().plan(lived.night(AT + YEARS))


def test_a_faded_memory_is_out_of_recall_and_its_turn_stands_lower(
    vault_folder: Path, clock: SetClock, embedder: Embedder
) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.perceive("I collect old stamps from Iceland.", at=AT).verdicts()
        engine.perceive("I paint birds in watercolour on Sundays.", at=AT + timedelta(hours=1)).verdicts()
        stamps, birds = sorted(engine.memories.find(), key=lambda one: one.id)
        asked = "What are my hobbies?"
        assert {one.memory_id for one in engine.recall(asked).items} >= {stamps.id, birds.id}
        for gone, stays in ((stamps, birds), (birds, stamps)):
            before = {one.text: one.score for one in engine.recall(asked).items}
            engine.memories.let_go(gone.id)
            found = engine.recall(asked).items
            assert all(one.memory_id != gone.id for one in found)
            after = {one.text: one.score for one in found}
            assert before[gone.text] - after[gone.text] > before[stays.text] - after[stays.text] + 0.2
            engine.memories.rescue(gone.id)
