"""What a purge is about: memories, what derives from them, and the words of the diary they came from.

Everything is looked through, hidden words and forgotten, replaced and merged memories too: what is purged may
stand nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.codec import to_optional, to_text
from memory_core.store.connection import Reader
from memory_core.store.derived import made_of
from memory_core.store.matching import Needle
from memory_core.store.standing import DERIVED
from memory_core.store.visibility import Range, open_ranges
from memory_core.text.words import terms, words
from memory_core.types import Span

_QUOTED_WORDS = 2
"""A memory's text of fewer words is not looked for elsewhere: it may stand there by chance."""
_REACH = 6
"""Turns after a message in which its words may have been confirmed ("Yes, that's right.")."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be purged.

    ``memories`` were asked for, ``derived`` come from the same words. ``spans`` are all the words meant, in
    order and apart; ``fresh`` are those of them that no earlier purge has overwritten. ``loose`` are ids of
    sources that a memory loses which was said elsewhere too, and stays. ``needles`` are texts to look for
    wherever else text stands.
    """

    memories: tuple[int, ...]
    derived: tuple[int, ...]
    spans: tuple[Span, ...]
    fresh: tuple[Span, ...]
    loose: tuple[int, ...]
    needles: tuple[Needle, ...]

    @property
    def gone(self) -> tuple[int, ...]:
        """Every memory that goes."""
        return tuple(sorted({*self.memories, *self.derived}))

    @property
    def turns(self) -> tuple[int, ...]:
        """Turns of which words go, in order."""
        return tuple(dict.fromkeys(span.turn_id for span in self.fresh))

    def touches(self, turn_id: int, start: int | None, stop: int | None) -> bool:
        """Whether a place in a turn (all of it, without ends) shares words with what goes."""
        return any(
            span.turn_id == turn_id and (start is None or stop is None or _overlap(span, start, stop))
            for span in self.spans
        )

    def holds(self, text: str | None) -> bool:
        """Whether a text holds one of the needles."""
        return bool(text) and any(needle.within(text) for needle in self.needles if text)


def of_memories(reader: Reader, memory_ids: Iterable[int]) -> Scope:
    """Memories, the words they came from, and every other place where those stand word for word.

    Raises:
        BadRequest: there is no such memory.
    """
    ids = list(dict.fromkeys(memory_ids))
    texts = []
    for memory_id in ids:
        text = reader.value("SELECT text FROM memories WHERE id = ?", (memory_id,))
        if text is None:
            raise BadRequest(f"there is no memory {memory_id}")
        if not _is_derived(reader, memory_id):  # its words are others', which stay
            texts.append(to_text(text))
    return of_parts(reader, ids, _sources(reader, ids), _quotable([*texts, *_said(reader, ids)]))


def of_turn(reader: Reader, turn_id: int) -> Scope:
    """A whole message, the memories that come of it alone, and where they are quoted.

    Raises:
        BadRequest: there is no such turn.
    """
    text = reader.value("SELECT text FROM turns WHERE id = ?", (turn_id,))
    if text is None:
        raise BadRequest(f"there is no turn {turn_id}")
    alone = [
        memory_id
        for (memory_id,) in reader.tuples(
            """SELECT memory_id FROM memory_sources GROUP BY memory_id
            HAVING min(turn_id) = :turn AND max(turn_id) = :turn""",
            {"turn": turn_id},
        )
    ]
    alone += _confirmed(reader, turn_id, to_text(text))
    alone = [one for one in alone if not _is_derived(reader, one)]
    texts = [to_text(reader.value("SELECT text FROM memories WHERE id = ?", (one,))) for one in alone]
    whole = [Span(turn_id, 0, len(to_text(text)))] if text else []
    told = _quotable([*texts, *_said(reader, alone)])
    return of_parts(reader, alone, [*whole, *_sources(reader, alone)], told)


def of_text(reader: Reader, text: str) -> Scope:
    """Every memory and, as a whole, every message that holds a text in any inflected form.

    Raises:
        BadRequest: the text is empty.
    """
    if not text.strip():
        raise BadRequest("there is nothing to look for in an empty text")
    needle = Needle(text)
    memories = [one for one, *told in _memories(reader) if any(each and needle.within(each) for each in told)]
    turns = [Span(turn_id, 0, len(said)) for turn_id, said in _turns(reader) if said and needle.within(said)]
    return of_parts(reader, memories, [*turns, *_sources(reader, memories)], [needle])


def of_parts(
    reader: Reader, memories: Collection[int], spans: Sequence[Span], needles: Sequence[Needle]
) -> Scope:
    """The scope that memories, words of the diary and texts to look for make together.

    What derives from them goes with its own quotations, which others may derive from, until nothing is new.
    """
    found = list(spans)
    sought: list[Needle] = []
    new = list(needles)
    derived: dict[int, None] = {}
    loose: list[int] = []
    while True:
        if new:
            found += [
                Span(turn_id, start, stop)
                for turn_id, said in _turns(reader)
                for needle in new
                for start, stop in needle.ranges(said)
            ]
        sought += new
        joined = _joined(found)
        loose = []
        texts = []
        for memory_id, lost, kept in _deriving(reader, joined, {*memories, *derived}):
            if _is_derived(reader, memory_id):
                derived[memory_id] = None  # with all of its words, which stand elsewhere in their own right
                continue
            text = to_text(reader.value("SELECT text FROM memories WHERE id = ?", (memory_id,)))
            if any(text in _slice(reader, span) for span in kept) and not _any_within(sought, text):
                loose += lost
            else:
                derived[memory_id] = None
                texts += [text, *_said(reader, [memory_id])] if not kept else [text]
        for memory_id, *told in _memories(reader) if sought else ():
            known = memory_id in memories or memory_id in derived
            if not known and any(each and _any_within(sought, each) for each in told):
                derived[memory_id] = None
                if not _is_derived(reader, memory_id):
                    texts.append(told[0] or "")
        derived |= dict.fromkeys(_made_of(reader, {*memories, *derived}))
        former = {needle.text for needle in sought}
        new = [needle for needle in _quotable(texts) if needle.text not in former]
        if not new:
            break
    return Scope(
        tuple(sorted(memories)),
        tuple(sorted(derived)),
        tuple(joined),
        tuple(_fresh(reader, joined)),
        tuple(loose),
        tuple(sought),
    )


def _is_derived(reader: Reader, memory_id: int) -> bool:
    """Whether a memory is a summary, a segment, a schema or a line of the profile: its words are others'."""
    derived = f"SELECT kind IN ({DERIVED}) FROM memories WHERE id = ?"
    return bool(reader.value(derived, (memory_id,)))


def _made_of(reader: Reader, memory_ids: Collection[int]) -> list[int]:
    """What was made of memories, and what was made of that."""
    known = {*memory_ids}
    found: list[int] = []
    new = list(known)
    while new:
        new = [one for one in dict.fromkeys(made_of(reader, new, gone=True)) if one not in known]
        known.update(new)
        found += new
    return found


def told_by(reader: Reader, scope: Scope) -> list[str]:
    """The texts that would go, each once: memories first, then the diary's words that none of them says."""
    texts = [
        to_text(reader.value("SELECT text FROM memories WHERE id = ?", (one,)))
        for one in (*scope.memories, *scope.derived)
    ]
    said = [_slice(reader, span).strip() for span in scope.fresh]
    new = [one for one in said if not any(one in text for text in texts)]
    return list(dict.fromkeys(one for one in (*texts, *new) if one))


def _any_within(needles: Iterable[Needle], text: str) -> bool:
    return any(needle.within(text) for needle in needles)


def _quotable(texts: Iterable[str]) -> list[Needle]:
    """Texts that can be told from words that stand somewhere by chance."""
    needles = [Needle(text) for text in dict.fromkeys(texts)]
    return [one for one in needles if one.length >= _QUOTED_WORDS and terms(one.text)]


def _said(reader: Reader, memory_ids: Iterable[int]) -> list[str]:
    """The words that memories came from, where they say what the memory does ("Yes, right." does not).

    A memory that was edited is still quoted as it was said.
    """
    found = []
    for memory_id in memory_ids:
        own = set(terms(to_text(reader.value("SELECT text FROM memories WHERE id = ?", (memory_id,)))))
        for span in _sources(reader, [memory_id]):
            said = _slice(reader, span)
            if own & set(terms(said)):
                found.append(said)
    return found


def _sources(reader: Reader, memory_ids: Iterable[int]) -> list[Span]:
    """The words that memories came from; those of a derived one belong to what it was made of."""
    return [
        Span(*row)
        for memory_id in memory_ids
        if not _is_derived(reader, memory_id)
        for row in reader.tuples(
            "SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ? ORDER BY id", (memory_id,)
        )
    ]


def _memories(reader: Reader) -> Iterator[tuple[int, str, str | None, str | None]]:
    # A line of the profile has its topic for a subject: a word of the program's, not of the user's.
    every = "SELECT id, text, iif(kind = 'profile', NULL, subject), value FROM memories"
    for memory_id, text, subject, value in reader.tuples(every):
        yield memory_id, to_text(text), to_optional(subject), to_optional(value)


def _turns(reader: Reader) -> Iterator[tuple[int, str]]:
    for turn_id, text in reader.tuples("SELECT id, text FROM turns ORDER BY id"):
        yield turn_id, to_text(text)


def _slice(reader: Reader, span: Span) -> str:
    text = reader.value("SELECT text FROM turns WHERE id = ?", (span.turn_id,))
    return "" if text is None else to_text(text)[span.start : span.end]


def _confirmed(reader: Reader, turn_id: int, text: str) -> list[int]:
    """Memories that a later message made of this one's words by confirming them."""
    said = set(words(text))
    after = reader.tuples(
        """SELECT m.id, m.text, s.start, s.stop, e.text FROM (
            SELECT e.id, e.text FROM turns e JOIN turns t ON t.conversation = e.conversation
            WHERE t.id = ? AND (e.at_utc, e.id) > (t.at_utc, t.id) ORDER BY e.at_utc, e.id LIMIT ?) e
        JOIN memory_sources s ON s.turn_id = e.id JOIN memories m ON m.id = s.memory_id""",
        (turn_id, _REACH),
    )
    found = []
    for memory_id, told, start, stop, message in list(after):
        own = to_text(told)
        if own not in to_text(message)[start:stop]:
            borrowed = set(words(own)) - set(words(to_text(message)))
            if borrowed and borrowed <= said:
                found.append(memory_id)
    return list(dict.fromkeys(found))


def _deriving(
    reader: Reader, spans: Sequence[Span], known: Collection[int]
) -> Iterator[tuple[int, list[int], list[Span]]]:
    """Other memories with a source among these words: the sources' ids, and its sources elsewhere."""
    by_turn: dict[int, list[Span]] = {}
    for span in spans:
        by_turn.setdefault(span.turn_id, []).append(span)
    lost: dict[int, list[int]] = {}
    for turn_id, here in by_turn.items():
        rows: list[tuple[Any, ...]] = list(
            reader.tuples(
                "SELECT id, memory_id, start, stop FROM memory_sources WHERE turn_id = ?", (turn_id,)
            )
        )
        for source_id, memory_id, start, stop in rows:
            if memory_id not in known and any(_overlap(span, start, stop) for span in here):
                lost.setdefault(memory_id, []).append(source_id)
    for memory_id, source_ids in sorted(lost.items()):
        kept = reader.tuples(
            "SELECT id, turn_id, start, stop FROM memory_sources WHERE memory_id = ?", (memory_id,)
        )
        yield memory_id, source_ids, [Span(*place) for source, *place in kept if source not in source_ids]


def _overlap(span: Span, start: int, stop: int) -> bool:
    return span.start < stop and start < span.end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same words as spans in order, none of which shares words with the next."""
    out: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.turn_id, one.start, one.end)):
        if out and out[-1].turn_id == span.turn_id and span.start <= out[-1].end:
            out[-1] = Span(span.turn_id, out[-1].start, max(span.end, out[-1].end))
        elif span.start < span.end:
            out.append(span)
    return out


def _fresh(reader: Reader, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        redacted: list[Range] = [
            (max(0, start - span.start), stop - span.start)
            for start, stop in reader.tuples(
                "SELECT start, stop FROM spans WHERE turn_id = ? AND state = 'redacted'", (span.turn_id,)
            )
            if stop > span.start
        ]
        for start, stop in open_ranges(span.end - span.start, redacted):
            yield Span(span.turn_id, span.start + start, span.start + stop)
