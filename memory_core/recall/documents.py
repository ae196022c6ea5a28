"""What stands in the index: one turn's visible text, or one memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from memory_core.types import Memory, Role, Span, Status, Turn


class Owner(IntEnum):
    """Which table a document's number counts in."""

    TURN = 0
    MEMORY = 1


class Key(NamedTuple):
    """Names a document."""

    owner: Owner
    id: int


@dataclass(frozen=True, slots=True)
class Document:
    """One row of the index. Exactly one of ``turn`` and ``memory`` is set.

    ``stems`` are the terms of its text, ``asks`` and ``addressing`` how it is said; ``supports`` says
    whether it may raise support; ``session`` groups turns of one conversation on one day.
    """

    key: Key
    text: str
    stems: tuple[str, ...]
    asks: bool
    addressing: float
    supports: bool
    at: datetime
    speaker: str | None
    session: tuple[str, str]
    turn: Turn | None = None
    memory: Memory | None = None
    external_ids: tuple[str, ...] = ()
    previous_id: int | None = None

    @property
    def answers(self) -> bool:
        """Whether it may answer a question about the present."""
        return self.memory is None or self.memory.status is Status.ACTIVE

    @property
    def role(self) -> Role:
        """Who said it; memories are the user's own."""
        return Role.USER if self.turn is None else self.turn.role

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands in the diary."""
        if self.memory is not None:
            return self.memory.sources
        return (Span(self.key.id, 0, len(self.turn.text)),) if self.turn is not None else ()
