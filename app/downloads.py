"""Downloads of models while the window is open: begun by a click, watched by whoever shows them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from memory_core.errors import Cancelled
from memory_core.models.catalogue import Offer, read_catalogue

if TYPE_CHECKING:
    from app.bootstrap import Session
    from app.network.download import Download
    from app.network.progress import Manner, Progress

_AT_ONCE = 2


class Stage(StrEnum):
    """What a download is doing, as far as it can be steered."""

    WAITING = "waiting"
    """Others are before it."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """The user ended it; what came is kept."""
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Fetching:
    """A download as it stands: its last progress, what went wrong, the file when it is there."""

    offer: Offer
    stage: Stage
    progress: Progress | None = None
    problem: Exception | None = None
    file: Path | None = None

    @property
    def alive(self) -> bool:
        """Whether it holds a place or waits for one."""
        return self.stage in (Stage.WAITING, Stage.RUNNING, Stage.PAUSED)


class Downloads(QObject):
    """Lives as long as the open vault; the list of its requests is the vault's.

    ``changed`` carries the id of the offer whose download went on. ``offers`` and ``manner`` are set by tests
    that serve models of their own.
    """

    changed = Signal(str)
    _came = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pool: ThreadPoolExecutor | None = None
        self._running: dict[str, Download] = {}
        self._known: dict[str, Fetching] = {}
        self._closed = False
        self.offers: Callable[[], tuple[Offer, ...]] = read_catalogue
        self.manner: Manner | None = None
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is being fetched, not counting what the user paused."""
        return any(one.stage in (Stage.WAITING, Stage.RUNNING) for one in self._known.values())

    def of(self, offer_id: str) -> Fetching | None:
        """How an offer's download stands; None if none was begun."""
        return self._known.get(offer_id)

    def begin(self, offer: Offer) -> None:
        """Fetch it, or go on with what an earlier time left."""
        known = self._known.get(offer.id)
        if self._closed or (known is not None and known.alive):
            return
        from app.network.download import Download
        from app.network.progress import PATIENT

        if self._pool is None:
            self._pool = ThreadPoolExecutor(_AT_ONCE, "downloads")
        session, folder = self._session, self._session.models_folder
        download = Download(
            offer,
            folder,
            session.list_of_requests(),
            progress=lambda progress: self._tell(offer.id, progress),
            manner=self.manner or PATIENT,
        )
        self._running[offer.id] = download
        self._set(Fetching(offer, Stage.WAITING))

        def ended(future: Future[Path]) -> None:
            if future.cancelled():
                self._tell(offer.id, Cancelled("nobody waits for it any more"))
            else:
                self._tell(offer.id, future.exception() or future.result())

        self._pool.submit(download.run).add_done_callback(ended)

    def pause(self, offer_id: str) -> None:
        """Let the connection go until :meth:`resume`."""
        self._steer(offer_id, lambda download: download.pause(), Stage.PAUSED)

    def resume(self, offer_id: str) -> None:
        """Go on after a pause."""
        self._steer(offer_id, lambda download: download.resume(), Stage.RUNNING)

    def cancel(self, offer_id: str) -> None:
        """End it; what came is kept."""
        self._steer(offer_id, lambda download: download.cancel(), None)

    def discard(self, offer: Offer) -> None:
        """Remove what came of a download that has ended. Work for a job.

        Raises:
            NetworkProblem: it has not ended.
        """
        from app.network.part_file import PartFile

        PartFile.open(offer, self._session.models_folder).discard()

    def forget(self, offer_id: str) -> None:
        """Show an offer as if nothing had been begun."""
        known = self._known.get(offer_id)
        if known is not None and not known.alive:
            del self._known[offer_id]
            self.changed.emit(offer_id)

    def close(self) -> None:
        """End them all and wait until they have ended; what came is kept. From any thread."""
        self._closed = True
        for download in list(self._running.values()):
            download.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _steer(self, offer_id: str, act: Callable[[Download], None], stage: Stage | None) -> None:
        download, known = self._running.get(offer_id), self._known.get(offer_id)
        if download is None or known is None or not known.alive:
            return
        act(download)
        if stage is not None:
            self._set(replace(known, stage=stage))

    def _tell(self, offer_id: str, what: object) -> None:
        """From a download's own thread to the window's."""
        if not self._closed:
            with contextlib.suppress(RuntimeError):  # the window has just gone
                self._came.emit(offer_id, what)

    def _take(self, offer_id: str, what: object) -> None:
        known = self._known.get(offer_id)
        if known is None or self._closed:
            return
        if isinstance(what, Path):
            self._end(replace(known, stage=Stage.DONE, file=what))
        elif isinstance(what, Cancelled):
            self._end(replace(known, stage=Stage.STOPPED))
        elif isinstance(what, Exception):
            self._end(replace(known, stage=Stage.FAILED, problem=what))
        else:
            stage = Stage.RUNNING if known.stage is Stage.WAITING else known.stage
            self._set(replace(known, stage=stage, progress=what))  # type: ignore[arg-type]

    def _end(self, fetching: Fetching) -> None:
        self._running.pop(fetching.offer.id, None)
        self._set(fetching)

    def _set(self, fetching: Fetching) -> None:
        self._known[fetching.offer.id] = fetching
        self.changed.emit(fetching.offer.id)
