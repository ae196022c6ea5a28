"""Letting the memory sleep, waking it, and what its nights did."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory_core.clock import Clock
from memory_core.learning import Learning
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.recall.recall import Recall
from memory_core.sleep.cycle import Progress, Sleep
from memory_core.store.database import Database
from memory_core.store.nights import Nights
from memory_core.types import (
    LanguageModelLike,
    NightState,
    SleepReport,
    Stage,
)

Changed = Callable[[], None]

_A_LOOK = 0.02
"""Seconds between two looks at whether to stop, while memory work is waited for."""
_QUESTIONS = 200
"""Questions whose encodings are kept while a night runs."""
_PATIENCE = 10.0
"""Seconds that closing waits for a night to stop."""
ASLEEP = "asleep_already"
"""Note of a report of nothing: a night is running."""
AWAKE = "interrupted"
"""Note of a report of nothing: the user came back before the night began."""
NOTHING = "nothing_new"
"""Note of a report of nothing: there is nothing to sleep on."""


@dataclass(frozen=True, slots=True)
class Sleeper:
    """What a night needs of the mind, once that is awake."""

    mirror: Mirror
    recall: Recall
    learning: Learning


class SleepDoor:
    """Lets the memory sleep. Every method may be called from any thread."""

    def __init__(
        self,
        db: Database,
        sleeper: Callable[[], Sleeper],
        heard: Callable[[float], bool],
        changed: Changed,
        params: Params,
        clock: Clock,
        model: Callable[[], LanguageModelLike | None] = lambda: None,
    ) -> None:
        """
        Args:
            db: the vault.
            sleeper: what a night needs of the mind.
            heard: waits so many seconds for messages to be heard; returns whether all of them are.
            changed: called after each commit.
            params: tunable numbers.
            clock: the present.
            model: the loaded language model, if there is one with nothing else to do.
        """
        self._db = db
        self._sleeper = sleeper
        self._heard = heard
        self._changed = changed
        self._params = params
        self._clock = clock
        self._model = model
        self._nights = Nights(db)
        self._asleep = threading.Lock()
        self._awake = threading.Event()
        self._stage: tuple[Stage, float] | None = None

    def run(
        self, deadline: datetime | None = None, progress: Progress | None = None, *, force: bool = True
    ) -> SleepReport:
        """Sleep a night, or go on with one that was broken off; all of it is one undoable step.

        Waits for messages that are being heard. The chat does not wait for it: :meth:`interrupt` or a new
        message stops it within a tenth of a second.

        Args:
            deadline: aware time at which to stop.
            progress: told the stage and the share of it done; returns False to stop.
            force: False sleeps only if there is something to sleep on (:meth:`due`).

        Returns:
            What was done; a report with the id 0 if nothing was, its note says why.

        Raises:
            MnemeError: the vault or the machine is at fault; the next call goes on with the night.
        """
        if not self._asleep.acquire(blocking=False):
            return self._nothing(ASLEEP)
        try:
            self._awake.clear()
            if not force and not self._is_worth_it(self._clock()):
                return self._nothing(NOTHING)

            def stop() -> bool:
                return self._awake.is_set() or (deadline is not None and self._clock() >= deadline)

            while not self._heard(_A_LOOK):
                if stop():
                    return self._nothing(AWAKE)

            def told(stage: str, share: float) -> bool:
                self._stage = Stage(stage), share
                return progress is None or progress(stage, share)

            mind = self._sleeper()
            recall = mind.recall.remembering(_QUESTIONS)  # the same are asked before the night and after it
            night = Sleep(
                self._db,
                mind.mirror,
                lambda cue, limit: recall(cue, limit=limit),
                mind.learning,
                self._params,
                self._clock,
                model=self._model(),
                changed=self._changed,
            )
            return night.run(stop, told)
        finally:
            self._stage = None
            self._asleep.release()
            self._changed()

    def interrupt(self) -> None:
        """Wake up: a running night stops within a tenth of a second and is gone on with later. Returns at
        once; without a running night it does nothing."""
        self._awake.set()

    def close(self) -> None:
        """Stop a running night and wait until it has stopped."""
        self._awake.set()
        if self._asleep.acquire(timeout=_PATIENCE):
            self._asleep.release()

    @property
    def sleeping(self) -> bool:
        """Whether a night is running here."""
        return self._asleep.locked()

    @property
    def stage(self) -> tuple[Stage, float] | None:
        """The stage in hand and the share of it done (0..1), None while awake."""
        return self._stage

    def reports(self, limit: int = 30) -> list[SleepReport]:
        """Nights, the newest first. One undone in the journal is still here; its step there says so."""
        return self._nights.reports(limit)

    def due(self, idle: timedelta, now: datetime | None = None) -> bool:
        """Whether to go to sleep: nobody has been there for a while, and there is something to sleep on.

        Args:
            idle: for how long nobody has touched the program.
            now: the present (aware); the clock's if None.
        """
        enough = timedelta(minutes=self._params.sleep_after_minutes)
        return not self.sleeping and idle >= enough and self._is_worth_it(now or self._clock())

    def _is_worth_it(self, now: datetime) -> bool:
        """Something was said or changed since the last night, it was broken off, or it is long ago."""
        last = self._nights.last()
        if last is None:
            return self._nights.last_turn() > 0
        if last.finished is None or last.state in (NightState.RUNNING, NightState.STOPPED):
            return True
        if self._nights.steps_after(self._nights.known_step()):
            return True
        return now - last.started >= timedelta(hours=self._params.sleep_gap_hours)

    def _nothing(self, note: str) -> SleepReport:
        now = self._clock()
        return SleepReport(now, now, notes=(note,), state=NightState.STOPPED)
