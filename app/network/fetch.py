"""One connection's worth of a file: asked for where the last one ended, along checked redirects, bounded."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from urllib.parse import urljoin

from app.network.consent import Address
from app.network.exchange import Exchange, Target
from app.network.log import NetworkLog
from app.network.part_file import PartFile, no_room
from app.network.problems import MEMORIES, AnswerRefused, UnsafeAddress, WrongFile
from app.network.progress import Manner
from app.network.steering import Steering
from memory_core.models.catalogue import Offer

KEPT = "What is here already is kept; the download goes on from there."
_BLOCK = 1 << 18
_HOPS = 5
_LOOK = 64 << 20
"""Bytes between two looks at the free space."""
_ABOUT = 2
"""A file that is about so large is never so many times larger."""
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that may be others in a moment."""
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")
_SHA256 = re.compile(r'"?([0-9a-f]{64})"?')


class Again(Exception):
    """This try brought nothing, the next one may; ``seconds`` is what the server asks to wait."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.seconds = seconds


class Fetch:
    """Fetches what is missing of one file.

    Args:
        offer: which file.
        folder: where it is written, for the free space there.
        log: where each request is written down.
        manner: how patiently.
        steering: what the user wants.
        tls: how certificates are checked; by default against the system's authorities.
        free: bytes that are free in a folder.
        came: told how many bytes came just now.
    """

    def __init__(
        self,
        offer: Offer,
        folder: Path,
        log: NetworkLog,
        manner: Manner,
        steering: Steering,
        *,
        tls: ssl.SSLContext | None,
        free: Callable[[Path], int],
        came: Callable[[PartFile, int], None],
    ) -> None:
        self._offer = offer
        self._folder = folder
        self._log = log
        self._manner = manner
        self._steering = steering
        self._tls = tls
        self._free = free
        self._came = came

    def __call__(self, part: PartFile) -> None:
        """Fetch until all bytes are here, over one connection.

        Raises:
            Again, OSError, http.client.HTTPException: it broke; another try may go on.
            Interrupted: the user wants something else.
            AnswerRefused, UnsafeAddress, NotLogged, WrongFile, DiskFull, EnvironmentProblem: another try
                would not help; see ``Download.run``.
        """
        if part.known.total is not None and part.size == part.known.total:
            return
        self._room(part, part.known.total or self._offer.file_bytes)
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if part.size:
            headers["Range"] = f"bytes={part.size}-"
            if part.known.validator:
                headers["If-Range"] = part.known.validator
        try:
            response = self._ask(headers)
            self._begin(part, response)
            self._read(part, response)
        except (OSError, http.client.HTTPException) as error:
            self._steering.check(error)
            raise
        total = part.known.total
        if total is not None and part.size != total:
            self._steering.check()
            if part.size > total:
                part.restart()
            raise Again("the connection broke off")
        if total is None:
            self._steering.check()

    def _ask(self, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Follow redirects to where the file is, each of them checked and logged."""
        url = self._offer.url
        former: Address | None = None
        for _ in range(_HOPS + 1):
            target = Target.parse(url)
            self._safe(target.address, former)
            exchange = self._new_exchange()
            response = exchange.ask("GET", target, headers)
            self._same_as_published(response)
            if response.status not in _REDIRECTS:
                return response
            location = response.getheader("Location", "").strip()
            self._steering.hang_up()
            try:
                former, url = target.address, urljoin(url, location)
            except ValueError:
                location = ""
            if not location:
                break
        raise self._refused("it was passed on from one address to another without end")

    def _safe(self, address: Address, former: Address | None) -> None:
        """Encrypted always, but for this very machine; and nobody outside sends us to this machine."""
        if address.secure and (former is None or former.local or not address.local):
            return
        if not address.secure and address.local and (former is None or (former.local and not former.secure)):
            return
        raise UnsafeAddress(
            f"The download of {self._offer.name} led to an address that is not safe ({address.name}).",
            f"{MEMORIES} {KEPT}",
            "Try again later; if it happens again, choose another model.",
        )

    def _same_as_published(self, response: http.client.HTTPResponse) -> None:
        """Some servers say the checksum of what they would send: then a replaced file costs no download."""
        said = _SHA256.fullmatch(response.getheader("X-Linked-ETag", "").strip())
        if said and said[1] != self._offer.sha256:
            raise WrongFile(
                f"{self._offer.name} was replaced by its publisher since this program was made.",
                f"{MEMORIES} Nothing was downloaded.",
                "Choose another model, or update Mneme.",
            )

    def _begin(self, part: PartFile, response: http.client.HTTPResponse) -> None:
        """Understand an answer's head: what of the file follows, and is it still the same file?"""
        status = response.status
        if status not in (200, 206):
            self._no_content(part, response)
        if response.getheader("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise self._refused("it sends the file in a form that was not asked for")
        etag, date = response.getheader("ETag", ""), response.getheader("Last-Modified", "")
        if status == 206:
            total = self._of_range(part, response, etag)
        else:
            if part.size:
                part.restart()
            length = response.getheader("Content-Length", "")
            total = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        offer = self._offer
        if total is not None and (
            (offer.exact and total != offer.file_bytes) or total > _ABOUT * offer.file_bytes
        ):
            part.discard()
            raise wrong_file(self._offer, f"it would be {total:,} bytes long instead of {offer.file_bytes:,}")
        if total is None and offer.exact:
            total = offer.file_bytes
        part.learn(etag=etag, last_modified=date, total=total)
        self._room(part, total or offer.file_bytes)

    def _of_range(self, part: PartFile, response: http.client.HTTPResponse, etag: str) -> int | None:
        """Size of the whole file that a part belongs to.

        Raises:
            Again: it is not the part that follows, or not of the file that was begun; all of it is dropped.
        """
        found = _RANGE.fullmatch(response.getheader("Content-Range", "").strip())
        known = part.known
        same = found is not None and int(found[1]) == part.size > 0
        total = int(found[3]) if found and found[3] != "*" else known.total
        if known.total is not None and total != known.total:
            same = False
        if known.etag and etag and known.etag.removeprefix("W/") != etag.removeprefix("W/"):
            same = False
        if not same:
            part.restart()
            raise Again("the file was changed on the server")
        return total

    def _no_content(self, part: PartFile, response: http.client.HTTPResponse) -> NoReturn:
        status = response.status
        if status == 416:
            part.restart()
            raise Again("the file was changed on the server")
        if status in _LATER:
            after = response.getheader("Retry-After", "").strip()
            seconds = float(after) if after.isascii() and after.isdigit() and len(after) < 4 else 0.0
            raise Again(f"the server is busy ({status})", min(seconds, 120.0))
        raise self._refused(f"the answer was {status} {_printable(response.reason)}".rstrip())

    def _read(self, part: PartFile, response: http.client.HTTPResponse) -> None:
        limit = part.known.total or _ABOUT * self._offer.file_bytes
        looked = part.size
        self._came(part, 0)
        while data := response.read1(_BLOCK):
            if part.size + len(data) > limit:
                part.discard()
                raise wrong_file(self._offer, "more came than the file can have")
            part.write(data)
            self._came(part, len(data))
            if part.size - looked >= _LOOK:
                looked = part.size
                self._room(part, part.known.total or part.size)
            self._steering.check()

    def _room(self, part: PartFile, total: int) -> None:
        """Raises DiskFull unless the rest fits and the reserve stays."""
        try:
            free = self._free(self._folder)
        except OSError:  # a file system that does not tell: writing will
            return
        missing = max(0, total - part.size) + self._manner.reserve - free
        if missing > 0:
            raise no_room(self._folder, missing)

    def _new_exchange(self) -> Exchange:
        exchange = Exchange(
            self._log,
            connect_seconds=self._manner.connect_seconds,
            stall_seconds=self._manner.stall_seconds,
            tls=self._tls,
        )
        return self._steering.admit(exchange)

    def _refused(self, why: str) -> AnswerRefused:
        return AnswerRefused(
            f"The server does not give {self._offer.name}: {why}.",
            f"{MEMORIES} {KEPT}",
            "Try again later, or choose another model.",
        )


def wrong_file(offer: Offer, why: str) -> WrongFile:
    """What came was deleted, and why."""
    return WrongFile(
        f"What came is not {offer.name}: {why}.",
        f"{MEMORIES} What was downloaded has been deleted.",
        "Try again; if it happens again, choose another model.",
    )


def _printable(text: str | None) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in (text or "")[:60])
