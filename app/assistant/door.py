"""What the assistant asks of the engine: a part of its public door, so that each voice says what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, runtime_checkable

from memory_core.params import Params
from memory_core.store.forgetting import Forgotten
from memory_core.types import Block, Changes, Found, Item, Memory, Span, Summary, Teaching, Turn, Verdict


class HeardLike(Protocol):
    """A message that was perceived."""

    @property
    def turn_id(self) -> int | None:
        """The diary's turn; None off the record."""

    def verdicts(self) -> Sequence[Verdict]:
        """The gate's verdicts; waits until it has decided."""


class MemoriesLike(Protocol):
    """The engine's memories, as far as an answer reads them."""

    def get(self, memory_id: int) -> Memory:
        """One memory; BadRequest when there is none of this number."""

    def find(self, status: str = "active", *, limit: int | None = None) -> Sequence[Memory]:
        """Memories of a status."""

    def search(self, text: str, limit: int = 50) -> Sequence[Memory]:
        """Active memories that hold every word of a text in any form, best first."""

    def of_turn(self, turn_id: int) -> Sequence[Memory]:
        """Memories that come from a turn."""

    def forget(self, memory_id: int) -> None:
        """Take a memory and its words out of every answer."""

    def forget_matching(self, text: str) -> Forgotten:
        """Forget all that holds a text in any form."""


class DiaryLike(Protocol):
    """The engine's diary, as far as a prompt reads it."""

    def get(self, turn_id: int) -> Turn:
        """One turn."""

    def recent(
        self, conversation: str | None = None, limit: int = 50, *, replaced: bool = True
    ) -> Sequence[Turn]:
        """The last turns of a conversation, oldest first; ``replaced``: those said again otherwise too."""

    def visible_text(self, turn: Turn) -> str:
        """The turn's text without what was forgotten."""

    def search(self, text: str, limit: int = 50) -> Sequence[Turn]:
        """Turns whose visible text holds every word of a text in any form, best first."""

    def replace(self, turn_id: int, text: str) -> tuple[int, ...]:
        """Take a message out of the chat that is about to be said again in other words."""


class SummariesLike(Protocol):
    """The engine's summaries."""

    def of(self, conversation: str) -> Summary | None:
        """The standing summary of a conversation's beginning."""

    def stands(self, memory_id: int) -> bool:
        """Whether a summary still stands in for its turns."""

    def write(self, conversation: str, upto: int, text: str, sources: Sequence[Span]) -> Summary:
        """Keep a summary in place of an earlier one."""


class GateLike(Protocol):
    """What the gate decided, as far as a tool asks and teaches it."""

    def of(self, turn_id: int) -> Sequence[Verdict]:
        """A message's verdicts."""

    def teach(self, turn_id: int, worth: bool = True, *, span: Span | None = None) -> Teaching:
        """Make a memory of a statement that was let pass."""


class TiersLike(Protocol):
    """The blocks of core memory."""

    def blocks(self) -> Sequence[Block]:
        """All of them."""

    def append_block(self, name: str, text: str) -> Block:
        """Add a line."""

    def replace_in_block(self, name: str, old: str, new: str) -> Block:
        """Replace a passage that stands there once."""


class JournalLike(Protocol):
    """The journal."""

    def by_tool(self, name: str, detail: str = "") -> AbstractContextManager[int]:
        """What is changed meanwhile is one step of a tool's; gives its id."""


class Door(Protocol):
    """The engine."""

    @property
    def params(self) -> Params:
        """The memory's parameters."""

    @property
    def memories(self) -> MemoriesLike:
        """The memories."""

    @property
    def diary(self) -> DiaryLike:
        """The diary."""

    @property
    def gate(self) -> GateLike:
        """The gate."""

    @property
    def tiers(self) -> TiersLike:
        """The tiers."""

    @property
    def journal(self) -> JournalLike:
        """The journal."""

    @property
    def summaries(self) -> SummariesLike:
        """What stands for the beginning of a long conversation."""

    def perceive(
        self, text: str, role: str = "user", at: datetime | None = None, *, conversation: str = "main"
    ) -> HeardLike:
        """Commit a message to the diary and queue the memory's work."""

    def recall(
        self, cue: str, limit: int = 10, token_budget: int | None = None, *, rerank: bool | None = None
    ) -> Found:
        """What memory holds about a cue; ``rerank`` lets the loaded model put the first of it in order."""

    def used(self, items: Sequence[Item]) -> None:
        """Tell the memory what an answer really used."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call back after each commit; the function returned ends it."""


@runtime_checkable
class KeepsPrompts(Protocol):
    """A model that keeps the state of the last prompt."""

    def forget_prompt(self) -> None:
        """Drop that state."""
