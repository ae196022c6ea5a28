"""What every screen is given to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from app.jobs.jobs import Jobs
from app.theme.theme import Theme
from memory_core.clock import system_clock

if TYPE_CHECKING:
    from app.bootstrap import Session
    from memory_core import Engine

Say = Callable[[str, str, Callable[[], None] | None], None]
"""Shows a message in the bar at the bottom: text, name of the action offered, the action."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The open session and the window's means. Only jobs touch the engine, never the GUI thread."""

    session: Session
    jobs: Jobs
    theme: Theme
    language: Literal["en", "ru"]
    say: Say

    @property
    def engine(self) -> Engine:
        """The open vault's engine, for work that a job does."""
        return self.session.engine

    def now(self) -> datetime:
        """The present, in the user's own offset."""
        return system_clock()

    def today(self) -> date:
        """The user's day."""
        return self.now().date()
