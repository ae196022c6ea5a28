"""The open vault: one thread writes, any thread reads a snapshot of its own."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from memory_core.clock import Clock, system_clock
from memory_core.errors import BadRequest
from memory_core.store import opening, problems, scrub
from memory_core.store.connection import Reader, Writer
from memory_core.store.keys import Key, Plain
from memory_core.store.migrations import NEWEST, migrate
from memory_core.store.sqlcipher import APPLICATION_ID, SqlError, connect

T = TypeVar("T")
Work = Callable[[Writer], Any]

_JOURNAL_LIMIT = 64 << 20
"""Bytes the write-ahead log keeps on disk after it was copied into the vault's file."""


class _ReadConnection:
    """One thread's read connection; ``lock`` is held while it is read, so that closing waits."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.reader = Reader(connection)
        self.lock = threading.RLock()
        self.owner = threading.current_thread()
        self.depth = 0
        self.open = True


class Database:
    """A vault that is open. Made by :meth:`open`, ended by :meth:`close` (or ``with``).

    All methods may be called from any thread. ``path`` is the database file.
    """

    def __init__(self, path: Path, key: Key | Plain, clock: Clock, busy_seconds: float) -> None:
        self.path = path
        self.key = key
        self.clock = clock
        self._busy_seconds = busy_seconds
        self._jobs: queue.SimpleQueue[tuple[Work, Future[Any], bool] | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._readers: list[_ReadConnection] = []
        self._readers_lock = threading.Lock()
        self._between = threading.Lock()  # held while a transaction is being begun, run and ended
        self._version = 0
        self._closed = False
        self._connection: Any
        self._writer: Writer
        self._identity: tuple[int, int]
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._serve, args=(ready,), name="vault-writer", daemon=True)
        self._thread.start()
        ready.result()

    @classmethod
    def open(
        cls,
        folder: Path,
        key: Key | Plain,
        clock: Clock = system_clock,
        *,
        create: bool = True,
        busy_seconds: float = 10.0,
    ) -> Self:
        """Open the vault in a folder; an absent vault is made.

        Args:
            folder: the vault's folder, or a vault's file itself (for example a backup).
            key: the raw data key, or ``PLAIN``.
            clock: gives the present; only records of migrations and user's changes take their time from it.
                A vault of an older format is copied into ``backups`` beside it, then migrated.
            create: False refuses (``NotAVault``) where there is no vault yet: its disk may not be connected.
            busy_seconds: how long a write waits for another process before it is ``VaultBusy``.

        Raises:
            WrongKey, KeyNeeded, KeyUnexpected, NotAVault, VaultDamaged, VaultTooNew, VaultReadOnly,
            VaultBusy, DiskFull: see :mod:`memory_core.errors`; nothing was changed.
        """
        path = opening.place(Path(folder))
        with problems.translated(path):
            if path.exists():
                opening.inspect(path, key)
                if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                    raise problems.read_only(path.parent)
            elif create:
                opening.create(path, key, clock())
            else:
                raise problems.not_a_vault(path)
        return cls(path, key, clock, busy_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, work: Callable[[Writer], T]) -> T:
        """Run ``work`` in one transaction on the writer's thread and return its result after the commit.

        Inside ``work`` further calls join the transaction: what they wrote is undone if they raise, and all
        of it if ``work`` raises.

        Raises:
            VaultError: one of its kinds; nothing of ``work`` was written.
            BadRequest: the vault is closed.
        """
        if threading.current_thread() is self._thread:
            return self._joined(work)
        return self._ask(work, bare=False)

    def between_writes(self, work: Callable[[Writer], T]) -> T:
        """Run ``work`` on the writer's thread without a transaction, for what cannot be in one (``VACUUM``).

        Raises:
            VaultError: one of its kinds.
            BadRequest: the vault is closed, or this was called inside :meth:`write`.
        """
        if threading.current_thread() is self._thread:
            raise BadRequest("this cannot be done inside a transaction")
        return self._ask(work, bare=True)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent snapshot for the block, on this thread's own connection; inside ``write``, its own.

        Raises:
            VaultDamaged, VaultError: the file cannot be read.
            BadRequest: the vault is closed.
        """
        if threading.current_thread() is self._thread:
            yield self._writer
            return
        connection = self._read_connection()
        with connection.lock, problems.translated(self.path, system=False):
            if not connection.open:
                raise BadRequest("the vault is closed")
            if connection.depth == 0:
                connection.connection.execute("BEGIN")
            connection.depth += 1
            try:
                yield connection.reader
            finally:
                connection.depth -= 1
                if connection.depth == 0:
                    connection.connection.rollback()

    def data_version(self) -> int:
        """A figure that differs from an earlier one when another process committed in between.

        Never waits for this process's own writes: while one runs, no other process can commit, and the figure
        taken when it began holds.
        """
        if self._between.acquire(blocking=False):
            try:
                if self._closed:
                    raise BadRequest("the vault is closed")
                with problems.translated(self.path):
                    self._version = int(self._writer.value("PRAGMA data_version"))
            finally:
                self._between.release()
        return self._version

    def close(self) -> None:
        """Finish what was asked for, then close every connection. Does nothing the second time."""
        with self._readers_lock:
            if self._closed:
                return
            self._closed = True
            readers, self._readers = self._readers, []
        for connection in readers:
            self._end(connection)
        self._jobs.put(None)
        self._thread.join()

    def _ask(self, work: Callable[[Writer], T], *, bare: bool) -> T:
        with self._readers_lock:
            if self._closed:
                raise BadRequest("the vault is closed")
            done: Future[T] = Future()
            self._jobs.put((work, done, bare))
        return done.result()

    def _serve(self, ready: Future[None]) -> None:
        try:
            with problems.translated(self.path):
                self._start()
        except BaseException as error:  # noqa: BLE001  (handed to the caller's thread)
            ready.set_exception(error)
            return
        ready.set_result(None)
        while (job := self._jobs.get()) is not None:
            work, done, bare = job
            try:
                result = self._bare(work) if bare else self._transaction(work)
            except BaseException as error:  # noqa: BLE001  (handed to the caller's thread)
                done.set_exception(error)
            else:
                done.set_result(result)
            del job, work, done  # a finished job must not keep its caller's objects alive while this waits
        with self._between:
            self._connection.close()

    def _start(self) -> None:
        connection = self._connect()
        writer = Writer(connection)
        try:
            writer.value("PRAGMA journal_mode = WAL")
            writer.execute("PRAGMA synchronous = FULL")
            writer.value(f"PRAGMA journal_size_limit = {_JOURNAL_LIMIT}")
            writer.value("PRAGMA secure_delete = ON")
            writer.execute("PRAGMA foreign_keys = ON")
            writer.execute("BEGIN IMMEDIATE")
            if writer.value("PRAGMA application_id") != APPLICATION_ID:
                raise problems.not_a_vault(self.path)
            if 0 < (version := int(writer.value("PRAGMA user_version"))) < NEWEST:
                opening.keep_old(self.path, self.key, version, self.clock())
            migrate(writer, self.clock())
            writer.execute("COMMIT")
            scrub.finish(writer)  # a purge that was killed, or that had to leave something
            self._version = int(writer.value("PRAGMA data_version"))
        except BaseException:
            connection.close()
            raise
        self._connection, self._writer = connection, writer
        self._identity = self._where()

    def _connect(self) -> Any:
        connection = connect(self.path, self.key, busy_seconds=self._busy_seconds)
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of the user's may lie in a temporary file
        return connection

    def _where(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_dev, found.st_ino

    def _transaction(self, work: Callable[[Writer], T]) -> T:
        with self._between, problems.translated(self.path, system=False):
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._version = int(self._writer.value("PRAGMA data_version"))
                result = work(self._writer)
                self._still_there()
                connection.execute("COMMIT")
            except BaseException:
                # a full disk may have ended the transaction already
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _bare(self, work: Callable[[Writer], T]) -> T:
        with self._between, problems.translated(self.path, system=False):
            self._still_there()
            return work(self._writer)

    def _joined(self, work: Callable[[Writer], T]) -> T:
        self._writer.execute("SAVEPOINT joined")
        try:
            result = work(self._writer)
        except BaseException:
            if self._connection.in_transaction:
                self._writer.execute("ROLLBACK TO joined")
                self._writer.execute("RELEASE joined")
            raise
        self._writer.execute("RELEASE joined")
        return result

    def _still_there(self) -> None:
        """SQLite would go on writing into a removed file, and everything would be lost with it."""
        try:
            there = self._where() == self._identity
        except OSError as error:
            raise problems.gone(self.path) from error
        if not there:
            raise problems.gone(self.path)

    def _read_connection(self) -> _ReadConnection:
        connection: _ReadConnection | None = getattr(self._local, "connection", None)
        if connection is not None:
            return connection
        with self._readers_lock:
            if self._closed:
                raise BadRequest("the vault is closed")
            kept = [other for other in self._readers if other.owner.is_alive()]
            for other in set(self._readers) - set(kept):
                self._end(other)
            with problems.translated(self.path):
                raw = self._connect()
                try:
                    raw.execute("PRAGMA query_only = ON")
                    connection = _ReadConnection(raw)
                except SqlError:
                    raw.close()
                    raise
            self._readers = [*kept, connection]
        self._local.connection = connection
        return connection

    @staticmethod
    def _end(connection: _ReadConnection) -> None:
        with connection.lock:
            if connection.open:
                connection.open = False
                connection.connection.close()
