"""Keeps a vector index equal to the index in RAM, in the background, and never believes it.

The index in RAM is fed from the vault and is what everything is compared with. An approximate index is
opened, compared, filled and tried on a thread of its own while the exact scan answers; then first candidates
by dense score come from it. When it dies, hangs, or gives what it should not, it is dropped whole and built
anew after a pause, each longer than the one before; after some of these it is given up until the next
opening. What has changed and is not in it yet is known by name (``Table.moved``) and scored exactly.
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from memory_core.errors import VectorIndexError, VectorIndexLate
from memory_core.recall.documents import Key, Owner
from memory_core.recall.index import Index
from memory_core.recall.table import NO_ROW, Table
from memory_core.types import Ids, IndexState, LongTermState, Matrix, VectorIndex
from memory_core.workers.chroma import ChromaIndex, remove
from memory_core.workers.vector_bytes import checksums

log = logging.getLogger(__name__)

_BATCH = 64
"""Vectors put at once: some tens of milliseconds, for which a question may have to wait."""
_READ = 4096
"""Vectors copied at once while the index in RAM is held still."""
_TRIED = 32
"""Vectors that have to find themselves before the index is used."""
_MISSED = 3
"""So many of them may fail: an approximate index is allowed to be one."""
_SAME = 0.999
"""Cosine of a vector with itself, rounding allowed."""
_WAITING = 2048
"""With more changes than this not in the index yet, the exact scan is quicker than scoring them by name."""
_FAILURES = 5
"""Failures in a row after which it is given up."""
_FORGIVEN = 600.0
"""Seconds of work after which earlier failures no longer count."""
_LONGEST_PAUSE = 600.0
FOLDER = "long-term"
"""The folder beside a plain vault that holds the index."""


@dataclass(frozen=True, slots=True)
class Near:
    """First candidates by dense score: every document that is among the nearest, or not in the index yet."""

    keys: frozenset[Key]


class LongTermIndex:
    """The long-term index of one open vault. Safe to call from several threads.

    Args:
        index: the index in RAM.
        make: opens the vector index, on this object's own thread; it may take seconds.
        least: documents from which on it is wanted; 0 for never.
        given: whether ``make`` gives an index that belongs to somebody else, a server's for instance: it is
            neither closed nor given up.
        folder: where the index keeps files, if it does.
        pause: seconds before the first new attempt after a failure.
    """

    def __init__(
        self,
        index: Index,
        make: Callable[[], VectorIndex],
        *,
        least: int,
        given: bool = False,
        folder: Path | None = None,
        pause: float = 1.0,
    ) -> None:
        self.folder = folder
        self._make = make
        self._least = least
        self._given = given
        self._pause = pause
        self._index = index
        self._opened: VectorIndex | None = None
        self._active: VectorIndex | None = None
        self._broken: VectorIndexError | None = None
        self._failures = 0
        self._problem = ""
        self._resting = self._given_up = False
        self._since = time.monotonic()
        self._working = threading.Lock()
        """Held for one bounded piece of work on the index: a question never takes it."""
        self._settled = threading.Condition()
        self._wake, self._closing = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="mneme-long-term", daemon=True)
        index.told = self._wake.set
        self._wake.set()
        self._thread.start()

    @classmethod
    def of_vault(
        cls, index: Index, folder: Path, *, encrypted: bool, least: int, given: VectorIndex | None
    ) -> LongTermIndex:
        """The index that a vault gets: the one given, or Chroma; in memory for an encrypted vault.

        Args:
            index: the index in RAM.
            folder: the vault's own.
            encrypted: whether the vault is.
            least: documents from which on Chroma is wanted; 0 for never.
            given: an index of somebody else's, used from the first document on.
        """
        if given is not None:
            return cls(index, lambda: given, least=1, given=True)
        place = None if encrypted else long_term_folder(folder)
        return cls(index, lambda: ChromaIndex(place), least=least, folder=place)

    def nearest(self, vectors: Matrix, k: int, wait: float) -> Near | None:
        """First candidates for a question, or None when the exact scan has to answer.

        Args:
            vectors: the question's readings, ``(n, dimensions)``.
            k: how many for each.
            wait: seconds that an answer is worth.
        """
        active = self._active
        if active is None:
            return None
        with self._index.reading() as table:
            moved = list(table.moved or ())
        if len(moved) > _WAITING:
            return None
        try:
            found = active.nearest(vectors, k, wait)
        except VectorIndexLate:
            return None
        except VectorIndexError as error:
            self._fail(active, error)
            return None
        return Near(frozenset([*moved, *(key_of(int(one)) for each in found for one in each.ids)]))

    def state(self) -> LongTermState:
        """How it stands."""
        opened = self._opened
        if self._given_up:
            state = IndexState.GIVEN_UP
        elif self._resting:
            state = IndexState.RESTING
        elif self._active is not None:
            state = IndexState.READY
        else:
            state = IndexState.FILLING if opened is not None else IndexState.OFF
        with self._index.reading() as table:
            waiting = 0 if table.moved is None else sum(table.row(key) != NO_ROW for key in table.moved)
            held = 0 if table.moved is None else len(table) - waiting
        return LongTermState(state, opened.id if opened else "", held, self._failures, self._problem)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do: it is ready and complete, not wanted, or given up.

        Returns:
            whether that is so; False when the time is over.
        """
        with self._settled:
            return self._settled.wait_for(self._at_rest, seconds)

    def follow(self, index: Index) -> None:
        """The index in RAM was built anew: keep up with this one from now on."""
        with self._working:
            self._index.told = _nothing
            self._active = None
            with self._index.reading() as table:
                table.moved = None
            self._index = index
            index.told = self._wake.set
        self._wake.set()

    def forget(self) -> bool:
        """Drop the whole index, its files too, and build it anew in the background.

        Returns:
            whether there was anything.

        Raises:
            OSError: its files cannot be removed, or its server cannot be reached: something may be left.
        """
        with self._working:
            opened, self._active, self._opened = self._opened, None, None
            with self._index.reading() as table:
                table.moved = None
            there = opened is not None
            if self._given:
                try:
                    self._make().clear()
                except VectorIndexError as error:
                    raise OSError(str(error)) from error
                there = True
            elif opened is not None:
                opened.close()
            if self.folder is not None:
                there = remove(self.folder) or there
        self._wake.set()
        return there

    def close(self) -> None:
        """End the thread, after the piece of work in hand, and the index."""
        self._closing.set()
        self._wake.set()
        self._thread.join()
        self._active = None
        self._index.told = _nothing
        with self._index.reading() as table:
            table.moved = None
        if self._opened is not None and not self._given:
            self._opened.close()
        self._opened = None

    # on the thread

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._closing.is_set():
                return
            try:
                if not self._given_up:
                    self._bring_up()
            except VectorIndexError as error:
                self._recover(error)
            except OSError as error:
                self._recover(VectorIndexError(error.strerror or type(error).__name__))
            except Exception as bug:
                log.exception("the long-term index is given up")
                self._drop()
                self._given_up, self._problem = True, type(bug).__name__
            with self._settled:
                self._settled.notify_all()

    def _bring_up(self) -> None:
        broken, self._broken = self._broken, None
        if broken is not None:
            raise broken
        if self._opened is None:
            with self._working:
                if self._least < 1 or len(self._index) < self._least:
                    return
                self._opened = self._make()
        while self._active is None:
            with self._working:
                opened = self._opened
                if opened is None or self._closing.is_set():
                    return
                self._compare(opened)
            if not self._fill():
                return
            with self._working:
                self._begin()
        self._fill()

    def _begin(self) -> None:
        """Try what is filled, and let it answer, unless it was forgotten or is to follow another by now."""
        opened = self._opened
        if opened is None:
            return
        self._try(opened)
        with self._index.reading() as table:
            if table.moved is not None:
                self._active, self._since = opened, time.monotonic()

    def _compare(self, opened: VectorIndex) -> None:
        """Find what differs, in ids or vectors, and note it as moved."""
        with self._index.reading() as table:
            if table.moved is not None:
                return
            table.track()
            keys = table.keys()
        ids, sums = opened.held()
        mine: dict[int, int] = {}
        for start in range(0, len(keys), _READ):
            with self._index.reading() as table:
                rows = [(key, table.row(key)) for key in keys[start : start + _READ]]
                rows = [(key, row) for key, row in rows if row != NO_ROW]
                vectors = table.vectors[[row for _, row in rows]]
            mine.update(zip((id_of(key) for key, _ in rows), checksums(vectors).tolist(), strict=True))
        held = dict(zip(ids.tolist(), sums.tolist(), strict=True))
        wrong = [one for one in held if mine.get(one) != held[one]]
        if 2 * len(wrong) > len(held):  # another vault's, or another embedder's
            opened.clear()
            held, wrong = {}, []
        with self._index.reading() as table:
            for one in [*wrong, *(one for one in mine if one not in held)]:
                table.note(key_of(one))

    def _fill(self) -> bool:
        """Put what has moved, a batch at a time; returns whether all of it is there."""
        while not self._closing.is_set() and self._broken is None:
            with self._working:
                opened = self._opened
                with self._index.reading() as table:
                    if opened is None or table.moved is None:
                        return False
                    batch = list(islice(table.moved.items(), _BATCH))
                    if not batch:
                        return True
                    ids, vectors, gone = _of(table, [key for key, _ in batch])
                if len(gone):
                    opened.drop(gone)
                if len(ids):
                    opened.put(ids, vectors)
                with self._index.reading() as table:
                    table.settled(batch)
        self._wake.set()
        return False

    def _try(self, opened: VectorIndex) -> None:
        """Have some vectors find themselves.

        Raises:
            VectorIndexError: too many do not.
        """
        with self._index.reading() as table:
            keys = table.keys()
            chosen = random.sample(keys, min(_TRIED, len(keys)))
            _, vectors, _ = _of(table, chosen)
        vectors = vectors[np.linalg.norm(vectors, axis=1) > 0]  # a text without words lies nowhere
        missed = 0
        for start in range(0, len(vectors), 8):
            found = opened.nearest(vectors[start : start + 8], 1)
            missed += sum(not len(one.ids) or float(one.cosines[0]) < _SAME for one in found)
        if missed > _MISSED:
            if self._given:  # nobody else would empty it
                opened.clear()
            raise VectorIndexError(f"{missed} of {len(vectors)} vectors do not find themselves.")

    def _fail(self, index: VectorIndex, error: VectorIndexError) -> None:
        """A question found it dead: the thread sees to it."""
        if self._active is index:
            self._active, self._broken = None, error
            self._wake.set()

    def _recover(self, error: VectorIndexError) -> None:
        if time.monotonic() - self._since > _FORGIVEN:
            self._failures = 0
        self._failures, self._problem, self._since = self._failures + 1, error.what, time.monotonic()
        log.info("the long-term index failed: %s", error.what)
        self._drop()
        if self._failures >= _FAILURES and not self._given:
            self._given_up = True
            return
        self._resting = True
        self._closing.wait(min(self._pause * 2 ** (self._failures - 1), _LONGEST_PAUSE))
        self._resting = False
        self._wake.set()

    def _drop(self) -> None:
        """Away with it: what killed it once would kill it again."""
        with self._working:
            opened, self._active, self._opened, self._broken = self._opened, None, None, None
            with self._index.reading() as table:
                table.moved = None
            if opened is not None and not self._given:
                opened.close()
            # One that keeps nothing there left the folder to another process that works in it.
            others = isinstance(opened, ChromaIndex) and opened.folder is None
            if self.folder is not None and not others:
                with contextlib.suppress(OSError):
                    remove(self.folder)

    def _at_rest(self) -> bool:
        if self._given_up:
            return True
        if self._wake.is_set() or self._resting or self._broken is not None:
            return False
        if self._opened is None:
            return self._least < 1 or len(self._index) < self._least
        with self._index.reading() as table:
            return self._active is not None and not table.moved


def long_term_folder(vault: Path) -> Path:
    """Where in a plain vault's folder the index lies."""
    return vault / FOLDER


def id_of(key: Key) -> int:
    """A document's id in a vector index: turns have even ones, memories odd ones."""
    return 2 * key.id + key.owner


def key_of(one: int) -> Key:
    """The document of an id."""
    return Key(Owner(one % 2), one // 2)


def _of(table: Table, keys: list[Key]) -> tuple[Ids, Matrix, Ids]:
    """Ids and vectors of those that are there, and ids of the others."""
    rows = [(key, table.row(key)) for key in keys]
    there = [(id_of(key), row) for key, row in rows if row != NO_ROW]
    gone = [id_of(key) for key, row in rows if row == NO_ROW]
    ids = np.array([one for one, _ in there], np.int64)
    return ids, table.vectors[[row for _, row in there]], np.array(gone, np.int64)


def _nothing() -> None:
    """Nobody wants to know."""
