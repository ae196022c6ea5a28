"""The cues of one statement: which of the tables' cues it shows, and what its shape tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    "when", "whereabouts", "fleeting", "conditional", "today", "hypothetical", "laugh", "joke", "retracted",
        "anecdote",
        "venting", "momentary", "weather", "standing_note", "forget", "recollect",
)  # fmt: skip
_ANCHORS = ("first_person", "possessive", "kin", "pet", "name", "name_subject", "contact", "code",
    "remember",
            "instruction", "standing_note", "slot", "cancel", "resume", "change", "reminder", "date",
                "clock", "when", "whereabouts", "habit", "health", "still",
            "life_event", "correction", "number", "emphasis", "preference", "presupposed")  # fmt: skip
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
_INVENTED = re.compile(
    r"\b(?:poem|limerick|haiku|story|tale|song|joke|character|hero|heroine|villain|novel|scene|riddle)s?\b|"
    r"(?<!\w)(?:стих\w*|сказк\w+|рассказ|песн\w+|шутк\w+|анекдот\w*|геро\w+|персонаж\w*|загадк\w+|"
    r"тост)(?!\w)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:aunt|auntie|uncle|granny|grandma|grandpa|cousin|nan|mr|mrs|ms)\s(?-i:[A-Z])\w+|"
    r"(?<!\w)(?:тет\w|дяд\w|баб\w|дед\w?)\s(?-i:[А-Я])\w+",
    re.IGNORECASE,
)
_SHOUT = re.compile(r"(?<![\w])[A-ZА-Я]{4,}(?![\w])")
_ALL_COURTESY = 0.8
_RUSSIAN_PAST = re.compile(r"(?<!\w)[а-я]{2,}[аеиуя]л[аи]?(?:с[ьяё])?(?!\w)", re.IGNORECASE)
_STORY_VERBS = 4
"""Verbs of the past in one statement that make it a story told in passing."""
_FULL_LENGTH = 10.0
_PLEASANTRY_WORDS = 4
"""A sentence with more content words than this says something, whatever its courtesies."""
_WHO = (
    r"(?:(?:is|has|have|was|just|can'?t|won'?t|doesn'?t|don'?t|never|only|already|recently|now|both)\s+)*\w+"
)
_RELATIVE = re.compile(
    # "for my husband who just went keto", "for Aunt Jo, she's nearly blind", «моей маме, она на диете»
    rf"\b(?:my|our)\s+(?:[\w-]+\s+){{1,4}}?(?:who|whose|that)(?:'s|\s)\s*(?!(?:is|was)\s+(?:right|it|this|"
    rf"that|best)\b){_WHO}|"
    r",?\s(?:she|he|they|it)(?:'s|'re|'ve|\s(?:is|are|has|have|hates?|loves?|likes?|can'?t|cannot|won'?t|"
    r"doesn'?t|don'?t|never|"
    r"only|just|turns?))\s+\w+|,\s(?:she|he|it|they)\s(?:\w+ly\s)?(?!(?:is|was|says|said|asks|"
    r"asked)\b)\w+s\s\w+|"
    r"(?<!\w)котор(?:ый|ая|ое|ые|ому|ой|ым|ых|ого)\s+\w+|"
    r",\s(?:а\s)?(?:он|она|они|оно|ему|ей|им|у\s(?:него|нее|них))\s(?:же\s)?(?!(?:что|как|где|когда)\b)\w+",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    # "what can I eat, since I'm coeliac", "as a vegetarian", «раз у меня аллергия»
    r"\b(?:since|as|because|given(?: that)?|seeing(?: as| that)|now that|considering(?: that)?|"
    r"bearing in mind(?: that)?|"
    r"remember(?:ing)?(?: that)?) (?:i'?m|i am|i'?ve|i have|i can'?t|i don'?t|we'?re|we have|my \w+ (?:is|"
    r"has|can'?t))\s+\w+|"
    r"(?<!\w)(?:раз|так как|потому что|поскольку|учитывая,? что|с учетом того,? что|"
    r"если учесть,? что) (?:я|у меня|мне|мы|у нас)\s+\w+|"
    r"(?<!\w)с мо(?:ей|им|ими) (?:аллерги|диабет|астм|непереносимост|гастрит|давлени)\w+",
    re.IGNORECASE,
)
_TELLS = {"state", "health", "slot", "life_event", "preference", "habit", "date", "pet", "kin"}
"""One of these must stand in a question or a request for what it takes for granted to be a fact."""


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
    if seen.keys() & {"question", "request"} and presupposes(text, seen):
        seen["presupposed"] = 1.0
    if outside:
        seen["foreign"] = outside
    if sounds_injected(statement.text):
        seen["injected"] = 1.0
    if not seen.keys() & set(_ANCHORS):
        seen["no_anchor"] = 1.0
    return _settle({name: level for name, level in seen.items() if level}), dates, slot


def presupposes(text: str, seen: Mapping[str, float]) -> bool:
    """Whether a question or a request takes a fact about the user's people for granted, and so tells it.

    "What can I cook for my sister, she's vegan?" is a question by form, and news by content.
    """
    if _INVENTED.search(text):
        return False
    whose = (
        "kin" in seen
        or ("possessive" in seen and "pet" in seen)
        or ("possessive" in seen and "name" in seen)
        or _TITLED.search(text)
    )
    if whose and _RELATIVE.search(text):
        return True
    return "first_person" in seen and bool(seen.keys() & _TELLS) and _GIVEN.search(text) is not None


def _date_level(hit: DateHit, at: datetime) -> float:
    """A day worth a date: today and yesterday are mostly gossip, other days are appointments and events."""
    distance = (hit.at.date() - at.date()).days
    return 0.0 if distance == 0 else 0.5 if distance == -1 else 1.0


def _shape(text: str, seen: dict[str, float]) -> None:
    """Cues of length and manner."""
    spoken = words(text)
    content = sum(word not in STOP for word in spoken)
    pleasantries = cues.share("chitchat", text)
    if pleasantries > 0.34 and content <= _PLEASANTRY_WORDS:
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
        "when",
        "date",
        "measure",
    }:
        seen["thin"] = 0.5
    seen["length"] = min(1.0, content / _FULL_LENGTH)
    if len(_RUSSIAN_PAST.findall(text)) >= _STORY_VERBS:
        seen["anecdote"] = 1.0
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
    if "retracted" in seen:
        seen["joke"] = 1.0
    if "joke" in seen and "remember" not in seen:  # "call me Houdini" names nobody
        seen.pop("instruction", None)
        seen.pop("slot", None)
    if "presupposed" in seen:
        for name in ("question", "request", "second_person", "conditional"):
            seen.pop(name, None)
    lasting = seen.keys() & {"habit", "preference", "instruction", "change", "correction", "life_event"}
    if "momentary" in seen and ("instruction" in seen or len(lasting) > 1):
        seen.pop("momentary")
    elif "momentary" in seen and lasting & {"habit", "correction"}:
        seen["momentary"] = 0.4
    if "weather" in seen and seen.keys() & {"health", "life_event", "preference", "instruction"}:
        seen["weather"] = 0.3
    if "instruction" in seen:  # "no exclamation marks, please" is courteous, and an order
        seen.pop("thin", None)
        seen.pop("chitchat", None)
    if seen.get("chitchat", 0.0) >= _ALL_COURTESY:  # "helpful as always" tells no habit
        seen.pop("habit", None)
        seen.pop("still", None)
    if "reminder" in seen or "hypothetical" in seen:
        seen.pop("instruction", None)
    if seen.keys() & {"remember", "instruction", "reminder"}:
        seen.pop("second_person", None)
        seen.pop("recollect", None)
    if seen.keys() & {"remember", "reminder"}:
        seen.pop("hypothetical", None)
    if seen.keys() & {"health", "slot", "contact"} and "momentary" in seen:
        seen["momentary"] = 0.5
    if "fleeting" in seen and "preference" in seen:
        # a liking of the moment is the speaker's own: "Dad won't touch it, hates it" is Dad's for good
        seen.pop("fleeting" if "kin" in seen or "first_person" not in seen else "preference")
    if "today" in seen and (
        seen.keys() & {"life_event", "slot", "plan", "health", "contact", "preference", "habit"}
        or seen.get("date", 0.0) == 1.0
        or "appointment" in seen
    ):
        seen.pop("today")
    if "venting" in seen and seen.keys() & {
        "habit", "life_event", "health", "slot", "date", "contact", "preference", "change", "instruction"
    }:  # fmt: skip
        seen["venting"] = 0.5
    return seen
