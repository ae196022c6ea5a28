"""What a question asks for, read from its words before anything is searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from memory_core.recall.dates import NamedDate, named_dates, without_dates
from memory_core.text.words import spans, stem, terms

_SPACE = re.compile(r"\s+")
_REQUEST = re.compile(
    r"^\W*(?:(?:please|could you|can you|ok|so|hey)\W+)*"
    r"(?:suggest|recommend|plan|propose|come up with|draft|think of|"
    r"(?:give|find|get|pick|choose|book) (?:me|us)|help (?:me|us)|"
    r"(?:got )?any (?:\w+ )?(?:ideas?|suggestions?|tips?))\b|"
    r"\bwhat (?:should|could|shall) (?:i|we)\b|"
    r"\bwhere (?:should|could|shall) (?:i|we)\b|"
    r"\b(?:good|nice|suitable|right) (?:\w+ )?(?:for|to) me\b|"
    r"^\W*(?:(?:пожалуйста|слушай|ну|а)\W+)*(?:посоветуй|порекомендуй|предложи|спланируй|придумай|подбери|"
    r"составь|помоги)(?:те)?\b|\b(?:куда|что|чем|где|чего|какую?|какой) бы\b|\b(?:есть|какие) идеи\b|"
    r"\bчто (?:мне|нам) (?:приготовить|подарить|посмотреть|почитать|надеть)\b|"
    r"\b(?:понравится|подойд[её]т|подойдут|стоит) ли (?:мне|нам)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A question, taken apart.

    ``bare`` is its text without dates and without the names of people who speak in the diary: their turns
    do not hold their own names, and a name draws the sentence vector to whoever is addressed by it.
    ``dated`` is the same with its dates, for what was said with a date. ``stems`` are the terms of
    ``bare``, ``date_stems`` those of its dates; ``people`` are the speakers that it names.
    ``request`` says that it asks for an idea ("suggest", "plan") and not for a fact.
    """

    text: str
    bare: str
    dated: str
    stems: tuple[str, ...]
    date_stems: tuple[str, ...]
    people: frozenset[str]
    dates: tuple[NamedDate, ...]
    request: bool


def read_cue(text: str, speakers: Iterable[str]) -> Cue:
    """Take a question apart.

    Args:
        text: the question.
        speakers: names of the people who speak in the diary.
    """
    names: dict[str, set[str]] = {}
    for speaker in speakers:
        for part in terms(speaker):
            names.setdefault(part, set()).add(speaker)
    people: set[str] = set()
    bare, at = [], 0
    for start, end, word in spans(text):
        if stem(word) in names and text[start].isupper():
            people |= names[stem(word)]
            bare.append(text[at:start])
            at = end
    bare.append(text[at:])
    unnamed = _SPACE.sub(" ", "".join(bare)).strip()
    rest = _SPACE.sub(" ", without_dates(unnamed)).strip()
    if not terms(unnamed):
        unnamed = text  # the question is about the name itself
    if not terms(rest):
        rest = unnamed
    stems = dict.fromkeys(terms(rest))
    return Cue(
        text=text,
        bare=rest,
        dated=unnamed,
        stems=tuple(stems),
        date_stems=tuple(one for one in dict.fromkeys(terms(unnamed)) if one not in stems),
        people=frozenset(people),
        dates=named_dates(text),
        request=_REQUEST.search(text) is not None,
    )
