"""Whether a text holds given words in any inflected form: what "forget everything about ..." goes by.

Snowball alone is not enough for Russian names: it gives "Андрей" another stem than "Андрея", and "Павел"
another than "Павла". So a word is taken for several possible bases (its stem, and what is left without each
ending of a case), and two words are the same if they share one. That errs towards forgetting a little more,
which an undo can give back; what was left by forgetting too little, the user does not see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from memory_core.store.codec import fold
from memory_core.text.words import spans, stem, words

_ENDINGS = re.findall(
    "[а-я]+",
    """ь й а я о е у ю ы и ой ей ою ею ью ом ем ам ям ами ями ах ях ов ев ия ии ию ий ием ией
    ый ая яя ого его ому ему ым им ую юю ое ее ые ие ых их ыми ими ери ерью ерей""",
)
"""Endings of Russian nouns, names and adjectives in all cases ("ери": "мать" and "дочь")."""
_BASE_LETTERS = 3
"""A base cut off by an ending has at least so many letters; shorter ones would match too much."""
_RUSSIAN = re.compile(r"[а-я]+")
_FLEETING = re.compile(r"(.*[бвгджзклмнпрстфхцчшщ])[ео]([бвгджзклмнпрстфхцчшщ])")
"""A vowel that other cases lose: "Павел" and "Павла"."""
_SOFTENED = re.compile(r"(.*[лнр])е([цк])|(л)е([бвгджзклмнпрстфхцчшщ])")
"""A vowel of which other cases keep a soft sign: "Лев" and "Льва", "палец" and "пальца"."""


@lru_cache(maxsize=16_384)
def bases(word: str) -> frozenset[str]:
    """Possible bases of a normalised word."""
    found = {stem(word)}
    if _RUSSIAN.fullmatch(word):
        found.add(word)
        if fleeting := _FLEETING.fullmatch(word):
            found.add(fleeting[1] + fleeting[2])
        if softened := _SOFTENED.fullmatch(word):
            found.add("ь".join(part for part in softened.groups() if part))
        found.update(
            word[: -len(ending)]
            for ending in _ENDINGS
            if word.endswith(ending) and len(word) - len(ending) >= _BASE_LETTERS
        )
    return frozenset(found)


class Needle:
    """Words to look for, one after the other, each in any form; text without words is looked for as it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)
        self._words = words(text)
        self._bases = [bases(word) for word in self._words]

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self._words)

    def query(self) -> str:
        """An FTS5 query that finds at least every text that holds the words; empty if there are none."""
        return " AND ".join(f'"{_beginning(each)}" *' for each in self._words)

    def within(self, text: str) -> bool:
        """Whether a text holds the words."""
        if not self._bases:
            return bool(self._folded.strip()) and self._folded in fold(text)
        return bool(self.ranges(text))

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Where in a text the words stand, as half-open ranges of code points.

        Text without words that is found only folded is said to stand in the whole of it.
        """
        if not self._bases:
            if not self.within(text):
                return []
            exact = [found.span() for found in re.finditer(re.escape(self.text), text)]
            return exact or [(0, len(text))]
        found = [(start, end, bases(word)) for start, end, word in spans(text)]
        length = len(self._bases)
        return [
            (found[first][0], found[first + length - 1][1])
            for first in range(len(found) - length + 1)
            if all(mine & found[first + at][2] for at, mine in enumerate(self._bases))
        ]


def _beginning(word: str) -> str:
    """What every word that is the same begins with, or its stem does, both of which the index holds.

    A word whose vowel fled begins with all but the last two letters of the base.
    """
    if not _RUSSIAN.fullmatch(word):
        return stem(word)
    alternatives = bases(word)
    common = 0
    while len({one[: common + 1] for one in alternatives}) == 1 and common < min(map(len, alternatives)):
        common += 1
    return word[: max(1, min(common, min(map(len, alternatives)) - 2))]
