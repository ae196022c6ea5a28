"""What kind of thing a question asks for, and by which words a text shows that it holds such a thing.

The classical answer types of question answering (Li and Roth 2002, "Learning question classifiers"), as far
as the surface of a question tells them, in English and Russian alike. Each type has its cue in texts: a date
word where a time is asked for, a name where a person or a place is, a number, a word of reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from memory_core.text.words import normalise, stem

_ANY_CASE = re.IGNORECASE


class Asked(StrEnum):
    """What a question asks for."""

    TIME = "time"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    WHETHER = "whether"
    MANNER = "manner"
    THING = "thing"


_TYPES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        Asked.NUMBER,
        re.compile(
            r"\bhow (?:many|much|often|old|tall|far|big|heavy)\b|"
            r"\bсколько(?! (?:времени|лет назад|дней назад))\b|\bкак часто\b|"
            r"\bкакого (?:роста|размера|возраста)\b",
            _ANY_CASE,
        ),
    ),
    (
        Asked.TIME,
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:date|day|month|year|time|season|week|weekend)\b|\bhow long\b|"
            r"\bкогда\b|\bсколько времени\b|"
            r"\b(?:как(?:ой|ого|ом|ая|ую)) (?:дат\w+|день|дня|числ\w+|месяц\w*|год\w*)|"
            r"\b(?:как ?долго|как давно|в котором часу|во сколько|с каких пор)\b",
            _ANY_CASE,
        ),
    ),
    (
        Asked.PERSON,
        re.compile(
            r"^\W*(?:(?:with|to|for|from|by|about) )?(?:who|whom|whose)\b|"
            r"^\W*(?:(?:а|и|с|со|у|к|ко|о|об|от|для|про) )?"
            r"(?:кто|кого|кому|кем|ком|чей|чья|чьё|чье|чьи|чьего|чьей)\b",
            _ANY_CASE,
        ),
    ),
    (
        Asked.PLACE,
        re.compile(
            r"\bwhere\b|\b(?:what|which) (?:city|country|state|town|place|village|region|island)\b|"
            r"\b(?:где|куда|откуда)\b|"
            r"\bкак(?:ой|ая|ое|ом|ую) (?:город\w*|стран\w+|мест\w+|дерев\w+|област\w+|остров\w*)",
            _ANY_CASE,
        ),
    ),
    (
        Asked.REASON,
        re.compile(
            r"\bwhy\b|\bwhat (?:made|inspired|motivated|caused|prompted)\b|\bfor what reason\b|"
            r"\b(?:почему|зачем|отчего|из-за чего|с какой целью)\b|\bчто (?:вдохновило|побудило|заставило)\b",
            _ANY_CASE,
        ),
    ),
    (
        Asked.WHETHER,
        re.compile(
            r"^\W*(?:is|are|was|were|does|do|did|has|have|had|would|will|could|can|might|should)\b|"
            r"\b\w+ ли\b",
            _ANY_CASE,
        ),
    ),
    (Asked.MANNER, re.compile(r"^\W*how\b|^\W*(?:как|каким образом)\b", _ANY_CASE)),
)


def asked_for(question: str) -> Asked:
    """What a question asks for; ``THING`` where nothing else shows."""
    return next((kind for kind, pattern in _TYPES if pattern.search(question)), Asked.THING)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(normalise(word)) for word in text.split())


_DATES = _stems(
    """
yesterday today tonight tomorrow last next ago since week weekend month year day monday tuesday wednesday
thursday friday saturday sunday january february march april may june july august september october november
december morning recently summer winter spring autumn fall
вчера сегодня завтра позавчера послезавтра прошлый прошлая прошлом следующий следующая назад недавно неделя
неделе выходные выходных месяц месяца год года лет день дня утром вечером понедельник вторник среда четверг
пятница суббота воскресенье январь января февраль марта апрель апреля мая июнь июля август сентябрь сентября
октябрь октября ноябрь ноября декабрь декабря летом зимой весной осенью
"""
)
_NUMBERS = _stems(
    """
one two three four five six seven eight nine ten dozen once twice couple few several many
один одна одно два две двое три трое четыре пять шесть семь восемь девять десять дюжина раз дважды трижды
пара пару несколько много
"""
)
_REASONS = _stems(
    """
because since reason help helps helped remind reminds made makes inspired thanks
потому поскольку ведь чтобы причина помогает помогло напоминает вдохновил вдохновила поэтому благодаря изза
"""
)
_NAME = re.compile(r"(?<![.!?…]\s)(?<!^)(?<!\w)[A-ZА-ЯЁ][a-zа-яё]{2,}")
_BECAUSE = re.compile(r"because|so that|since|потому|чтобы|из-за|так как|ведь", _ANY_CASE)
_MOST_DATES, _MOST_NAMES = 3, 4

Cue = Callable[[str, Sequence[str]], float]
"""From a text and its stems to how much of what is asked for it shows, 0..1."""


def _dates(_: str, stems: Sequence[str]) -> float:
    said = sum(one in _DATES or (len(one) == 4 and one.isdecimal()) for one in stems)
    return min(_MOST_DATES, said) / _MOST_DATES


def _numbers(_: str, stems: Sequence[str]) -> float:
    return float(any(one[:1].isdecimal() or one in _NUMBERS for one in stems))


def _names(text: str, _: Sequence[str]) -> float:
    return min(_MOST_NAMES, len(_NAME.findall(text))) / _MOST_NAMES


def _reasons(text: str, stems: Sequence[str]) -> float:
    # Some words of reason are stop words, which have no stem.
    return float(any(one in _REASONS for one in stems) or _BECAUSE.search(text) is not None)


CUES: Mapping[Asked, Cue] = MappingProxyType(
    {
        Asked.TIME: _dates,
        Asked.NUMBER: _numbers,
        Asked.PERSON: _names,
        Asked.PLACE: _names,
        Asked.REASON: _reasons,
    }
)
"""What shows it, by what is asked for; the other kinds have no such words."""
