"""Where sentences begin and end, in English, Russian and chat.

A sentence ends at ``.``, ``!``, ``?``, ``…`` (runs of them too) followed by white space, and at every line
break. It does not end inside a number (``4:30``, ``2.74``), after an abbreviation or an initial (``Mr``, ``т.
е.``, ``J. Smith``), inside quotation marks or brackets that are closed on the same line, or inside a code
fence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

# Abbreviations that are followed by more of the same sentence. Those that often end one ("etc.", "и т. д.")
# are left out: a capital letter after them starts a new sentence anyway.
_ABBREVIATIONS_TEXT = """
    mr mrs ms dr prof st jr sr vs e.g i.e approx no nr vol fig inc ltd co mt ave rd dept gen col sgt
    capt rev hon т.е т.к т.н им ул д кв г гг стр руб коп тыс млн млрд проф акад доц гр св см напр обл р
    пр пл корп эт тел ст ч мин сек кг
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_TEXT.split())
_END = re.compile(r"[.!?…]+[\"'”»)\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"([\w.]+)$")
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_CLOSED = re.compile(r"«[^«»\n]{1,400}»|“[^“”\n]{1,400}”|(?<!\w)\"[^\"\n]{1,400}\"(?!\w)|\([^()\n]{1,200}\)")
_BULLET = re.compile(r"\s*(?:[-*•–—]|\d{1,2}[.)])\s+")


def _protected(text: str) -> list[tuple[int, int]]:
    """Ranges inside which no sentence ends, sorted; the last character of a range is free to end one."""
    ranges = [match.span() for match in _FENCE.finditer(text)]
    ranges += [match.span() for match in _CLOSED.finditer(text)]
    return sorted(ranges)


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    at = bisect_right(ranges, (position, len(ranges) and ranges[-1][1] + 1)) - 1
    return any(start < position < end - 1 for start, end in ranges[max(0, at - 2) : at + 1])


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """True when this full stop does not end the sentence that began at ``start``."""
    mark = match.group()
    if mark[0] in "!?…\n" or mark.startswith(".."):
        return False
    before = _LAST_WORD.search(text, start, match.start())
    if not before:
        return False
    word = before.group(1)
    rest = text[match.end() :].lstrip(" \t")
    if rest[:1] == "\n" or not rest:
        return False
    if word.isdigit():
        # "1." that opens a list item belongs to its line; "5. Then" ends, "25. декабря" does not.
        return _BULLET.match(text[start:]) is not None and before.start() <= start + 3
    if word.lower().strip(".") in _ABBREVIATIONS:
        # Russian single letters are abbreviations before a lower-case word, a name or a number.
        return True
    return len(word) == 1 and word.isupper() and word != "I"  # an initial: "J. Smith", "А. Петров"


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans ``[start, end)`` of the sentences of ``text`` in order, white space trimmed, none empty."""
    ranges = _protected(text)
    out: list[tuple[int, int]] = []
    start = 0

    def close(end: int) -> None:
        nonlocal start
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        if stripped:
            out.append((start + left, start + left + len(stripped)))
        start = end

    for match in _END.finditer(text):
        if match.start() < start or _inside(match.start(), ranges) or _goes_on(text, start, match):
            continue
        close(match.end())
    close(len(text))
    return out
