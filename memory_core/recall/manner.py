"""How a turn is said: whether it asks, and how much it speaks to the other one. English and Russian.

People tell about themselves in the first person; a question, or a sentence full of "you", is mostly about the
listener and seldom holds what the speaker's life is asked about later.
"""

from __future__ import annotations

import re

from memory_core.text.words import words

_ENDS_ASKING = re.compile(r"\?[\s\"'»”)!?\ufe0f\u2600-\u27bf\U0001f300-\U0001faff]*$")
_YOU_WORDS = """
you your yours yourself youre youve youd youll
ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоим твоих твою
вы вас вам вами ваш ваша ваше ваши вашего вашей вашему вашим ваших вашу"""
_YOU = frozenset(_YOU_WORDS.split())
_MOST = 0.3


def is_asking(text: str) -> bool:
    """Whether a text ends with a question."""
    return _ENDS_ASKING.search(text.strip()) is not None


def addressing(text: str) -> float:
    """Share of a text's words that speak to the other one, 0 to .3 (more makes no difference)."""
    said = words(text)
    return min(_MOST, sum(word in _YOU for word in said) / (len(said) + 1))
