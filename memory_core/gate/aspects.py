"""The sides of a life that a sentence speaks of: where one lives, what one does, what one may not eat.

A change of one side leaves the others as they are: "Tom has moved to Leeds" takes nothing from "Tom is
allergic to nuts", however much the two sentences share. Only sides with plain words of their own are named
here; a sentence without any is on no side, and nothing follows from that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from memory_core.perception.cues import fold

_WHEN_EN = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|to(?:day|morrow)|next|later|earlier|another|noon|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:the |a |an )?(?:day|night|early|late|morning|evening|part|full|new (?:role|team|desk|position))|\d"
)

_ASPECTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(pattern)
        for name, pattern in {
            "home": rf"\b(?:lives?|living|lived|resides?|based|settled) (?:in|at|near|on|by|with)\b|"
            rf"\b(?:moved?|moving|relocat\w+) (?:out|in|into|house|home|flat|back|away|in with)\b|"
            rf"\b(?:moved?|moving|relocat\w+) (?:over )?to (?!{_WHEN_EN})|"
            r"\b(?:жив(?:у|ем|ет|ут|ешь|ете)|жил[аи]?|проживает|поселил\w+|переехал\w*|переезжа\w+|переберусь|"
            r"перебрал\w+)\b",
            "origin": r"\b(?:grew up|was raised|come from|native of)\b|\b(?:вырос\w*|родом из)\b",
            "birth": r"\b(?:birthdays?|born|date of birth)\b|\bродил(?:ся|ась|ись)\b|"
            r"\bдн(?:ь|я|ем|ю|и) рождени\w+",
            "health": r"\b(?:allerg\w+|intoleran\w+|diabet\w+|asthma\w*|epilep\w+|blood (?:type|group)|"
            r"diagnosed|migraines?|prescribed|pills?|tablets?|\d+ ?mg)\b|"
            r"\b(?:аллерг\w+|непереносим\w+|диабет\w*|астм\w+|эпилепс\w+|группа крови|диагноз\w*|мигрен\w+|"
            r"таблет\w+|\d+ ?мг)\b",
            "profession": r"\bworks? as\b|\bworking as\b|\b(?:profession|occupation)\b|\bby trade\b|"
            r"\b(?:i'm|i am|is|he's|she's|'s) an? (?:\w+ )?(?:nurse|doctor|teacher|lawyer|engineer|driver|"
            r"cook|chef|baker|plumber|electrician|designer|developer|programmer|accountant|dentist|student|"
            r"librarian|carpenter|pilot|vet|midwife|journalist|architect|translator|musician)\b|"
            r"\bработа(?:ю|ет|ем|ют|л|ла) \w+(?:ом|ем|ой|ей|цей)\b|\bпо профессии\b",
            "employer": r"\bwork(?:s|ing)? (?:at|for|in)\b|\b(?:joined|hired by|employ\w+|"
            r"started (?:work )?at|chang\w+ jobs?|new job|quit|resigned)\b|"
            r"\bработа(?:ю|ет|ем|ют|л|ла) (?:в|на|у)\b|\b(?:устроил\w+|уволил\w+|сменил\w* работу|"
            r"нов(?:ая|ую) работ\w+|работодател\w+)\b",
            "bond": r"\b(?:married|engaged|divorced|broke up|widowed|separated)\b|"
            r"\b(?:женат\w*|женил\w+|замуж\w*|помолвлен\w*|развел\w+|в разводе|расстал\w+)\b",
            "contact": r"\b(?:phone|mobile|number is|e-?mail)\b|\b(?:телефон\w*|почт[аы]|мейл)\b",
        }.items()
    }
)


@lru_cache(maxsize=4096)
def aspects(text: str) -> frozenset[str]:
    """The sides that a sentence speaks of; empty if none shows."""
    plain = fold(text).lower()
    return frozenset(name for name, pattern in _ASPECTS.items() if pattern.search(plain))


def apart(text: str, old: str) -> bool:
    """Whether two sentences each speak of a side of life, and of none together."""
    mine, theirs = aspects(text), aspects(old)
    return bool(mine and theirs and not mine & theirs)
