"""How values stand in columns: text of any code points, aware times, JSON.

SQLite's text is UTF-8 and cannot hold a lone surrogate (half of an emoji, cut by a careless program). Such
text is stored as a BLOB of the same bytes UTF-8 would have had; SQLite keeps the type with the value, so
reading knows which it was and nothing is lost.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

from memory_core.errors import BadRequest

Value = str | bytes | int | float | None
"""What a column holds."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  (local arithmetic; offsets are kept apart)
_MICROSECOND = timedelta(microseconds=1)


def from_text(text: str) -> str | bytes:
    """Text as a column's value."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def to_text(value: str | bytes) -> str:
    """A column's value as the text it was."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def from_optional(text: str | None) -> str | bytes | None:
    """Optional text as a column's value."""
    return None if text is None else from_text(text)


def to_optional(value: str | bytes | None) -> str | None:
    """A column's value as optional text."""
    return None if value is None else to_text(value)


def instant(at: datetime) -> tuple[int, int]:
    """An aware time as microseconds since 1970 in UTC and its offset from UTC in microseconds.

    Raises:
        BadRequest: the time is naive.
    """
    offset = at.utcoffset()
    if offset is None:
        raise BadRequest("times must be aware (carry their offset from UTC)")
    return (at.replace(tzinfo=None) - _EPOCH - offset) // _MICROSECOND, offset // _MICROSECOND


def moment(utc: int, offset: int) -> datetime:
    """The aware time behind :func:`instant`'s two figures, with its original offset."""
    zone = timezone(timedelta(microseconds=offset)) if offset else UTC
    return (_EPOCH + timedelta(microseconds=utc + offset)).replace(tzinfo=zone)


def from_time(at: datetime | None) -> str | None:
    """An optional aware time as ISO 8601 text with its original offset.

    Raises:
        BadRequest: the time is naive.
    """
    return None if at is None else moment(*instant(at)).isoformat()


def to_time(value: str | None) -> datetime | None:
    """The time behind :func:`from_time`'s text."""
    return None if value is None else datetime.fromisoformat(value)


def from_numbers(parts: Mapping[str, float]) -> str:
    """Named figures as JSON."""
    return json.dumps({name: float(value) for name, value in parts.items()})


def to_numbers(value: str) -> Mapping[str, float]:
    """Named figures, read-only."""
    return MappingProxyType(json.loads(value))


def from_image(row: Mapping[str, Value]) -> str:
    """Columns as JSON that gives back every value with its type (bytes as base64)."""
    return json.dumps(
        {
            name: {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
            for name, value in row.items()
        }
    )


def to_image(value: str) -> dict[str, Value]:
    """Columns behind :func:`from_image`'s JSON."""
    loaded: dict[str, Any] = json.loads(value)
    return {
        name: base64.b64decode(cell["b64"]) if isinstance(cell, dict) else cell
        for name, cell in loaded.items()
    }


def fold(text: str) -> str:
    """Text as ``containing`` compares it: case folded, composed, ё as е."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return folded.replace("ё", "е").encode("utf-8", "replace").decode()
