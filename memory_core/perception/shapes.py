"""Things that are facts by their shape: numbers, contacts, codes, clock times, money, names."""

from __future__ import annotations

import re

from memory_core.text.words import STOP, normalise

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[\d ()-]{5,14})\d(?!\w)")
_TIME = re.compile(
    r"(?<![\d:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d:]|\.\d)(?:\s?[ap]\.?m\.?)?"
    r"|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b|\bat (?:1[0-2]|[1-9])(?= |$|[,!]|\.(?!\d))"
    r"|(?<!\w)в \d{1,2}(?: час\w*)?(?: утра| вечера| дня| ночи)?(?=$|[ .,!])",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-zА-Яа-я])[\w-]{4,}(?!\w)|"
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)|(?<![\w-])\d+(?:-\d+){2,}(?![\w-])|"
    r"(?<![\d.,])\d{4,}(?![\d.,]\d)|#\w{3,}"
)
_ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th|го|ое|й|я|м|х|ть|s)$", re.IGNORECASE)
NUMBER_WORDS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "один": 1, "одна": 1, "одну": 1, "одного": 1, "два": 2, "две": 2, "двух": 2,
    "двое": 2, "три": 3, "трех": 3, "трое": 3, "четыре": 4, "четырех": 4, "четверо": 4, "пять": 5,
    "пяти": 5, "пятеро": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8,
    "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "одиннадцать": 11, "двенадцать": 12,
    "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17,
    "восемнадцать": 18, "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40,
    "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90,
    "сто": 100, "ста": 100,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])[£$€₽]?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?(?:-?(?:st|nd|rd|th|го|ое|й|я|м|х))?(?!\d)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[£$€₽]\s?\d|(?<![\w.])\d[\d\s.,]*\s?(?:%|percent|kg|g|grams?|lbs?|pounds?|stone|km|m|cm|mm|miles?|"
    r"feet|foot|ft|inch(?:es)?|litres?|liters?|l|ml|"
    r"kw|kwh|w|watts?|v|volts?|amps?|a|hz|gb|tb|mb|°c?|degrees|euros?|dollars?|quid|bucks|pence|hours?|"
    r"minutes?|mins?|weeks?|months?|years?|words|pages|chapters|acres|hectares|hp|bhp|mph|"
    r"metres?|meters?|"
    r"square met\w+|кг|г|грамм\w*|км|м|см|мм|л|литр\w*|квт|вт|ватт\w*|в|вольт\w*|ампер\w*|гб|градус\w*|"
    r"руб\w*|р|тысяч\w*|тыс|тыщ\w*|косар\w*|крон\w*|тенге|гривен\w*|страниц\w*|соток|гектар\w*|евро|"
    r"доллар\w*|"
    r"час\w*|минут\w*|недел\w+|месяц\w*|лет|год\w*|метр\w*)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAME_TEXT = """
    i ok tv dvd cv usb pdf i'm i've i'll i'd english russian french german spanish italian ai
"""
_NO_NAME = frozenset(_NO_NAME_TEXT.split()) | frozenset(["ок", "тв"])


def measured(text: str) -> bool:
    """Whether the text holds a figure with a unit or a price."""
    return _MEASURE.search(text) is not None


def emails(text: str) -> list[str]:
    """E-mail addresses."""
    return _EMAIL.findall(text)


def phones(text: str) -> list[str]:
    """Telephone numbers: eight digits or more, spaces, brackets and hyphens allowed."""
    return [hit.group() for hit in _PHONE.finditer(text) if sum(c.isdigit() for c in hit.group()) >= 8]


def times(text: str) -> list[str]:
    """Clock times as written."""
    return [hit.group() for hit in _TIME.finditer(text)]


def codes(text: str) -> list[str]:
    """Passwords, account numbers, door codes: letters and digits, or four digits and more (no years)."""
    return [
        hit
        for hit in _CODE.findall(text)
        if not (
            re.fullmatch(r"(?:19|20)\d\d", hit)
            or _ORDINAL.match(hit)
            or re.fullmatch(r"\d+[^\W\d]{1,3}", hit)
        )
    ]


def numbers(text: str) -> list[tuple[int, int, str]]:
    """Numbers in digits or words as ``(start, end, canonical digits)``; parts of a clock time too."""
    out = []
    for hit in _NUMBER.finditer(text):
        digits = re.sub(r"[^\d.,]", "", hit.group()).replace(",", ".").strip(".")
        if digits:
            out.append((hit.start(), hit.end(), digits))
    for hit in _WORD.finditer(text):
        value = NUMBER_WORDS.get(hit.group().lower().replace("ё", "е"))
        if value is not None and value != 1:
            out.append((hit.start(), hit.end(), f"{value:g}"))
    return sorted(out)


def values(text: str) -> set[str]:
    """What makes one fact differ from another: clock times, numbers, e-mails, phones, codes."""
    found = {re.sub(r"\s", "", t.lower()) for t in times(text)}
    taken = text
    for hit in list(_TIME.finditer(text)):
        taken = taken[: hit.start()] + " " * (hit.end() - hit.start()) + taken[hit.end() :]
    found |= {canonical for _, _, canonical in numbers(taken)}
    found |= {e.lower() for e in emails(text)} | {re.sub(r"\D", "", p) for p in phones(text)}
    return found | {c.lower() for c in codes(text)}


def people_and_places(text: str) -> list[str]:
    """Capitalised words inside a sentence, and short names in quotation marks: as written, in order.

    A capital at the start of a sentence says nothing; there a word counts only if it is capitalised elsewhere
    or followed by another capitalised word.
    """
    out: list[str] = []
    for hit in _WORD.finditer(text):
        word = hit.group()
        if not word[0].isupper() or len(word) < 2 or normalise(word) in STOP or word.lower() in _NO_NAME:
            continue
        before = text[: hit.start()].rstrip()
        opening = not before or before[-1] in '.!?…\n:;«"“-—–>*('
        if opening and not (before and before[-1] in '«"“'):
            after = _WORD.match(text, hit.end() + 1)
            if not (after and after.group()[0].isupper() and normalise(after.group()) not in STOP):
                continue
        out.append(word)
    return out
