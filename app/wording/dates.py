"""Dates as people say them, in the language in force."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate


def day(when: datetime | date, today: date) -> str:
    """Like "Today", "12 March" or "12 March 2024"; aware times in the offset they carry."""
    that = when.date() if isinstance(when, datetime) else when
    behind = (today - that).days
    if behind == 0:
        return translate("Dates", "Today")
    if behind == 1:
        return translate("Dates", "Yesterday")
    form = "d MMMM" if that.year == today.year else "d MMMM yyyy"
    return QLocale().toString(QDate(that.year, that.month, that.day), form)


def month(when: datetime | date) -> str:
    """A month with its year, as it stands by itself: "March 2027"."""
    return f"{QLocale().standaloneMonthName(when.month)} {when.year}"


def clock(when: datetime) -> str:
    """The time of day, as this language writes it."""
    return QLocale().toString(QTime(when.hour, when.minute), "HH:mm")


def moment(when: datetime, today: date) -> str:
    """Day and time of day."""
    return translate("Dates", "{day}, {time}").format(day=day(when, today), time=clock(when))


def era(when: datetime | date, today: date) -> str:
    """Which heading of a list the date belongs under."""
    that = when.date() if isinstance(when, datetime) else when
    behind = (today - that).days
    if behind <= 0:
        return translate("Dates", "Today")
    if behind == 1:
        return translate("Dates", "Yesterday")
    if behind < 7:
        return translate("Dates", "This week")
    if that.year == today.year:
        return QLocale().standaloneMonthName(that.month).capitalize()
    return QLocale().toString(QDate(that.year, that.month, 1), "yyyy")
