"""Models behind a server: how one is named in the settings, and how the one that is named is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory_core.errors import BadRequest, ModelError

if TYPE_CHECKING:
    from app.bootstrap import Session
    from app.keys.server_keys import Kept
    from app.network.consent import Address
    from app.network.local_servers import LocalServer
    from app.network.log import NetworkLog
    from app.network.openai import ServedLanguageModel
    from app.network.server import ServedModel

SERVER_KEYS = "servers.sealed"
"""The file in an encrypted vault's folder that holds the keys of servers, where no keychain does."""
_MOST_CONTEXT = 16_384
"""Tokens that a server is sent at most, however many it would take: long prompts are read slowly."""


def is_served(name: str | None) -> bool:
    """Whether a model's name in the settings is that of one behind a server."""
    return name is not None and name.startswith(("http://", "https://")) and "#" in name


def served_name(address: Address, model: str) -> str:
    """The name of a server's model in the settings: ``http://host:port#model``."""
    return f"{address.url}#{model}"


def parts_of(name: str) -> tuple[str, str]:
    """The server's address and the model's id there, of a name in the settings."""
    address, _, model = name.partition("#")
    return address, model


def open_served(name: str, log: NetworkLog, *, agreed: str, token: str, context: int) -> ServedLanguageModel:
    """The model of a name, after its server said that it has it.

    Args:
        name: see :func:`served_name`.
        log: where each request is written down, before it is made.
        agreed: the name of the server that the user agreed to, for one beyond this machine.
        token: what the server knows this program by.
        context: tokens to use at the least, if the server takes as many.

    Raises:
        ModelError: it does not answer, does not offer the model, or may not be used.
    """
    from app.network.openai import ServedLanguageModel
    from app.network.problems import MEMORIES, ServerRefused
    from app.network.server import Server, server_address

    text, model = parts_of(name)
    try:
        server = Server(server_address(text), log, agreed=agreed, token=token)
    except BadRequest as refused:
        raise ServerRefused(
            f"The server {text} may not be used: {refused}.",
            MEMORIES,
            "Open the page of models and connect to it anew.",
        ) from refused
    made = ServedLanguageModel.open(server, model)
    most = max(context, _MOST_CONTEXT)
    if made.describe().context > most:
        made = ServedLanguageModel(server, model, most)
    return made


def no_way(name: str) -> ModelError:
    """A model behind a server was asked for where no connection can be made."""
    return ModelError(
        f"The model {parts_of(name)[1]} is behind a server, which is not asked here.",
        "Your memories are untouched.",
        "Name a model file on this computer.",
    )


@dataclass(frozen=True, slots=True)
class Connected:
    """A server that answered. ``kept`` says where its key is kept now, None where none was given."""

    address: Address
    models: tuple[ServedModel, ...]
    kept: Kept | None


def connect(session: Session, text: str, token: str) -> Connected:
    """Ask a server which models it offers, and keep its address and key if it answers. Work for a job.

    Args:
        session: whose settings say to which server beyond this machine the user agreed.
        text: the address, as the user wrote it.
        token: what the server knows this program by; empty for the one that is kept.

    Raises:
        BadRequest: it is no address, nobody agreed to it, or it would not be safe.
        ModelError: it does not answer, or with something else.
        NotLogged: the request could not be written down.
    """
    from app.network.server import Server, server_address

    address = server_address(text)
    known = token or session.server_keys.read(address.name)
    server = Server(address, session.list_of_requests(), agreed=session.settings.server_agreed, token=known)
    models = server.models()
    kept = None
    if token:
        try:
            kept = session.server_keys.write(address.name, token)
        except OSError:  # it is known until the program ends, which is what is said then
            from app.keys.server_keys import Kept

            kept = Kept.NOWHERE
    session.change(server=address.url)
    return Connected(address, models, kept)


def find(session: Session, known: tuple[tuple[str, int], ...] = ()) -> tuple[LocalServer, ...]:
    """Ask the usual ports of this machine. Work for a job.

    Raises:
        NotLogged: a request could not be written down.
    """
    from app.network.local_servers import KNOWN, find_servers

    return find_servers(session.list_of_requests(), known or KNOWN)


def take_back(session: Session) -> None:
    """The user agrees to no server beyond this machine any more; its key is forgotten. Work for a job."""
    name = session.settings.server_agreed
    session.change(server_agreed="", server="", server_model="")
    if name:
        session.server_keys.forget(name)
