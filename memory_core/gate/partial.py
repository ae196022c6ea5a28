"""What is left true of a memory when an update replaces only a part of it.

"Desk: 1.4 m wide, 0.7 m deep, 0.74 m high" corrected by "it is 0.72 m high" leaves width and depth. The
memory is cut into clauses; a clause that the update contradicts goes. Where no value is contradicted, the
one clause that speaks of the update's matter goes: "Alma has asthma, her inhaler is in the hall" and "the
inhaler moved to the kitchen" leave the asthma. A remainder is given only when it is plain: at least one
clause stays that says something of its own, and the clause that goes is certain.
"""

from __future__ import annotations

import re

from memory_core.gate.aspects import apart, aspects
from memory_core.gate.likeness import topic, values_by_kind

_CLAUSE = re.compile(r"(?:[,;](?!\d)| and | but |(?<=[.!?]) | и | а | но )\s*")
_LEANS = re.compile(
    r"^\W*(?:an?|the|called|named|who|which|that|with|where|it|he|she|they|"
    r"его|ее|её|их|с|со|по имени|котор\w+|он|она|оно|они)\b",
    re.IGNORECASE,
)
"""A clause that leans on the one before it, by an apposition or a pronoun."""
_OWN_WORDS = 2
"""Content words by which a clause says something of its own."""
_COMPARED = ("clock", "number", "day", "month", "contact")


def remainder(old: str, new: str) -> str | None:
    """The text of ``old`` without the clauses that ``new`` replaces; None when all of it is replaced."""
    clauses = _clauses(old)
    if len(clauses) < 2:
        return None
    new_values = values_by_kind(new)
    gone = [at for at, clause in enumerate(clauses) if _contradicted(clause, new_values)]
    if not gone:
        return _other_sides(clauses, new) or _without_touched(clauses, new)
    head = clauses[0].partition(":")[0] if ":" in clauses[0] else ""
    about = topic(new) - topic(head)  # "Desk: ..." names the whole, not one of its measures
    told = {at: len(topic(clauses[at]) & about) for at in gone}
    most = max(told.values())
    gone = [at for at in gone if told[at] == most]
    if len(gone) > 1 or len(gone) * 2 > len(clauses):
        return None
    kept = [clause for at, clause in enumerate(clauses) if at not in gone]
    if not any(_tells(clause, new) for clause in kept):
        return None
    return _joined(kept)


def _joined(kept: list[str]) -> str:
    text = ", ".join(part.strip(" ,;") for part in kept if part.strip(" ,;"))
    return text if text.endswith((".", "!", "?")) else text.rstrip(":") + "."


def _other_sides(clauses: list[str], new: str) -> str | None:
    """The clauses that speak of another side of a life than the update, if the rest speak of its side."""
    if not all(aspects(clause) for clause in clauses):
        return None
    kept = [clause for clause in clauses if apart(clause, new)]
    if not kept or len(kept) == len(clauses) or any(_LEANS.match(clause) for clause in kept):
        return None
    return _joined(kept)


def _without_touched(clauses: list[str], new: str) -> str | None:
    """The clauses but the one that shares words with the update, where the rest stand alone."""
    about = topic(new)
    touched = [at for at, clause in enumerate(clauses) if topic(clause) & about]
    if len(touched) != 1:
        return None
    (gone,) = touched
    if any(_LEANS.match(clause) for at, clause in enumerate(clauses) if at in (gone, gone + 1)):
        return None
    kept = [clause for at, clause in enumerate(clauses) if at != gone]
    if gone == 0 or not all(len(topic(clause)) >= _OWN_WORDS for clause in kept):
        return None  # the first clause says whom it is about
    return ", ".join(part.strip(" ,;.") for part in kept) + "."


def _clauses(text: str) -> list[str]:
    return [part for part in _CLAUSE.split(text.strip().rstrip(".")) if part and part.strip()]


def _contradicted(clause: str, new_values: dict[str, frozenset[str]]) -> bool:
    """Whether a clause holds a value of a kind for which the update brings another."""
    mine = values_by_kind(clause)
    return any(mine[kind] and new_values[kind] and not mine[kind] & new_values[kind] for kind in _COMPARED)


def _tells(clause: str, new: str) -> bool:
    """Whether a clause holds a value that the update does not speak of: it is worth keeping by itself."""
    mine, theirs = values_by_kind(clause), values_by_kind(new)
    return any(mine[kind] - theirs[kind] for kind in ("clock", "number", "day", "month", "contact", "name"))
