"""How schemas and lines of the profile read, in English and in Russian: values and quotations, no guesses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from memory_core.sleep.addressed import second_person
from memory_core.text.language import language
from memory_core.tiers.grounds import ASKED, CLOSE, HEALTH, IDENTITY, PINNED, RECURRING, never_fades
from memory_core.types import DERIVED_KINDS, Memory, MemoryKind

USER = "user"
_SURE = 0.7
"""Confidence (0..1) under which a memory is quoted and not put as a fact."""
_QUOTED = 200
"""Letters of a quotation."""
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
    "ноября", "декабря",
)  # fmt: skip
_WEEKDAYS_EN = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_WEEKDAYS_RU = (
    "понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям",
)  # fmt: skip

_WEEKDAY_SAID = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|every day|daily|"
    r"\b(?:понедельник|вторник|сред[ауы]|средам|четверг|пятниц|суббот|воскресень)|каждый день|ежедневно",
    re.IGNORECASE,
)
"""Words that say themselves when something happens."""

_TOPICS: Mapping[str, str] = {
    **dict.fromkeys(("name", "address as", "birthday"), "name"),
    **dict.fromkeys(("home", "address", "flat", "landlord", "rent", "mortgage", "phone", "email"), "home"),
    **dict.fromkeys(("employer", "job", "boss", "desk", "locker", "salary", "supplier"), "work"),
    **dict.fromkeys(("doctor", "dentist", "blood type", "weight", "height"), "health"),
    "partner": "people",
}
"""Where a single-valued attribute of the user's belongs; others stand under "other"."""
_LABELS_EN: Mapping[str, str] = {
    "name": "Your name is {}.",
    "address as": "You like to be called {}.",
    **{
        name: f"Your {name}: {{}}."
        for name in (
            "phone", "email", "address", "birthday", "blood type", "weight", "height", "shoe size", "doctor",
            "dentist", "landlord", "boss", "bank", "rent", "mortgage", "salary", "desk", "locker", "flat",
            "gym", "provider", "car",
        )
    },
}  # fmt: skip
_LABELS_RU: Mapping[str, str] = {
    "name": "Вас зовут {}.",
    "address as": "К вам обращаться: {}.",
    "phone": "Ваш телефон: {}.",
    "email": "Ваша почта: {}.",
    "birthday": "Ваш день рождения: {}.",
    "blood type": "Ваша группа крови: {}.",
    "weight": "Ваш вес: {}.",
    "height": "Ваш рост: {}.",
    "shoe size": "Ваш размер обуви: {}.",
}
_PLACED: Mapping[tuple[str, str], tuple[re.Pattern[str], str]] = {
    ("home", "en"): (re.compile(r"\b(?:I|we)(?: now| still| currently)? live in $", re.I), "You live in {}."),
    ("employer", "en"): (
        re.compile(r"\b(?:I|we)(?: now| still| currently)? work (at|for) (?:the )?$", re.I),
        "You work {} {}.",
    ),
    ("home", "ru"): (
        re.compile(r"(?<!\w)(?:живу|жив[её]м)(?: теперь| сейчас)? (в|во|на) $", re.I),
        "Вы живёте {} {}.",
    ),
    ("employer", "ru"): (
        re.compile(r"(?<!\w)работаю(?: теперь| сейчас)? (в|во|на) $", re.I),
        "Вы работаете {} {}.",
    ),
}
"""What must stand right before a value for it to be where the user lives or works."""
_COPULA = re.compile(
    r"(?:\b(?:is|are|am|called|named|me|it's)|'[sm]|[:=—–]|(?<!\w)(?:это|зовут|звать|номер|мне|мой|моя))\s*(?:the\s+)?$",
    re.I,
)
"""What stands right before a value that is the whole of what is told."""
_KINDS: Mapping[MemoryKind, str] = {
    MemoryKind.PERSON: "people",
    MemoryKind.PREFERENCE: "likes",
    MemoryKind.INSTRUCTION: "wishes",
    MemoryKind.PLAN: "plans",
    MemoryKind.SCHEMA: "habits",
}
_GROUNDS: Mapping[str, str] = {
    HEALTH: "health", CLOSE: "people", IDENTITY: "other", RECURRING: "other", ASKED: "other", PINNED: "other",
}  # fmt: skip
"""Where a plain fact belongs that may never fade."""
_WORK = re.compile(r"\b(?:work|job|profession|trade)|(?<!\w)(?:работ|професси|специальност)", re.I)
_OTHER_IMPORTANCE = 0.6
"""Importance (0..1) from which on a plain fact stands in the profile."""
_AFTERWARDS = timedelta(days=1)


def day(at: date, spoken: str) -> str:
    """A date in words."""
    if spoken == "ru":
        return f"{at.day} {_MONTHS_RU[at.month - 1]} {at.year} года"
    return f"{at.day} {_MONTHS_EN[at.month - 1]} {at.year}"


def quoted(text: str, spoken: str) -> str:
    """A text in quotation marks, cut at a word where it is long."""
    plain = " ".join(text.split())
    if len(plain) > _QUOTED:
        plain = plain[:_QUOTED].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f"«{plain}»" if spoken == "ru" else f"“{plain}”"


def schema(
    word: str,
    days: int,
    first: date,
    last: date,
    text: str,
    *,
    beside: str | None = None,
    weekday: int | None = None,
) -> str:
    """What repeats, how often and since when, with the last time's own words.

    Args:
        word: what repeats, as the user wrote it.
        days: on how many days, at least 2.
        first: the first of them.
        last: the last of them.
        text: what was said then.
        beside: another word that comes with it, None without.
        weekday: the day of the week on which it mostly happens (Monday is 0), None if there is none.
    """
    spoken = language(text)
    apart = max(1, round((last - first).days / max(1, days - 1)))
    if spoken == "ru":
        often = "почти каждый день" if apart == 1 else f"примерно раз в {_days_ru(apart)}"
        often = often if weekday is None else f"чаще всего по {_WEEKDAYS_RU[weekday]}"
        often = "" if _WEEKDAY_SAID.search(text) else f", {often}"
        named = f"«{word}»" if beside is None else f"«{word}» (и «{beside}»)"
        return (
            f"Вы не раз возвращались к теме {named}: {_days_ru(days)} с {day(first, spoken)}{often}; "
            f"в последний раз {day(last, spoken)}: {quoted(text, spoken)}"
        )
    often = "almost daily" if apart == 1 else f"about every {apart} days"
    often = often if weekday is None else f"mostly on {_WEEKDAYS_EN[weekday]}"
    often = "" if _WEEKDAY_SAID.search(text) else f", {often}"
    named = f"“{word}”" if beside is None else f"“{word}” with “{beside}”"
    return (
        f"You have mentioned {named} on {days} days since {day(first, spoken)}{often}; "
        f"most recently on {day(last, spoken)}: {quoted(text, spoken)}"
    )


def _days_ru(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return f"{count} день"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} дня"
    return f"{count} дней"


def topic(memory: Memory, now: datetime) -> str | None:
    """What a memory tells of the user, None if it does not belong into a profile.

    Args:
        memory: an active memory.
        now: the present, aware: plans and events whose day is over are left out.
    """
    over = memory.event_date is not None and memory.event_date + _AFTERWARDS < now
    if over and memory.kind is MemoryKind.PLAN:
        return None
    if memory.valid_to is not None and memory.valid_to <= now:
        return None
    if memory.subject in (USER, None) and (memory.attribute or "") in _TOPICS:
        return _TOPICS[memory.attribute or ""]
    if (memory.parts.get("cue_health") or memory.parts.get("importance_health")) and memory.kind not in (
        MemoryKind.PERSON,
        MemoryKind.INSTRUCTION,
    ):
        return "health"
    if memory.kind in _KINDS:
        return _KINDS[memory.kind]
    if memory.kind in DERIVED_KINDS:
        return None
    ground = never_fades(memory)
    if ground == IDENTITY and _WORK.search(memory.text):
        return "work"
    if ground is not None:
        return _GROUNDS[ground]
    if memory.parts.get("cue_habit"):
        return "habits"
    if memory.kind is MemoryKind.FACT and memory.importance >= _OTHER_IMPORTANCE and not over:
        return "other"
    return None


def line(memory: Memory, said: bool) -> str:
    """One sentence about the user.

    Args:
        memory: what it says.
        said: whether the memory's text is the user's own words, so that it may be quoted as such.
    """
    if memory.kind in DERIVED_KINDS:
        return memory.text
    plain = _stated(memory)
    if plain is not None:
        return plain
    told = second_person(memory.text) if said and memory.language == "en" else None
    if told is not None:
        return told
    words = quoted(memory.text, memory.language)
    if memory.language == "ru":
        return f"Вы сказали: {words}" if said else f"Записано: {words}"
    return f"You said: {words}" if said else f"Noted: {words}"


def _stated(memory: Memory) -> str | None:
    """A value as a plain sentence, where the words around it leave no doubt."""
    value, attribute = memory.value, memory.attribute
    if memory.subject != USER or not value or attribute is None or memory.confidence < _SURE:
        return None
    # Perception reads ё as е; the value is shown as it was written.
    at = memory.text.replace("ё", "е").replace("Ё", "Е").find(value.replace("ё", "е").replace("Ё", "Е"))
    if at < 0:
        return None
    value = memory.text[at : at + len(value)]
    placed = _PLACED.get((attribute, memory.language))
    if placed is not None:
        before, sentence = placed
        found = before.search(memory.text[:at])
        return sentence.format(*found.groups(), value) if found else None
    if not _COPULA.search(memory.text[:at]):
        return None  # "my blood type is A negative": the value is not the whole of it
    labels = _LABELS_RU if memory.language == "ru" else _LABELS_EN
    return labels[attribute].format(value) if attribute in labels else None
