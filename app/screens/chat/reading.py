"""What the chat shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from app.assistant.quoting import SOURCE
from app.own_words import own_words
from app.teaching import kept, lessons_of
from memory_core.errors import BadRequest, UndoRefused
from memory_core.types import Role, Span, Status, Teaching, Turn, Verdict

if TYPE_CHECKING:
    from memory_core import Engine

SHOWN = 24
"""Turns read at once, around the place that is looked at."""


_LAST_WORD = 24
"""Letters at the end of a stopped answer that may be said otherwise when it is gone on with."""


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
    former: tuple[str, ...] = ()
    """Other answers that were given to the same message before this one, oldest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands in a conversation.

    ``versions`` are the turns of an answer that was given several times, the one that is shown last.
    """

    turn_id: int
    role: Role
    day: date
    length: int
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: where its messages stand, and those of them that were read."""

    conversation: str
    title: str
    places: tuple[Place, ...]
    turns: tuple[ShownTurn, ...]


def read_talk(engine: Engine, conversation: str, wanted: Collection[int] = (), around: int = 0) -> Talk:
    """A conversation with its last messages read.

    Args:
        engine: the open memory.
        conversation: which.
        wanted: turns to be read besides.
        around: the turn around which messages are read besides; 0 for none.
    """
    places = _places(engine, conversation)
    there = [place.turn_id for place in places]
    chosen = set(there[-SHOWN:]) | set(wanted)
    if around in there:
        middle = there.index(around)
        chosen |= set(there[max(0, middle - SHOWN // 2) : middle + SHOWN // 2])
    title = next((one.title for one in engine.diary.conversations() if one.id == conversation), "")
    return Talk(
        conversation, title, places, read_turns(engine, [one for one in places if one.turn_id in chosen])
    )


def read_turns(engine: Engine, places: Sequence[Place]) -> tuple[ShownTurn, ...]:
    """Messages as the chat shows them."""
    by_id = {turn.id: turn for turn in engine.diary.get_many([one for at in places for one in at.versions])}
    lessons = lessons_of(engine.gate.lessons(), (place.turn_id for place in places))
    return tuple(
        _shown(
            engine,
            by_id[place.turn_id],
            lessons.get(place.turn_id, ()),
            [by_id[one] for one in place.versions[:-1] if one in by_id],
        )
        for place in places
        if place.turn_id in by_id
    )


def read_around(engine: Engine, turn_id: int) -> Talk:
    """The conversation of a turn, with the messages around it.

    Raises:
        BadRequest: there is no such turn, or its conversation was deleted.
    """
    conversation = engine.diary.get(turn_id).conversation
    if all(one.id != conversation for one in engine.diary.conversations()):
        raise BadRequest("the conversation was deleted")
    return read_talk(engine, conversation, around=turn_id)


def find_turns(engine: Engine, conversation: str, words: str) -> tuple[int, ...]:
    """Messages of a conversation that hold these words, letter by letter, the newest first."""
    sought = words.casefold()
    if not sought.strip():
        return ()
    places = _places(engine, conversation)
    turns = {turn.id: turn for turn in engine.diary.get_many([place.turn_id for place in places])}
    held = [one.turn_id for one in places if sought in turns[one.turn_id].text.casefold()]
    return tuple(one for one in reversed(held) if sought in engine.diary.visible_text(turns[one]).casefold())


def _places(engine: Engine, conversation: str) -> tuple[Place, ...]:
    """Where messages stand; of several answers to one message, the last has the place."""
    places: list[Place] = []
    for line in engine.diary.outline(conversation):
        if line.role is Role.SYSTEM:
            continue
        versions: tuple[int, ...] = (line.turn_id,)
        if places and line.role is Role.ASSISTANT and places[-1].role is Role.ASSISTANT:
            versions = (*places.pop().versions, line.turn_id)
        places.append(Place(line.turn_id, line.role, line.at.date(), line.length, versions))
    return tuple(places)


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


def _shown(
    engine: Engine, turn: Turn, lessons: tuple[Teaching, ...], versions: Sequence[Turn] = ()
) -> ShownTurn:
    if turn.role is not Role.USER:
        visible = engine.diary.visible_text(turn)
        texts = [engine.diary.visible_text(one) for one in versions]
        return ShownTurn(
            turn,
            visible,
            gone=not visible.strip(),
            sources=_linked(engine, visible),
            former=former_answers([*texts, visible]),
        )
    own = own_words(engine, turn)
    verdicts = tuple(_as_it_stands(engine, verdict) for verdict in engine.gate.of(turn.id))
    return ShownTurn(turn, own.text, own.gone, verdicts=verdicts, lessons=lessons)


def former_answers(texts: Sequence[str]) -> tuple[str, ...]:
    """Of several answers those before the last; one that the next only goes on with is none of its own."""
    return tuple(
        text
        for text, following in pairwise(texts)
        if text.strip() and not following.startswith(text.rstrip()[: max(1, len(text.rstrip()) - _LAST_WORD)])
    )


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
