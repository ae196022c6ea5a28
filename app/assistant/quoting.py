"""Quotations: which of the found items support an answer, and how they are told in a sentence with date and
link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant import dates
from app.assistant.intent import IsQuestion
from app.assistant.phrases import Say, say
from memory_core.text.language import Language
from memory_core.text.sentences import sentences
from memory_core.text.words import terms
from memory_core.types import Found, Item, Role

NEAR = 0.92
"""Share of the best item's score (raw scale) that a further item needs to be quoted beside it."""
NEAR_OF_SEVERAL = 0.75
"""The same where the question asks for several things."""
MOST = 4
"""Quotations in one answer at most."""
_LONG = 280
"""Characters of a quotation, about; a longer message is cut to its best sentences."""
_SEVERAL = re.compile(
    r"\b(?:what|which) (?:\w+ ){0,2}?\w+s (?:do|did|have|had|am|are|were|can|should) "
    r"|\bwhat are (?:my|our|the|all) |\b(?:who|what) all\b|\blist\b|\beverything\b|\ball (?:my|our|the)\b"
    r"|\b(?:какие|каких|каким|какими|перечисли\w*)\b|\bвс[её],? что\b|\bвсе (?:мои|наши)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")


@dataclass(frozen=True, slots=True)
class Quote:
    """An item with the words of it that are shown."""

    item: Item
    words: str


def supporting(found: Found, own_turn: int | None, is_question: IsQuestion) -> tuple[Item, ...]:
    """The found items that may support an answer, best first, each source told once.

    The assistant's words, the user's questions and the message that is being answered support nothing.
    """
    chosen: list[Item] = []
    told: set[int] = set()
    for item in found.items:
        turns = {span.turn_id for span in item.sources}
        if item.role is not Role.USER or not item.text.strip() or turns == {own_turn}:
            continue
        if item.kind == "turn" and (turns & told or is_question(item.text)):
            continue
        if item.memory_id is not None and any(_same_words(item, other) for other in chosen):
            continue
        told |= turns
        chosen.append(item)
    return tuple(chosen)


def near_best(items: Sequence[Item], scores: Sequence[float], question: str) -> tuple[Item, ...]:
    """The best item and those close behind it, at most :data:`MOST`; closeness depends on the question.

    ``scores`` go with ``items``, best first.
    """
    if not items:
        return ()
    floor = scores[0] * (NEAR_OF_SEVERAL if _SEVERAL.search(question) else NEAR)
    return tuple(item for item, score in zip(items, scores, strict=True) if score >= floor)[:MOST]


def quotes(items: Sequence[Item], cue: str) -> tuple[Quote, ...]:
    """Each item with the words of it that matter to the cue."""
    return tuple(Quote(item, excerpt(item.text, cue)) for item in items)


def excerpt(text: str, cue: str, limit: int = _LONG) -> str:
    """The text on one line; a long one is cut to the neighbouring sentences that share most with the cue."""
    if len(text) <= limit:
        return " ".join(text.split())
    wanted = set(terms(cue))
    parts = [text[start:end] for start, end in sentences(text)] or [text]
    best = max(range(len(parts)), key=lambda place: (len(wanted & set(terms(parts[place]))), -place))
    shown = " ".join(parts[best].split())
    for more in parts[best + 1 :]:
        longer = f"{shown} {' '.join(more.split())}"
        if len(longer) > limit:
            break
        shown = longer
    if len(shown) > 2 * limit:
        shown = shown[: 2 * limit].rsplit(" ", 1)[0] + "…"
    return shown


def told(quote: Quote, language: Language, *, again: bool = False) -> str:
    """The quotation as a sentence of Markdown, its date linked to its source."""
    item = quote.item
    fields = {"date": linked(dates.day(item.at, language), item), "text": escaped(quote.words)}
    if item.speaker and item.kind == "turn":
        sentence = say(Say.QUOTE_OTHER, language, speaker=escaped(item.speaker), **fields)
    else:
        sentence = say(Say.QUOTE_AGAIN if again else Say.QUOTE, language, **fields)
    for name, when in ((Say.MEANT_DATE, item.event_date), (Say.UNTIL, item.valid_to)):
        if when is not None and (name is Say.UNTIL or when.date() != item.at.date()):
            sentence += " " + say(name, language, date=dates.day(when, language))
    return sentence


def listed(item: Item, language: Language) -> str:
    """The item as a line of a list."""
    mark = ("«", "»") if language == "ru" else ("“", "”")
    words = escaped(excerpt(item.text, item.text))
    return f"- {mark[0]}{words}{mark[1]} ({linked(dates.day(item.at, language), item)})"


def linked(text: str, item: Item) -> str:
    """Text as a link to where the item can be seen."""
    return f"[{text}]({link(item)})"


def link(item: Item) -> str:
    """``mneme:memory/ID``, or ``mneme:turn/ID`` for what stands in the diary only."""
    if item.memory_id is not None:
        return f"mneme:memory/{item.memory_id}"
    return f"mneme:turn/{item.sources[0].turn_id}" if item.sources else "mneme:diary"


def escaped(text: str) -> str:
    """The user's words as they are: no Markdown of theirs takes effect inside an answer."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


_LINK = re.compile(r"\[([^\]]*)\]\(mneme:[^)]*\)")
_ESCAPE = re.compile(r"\\([\\`*_\[\]<>|~])")
SOURCE = re.compile(r"\(mneme:(turn|memory)/(\d+)\)")
"""A link to a source in an answer's text: its sort and its number."""


def plain(markdown: str) -> str:
    """An answer for a terminal: links and escapes taken out."""
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\1", markdown))


def _same_words(one: Item, other: Item) -> bool:
    return terms(one.text) == terms(other.text)
