"""A server that speaks OpenAI's protocol: which may be asked, what it offers, and what its errors mean.

Ollama, LM Studio, Jan, GPT4All and llama.cpp's own server all speak it. Nothing is asked before somebody asks
for it, and every request is written into the list of connections first.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.network.consent import Address, allow
from app.network.exchange import Exchange, Target
from app.network.log import NetworkLog
from app.network.problems import MEMORIES, ServerLost, ServerRefused
from memory_core.errors import BadRequest
from memory_core.text.language import Language

_CONSENT: Mapping[Language, str] = MappingProxyType(
    {
        "en": (
            "Your messages, the earlier part of the conversation and the memories that belong to them will be"
            " sent to {host} in full, to be answered there. Whoever runs {host} can read and keep them."
            " Memory itself stays on this machine and thinks without that server. You can take this back at"
            " any time; what was sent before may stay there."
        ),
        "ru": (
            "Ваши сообщения, предыдущая часть беседы и относящиеся к ним воспоминания будут целиком"
            " отправляться на {host}, чтобы там на них ответили. Тот, кто управляет {host}, может их"
            " прочитать и сохранить. Сама память остаётся на этом компьютере и думает без этого сервера."
            " Согласие можно отозвать в любой момент; отправленное раньше может там остаться."
        ),
    }
)
_MOST_BYTES = 8 << 20
"""Of an answer that does not stream."""
_LONGEST_DETAIL = 300
_CONTEXT_KEYS = ("loaded_context_length", "max_model_len", "context_length", "n_ctx")
"""Where servers say how many tokens a model takes; the protocol itself has no word for it."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model that a server offers. ``context`` is in tokens, 0 where the server does not say."""

    id: str
    context: int = 0


def server_address(text: str) -> Address:
    """The address of a server, as users copy it from other programs: with or without ``/v1``.

    Raises:
        BadRequest: it is none.
    """
    return Address.parse(text.strip().rstrip("/").removesuffix("/v1"))


def consent_text(address: Address, language: Language) -> str:
    """What the user is asked to agree to before a server beyond this machine answers."""
    return _CONSENT[language].format(host=address.name)


class Server:
    """A server that speaks the protocol. Makes no request by itself.

    Args:
        address: where it is.
        log: where each request is written down, before it is made.
        agreed: the name of the server that the user agreed to, for one beyond this machine.
        token: what the server knows this program by; needed beyond this machine.
        connect_seconds: how long connecting may take.
        stall_seconds: how long nothing may come; a long prompt is read before the first word comes.
        tls: how a certificate is checked; by default against the system's authorities.

    Raises:
        BadRequest: the user did not agree to it, or it would not be safe.
    """

    def __init__(
        self,
        address: Address,
        log: NetworkLog,
        *,
        agreed: str = "",
        token: str = "",
        connect_seconds: float = 5.0,
        stall_seconds: float = 300.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        allow(address, agreed, token)
        if not re.fullmatch(r"[\x21-\x7e]*", token):
            raise BadRequest("a token has no spaces and no letters but ASCII's")
        self.address = address
        self._log = log
        self._token = token
        self._connect_seconds = connect_seconds
        self._stall_seconds = stall_seconds
        self._tls = tls

    def models(self) -> tuple[ServedModel, ...]:
        """What the server offers, in its order.

        Raises:
            ServerLost: it does not answer.
            ServerRefused: it answers with an error or with something else.
        """
        exchange = self.exchange()
        try:
            response = self.ask(exchange, "GET", "/v1/models", None)
            given = self._json(response.read(_MOST_BYTES + 1))
        except (OSError, http.client.HTTPException) as error:
            raise self.lost(error) from error
        finally:
            exchange.close()
        rows = given.get("data")
        if not isinstance(rows, list):
            raise self.strange()
        found = (_served(row) for row in rows)
        return tuple(one for one in found if one is not None)

    def exchange(self) -> Exchange:
        """A request to be made."""
        return Exchange(
            self._log,
            connect_seconds=self._connect_seconds,
            stall_seconds=self._stall_seconds,
            tls=self._tls,
        )

    def ask(
        self, exchange: Exchange, method: str, path: str, body: Mapping[str, Any] | None
    ) -> http.client.HTTPResponse:
        """Make a request; the answer is one of success.

        Raises:
            ServerRefused: it is not.
            OSError, http.client.HTTPException: it did not come.
        """
        headers = {"Accept": "application/json, text/event-stream", "Accept-Encoding": "identity"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        response = exchange.ask(method, Target(self.address, path), headers, data)
        if response.status != 200:
            raise self.refused(response.status, detail(response.read(_MOST_BYTES)))
        return response

    def _json(self, data: bytes) -> dict[str, Any]:
        try:
            given = json.loads(data) if len(data) <= _MOST_BYTES else None
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise self.strange()
        return given

    def lost(self, error: Exception) -> ServerLost:
        """It cannot be reached, or the answer broke off."""
        name = self.address.name
        if isinstance(error, ssl.SSLCertVerificationError):
            what = f"The server {name} could not prove that it is the right one."
        elif isinstance(error, TimeoutError):
            what = f"The server {name} did not answer in time."
        elif isinstance(error, http.client.HTTPException | ConnectionResetError | BrokenPipeError):
            what = f"The answer of the server {name} broke off."
        else:
            what = f"The server {name} cannot be reached."
        return ServerLost(what, MEMORIES, "Look whether that program is running, and ask again.")

    def refused(self, status: int, detail: str) -> ServerRefused:
        """It answered with an error; ``detail`` is what it says itself."""
        said = f" ({detail})" if detail else ""
        todo = "Look whether the model is loaded in that program, or choose another one."
        if status in (401, 403):
            todo = "It wants a key: enter the one that program shows."
        elif status == 404:
            todo = "Choose a model that this server offers."
        return ServerRefused(
            f"The server {self.address.name} answered with error {status}{said}.", MEMORIES, todo
        )

    def strange(self) -> ServerRefused:
        """It answered with something that is not of the protocol."""
        return ServerRefused(
            f"What the server {self.address.name} answered could not be understood.",
            MEMORIES,
            "Look whether the address is that of a program that serves models, and whether it is up to date.",
        )


def _served(row: object) -> ServedModel | None:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        return None
    meta = row.get("meta")
    places = [row, meta] if isinstance(meta, dict) else [row]
    said = (count(place, key) for place in places for key in _CONTEXT_KEYS)
    return ServedModel(row["id"], next((context for context in said if context), 0))


def count(place: Mapping[str, Any], key: str) -> int:
    """A number that a server gives, 0 for none or nonsense."""
    value = place.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 40 else 0


def detail(data: bytes) -> str:
    """What a server says of its error, as one short line."""
    try:
        given: object = json.loads(data)
    except (ValueError, RecursionError):
        given = data.decode("utf-8", "replace") if not data.lstrip().startswith(b"<") else ""
    for key in ("error", "message"):
        if isinstance(given, dict):
            given = given.get(key, given.get("detail", "") if key == "error" else "")
    return shown(given) if isinstance(given, str) else ""


def shown(text: str) -> str:
    """A server's own words as one short line that can be shown."""
    line = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * _LONGEST_DETAIL])
    return " ".join(line.split())[:_LONGEST_DETAIL].rstrip(".")
