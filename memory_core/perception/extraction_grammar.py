"""A message as a grammar that can only quote it, and quotes read back to where they stand.

llama.cpp enforces no repetition counts in large grammars, and some malformed grammars end its process. So the
grammar here is spelt out without counts, every word is escaped, and what cannot be written safely (control
characters, lone surrogates, words over :data:`LONGEST_WORD`) is no part of it: no quote goes across such a
place.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

MOST_QUOTES = 4
"""Quotes that the grammar allows."""
MOST_WORDS = 200
"""Words of the own pieces, counted from the beginning, that are shown and can be quoted."""
LONGEST_WORD = 60
"""Code points. Longer ones are addresses or encoded data; they are shown as an ellipsis."""
_LONGEST_GAP = 20
"""Code points between two words of one run."""

_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
_AROUND = ".,;:!?…\"'`«»“”„‘’()[]{}<>*_~—–•|/\\"
"""Marks that stand around a word and are no part of it; signs such as $, % and + are."""
_UNWRITABLE = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run: its range of code points in the message, and ``gap``, what is written before it."""

    start: int
    end: int
    text: str
    gap: str


Run = tuple[Word, ...]
"""Consecutive words of one own piece; the first one's gap is not used."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """What of a message can be quoted. ``shown`` is one line for the prompt."""

    shown: str
    runs: tuple[Run, ...]

    def places(self, quote: str) -> Iterator[tuple[int, int]]:
        """Where the words of ``quote`` stand in the message, whatever their case and the marks around them.

        Each place is a range of code points inside one own piece, from its first word to its last.
        """
        wanted = words_of(quote)
        if not wanted:
            return
        for run in self.runs:
            have = [word.text.casefold() for word in run]
            for at in range(len(have) - len(wanted) + 1):
                if have[at : at + len(wanted)] == wanted:
                    yield run[at].start, run[at + len(wanted) - 1].end


def words_of(quote: str) -> list[str]:
    """The words of a quote as they are compared: case folded, without the marks around them."""
    cores = (_core(token, 0) for token in quote.split())
    return [core[2].casefold() for core in cores if core]


def quotable(text: str, own: Sequence[tuple[int, int]]) -> Quotable:
    """The first :data:`MOST_WORDS` words of the pieces ``own``, ranges of code points in ``text``."""
    shown: list[str] = []
    runs: list[Run] = []
    for start, end in sorted(own):
        tokens = list(islice(_WORD.finditer(text, start, end), MOST_WORDS - len(shown)))
        shown += (token[0] if _writable(token[0], LONGEST_WORD) else "…" for token in tokens)
        runs += _runs(text, tokens)
    return Quotable(" ".join(shown), tuple(runs))


def _runs(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Run]:
    """The words of one piece, parted where something stands that cannot be written."""
    run: list[Word] = []
    for token in tokens:
        core = _core(token[0], token.start())
        before = _SPACE.sub(" ", text[run[-1].end : core[0] if core else token.end()]) if run else ""
        sound = _writable(token[0], LONGEST_WORD)
        if run and not (sound and _writable(before, _LONGEST_GAP)):
            yield tuple(run)
            run = []
        if core and sound:
            run.append(Word(*core, before))
    if run:
        yield tuple(run)


def grammar(runs: Sequence[Run]) -> str:
    """GBNF for a JSON list of none to :data:`MOST_QUOTES` strings, each of consecutive words of one run.

    Rule ``w<n>`` is the n-th word with what may follow it. A quote's first words are grouped by their first
    letter: the sampler compares its whole vocabulary with each alternative that is open, and a handful is
    fast.
    """
    rules: list[str] = []
    starts: dict[str, list[str]] = {}
    number = 0
    for run in runs:
        for at, word in enumerate(run):
            written = _json(word.text)
            starts.setdefault(written[0], []).append(f"{_literal(written[1:])} r{number}".strip())
            rules.append(f"w{number} ::= {_literal(written)} r{number}")
            last = at + 1 == len(run)
            follow = '""' if last else f"({_literal(_json(run[at + 1].gap))} w{number + 1})?"
            rules.append(f"r{number} ::= {follow}")
            number += 1
    groups = [f"{_literal(letter)} ({' | '.join(ways)})" for letter, ways in starts.items()]
    more = ""
    for _ in range(MOST_QUOTES - 1):
        more = f' (", " quote{more})?'
    root = f'root ::= " "? "[" (quote{more})? "]"' if groups else 'root ::= " "? "[]"'
    quote = [f'quote ::= "\\"" ({" | ".join(groups)}) "\\""'] if groups else []
    return "\n".join([root, *quote, *rules]) + "\n"


def _core(token: str, start: int) -> tuple[int, int, str] | None:
    """A word without the marks around it and its range; None for a token without letter or digit."""
    if not any(char.isalnum() for char in token):
        return None
    left = len(token) - len(token.lstrip(_AROUND))
    core = token.strip(_AROUND)
    return start + left, start + left + len(core), core


def _writable(text: str, longest: int) -> bool:
    return len(text) <= longest and not any(unicodedata.category(char) in _UNWRITABLE for char in text)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _literal(text: str) -> str:
    """``text`` as a GBNF literal; invisible and unassigned characters as their numbers."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if char.isprintable() else f"\\U{ord(char):08X}"
