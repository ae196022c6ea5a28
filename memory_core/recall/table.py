"""The rows of the index: arrays by row number, links between the turns of a dialogue, postings.

Adding, changing and dropping a document costs its own words (amortised): rows are only appended, a dropped
row stays as a dead one until half of all rows are dead. Not safe to share between threads; ``Index`` sees
to that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from memory_core.recall.aliases import Aliases
from memory_core.recall.completion import Completions, Source
from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.graph import Graph
from memory_core.recall.growing import Growing
from memory_core.recall.lexicon import Lexicon
from memory_core.types import Vector, WordStates

_COMPACT_FROM = 256
"""Dead rows that are never worth the work of renumbering."""
NO_ROW = -1

Rows = NDArray[np.intp]


class Table:
    """All documents, and what a question needs to know of each."""

    def __init__(self, dimensions: int, word_dimensions: int) -> None:
        self.lexicon = Lexicon()
        self.aliases = Aliases()
        self.graph = Graph()
        self.completions = Completions(dimensions, Source(self._vector, self._names, self._turn_before))
        self.speakers: Counter[str] = Counter()
        self.memories_of: defaultdict[int, set[int]] = defaultdict(set)
        """For each turn the memories, of any status, that have it as a source."""
        self._row_of: dict[Key, int] = {}
        self._documents: list[Document | None] = []
        self._vectors = Growing(np.float32, dimensions)
        self._states = Growing(np.int8, word_dimensions)
        self._first = Growing(np.int64)
        self._count = Growing(np.int64)
        self._lengths = Growing(np.float32)
        self._alive = Growing(np.bool_)
        self._answers = Growing(np.bool_)
        self._memory = Growing(np.bool_)
        self._before = Growing(np.int64)
        self._after = Growing(np.int64)
        self._follower: dict[int, int] = {}
        self.moved: dict[Key, int] | None = None
        """Documents whose vector was put or dropped since a vector index was told, numbered in the order of
        the changes; None while nobody asks."""
        self._moves = 0

    def __len__(self) -> int:
        return len(self._row_of)

    # reading

    @property
    def vectors(self) -> NDArray[np.float32]:
        """Calibrated sentence vectors, ``(rows, dimensions)``."""
        return self._vectors.rows

    @property
    def lengths(self) -> NDArray[np.float32]:
        """Terms of each row."""
        return self._lengths.rows

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Rows that are there."""
        return self._alive.rows

    @property
    def answers(self) -> NDArray[np.bool_]:
        """Rows that may answer a question about the present."""
        return self._answers.rows

    @property
    def memories(self) -> NDArray[np.bool_]:
        """Rows that hold a memory (the others hold a turn)."""
        return self._memory.rows

    @property
    def before(self) -> NDArray[np.int64]:
        """For each row the row of the turn that it continues, or ``NO_ROW``."""
        return self._before.rows

    @property
    def after(self) -> NDArray[np.int64]:
        """For each row the row of the turn that continues it, or ``NO_ROW``."""
        return self._after.rows

    def row(self, key: Key) -> int:
        """A document's row, or ``NO_ROW``."""
        return self._row_of.get(key, NO_ROW)

    def document(self, row: int) -> Document:
        """The document of a row that is alive."""
        document = self._documents[row]
        if document is None:
            raise KeyError(row)
        return document

    def keys(self) -> list[Key]:
        """Names of all documents, in no particular order."""
        return list(self._row_of)

    def documents(self) -> list[Document]:
        """All documents, in no particular order."""
        return [self.document(row) for row in self._row_of.values()]

    def around(self, rows: Rows, reach: int) -> list[tuple[int, Rows]]:
        """For each distance to either side: the neighbour's row for each of ``rows``, or ``NO_ROW``."""
        out: list[tuple[int, Rows]] = []
        for step in (self._before.rows, self._after.rows):
            at = rows
            for distance in range(1, reach + 1):
                at = np.where(at == NO_ROW, NO_ROW, step[at])
                out.append((distance, at))
        return out

    def states(self, rows: Rows) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """Word states of rows one after the other ``(words, word_dimensions)``, and each row's count."""
        counts = self._count.rows[rows]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        picked = np.arange(total) + np.repeat(self._first.rows[rows] - ends + counts, counts)
        return self._states.rows[picked], counts

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays, reserve included; postings and documents not counted."""
        arrays = (
            self._vectors,
            self._states,
            self._first,
            self._count,
            self._lengths,
            self._before,
            self._after,
        )
        return sum(array.nbytes for array in arrays)

    # telling what moved

    def track(self) -> None:
        """Begin to note which documents' vectors change."""
        self.moved = {}

    def note(self, key: Key) -> None:
        """A document's vector has changed, or was never told; without :meth:`track` nobody wants to know."""
        if self.moved is not None:
            self._moves += 1
            self.moved[key] = self._moves

    def settled(self, told: Iterable[tuple[Key, int]]) -> None:
        """These changes were told; what has changed again since stays noted."""
        for key, number in told:
            if self.moved is not None and self.moved.get(key) == number:
                del self.moved[key]

    # feeding

    def put(self, document: Document, vector: Vector, states: WordStates) -> None:
        """Add a document, or replace it. ``vector`` is calibrated."""
        row = self.row(document.key)
        if row != NO_ROW and self._same(row, document, vector, states):
            self._forget_links(row)
            self._documents[row] = document
            self._answers.rows[row] = document.answers
        else:
            if row != NO_ROW:
                self._kill(row)
            row = self._vectors.append(vector)
            self._documents.append(document)
            self._count.append(len(states.stems))
            self._first.append(self._states.extend(states.vectors))
            self._lengths.append(len(document.stems))
            self._alive.append(True)
            self._answers.append(document.answers)
            self._memory.append(document.memory is not None)
            self._before.append(NO_ROW)
            self._after.append(NO_ROW)
            self._row_of[document.key] = row
            self.note(document.key)
            self.lexicon.add(row, document.stems)
        self._remember_links(row)
        if len(self._documents) > max(_COMPACT_FROM, 2 * len(self._row_of)):
            self._compact()

    def drop(self, key: Key) -> None:
        """Take a document out; an unknown key changes nothing."""
        row = self.row(key)
        if row != NO_ROW:
            self._kill(row)

    def _same(self, row: int, document: Document, vector: Vector, states: WordStates) -> bool:
        old, _ = self.states(np.array([row]))
        return (
            self.document(row).text == document.text
            and np.array_equal(self._vectors.rows[row], vector)
            and np.array_equal(old, states.vectors)
        )

    def _kill(self, row: int) -> None:
        document = self.document(row)
        self._forget_links(row)
        self._documents[row] = None
        self._alive.rows[row] = self._answers.rows[row] = False
        self.lexicon.remove(document.stems)
        del self._row_of[document.key]
        self.note(document.key)

    def _remember_links(self, row: int) -> None:
        document = self.document(row)
        self.graph.add(document)
        self._note_pairs(document.key)
        if document.memory is not None:
            for span in document.memory.sources:
                self.memories_of[span.turn_id].add(document.key.id)
            if document.answers:
                self.aliases.add(document.key.id, document.text, document.speaker)
            return
        if document.speaker is not None:
            self.speakers[document.speaker] += 1
        if document.previous_id is not None:
            self._follower[document.previous_id] = document.key.id
            self._link(self.row(Key(Owner.TURN, document.previous_id)), row)
        if document.key.id in self._follower:
            self._link(row, self.row(Key(Owner.TURN, self._follower[document.key.id])))

    def _note_pairs(self, key: Key) -> None:
        """A document is another, or gone; the turn after it went with what it was."""
        self.completions.changed(key)
        if key.owner is Owner.TURN and key.id in self._follower:
            self.completions.changed(Key(Owner.TURN, self._follower[key.id]))

    def _vector(self, key: Key) -> Vector | None:
        """The vector of a document that may answer now."""
        row = self.row(key)
        return None if row == NO_ROW or not self._answers.rows[row] else np.array(self._vectors.rows[row])

    def _names(self, key: Key) -> list[str]:
        return self.graph.all_names(key)

    def _turn_before(self, key: Key) -> Key | None:
        row = self.row(key)
        before = NO_ROW if row == NO_ROW else int(self._before.rows[row])
        return None if before == NO_ROW else self.document(before).key

    def _link(self, before: int, after: int) -> None:
        if before != NO_ROW and after != NO_ROW:
            self._after.rows[before] = after
            self._before.rows[after] = before

    def _forget_links(self, row: int) -> None:
        document = self.document(row)
        self.graph.remove(document.key)
        self._note_pairs(document.key)
        if document.memory is not None:
            self.aliases.remove(document.key.id)
            for span in document.memory.sources:
                self.memories_of[span.turn_id].discard(document.key.id)
                if not self.memories_of[span.turn_id]:
                    del self.memories_of[span.turn_id]
            return
        if document.speaker is not None:
            self.speakers[document.speaker] -= 1
            self.speakers = +self.speakers
        if document.previous_id is not None and self._follower.get(document.previous_id) == document.key.id:
            del self._follower[document.previous_id]
        before, after = self._before.rows, self._after.rows
        if before[row] != NO_ROW:
            after[before[row]] = NO_ROW
        if after[row] != NO_ROW:
            before[after[row]] = NO_ROW
        before[row] = after[row] = NO_ROW

    def _compact(self) -> None:
        """Renumber so that only living rows are left."""
        kept = np.flatnonzero(self.alive)
        numbers = np.full(len(self._documents), NO_ROW, np.int64)
        numbers[kept] = np.arange(len(kept))
        states, counts = self.states(kept)
        self._documents = [self._documents[row] for row in kept]
        self._row_of = {
            document.key: row for row, document in enumerate(self._documents) if document is not None
        }
        for array in (self._vectors, self._first, self._count, self._lengths):
            array.keep(kept)
        for flags in (self._alive, self._answers, self._memory):
            flags.keep(kept)
        for links in (self._before, self._after):
            links.keep(kept)
            links.rows[:] = np.where(links.rows == NO_ROW, NO_ROW, numbers[links.rows])
        self._states = Growing(np.int8, self._states.rows.shape[1])
        self._states.extend(states)
        self._first.rows[:] = np.cumsum(counts) - counts
        self.lexicon.renumber(numbers)
