"""What a vault has to do with the network: its list of requests, and a server for vectors if one is named."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.paths import Paths
from app.settings import Settings, SettingsFile
from memory_core.errors import BadRequest, EnvironmentProblem
from memory_core.store.keys import Key, Plain
from memory_core.types import VectorIndex

if TYPE_CHECKING:
    from app.network.log import NetworkLog
    from memory_core.doors.vault import VaultDoor

TOKEN_VARIABLE = "MNEME_VECTOR_SERVER_TOKEN"  # noqa: S105  a name
"""Variable of the environment that holds what a server beyond this machine knows the program by. It is kept
in no file of ours."""
_LOG_FILE = "connections.log"


class Connection:
    """A vault's index on a server, if it has one, and the list of requests that were made.

    ``index`` is None without a server; ``log`` is None where no request was ever made, until
    :meth:`list_of_requests` is called; ``problem`` says why a server that the settings name is not used.
    ``settings`` are the settings as they stand now.
    """

    def __init__(
        self,
        folder: Path,
        key: Key | Plain,
        settings: Settings,
        index: VectorIndex | None = None,
        log: NetworkLog | None = None,
        problem: str = "",
    ) -> None:
        self._folder = folder
        self._key = key
        self._vault: VaultDoor | None = None
        self._making = threading.Lock()
        self.settings = settings
        self.index = index
        self.log = log
        self.problem = problem

    def register(self, vault: VaultDoor) -> None:
        """Name the list to those who purge and lock."""
        self._vault = vault
        if self.log is not None:
            vault.register("connections", self.log.path, self.log.clean, encrypted=self.log.encrypted)

    def list_of_requests(self) -> NetworkLog:
        """The list into which whoever makes a request writes it first; made when it is first needed."""
        from app.network.log import NetworkLog

        with self._making:
            if self.log is None:
                self.log = NetworkLog(self._folder, self._key)
                if self._vault is not None:
                    self.register(self._vault)
            return self.log

    def close(self) -> None:
        """End it."""
        if self.index is not None:
            self.index.close()


def connect(folder: Path, key: Key | Plain, paths: Paths, settings: Settings) -> Connection:
    """What the settings ask for. Nothing is connected to before the index is first used.

    A server that may not be used keeps no vault from opening: that is what ``Connection.problem`` is for.
    """
    if not settings.vector_server and not (folder / _LOG_FILE).exists():
        return Connection(folder, key, settings)
    from app.network.log import NetworkLog

    log = NetworkLog(folder, key)
    if not settings.vector_server:
        return Connection(folder, key, settings, None, log)
    from app.network.chroma_server import ChromaServerIndex
    from app.network.consent import Address

    try:
        if not settings.vector_server_name:
            settings = replace(settings, vector_server_name=secrets.token_hex(16))
            SettingsFile(paths.settings).save(settings)
        index = ChromaServerIndex(
            Address.parse(settings.vector_server),
            _name(folder, settings.vector_server_name),
            log,
            agreed=settings.vector_server_agreed,
            token=os.environ.get(TOKEN_VARIABLE, ""),
        )
    except (BadRequest, EnvironmentProblem) as refused:
        return Connection(folder, key, settings, None, log, str(refused))
    return Connection(folder, key, settings, index, log)


def _name(folder: Path, chance: str) -> str:
    """The name of a vault's collection: says nothing about whose it is, and is another on every machine."""
    place = hashlib.blake2b(os.fsencode(folder.resolve()), key=chance.encode()[:64], digest_size=12)
    return f"mneme-{place.hexdigest()}"
