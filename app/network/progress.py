"""How a download stands and how patient it is: what the window shows of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

_RESERVE = 512 << 20
"""Bytes that stay free on the disk: the vault lives there too."""
_SMOOTH_SECONDS = 4.0
_SHORTEST = 0.001
"""Seconds below which a clock's steps say nothing about a speed."""


class State(StrEnum):
    """What a download is doing."""

    CHECKING = "checking"
    """Reading what is here already."""
    CONNECTING = "connecting"
    LOADING = "loading"
    WAITING = "waiting"
    """The connection broke; it is tried again in a moment."""
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a download stands: bytes here and in all (None: not known yet), bytes a second, seconds left.

    ``attempt`` counts the tries since it last went well, from 1; ``problem`` says why it waits.
    """

    state: State
    done: int
    total: int | None
    speed: float = 0.0
    left: float | None = None
    attempt: int = 1
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How patiently to download.

    Args:
        connect_seconds: how long connecting may take.
        stall_seconds: how long nothing may come before the connection is given up.
        attempts: tries in a row that may fail.
        backoff: seconds to wait after so many failures (1, 2, ...).
        reserve: bytes that stay free on the disk.
    """

    connect_seconds: float = 10.0
    stall_seconds: float = 30.0
    attempts: int = 6
    backoff: Callable[[int], float] = lambda failures: float(min(60, 2 ** (failures - 1)))
    reserve: int = _RESERVE


PATIENT = Manner()


class Speed:
    """Bytes a second, smoothed exponentially: what came ``seconds`` ago counts 1/e of what comes now."""

    def __init__(self, seconds: float = _SMOOTH_SECONDS) -> None:
        self._seconds = seconds
        self._at: float | None = None
        self._gathered = 0
        self.value = 0.0

    def add(self, count: int, now: float) -> None:
        """``count`` bytes came by the time ``now``."""
        if self._at is None:
            self._at = now
            return
        self._gathered += count
        passed = now - self._at
        if passed < _SHORTEST:
            return
        measured = self._gathered / passed
        weight = 1 - math.exp(-passed / self._seconds)
        self.value = measured if self.value == 0.0 else self.value + weight * (measured - self.value)
        self._at, self._gathered = now, 0

    def rest(self) -> None:
        """Nothing is being fetched: what is measured next begins anew."""
        self._at, self._gathered, self.value = None, 0, 0.0
