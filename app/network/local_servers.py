"""Which programs on this machine serve models: looked for when the user asks, and at no other time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from app.network.consent import Address
from app.network.log import NetworkLog
from app.network.server import ServedModel, Server
from memory_core.errors import ModelError

KNOWN: Sequence[tuple[str, int]] = (
    ("Ollama", 11434),
    ("LM Studio", 1234),
    ("Jan", 1337),
    ("GPT4All", 4891),
    ("llama-server", 8080),
)
"""Programs and the ports they listen on unless told otherwise."""
_HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A program on this machine that answers, named after the port's usual owner, and what it offers."""

    name: str
    address: Address
    models: tuple[ServedModel, ...]


def find_servers(
    log: NetworkLog,
    known: Sequence[tuple[str, int]] = KNOWN,
    *,
    connect_seconds: float = 1.0,
    answer_seconds: float = 3.0,
) -> tuple[LocalServer, ...]:
    """Ask each known port of this machine once for its models; those that do not answer are left out.

    Args:
        log: where each request is written down, before it is made.
        known: names and ports.
        connect_seconds: how long connecting may take.
        answer_seconds: how long nothing may come.

    Raises:
        NotLogged: a request could not be written down.
    """

    def ask(one: tuple[str, int]) -> LocalServer | None:
        name, port = one
        address = Address(_HERE, port, secure=False)
        server = Server(address, log, connect_seconds=connect_seconds, stall_seconds=answer_seconds)
        try:
            return LocalServer(name, address, server.models())
        except ModelError:
            return None

    with ThreadPoolExecutor(max_workers=max(1, len(known)), thread_name_prefix="mneme-servers") as pool:
        return tuple(one for one in pool.map(ask, known) if one is not None)
