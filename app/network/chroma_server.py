"""A Chroma server as a vector index: for vaults whose vectors have outgrown the machine. Off by default."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from typing import Any, TypeVar

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings, System

from app.network.consent import Address, allow
from app.network.log import NetworkLog
from memory_core.errors import VectorIndexError, VectorIndexLate
from memory_core.types import Checksums, Ids, Matrix, Nearest
from memory_core.workers.chroma_collection import ChromaCollection

NO_FILE: dict[str, Any] = {"_env_file": None}
"""Chroma would read settings from a file in whatever folder the user stands in."""
_SECONDS = 30.0
_CONNECT_SECONDS = 5.0
_T = TypeVar("_T")


class ChromaServerIndex:
    """A :class:`memory_core.types.VectorIndex` on a Chroma server.

    Requests are made one after the other on a thread of this object's own. Nothing is connected to before the
    first of them, and a server that went away is looked for again with the next.

    Args:
        address: where the server is.
        collection: the name of this vault's collection there.
        log: where each request is written down, before it is made.
        agreed: the name of the server that the user agreed to, for one beyond this machine.
        token: what the server knows this program by, for one beyond this machine.

    Raises:
        BadRequest: the user did not agree to it, or it would not be safe.
    """

    def __init__(
        self, address: Address, collection: str, log: NetworkLog, *, agreed: str = "", token: str = ""
    ) -> None:
        allow(address, agreed, token)
        self.id = f"Chroma at {address.name}"
        self._address = address
        self._name = collection
        self._log = log
        self._token = token
        self._server: _Server | None = None
        self._collection: ChromaCollection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-chroma-server")
        self._late: Future[Any] | None = None

    def held(self) -> tuple[Ids, Checksums]:
        """Every id and the checksum of its vector, as the server has them now."""
        return self._do(self._read_anew)

    def put(self, ids: Ids, vectors: Matrix) -> None:
        """Add or replace vectors."""
        self._do(lambda: self._there().put(ids, vectors))

    def drop(self, ids: Ids) -> None:
        """Take vectors out."""
        self._do(lambda: self._there().drop(ids))

    def nearest(self, vectors: Matrix, k: int, wait: float | None = None) -> list[Nearest]:
        """The nearest to each vector; none is asked for before a late answer is there."""
        late = self._late
        if wait is not None and late is not None and not late.done():
            raise VectorIndexLate("The server is still busy with an earlier question.")
        return self._do(lambda: self._there().nearest(vectors, k), wait)

    def clear(self) -> None:
        """Drop the collection on the server."""
        self._do(self._remove)

    def close(self) -> None:
        """End the connections and the thread, after the request in hand."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._hang_up()

    def _do(self, work: Callable[[], _T], wait: float | None = None) -> _T:
        try:
            future = self._thread.submit(self._guarded, work)
        except RuntimeError as error:
            raise VectorIndexError("The connection is closed.") from error
        try:
            return future.result(wait)
        except Late:
            self._late = future
            raise VectorIndexLate("The server did not answer in time.") from None

    def _guarded(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        except Exception as error:
            # Chroma's client raises anything, and its words may hold anything; the kind is enough to know.
            self._hang_up()
            raise VectorIndexError(
                f"The server {self._address.name} cannot be used ({type(error).__name__}).",
                "Nothing is lost; search goes on without it.",
            ) from error

    def _there(self) -> ChromaCollection:
        if self._collection is None:
            self._server = self._server or _Server(self._address, self._token, self._log)
            self._collection = ChromaCollection(self._server, self._name)
        return self._collection

    def _read_anew(self) -> tuple[Ids, Checksums]:
        self._collection = None
        return self._there().held()

    def _remove(self) -> None:
        self._there()
        self._collection = None
        if self._server is not None:
            self._server.drop(self._name)

    def _hang_up(self) -> None:
        server, self._server, self._collection = self._server, None, None
        if server is not None:
            server.close()


class _Server:
    """Chroma's own client of its server, on a connection of ours: with a log and an end to waiting, and
    without the proxies that somebody wrote into the environment.
    """

    def __init__(self, address: Address, token: str, log: NetworkLog) -> None:
        settings = Settings(
            **NO_FILE,
            anonymized_telemetry=False,
            chroma_server_host=address.host,
            chroma_server_http_port=address.port,
            chroma_server_ssl_enabled=address.secure,
            chroma_server_headers={"Authorization": f"Bearer {token}"} if token else {},
        )
        self._api = System(settings).instance(FastAPI)
        headers = dict(self._api._session.headers)
        self._api._session.close()

        def asked(request: httpx.Request) -> None:
            log.write(address.name, request.method, request.url.path, len(request.content), 0)

        def answered(response: httpx.Response) -> None:
            path = response.request.url.path
            log.write(address.name, response.request.method, path, 0, response.status_code)

        self._api._session = httpx.Client(
            timeout=httpx.Timeout(_SECONDS, connect=_CONNECT_SECONDS),
            headers=headers,
            trust_env=False,
            follow_redirects=False,
            verify=ssl.create_default_context() if address.secure else False,
            event_hooks={"request": [asked], "response": [answered]},
        )

    def get_or_create_collection(self, name: str, *, configuration: Any, **_: None) -> Collection:
        """The collection of a name; see ``ChromaCollection``."""
        model = self._api.create_collection(
            name=name,
            configuration=configuration,
            get_or_create=True,
            tenant=DEFAULT_TENANT,
            database=DEFAULT_DATABASE,
        )
        return Collection(client=self._api, model=model, embedding_function=None, data_loader=None)

    def drop(self, name: str) -> None:
        """Delete a collection."""
        self._api.delete_collection(name=name, tenant=DEFAULT_TENANT, database=DEFAULT_DATABASE)

    def close(self) -> None:
        """End the connections."""
        with contextlib.suppress(httpx.HTTPError):
            self._api._session.close()
