"""Fetches one model of the catalogue: can be paused, broken off and gone on with; ends whole or not at all.

A download begins when somebody calls :meth:`Download.run`, and at no other time. Every request, each redirect
too, is written into the list of connections first; ``http.client`` is used because it does nothing by itself:
no redirect, no proxy, no second try. The file is known by its published checksum, so whatever happened on the
way, what gets the model's name is the model.
"""

from __future__ import annotations

import hashlib
import http.client
import math
import shutil
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.network.fetch import KEPT, Again, Fetch, wrong_file
from app.network.log import NetworkLog
from app.network.part_file import PartFile
from app.network.problems import MEMORIES, NoConnection, UnsafeAddress
from app.network.progress import PATIENT, Manner, Progress, Speed, State
from app.network.steering import Interrupted, Steering
from memory_core.errors import BadRequest
from memory_core.models.catalogue import Offer

_WORTH = 1 << 20
"""New bytes that connections must have brought for the tries to be counted from the beginning again."""
_REPORT_SECONDS = 0.1


class Download:
    """One download. ``run`` works in the caller's thread; the others may be called from any thread.

    Args:
        offer: what to fetch; its file's name, address, size and checksum are the catalogue's.
        folder: where to; made when it is missing.
        log: where each request is written down.
        progress: told how it stands, of one state ten times a second at most; it must return quickly.
        manner: how patiently.
        tls: how certificates are checked; by default against the system's authorities.
        clock: a clock that only goes forward, in seconds.
        wait: waits so many seconds, or until the event is set.
        free: bytes that are free in a folder.
    """

    def __init__(
        self,
        offer: Offer,
        folder: Path,
        log: NetworkLog,
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        manner: Manner = PATIENT,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float, threading.Event], object] = lambda seconds, event: event.wait(seconds),
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._offer = offer
        self._folder = folder
        self._progress = progress
        self._manner = manner
        self._clock = clock
        self._wait = wait
        self._steering = Steering()
        self._one = threading.Lock()
        self._fetch = Fetch(
            offer, folder, log, manner, self._steering, tls=tls, free=free, came=self._arrived
        )
        self._speed = Speed()
        self._reported = -math.inf
        self._state: State | None = None
        self._attempt = 1

    def run(self) -> Path:
        """Download until the file is here, whole and right. May be called again after it ended.

        Returns:
            the file. If it was here already, nothing is fetched.

        Raises:
            Cancelled: the user cancelled; what is here is kept, and another run goes on from there.
            AlreadyRunning: the same file is being downloaded.
            NoConnection, AnswerRefused, UnsafeAddress, NotLogged: it did not work; what is here is kept.
            WrongFile: what came is not what was published; it was deleted.
            DiskFull, EnvironmentProblem: it cannot be written; what is here is kept.
            BadRequest: the offer's file has no plain name.
        """
        if not self._one.acquire(blocking=False):
            raise BadRequest("this download is running already")
        try:
            self._steering.begin()
            part = PartFile.open(self._offer, self._folder)
            try:
                return self._run(part)
            finally:
                part.close()
        finally:
            self._one.release()

    def pause(self) -> None:
        """Let the connection go and wait for :meth:`resume`."""
        self._steering.want(paused=True)

    def resume(self) -> None:
        """Go on after a pause."""
        self._steering.want(paused=False)

    def cancel(self) -> None:
        """End it; ``run`` raises ``Cancelled``. What is here is kept for another time."""
        self._steering.want(cancelled=True)

    def discard(self) -> None:
        """Remove what an earlier, ended run left unfinished.

        Raises:
            AlreadyRunning: it has not ended.
        """
        PartFile.open(self._offer, self._folder).discard()

    def _obey(self, part: PartFile) -> None:
        """Stay here while it is paused; raises Cancelled."""

        def paused() -> None:
            self._speed.rest()
            self._report(State.PAUSED, part, now=True)

        self._steering.obey(paused)

    def _arrived(self, part: PartFile, count: int) -> None:
        self._speed.add(count, self._clock())
        if count:
            self._report(State.LOADING, part)

    def _run(self, part: PartFile) -> Path:
        target = self._folder / self._offer.file
        if target.is_file() and self._is_right(target, part):
            part.discard()
            self._progress(Progress(State.DONE, target.stat().st_size, target.stat().st_size))
            return target
        self._read_again(part)
        failures, most = 0, part.size
        while True:
            self._obey(part)
            self._attempt = failures + 1
            try:
                self._report(State.CONNECTING, part, now=True)
                self._fetch(part)
                break
            except Interrupted:
                continue
            except (Again, OSError, http.client.HTTPException) as error:
                failures, most = (1, part.size) if part.size - most >= _WORTH else (failures + 1, most)
                self._after_failure(part, error, failures)
            finally:
                self._steering.hang_up()
        if not part.right:
            part.discard()
            raise wrong_file(self._offer, "its checksum is not the published one")
        kept = part.keep()
        self._progress(Progress(State.DONE, part.size, part.size))
        return kept

    def _is_right(self, file: Path, part: PartFile) -> bool:
        """Whether the file that is here already has the published checksum."""
        done, digest = 0, hashlib.sha256()
        try:
            total = file.stat().st_size
            if self._offer.exact and total != self._offer.file_bytes:
                return False
            with file.open("rb") as opened:
                while block := opened.read(1 << 20):
                    digest.update(block)
                    done += len(block)
                    self._obey(part)
                    self._tell(Progress(State.CHECKING, done, total))
        except OSError:  # it cannot be read, so it is of no use
            return False
        return digest.hexdigest() == self._offer.sha256

    def _read_again(self, part: PartFile) -> None:
        """What an earlier run left counts only with the checksum of what it is now."""

        def each(_done: int) -> None:
            self._obey(part)
            self._report(State.CHECKING, part)

        part.read_again(each)

    def _after_failure(self, part: PartFile, error: Exception, failures: int) -> None:
        if isinstance(error, ssl.SSLCertVerificationError):
            raise UnsafeAddress(
                f"The server of {self._offer.name} could not prove that it is the right one.",
                f"{MEMORIES} {KEPT}",
                "Check this computer's date and time; in a company's network ask its administrator.",
            ) from error
        why = str(error) if isinstance(error, Again) else _in_words(error)
        if failures >= self._manner.attempts:
            raise NoConnection(
                f"{self._offer.name} could not be downloaded: {why}, {failures} times in a row.",
                f"{MEMORIES} {KEPT}",
                "Check the connection to the internet and go on.",
            ) from error
        self._speed.rest()
        self._attempt = failures + 1
        self._report(State.WAITING, part, now=True, problem=why)
        asked = error.seconds if isinstance(error, Again) else 0.0
        self._wait(max(asked, self._manner.backoff(failures)), self._steering.changed)

    def _report(self, state: State, part: PartFile, *, now: bool = False, problem: str = "") -> None:
        total = part.known.total
        speed = self._speed.value
        left = (total - part.size) / speed if total is not None and speed > 0 else None
        self._tell(Progress(state, part.size, total, speed, left, self._attempt, problem), now=now)

    def _tell(self, progress: Progress, *, now: bool = False) -> None:
        at = self._clock()
        if now or progress.state is not self._state or at - self._reported >= _REPORT_SECONDS:
            self._reported, self._state = at, progress.state
            self._progress(progress)


def _in_words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "nothing came for too long"
    if isinstance(error, http.client.HTTPException):
        return "the connection broke off"
    detail = getattr(error, "strerror", None)
    return f"the server cannot be reached ({detail})" if detail else "the server cannot be reached"
