"""What a voice is asked and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.assistant.events import Breakdown, Event, Token, Voice
from app.assistant.presets import Preset
from memory_core.text.language import Language
from memory_core.types import Found, Item, Verdict

# a link is never cut in two, else a screen would show its halves
_PIECE = re.compile(r"(?:\[[^\]]*\]\([^)]*\)|\S)+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One message with all that a voice may need to answer it.

    ``turn_id`` is None off the record. ``verdicts`` waits a bounded time for the gate and gives None when it
    has not decided by then. ``stopped`` says whether the user has stopped the answer.
    """

    text: str
    language: Language
    found: Found
    known: bool
    """Whether support reaches the floor."""
    turn_id: int | None
    conversation: str
    at: datetime
    verdicts: Callable[[], Sequence[Verdict] | None]
    stopped: Callable[[], bool]
    again: bool = False
    """True for another try at a message that was answered before."""
    preset: Preset = Preset.BALANCED
    so_far: str = ""
    """The beginning of the answer, when it is to be continued."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A finished answer: its text and the items it really used."""

    text: str
    used: tuple[Item, ...] = ()
    considered: tuple[Item, ...] = ()
    voice: Voice = Voice.RECALL
    model: str | None = None
    finish: str = "stop"
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    generated_tokens: int = 0
    filled: Breakdown | None = None
    shown: bool = True
    """Whether the answer is one of memory's that the diary should keep; False for a bare notice."""


Answering = Generator[Event, None, Spoken]


class Speaker(Protocol):
    """A voice: streams ``Token`` and ``Thinking`` and returns what it said."""

    def answer(self, asked: Asked) -> Answering:
        """Answer one message."""


def pieces(text: str) -> Iterator[Token]:
    """The text as tokens of a word each."""
    for piece in _PIECE.findall(text):
        yield Token(piece)
