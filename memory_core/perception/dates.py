"""Dates in a sentence, resolved against the message's own time.

Only days that the words name are resolved: "yesterday", "last Friday", "in two weeks", "14 November", "the
22nd", "послезавтра", "в прошлую пятницу", "через три дня", "27 августа", "десятого июня". A month alone or
"soon" names no day, and a recurring day ("on Tuesdays", "по средам") names none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory_core.perception.shapes import NUMBER_WORDS

_DAYS_EN = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAYS_RU = ("понедельник", "вторник", "сред[ау]", "четверг", "пятниц[ау]", "суббот[ау]", "воскресенье")
_MONTHS_EN = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_RU_TEXT = """
    январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр
"""
_MONTHS_RU = _MONTHS_RU_TEXT.split()
_DAY_EN = r"(?P<day>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?!\w)"
_DAY_RU = rf"(?P<day>{'|'.join(_DAYS_RU)})(?!\w)"
_MONTH_EN = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?!\w)"
)
_MONTH_RU = (
    r"(?P<month>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?!\w)"
)
_ORDINALS_EN_TEXT = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
    twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
    twenty-ninth thirtieth thirty-first
"""
_ORDINALS_EN = _ORDINALS_EN_TEXT.split()
_UNITS_RU = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят")
_ORDINALS_RU = [
    *_UNITS_RU, "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
        "семнадцат",
    "восемнадцат", "девятнадцат", "двадцат", *(f"двадцать {unit}" for unit in _UNITS_RU), "тридцат",
        "тридцать перв",
]  # fmt: skip
_ORDINAL_EN = "(?P<o>" + "|".join(sorted(_ORDINALS_EN, key=len, reverse=True)) + ")"
_ORDINAL_RU = "(?P<o>" + "|".join(sorted(_ORDINALS_RU, key=len, reverse=True)) + ")(?:ого|его|ое|ье|ьего)"
_COUNT = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|couple of|a couple of)"
_COUNT_RU = r"(?P<n>\d{1,3}|один|одну|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|пару)?"
_TO = r"(?:moved|pushed|postponed|rescheduled|shifted|changed)(?: back)? (?:to|until)"
_PAST = re.compile(
    r"\b(?:was|were|had|went|did|got|came|saw|met|broke|died|passed|started|moved|bought|took|gave|fell|lost|left|sold|won|ran|made|flew|paid|"
    r"\w{3,}ed)\b|"
    r"(?<!\w)[а-я]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)(?!\w)|(?<!\w)умер(?!\w)",
    re.IGNORECASE,
)
# Past in form, but the day they name lies ahead: "moved to Thursday", «записалась на среду».
_AHEAD = re.compile(
    r"\b(?:moved|rescheduled|postponed|booked|scheduled|set for|pushed|brought forward|put (?:back|off)|"
    r"changed|invited|signed up|going to|will)\b|"
    r"(?<!\w)(?:перенес\w*|передвин\w*|сдвин\w*|назнач\w*|записал\w*|отложил\w*|запланир\w*|пригласил\w*|"
    r"договорил\w*|купил\w* билет\w*|взял\w* билет\w*)",
    re.IGNORECASE,
)
_OFFSETS = {
    "day before yesterday": -2, "day after tomorrow": 2, "yesterday": -1, "last night": -1, "tomorrow": 1,
        "today": 0,
    "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "позавчера": -2, "вчера": -1, "сегодня": 0, "послезавтра": 2, "завтра": 1,
}  # fmt: skip
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
        ("dotted", r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<y>\d{4}))?(?![\d.]?\d)"),
        ("offset", r"(?<!\w)(?P<word>" + "|".join(_OFFSETS) + r")(?!\w)"),
        ("ago", rf"(?<!\w){_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago"),
        ("in", rf"(?<!\w)in\s+{_COUNT}\s+(?P<unit>day|week|month|year)s?(?: time)?(?!\w)"),
        ("ago", rf"(?<!\w){_COUNT_RU}\s*(?P<unit>дн|ден|недел|месяц|год|лет)\w*\s+назад"),
        ("in", rf"(?<!\w)через\s+{_COUNT_RU}\s*(?P<unit>дн|ден|недел|месяц|год|лет)\w*"),
        (
            "monthday",
            rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_EN}(?:,?\s+(?P<y>\d{{4}}))?",
        ),
        (
            "monthday",
            (
                rf"(?<!\w){_MONTH_EN}\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|"
                rf"th)?(?![\d:])(?:,?\s+(?P<y>\d{{4}}))?"
            ),
        ),
        ("monthday", rf"(?<!\w)(?P<d>\d{{1,2}})(?:-?го)?\s+{_MONTH_RU}(?:\s+(?P<y>\d{{4}}))?"),
        ("monthday", rf"(?<!\w)(?:the )?{_ORDINAL_EN} of {_MONTH_EN}"),
        ("monthday", rf"(?<!\w){_MONTH_EN} (?:the )?{_ORDINAL_EN}(?!\w)"),
        ("monthday", rf"(?<!\w){_ORDINAL_RU} {_MONTH_RU}"),
        ("weekday", rf"(?<!\w)(?P<which>{_TO}|last|next|this|on|by|before|until|till|for|since)\s+{_DAY_EN}"),
        (
            "weekday",
            (
                rf"(?<!\w)(?P<which>в прошл\w+|в следующ\w+|на следующ\w+|в эт\w+|в ближайш\w+|во?|на|до|"
                rf"к)\s+{_DAY_RU}"
            ),
        ),
        (
            "day",
            (
                r"(?<!\w)the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?!\w)(?!\s+(?:floor|street|time|century|grade|"
                r"of|year))"
            ),
        ),
        ("day", r"(?<!\w)(?P<d>\d{1,2})-?го(?!\w)"),
    )
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?!\d|\.\d)\s?(?P<half>[ap])?|"
    r"(?<!\d)(?P<h2>1[0-2]|[1-9])\s?(?P<half2>[ap])\.?m",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date found in a text: where it stands and the day it names, in the time zone of the message."""

    start: int
    end: int
    at: datetime


def _count(word: str | None) -> int:
    if not word or word in ("a", "an", "пару") or "couple" in word:
        return 2 if word and word not in ("a", "an") else 1
    return int(word) if word.isdigit() else int(NUMBER_WORDS.get(word.lower(), 1))


def _months(at: datetime, months: int) -> datetime:
    index = at.year * 12 + at.month - 1 + months
    year, month = divmod(index, 12)
    for day in range(at.day, 27, -1):  # 31 January and a month is the last day of February
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return at.replace(year=year, month=month + 1)


def _shift(at: datetime, sign: int, count: int, unit: str) -> datetime:
    unit = unit.lower()
    if unit in ("day", "дн", "ден"):
        return at + timedelta(days=sign * count)
    if unit in ("week", "недел"):
        return at + timedelta(weeks=sign * count)
    return _months(at, sign * count * (1 if unit in ("month", "месяц") else 12))


def _weekday(at: datetime, which: str, index: int, past: bool) -> datetime:
    which = which.lower()
    ahead = (index - at.weekday()) % 7
    if which.startswith(("last", "в прошл")):
        return at - timedelta(days=(at.weekday() - index) % 7 or 7)
    if which.startswith(("next", "в следующ", "на следующ")):
        return at + timedelta(days=7 - at.weekday() + index)
    if past or which == "since":
        return at - timedelta(days=(at.weekday() - index) % 7 or 7)
    return at + timedelta(days=ahead or (0 if which.startswith(("this", "в эт")) else 7))


def _index(word: str, english: list[str], russian: tuple[str, ...] | list[str]) -> int:
    lower = word.lower()
    for at, name in enumerate(english):
        if lower[:3] == name[:3]:
            return at
    return next(at for at, name in enumerate(russian) if re.match(name, lower))


def _month(word: str) -> int:
    lower = word.lower()
    if lower[:3] in _MONTHS_EN:
        return _MONTHS_EN.index(lower[:3]) + 1
    if lower == "мая":
        return 5
    return next(at for at, name in enumerate(_MONTHS_RU, 1) if at != 5 and lower.startswith(name))


def _nearest(at: datetime, month: int, day: int, past: bool) -> datetime:
    """The next such day (or the last one, for a sentence in the past tense)."""
    this = at.replace(month=month, day=day)
    if past and this.date() > at.date():
        return this.replace(year=at.year - 1)
    if not past and this.date() < at.date():
        return this.replace(year=at.year + 1)
    return this


def _ordinal(word: str) -> int:
    names = _ORDINALS_EN if word in _ORDINALS_EN else _ORDINALS_RU
    return names.index(word) + 1


def _resolve(kind: str, hit: re.Match[str], at: datetime, past: bool) -> datetime:
    got = hit.groupdict()
    if kind == "offset":
        return at + timedelta(days=_OFFSETS[got["word"].lower()])
    if kind in ("ago", "in"):
        return _shift(at, -1 if kind == "ago" else 1, _count(got["n"]), got["unit"])
    if kind == "weekday":
        return _weekday(at, got["which"], _index(got["day"], _DAYS_EN, _DAYS_RU), past)
    if kind == "day":
        day = int(got["d"])
        base = at if day >= at.day or past else _months(at.replace(day=1), 1)
        if past and day > at.day:
            base = _months(at.replace(day=1), -1)
        return base.replace(day=day)
    month = int(got["m"]) if kind in ("iso", "dotted") else _month(got["month"])
    number = int(got["d"]) if got.get("d") else _ordinal(got["o"].lower())
    if got.get("y"):
        return at.replace(year=int(got["y"]), month=month, day=number)
    return _nearest(at, month, number, past)


def find_dates(text: str, at: datetime) -> list[DateHit]:
    """The days that a text names, in the order of the text, at midnight or at the time named beside them.

    Args:
        text: a sentence or two, ``ё`` already folded to ``е``.
        at: when it was said, aware; results are in the same time zone.
    """
    past = _PAST.search(text) is not None and _AHEAD.search(text) is None
    taken: list[DateHit] = []
    for kind, pattern in _RULES:
        for hit in pattern.finditer(text):
            if any(hit.start() < other.end and other.start < hit.end() for other in taken):
                continue
            try:
                day = _resolve(kind, hit, at, past)
            except (ValueError, OverflowError):  # 31 June, day 45, the year 0: no date after all
                continue
            taken.append(
                DateHit(hit.start(), hit.end(), day.replace(hour=0, minute=0, second=0, microsecond=0))
            )
    taken.sort(key=lambda found: found.start)
    return _with_clock(text, taken)


def _with_clock(text: str, taken: list[DateHit]) -> list[DateHit]:
    """Put the sentence's clock time, if it names one, on its first date."""
    if not taken:
        return []
    for clock in _CLOCK.finditer(text):
        if any(hit.start <= clock.start() < hit.end for hit in taken):
            continue
        got = clock.groupdict()
        hour, minute = int(got["h"] or got["h2"]), int(got["m"] or 0)
        half = (got["half"] or got["half2"] or "").lower()
        hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
        first = taken[0]
        taken[0] = DateHit(first.start, first.end, first.at.replace(hour=hour, minute=minute))
        break
    return taken
