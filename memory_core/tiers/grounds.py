"""Why a memory may never fade: health, identity, close people, recurring dates, or because the user asked.

Read from what the gate noted when it was heard (cues and the grounds of its importance), from what perception
understood of it, and from its words. The words count besides, because a memory may have been edited, merged
or made long ago, and because "colleague" and "mother" are one cue to the gate but not one to the heart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from memory_core.text.words import spans, stem
from memory_core.types import Memory, MemoryKind

PINNED, HEALTH, IDENTITY, CLOSE, RECURRING, ASKED = (
    "pinned", "health", "identity", "close", "recurring", "asked",
)  # fmt: skip
"""Reasons of :class:`~memory_core.types.Fading`."""

USER = "user"
_IDENTITY = frozenset(
    (
        "name", "address as", "birthday", "blood type", "home", "address", "phone", "email", "employer",
        "job", "partner", "doctor",
    )
)  # fmt: skip
"""Attributes that say who the user is, where and with whom."""
_ASKED = (
    "cue_remember",
    "cue_instruction",
    "cue_standing_note",
    "importance_remember",
    "importance_instruction",
)
_TAUGHT = "taught"
"""Reason of a memory that the user had written down by hand."""

_CLOSE_EN = (
    r"mum|mom|mummy|mommy|mother|mama|dad|daddy|father|papa|parents?|sister|brother|siblings?|son|"
    r"daughter|kids?|child|children|baby|twins?|wife|husband|spouse|partner|girlfriend|boyfriend|"
    r"fianc[eé]e?|gran|granny|grandma|nan|nana|grandmother|grandad|granddad|grandpa|grandfather|grandson|"
    r"granddaughter|grandkids?|aunt|auntie|uncle|cousin|niece|nephew|\w+-in-law|step\w+|godson|"
    r"goddaughter|(?:best|closest|oldest) friend"
)
_CLOSE_RU = (
    r"мам\w{0,3}|матер\w+|мать|пап[аеуы]|папой|отец|отц\w+|родител\w+|сестр\w*|сестер|брат\w{0,4}|"
    r"сын\w{0,4}|доч\w+|детям?|дети|детей|детьми|ребен\w+|близнец\w+|жен[аеуы]|женой|муж\w{0,2}|супруг\w*|"
    r"партнер\w*|девушк\w+|парень|парн[яею]\w*|невест\w+|жених\w*|бабушк\w+|бабул\w+|дедушк\w+|дедул\w+|"
    r"мамул\w+|папул\w+|дед[аеу]?|внук\w*|внучк\w+|тет[яеию]\w*|дяд[яеию]\w*|племянни\w+|свекров\w+|"
    r"свекр\w*|тещ\w+|тест[ья]\w*|зят[ья]\w*|невестк\w+|крестн\w+|кузин\w+|кузен\w*|"
    r"лучш\w+ (?:друг\w*|подруг\w+)"
)
_CLOSE = re.compile(
    rf"\b(?:my|our)\s+(?:\w+\s+){{0,2}}(?:{_CLOSE_EN})(?!\w)|"
    r"(?:^|(?<=[.!?,;] ))(?:mum|mom|dad|gran|granny|grandma|grandpa|grandad|granddad|nana)(?!\w)|"
    rf"\bthe (?:kids|children|twins|baby)\b|(?<!\w)(?:{_CLOSE_RU})(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?i:(?<!\w)(?:(?:my|our)\s+(?:\w+\s+){{0,2}}(?:{_CLOSE_EN})|(?:{_CLOSE_RU})))"
    r"(?:(?:'s| is|,| —| –| -)?(?: (?:called|named|is called|is named|зовут|по имени))?)? ?"
    r"(?P<name>[A-ZА-ЯЁ][\w-]{2,})"
)
"""A close person with a name: "my sister Ann", «брата зовут Пётр»."""
_RECURRING = re.compile(
    r"\b(?:birthdays?|anniversar\w+|name ?day|(?:every|each) (?:year|month|january|february|march|april|may|"
    r"june|july|august|september|october|november|december)|once a year|yearly|annual(?:ly)?|"
    r"(?:on|by) the \d+(?:st|nd|rd|th) of (?:the|every|each) month)\b|"
    r"(?<!\w)(?:д(?:ень|ня|ню) рожден\w+|годовщин\w+|именин\w+|юбиле\w+|кажд(?:ый|ого) (?:год|месяц)\w?|"
    r"ежегодн\w+|раз в год|кажд\w+ \d+(?:-\w+)? числ\w+|\d+(?:-\w+)? числа каждого месяца)(?!\w)",
    re.IGNORECASE,
)
_IDENTITY_SAID = re.compile(
    r"\b(?:my name|i was born|i grew up|i(?:'m| am) (?:originally )?from|native (?:language|speaker)|"
    r"mother tongue|nationality|citizen(?:ship)?|i(?:'m| am) (?:an? )?(?:\w+ ){0,2}by (?:trade|profession|"
    r"training)|i (?:work|worked) as|my (?:job|profession) is|i(?:'ve| have)? (?:just )?(?:got )?(?:married|"
    r"divorced)|i(?:'m| am) (?:married|divorced|single|widowed|adopted|retired|left-handed|deaf|blind))\b|"
    r"(?<!\w)(?:меня зовут|мое имя|я родил\w+|я вырос\w*|(?:я|мы) (?:родом )?из|родной язык|гражданств\w+|"
    r"по профессии|по образованию|я работаю \w+(?:ом|ем|ой|ей)|замужем|(?:я )?женат|разведен\w?|"
    r"вышла замуж|женился|мы поженил\w+)(?!\w)",
    re.IGNORECASE,
)
_GRAVE = re.compile(
    r"\b(?:died|dead|death|funeral|passed away|born|birth|wedding|got married)\b|"
    r"(?<!\w)(?:умер\w*|скончал\w+|похорон\w*|родил\w*|свадьб\w+)(?!\w)",
    re.IGNORECASE,
)
_MOMENTARY = 0.75
"""Level (0..1) of the cue "momentary" over which an ailment is a mood of the day."""


def never_fades(memory: Memory, close_names: Collection[str] = ()) -> str | None:
    """Why a memory never leaves recall by disuse, None if it may.

    Args:
        memory: an active or faded memory.
        close_names: stems of the names of the user's close people (:func:`names_of_the_close`).
    """
    if memory.pinned:
        return PINNED
    parts, text = memory.parts, memory.text.replace("ё", "е").replace("’", "'")
    if (
        any(parts.get(name, 0.0) >= 0.01 for name in _ASKED)
        or memory.kind is MemoryKind.INSTRUCTION
        or memory.reason == _TAUGHT
    ):
        return ASKED
    if (parts.get("cue_health") or parts.get("importance_health")) and parts.get(
        "cue_momentary", 0.0
    ) < _MOMENTARY:
        return HEALTH
    if _RECURRING.search(text):
        return RECURRING
    if memory.subject in (USER, None) and (memory.attribute in _IDENTITY or _IDENTITY_SAID.search(text)):
        return IDENTITY
    if _CLOSE.search(text) or _names(text) & set(close_names):
        return CLOSE
    if _GRAVE.search(text) and parts.get("importance_grave"):
        return CLOSE
    return None


def names_of_the_close(texts: Iterable[str]) -> frozenset[str]:
    """Stems of the names that texts give to the user's close people: "my sister Ann" gives ``ann``."""
    return frozenset(
        stem(found["name"])
        for text in texts
        for found in _NAMED.finditer(text.replace("ё", "е").replace("’", "'"))
    )


def _names(text: str) -> set[str]:
    """Stems of the words of a text that begin with a capital."""
    return {stem(word) for start, _, word in spans(text) if text[start].isupper()}
