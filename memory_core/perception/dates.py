"""Dates in a sentence, resolved against the message's own time.

Only days that the words name are resolved: "yesterday", "last Friday", "in two weeks", "a week from
tomorrow", "14 November", "the 22nd", "послезавтра", "в прошлую пятницу", "через три дня", "27 августа",
"десятого июня". A month alone or "soon" names no day, and a recurring day ("on Tuesdays", "по средам", "the
last Friday of every month") names none either.

A day and month without a year lie ahead unless the sentence tells of the past; then the nearer of the two is
meant, so that an arrangement made in the past tense ("they gave us until 12 June") keeps its day to come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory_core.perception.shapes import NUMBER_WORDS

_DAYS_EN = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAYS_RU = (
    "понедельник[ау]?|пн", "вторник[ау]?|вт", "сред[ауые]|ср", "четверг[ау]?|чт", "пятниц[ауые]|пт",
    "суббот[ауые]|сб", "воскресень[еяю]|вс",
)  # fmt: skip
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
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_COUNT = (
    rf"(?P<n>\d{{1,3}}|(?:{_TENS})[- ](?:{_ONES})|{_TENS}|an?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|"
    rf"fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|couple of|a couple of)"
)
_TENS_RU = "двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто"
_ONES_RU = "один|одну|два|две|три|четыре|пять|шесть|семь|восемь|девять"
_COUNT_RU = (
    rf"(?P<n>\d{{1,3}}|(?:{_TENS_RU}) (?:{_ONES_RU})|{_TENS_RU}|{_ONES_RU}|десять|одиннадцать|двенадцать|"
    r"тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать|пару)?"
)
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_UNIT_RU = r"(?P<unit>дн|ден|сут|недел|месяц|полгода|год|лет)\w*"
_EXACTLY = "(?:(?:exactly|just|precisely|only) )?"
_EXACTLY_RU = "(?:(?:ровно|точно|всего|как раз) )?"
# "in a week or so", "через день" (every other day) name no day
_VAGUE = r"(?! or (?:so|two|three)| maybe| на третий| после)"
_TO = r"(?:moved|pushed|postponed|rescheduled|shifted|changed)(?: back)? (?:to|until)"
_PAST = re.compile(
    r"\b(?:was|were|had|went|did|got|came|saw|met|broke|died|passed|started|moved|bought|took|gave|fell|"
    r"lost|left|sold|won|ran|made|flew|paid|"
    r"\w{3,}ed)\b|"
    r"(?<!\w)(?!(?:числ|дел|стол|зал|школ|футбол|волейбол|баскетбол|вокзал|отдел|материал|сериал|журнал|"
    r"канал|"
    r"филиал|персонал|штурвал|подвал|угл|сел|тел|мыл|начал[ао]|пол|или|если|ли)(?:а|о|и|ли)?(?!\w))"
    r"[а-я]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)(?!\w)|(?<!\w)умер(?!\w)",
    re.IGNORECASE,
)
# Past in form, but the day they name lies ahead: "moved to Thursday", «записалась на среду».
_DONE_FOR_GOOD = re.compile(
    r"\b(?:born|died|passed away|married|founded|buried|lost (?:him|her|my))\b|"
    r"(?<!\w)(?:родил\w+|умер\w*|скончал\w+|поженил\w+|похоронил\w+|не стало)(?!\w)",
    re.IGNORECASE,
)
# Words right before a date that say on which side of today it lies.
_LEADS_AHEAD = re.compile(
    r"(?:\b(?:by|due|due (?:on|by|in)|no later than|not later than|valid (?:until|till|to)|"
    r"expires?(?: on)?|ends(?: on)?|closes(?: on)?|"
    r"close on|ready (?:by|for|on)|starting|as of|(?:extended|moved|pushed|postponed|put (?:off|back)|"
    r"brought forward) to)|"
    r"(?<!\w)(?:к|ко|не позднее|не позже|крайний срок|дедлайн|сдать до|успеть до|на))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEADS_BACK = re.compile(
    r"(?:\b(?:since|ever since|dated)|(?<!\w)(?:от|еще с))\s+(?:the\s+)?$", re.IGNORECASE
)
# A date that is named only to be put aside: "not tomorrow", "instead of 9 May", «не во вторник».
_PUT_ASIDE = re.compile(
    r"(?:\b(?:not|instead of|rather than|can'?t (?:do|make)|cannot (?:do|make)|won'?t make)|(?<!\w)(?:не|"
    r"вместо|а не))"
    r"\s+(?:(?:on|by|the|во?|на|до|к)\s+)*$",
    re.IGNORECASE,
)
# What stands between a slip and the day that was meant: "on Wednesday, no wait, Thursday".
_SLIP = re.compile(
    r"^[\s,.…–—-]*(?:(?:oh|ой|ах|а|ну)[ ,]+)?(?:no|nope|wait|sorry|scratch that|i mean|or rather|make that|"
    r"actually|correction|"
    r"нет|не|стоп|стой|погоди|то есть|точнее|вернее|ошибся|ошиблась|извини)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:\bfrom|(?<!\w)со?)\s+(?:the\s+)?$", re.IGNORECASE)
_ONTO = re.compile(r"(?:\b(?:to|until)|(?<!\w)на)\s+(?:the\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:moved|pushed|postponed|rescheduled|shifted|changed|brought forward|put (?:back|off))\b|"
    r"(?<!\w)(?:перен[ео]с|передвин|сдвин|двин|отлож|переставил)\w*",
    re.IGNORECASE,
)
_RECURS = re.compile(
    r"\b(?:every|each|a month|per month|monthly|weekly|usually|always)\b|(?<!\w)(?:кажд\w+|ежемесячно|"
    r"еженедельно|обычно|"
    r"всегда|в месяц|раз в|расписани\w+|график\w*|теперь)(?!\w)|\b(?:now on|slots|timetable|schedule)\b",
    re.IGNORECASE,
)
_BARE_DAY = rf"(?:{_DAY_EN}|(?:{'|'.join(_DAYS_RU)})(?!\w))".replace("?P<day>", "?:")
_DAYS_LISTED = re.compile(
    rf"(?<!\w){_BARE_DAY}(?:\s*(?:,|and|&|/|и)?\s*(?:во?\s+)?{_BARE_DAY})+", re.IGNORECASE
)
_BESIDE = re.compile(r"^[\s,(]*(?:(?:the|это|то есть|т\.?е\.?|которое|—|–|-)\s+)*$", re.IGNORECASE)
_A_DAY = re.compile(_BARE_DAY, re.IGNORECASE)
_THIS_TIME = re.compile(r"\b(?:next one|this time|this one)\b|(?<!\w)(?:ближайш|следующ)\w+", re.IGNORECASE)
_DATED = re.compile(r"(?<!\w)от\s+$", re.IGNORECASE)
_ARRANGED = 2
_FAR_NEARER = 6
"""How much nearer the day behind must be for a verb that mostly arranges: "we moved here on 2 May"."""
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
    "tmrw": 1, "tmr": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "2moro": 1,
    "позавчера": -2, "вчера": -1, "сегодня": 0, "послезавтра": 2, "завтра": 1,
}  # fmt: skip
_ANCHOR = "today|now|tomorrow|tmrw|yesterday|the day after tomorrow"
_ANCHOR_RU = "сегодня|сегодняшнего дня|завтра|завтрашнего дня|послезавтра|вчера|вчерашнего дня"
_MONTH_RU_ON = (
    r"(?P<month>январ[ье]|феврал[ье]|март[е]?|апрел[ье]|ма[йе]|июн[ье]|июл[ье]|август[е]?|сентябр[ье]|"
    r"октябр[ье]|ноябр[ье]|"
    r"декабр[ье])(?!\w)"
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
        ("dotted", r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<y>\d{4}|\d{2}))?(?![\d.]?\d)"),
        ("slashed", r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})(?![\d/])"),
        ("slashed", r"(?<!\w)(?:on|by|until|till|from|due)\s+(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),
        # counted from another day: "three weeks from today", "a week on Friday", "Friday week"
        (
            "from",
            rf"(?<!\w){_EXACTLY}{_COUNT}\s+{_UNIT}\s+(?:(?:from|after|on)\s+)?(?P<base>{_ANCHOR})(?!\w)",
        ),
        ("from", rf"(?<!\w){_EXACTLY}{_COUNT}\s+{_UNIT}\s+(?:from|after|on)\s+(?:this\s+|next\s+)?{_DAY_EN}"),
        ("from", rf"(?<!\w)(?:(?:on|by|this)\s+)?{_DAY_EN}\s+(?P<unit>week)(?=\s*(?:$|[,.!;]|at\b))"),
        (
            "from",
            (
                rf"(?<!\w)через\s+{_EXACTLY_RU}{_COUNT_RU}\s*{_UNIT_RU},?\s+(?:считая\s+)?(?:от|со?|"
                rf"после)\s+(?P<base>{_ANCHOR_RU})(?!\w)"
            ),
        ),
        ("from", rf"(?<!\w)(?:во?|к)\s+{_DAY_RU},?\s+через\s+(?P<unit>недел)ю(?!\w)"),
        ("from", rf"(?<!\w)через\s+(?P<unit>недел)ю,?\s+во?\s+{_DAY_RU}"),
        ("nextweek", rf"(?<!\w)(?:(?:on|by)\s+)?{_DAY_EN}\s+(?:of\s+)?next week(?!\w)"),
        (
            "nextweek",
            rf"(?<!\w)next week,?\s+(?:on\s+|во?\s+)?(?:{_DAY_EN}|{_DAY_RU.replace('day>', 'day2>')})",
        ),
        ("nextweek", rf"(?<!\w)(?:во?|к|на)\s+{_DAY_RU}\s+(?:на\s+)?следующей недел[еи]"),
        ("nextweek", rf"(?<!\w)на следующей неделе,?\s+во?\s+{_DAY_RU}"),
        ("offset", r"(?<!\w)(?P<word>" + "|".join(_OFFSETS) + r")(?!\w)"),
        ("ago", rf"(?<!\w){_COUNT}\s+{_UNIT}\s+ago"),
        ("in", rf"(?<!\w)(?:in|within)\s+{_EXACTLY}{_COUNT}\s+{_UNIT}(?:'? time)?(?!\w){_VAGUE}"),
        ("in", rf"(?<=\w )(?:exactly|precisely)\s+{_COUNT}\s+{_UNIT}(?!\w)(?= *(?:[,.;!]|$))"),
        ("ago", rf"(?<!\w){_COUNT_RU}\s*{_UNIT_RU}\s+(?:тому )?назад"),
        (
            "in",
            (
                rf"(?<!\w)(?:ровно |"
                rf"как раз )?через\s+(?!день)(?!год от)(?!раз)(?!недел\w+ в недел)"
                rf"{_EXACTLY_RU}{_COUNT_RU}\s*{_UNIT_RU}"
            ),
        ),
        # the first day of several: "24 to 28 October", «с 3 по 24 августа»
        (
            "monthday",
            (
                rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|till|until|through|"
                rf"&)\s*(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+"
                rf"(?:of\s+)?{_MONTH_EN}(?:,?\s+(?P<y>\d{{4}}))?"
            ),
        ),
        (
            "monthday",
            (
                rf"(?<!\w)(?P<d>\d{{1,2}})(?:-?го)?\s*(?:-|–|—|по|до|"
                rf"и)\s*\d{{1,2}}(?:-?[го]е?)?\s+{_MONTH_RU}(?:\s+(?P<y>\d{{4}}))?"
            ),
        ),
        (
            "monthday",
            rf"(?<!\w)(?:на|в)\s+{_MONTH_RU_ON},?\s+(?:со?\s+)?(?P<d>\d{{1,2}})(?:-?го)?\s+(?:по|числ)",
        ),
        (
            "monthday",
            rf"(?<!\w)in\s+{_MONTH_EN},?\s+(?:on\s+|from\s+)?(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)",
        ),
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
        ("monthday", rf"(?<!\w)(?P<d>\d{{1,2}})(?:-?го|-?е)?\s+{_MONTH_RU}(?:,?\s+(?P<y>\d{{4}}))?"),
        ("monthday", rf"(?<!\w)(?:the )?{_ORDINAL_EN} of {_MONTH_EN}"),
        ("monthday", rf"(?<!\w){_MONTH_EN} (?:the )?{_ORDINAL_EN}(?!\w)"),
        ("monthday", rf"(?<!\w){_ORDINAL_RU} {_MONTH_RU}"),
        (
            "weekday",
            (
                rf"(?<!\w)(?P<which>{_TO}|(?<!the )last|next|this|on|by|before|"
                rf"until|till|for|since)\s+{_DAY_EN}"
                r"(?! of (?:every|each|the) month)"
            ),
        ),
        (
            "weekday",
            (
                rf"(?<!\w)(?P<which>в прошл\w+|в следующ\w+|на следующ\w+|в эт\w+|в ближайш\w+|во?|на|до|"
                rf"к)\s+{_DAY_RU}"
            ),
        ),
        (
            "weekday",
            rf"(?<!\w)(?:wait|sorry|i mean|make that|actually|rather)(?P<which>)[,. ]+(?:it'?s\s+)?{_DAY_EN}",
        ),
        ("weekday", rf"(?<=\w )from\s+{_DAY_EN.replace('?P<day>', '?:')}\s+(?P<which>to)\s+{_DAY_EN}"),
        ("weekday", rf"(?<!\w)со?\s+(?:{'|'.join(_DAYS_RU)})\s+(?P<which>на)\s+{_DAY_RU}"),
        (  # a bare day counts only with its hour: "dentist Friday 15:10"
            "weekday",
            (
                rf"(?<!\w)(?<!every )(?<!each )(?<!most )(?<!last )(?P<which>){_DAY_EN}"
                rf"(?=,?\s+(?:at\s+)?(?:\d{{1,2}}(?:[:.]\d\d|\s?[ap]m)|(?<=at )\d{{1,2}}(?!\w)|noon|"
                r"(?:morning|afternoon|evening|night|lunchtime)(?!\w)))"
            ),
        ),
        (
            "day",
            (
                r"(?<!\w)the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?!\w)(?!\s+(?:floor|street|time|century|grade|"
                r"of|year|birthday|anniversary|place|day|week|edition|draft|attempt|round))"
            ),
        ),
        ("day", rf"(?<!\w)(?:on|by|until|till)\s+the\s+{_ORDINAL_EN}(?=\s*(?:$|[,.;!]|at\b|in the\b|and\b))"),
        (
            "day",
            (
                r"(?<!\w)(?P<d>\d{1,2})(?:-?го|-?е)(?!\w)(?!\s+(?:этаж|место|мест|класс|размер|шоссе|апреля|"
                r"уровн))"
            ),
        ),
        ("day", r"(?<!\w)(?P<d>\d{1,2})\s+числа(?!\w)"),
    )
)
_CLOCK = re.compile(
    r"(?<![\d:.£$€₽])(?<!sub )(?<!under )(?<!за )(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?!\d|\.\d|:)"
    r"(?!\s?(?:kg|g|lb|m|km|cm|mm|ft|miles?|l|ml|%|k|кг|г|м|км|см|мм|л|руб\w*|тыс\w*|р|eur\w*|€|\$|"
    r"£)(?!\w))\s?(?P<half>[ap])?|"
    r"(?<!\d)(?P<h2>1[0-2]|[1-9])\s?(?P<half2>[ap])\.?m|(?<!\w)(?P<noon>noon|midday|в полдень|"
    r"до полудня)(?!\w)|"
    r"(?<!\w)в (?P<h3>\d{1,2}|"
    + _ONES_RU
    + r"|десять|одиннадцать|двенадцать)(?: час\w*)? (?P<part>утра|дня|вечера)(?!\w)|"
    r"(?<!\w)в (?P<h4>[89]|1\d|2[0-3])(?: час\w*)?(?= *(?:$|[,.;!]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date found in a text: where it stands and the day it names, in the time zone of the message."""

    start: int
    end: int
    at: datetime


def _count(word: str | None) -> int:
    if not word or word.lower() in ("a", "an"):
        return 1
    if word.lower() == "пару" or "couple" in word.lower():
        return 2
    if word.isdigit():
        return int(word)
    return sum(int(NUMBER_WORDS.get(part, 0)) for part in re.split("[- ]", word.lower())) or 1


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
    if unit in ("day", "дн", "ден", "сут"):
        return at + timedelta(days=sign * count)
    if unit in ("week", "недел"):
        return at + timedelta(weeks=sign * count)
    if unit == "fortnight":
        return at + timedelta(weeks=2 * sign * count)
    if unit == "полгода":
        return _months(at, 6 * sign)
    return _months(at, sign * count * (1 if unit in ("month", "месяц") else 12))


_TOWARDS = ("by", "until", "till", "на", "к", "до")
"""What leads up to a day to come, whatever the tense of the sentence."""


def _weekday(at: datetime, which: str, index: int, past: bool) -> datetime:
    which = which.lower()
    ahead = (index - at.weekday()) % 7
    if which.startswith(("last", "в прошл")):
        return at - timedelta(days=(at.weekday() - index) % 7 or 7)
    if which.startswith(("next", "в следующ", "на следующ")):
        return at + timedelta(days=7 - at.weekday() + index)
    if which in _TOWARDS:
        past = False
    if past or which == "since":
        return at - timedelta(days=(at.weekday() - index) % 7 or 7)
    return at + timedelta(days=ahead or (0 if which.startswith(("this", "в эт")) else 7))


def _index(word: str, english: list[str], russian: tuple[str, ...] | list[str]) -> int:
    lower = word.lower()
    for at, name in enumerate(english):
        if lower[:3] == name[:3]:
            return at
    return next(at for at, name in enumerate(russian) if re.fullmatch(name, lower))


def _month(word: str) -> int:
    lower = word.lower()
    if lower[:3] in _MONTHS_EN:
        return _MONTHS_EN.index(lower[:3]) + 1
    if lower in ("мая", "май", "мае"):
        return 5
    return next(at for at, name in enumerate(_MONTHS_RU, 1) if at != 5 and lower.startswith(name))


def _nearest(at: datetime, month: int, day: int, side: int) -> datetime:
    """Such a day near ``at``: ``side`` 1 ahead, -1 behind, 0 the nearer."""
    ahead, behind = (_such_day(at, month, day, sign) for sign in (1, -1))
    if side == _ARRANGED:
        return behind if (at - behind) * _FAR_NEARER < ahead - at else ahead
    if side:
        return ahead if side > 0 else behind
    return ahead if ahead - at < at - behind else behind


def _such_day(at: datetime, month: int, day: int, sign: int) -> datetime:
    """The first such day from today on (``sign`` 1) or back (-1); 29 February waits for its year."""
    for years in range(9):
        try:
            found = at.replace(year=at.year + sign * years, month=month, day=day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if (found.date() - at.date()).days * sign >= 0:
            return found
    raise ValueError(f"no {day}.{month} near {at.year}")


def _ordinal(word: str) -> int:
    names = _ORDINALS_EN if word in _ORDINALS_EN else _ORDINALS_RU
    return names.index(word) + 1


def _resolve(kind: str, hit: re.Match[str], at: datetime, side: int) -> datetime:
    """The day that a hit names; ``side`` says where it lies if the words do not, as in ``_nearest``."""
    got = hit.groupdict()
    if kind == "offset":
        return at + timedelta(days=_OFFSETS[got["word"].lower()])
    if kind in ("ago", "in"):
        return _shift(at, -1 if kind == "ago" else 1, _count(got["n"]), got["unit"])
    if kind == "from":
        if got.get("base"):
            base = at + timedelta(days=_from_today(got["base"].lower()))
            return _shift(base, 1, _count(got["n"]), got["unit"])
        index = _index(got["day"], _DAYS_EN, _DAYS_RU)
        ahead = at + timedelta(days=(index - at.weekday()) % 7 or 7)
        if got["unit"].lower() == "недел":  # «в пятницу через неделю» is the Friday of the week that follows
            return _weekday(at, "next", index, past=False)
        return _shift(ahead, 1, _count(got.get("n")), got["unit"])
    if kind == "nextweek":
        index = _index(got.get("day") or got["day2"], _DAYS_EN, _DAYS_RU)
        return _weekday(at, "next", index, past=False)
    if kind == "weekday":
        return _weekday(at, got["which"], _index(got["day"], _DAYS_EN, _DAYS_RU), past=side <= 0)
    if kind == "day":
        day = int(got["d"]) if got.get("d") else _ordinal(got["o"].lower())
        base = at if day >= at.day or side <= 0 else _months(at.replace(day=1), 1)
        if side <= 0 and day > at.day:
            base = _months(at.replace(day=1), -1)
        return base.replace(day=day)
    if kind == "slashed":
        month, number = _day_or_month_first(int(got["m"]), int(got["d"]))
    else:
        month = int(got["m"]) if kind in ("iso", "dotted") else _month(got["month"])
        number = int(got["d"]) if got.get("d") else _ordinal(got["o"].lower())
    year = got.get("y")
    if year:
        return at.replace(year=int(year) + (2000 if len(year) == 2 else 0), month=month, day=number)
    return _nearest(at, month, number, side)


def _from_today(word: str) -> int:
    """Days from today to the day that something is counted from."""
    bare = word.removeprefix("the ").replace("шнего дня", "")
    return {"now": 0, "сегодня": 0, "сегодня ": 0, "завтра": 1, "вчера": -1}.get(bare, _OFFSETS.get(bare, 0))


def _day_or_month_first(second: int, first: int) -> tuple[int, int]:
    """Month and day of a date with slashes; only where the figures leave no doubt.

    Raises:
        ValueError: both may be the month.
    """
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    raise ValueError("day or month first")


def _tense(text: str) -> int:
    """Where a sentence's dates lie by its verbs: 1 ahead, -1 behind, 0 the nearer, ``_ARRANGED`` ahead."""
    if _PAST.search(text) is None:
        return 1
    if _AHEAD.search(text) is not None:
        return _ARRANGED
    return -1 if _DONE_FOR_GOOD.search(text) else 0


def _side(text: str, start: int, tense: int) -> int:
    """On which side of today a date lies that begins at ``start``: 1 ahead, -1 behind, 0 the nearer."""
    before = text[:start]
    if _LEADS_BACK.search(before):
        return -1
    return 1 if _LEADS_AHEAD.search(before) else tense


def find_dates(text: str, at: datetime) -> list[DateHit]:
    """The days that a text names, in the order of the text, at midnight or at the time named beside them.

    Args:
        text: a sentence or two, ``ё`` already folded to ``е``.
        at: when it was said, aware; results are in the same time zone.
    """
    tense = _tense(text)
    recurs = _RECURS.search(text) is not None
    listed = [
        hit.span() for hit in _DAYS_LISTED.finditer(text) if recurs or len(_A_DAY.findall(hit.group())) > 2
    ]
    taken: list[tuple[str, DateHit]] = []
    for kind, pattern in _RULES:
        for hit in pattern.finditer(text):
            if any(hit.start() < other.end and other.start < hit.end() for _, other in taken):
                continue
            if kind == "weekday" and any(a < hit.end() and hit.start() < b for a, b in listed):
                continue
            if kind == "day" and recurs and not _THIS_TIME.search(text):
                continue  # "paid on the 15th of each month"
            try:
                day = _resolve(kind, hit, at, _side(text, hit.start(), tense))
            except (ValueError, OverflowError):  # 31 June, day 45, the year 0: no date after all
                continue
            midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
            taken.append((kind, DateHit(hit.start(), hit.end(), midnight)))
    taken.sort(key=lambda found: found[1].start)
    return _with_clock(text, [hit for _, hit in _meant(text, taken)])


def _meant(text: str, found: list[tuple[str, DateHit]]) -> list[tuple[str, DateHit]]:
    """Without days that another one beside them makes more exact, and days put aside or corrected at once."""
    out: list[tuple[str, DateHit]] = []
    exact = ("monthday", "day", "iso", "dotted", "slashed")
    for at, (kind, hit) in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        before = text[: hit.start]
        if after is not None:
            between = text[hit.end : after[1].start]
            if kind in ("weekday", "offset", "nextweek") and after[0] in exact and _BESIDE.match(between):
                continue  # "by Friday 17 April": the day of the month says which Friday
            if kind == "ago" and after[0] == "monthday" and hit.at.year < after[1].at.year:
                # "three years ago on the 5th of May": that year's
                found[at + 1] = (after[0], _in_year(after[1], hit.at.year))
                continue
            if _SLIP.match(between):
                continue
            if _MOVED.search(text) and _FROM.search(before) and _ONTO.search(between):
                continue
        if len(found) > 1 and (_PUT_ASIDE.search(before) or _DATED.search(before)):
            continue
        out.append((kind, hit))
    return out


def _in_year(hit: DateHit, year: int) -> DateHit:
    try:
        return DateHit(hit.start, hit.end, hit.at.replace(year=year))
    except ValueError:  # 29 February
        return hit


def _hour(got: Mapping[str, str | None]) -> int:
    """The hour of a clock time, 0..23."""
    if got["noon"]:
        return 12
    word = (got["h"] or got["h2"] or got["h3"] or got["h4"] or "0").lower()
    hour = int(word) if word.isdigit() else int(NUMBER_WORDS[word])
    half = (
        got["half"] or got["half2"] or {"утра": "a", "дня": "p", "вечера": "p"}.get(got["part"] or "", "")
    ).lower()
    return hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour % 24


def _with_clock(text: str, taken: list[DateHit]) -> list[DateHit]:
    """Put the sentence's clock time, if it names one, on its first date."""
    if not taken:
        return []
    for clock in _CLOCK.finditer(text):
        if any(hit.start <= clock.start() < hit.end for hit in taken):
            continue
        got = clock.groupdict()
        hour, minute = _hour(got), int(got["m"] or 0)
        first = taken[0]
        taken[0] = DateHit(first.start, first.end, first.at.replace(hour=hour, minute=minute))
        break
    return taken
