"""Dates that a question names, and how well a document's date fits them. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("jan", "январ"),
    ("feb", "феврал"),
    ("mar", "март"),
    ("apr", "апрел"),
    ("may", "ма[йяе]"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "август"),
    ("sep", "сентябр"),
    ("oct", "октябр"),
    ("nov", "ноябр"),
    ("dec", "декабр"),
)
_ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_RUSSIAN = "|".join(rf"{russian}\w*" if russian[-1] != "]" else russian for _, russian in _MONTHS)
_NAMED = re.compile(
    rf"(?:\b(?P<day>[0-3]?\d)(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?)?\b(?P<month>{_ENGLISH}|{_RUSSIAN})\b\.?"
    rf"(?:\s+(?P<day_after>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")
_DOTTED = re.compile(r"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEASONS = "spring|summer|autumn|fall|winter|весн[аоуыей]+|лет[оаеу]м?|осен[ьиюя]+|зим[аоуыей]+"
_LEAD = (
    r"(?:\b(?:in|on|at|by|during|around|since|before|after|until|till|в|во|на|к|до|с|со|после|около)\s+)?"
    r"(?:\b(?:the\s+)?(?:early|late|mid|beginning of|end of|middle of|start of|начал[оае]|конц[ае]|конец|"
    r"середин[аеу])\s+)?"
)
_EXACT = "|".join(
    pattern.pattern.replace("?P<", f"?P<{kind}_")
    for kind, pattern in (("iso", _ISO), ("dotted", _DOTTED), ("named", _NAMED))
)
_PHRASE = re.compile(
    rf"{_LEAD}(?:{_EXACT}|\b(?:{_SEASONS})\s+(?:of\s+)?(?:19|20)\d\d\b|{_YEAR.pattern})(?:\s+(?:года?|году))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A day, a month or a year, as far as it was named."""

    year: int | None
    month: int | None = None
    day: int | None = None


def named_dates(question: str) -> tuple[NamedDate, ...]:
    """All dates that a question names; a bare year only where nothing more exact stands."""
    out = []
    for pattern in (_ISO, _DOTTED):
        for found in pattern.finditer(question):
            out.append(NamedDate(int(found["year"]), int(found["month"]), int(found["day"])))
    for found in _NAMED.finditer(question):
        day, year = found["day"] or found["day_after"], found["year"]
        if found["month"].islower() and found["month"].startswith(("may", "mar")) and not (day or year):
            continue  # "may" and "mar" are words of their own
        named = NamedDate(int(year) if year else None, _month(found["month"]), int(day) if day else None)
        out.append(named)
    if not out:
        out = [NamedDate(int(found[0])) for found in _YEAR.finditer(question)]
    return tuple(out)


def without_dates(question: str) -> str:
    """The question without the dates that it names and the words that lead to them: "in May 2024" and the
    like.

    What happened then was seldom said with its date, so the words of a date match nothing, or the wrong
    thing.
    """
    if not named_dates(question):
        return question
    return _PHRASE.sub(" ", question)


def _month(name: str) -> int:
    lowered = name.lower()
    for number, (english, russian) in enumerate(_MONTHS, start=1):
        if lowered.startswith(english) or re.match(russian, lowered):
            return number
    raise ValueError(name)


def fit(named: Sequence[NamedDate], told: date) -> float:
    """How well something told on a day fits the dates that a question names (0..1).

    People tell of a day mostly on it or in the two weeks after, seldom before: a named day counts 1 within a
    day, .8 from three days before to fourteen after, .4 within a month; a named month .8, the month after
    it .5, without its year half of that (it may be another year's, or one to come); a named year .3.
    """
    return max((_fit(one, told) for one in named), default=0.0)


def _fit(named: NamedDate, told: date) -> float:
    if named.month is None:
        return 0.3 if named.year == told.year else 0.0
    year = named.year or told.year
    if named.day is not None:
        try:
            days = (told - date(year, named.month, named.day)).days
        except ValueError:
            return 0.0  # 31 April
        if abs(days) <= 1:
            return 1.0
        if -3 <= days <= 14:
            return 0.8
        return 0.4 if abs(days) <= 31 else 0.0
    months = (told.year - year) * 12 + told.month - named.month
    return {0: 0.8, 1: 0.5}.get(months, 0.0) * (1.0 if named.year else 0.5)
