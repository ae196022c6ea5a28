"""How well quotes match what should have been quoted: by the words of spans, and by the labels of lives.

Two measures. Where the right quotes are known, a quote and a right one match when they share at least half of
the words of both together (Jaccard), one to one. A life only says which messages are to be kept and which
values its questions ask for; there a quote is right when its message is to be kept, and each value that a
question wants must lie in a quote (a kept message of which nothing is asked needs one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memory_core.evaluation.lives import Life
from memory_core.perception.extraction_grammar import words_of
from memory_core.types import VerdictKind

_SHARED = 0.5
"""Share of the words of both (0..1) from which two quotes count as the same."""


@dataclass(slots=True)
class Score:
    """Counts of one measure; shares are 0..1, and 1 where there was nothing to count."""

    right: int = 0
    """Quotes that are right."""
    quoted: int = 0
    found: int = 0
    """Of what was to be quoted."""
    wanted: int = 0
    left_empty: int = 0
    empty: int = 0
    """Messages with nothing to quote."""

    @property
    def precision(self) -> float:
        """Share of the quotes that are right."""
        return self.right / self.quoted if self.quoted else 1.0

    @property
    def recall(self) -> float:
        """Share of what was to be quoted that was."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def empties(self) -> float:
        """Share of the messages with nothing to quote of which nothing was quoted."""
        return self.left_empty / self.empty if self.empty else 1.0

    def add(self, quotes: Sequence[str], wanted: Sequence[str]) -> None:
        """Count one message whose right quotes are known."""
        matched = matches(quotes, wanted)
        self.right += matched
        self.found += matched
        self.quoted += len(quotes)
        self.wanted += len(wanted)
        if not wanted:
            self.empty += 1
            self.left_empty += not quotes

    def add_labelled(self, quotes: Sequence[str], keep: bool, values: Sequence[Sequence[str]]) -> None:
        """Count one message of a life; of each entry of ``values`` one form must lie in a quote."""
        self.quoted += len(quotes)
        if not keep:
            self.empty += 1
            self.left_empty += not quotes
            return
        self.right += len(quotes)
        told = [quote.casefold() for quote in quotes]
        if not values:
            self.wanted += 1
            self.found += bool(quotes)
        for forms in values:
            self.wanted += 1
            self.found += any(form.casefold() in quote for form in forms for quote in told)


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message of a life; ``values`` are those of the life's questions that stand in it."""

    life: str
    language: str
    text: str
    keep: bool
    values: tuple[tuple[str, ...], ...]


def messages(lives: Iterable[Life]) -> Iterator[Message]:
    """The labelled messages of lives."""
    for life in lives:
        wanted = [_forms(value) for step in life.steps for value in _values(step)]
        for step in life.steps:
            if "say" not in step or not step.get("gate"):
                continue
            text = str(step["say"])
            keep = VerdictKind(step["gate"]) is not VerdictKind.IGNORE
            here = [forms for forms in wanted if any(form.casefold() in text.casefold() for form in forms)]
            yield Message(life.id, life.language, text, keep, tuple(dict.fromkeys(here)) if keep else ())


def matches(quotes: Sequence[str], wanted: Sequence[str]) -> int:
    """The number of pairs that match, best pairs first, each quote in one pair."""
    pairs = sorted(
        (
            (-share, one, other)
            for one, quote in enumerate(quotes)
            for other, right in enumerate(wanted)
            if (share := shared(quote, right)) >= _SHARED
        ),
    )
    used: set[int] = set()
    matched: set[int] = set()
    for _, one, other in pairs:
        if one not in used and other not in matched:
            used.add(one)
            matched.add(other)
    return len(matched)


def shared(one: str, other: str) -> float:
    """The share of the words of both, counted as often as they occur, that both hold (0..1)."""
    mine, theirs = Counter(words_of(one)), Counter(words_of(other))
    both = (mine | theirs).total()
    return (mine & theirs).total() / both if both else 0.0


def _values(step: Mapping[str, object]) -> list[object]:
    if "recall" not in step or step.get("derived"):
        return []
    wanted = step.get("want")
    return list(wanted) if isinstance(wanted, (list, tuple)) else []


def _forms(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else (str(value),)
