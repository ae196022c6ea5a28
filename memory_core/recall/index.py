"""The index in RAM: derived from the vault, fed one document at a time, exact, shared between threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from memory_core.models.word_prior import WordPrior
from memory_core.params import Params
from memory_core.plasticity.word_model import WordModel
from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.late import late_interaction
from memory_core.recall.manner import addressing, is_asking
from memory_core.recall.table import Table
from memory_core.text.language import language
from memory_core.text.words import stem, terms
from memory_core.types import Embedder, Encoded, Memory, Role, Status, Turn


@dataclass(frozen=True, slots=True)
class Similar:
    """An active memory that resembles a statement.

    ``cosine`` is the calibrated cosine (-1..1); ``late`` the late interaction of the statement's words with
    the memory's (0..1).
    """

    memory_id: int
    cosine: float
    late: float


class Index:
    """All documents that can answer. Readers never see half a change: one lock, held for milliseconds."""

    def __init__(self, params: Params, embedder: Embedder) -> None:
        self._params = params
        self._embedder = embedder
        self._table = Table(embedder.dimensions, params.word_dimensions)
        self._words = WordModel(WordPrior().nats, stem)
        self._said: dict[int, tuple[str, ...]] = {}
        self._lock = threading.RLock()
        self.told: Callable[[], None] = lambda: None
        """Called after each change, on the thread that made it; it must not wait for anything."""

    def __len__(self) -> int:
        with self._lock:
            return len(self._table)

    def put_turn(
        self, turn: Turn, visible: str, encoded: Encoded, *, supports: bool, previous_id: int | None
    ) -> None:
        """Add a turn, or replace what is known of it.

        Args:
            turn: the turn; its ``text`` is not read.
            visible: its text without suppressed spans; empty drops the turn.
            encoded: ``encode([visible], contexts=[context_of(...)])``.
            supports: False for the assistant's turns, questions and ignored turns: they never raise support.
            previous_id: the turn that it continues in the same dialogue, or None. A turn is continued by one
                turn at most; the later claim wins.
        """
        key = Key(Owner.TURN, turn.id)
        if not visible.strip():
            self._drop(key)
            return
        document = Document(
            key=key,
            text=visible,
            stems=tuple(terms(visible)),
            asks=is_asking(visible),
            addressing=addressing(visible),
            supports=supports and turn.role is Role.USER,
            at=turn.at,
            speaker=turn.speaker,
            session=(turn.conversation, turn.at.date().isoformat()),
            turn=turn,
            external_ids=() if turn.external_id is None else (turn.external_id,),
            previous_id=previous_id,
        )
        self._put(document, encoded)
        if turn.role is Role.USER:
            with self._lock:
                self._words.unhear(self._said.pop(turn.id, ()))
                self._said[turn.id] = document.stems
                self._words.hear(document.stems)

    def put_memory(
        self,
        memory: Memory,
        encoded: Encoded,
        *,
        external_ids: tuple[str, ...] = (),
        speaker: str | None = None,
    ) -> None:
        """Add a memory of any status, or replace what is known of it; a forgotten one is dropped.

        Args:
            memory: the memory as it stands now.
            encoded: ``encode([memory.text])``.
            external_ids: external ids of its source turns, in order.
            speaker: who said it, if the diary names speakers.
        """
        key = Key(Owner.MEMORY, memory.id)
        if memory.status is Status.FORGOTTEN:
            self._drop(key)
            return
        document = Document(
            key=key,
            text=memory.text,
            stems=tuple(terms(memory.text)),
            asks=False,
            addressing=0.0,
            supports=True,
            at=memory.learnt_at,
            speaker=speaker,
            session=("", ""),
            memory=memory,
            external_ids=external_ids,
        )
        self._put(document, encoded)

    def put_links(self, memory_id: int, links: Mapping[int, tuple[float, datetime | None]]) -> None:
        """Set what a memory is linked with.

        Args:
            memory_id: the memory.
            links: other memories' ids, with the weight (0..1) and when it had that; None for one that stays.
        """
        with self._lock:
            self._table.graph.link(memory_id, links)

    def associate(self) -> bool:
        """Take in a bounded part of what is still to be associated, in a few milliseconds.

        Returns:
            whether more is left to do; until then some cues complete to nothing.
        """
        with self._lock:
            return self._table.completions.settle()

    def drop_turn(self, turn_id: int) -> None:
        """Take a turn out; an unknown id changes nothing."""
        self._drop(Key(Owner.TURN, turn_id))

    def drop_memory(self, memory_id: int) -> None:
        """Take a memory out; an unknown id changes nothing."""
        self._drop(Key(Owner.MEMORY, memory_id))

    def similar(self, encoded: Encoded, limit: int = 10, also: Collection[int] = ()) -> list[Similar]:
        """The active memories nearest to a statement, best calibrated cosine first, for the gate.

        Args:
            encoded: the statement.
            limit: how many.
            also: ids of memories that are wanted besides, however far they are.
        """
        spoken = language(" ".join(encoded.words.stems))
        vector = self._embedder.calibrate(encoded.vector[None], [spoken])[0]
        with self.reading() as table:
            rows = np.flatnonzero(table.memories & table.answers)
            if not len(rows) or limit < 1:
                return []
            cosines = table.vectors[rows] @ vector
            order = np.argsort(-cosines, kind="stable")[:limit]
            wanted = [table.row(Key(Owner.MEMORY, one)) for one in also]
            besides = np.flatnonzero(np.isin(rows, wanted))
            order = np.concatenate([order, besides[~np.isin(besides, order)]])
            late = late_interaction(table, encoded.words, rows[order])
            return [
                Similar(table.document(int(row)).key.id, float(cosine), float(close))
                for row, cosine, close in zip(rows[order], cosines[order], late, strict=True)
            ]

    def idf(self, stem: str) -> float:
        """How rare a stem is among all documents, in nats."""
        with self._lock:
            return self._table.lexicon.idf(stem)

    def bits(self, word: str) -> float:
        """How unexpected a word is, in bits, given all that the user has said so far."""
        with self._lock:
            return self._words.bits(word)

    def known(self, stem: str) -> bool:
        """Whether any document holds the stem."""
        with self._lock:
            return self._table.lexicon.frequency(stem) > 0

    @contextmanager
    def reading(self) -> Iterator[Table]:
        """Hold the index still and look into it; keep it to milliseconds."""
        with self._lock:
            yield self._table

    def _put(self, document: Document, encoded: Encoded) -> None:
        # Calibrated here, stored raw: the constants can change without encoding a life again.
        vector = self._embedder.calibrate(encoded.vector[None], [language(document.text)])[0]
        with self._lock:
            self._table.put(document, vector, encoded.words)
        self.told()

    def _drop(self, key: Key) -> None:
        with self._lock:
            self._table.drop(key)
            if key.owner is Owner.TURN:
                self._words.unhear(self._said.pop(key.id, ()))
        self.told()
