"""Requests to the network in plain words, and problems with them in the user's language."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.network.log import Request

translate = QCoreApplication.translate
_GOOD, _REDIRECT, _BAD = 200, 300, 400


@dataclass(frozen=True, slots=True)
class Made:
    """A request with its answer: when, where to, what for, bytes each way, HTTP's status (0: no answer)."""

    at: datetime
    host: str
    method: str
    path: str
    sent: int
    received: int
    status: int


def paired(lines: Sequence[Request]) -> list[Made]:
    """Requests with their answers, newest first, out of the list's lines (newest first too).

    The list holds a line for a request, written before it is made, and one for its answer.
    """
    made: list[Made] = []
    waiting: dict[tuple[str, str, str], deque[int]] = {}
    for line in reversed(lines):
        key = (line.host, line.method, line.path)
        if not line.status:
            waiting.setdefault(key, deque()).append(len(made))
            made.append(Made(line.at, *key, line.sent, 0, 0))
        elif places := waiting.get(key):
            place = places.popleft()
            asked = made[place]
            made[place] = Made(asked.at, *key, asked.sent, line.received, line.status)
    made.reverse()
    return made


def purpose(one: Made) -> str:
    """What a request was for."""
    path = one.path.rstrip("/")
    if path.endswith("/v1/models"):
        return translate("Network", "Which models are there?")
    if path.endswith(("/v1/chat/completions", "/v1/completions")):
        return translate("Network", "An answer to you")
    if path.lower().endswith(".gguf"):
        return translate("Network", "Downloading {file}").format(file=path.rpartition("/")[2])
    if "/collections" in path:
        last = path.rpartition("/")[2]
        if last == "query":
            return translate("Network", "Search among the numbers")
        return translate("Network", "Keeping the numbers")
    if path.startswith("/api/v"):
        return translate("Network", "Greeting the server of numbers")
    if one.method == "GET":
        return translate("Network", "Downloading (passed on)")
    return path


def outcome(one: Made) -> str:
    """What came of it."""
    if not one.status:
        return translate("Network", "no answer")
    if _GOOD <= one.status < _REDIRECT:
        return translate("Network", "done")
    if one.status < _BAD:
        return translate("Network", "passed on")
    return translate("Network", "refused ({status})").format(status=one.status)
