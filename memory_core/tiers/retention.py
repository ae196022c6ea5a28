"""How memories fade: the chance to remember each, when it falls under the floor, and what stays for good.

A memory that an answer uses, or that the user says again, holds longer (``store/strength.py``: FSRS). What
matters begins firmer; what may never fade only ranks lower with time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from memory_core.params import Params
from memory_core.store import fading
from memory_core.store.database import Database
from memory_core.store.journal import HistoryEntry
from memory_core.store.memories import MemoryStore
from memory_core.store.strength import Rating, days_until, retrievability, review
from memory_core.tiers.grounds import names_of_the_close, never_fades
from memory_core.types import Curve, Fading, FsrsState, Memory, MemoryKind, Status

UNUSED, TRIVIAL, PAST = "unused", "trivial", "past"
"""Reasons for which a memory may fade: it was of no use for long, it never mattered, its day is over."""
_KEPT_APART = frozenset({MemoryKind.SUMMARY, MemoryKind.SEGMENT, MemoryKind.PROFILE})
"""Kinds that live and go with what they are made of."""
_TRIFLE = 0.5
"""Importance (0..1) under which what fades is called trivial."""
_AFTERWARDS = timedelta(days=2)
"""Nothing fades before its own day, and this much after it, is over."""
_POINTS = 160
"""Points of a curve."""
_EVER = datetime.max.replace(tzinfo=UTC)


def firmness(importance: float, written: float, params: Params) -> float:
    """Factor on the stability that FSRS gives a new memory.

    Args:
        importance: 0..1; .5 is the usual statement, ``params.importance_doubles`` more doubles the factor.
        written: how strongly dopamine had it written (.5..1.5, ``plasticity/modulation.write_strength``).
        params: ``importance_doubles`` is used.
    """
    return float(written * 2.0 ** ((importance - 0.5) / params.importance_doubles))


def state_of(memory: Memory) -> FsrsState:
    """A memory's strength; one that was never reviewed counts as learnt when it was heard."""
    return memory.fsrs or review(None, Rating.GOOD, memory.learnt_at)


def standing(
    memory: Memory, at: datetime, params: Params, close_names: Iterable[str] = frozenset()
) -> Fading:
    """How a memory stands with forgetting at a time.

    Args:
        memory: any.
        at: the present, aware.
        params: the floors are used.
        close_names: see :func:`~memory_core.tiers.grounds.never_fades`.
    """
    state = state_of(memory)
    chance = retrievability(state, at)
    kept = never_fades(memory, frozenset(close_names))
    if kept is not None or memory.kind in _KEPT_APART:
        return Fading(memory, chance, None, kept or "")
    due, why = _after(state, params.retention_floor), UNUSED
    if memory.importance < _TRIFLE:
        why = TRIVIAL
    if memory.event_date is not None and not _repeated(memory):
        over = _later(memory.event_date, _AFTERWARDS)
        if over <= at and memory.importance < params.trivial_importance:
            due, why = min(due, _after(state, params.retention_floor_past)), PAST
        due = max(due, over)
    return Fading(memory, chance, due, why)


def fades(memory: Memory, at: datetime, params: Params, close_names: Iterable[str] = frozenset()) -> bool:
    """Whether a memory is to leave recall at a time."""
    due = standing(memory, at, params, close_names).fades_at
    return due is not None and due <= at


def curve(memory: Memory, reviews: Sequence[FsrsState], at: datetime, days: float, params: Params) -> Curve:
    """A memory's forgetting curve from its first known review until ``days`` after the present.

    Args:
        memory: the memory.
        reviews: the states after the reviews that are known, any order; the present one is added. The vault
            keeps the time of each restatement, correction and rescue, and of the last use in an answer;
            earlier uses it only counts (``memory.used``), so a stretch before the last use may be drawn lower
            than it was.
        at: the present, aware.
        days: how far ahead.
        params: ``retention_floor`` is used.
    """
    known = {one.last_review: one for one in (*reviews, state_of(memory))}
    states = [known[when] for when in sorted(known)]
    first, end = states[0].last_review, _later(max(at, states[-1].last_review), timedelta(days=days))
    step = (end - first) / _POINTS
    moments = sorted({*(first + step * i for i in range(_POINTS)), end, *(one.last_review for one in states)})
    points = []
    current = 0
    for when in moments:
        while current + 1 < len(states) and states[current + 1].last_review <= when:
            current += 1
        points.append((when, retrievability(states[current], when)))
    return Curve(tuple(points), params.retention_floor, tuple(one.last_review for one in states))


def reviews_of(history: Iterable[HistoryEntry]) -> list[FsrsState]:
    """The reviews that a memory's history tells of: when it was learnt, said again, corrected, rescued."""
    states = []
    stability = difficulty = None
    for entry in history:
        if entry.step.undone:
            continue
        stability = entry.after.get("stability", stability)
        difficulty = entry.after.get("difficulty", difficulty)
        last = entry.after.get("last_review")
        if isinstance(last, str) and isinstance(stability, float) and isinstance(difficulty, float):
            states.append(FsrsState(stability, difficulty, datetime.fromisoformat(last)))
    return states


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgetting over a whole vault: what goes next, and what is to go now."""

    db: Database
    params: Params

    def of(self, memory: Memory, at: datetime) -> Fading:
        """How one memory stands at a time (aware)."""
        return standing(memory, at, self.params, self._close())

    def soonest(self, at: datetime, limit: int, *, protected: bool = False) -> list[Fading]:
        """Active memories by when they fade, the soonest first.

        Args:
            at: the present, aware.
            limit: at most so many.
            protected: whether to add, behind the others, those that never fade, the faintest first.
        """
        close = self._close()
        store = MemoryStore(self.db)
        everything = [*store.find(Status.ACTIVE), *store.find(Status.ACTIVE, kind=MemoryKind.SCHEMA)]
        found = [standing(one, at, self.params, close) for one in everything]
        going = sorted((one for one in found if one.fades_at is not None), key=_by_going)
        staying = sorted((one for one in found if one.fades_at is None), key=_by_chance) if protected else []
        return [*going, *staying][:limit]

    def due(self, at: datetime) -> list[Fading]:
        """Active memories that are to fade now, the most faded first, no more than one night may take.

        What the user took back from an earlier fading is left alone until it was of use again.
        """
        with self.db.read() as reader:
            active = fading.count_active(reader)
            ids = fading.candidates(reader, at, self._soonest_days())
            kept = fading.taken_back(reader)
        close = self._close()
        found = [
            standing(one, at, self.params, close)
            for one in MemoryStore(self.db).get_many([one for one in ids if one not in kept])
        ]
        going = [one for one in found if one.fades_at is not None and one.fades_at <= at]
        most = max(self.params.fade_least, int(self.params.fade_share * active))
        return sorted(going, key=_by_chance)[:most]

    def close_names(self) -> frozenset[str]:
        """Stems of the names of the user's close people, from the active memories."""
        return self._close()

    def _close(self) -> frozenset[str]:
        with self.db.read() as reader:
            return names_of_the_close(fading.texts_about_kin(reader))

    def _soonest_days(self) -> float:
        """Days for each day of stability after which a memory may be under one of the floors."""
        return days_until(1.0, max(self.params.retention_floor, self.params.retention_floor_past))


def _by_going(one: Fading) -> tuple[datetime, int]:
    return one.fades_at or _EVER, one.memory.id


def _by_chance(one: Fading) -> tuple[float, int]:
    return one.retrievability, one.memory.id


def _repeated(memory: Memory) -> bool:
    """Whether what has a day comes round again: "yoga on Tuesdays" is not over on Wednesday."""
    return bool(memory.parts.get("cue_habit"))


def _after(state: FsrsState, floor: float) -> datetime:
    days = days_until(state.stability, floor)
    return _later(state.last_review, timedelta(days=min(days, 3_000_000.0)))


def _later(when: datetime, by: timedelta) -> datetime:
    """A time moved on; the last there is, where it would be beyond."""
    try:
        return when + by
    except OverflowError:
        return _EVER
