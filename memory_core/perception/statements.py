"""From the user's own sentences to statements: which sentences belong together, which only frame others.

A statement is one sentence, or a sentence with the ones that lean on it: "We've got a dog called Rolf.
Rescue. Sleeps all day." is one statement. A question stands in a statement only if the statement leans on it
("What could I cook for Lena? She's vegan.").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from memory_core.perception import cues
from memory_core.perception.questions import is_question_sentence
from memory_core.perception.shapes import people_and_places, values
from memory_core.text.sentences import sentences
from memory_core.text.words import STOP, words

_LEANS = re.compile(
    r"^\W*(?:(?:and|but|so|because|also|plus|then|which|though|or|а|и|но|поэтому|потому|зато|причем|"
    r"правда|еще|а еще)\W+)*"
    r"(?:he|she|it|they|him|her|them|his|their|its|that|that's|this|these|those|there|both|same|one|ones|"
    r"who|he's|she's|it's|they're|"
    r"он|она|оно|они|его|ее|их|ему|ей|им|это|этот|эта|там|тот|та|оба|обе|так|такой|из них)(?!\w)",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"\b(?:instead|too|either|though|again|as well)\W*$|(?<!\w)(?:тоже|вместо этого|зато|снова)(?!\w)",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"^\W*(?:and|but|so|because|plus|which|though|или|а|и|но|поэтому|потому|зато|причем)\W", re.IGNORECASE
)
_REFERS = re.compile(r"\b(?:it|that|them|one)\b|(?<!\w)(?:его|ее|их|это|этого|там)(?!\w)", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s")
_LEADING = ("life_event", "change", "emphasis", "remember", "correction")
"""Cues of lead-ins."""
_HEAD_WORDS = 4
"""A sentence with at most this many content words and no value of its own only leads to what follows it."""
_MOST = 4
"""Sentences that one statement may hold."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of the message: its span, its folded text, and whether it asks."""

    start: int
    end: int
    text: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences that stand together. ``text`` is verbatim; ``own`` is folded and without any question."""

    start: int
    end: int
    text: str
    own: str
    asks: bool
    """True when it is nothing but questions."""
    aside: bool = False
    """True when it comments on the question before it ("How is that spelt? I never know where to put it")."""


def pieces(text: str, foreign: list[tuple[int, int]]) -> list[Piece]:
    """The user's own sentences: those that do not lie in a foreign range, those around a quotation whole."""
    out = []
    for start, end in sentences(text):
        mine = _own_share(start, end, foreign)
        if mine == 0.0:
            continue
        piece = text[start:end]
        if mine < 1.0:
            piece = "".join(
                " " if any(a <= at < b for a, b in foreign) else char for at, char in enumerate(piece, start)
            )
        if not re.search(r"\w", piece):
            continue
        out.append(Piece(start, end, cues.fold(piece), is_question_sentence(piece)))
    return out


def _own_share(start: int, end: int, foreign: list[tuple[int, int]]) -> float:
    inside = sum(max(0, min(end, b) - max(start, a)) for a, b in foreign)
    return 1.0 - inside / (end - start)


def _content(text: str) -> int:
    return sum(word not in STOP for word in words(text))


def _is_head(piece: Piece) -> bool:
    """A short lead-in: "New job news!", "So, confession:", "Shopping list:"."""
    if piece.text.rstrip().endswith(":"):
        return True
    return (
        _content(piece.text) <= _HEAD_WORDS
        and not values(piece.text)
        and not people_and_places(piece.text)
        and any(cues.has(cue, piece.text) for cue in _LEADING)
    )


def _leans(piece: Piece, before: Piece) -> bool:
    """Whether a sentence makes sense only with the one before it."""
    if _BULLET.match(piece.text):
        return not cues.has("first_person", piece.text)
    if _LEANS.match(piece.text):
        return True
    if before.asks:
        return False
    if _ECHO.search(piece.text) and _content(piece.text) <= 4:
        return True
    if _CONJUNCTION.match(piece.text) and _content(piece.text) <= 8:
        return True
    elliptical = not (cues.has("first_person", piece.text) or cues.has("kin", piece.text))
    noise = (
        cues.has("momentary", piece.text)
        or cues.has("joke", piece.text)
        or cues.share("chitchat", piece.text) > 0.5
    )
    return elliptical and not noise and _content(piece.text) <= 6


def group(text: str, own: list[Piece]) -> list[Statement]:
    """Group sentences into statements, in the order of the text."""
    groups: list[list[Piece]] = []
    for piece in own:
        last = groups[-1] if groups else None
        if last is not None and len(last) < _MOST and not piece.asks:
            before = last[-1]
            gap = text[before.end : piece.start]
            near = len(gap.strip()) == 0 and gap.count("\n") < 2
            pleasantry = cues.share("chitchat", before.text) > 0.7
            if (
                near
                and not pleasantry
                and (_leans(piece, before) or (len(last) == 1 and not before.asks and _is_head(before)))
            ):
                last.append(piece)
                continue
        groups.append([piece])
    out: list[Statement] = []
    for members in groups:
        aside = bool(out) and out[-1].asks and _REFERS.search(members[0].text) is not None
        out.append(_statement(text, members, aside))
    return out


def _statement(text: str, members: list[Piece], aside: bool) -> Statement:
    start, end = members[0].start, members[-1].end
    own = " ".join(piece.text for piece in members if not piece.asks)
    asks = all(piece.asks for piece in members)
    return Statement(
        start, end, text[start:end], own or " ".join(piece.text for piece in members), asks, aside
    )
