"""How strongly a memory holds: FSRS, the three-component model of forgetting (library ``fsrs``).

The library is imported at the first review, because it takes a tenth of a second.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from memory_core.types import FsrsState

if TYPE_CHECKING:
    from fsrs import Scheduler


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_FURTHEST = timedelta(days=36_500 + 1)
"""How far ahead FSRS plans a review at most; the plan is not used, but made."""


DECAY = 0.1542
"""How fast the curve of forgetting flattens: FSRS-6's parameter ``w20`` as the library ships it (a test
compares them; here so that a curve can be drawn without loading the library)."""
_FACTOR: float = 0.9 ** (-1 / DECAY) - 1
"""Makes the stability the time at which nine in ten are remembered."""
_DAY = 86_400.0


class Rating(IntEnum):
    """What happened to a memory, on FSRS's scale."""

    AGAIN = 1
    """The user corrected it."""
    GOOD = 3
    """An answer used it."""
    EASY = 4
    """The user said it again."""


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # No learning steps: a memory is reviewed when life does so, not by a timetable of minutes. No fuzz: the
    # same life gives the same memory.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def review(state: FsrsState | None, rating: Rating, at: datetime) -> FsrsState:
    """The state after one more review, or after the first one.

    Args:
        state: the state before, None for a new memory.
        rating: what happened.
        at: when, aware; a time before the last review counts as that review's.

    Returns:
        The new state, with ``last_review`` in UTC, within the years that a time can have.
    """
    from fsrs import Card, State
    from fsrs import Rating as Grade

    now = _in_utc(at)
    last = now if state is None else _in_utc(state.last_review)
    now = max(now, last)
    # Only the time between two reviews counts: both are moved back where the next one had no year to be in.
    back = max(timedelta(), now - (_LAST - _FURTHEST))
    card = Card(card_id=1)
    if state is not None:
        card.state, card.step = State.Review, None
        card.stability, card.difficulty = state.stability, state.difficulty
        card.last_review = max(last, _FIRST + back) - back
    reviewed, _ = _scheduler().review_card(card, Grade(int(rating)), now - back)
    if reviewed.stability is None or reviewed.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    return FsrsState(reviewed.stability, reviewed.difficulty, now)


def retrievability(state: FsrsState, at: datetime) -> float:
    """The chance 0..1 that a memory would be remembered.

    ``R(t) = (1 + F t / S) ** -w20`` with ``F = 0.9 ** (-1 / w20) - 1``: the power curve of FSRS-6 (Ye 2025,
    "The algorithm", open-spaced-repetition; Wixted and Ebbesen 1991, "On the form of forgetting"), ``t`` and
    ``S`` in days. A larger stability lies higher at every time. 1 at the last review and before it.
    """
    days = (_in_utc(at) - _in_utc(state.last_review)).total_seconds() / _DAY
    chance: float = (1.0 + _FACTOR * max(0.0, days) / state.stability) ** -DECAY
    return chance


def days_until(stability: float, chance: float) -> float:
    """Days after a review until the chance to remember has fallen so far: the curve turned round.

    Args:
        stability: in days.
        chance: 0..1, above 0.
    """
    times: float = chance ** (-1.0 / DECAY) - 1.0
    return stability * times / _FACTOR


def _in_utc(at: datetime) -> datetime:
    """A time in UTC; the first or the last there is where UTC has no such year."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return _FIRST if at.year == _FIRST.year else _LAST
