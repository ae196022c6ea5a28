"""The cues of one statement: which of the tables' cues it shows, and what its shape tells."""

from __future__ import annotations

import re
from datetime import datetime

from memory_core.perception import cues, shapes
from memory_core.perception.dates import DateHit, find_dates
from memory_core.perception.own_words import sounds_injected
from memory_core.perception.slots import Slot, find_slot
from memory_core.perception.statements import Statement
from memory_core.text.words import STOP, words

_PLAIN = (
    "first_person", "second_person", "possessive", "kin", "pet", "state", "habit", "preference",
        "life_event", "event", "plan",
    "health", "emphasis", "still", "change", "correction", "cancel", "resume", "remember", "reminder",
        "instruction",
    "when", "whereabouts", "fleeting", "conditional", "today", "hypothetical", "laugh", "joke", "anecdote",
        "venting", "momentary", "weather", "standing_note", "forget", "recollect",
)  # fmt: skip
_ANCHORS = ("first_person", "possessive", "kin", "pet", "name", "name_subject", "contact", "code",
    "remember",
            "instruction", "standing_note", "slot", "cancel", "resume", "change", "reminder", "date",
                "clock", "when", "whereabouts", "habit", "health", "still",
            "life_event", "correction", "number", "emphasis")  # fmt: skip
_NAME_SUBJECT = re.compile(
    r"^\W*(?:(?:and|also|oh|so|by the way|btw|well|а|и|кстати|еще)[, ]+)*(?P<name>[A-ZА-Я][\w-]+)(?:'s|"
    r" (?:is|was|has|works|lives|likes|loves|hates|got|gets|will|wants|moved|started|plays|teaches|"
    r"studies|only|never|always|can't|doesn't|"
    r"drinks|eats|broke|had|can|prefers|needs|turns|passed|and|не|уже|теперь|сейчас|тоже|любит|живет|"
    r"работает|учится|боится|переехал|"
    r"ест|пьет|родил|вышл|женил|улетел|умер|поступил|сказал|увлекается|играет|ходит|получил|сломал|"
    r"приедет|приезжает|болеет|ненавидит|"
    r"обожает|зовут)\w*)"
)
_COMMON_TEXT = """
    the this that there it he she they we you i my your our his her their what who how where when why if
    and but so some people everyone everybody nobody nothing something anything all most many work
    traffic weather life today tomorrow yesterday это он она они мы вы ты я все всё никто ничто что кто
    как где жизнь погода работа сегодня завтра вчера
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_CALENDAR = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|"
    r"christmas|easter|xmas)$",
    re.IGNORECASE,
)
_SHOUT = re.compile(r"(?<![\w])[A-ZА-Я]{4,}(?![\w])")
_FULL_LENGTH = 10.0


def observe(
    statement: Statement,
    at: datetime,
    speaker: str,
    *,
    outside: float = 0.0,
    partners: frozenset[str] = frozenset(),
) -> tuple[dict[str, float], list[DateHit], Slot | None]:
    """Cues of a statement (0..1 each, absent means 0), the dates it names, and its slot.

    Args:
        statement: what to look at.
        at: the message's own time.
        speaker: ``"user"`` or the named speaker.
        outside: share of the statement that is quoted or pasted.
        partners: names of the other speakers, which are no news in what is said to them.
    """
    text = statement.own
    seen = {name: 1.0 for name in _PLAIN if cues.has(name, text)}
    if cues.has("ended", text) or cues.has("replaced", text):
        seen["change"] = 1.0
    dates = find_dates(text, at)
    slot = find_slot(text, speaker)
    names = [
        name for name in shapes.people_and_places(text) if not _CALENDAR.match(name) and name not in partners
    ]
    subject = _NAME_SUBJECT.match(text)
    if slot is not None:
        seen["slot"] = 1.0
    if statement.text != statement.own:  # it leans on a question, which may say whom it is about
        names = names or shapes.people_and_places(statement.text)
        if cues.has("kin", cues.fold(statement.text)):
            seen["kin"] = 1.0
    if names:
        seen["name"] = min(1.0, 0.6 + 0.2 * len(names))
    if subject and subject["name"].lower() not in _COMMON and not _CALENDAR.match(subject["name"]):
        seen["name_subject"] = 1.0
    if dates:
        seen["date"] = _date_level(dates[0], at)
    if shapes.times(text):
        seen["clock"] = 1.0
    if dates and "clock" in seen:
        seen["appointment"] = 1.0
    if shapes.emails(text) or shapes.phones(text):
        seen["contact"] = 1.0
    elif shapes.codes(text):
        seen["code"] = 1.0
    if shapes.numbers(text):
        seen["number"] = 1.0
    if shapes.measured(text):
        seen["measure"] = 1.0
    _shape(text, seen)
    if statement.aside and not seen.keys() & {"kin", "name", "name_subject", "health"}:
        seen["aside"] = 1.0
    if statement.asks:
        seen["question"] = 1.0
    if cues.has("request", text) and not (seen.keys() & {"remember", "reminder", "instruction"}):
        seen["request"] = 1.0
    if outside:
        seen["foreign"] = outside
    if sounds_injected(statement.text):
        seen["injected"] = 1.0
    if not seen.keys() & set(_ANCHORS):
        seen["no_anchor"] = 1.0
    return _settle({name: level for name, level in seen.items() if level}), dates, slot


def _date_level(hit: DateHit, at: datetime) -> float:
    """A day worth a date: today and yesterday are mostly gossip, other days are appointments and events."""
    distance = (hit.at.date() - at.date()).days
    return 0.0 if distance == 0 else 0.5 if distance == -1 else 1.0


def _shape(text: str, seen: dict[str, float]) -> None:
    """Cues of length and manner."""
    spoken = words(text)
    content = sum(word not in STOP for word in spoken)
    pleasantries = cues.share("chitchat", text)
    if pleasantries > 0.34:
        seen["chitchat"] = min(1.0, 1.5 * pleasantries)
    firm = seen.keys() & {"state", "preference", "health"} and seen.keys() & {"first_person", "kin"}
    if firm and content >= 1:
        pass
    elif content <= 1 and not seen.keys() & {"number", "name", "contact", "code", "health"}:
        seen["thin"] = 1.0
    elif content <= 3 and not seen.keys() & {
        "number",
        "name",
        "contact",
        "code",
        "health",
        "kin",
        "life_event",
        "state",
        "slot",
        "habit",
    }:
        seen["thin"] = 0.5
    seen["length"] = min(1.0, content / _FULL_LENGTH)
    if (
        _SHOUT.search(text)
        and not text.isupper()
        and "joke" not in seen
        and "number" not in seen
        and "code" not in seen
    ):
        seen["shout"] = 0.5


def _settle(seen: dict[str, float]) -> dict[str, float]:
    """Cues that explain each other away."""
    if "reminder" in seen or "hypothetical" in seen:
        seen.pop("instruction", None)
    if seen.keys() & {"remember", "instruction", "reminder"}:
        seen.pop("second_person", None)
        seen.pop("recollect", None)
    if seen.keys() & {"remember", "reminder"}:
        seen.pop("hypothetical", None)
    if seen.keys() & {"health", "slot", "contact"} and "momentary" in seen:
        seen["momentary"] = 0.5
    if "fleeting" in seen:
        seen.pop("preference", None)
    if "today" in seen and (
        seen.keys() & {"life_event", "slot", "plan", "health", "contact"} or "appointment" in seen
    ):
        seen.pop("today")
    if "venting" in seen and seen.keys() & {"habit", "life_event", "health", "slot", "date", "contact"}:
        seen["venting"] = 0.5
    return seen
