"""Why a memory fades, when, and why some never do, in plain words."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.wording.dates import day, month
from memory_core.types import Curve, Fading, Memory, Status

translate = QCoreApplication.translate
_MONTH = 30.44
_YEAR = 365.25
_SOON = 21
"""Days within which a day is named and not a month."""
_FAR = 20 * 365
"""Days beyond which no date means anything to a person."""


def span_ago(days: float) -> str:
    """How long ago something was."""
    if days < 1:
        return translate("Fading", "today")
    if days < 60:
        count = round(days)
        return translate("Fading", "%n days ago", "", count)
    if days < 2 * _YEAR:
        count = round(days / _MONTH)
        return translate("Fading", "%n months ago", "", count)
    count = round(days / _YEAR)
    return translate("Fading", "%n years ago", "", count)


def when_going(fading: Fading, now: datetime) -> str:
    """When a memory goes if nothing happens; empty for one that never does."""
    goes = fading.fades_at
    if goes is None:
        return ""
    days = (goes - now).total_seconds() / 86400
    if days <= 0:
        return translate("Fading", "Goes in one of the next nights")
    if days > _FAR:
        return translate("Fading", "Stays for many years")
    if days <= _SOON:
        return translate("Fading", "Goes about {day}").format(day=day(goes.astimezone(), now.date()))
    return translate("Fading", "Goes about {month}").format(month=month(goes.astimezone()))


def why_going(fading: Fading, now: datetime) -> str:
    """Why a memory fades, or why it never does."""
    memory = fading.memory
    said = span_ago((now - memory.learnt_at).total_seconds() / 86400)
    last = memory.fsrs.last_review if memory.fsrs is not None else memory.learnt_at
    needed = span_ago((now - last).total_seconds() / 86400)
    if fading.reason == "past":
        over = memory.event_date or memory.valid_to
        if over is None:
            return translate("Fading", "its day is over")
        return translate("Fading", "its day is over ({day})").format(day=day(over, now.date()))
    if fading.reason == "trivial":
        return translate("Fading", "a small everyday thing, last needed {ago}").format(ago=needed)
    if fading.reason == "unused":
        if memory.used or last > memory.learnt_at:
            return translate("Fading", "last needed {ago}").format(ago=needed)
        return translate("Fading", "said {ago}, not needed since").format(ago=said)
    return why_kept(fading.reason)


def why_kept(reason: str) -> str:
    """Why a memory never fades."""
    reasons = {
        "pinned": translate("Fading", "You pinned it."),
        "health": translate("Fading", "It is about health."),
        "identity": translate("Fading", "It says who you are."),
        "close": translate("Fading", "It is about somebody close to you."),
        "recurring": translate("Fading", "It comes round again, as a birthday does."),
        "asked": translate("Fading", "You asked me to remember it."),
        "": translate("Fading", "It stays as long as what it is made of."),
    }
    return reasons.get(reason, reason)


def curve_sentence(fading: Fading, now: datetime) -> str:
    """How long a memory will be remembered, as the curve shows it."""
    memory = fading.memory
    if memory.status is Status.FADED:
        return translate("Fading", "It has faded, and can be brought back at any time.")
    if memory.status is not Status.ACTIVE:
        return ""
    if fading.fades_at is None:
        return translate("Fading", "It never fades. {why}").format(why=why_kept(fading.reason))
    days = (fading.fades_at - now).total_seconds() / 86400
    if days <= 0:
        return translate("Fading", "It will likely fade in one of the next nights.")
    if days > _FAR:
        return translate("Fading", "It will likely be remembered for many years.")
    if days <= _SOON:
        until = day(fading.fades_at.astimezone(), now.date())
        return translate("Fading", "It will likely be remembered until {day}.").format(day=until)
    return translate("Fading", "It will likely be remembered until about {month}.").format(
        month=_month_of(fading.fades_at.astimezone())
    )


def _month_of(when: datetime) -> str:
    """A month after "until": in Russian in another case than by itself."""
    return QLocale().toString(QDate(when.year, when.month, 1), "MMMM yyyy")


def reviews_sentence(curve: Curve, today: date) -> str:
    """When it was last of use."""
    count = len(curve.reviews)
    if count < 2:
        return translate("Fading", "Each time you need it or say it again, it holds longer.")
    last = day(curve.reviews[-1].astimezone(), today)
    return translate(
        "Fading",
        "Said or needed %n times so far, the last time: {day}. Each time it holds longer.",
        "",
        count,
    ).format(day=last)


def chance(fading: Fading) -> str:
    """How likely it is to come to mind now."""
    return translate("Fading", "Comes to mind now: {share}").format(
        share=f"{QLocale().toString(round(fading.retrievability * 100))}\N{NO-BREAK SPACE}%"
    )


def happened(memory: Memory, when: datetime | None, today: date) -> str:
    """When a faded or forgotten memory went."""
    if when is None:
        return ""
    shown = day(when.astimezone(), today)
    if memory.status is Status.FADED:
        return translate("Fading", "Faded: {day}").format(day=shown)
    return translate("Fading", "Forgotten: {day}").format(day=shown)
