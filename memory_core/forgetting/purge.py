"""A purge from beginning to end: what would go, the transaction, the file's free space, every other place.

Up to the end of the transaction nothing has happened; from then on it is completed, if not now then at the
next opening. There is no undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from memory_core.store import again, backup, purge_scope, purging, scrub
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.purge_scope import Scope
from memory_core.store.traces import Traces
from memory_core.types import PurgePlan, PurgeReceipt

_Find = Callable[[Reader], Scope]


class Purge:
    """Plans and carries out.

    Args:
        db: the vault.
        traces: the places outside it.
        relearn: makes what was learnt anew without what is gone.
        changed: brings the index up to the vault and tells the screens.
    """

    def __init__(
        self, db: Database, traces: Traces, relearn: Callable[[], None], changed: Callable[[], None]
    ) -> None:
        self._db = db
        self._traces = traces
        self._relearn = relearn
        self._changed = changed

    def plan_memories(self, memory_ids: Sequence[int]) -> PurgePlan:
        """What :meth:`memories` would remove.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._plan(lambda reader: purge_scope.of_memories(reader, memory_ids))

    def memories(self, memory_ids: Sequence[int]) -> PurgeReceipt:
        """Remove memories, what derives from the same words, those words in the diary, and where else they
        stand word for word.

        Raises:
            BadRequest: there is no such memory.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._run(lambda reader: purge_scope.of_memories(reader, memory_ids))

    def plan_matching(self, text: str) -> PurgePlan:
        """What :meth:`matching` would remove.

        Raises:
            BadRequest: the text is empty.
        """
        return self._plan(lambda reader: purge_scope.of_text(reader, text))

    def matching(self, text: str) -> PurgeReceipt:
        """Remove every memory and, as a whole, every message that holds a text in any inflected form.

        Raises:
            BadRequest: the text is empty.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._run(lambda reader: purge_scope.of_text(reader, text))

    def plan_turn(self, turn_id: int) -> PurgePlan:
        """What :meth:`turn` would remove.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._plan(lambda reader: purge_scope.of_turn(reader, turn_id))

    def turn(self, turn_id: int) -> PurgeReceipt:
        """Remove a whole message and what came of it.

        Raises:
            BadRequest: there is no such turn.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._run(lambda reader: purge_scope.of_turn(reader, turn_id))

    def finish(self) -> tuple[str, ...]:
        """Wipe what an earlier purge had to leave; returns what is still left."""
        file = self._db.between_writes(scrub.finish)
        with self._db.read() as reader:
            places = purging.traces_left(reader)
        return (*([file] if file else []), *places)

    def _plan(self, find: _Find) -> PurgePlan:
        with self._db.read() as reader:
            scope = find(reader)
            text = "\n".join(purge_scope.told_by(reader, scope))
            meant = again.planned(reader, scope)
        copies = backup.holding(self._db, meant) if scope.gone or scope.spans else ()
        return PurgePlan(scope.memories, scope.turns, scope.fresh, scope.derived, copies, text)

    def _run(self, find: _Find) -> PurgeReceipt:
        before = self._bytes()

        def work(writer: Writer) -> tuple[Scope, dict[str, int], list[str]]:
            scope = find(writer)
            told = purge_scope.told_by(writer, scope)
            return scope, purging.purge(writer, scope, self._traces.names), told

        scope, removed, told = self._db.write(work)
        words = tuple(needle.text for needle in scope.needles)
        if not any(removed.values()):
            return PurgeReceipt(
                self._db.clock(), MappingProxyType(removed), (), before, self._bytes(), words=words
            )
        self._db.between_writes(scrub.finish)
        cleaned, failed = self._traces.clean(tuple(dict.fromkeys([*words, *told])))
        self._changed()  # neighbours are encoded anew, without what is gone before they are learnt from
        self._relearn()
        left = self._db.between_writes(scrub.finish)
        with self._db.read() as reader:
            meant = again.purged(reader, words)
        return PurgeReceipt(
            self._db.clock(),
            MappingProxyType({**removed, **cleaned, "backups": 0}),
            backup.holding(self._db, meant),
            before,
            self._bytes(),
            (*([left] if left else []), *failed),
            words,
        )

    def _bytes(self) -> int:
        file = self._db.path
        log = file.with_name(file.name + "-wal")
        return file.stat().st_size + (log.stat().st_size if log.exists() else 0)
