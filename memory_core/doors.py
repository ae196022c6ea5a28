"""The engine's side doors: what a screen or a script does with memories, diary, journal, gate and vault.

Each change goes through the store's journal, then brings the index up to date before it returns: what was
forgotten is out of the next answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from memory_core.clock import Clock
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.sleep.cycle import Progress, Sleep
from memory_core.store.backup import backup
from memory_core.store.check import CheckReport, check
from memory_core.store.database import Database
from memory_core.store.diary import Conversation, Diary
from memory_core.store.forgetting import Forgotten
from memory_core.store.gate_log import GateLog, LoggedVerdict
from memory_core.store.journal import HistoryEntry, Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Queue
from memory_core.store.text_index import TextIndex
from memory_core.store.visibility import HiddenSpan, VisibilityStore
from memory_core.text.language import language
from memory_core.types import (
    Embedder,
    JournalStep,
    Memory,
    MemoryKind,
    SleepReport,
    Status,
    Tier,
    Turn,
    Verdict,
    VerdictKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Changed = Callable[[], None]


class MemoriesDoor:
    """Finds memories and changes them; every change can be undone."""

    def __init__(
        self, db: Database, operations: Operations, embedder: Callable[[], Embedder], changed: Changed
    ) -> None:
        self._store = MemoryStore(db)
        self._operations = operations
        self._journal = Journal(db)
        self._search = TextIndex(db)
        self._embedder = embedder
        self._changed = changed

    def find(
        self,
        status: Status | str | None = Status.ACTIVE,
        containing: str | None = None,
        tier: Tier | str | None = None,
        kind: MemoryKind | str | None = None,
        limit: int | None = None,
    ) -> list[Memory]:
        """Memories that fit, the newest first; see :meth:`MemoryStore.find`."""
        return self._store.find(status, containing, tier, kind, limit)

    def search(
        self, text: str, limit: int = 50, statuses: Sequence[Status] = (Status.ACTIVE,)
    ) -> list[Memory]:
        """Memories that hold every word of ``text`` in any form, best first: a search box's search."""
        return self._store.get_many(self._search.search_memories(text, limit, statuses))

    def get(self, memory_id: int) -> Memory:
        """One memory.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._store.get(memory_id)

    def of_turn(self, turn_id: int) -> list[Memory]:
        """Memories that come from this turn."""
        return self._store.of_turn(turn_id)

    def edit(
        self,
        memory_id: int,
        text: str | None = None,
        kind: MemoryKind | None = None,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        event_date: datetime | None = None,
    ) -> Memory:
        """Change what the user corrects; what is None stays.

        Raises:
            BadRequest: there is no such memory, or the text is empty.
        """
        encoded = None if text is None else self._embedder().encode([text])[0]
        memory = self._operations.edit(
            memory_id,
            text=text,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            event_date=event_date,
            language=None if text is None else language(text),
            encoded=encoded,
            embedder_id=None if text is None else self._embedder().id,
        )
        self._changed()
        return memory

    def pin(self, memory_id: int, pinned: bool = True) -> Memory:
        """Pin a memory so that it never fades, or take the pin out."""
        memory = self._operations.pin(memory_id, pinned)
        self._changed()
        return memory

    def forget(self, memory_id: int) -> None:
        """Take a memory and the words it came from out of every answer; it stays restorable."""
        self._operations.forget(memory_id)
        self._changed()

    def forget_matching(self, text: str) -> Forgotten:
        """Forget every memory that holds the text and suppress every turn that does, in any
        inflected form.
        """
        forgotten = self._operations.forget_matching(text)
        self._changed()
        return forgotten

    def restore(self, memory_id: int) -> Memory:
        """Bring a forgotten, superseded or faded memory back."""
        memory = self._operations.restore(memory_id)
        self._changed()
        return memory

    def merge(self, keep_id: int, absorbed_ids: Sequence[int]) -> Memory:
        """Make one memory of several that say the same."""
        memory = self._operations.merge(keep_id, absorbed_ids)
        self._changed()
        return memory

    def split(self, memory_id: int, texts: Sequence[str]) -> list[Memory]:
        """Make several memories of one, each with the sources of the whole.

        Raises:
            BadRequest: fewer than two texts, or an empty one.
        """
        whole = self._store.get(memory_id)
        embedder = self._embedder()
        parts = [
            NewMemory(
                text=text,
                kind=whole.kind,
                learnt_at=whole.learnt_at,
                sources=whole.sources,
                tier=whole.tier,
                confidence=whole.confidence,
                importance=whole.importance,
                surprise=whole.surprise,
                parts=whole.parts,
                valid_from=whole.valid_from,
                valid_to=whole.valid_to,
                event_date=whole.event_date,
                language=language(text),
                subject=whole.subject,
                pinned=whole.pinned,
                reason=whole.reason,
            )
            for text in texts
        ]
        encoded = embedder.encode(list(texts))
        made = self._operations.split(memory_id, list(zip(parts, encoded, strict=True)), embedder.id)
        self._changed()
        return made

    def history(self, memory_id: int) -> list[HistoryEntry]:
        """What happened to a memory, oldest first."""
        return self._journal.history(memory_id)


class DiaryDoor:
    """Reads the diary, verbatim or as far as it may be seen, and names conversations."""

    def __init__(self, db: Database, changed: Changed) -> None:
        self._diary = Diary(db)
        self._visibility = VisibilityStore(db)
        self._changed = changed

    def turns(self, conversation: str | None = None, limit: int | None = None) -> list[Turn]:
        """Turns, oldest first."""
        return self._diary.turns(conversation, limit)

    def recent(self, conversation: str | None = None, limit: int = 50) -> list[Turn]:
        """The last turns, oldest first."""
        return self._diary.recent(conversation, limit)

    def get(self, turn_id: int) -> Turn:
        """One turn.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._diary.get(turn_id)

    def visible_text(self, turn: Turn) -> str:
        """A turn's text without what is suppressed or redacted; empty when nothing is left."""
        return self._diary.visible_text(turn)

    def hidden(self, turn_id: int) -> list[HiddenSpan]:
        """The turn's hidden spans."""
        return self._visibility.spans_of(turn_id)

    def search(self, text: str, limit: int = 50) -> list[Turn]:
        """Turns whose visible text holds every word of ``text`` in any form, best first."""
        return self._diary.search(text, limit)

    def conversations(self) -> list[Conversation]:
        """Every conversation, the one spoken in last first."""
        return self._diary.conversations()

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation a title; an empty one takes it back."""
        self._diary.rename_conversation(conversation, title)
        self._changed()

    def archive_conversation(self, conversation: str, archived: bool = True) -> None:
        """Put a conversation away, or take it out again; its turns stay in memory."""
        self._diary.archive_conversation(conversation, archived)
        self._changed()


class JournalDoor:
    """Undo and redo, tomorrow too."""

    def __init__(self, db: Database, changed: Changed) -> None:
        self._journal = Journal(db)
        self._changed = changed

    def steps(self, limit: int = 100) -> list[JournalStep]:
        """The newest steps first, undone ones too."""
        return self._journal.steps(limit)

    def undo(self, step_id: int | None = None) -> JournalStep:
        """Take back a step, the newest one if none is named.

        Raises:
            UndoRefused: later changes contradict it; nothing was changed.
        """
        step = self._journal.undo(step_id)
        self._changed()
        return step

    def redo(self, step_id: int | None = None) -> JournalStep:
        """Do an undone step again, the one undone last if none is named.

        Raises:
            UndoRefused: there is nothing to redo, or later changes contradict it.
        """
        step = self._journal.redo(step_id)
        self._changed()
        return step


class GateDoor:
    """What the gate decided, and why."""

    def __init__(self, db: Database) -> None:
        self._log = GateLog(db)

    def log(self, limit: int = 100, kinds: Iterable[VerdictKind] | None = None) -> list[LoggedVerdict]:
        """The newest verdicts first, of these kinds if given."""
        return self._log.log(limit, kinds)

    def of(self, turn_id: int) -> tuple[Verdict, ...]:
        """A message's verdicts; none while it is still in the queue."""
        return self._log.of(turn_id)


class SleepDoor:
    """Lets the memory sleep."""

    def __init__(
        self,
        db: Database,
        mirror: Callable[[], Mirror],
        settle: Changed,
        changed: Changed,
        params: Params,
        clock: Clock,
    ) -> None:
        self._db = db
        self._mirror = mirror
        self._settle = settle
        self._changed = changed
        self._params = params
        self._clock = clock

    def run(self, deadline: datetime | None = None, progress: Progress | None = None) -> SleepReport:
        """Merge what says the same, as one undoable step; waits for the memory work before it.

        Args:
            deadline: aware time at which to stop between two merges.
            progress: told the stage and the share done; returns False to stop.
        """
        self._settle()
        report = Sleep(self._db, self._mirror(), self._params, self._clock).run(deadline, progress)
        self._changed()
        return report


class VaultDoor:
    """The vault as a file: copies, health, figures."""

    def __init__(self, db: Database, rebuild: Callable[[], None]) -> None:
        self._db = db
        self._rebuild = rebuild

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def backup(self, target: str | Path) -> Path:
        """Write a verified copy under the same key while the vault stays open."""
        return backup(self._db, Path(target))

    def check(self, repair: bool = False) -> CheckReport:
        """Look over the file and what is derived in it; with ``repair`` mend it, after a backup."""
        return check(self._db, repair)

    def rebuild_indexes(self) -> None:
        """Drop the text index and the index in RAM and make them anew from the vault."""
        TextIndex(self._db).rebuild()
        self._rebuild()

    def statistics(self) -> dict[str, int]:
        """Counts of turns, memories by status, waiting and parked jobs; ``bytes`` is the file's size."""
        store, queue = MemoryStore(self._db), Queue(self._db)
        return {
            "turns": Diary(self._db).count(),
            **{status.value: store.count(status) for status in Status},
            "waiting": len(queue.pending()),
            "parked": len(queue.parked()),
            "bytes": self._db.path.stat().st_size,
        }
