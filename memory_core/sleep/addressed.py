"""The user's own words said to the user: "I work at the harbour" becomes "You work at the harbour".

Only what changes nothing but the person is done: one statement about the speaker alone, in English. Whatever
is less plain (others in the sentence, quotations, Russian, whose verbs would change) is quoted instead.
"""

from __future__ import annotations

import re

_SWAPS = {
    "i am": "you are", "am i": "are you", "i was": "you were", "was i": "were you", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll", "i": "you", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself",
}  # fmt: skip
_SPEAKER = re.compile(
    r"(?<![\w'])(?:" + "|".join(sorted(map(re.escape, _SWAPS), key=len, reverse=True)) + r")(?![\w'])", re.I
)
_FIRST = re.compile(r"(?<![\w'])(?:i|my)(?![\w'])|(?<![\w'])i'", re.I)
_OTHERS = re.compile(
    r"(?<![\w'])(?:you|your|yours|we|us|our|ours|let'?s|he|she|they|him|her|them|his|their|it|this|that)(?![\w])",
    re.I,
)
_QUOTING = re.compile(r"[\"“”«»‘]|\?|(?<!\w)'|[а-яё]|\b(?:said|says|told|asked)\b", re.I)
_LEAD = re.compile(r"^(?:(?:and|but|so|oh|well|ok|okay|yes|no|by the way|btw|also|please)[,\s]+)+", re.I)
_LONGEST = 160


def second_person(text: str) -> str | None:
    """The same statement to the user's face; None where more than the person would have to change."""
    plain = _LEAD.sub("", " ".join(text.replace("’", "'").split()))
    if len(plain) > _LONGEST or not _FIRST.search(plain):
        return None
    if _OTHERS.search(plain) or _QUOTING.search(plain) or re.search(r"[.!…]\s+\S", plain):
        return None
    said = _SPEAKER.sub(lambda found: _SWAPS[" ".join(found[0].lower().split())], plain)
    said = said.rstrip(" .!…") + "."
    return said[0].upper() + said[1:]
