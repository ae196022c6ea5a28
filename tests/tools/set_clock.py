"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """A :data:`memory_core.clock.Clock` for tests: every call returns ``now``."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time it is set to, aware."""
        return self.now

    def advance(self, step: timedelta) -> datetime:
        """Move forward by ``step`` (backward if negative) and return the new time."""
        self.now += step
        return self.now
