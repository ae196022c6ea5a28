"""From a text to the windows of tokens that the network reads, and from token states back to words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_core.text.words import STOP, spans

PREFIX = "query: "
"""E5's own prefix; with the means taken off it serves stored texts better than ``passage: `` does."""
WINDOW = 256
"""Tokens that one pass of the network reads, prefix and specials included."""
MAX_WINDOWS = 16
"""Windows read of one text (about 2,500 words); what lies behind them is found by its words alone."""
_CONTEXT_TOKENS = 80
"""Tokens at most that a text's context takes from its first window."""

_BOS, _EOS = 0, 2


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of one pass, and which of them the sentence vector is the mean of (all but the context).

    ``rows[i]`` is the row of the ``i``-th token that belongs to the text itself; ``offsets`` holds the code
    points ``[start, end)`` in the text that each of those tokens covers.
    """

    ids: tuple[int, ...]
    pooled: tuple[int, ...]
    rows: range
    offsets: tuple[tuple[int, int], ...]


def windows(tokenizer: Any, text: str, context: str = "") -> list[Window]:
    """Cut a text into windows at the beginnings of words; the first one also holds the end of the context.

    Args:
        tokenizer: a ``tokenizers.Tokenizer`` without truncation.
        text: any text, also an empty one (one window without tokens of its own).
        context: what was said just before.
    """
    prefix = tokenizer.encode(PREFIX.strip(), add_special_tokens=False).ids
    before = tokenizer.encode(context, add_special_tokens=False).ids[-_CONTEXT_TOKENS:] if context else []
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoding.ids, encoding.offsets
    out: list[Window] = []
    start = 0
    while start < len(ids) or not out:
        head = [_BOS, *prefix, *before]
        end = _cut(text, offsets, start, start + WINDOW - 1 - len(head))
        rows = range(len(head), len(head) + end - start)
        own = (1,) * (1 + len(prefix)) + (0,) * len(before) + (1,) * (len(rows) + 1)
        out.append(Window((*head, *ids[start:end], _EOS), own, rows, tuple(offsets[start:end])))
        start, before = end, []
        if len(out) == MAX_WINDOWS:
            break
    return out


def _cut(text: str, offsets: Sequence[tuple[int, int]], start: int, limit: int) -> int:
    """Where the window that starts at token ``start`` ends: before a word's first token, if there is one."""
    if limit >= len(offsets):
        return len(offsets)
    for end in range(limit, start, -1):
        at = offsets[end][0]
        if text[at : at + 1].isspace() or text[at - 1 : at].isspace():
            return end
    return limit


def pool_words(
    text: str, offsets: Sequence[tuple[int, int]], states: NDArray[np.floating[Any]]
) -> tuple[list[str], NDArray[np.floating[Any]]]:
    """Mean state of each word's tokens; a token belongs to the word that it overlaps most, signs to none.

    Args:
        text: the text that ``offsets`` count in.
        offsets: code points of each token, in order.
        states: ``(tokens, width)``.

    Returns:
        Normalised words in order, and their states ``(words, width)``.
    """
    found = list(spans(text))
    members: list[list[int]] = [[] for _ in found]
    first = 0
    for token, (start, end) in enumerate(offsets):
        while first < len(found) and found[first][1] <= start:
            first += 1
        best, most = -1, 0
        for word in range(first, len(found)):
            if found[word][0] >= end:
                break
            overlap = min(end, found[word][1]) - max(start, found[word][0])
            if overlap > most:
                best, most = word, overlap
        if best >= 0:
            members[best].append(token)
    kept = [word for word, tokens in enumerate(members) if tokens]
    pooled = [states[members[word]].mean(axis=0) for word in kept]
    width = states.shape[-1]
    return [found[word][2] for word in kept], np.array(pooled, states.dtype).reshape(len(kept), width)


def content(words: Sequence[str]) -> list[int]:
    """Positions of the content words; of all words where there is no other."""
    return [i for i, word in enumerate(words) if word not in STOP] or list(range(len(words)))
