"""As much of the best as fits into a budget of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from memory_core.types import Item

_WORD = re.compile(r"\w+")


def tokens(text: str, tokens_per_word: float) -> float:
    """Tokens that a text will take in a prompt, by its words: no tokenizer of a language model is asked."""
    return tokens_per_word * len(_WORD.findall(text))


def pack(items: Iterable[Item], budget: float, tokens_per_word: float) -> Iterator[Item]:
    """Items in their order as long as they fit; one that does not fit is passed over for a shorter one.

    Plain ranked items beat items with their neighbours at the same budget.
    """
    left = float(budget)
    for item in items:
        cost = tokens(item.text, tokens_per_word)
        if cost <= left:
            left -= cost
            yield item
