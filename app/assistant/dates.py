"""Dates in words, in both languages, without Qt: the assistant's answers carry them in text."""

from __future__ import annotations

from datetime import date, datetime

from memory_core.text.language import Language

_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RUSSIAN = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
}


def day(when: date | datetime, language: Language) -> str:
    """Like "3 March 2026" and «3 марта 2026 г.»; an aware time is told in the offset it carries."""
    if language == "ru":
        return f"{when.day} {_RUSSIAN[when.month - 1]} {when.year} г."
    return f"{when.day} {_ENGLISH[when.month - 1]} {when.year}"


def weekday(when: date | datetime, language: Language) -> str:
    """Like "Tuesday" and «вторник»."""
    return _WEEKDAYS[language][when.weekday()]


def day_and_weekday(when: date | datetime, language: Language) -> str:
    """Like "Tuesday, 3 March 2026" and «3 марта 2026 г., вторник»."""
    if language == "ru":
        return f"{day(when, language)}, {weekday(when, language)}"
    return f"{weekday(when, language)}, {day(when, language)}"
