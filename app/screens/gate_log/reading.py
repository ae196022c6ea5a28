"""What the screen of decisions shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.own_words import OwnWords, own_words
from app.teaching import Doubt, kept, lesson_about, lessons_of, read_doubts, standing
from memory_core.errors import BadRequest
from memory_core.types import Lesson, Memory, Role, Status, Turn, VerdictKind

if TYPE_CHECKING:
    from memory_core import Engine
    from memory_core.store.gate_log import LoggedVerdict

PAGE = 60
"""Decisions read at once; more come when the list is scrolled to its end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list should hold. ``kind`` None means every kind; ``reasons`` empty every reason."""

    kind: VerdictKind | None = None
    text: str = ""
    taught: bool = False
    reasons: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Noticed:
    """One decision. ``text`` is empty when the user wanted the words forgotten."""

    logged: LoggedVerdict
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list and what it was read for; ``more``: there are older ones."""

    wanted: Wanted
    rows: tuple[Noticed, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One decision with the message it is about. ``memory`` is what holds the statement, if anything does."""

    noticed: Noticed
    turn: Turn
    words: OwnWords
    mark: tuple[int, int]
    memory: Memory | None
    lessons: tuple[Lesson, ...]
    """What can be taught about it now."""


def read_page(engine: Engine, wanted: Wanted, limit: int = PAGE, before: int | None = None) -> Listed:
    """Decisions that fit, the newest first, from before the one numbered ``before``."""
    found = engine.gate.log(
        limit + 1,
        None if wanted.kind is None else [wanted.kind],
        containing=wanted.text.strip() or None,
        before=before,
        reasons=wanted.reasons or None,
        taught=True if wanted.taught else None,
    )
    rows = tuple(_noticed(engine, one) for one in found[:limit])
    return Listed(wanted, rows, len(found) > limit)


def read_told(engine: Engine, verdict_id: int) -> Told | None:
    """One decision in full; None when it is there no more."""
    found = engine.gate.log(1, before=verdict_id + 1)
    if not found or found[0].id != verdict_id:
        return None
    noticed = _noticed(engine, found[0])
    logged = noticed.logged
    try:
        turn = engine.diary.get(logged.turn_id)
    except BadRequest:
        return None
    words = own_words(engine, turn)
    lessons = lessons_of(engine.gate.lessons(), (turn.id,)).get(turn.id, ())
    about = lesson_about(lessons, logged.verdict.span)
    memory = kept(engine, logged.verdict.memory_id)
    if about is not None and about.lesson is Lesson.WORTH and about.memory_id is not None:
        memory = kept(engine, about.memory_id) or memory
    mark = words.place(logged.verdict.span)
    return Told(noticed, turn, words, mark, memory, _teachable(engine, logged, memory))


def read_questions(engine: Engine) -> tuple[Doubt, ...]:
    """The questions that wait for an answer."""
    return read_doubts(engine)


def _noticed(engine: Engine, logged: LoggedVerdict) -> Noticed:
    if not logged.hidden:
        return Noticed(logged, logged.verdict.text)
    memory = kept(engine, logged.verdict.memory_id)
    if memory is not None and memory.status is Status.SUPERSEDED:
        return Noticed(logged, memory.text)  # only replaced: it can still be read, as among the memories
    return Noticed(logged, "")


def _teachable(engine: Engine, logged: LoggedVerdict, memory: Memory | None) -> tuple[Lesson, ...]:
    if engine.diary.get(logged.turn_id).role is not Role.USER:
        return ()
    if memory is not None and standing(engine, memory.id) is not None:
        return (Lesson.NOT_WORTH, Lesson.WRONG)
    forgotten = logged.hidden and logged.lesson in (None, Lesson.WORTH)  # by hand, or replaced since
    return () if forgotten else (Lesson.WORTH,)
