"""A conversation as the prompt's history: verbatim, its beginning summarised where it no longer fits, free of
what was forgotten.

The model keeps the state of the longest prefix that a prompt shares with the one before. So a message, once
sent, stays exactly as it was sent, its fence of memories included; only what the user has forgotten or
changed since then is rendered anew. When the window is full the oldest messages leave together, so that the
prefix then stays for many turns; a summary stands in for them (``earlier``), recall brings them back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.assistant import earlier
from app.assistant.door import Door
from app.assistant.events import Breakdown
from app.assistant.fence import disarmed, fenced
from app.assistant.quoting import SOURCE, plain
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.types import Changes, Item, Message, Role, Status, Summary, Turn

_HIDDEN = "[…]"
"""Stands for a message of which nothing may be shown any more."""
_OVERHEAD = 8
"""Tokens of a message's marks in a chat template, about."""
WARNED = 0.75
"""Share of the room from which on the window counts as crowded (MemGPT's warning)."""
_KEPT = 0.7
"""Share of the room that is filled again after messages left (MemGPT's flush)."""
_LAST = 3
"""Messages that always stay, if they fit at all."""
_SUMMARY = 0.1
"""Share of the room that a summary may take."""
_MOST_WORDS = 220
"""Words of a summary at most."""
_LOOKED_BACK = 200
"""Turns looked back at most."""
_REMEMBERED = 4000
"""Messages remembered as they were sent."""

NO_UNKEPT: Mapping[str, Sequence[Message]] = MappingProxyType({})
"""No conversation besides those of the diary."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it stood in a prompt: with which visible text, resting on which items."""

    visible: str
    items: tuple[Item, ...]
    content: str


class Transcript:
    """The histories of the conversations held with one model.

    Args:
        door: the memory.
        count_tokens: tokens of a text, as the model counts them.
        unkept: messages of conversations that the diary does not hold, by their names; the caller fills it.
    """

    def __init__(
        self,
        door: Door,
        count_tokens: Callable[[str], int],
        unkept: Mapping[str, Sequence[Message]] = NO_UNKEPT,
    ) -> None:
        self._door = door
        self._unkept = unkept
        self._filled: dict[str, tuple[int, int]] = {}
        self._count = count_tokens
        self._sent: OrderedDict[int, Sent] = OrderedDict()
        self._starts: dict[str, int] = {}
        self._summaries: dict[str, Summary | None] = {}
        self._pressure: dict[str, float] = {}
        self._tokens: OrderedDict[str, int] = OrderedDict()

    def freeze(self, turn_id: int, text: str, items: Sequence[Item], content: str) -> None:
        """Remember how a turn was sent, and what it rests on."""
        self._kept(turn_id, Sent(text, tuple(items), content))

    def sent_in(self, conversation: str) -> dict[int, Sent]:
        """The messages of a conversation that a prompt may hold, as they were sent."""
        start = self._start(conversation)
        turns = [turn.id for turn in self._door.diary.recent(conversation, _LOOKED_BACK) if turn.id >= start]
        return {turn_id: self._sent[turn_id] for turn_id in turns if turn_id in self._sent}

    def summary_in(self, conversation: str) -> int | None:
        """The memory that stands in a conversation's last prompt for what left it."""
        summary = self._summaries.get(conversation)
        return None if summary is None else summary.memory.id

    def adopt(self, sent: Mapping[int, Sent]) -> None:
        """Take messages as they were sent by an earlier process; what was sent since stays."""
        for turn_id, one in sent.items():
            if turn_id not in self._sent:
                self._kept(turn_id, one)

    def is_stale(self, changes: Changes) -> bool:
        """Whether something that stands in a prompt was hidden or altered by these changes."""
        memories, turns = set(changes.memories), set(changes.turns)
        for summary in tuple(self._summaries.values()):
            if summary and summary.memory.id in memories and not self._summary_stands(summary):
                return True
        for turn_id, sent in tuple(self._sent.items()):
            if turn_id in turns and not self._turn_stands(turn_id, sent.visible):
                return True
            if any(_touched(item, memories, turns) and not self._stands(item) for item in sent.items):
                return True
            if any(
                number in (memories if sort == "memory" else turns) and not self._link_stands(sort, number)
                for sort, number in _links(sent.visible)
            ):
                return True
        return False

    def pressure(self, conversation: str) -> float:
        """How full the window was with the last prompt (0..1); from ``WARNED`` on it is crowded."""
        return self._pressure.get(conversation, 0.0)

    def history(self, conversation: str, before: int | None, room: int) -> list[Message]:
        """The last messages before a turn that fit into ``room`` tokens, alternating, the user's first.

        What had to leave is summarised at the front of the first message. Of what leaves at an overflow the
        most recent stays: at least the last three messages, if they fit at all.
        """
        if conversation in self._unkept:
            return self._of_unkept(conversation, room)
        turns = self._turns(conversation, before)
        start = self._start(conversation)
        messages = _alternating(
            [(turn, self._content(turn)) for turn in _last_answers(turns) if turn.id >= start]
        )
        summary = self._summary(conversation, start, turns)
        costs = [self.cost(message.content) for _, message in messages]
        taken = self._cost_of(summary)
        if sum(costs) + taken > room:
            free = room * (1 - _SUMMARY)
            while len(messages) > _LAST and sum(costs) > free * _KEPT:
                del messages[:2], costs[:2]
            while messages and sum(costs) > free:
                del messages[:2], costs[:2]
            cut = messages[0][0] if messages else before or 0
            summary = self._summarised(conversation, start, cut, turns, int(room * _SUMMARY))
            self._starts[conversation] = cut
            taken = self._cost_of(summary)
        self._summaries[conversation] = summary
        self._pressure[conversation] = min(1.0, (sum(costs) + taken) / max(1, room))
        history = [message for _, message in messages]
        self._filled[conversation] = (taken if history else 0, sum(costs))
        if history and summary:
            first = history[0]
            history[0] = Message(first.role, f"{earlier.shown(summary)}\n\n{first.content}")
        return history

    def breakdown(
        self, conversation: str, *, system: int, memories: int, message: int, answer: int, context: int
    ) -> Breakdown:
        """What fills the window with the last history given; all in tokens."""
        before, history = self._filled.get(conversation, (0, 0))
        return Breakdown(system, before, history, memories, message, answer, context)

    def _of_unkept(self, conversation: str, room: int) -> list[Message]:
        """The last messages of a conversation that the diary does not hold, the user's first."""
        taken: list[Message] = []
        left = room
        for message in reversed(self._unkept[conversation]):
            left -= self.cost(message.content)
            if left < 0:
                break
            taken.append(message)
        while taken and taken[-1].role is not Role.USER:
            taken.pop()
        self._filled[conversation] = (0, sum(self.cost(message.content) for message in taken))
        return taken[::-1]

    def shown(self, conversation: str, before: int | None) -> set[int]:
        """Turns that the history may show, which memory therefore need not repeat."""
        start = self._start(conversation)
        return {turn.id for turn in self._turns(conversation, before) if turn.id >= start}

    def cost(self, content: str) -> int:
        """Tokens of a message in the prompt, its marks included."""
        if content not in self._tokens:
            self._tokens[content] = self._count(content) + _OVERHEAD
            while len(self._tokens) > _REMEMBERED:
                self._tokens.popitem(last=False)
        return self._tokens[content]

    def _start(self, conversation: str) -> int:
        """The first turn that the window shows; after a restart what the kept summary leaves."""
        if conversation not in self._starts:
            summary = self._door.summaries.of(conversation)
            self._starts[conversation] = 0 if summary is None else summary.upto + 1
        return self._starts[conversation]

    def _summary(self, conversation: str, start: int, turns: Sequence[Turn]) -> Summary | None:
        """What stands for the messages that left before; made anew when words of it were forgotten."""
        if not start:
            return None
        known = self._summaries.get(conversation)
        if known and self._summary_stands(known):
            return known
        if kept := self._door.summaries.of(conversation):
            return kept
        left = [turn for turn in turns if turn.id < start]
        return self._written(conversation, left, []) if left else None

    def _summarised(
        self, conversation: str, start: int, cut: int, turns: Sequence[Turn], tokens: int
    ) -> Summary | None:
        """Summarise the messages that leave now together with what stood for those before them."""
        leaving = [turn for turn in turns if start <= turn.id < cut]
        former = self._door.summaries.of(conversation)
        if not leaving:
            return former
        sources = [] if former is None else [span.turn_id for span in former.memory.sources]
        known = dict.fromkeys(sources) | dict.fromkeys(turn.id for turn in turns if turn.id < start)
        before = [self._door.diary.get(turn_id) for turn_id in sorted(known)]
        words = min(_MOST_WORDS, int(tokens / self._door.params.tokens_per_word))
        return self._written(conversation, leaving, before, words)

    def _written(
        self, conversation: str, leaving: Sequence[Turn], before: Sequence[Turn], words: int = _MOST_WORDS
    ) -> Summary | None:
        see = self._door.diary.visible_text
        return earlier.summarise(
            self._door.summaries,
            conversation,
            [(turn, see(turn)) for turn in leaving],
            [(turn, see(turn)) for turn in before],
            words,
        )

    def _summary_stands(self, summary: Summary) -> bool:
        return self._door.summaries.stands(summary.memory.id)

    def _cost_of(self, summary: Summary | None) -> int:
        return 0 if summary is None else self.cost(earlier.shown(summary))

    def _turns(self, conversation: str, before: int | None) -> list[Turn]:
        turns = self._door.diary.recent(conversation, _LOOKED_BACK, replaced=False)
        return [
            turn for turn in turns if turn.role is not Role.SYSTEM and (before is None or turn.id < before)
        ]

    def _content(self, turn: Turn) -> str:
        visible = self._door.diary.visible_text(turn)
        sent = self._sent.get(turn.id)
        items = tuple(item for item in sent.items if self._stands(item)) if sent else ()
        whole = sent is None or items == sent.items
        if turn.role is Role.ASSISTANT:
            if not whole or not visible.strip() or not self._sources_stand(visible):
                return _HIDDEN
            if sent is None or sent.visible != visible:
                sent = self._kept(turn.id, Sent(visible, items, plain(visible)))
            return sent.content
        if sent and whole and sent.visible == visible:
            return sent.content
        content = with_fence(visible, items, "en") if visible.strip() else _HIDDEN
        self.freeze(turn.id, visible, items, content)
        return content

    def _stands(self, item: Item) -> bool:
        """Whether an item still says what it said when it was shown."""
        if item.memory_id is not None:
            return self._memory_stands(item.memory_id, item.text)
        return all(self._turn_stands(span.turn_id, item.text) for span in item.sources)

    def _kept(self, turn_id: int, sent: Sent) -> Sent:
        self._sent[turn_id] = sent
        while len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)
        return sent

    def _sources_stand(self, answer: str) -> bool:
        return all(self._link_stands(sort, number) for sort, number in _links(answer))

    def _link_stands(self, sort: str, number: int) -> bool:
        return self._memory_stands(number) if sort == "memory" else self._turn_stands(number)

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


def _links(answer: str) -> list[tuple[str, int]]:
    """What an answer's text names as its sources: ``"memory"`` or ``"turn"`` with a number."""
    return [(sort, int(number)) for sort, number in SOURCE.findall(answer)]


def _touched(item: Item, memories: set[int], turns: set[int]) -> bool:
    if item.memory_id is not None:
        return item.memory_id in memories
    return any(span.turn_id in turns for span in item.sources)


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
