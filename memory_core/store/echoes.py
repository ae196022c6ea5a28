"""Where the assistant repeated what a memory says: its quotations are forgotten with what they quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from memory_core.store.codec import to_text
from memory_core.store.connection import Reader
from memory_core.store.matching import Needle
from memory_core.text.sentences import sentences
from memory_core.text.words import terms
from memory_core.types import Role, Span

_WHOLE_WORDS = 2
"""Words that a quotation of the whole has at least; one word may stand anywhere by chance."""
_SENTENCE_WORDS = 4
"""The same for one sentence of a longer statement, which may be quoted alone."""


def echoes(reader: Reader, memory_id: int, sources: Iterable[Span]) -> list[Span]:
    """Ranges of the assistant's turns that say word for word what the memory does, or what it came from.

    Words are compared in any inflected form, punctuation and marks left out. Turns that the text index does
    not hold yet are read one by one.
    """
    memory = to_text(reader.value("SELECT text FROM memories WHERE id = ?", (memory_id,)) or "")
    own = set(terms(memory))
    texts = [memory]
    for span in sources:
        said = to_text(reader.value("SELECT text FROM turns WHERE id = ?", (span.turn_id,)))
        if own & set(terms(said[span.start : span.end])):
            texts.append(said[span.start : span.end])
    found: dict[Span, None] = {}
    for needle in _needles(texts):
        for turn_id, said in _candidates(reader, needle):
            found |= {Span(turn_id, start, stop): None for start, stop in needle.ranges(said)}
    return list(found)


def _needles(texts: Iterable[str]) -> list[Needle]:
    least = dict.fromkeys(texts, _WHOLE_WORDS)
    for text in list(least):
        for start, end in sentences(text):
            least.setdefault(text[start:end], _SENTENCE_WORDS)
    needles = [(Needle(text), words) for text, words in least.items() if terms(text)]
    return [needle for needle, words in needles if needle.length >= words]


def _candidates(reader: Reader, needle: Needle) -> Iterator[tuple[int, str]]:
    """The assistant's turns that may hold the words, with their whole text."""
    asked = {"role": Role.ASSISTANT.value, "query": needle.query()}
    rows = reader.tuples(
        """SELECT id, text FROM turns WHERE role = :role AND (
        id IN (SELECT rowid FROM turn_words WHERE turn_words MATCH :query)
        OR id > (SELECT coalesce(max(rowid), 0) FROM turn_words))
        ORDER BY id""",
        asked,
    )
    for turn_id, text in list(rows):
        yield turn_id, to_text(text)
