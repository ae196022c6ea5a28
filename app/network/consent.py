"""What may be connected to: this machine, and beyond it only what the user agreed to, knowing what that tells
to whom.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self
from urllib.parse import urlsplit

from memory_core.errors import BadRequest
from memory_core.text.language import Language

_CONSENT: Mapping[Language, str] = MappingProxyType(
    {
        "en": (
            "Numbers made of each of your memories and messages (vectors) will be sent to {host} and kept"
            " there. The words themselves are not sent, but much of what they say can be worked out from such"
            " numbers: whoever runs {host} could learn what you told Mneme. Your memories stay on this"
            " machine as well, and search goes on without the server. You can take this back at any time;"
            " what was sent before may stay there."
        ),
        "ru": (
            "На {host} будут отправлены и там храниться числа, полученные из каждого вашего воспоминания и"
            " сообщения (векторы). Сами слова не отправляются, но по таким числам можно восстановить многое"
            " из сказанного: тот, кто управляет {host}, мог бы узнать, что вы рассказывали Mneme."
            " Воспоминания остаются и на этом компьютере, поиск работает и без сервера. Согласие можно"
            " отозвать в любой момент; отправленное раньше может там остаться."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is."""

    host: str
    port: int
    secure: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """An address such as ``http://127.0.0.1:8000`` or ``https://vectors.example.org``.

        Raises:
            BadRequest: it is none, or holds more than scheme, host and port.
        """
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError as error:
            raise BadRequest(f"{text!r} is no address of a server") from error
        more = parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/")
        if parts.scheme not in ("http", "https") or not parts.hostname or more:
            raise BadRequest(f"{text!r} is no address of a server: http(s)://host:port is")
        secure = parts.scheme == "https"
        return cls(parts.hostname, port or (443 if secure else 8000), secure)

    @property
    def local(self) -> bool:
        """Whether it is this machine itself, said in numbers: a name can be made to mean another machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def url(self) -> str:
        """Scheme, host and port; parsing it gives this address again."""
        return f"{'https' if self.secure else 'http'}://{self.name}"

    @property
    def name(self) -> str:
        """Host and port, as consent names them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def consent_text(address: Address, language: Language) -> str:
    """What the user is asked to agree to before a server beyond this machine is used."""
    return _CONSENT[language].format(host=address.name)


def allow(address: Address, agreed: str, token: str) -> None:
    """Let a connection be made, or not.

    Args:
        address: where to.
        agreed: the name of the server that the user agreed to (``Address.name``); empty for none.
        token: what the server knows this program by.

    Raises:
        BadRequest: the server is beyond this machine, and the user did not agree to it, or it would be spoken
            to in the clear, or without a token.
    """
    if address.local:
        return
    if agreed != address.name:
        raise BadRequest(f"nobody agreed to connect to {address.name}")
    if not address.secure:
        raise BadRequest(f"{address.name} is not on this machine: only https is safe")
    if not token:
        raise BadRequest(f"{address.name} is not on this machine: it has to ask for a token")
