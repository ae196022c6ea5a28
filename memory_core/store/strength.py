"""How strongly a memory holds: FSRS, the three-component model of forgetting (library ``fsrs``).

The library is imported at the first review, because it takes a tenth of a second.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from memory_core.types import FsrsState

if TYPE_CHECKING:
    from fsrs import Scheduler


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
        The new state, with ``last_review`` in UTC.
    """
    from fsrs import Card, State
    from fsrs import Rating as Grade

    now = at.astimezone(UTC)
    card = Card(card_id=1)
    if state is not None:
        now = max(now, state.last_review.astimezone(UTC))
        card.state, card.step = State.Review, None
        card.stability, card.difficulty = state.stability, state.difficulty
        card.last_review = state.last_review.astimezone(UTC)
    reviewed, _ = _scheduler().review_card(card, Grade(int(rating)), now)
    if reviewed.stability is None or reviewed.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    return FsrsState(reviewed.stability, reviewed.difficulty, now)
