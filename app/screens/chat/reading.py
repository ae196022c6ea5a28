"""What the chat shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.assistant.quoting import SOURCE
from app.own_words import own_words
from app.teaching import kept, lessons_of
from memory_core.errors import BadRequest, UndoRefused
from memory_core.types import Role, Span, Status, Teaching, Turn, Verdict

if TYPE_CHECKING:
    from memory_core import Engine

SHOWN = 40
"""Turns shown at once; earlier ones come when asked for."""


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
    """One message as the chat shows it, without what was forgotten; ``gone``: nothing is left.

    ``lessons`` are what the user has taught about it.
    """

    turn: Turn
    text: str
    gone: bool = False
    verdicts: tuple[Verdict, ...] = ()
    sources: tuple[Source, ...] = ()
    lessons: tuple[Teaching, ...] = ()


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
    lessons = lessons_of(engine.gate.lessons(), (turn.id for turn in shown))
    named = next((one.title for one in engine.diary.conversations() if one.id == conversation), "")
    return Talk(
        conversation,
        named,
        tuple(_shown(engine, turn, lessons.get(turn.id, ())) for turn in shown),
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
    lessons = lessons_of(engine.gate.lessons(), (turn_id,)).get(turn_id, ())
    written = {verdict.memory_id for verdict in engine.gate.of(turn_id)}
    written |= {lesson.memory_id for lesson in lessons}
    written.discard(None)
    for step in engine.journal.steps(1000):
        if step.cause in ("hearing", "teaching") and not step.undone and written & set(step.memories):
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


def _shown(engine: Engine, turn: Turn, lessons: tuple[Teaching, ...]) -> ShownTurn:
    if turn.role is not Role.USER:
        visible = engine.diary.visible_text(turn)
        return ShownTurn(turn, visible, gone=not visible.strip(), sources=_linked(engine, visible))
    own = own_words(engine, turn)
    verdicts = tuple(_as_it_stands(engine, verdict) for verdict in engine.gate.of(turn.id))
    return ShownTurn(turn, own.text, own.gone, verdicts=verdicts, lessons=lessons)


def _as_it_stands(engine: Engine, verdict: Verdict) -> Verdict:
    """A verdict without the memory that was taken back since."""
    return verdict if kept(engine, verdict.memory_id) is not None else replace(verdict, memory_id=None)


def _linked(engine: Engine, answer: str) -> tuple[Source, ...]:
    """What an earlier answer rests on, by the links in its text; what was forgotten since is left out."""
    found: dict[tuple[str, str], Source] = {}
    for sort, number in SOURCE.findall(answer):
        if sort == "memory":
            memory = kept(engine, int(number))
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
