"""The registry of every place that holds what derives from the user: what a purge and a lock walk.

The tables are the vault's own matter. Here stand the files: the vault's, its log, its copies, and what the
program around the memory registers besides (kept prompts, logs, crash reports), with the way to clean it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from memory_core.errors import BadRequest
from memory_core.store import backup, opening, purging, unfinished
from memory_core.store.database import Database
from memory_core.store.keys import Key
from memory_core.types import Trace

Clean = Callable[[Sequence[str]], int]
"""Removes what holds any of these texts and returns how many things that were. Without texts (the purge was
interrupted and nobody knows them any more) it removes all that may hold anything."""


@dataclass(frozen=True, slots=True)
class _Registered:
    name: str
    paths: Callable[[], Iterable[Path]]
    kind: str
    encrypted: bool
    clean: Clean


class Traces:
    """Lists the places and cleans those that were registered.

    What killed processes left in the vault's folder is removed when the vault is opened, elsewhere with the
    next backup or purge: a disk that does not answer must not keep the vault from opening.
    """

    def __init__(self, db: Database) -> None:
        unfinished.remove_beside(db.path, db.path.parent / opening.BACKUPS)
        self._db = db
        self._registered: dict[str, _Registered] = {}

    def register(
        self,
        name: str,
        paths: Path | Callable[[], Iterable[Path]],
        purge: Clean,
        *,
        kind: str = "",
        encrypted: bool = False,
    ) -> None:
        """Add a place of the program's own; one that an interrupted purge did not come to is cleaned at once.

        Args:
            name: names it in receipts; the same name again replaces the earlier place.
            paths: a file or folder, or a function that gives those that are there now.
            purge: cleans it; see :data:`Clean`. It may be called on any thread.
            kind: what kind of place it is; its name if empty.
            encrypted: whether nobody can read it without the vault's key.

        Raises:
            BadRequest: the name is the vault's own.
        """
        if name in (*purging.PLACES, "vault", "log", "backups"):
            raise BadRequest(f"{name!r} is a place of the vault itself")
        found = (lambda: [paths]) if isinstance(paths, Path) else paths
        self._registered[name] = _Registered(name, found, kind or name, encrypted, purge)
        with self._db.read() as reader:
            waiting = name in purging.traces_left(reader)
        if waiting:
            self._clean(self._registered[name], ())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the registered places."""
        return tuple(self._registered)

    def listed(self) -> list[Trace]:
        """Every place that is there now, the vault first."""
        encrypted = isinstance(self._db.key, Key)
        file = self._db.path
        own = [
            ("vault", file, "vault"),
            ("log", file.with_name(file.name + "-wal"), "log"),
            *(("backups", path, "backup") for path in backup.paths(self._db)),
            *(("backups", path, "unfinished") for path in backup.unfinished_copies(self._db)),
        ]
        found = [
            Trace(name, path, kind, size(path), encrypted and not unfinished.is_plain(path))
            for name, path, kind in own
            if path.exists()
        ]
        for one in self._registered.values():
            found += [
                Trace(one.name, path, one.kind, size(path), one.encrypted)
                for path in one.paths()
                if path.exists()
            ]
        return found

    def clean(self, words: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
        """Clean every registered place, and remove what killed processes left of copies.

        Returns:
            how much was removed by name, and the names of places that could not be cleaned; those stay noted
            in the vault and are cleaned when they are registered again.
        """
        backup.remove_unfinished(self._db)
        removed: dict[str, int] = {}
        failed: list[str] = []
        for one in [*self._registered.values()]:
            try:
                removed[one.name] = self._clean(one, words)
            except OSError:
                failed.append(one.name)
        return removed, tuple(failed)

    def _clean(self, one: _Registered, words: Sequence[str]) -> int:
        removed = one.clean(words)
        self._db.write(lambda writer: purging.trace_cleaned(writer, one.name))
        return removed


def size(path: Path) -> int:
    """Bytes of a file, or of all files under a folder."""
    total = 0
    for one in [path] if path.is_file() else path.rglob("*"):
        with contextlib.suppress(OSError):
            total += one.stat().st_size if one.is_file() else 0
    return total
