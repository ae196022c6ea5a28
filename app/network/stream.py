"""Server-sent events, read from bytes as they come: what chat servers stream their answers in.

The part of the format that such servers use (WHATWG HTML, section 9.2.6): lines ended by LF, CR or CRLF,
events ended by an empty line, fields ``data`` (several are joined) and others that are left out, comments.
"""

from __future__ import annotations

from collections.abc import Iterator

_LONGEST = 1 << 20
"""Bytes of one event; an answer comes in pieces of a few words."""


class TooLong(Exception):
    """An event without end."""


class EventReader:
    """Takes bytes, gives the ``data`` of whole events."""

    def __init__(self) -> None:
        self._line = b""
        self._data: list[str] = []
        self._size = 0
        self._after_return = False

    def feed(self, data: bytes) -> Iterator[str]:
        """The events that these bytes complete.

        Raises:
            TooLong: one grows beyond a megabyte.
        """
        if self._after_return and data:
            data = data.removeprefix(b"\n")  # the second half of a line's end
        self._after_return = data.endswith(b"\r")
        *lines, self._line = (self._line + data).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            yield from self._end_line(line)
        if len(self._line) + self._size > _LONGEST:
            raise TooLong

    def end(self) -> Iterator[str]:
        """The stream ended: some servers leave out the last empty line."""
        yield from self._end_line(self._line)
        self._line = b""
        yield from self._end_line(b"")

    def _end_line(self, line: bytes) -> Iterator[str]:
        if not line:
            if self._data:
                yield "\n".join(self._data)
            self._data, self._size = [], 0
            return
        field, _, value = line.partition(b":")
        if field == b"data":
            self._size += len(value)
            if self._size > _LONGEST:
                raise TooLong
            self._data.append(value.removeprefix(b" ").decode("utf-8", "replace"))
