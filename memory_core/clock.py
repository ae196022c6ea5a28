"""Injected time: the only door through which this package learns what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present as an aware datetime."""


def system_clock() -> datetime:
    """The machine's time with the user's own offset, so that dates are shown as the user lived them."""
    return datetime.now(UTC).astimezone()
