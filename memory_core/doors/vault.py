"""The vault as a file: copies, health, figures, and every place that holds what derives from the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from memory_core.forgetting.purge import Purge
from memory_core.recall.vector_index_keeper import LongTermIndex
from memory_core.store import backup, opening
from memory_core.store.check import CheckReport, check
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.memories import MemoryStore
from memory_core.store.queue import Queue
from memory_core.store.text_index import TextIndex
from memory_core.store.traces import Clean, Traces
from memory_core.types import (
    BackupInfo,
    IndexState,
    LongTermState,
    PurgeReceipt,
    Status,
    Trace,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class VaultDoor:
    """The vault as a file: copies, health, figures, and the places that hold what derives from the user."""

    def __init__(
        self,
        db: Database,
        rebuild: Callable[[], None],
        traces: Traces,
        purge: Purge,
        long_term: Callable[[], LongTermIndex | None] = lambda: None,
    ) -> None:
        self._long_term = long_term
        self._db = db
        self._rebuild = rebuild
        self._traces = traces
        self._purge = purge

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def backup(self, target: str | Path | None = None) -> Path:
        """Write a verified copy under the same key while the vault stays open.

        Args:
            target: a file; or a folder, where a dated name is chosen; None for the vault's own folder.
        """
        return backup.backup(self._db, opening.backups(self._db.path) if target is None else Path(target))

    def backups(self) -> list[BackupInfo]:
        """Copies of the vault, the newest first, and whether they hold what was purged from it."""
        return backup.listed(self._db)

    def thin(self) -> list[Path]:
        """Remove old copies from the vault's own folder: see :func:`memory_core.store.backup.thin`."""
        return backup.thin(self._db)

    def rewrite_backups(self, of: PurgeReceipt | Sequence[str | Path]) -> list[Path]:
        """Purge from copies what was purged from the vault.

        Args:
            of: a receipt, for the copies that it left; or the copies themselves.

        Returns:
            The copies that held something and were written anew.
        """
        if isinstance(of, PurgeReceipt):
            return backup.rewrite(self._db, of.backups_left, of.words)
        return backup.rewrite(self._db, [Path(one) for one in of])

    def traces(self) -> list[Trace]:
        """Every file and folder that holds what derives from the user."""
        return self._traces.listed()

    def register(
        self,
        name: str,
        paths: Path | Callable[[], Iterable[Path]],
        purge: Clean,
        *,
        kind: str = "",
        encrypted: bool = False,
    ) -> None:
        """Add a place of the program's own that a purge has to clean: see :meth:`Traces.register`."""
        self._traces.register(name, paths, purge, kind=kind, encrypted=encrypted)

    def finish_purge(self) -> tuple[str, ...]:
        """Wipe what a purge had to leave; returns what is still left (see ``PurgeReceipt.unfinished``)."""
        return self._purge.finish()

    def check(self, repair: bool = False) -> CheckReport:
        """Look over the file and what is derived in it; with ``repair`` mend it, after a backup."""
        report, index = check(self._db, repair), self.long_term_index()
        if index.state is not IndexState.GIVEN_UP:
            return report
        note = f"The long-term index is off after {index.failures} failures; search answers without it."
        return replace(report, notes=(*report.notes, note))

    def long_term_index(self) -> LongTermState:
        """What the long-term index is doing; it is off while the memory wakes up."""
        index = self._long_term()
        return LongTermState(IndexState.OFF) if index is None else index.state()

    def rebuild_indexes(self) -> None:
        """Drop the text index and the index in RAM and make them anew from the vault."""
        TextIndex(self._db).rebuild()
        self._rebuild()

    def statistics(self) -> dict[str, int]:
        """Counts of turns, memories by status, waiting and parked jobs; ``bytes`` is the file's size,
        ``indexed`` how many documents the long-term index holds, and ``index_failures`` how often it failed
        in a row.
        """
        index = self.long_term_index()
        store, queue = MemoryStore(self._db), Queue(self._db)
        return {
            "turns": Diary(self._db).count(),
            **{status.value: store.count(status) for status in Status},
            "waiting": len(queue.pending()),
            "parked": len(queue.parked()),
            "bytes": self._db.path.stat().st_size,
            "indexed": index.documents,
            "index_failures": index.failures,
        }
