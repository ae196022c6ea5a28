"""Lets the memory sleep while nobody is there, at a time of the night, or by hand; wakes it when somebody
comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app.bootstrap import Session
from app.jobs.jobs import Jobs
from app.jobs.progress import Progress
from app.power import Power, power
from app.shell.idle import IdleWatch
from app.sleeping import Asleep
from memory_core.clock import system_clock
from memory_core.types import NightState, SleepReport, Stage

LEAST_CHARGE = 0.3
"""Charge of a battery (0..1) under which the memory waits for the mains."""
_LOOK_MS = 20_000
_POLL_MS = 150
_WINDOW = 120
"""Minutes after the chosen time of the night in which it is still that night's time."""
_QUIET = 120.0
"""Seconds without a touch before a night begins at its time."""
_LONG_AGO = timedelta(days=1)
"""How long nobody was there, to the engine: how long is long enough is the user's choice here."""
_STAGES = tuple(Stage)


class Nights(QObject):
    """Runs the nights of one open vault. Everything is on the GUI thread but the sleeping itself.

    A night that began by itself ends at the first touch. One that was begun by hand goes on while the user
    looks around, and ends when something is said to it, at :meth:`wake`, or when it is done.
    """

    changed = Signal()
    """It fell asleep, got further or woke up."""
    slept = Signal(object, bool)
    """A :class:`SleepReport`, and whether the night was begun by hand. Of one that began by itself it is told
    when somebody is there again, and only if it came to its end.
    """
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        idle: IdleWatch,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = system_clock,
        fed: Callable[[], Power] = power,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._idle = idle
        self._now = now
        self._fed = fed
        self._job: Progress | None = None
        self._far: tuple[Stage, float] | None = None
        self._by_hand = False
        self._woken = False
        self._held = False
        self._asking: Progress | None = None
        self._tonight: date | None = None
        self._untold: SleepReport | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self.look)
        self._watch.start()
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._follow)
        idle.touched.connect(self._touched)

    @property
    def asleep(self) -> Asleep | None:
        """How far the night is, None while awake."""
        if self._job is None:
            return None
        if self._far is None:
            return Asleep(None, 0.0, self._by_hand)
        stage, share = self._far
        return Asleep(stage, (_STAGES.index(stage) + share) / len(_STAGES), self._by_hand)

    def sleep(self, *, by_hand: bool = True) -> None:
        """Fall asleep now; begun by hand it sleeps whether there is much to sleep on or not."""
        if self._job is not None:
            return
        engine = self._session.engine
        self._far, self._by_hand, self._woken = None, by_hand, False

        def told(stage: str, share: float) -> bool:
            self._far = Stage(stage), share
            return not self._woken

        self._job = self._jobs.query(
            lambda _: engine.sleep.run(progress=told, force=by_hand), self._done, self._broke
        )
        self._poll.start()
        self.changed.emit()

    def wake(self) -> None:
        """Wake up: the night stops within a tenth of a second and is gone on with another time."""
        if self._job is not None:
            self._woken = True
            self._session.engine.sleep.interrupt()  # sets a flag and returns

    def hold(self) -> None:
        """Wake up, and do not fall asleep again by itself before somebody was there."""
        self._held = True
        self.wake()

    def close(self) -> None:
        """The vault is about to be closed."""
        self._watch.stop()
        self._poll.stop()
        self._idle.touched.disconnect(self._touched)
        self.wake()

    def look(self) -> None:
        """See whether it is time to sleep, and if it is, whether anything speaks against it."""
        asking = self._asking is not None and not self._asking.cancelled
        if self._job is not None or self._held or asking or not self._is_time():
            return
        session, now, fed = self._session, self._now(), self._fed
        on_battery = session.settings.sleep_on_battery

        def ready() -> bool | None:
            """None: not now; False: there is nothing to sleep on."""
            if session.assistant.answering or not fed().is_enough(LEAST_CHARGE, on_battery=on_battery):
                return None
            return session.engine.sleep.due(_LONG_AGO, now)

        self._asking = self._jobs.query(lambda _: ready(), self._answered, self._broke)

    def _answered(self, ready: bool | None) -> None:
        self._asking = None
        if ready is not None and self._is_the_hour():
            self._tonight = self._now().date()
        if ready and (self._is_time() or self._is_the_hour()):
            self.sleep(by_hand=False)

    def _is_time(self) -> bool:
        settings = self._session.settings
        if settings.sleep_idle and self._idle.seconds >= settings.sleep_after * 60:
            return True
        return self._is_the_hour() and self._tonight != self._now().date() and self._idle.seconds >= _QUIET

    def _is_the_hour(self) -> bool:
        at = self._session.settings.sleep_at
        if at < 0:
            return False
        now = self._now()
        return 0 <= (now.hour * 60 + now.minute - at) % (24 * 60) < _WINDOW

    def _touched(self) -> None:
        self._held = False
        if self._job is not None and not self._by_hand:
            self.wake()
        untold, self._untold = self._untold, None
        if untold is not None:
            self.slept.emit(untold, False)

    def _follow(self) -> None:
        job = self._job
        if job is None:
            return
        if self._woken:
            self._session.engine.sleep.interrupt()  # the first one may have come before the night had begun
        if job.cancelled:  # nobody is told how it ended
            self._job = None
            self._poll.stop()
        self.changed.emit()

    def _done(self, report: SleepReport) -> None:
        self._job = None
        self._poll.stop()
        self.changed.emit()
        if self._by_hand:
            self.slept.emit(report, True)
        elif report.id and report.lines and report.state is not NightState.STOPPED:
            self._untold = report

    def _broke(self, error: Exception) -> None:
        self._asking = None
        self._held = True  # not again and again
        self._job = None
        self._poll.stop()
        self.changed.emit()
        self.failed.emit(error)
