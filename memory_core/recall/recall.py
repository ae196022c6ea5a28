"""Recall: from a cue to the few things that answer it, with their reasons. Pure: reading changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, islice

import numpy as np

from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.recall.again import AskedAgain
from memory_core.recall.answer_form import form_of
from memory_core.recall.cue import read_cue
from memory_core.recall.documents import Key
from memory_core.recall.formula import Renamed, score
from memory_core.recall.index import Index
from memory_core.recall.late import alternatives_of
from memory_core.recall.moment import eligible
from memory_core.recall.pack import pack
from memory_core.recall.places import Place, parts_of, places
from memory_core.recall.rank import rank
from memory_core.recall.rerank import VOICE, Candidate, Reranker
from memory_core.recall.spread import read_on
from memory_core.recall.support import features, support_of
from memory_core.recall.table import NO_ROW, Table
from memory_core.recall.vector_index_keeper import LongTermIndex
from memory_core.text.language import language
from memory_core.text.words import terms, words
from memory_core.types import Embedder, Found, Item, Matrix

TURN = "turn"
"""The ``kind`` of an item that is a turn of the diary and no memory."""


class Recall:
    """Answers cues from an index. Safe to call from several threads."""

    def __init__(
        self, index: Index, embedder: Embedder, params: Params, long_term: LongTermIndex | None = None
    ) -> None:
        self._long_term = long_term
        self._index = index
        self._embedder = embedder
        self._params = params

    def remembering(self, most: int) -> Recall:
        """The same recall for somebody who asks the same questions again: their encodings are kept."""
        return Recall(self._index, AskedAgain(self._embedder, most), self._params, self._long_term)

    def __call__(
        self,
        cue: str,
        *,
        limit: int = 10,
        token_budget: float | None = None,
        valid_at: datetime | None = None,
        known_at: datetime | None = None,
        include_turns: bool = True,
        rerank: Reranker | None = None,
    ) -> Found:
        """Find what is known about a cue, best first.

        Args:
            cue: a question or any other text.
            limit: items at most.
            token_budget: tokens at most over all items' texts (words x ``Params.tokens_per_word``).
            valid_at: ask what was true at this time, by what is known now.
            known_at: ask what was believed at this time.
            include_turns: whether plain turns of the diary may answer besides memories.
            rerank: a language model's opinion of the first ones.

        Raises:
            BadRequest: a limit under 1, a negative budget, or a time without an offset.
        """
        if limit < 1 or (token_budget is not None and token_budget < 0):
            raise BadRequest("limit must be at least 1 and token_budget must not be negative")
        for name, at in (("valid_at", valid_at), ("known_at", known_at)):
            if at is not None and at.tzinfo is None:
                raise BadRequest(f"{name} must be a time with its offset from UTC")
        with self._index.reading() as table:
            speakers = list(table.speakers)
        asked = read_cue(cue, speakers)
        if not words(asked.bare):
            return Found(cue, (), 0.0)
        with self._index.reading() as table:
            other = table.aliases.expand(asked.bare, [stem for one in speakers for stem in terms(one)])
            now = partial(eligible, table, valid_at, known_at)
            other = read_on(table, asked.bare, other, now, self._params)
        readings = list(dict.fromkeys([asked.bare, asked.dated]))
        own = len(readings)
        encoded = self._embedder.encode([*readings, *(text for text, _ in other.readings)], question=True)
        raw = np.stack([one.vector for one in encoded])
        vectors = self._embedder.calibrate(raw, [language(cue)] * len(raw), question=True)
        # Another name can be of another kind ("my sister" expects words about relatives, "Ann" does not).
        kinds = self._embedder.expect(vectors)
        expected = kinds[0]
        drawn = [*([expected] * own), *kinds[own:]]
        towards = np.stack([one.direction for one in drawn])
        vectors = vectors + np.float32(self._params.weight_expected) * towards
        asked_words, renamed = encoded[0].words, None
        if other.readings:
            weights = np.array([weight for _, weight in other.readings], np.float32)
            others = alternatives_of(asked_words, encoded[own:], other.alternatives)
            renamed = Renamed(vectors[own:] * weights[:, None], other.alternatives, others)
        near = self._near(vectors)
        with self._index.reading() as table:
            allowed = eligible(table, valid_at, known_at)
            scored = score(
                table, asked, vectors[:own], asked_words, expected, allowed, self._params, renamed, near
            )
            evidence = features(table, scored, len(asked_words.stems), form_of(cue), include_turns)
            ranked = rank(table, asked, scored, self._params)
            found = places(table, ranked, include_turns)
            looked = [] if rerank is None else _candidates(table, found[: self._params.rerank_first])
        items: Iterator[Item] = (_item(place, parts_of(ranked, place)) for place in found)
        added = None if rerank is None else rerank(cue, looked)
        if added is not None:
            items = _voiced(items, added.tolist())
        if token_budget is not None:
            items = pack(items, token_budget, self._params.tokens_per_word)
        return Found(cue, tuple(islice(items, limit)), support_of(evidence, asked.request), evidence)

    def _near(self, vectors: Matrix) -> Collection[Key] | None:
        """What the long-term index holds to be nearest, asked before the index in RAM is held still."""
        if self._long_term is None:
            return None
        most = self._params.candidates + self._params.candidates // 4  # some may not answer any more
        found = self._long_term.nearest(vectors, most, self._params.chroma_wait)
        return None if found is None else found.keys


def _candidates(table: Table, found: Sequence[Place]) -> list[Candidate]:
    """What a language model reads of the first places: a turn with what the other one said before it."""
    out = []
    for place in found:
        document = place.document
        row = NO_ROW if document.memory is not None else int(table.before[table.row(document.key)])
        other = None if row == NO_ROW else table.document(row)
        replied = other is not None and (other.role, other.speaker) != (document.role, document.speaker)
        said = other.text if other is not None and replied else ""
        out.append(Candidate(document.text, place.score, document.speaker, said))
    return out


def _voiced(items: Iterator[Item], added: Sequence[float]) -> Iterator[Item]:
    """The items with what the voice adds to the first of them, in their new order."""
    first = [
        replace(item, score=item.score + more, parts={**item.parts, VOICE: more})
        for item, more in zip(islice(items, len(added)), added, strict=True)
    ]
    return chain(sorted(first, key=lambda item: -item.score), items)


def _item(place: Place, parts: dict[str, float]) -> Item:
    document, memory = place.document, place.document.memory
    return Item(
        id=f"{'turn' if memory is None else 'memory'}:{document.key.id}",
        text=document.text,
        kind=TURN if memory is None else memory.kind.value,
        score=place.score,
        parts=parts,
        tier=None if memory is None else memory.tier,
        memory_id=None if memory is None else memory.id,
        sources=document.spans,
        external_ids=place.external_ids,
        at=document.at,
        valid_from=None if memory is None else memory.valid_from,
        valid_to=None if memory is None else memory.valid_to,
        event_date=None if memory is None else memory.event_date,
        speaker=document.speaker,
        role=document.role,
    )
