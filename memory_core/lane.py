"""The memory lane: one thread that does the queue's work, one message after the other, in the order of
hearing.

The queue is durable (it lies in the vault), so the lane owns nothing that a crash could lose: killed at any
instant, the next start finds the job still there. Whoever wants to know what became of a message waits here.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from memory_core.errors import EnvironmentProblem, MnemeError

log = logging.getLogger(__name__)

_LOOK_AROUND_EVERY = 1.0
"""Seconds after which another process's commit is noticed without being asked."""


class Work(Protocol):
    """What the lane does: takes the next job, if there is one, and finishes it."""

    def __call__(self) -> int | None:
        """Do one job and return its turn's id; None when the queue is empty."""


class MemoryLane:
    """Runs ``work`` on its own thread whenever it is woken, until the queue is empty.

    Args:
        work: does one job; it commits its own result and parks a job that keeps failing.
        pending: tells whether a turn's job still waits in the queue (None: any job at all).
        look_around: asked each second while there is nothing to do; True means that there may be work now
            (another process on the vault committed something).
    """

    def __init__(
        self, work: Work, pending: Callable[[int | None], bool], look_around: Callable[[], bool]
    ) -> None:
        self._work = work
        self._pending = pending
        self._look_around = look_around
        self._wakened = threading.Condition()
        self._work_to_do = True  # at start the queue may hold what an earlier process left
        self._closing = False
        self._problem: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="mneme-memory-lane", daemon=True)

    def start(self) -> None:
        """Start the thread; jobs left by an earlier process are taken up."""
        self._thread.start()

    def wake(self) -> None:
        """Say that the queue has new work."""
        with self._wakened:
            self._work_to_do = True
            self._problem = None  # whoever waits from now on waits for the next try
            self._wakened.notify_all()

    def wait(self, turn_id: int | None = None, timeout: float | None = None) -> bool:
        """Wait until the job of ``turn_id`` (or every job) has left the queue.

        Args:
            turn_id: the turn whose verdicts are wanted; None waits for an empty queue.
            timeout: seconds; None waits as long as the work takes.

        Returns:
            False when the time ran out first.

        Raises:
            MnemeError: the lane stopped at an error of the machine (a full disk, say); the job is still
            queued.
        """

        def ready() -> bool:
            return self._problem is not None or self._closing or not self._pending(turn_id)

        with self._wakened:
            done = self._wakened.wait_for(ready, timeout)
            if done and self._problem is not None and self._pending(turn_id):
                raise self._problem
            return done

    def close(self) -> None:
        """Finish the job in hand and end the thread; what is left stays queued in the vault."""
        with self._wakened:
            self._closing = True
            self._wakened.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wakened:
                woken = self._wakened.wait_for(lambda: self._closing or self._work_to_do, _LOOK_AROUND_EVERY)
                if self._closing:
                    return
                self._work_to_do = False
                self._problem = None
            self._drain(looked_for=not woken)

    def _drain(self, *, looked_for: bool) -> None:
        try:
            if looked_for and not self._look_around():
                return
            while not self._closing and self._work() is not None:
                with self._wakened:
                    self._wakened.notify_all()
        except MnemeError as problem:
            # The vault or the machine is at fault. The job stays queued; the next wake tries again.
            self._stop_at(problem)
        except Exception as bug:
            log.exception("memory work failed")
            self._stop_at(
                EnvironmentProblem(
                    f"Memory work stopped at an internal error ({type(bug).__name__}).",
                    "The message is safe in the diary and will be worked on again.",
                    "Restart Mneme; if it happens again, please report it.",
                )
            )
        with self._wakened:
            self._wakened.notify_all()

    def _stop_at(self, problem: Exception) -> None:
        with self._wakened:
            self._problem = problem
