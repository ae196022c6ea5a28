"""Two verbs and a stream.

``operation`` changes data: one serial lane, in the order in which it was asked. ``query`` reads: a free lane,
and newer work of a kind cancels older work of that kind. ``stream`` reads an iterator and hands what came to
the GUI thread in bunches. Every callback runs on the GUI thread, none runs after its work was cancelled.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.jobs.progress import Progress
from memory_core.errors import Cancelled

T = TypeVar("T")
Failed = Callable[[Exception], None]

BUNCH_MS = 30
"""How often streamed events reach the window: often enough to look alive, seldom enough never to stall it."""
SLOW_SECONDS = 0.5
"""Work that takes longer shows itself."""


class Jobs(QObject):
    """Runs work for the window. Create and close it on the GUI thread."""

    failed = Signal(object)
    """An exception that no callback of the work's own took."""
    slow = Signal(object)
    """The :class:`Progress` of the oldest work that takes longer than half a second, or ``None``."""
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serial = ThreadPoolExecutor(1, "operations")
        self._free = ThreadPoolExecutor(3, "queries")
        self._streams = ThreadPoolExecutor(2, "streams")
        self._running: list[Progress] = []
        self._kinds: dict[str, Progress] = {}
        self._shown: Progress | None = None
        self._closed = False
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(100)
        self._watch.timeout.connect(self._look)

    def operation(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        name: str = "",
    ) -> Progress:
        """Change data: after everything asked for before, before everything asked for later."""
        return self._start(self._serial, work, done, failed, Progress(name))

    def query(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        kind: str | None = None,
        name: str = "",
    ) -> Progress:
        """Read data. A newer query of the same ``kind`` makes this one's answer unwanted."""
        progress = Progress(name)
        self._replace(kind, progress)
        return self._start(self._free, work, done, failed, progress)

    def stream(
        self,
        work: Callable[[Progress], Iterator[T]],
        each: Callable[[list[T]], None],
        done: Callable[[None], None] | None = None,
        failed: Failed | None = None,
        name: str = "",
    ) -> Progress:
        """Read an iterator to its end; ``each`` gets what came in the last 30 ms, in order."""
        came: deque[T] = deque()
        timer = QTimer(self)
        timer.setInterval(BUNCH_MS)
        progress = Progress(name)

        def drain() -> None:
            bunch = [came.popleft() for _ in range(len(came))]
            if bunch and not progress.cancelled:
                each(bunch)

        def read(inner: Progress) -> None:
            for event in work(inner):
                inner.check()
                came.append(event)

        def end(then: Callable[[], None]) -> None:
            timer.stop()
            timer.deleteLater()
            drain()
            then()

        timer.timeout.connect(drain)
        timer.start()

        def finished(_: None) -> None:
            end(lambda: done(None) if done else None)

        def broke(error: Exception) -> None:
            end(lambda: failed(error) if failed else self.failed.emit(error))

        def dropped() -> None:
            end(lambda: None)

        return self._start(self._streams, read, finished, broke, progress, dropped)

    def cancel_all(self) -> None:
        """Nobody waits for anything any more: what runs ends, its callbacks are not called."""
        for progress in self._running:
            progress.cancel()

    def close(self) -> None:
        """Cancel everything and wait until the threads have ended."""
        self.cancel_all()
        self._closed = True
        for pool in (self._streams, self._free):
            pool.shutdown(wait=True, cancel_futures=True)
        self._serial.shutdown(wait=True)  # changes already asked for are still made
        self._watch.stop()

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._running

    def _replace(self, kind: str | None, progress: Progress) -> None:
        if kind is None:
            return
        older = self._kinds.get(kind)
        if older is not None:
            older.cancel()
        self._kinds[kind] = progress

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None,
        failed: Failed | None,
        progress: Progress,
        dropped: Callable[[], None] | None = None,
    ) -> Progress:
        if self._closed:
            progress.cancel()
            return progress
        self._running.append(progress)
        self._watch.start()

        def finish(tell: Callable[[], None]) -> None:
            self._running.remove(progress)
            self._look()
            if not progress.cancelled:
                tell()
            elif dropped is not None:
                dropped()

        def run() -> T:
            if pool is not self._serial:  # what the person asked to change is changed, watched or not
                progress.check()
            return work(progress)

        def ended(future: Future[T]) -> None:
            problem = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(problem, Cancelled):
                progress.cancel()
                self._deliver.emit(lambda: finish(lambda: None))
            elif isinstance(problem, Exception):
                broke, tell = problem, failed or self.failed.emit
                self._deliver.emit(lambda: finish(lambda: tell(broke)))
            else:
                self._deliver.emit(lambda: finish(lambda: done(future.result()) if done else None))

        pool.submit(run).add_done_callback(ended)
        return progress

    def _call(self, what: Any) -> None:
        what()

    def _look(self) -> None:
        late = [progress for progress in self._running if progress.name and progress.seconds > SLOW_SECONDS]
        oldest = late[0] if late else None
        if oldest is not self._shown:
            self._shown = oldest
            self.slow.emit(oldest)
        if not self._running:
            self._watch.stop()
