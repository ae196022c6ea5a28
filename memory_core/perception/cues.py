"""Matching the cue tables: which cues a piece of text shows, in either language or both."""

from __future__ import annotations

import re
from functools import lru_cache

from memory_core.perception import facts_en, facts_ru, talk_en, talk_ru

_ENGLISH = {**facts_en.CUES, **talk_en.CUES}
_RUSSIAN = {**facts_ru.CUES, **talk_ru.CUES}
_CONSTANTS = (
    {"KIN": facts_en.KIN, "DAY": facts_en.DAY, "MONTH": facts_en.MONTH, "JOB": facts_en.JOB},
    {"KIN": facts_ru.KIN, "JOB": facts_ru.JOB},
)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\n\s*")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text as the tables see it: ё as е, curly apostrophes straight. Code points keep their places."""
    return text.replace("ё", "е").replace("Ё", "Е").replace("’", "'").replace("ʼ", "'")


def expand(block: str, russian: bool) -> str:
    """A block of a table as one regular expression: lines joined, constants put in."""
    pattern = _LINE_BREAK.sub("", block)
    for name, value in _CONSTANTS[russian].items():
        pattern = pattern.replace(f"<{name}>", _LINE_BREAK.sub("", value))
    return pattern


@lru_cache(maxsize=256)
def _compiled(name: str, russian: bool) -> re.Pattern[str] | None:
    block = (_RUSSIAN if russian else _ENGLISH).get(name)
    if block is None:
        return None
    return re.compile(rf"(?<![\w'])(?:{expand(block, russian)})(?!\w)", re.IGNORECASE)


def names() -> frozenset[str]:
    """Every cue of either language."""
    return frozenset(_ENGLISH) | frozenset(_RUSSIAN)


def find(name: str, text: str, start: int = 0) -> re.Match[str] | None:
    """The first place where a cue stands in a text that ``fold`` has prepared."""
    hits = []
    for russian, script in ((False, _LATIN), (True, _CYRILLIC)):
        pattern = _compiled(name, russian)
        if pattern is not None and script.search(text):
            hit = pattern.search(text, start)
            if hit:
                hits.append(hit)
    return min(hits, key=lambda hit: hit.start(), default=None)


def has(name: str, text: str) -> bool:
    """Whether a cue stands in a text that ``fold`` has prepared."""
    return find(name, text) is not None


def share(name: str, text: str) -> float:
    """Share of the text's words (0..1) that belong to a cue: how much of a message is mere pleasantry."""
    total = len(_WORD.findall(text))
    if not total:
        return 1.0
    inside = 0
    for russian in (False, True):
        pattern = _compiled(name, russian)
        if pattern is not None:
            inside += sum(len(_WORD.findall(hit.group())) for hit in pattern.finditer(text))
    return min(1.0, inside / total)
