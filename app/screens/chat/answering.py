"""One answer on its way: keeps what came, and shows it in whatever message widget is there to show it."""

from __future__ import annotations

from app.assistant.events import (
    Answered,
    Breakdown,
    Event,
    Failed,
    Heard,
    Noted,
    OffRecord,
    Thinking,
    Token,
    ToolUsed,
)
from app.screens.chat.column import MessageColumn
from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.reading import Source
from memory_core.types import Item


def sources_of(items: tuple[Item, ...]) -> tuple[Source, ...]:
    """What an answer just given rests on, with the scores that chose it."""
    return tuple(
        Source(
            item.text,
            item.at,
            item.kind,
            item.memory_id,
            item.sources[0] if item.sources else None,
            dict(item.parts),
        )
        for item in items
    )


class Answering:
    """Takes the events of one answer. The widgets go when the user looks at another conversation."""

    def __init__(
        self, conversation: str, asked: str, *, again: bool = False, so_far: str = "", temporary: bool = False
    ) -> None:
        self.conversation = conversation
        self.temporary = temporary
        self.filled: Breakdown | None = None
        self.turn_id: int | None = None
        """The answer's turn, once it has one."""
        self.asked = asked
        self.again = again
        self.heard = again
        self.running = True
        self.text = so_far
        self._tools: list[ToolUsed] = []
        self._column: MessageColumn | None = None
        self._user: UserMessage | None = None
        self._answer: AssistantMessage | None = None

    def attach(self, column: MessageColumn, user: UserMessage | None, answer: AssistantMessage) -> None:
        """Show what comes in these widgets."""
        self._column, self._user, self._answer = column, user, answer
        for used in self._tools:
            answer.show_tool(used)
        if self.text:
            answer.append(self.text)

    def detach(self) -> None:
        """The widgets are about to go."""
        self._column = self._user = self._answer = None

    @property
    def answer(self) -> AssistantMessage | None:
        """The message that shows the answer now."""
        return self._answer

    def take(self, events: list[Event]) -> None:
        """Take a bunch of events; neighbouring pieces of text are shown at once."""
        thought = "".join(event.text for event in events if isinstance(event, Thinking))
        if thought and self._answer is not None:
            self._answer.think(thought)
        fresh = "".join(event.text for event in events if isinstance(event, Token))
        self.text += fresh
        if fresh and self._answer is not None:
            self._answer.append(fresh)
        for event in events:
            if isinstance(event, Heard):
                self.heard = True
                if self._user is not None and self._column is not None:
                    self._user.turn_id = event.turn_id
                    self._column.know(event.turn_id, self._user)
            elif isinstance(event, OffRecord):
                self.heard = True
                if self._user is not None:
                    self._user.show_off_record(temporary=self.temporary)
            elif isinstance(event, Noted) and self._user is not None:
                self._user.show_verdicts(event.verdicts)
            elif isinstance(event, ToolUsed):
                self._tools.append(event)
                if self._answer is not None:
                    self._answer.show_tool(event)
            elif isinstance(event, Failed):
                self.fail(event.problem)
            elif isinstance(event, Answered):
                self._answered(event)

    def fail(self, error: Exception) -> None:
        """Show a problem in the answer's place."""
        if self._answer is not None:
            self._answer.fail(error)

    def _answered(self, event: Answered) -> None:
        self.text = event.text
        self.filled = event.receipt.filled
        self.turn_id = event.turn_id
        if self._answer is None:
            return
        if event.text:
            self._answer.replace(event.text)
        stopped = event.receipt.finish == "cancelled"
        broken_off = event.receipt.finish in ("cancelled", "length", "failed") and event.turn_id is not None
        self._answer.finish(sources_of(event.receipt.items), stopped=stopped, broken_off=broken_off)
        if event.turn_id is not None and self._column is not None:
            self._column.know(event.turn_id, self._answer)
