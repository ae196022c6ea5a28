"""What a model may do with memory (MemGPT's functions): remember, forget, search, edit core memory.

Each goes through the engine's public door and is one undoable step with the cause ``"tool"``. What may be
changed is fixed by the user's own message before the model has read anything (``grounds``); a call's
arguments only point at a part of that, and what is written down are the user's own words, never the model's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from app.assistant import dates
from app.assistant.door import Door
from app.assistant.events import ToolUsed
from app.assistant.fence import fenced_core, fenced_result, item_line
from app.assistant.grounds import (
    Grounds,
    Statement,
    grounds_of,
    is_named,
    may_search,
    nearest,
    shared,
    statements,
)
from app.assistant.voice import Asked
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.text.words import spans, stem, terms
from memory_core.types import Memory, Role, Span, Status, Tool, ToolCall, Turn, VerdictKind

REMEMBER, FORGET, SEARCH, DIARY, EDIT = (
    "remember",
    "forget",
    "search_memory",
    "search_diary",
    "edit_core_memory",
)
WRITES = frozenset({REMEMBER, FORGET, EDIT})
MOST_CALLS = 4
"""Calls in one answer."""
MOST_WRITES = 2
"""Of them, those that change something."""
_FAILURES = 2
"""A failed call is told to the model once; the second ends the chain."""
_MOST_RESULT = 1200
"""Letters of a result."""
_MOST_FOUND = 8
_MOST_FORGOTTEN = 12
"""Memories that one call may forget; who means more is to say it more exactly."""
_BEFORE = 3
"""Messages of the user's looked back at, for words to search by and for "remember that"."""
_NEAR = timedelta(days=8)
"""How far a search of the diary may reach beyond the days that the user named."""
_LOOKED_AT = 5000
"""Turns of the diary looked through for a time."""


def _schema(required: Sequence[str] = (), **properties: str) -> str:
    fields = {name: {"type": "string", "description": text} for name, text in properties.items()}
    return json.dumps({"type": "object", "properties": fields, "required": list(required)})


TOOLS = (
    Tool(
        REMEMBER,
        "Keep in memory what the user has just asked you to remember. Only on the user's own wish.",
        _schema(("text",), text="the user's own words, copied"),
    ),
    Tool(
        FORGET,
        "Forget what the user has just asked you to forget. Only on the user's own wish.",
        _schema(("text",), text="what to forget, in the user's own words"),
    ),
    Tool(
        SEARCH,
        "Search what is remembered about the user, when the notes you see do not answer the question.",
        _schema(("query",), query="a few of the user's words"),
    ),
    Tool(
        DIARY,
        "Search everything that was said, by words, by days, or both.",
        _schema(
            query="a few of the user's words; may be empty",
            **{"from": "first day, YYYY-MM-DD", "to": "last day, YYYY-MM-DD"},
        ),
    ),
    Tool(
        EDIT,
        "Change what is always in mind: the block 'user' (about them) or 'assistant' (how you are to be). "
        "Only on the user's own wish. Either append, or old and new.",
        _schema(
            ("block",),
            block="user or assistant",
            append="the user's own words to add",
            old="words of the block to replace",
            new="the user's own words to put there; empty to remove",
        ),
    ),
)
_NAMES = tuple(tool.name for tool in TOOLS)


class NotGiven(Exception):
    """The call fails; its text is for the model, ``reason`` is a key for the window."""

    def __init__(self, reason: str, told: str) -> None:
        super().__init__(told)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Done:
    """What a call did: for the window ``result`` in plain words, for the model ``told``."""

    result: str
    told: str
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """A call that was taken: the event for the window and the fenced text for the model."""

    event: ToolUsed
    told: str


class Toolbox:
    """Gives each answer its chain of calls."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def core(self) -> str:
        """What is always in mind, for the prompt's rules; empty where nobody wrote anything."""
        return fenced_core(self._door.tiers.blocks())

    def for_answer(self, asked: Asked) -> Chain | None:
        """The chain of one answer; None where no tool may be used: off the record, and in a going on."""
        if asked.turn_id is None or asked.so_far:
            return None
        turn = self._door.diary.get(asked.turn_id)
        said = self._door.diary.recent(asked.conversation, 4 * _BEFORE)
        before = [one for one in said if one.role is Role.USER and one.id < turn.id][-_BEFORE:]
        see = self._door.diary.visible_text
        grounds = grounds_of(turn.text, turn.at, [see(one) for one in before])
        return Chain(self._door, asked, turn, before, grounds)


class Chain:
    """The calls of one answer, within their bounds.

    Args:
        door: the engine.
        asked: what is answered.
        turn: the user's message.
        before: their messages before it, oldest first.
        grounds: what the message allows.
    """

    def __init__(
        self, door: Door, asked: Asked, turn: Turn, before: Sequence[Turn], grounds: Grounds
    ) -> None:
        self.grounds = grounds
        self._ended = False
        self._door = door
        self._asked = asked
        self._turn = turn
        self._before = before
        self._language: Language = asked.language
        self._seen: set[tuple[str, str]] = set()
        self._count = self._writes = self._failures = 0
        self._work: Mapping[str, Callable[[Mapping[str, str]], Done]] = MappingProxyType(
            {
                REMEMBER: self._remember,
                FORGET: self._forget,
                SEARCH: self._search,
                DIARY: self._diary,
                EDIT: self._edit,
            }
        )

    def is_over(self) -> bool:
        """Whether no further call is taken; the model is told of the last one's end and gives its answer."""
        return self._ended

    @property
    def stopped(self) -> bool:
        """Whether the user has stopped the answer."""
        return self._asked.stopped()

    @property
    def offered(self) -> tuple[Tool, ...]:
        """The tools; always the same ones, so that the prompt's beginning stays what it was."""
        return TOOLS

    @property
    def useful(self) -> tuple[Tool, ...]:
        """The tools that this message asks for: who is asked first, before each answer, pays for it.

        What memory found for a plain question is in the prompt already.
        """
        grounds = self.grounds
        given = {
            REMEMBER: bool(grounds.keep or grounds.keep_before),
            FORGET: bool(grounds.named),
            EDIT: bool(grounds.always or grounds.named),
            SEARCH: grounds.looks,
            DIARY: grounds.looks,
        }
        return tuple(
            tool for tool in TOOLS if given[tool.name] and not (self._asked.again and tool.name in WRITES)
        )

    def run(self, call: ToolCall) -> Ran:
        """Take one call. Never raises for what a model did wrong."""
        name = call.name if call.name in _NAMES else ""
        arguments = _arguments(call.arguments)
        try:
            self._check(name, arguments)
            done = self._work[name](arguments)
        except NotGiven as refused:
            return self._failed(call.name, arguments, refused.reason, str(refused))
        except BadRequest as refused:
            return self._failed(call.name, arguments, "impossible", str(refused))
        return Ran(
            ToolUsed(name, arguments, done.result, done.steps),
            fenced_result(name, done.told[:_MOST_RESULT]),
        )

    def _check(self, name: str, arguments: Mapping[str, str]) -> None:
        if not name:
            raise NotGiven("unknown", f"There is no such tool. The tools are: {', '.join(_NAMES)}.")
        key = (name, json.dumps(dict(arguments), sort_keys=True, ensure_ascii=False).casefold())
        if key in self._seen:
            self._ended = True
            raise NotGiven("again", "This very call was made before.")
        self._seen.add(key)
        self._count += 1
        if self._count >= MOST_CALLS:
            self._ended = True
        if name not in WRITES:
            return
        if self._asked.again:
            raise NotGiven("again", "Another try at an answer changes nothing.")
        self._writes += 1
        if self._writes > MOST_WRITES:
            self._ended = True
            raise NotGiven("too_many", "Nothing more can be changed in this answer.")

    def _failed(self, name: str, arguments: Mapping[str, str], reason: str, told: str) -> Ran:
        self._failures += 1
        if self._failures >= _FAILURES:
            self._ended = True
        event = ToolUsed(name, arguments, reason, (), failed=True)
        return Ran(event, fenced_result(name or "tool", f"Failed: {told}"))

    # the tools

    def _remember(self, given: Mapping[str, str]) -> Done:
        text = _needed(given, "text")
        turn, wanted = self._meant_to_keep(text)
        span = Span(turn.id, wanted.start, wanted.end)
        if turn.id == self._turn.id and self._asked.verdicts() is None:
            raise NotGiven("not_yet", "The message has not been thought about yet; it will be by itself.")
        if known := self._known(turn, span):
            return Done(known, "It is in memory already.")
        with self._door.journal.by_tool("step.tool_remember") as step:
            self._door.gate.teach(turn.id, True, span=span)
        made = self._known(turn, span) or wanted.text
        return Done(made, f"Kept, in the user's words: {made}", (step,))

    def _meant_to_keep(self, text: str) -> tuple[Turn, Statement]:
        grounds = self.grounds
        if grounds.keep:
            among = [(self._turn, one) for one in grounds.keep]
        elif grounds.keep_before and self._before:
            turn = self._before[-1]
            open_words = self._door.diary.visible_text(turn) == turn.text
            among = [(turn, one) for one in statements(turn.text)] if open_words else []
        else:
            raise NotGiven("not_asked", "The user has not asked to remember anything.")
        chosen = nearest(text, [one for _, one in among])
        for turn, one in among:
            if one is chosen:
                return turn, one
        raise NotGiven("not_theirs", "These are not the user's own words; only those can be kept.")

    def _known(self, turn: Turn, span: Span) -> str:
        """The memory that these words made, or said again; empty without one."""
        for verdict in self._door.gate.of(turn.id):
            if verdict.memory_id is None or verdict.kind is VerdictKind.IGNORE or verdict.span is None:
                continue
            if verdict.span.start < span.end and span.start < verdict.span.end:
                memory = self._door.memories.get(verdict.memory_id)
                if memory.status is Status.ACTIVE:
                    return memory.text
        return next(
            (
                memory.text
                for memory in self._door.memories.of_turn(turn.id)
                if memory.status is Status.ACTIVE
                and any(
                    one.turn_id == turn.id and one.start < span.end and span.start < one.end
                    for one in memory.sources
                )
            ),
            "",
        )

    def _forget(self, given: Mapping[str, str]) -> Done:
        if not self.grounds.named:
            raise NotGiven("not_asked", "The user has not asked to forget anything that they name.")
        wanted = _needed(given, "text")
        named, topic = self._meant_to_forget(wanted)
        self._asked.verdicts()
        word = _one_word(topic) if len(named) == 1 else ""
        found = [one for one in self._holding(named) if is_named(named, one.text)]
        if wanted.isdigit():
            found = [one for one in found if one.id == int(wanted)]
            word = ""
        elif not topic:  # one statement is meant, not all about something
            found = _closest(found, named)
        if len(found) > _MOST_FORGOTTEN:
            raise NotGiven("too_much", "That is too much at once; the user is to say it more exactly.")
        with self._door.journal.by_tool("step.tool_forget") as step:
            gone = [one.text for one in found]
            if word:
                hidden = self._door.memories.forget_matching(word)
                left = [one for one in found if one.id not in hidden.memories]
                gone = gone or [topic] * bool(hidden.turns)
            else:
                left = found
            for one in left:
                if self._door.memories.get(one.id).status is Status.ACTIVE:
                    self._door.memories.forget(one.id)
        if not gone:
            raise NotGiven("nothing", "Nothing of the kind is remembered.")
        return Done("; ".join(gone), f"Forgotten: {len(gone)}.", (step,))

    def _meant_to_forget(self, wanted: str) -> tuple[frozenset[str], str]:
        """The wish that a call points at."""
        if wanted.isdigit():
            return self.grounds.named[0]
        said = set(terms(wanted))
        for named, topic in self.grounds.named:
            if said & named:
                return named, topic
        raise NotGiven("not_named", "The user has named something else to be forgotten.")

    def _holding(self, named: frozenset[str]) -> list[Memory]:
        """Active memories that may hold what was named: by its words in any form, and by sense."""
        words = {word for _, _, word in spans(self._turn.text) if stem(word) in named}
        found: dict[int, Memory] = {}
        for word in sorted(words):
            for memory in self._door.memories.search(word, 50):
                found[memory.id] = memory
        for item in self._door.recall(" ".join(sorted(words)), limit=_MOST_FORGOTTEN, rerank=False).items:
            if item.memory_id is not None and item.memory_id not in found:
                memory = self._door.memories.get(item.memory_id)
                if memory.status is Status.ACTIVE:
                    found[memory.id] = memory
        return [found[memory_id] for memory_id in sorted(found)]

    def _search(self, given: Mapping[str, str]) -> Done:
        query = _needed(given, "query")
        if not may_search(self.grounds, query):
            raise NotGiven("not_asked", "The user has asked nothing that this search would answer.")
        found = self._door.recall(query, limit=_MOST_FOUND)
        items = [one for one in found.items if {span.turn_id for span in one.sources} != {self._turn.id}]
        lines = [item_line(one, self._language) for one in items]
        return Done(str(len(lines)), "\n".join(lines) or "Nothing was found.")

    def _diary(self, given: Mapping[str, str]) -> Done:
        query = given.get("query", "").strip()
        first, last = _day(given, "from"), _day(given, "to")
        if not query and first is None and last is None:
            raise NotGiven("incomplete", "Give words, days, or both.")
        if query and not may_search(self.grounds, query) and not (first or last):
            raise NotGiven("not_asked", "The user has asked nothing that this search would answer.")
        if first or last:
            self._check_days(first, last)
        turns = self._door.diary.search(query, 50) if query else self._door.diary.recent(None, _LOOKED_AT)
        lines = []
        for turn in turns:
            day = turn.at.date()
            text = self._door.diary.visible_text(turn)
            if turn.role is not Role.USER or turn.id == self._turn.id or not text.strip():
                continue
            if (first and day < first) or (last and day > last):
                continue
            lines.append(f"- ({dates.day(turn.at, self._language)}) {' '.join(text.split())}")
        return Done(str(len(lines)), "\n".join(lines[:_MOST_FOUND]) or "Nothing was found.")

    def _check_days(self, first: date | None, last: date | None) -> None:
        if not self.grounds.asks or not self.grounds.days:
            raise NotGiven("not_asked", "The user has named no day.")
        for day in (first, last):
            if day and not min(self.grounds.days) - _NEAR <= day <= max(self.grounds.days) + _NEAR:
                raise NotGiven("not_named", "The user has named other days.")

    def _edit(self, given: Mapping[str, str]) -> Done:
        block = _needed(given, "block")
        known = {one.name: one for one in self._door.tiers.blocks()}
        if block not in known:
            raise NotGiven("unknown", f"The blocks are: {', '.join(known)}.")
        old, new = given.get("old", "").strip(), (given.get("append") or given.get("new") or "").strip()
        if new and not self.grounds.always:
            raise NotGiven("not_asked", "The user has not asked for something to be always in mind.")
        if not new and not (old and any(is_named(named, old) for named, _ in self.grounds.named)):
            raise NotGiven("not_asked", "The user has not asked to take this out.")
        meant = nearest(new, self.grounds.always) if new else None
        words = "" if meant is None else meant.text
        if new and not words:
            raise NotGiven("not_theirs", "These are not the user's own words; only those can be kept.")
        if old and new and not set(terms(old)) & set(terms(self._turn.text)):
            raise NotGiven("not_named", "The user has not named what is to be replaced.")
        with self._door.journal.by_tool("step.tool_edit", block) as step:
            if old:
                self._door.tiers.replace_in_block(block, old, words)
            elif words not in known[block].text:
                self._door.tiers.append_block(block, words)
            else:
                return Done(words, "It stands there already.")
        return Done(words or old, f"The block {block!r} is changed.", (step,))


def _arguments(written: str) -> Mapping[str, str]:
    """A call's arguments as texts; what is no text is left out."""
    try:
        read = json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return MappingProxyType({})
    if not isinstance(read, dict):
        return MappingProxyType({})
    texts = {
        str(key)[:40]: str(value)[:2000]
        for key, value in read.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    return MappingProxyType(texts)


def _needed(given: Mapping[str, str], name: str) -> str:
    text = given.get(name, "").strip()
    if not text:
        raise NotGiven("incomplete", f"The argument {name!r} is missing.")
    return text


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise NotGiven("incomplete", f"{name!r} is to be a day like 2026-03-31.") from None


def _one_word(topic: str) -> str:
    """The word that names a topic, as it was said."""
    return next((topic[start:end] for start, end, _ in spans(topic) if terms(topic[start:end])), "")


def _closest(found: Sequence[Memory], named: frozenset[str]) -> list[Memory]:
    """Those memories that hold most of what the user named."""
    counts = [shared(named, one.text) for one in found]
    return [one for one, count in zip(found, counts, strict=True) if count == max(counts)]
