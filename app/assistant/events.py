"""What an answer tells while it is made: a stream of frozen values.

Order of a stream: ``Heard`` or ``OffRecord`` first; then ``Recalled``; then ``Thinking``, ``Token`` and
``ToolUsed`` as they come; then ``Answered``, whose text may be less than all tokens (a trace that was taken
for an answer); then ``Noted`` when the gate has decided about the user's message. ``Failed`` may come at any
point. After a ``Failed`` of the model the stream goes on and memory itself answers, if nothing was shown yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from memory_core.errors import EnvironmentProblem
from memory_core.types import NO_PARTS, Found, Item, Verdict


class Voice(StrEnum):
    """Who put the answer into words."""

    RECALL = "recall"
    """No model: memory answers in full sentences."""
    STARTER = "starter"
    """A base model re-ranks what memory found and phrases it."""
    FULL = "full"
    """An instruct model answers and is shown what memory found."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What fills a model's window, in tokens.

    The rules, the summary of what left it, the messages before, what memory found, this message, and the room
    kept for the answer, of ``context`` in all.
    """

    system: int
    earlier: int
    history: int
    memories: int
    message: int
    answer: int
    context: int

    @property
    def free(self) -> int:
        """Tokens that nothing uses."""
        taken = self.system + self.earlier + self.history + self.memories + self.message + self.answer
        return max(0, self.context - taken)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why an answer says what it says.

    ``items`` were really used in the answer, best first, each with its score's parts; ``considered`` were
    found and shown to the voice; ``support`` in 0..1 with its ``parts``; ``model`` names the model, if one
    spoke. ``finish`` is ``"stop"``, ``"length"``, ``"cancelled"`` or ``"failed"``; ``filled`` is what
    filled the model's window, where one spoke.
    """

    items: tuple[Item, ...]
    considered: tuple[Item, ...]
    support: float
    voice: Voice
    parts: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)
    model: str | None = None
    finish: str = "stop"
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    generated_tokens: int = 0
    filled: Breakdown | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The user's message is safe in the diary."""

    turn_id: int


@dataclass(frozen=True, slots=True)
class OffRecord:
    """The message was off the record: neither it nor the reply is written anywhere."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What memory found for the message."""

    found: Found


@dataclass(frozen=True, slots=True)
class Thinking:
    """A piece of the model's thinking trace: shown folded, never stored."""

    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer, to be appended. The answer is Markdown; ``mneme:turn/ID`` and
    ``mneme:memory/ID`` are links to what it rests on."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolUsed:
    """A model used a tool, or tried to.

    ``result`` is what was kept, forgotten or changed in plain words, or how much was found; of a failed call
    a key of the reason. ``steps`` are the journal's steps that take it back.
    """

    name: str
    arguments: Mapping[str, str]
    result: str
    steps: tuple[int, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer. ``turn_id`` is its turn in the diary, None off the record or when
    there is no answer.
    """

    turn_id: int | None
    text: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Noted:
    """What the gate decided about the user's message."""

    turn_id: int
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The machine or a file is at fault; the three sentences are in the problem."""

    problem: EnvironmentProblem


Event = Heard | OffRecord | Recalled | Thinking | Token | ToolUsed | Answered | Noted | Failed
