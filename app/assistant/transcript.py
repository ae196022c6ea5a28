"""A conversation as the prompt's history: verbatim, cut at the front in large steps, free of what was
forgotten.

The model keeps the state of the longest prefix that a prompt shares with the one before. So a message, once
sent, stays exactly as it was sent, its fence of memories included; only what the user has forgotten or
changed since then is rendered anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assistant.door import Door
from app.assistant.fence import disarmed, fenced
from app.assistant.quoting import SOURCE, plain
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.types import Changes, Item, Message, Role, Status, Turn

_HIDDEN = "[…]"
"""Stands for a message of which nothing may be shown any more."""
_OVERHEAD = 8
"""Tokens of a message's marks in a chat template, about."""
_KEPT = 0.6
"""Share of the room that is filled again after a cut, so that the prefix then stays for many turns."""
_LOOKED_BACK = 200
"""Turns looked back at most."""
_REMEMBERED = 4000
"""Messages remembered as they were sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it stood in a prompt: with which visible text, resting on which items."""

    visible: str
    items: tuple[Item, ...]
    content: str


class Transcript:
    """The histories of the conversations held with one model."""

    def __init__(self, door: Door, count_tokens: Callable[[str], int]) -> None:
        self._door = door
        self._count = count_tokens
        self._sent: OrderedDict[int, Sent] = OrderedDict()
        self._starts: dict[str, int] = {}
        self._tokens: OrderedDict[str, int] = OrderedDict()

    def freeze(self, turn_id: int, text: str, items: Sequence[Item], content: str) -> None:
        """Remember how a turn was sent, and what it rests on."""
        self._sent[turn_id] = Sent(text, tuple(items), content)
        while len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    def is_stale(self, changes: Changes) -> bool:
        """Whether something that stands in a prompt was hidden or altered by these changes."""
        touched = set(changes.memories)
        for turn_id, sent in tuple(self._sent.items()):
            if any(item.memory_id in touched and not self._stands(item) for item in sent.items):
                return True
            if turn_id in changes.turns and not self._turn_stands(turn_id, sent.visible):
                return True
        return False

    def history(self, conversation: str, before: int | None, room: int) -> list[Message]:
        """The last messages before a turn that fit into ``room`` tokens, alternating, the user's first."""
        messages = _alternating(
            [
                (turn, self._content(turn))
                for turn in _last_answers(self._turns(conversation, before))
                if turn.id >= self._starts.get(conversation, 0)
            ]
        )
        costs = [self.cost(message.content) for _, message in messages]
        if sum(costs) > room:
            while messages and sum(costs) > room * _KEPT:
                del messages[:2], costs[:2]
            self._starts[conversation] = messages[0][0] if messages else before or 0
        return [message for _, message in messages]

    def shown(self, conversation: str, before: int | None) -> set[int]:
        """Turns that the history may show, which memory therefore need not repeat."""
        start = self._starts.get(conversation, 0)
        return {turn.id for turn in self._turns(conversation, before) if turn.id >= start}

    def cost(self, content: str) -> int:
        """Tokens of a message in the prompt, its marks included."""
        if content not in self._tokens:
            self._tokens[content] = self._count(content) + _OVERHEAD
            while len(self._tokens) > _REMEMBERED:
                self._tokens.popitem(last=False)
        return self._tokens[content]

    def _turns(self, conversation: str, before: int | None) -> list[Turn]:
        turns = self._door.diary.recent(conversation, _LOOKED_BACK)
        return [
            turn for turn in turns if turn.role is not Role.SYSTEM and (before is None or turn.id < before)
        ]

    def _content(self, turn: Turn) -> str:
        visible = self._door.diary.visible_text(turn)
        sent = self._sent.get(turn.id)
        if sent and sent.visible == visible and all(self._stands(item) for item in sent.items):
            return sent.content
        items = tuple(item for item in sent.items if self._stands(item)) if sent else ()
        if turn.role is Role.ASSISTANT:
            hidden = (sent and len(items) < len(sent.items)) or not self._sources_stand(visible)
            return _HIDDEN if hidden or not visible.strip() else plain(visible)
        content = with_fence(visible, items, "en") if visible.strip() else _HIDDEN
        self.freeze(turn.id, visible, items, content)
        return content

    def _stands(self, item: Item) -> bool:
        """Whether an item still says what it said when it was shown."""
        if item.memory_id is not None:
            return self._memory_stands(item.memory_id, item.text)
        return all(self._turn_stands(span.turn_id, item.text) for span in item.sources)

    def _sources_stand(self, answer: str) -> bool:
        return all(
            self._memory_stands(int(number)) if sort == "memory" else self._turn_stands(int(number))
            for sort, number in SOURCE.findall(answer)
        )

    def _memory_stands(self, memory_id: int, text: str | None = None) -> bool:
        try:
            memory = self._door.memories.get(memory_id)
        except BadRequest:
            return False
        return memory.status in (Status.ACTIVE, Status.FADED) and text in (None, memory.text)

    def _turn_stands(self, turn_id: int, text: str | None = None) -> bool:
        try:
            turn = self._door.diary.get(turn_id)
        except BadRequest:
            return False
        visible = self._door.diary.visible_text(turn)
        return visible == (turn.text if text is None else text)


def with_fence(text: str, items: Sequence[Item], language: Language, today: str = "") -> str:
    """A message of the user's as it goes into the prompt: what memory adds before it, then its own words."""
    return "\n\n".join(part for part in (today, fenced(items, language), disarmed(text)) if part)


def _last_answers(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with only the last of several answers to one message: a second try replaces the first."""
    return [
        turn
        for place, turn in enumerate(turns)
        if turn.role is Role.USER or place + 1 == len(turns) or turns[place + 1].role is Role.USER
    ]


def _alternating(turns: Sequence[tuple[Turn, str]]) -> list[tuple[int, Message]]:
    """Messages with their first turn's id: neighbours of one role joined, an answer at the front left out."""
    messages: list[tuple[int, Message]] = []
    for turn, content in turns:
        if messages and messages[-1][1].role is turn.role:
            first, last = messages[-1]
            messages[-1] = (first, Message(last.role, f"{last.content}\n\n{content}"))
        elif messages or turn.role is Role.USER:
            messages.append((turn.id, Message(turn.role, content)))
    return messages
