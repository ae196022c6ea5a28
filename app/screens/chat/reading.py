"""What the chat shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.assistant.quoting import SOURCE
from memory_core.errors import BadRequest, UndoRefused
from memory_core.types import Memory, Role, Span, Status, Turn, Verdict

if TYPE_CHECKING:
    from memory_core import Engine

SHOWN = 40
"""Turns shown at once; earlier ones come when asked for."""
FORGOTTEN_MARK = "[…]"
"""Stands in the chat for words that the user wanted forgotten."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing an answer rests on. ``parts`` is empty for answers of earlier days: scores are not kept."""

    text: str
    at: datetime
    kind: str
    memory_id: int | None
    span: Span | None
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One message as the chat shows it, without what was forgotten; ``gone``: nothing is left."""

    turn: Turn
    text: str
    gone: bool = False
    verdicts: tuple[Verdict, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """The end of a conversation; ``earlier`` says that there is more before it."""

    conversation: str
    title: str
    turns: tuple[ShownTurn, ...]
    earlier: bool


def read_talk(engine: Engine, conversation: str, limit: int) -> Talk:
    """The last ``limit`` turns of a conversation."""
    turns = engine.diary.recent(conversation, limit + 1)
    shown = _last_answers(turns[-limit:])
    named = next((one.title for one in engine.diary.conversations() if one.id == conversation), "")
    return Talk(
        conversation,
        named,
        tuple(_shown(engine, turn) for turn in shown),
        len(turns) > limit,
    )


def read_until(engine: Engine, turn_id: int, limit: int) -> Talk:
    """The conversation of a turn, with enough of its end to hold the turn.

    Raises:
        BadRequest: there is no such turn.
    """
    conversation = engine.diary.get(turn_id).conversation
    ids = [turn.id for turn in engine.diary.turns(conversation)]
    return read_talk(engine, conversation, max(limit, len(ids) - ids.index(turn_id) + 2))


def take_back(engine: Engine, turn_id: int) -> None:
    """Undo what was written down from a message.

    Raises:
        UndoRefused: later changes build on it, or nothing was written down.
    """
    written = {verdict.memory_id for verdict in engine.gate.of(turn_id)} - {None}
    for step in engine.journal.steps(1000):
        if step.cause == "hearing" and not step.undone and written & set(step.memories):
            engine.journal.undo(step.id)
            return
    raise UndoRefused("There is nothing left to take back.")


def _last_answers(turns: Sequence[Turn]) -> list[Turn]:
    """Of several answers to one message only the last: a second try takes the place of the first."""
    return [
        turn
        for place, turn in enumerate(turns)
        if turn.role is not Role.ASSISTANT
        or place + 1 == len(turns)
        or turns[place + 1].role is not Role.ASSISTANT
    ]


def _shown(engine: Engine, turn: Turn) -> ShownTurn:
    if turn.role is not Role.USER:
        visible = engine.diary.visible_text(turn)
        return ShownTurn(turn, visible, gone=not visible.strip(), sources=_linked(engine, visible))
    text, gone = _own_words(engine, turn)
    return ShownTurn(turn, text, gone, verdicts=engine.gate.of(turn.id))


def _own_words(engine: Engine, turn: Turn) -> tuple[str, bool]:
    """The user's own message: what was only replaced by something newer may still be read here."""
    hidden = []
    for one in engine.diary.hidden(turn.id):
        memory = _memory(engine, one.memory_id)
        if memory is None or memory.status is not Status.SUPERSEDED:
            hidden.append((one.span.start, one.span.end))
    text, at = "", 0
    for start, end in sorted(hidden):
        if end <= at:
            continue
        text += turn.text[at : max(at, start)] + FORGOTTEN_MARK
        at = end
    text += turn.text[at:]
    left = text.replace(FORGOTTEN_MARK, "")
    return text, not any(letter.isalnum() for letter in left)


def _linked(engine: Engine, answer: str) -> tuple[Source, ...]:
    """What an earlier answer rests on, by the links in its text; what was forgotten since is left out."""
    found: dict[tuple[str, str], Source] = {}
    for sort, number in SOURCE.findall(answer):
        if sort == "memory":
            memory = _memory(engine, int(number))
            if memory is not None and memory.status is not Status.FORGOTTEN:
                span = memory.sources[0] if memory.sources else None
                found[sort, number] = Source(
                    memory.text, memory.learnt_at, memory.kind.value, memory.id, span
                )
        else:
            try:
                turn = engine.diary.get(int(number))
            except BadRequest:
                continue
            if visible := engine.diary.visible_text(turn):
                span = Span(turn.id, 0, len(turn.text))
                found[sort, number] = Source(visible, turn.at, "turn", None, span)
    return tuple(found.values())


def _memory(engine: Engine, memory_id: int | None) -> Memory | None:
    if memory_id is None:
        return None
    try:
        return engine.memories.get(memory_id)
    except BadRequest:
        return None
