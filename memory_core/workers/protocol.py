"""Frames between the app and its child processes: four bytes of length, then one JSON object.

The child greets with ``{"event": "hello", "protocol": VERSION}``. A request is ``{"id": n, "op": name,
...}``; the child answers it with ``{"id": n, "event": "begun"}``, then any number of ``"piece"`` or
``"note"`` events, and closes it with exactly one ``"result"`` or ``"error"``. A child that ends before
"begun" has done nothing for the request. ``{"id": n, "op": "cancel"}`` stops request ``n``; it has no answer
of its own. Ids only grow.

A frame with ``"blob": n`` is followed by ``n`` raw bytes, which the reader finds in place of the number: the
state of a prompt is some hundred megabytes at worst, too much for JSON.

A request with ``"background": true`` waits until no other one is there. When an ordinary request arrives
while it runs, it is suspended, the ordinary one is answered from "begun" to its end with no foreign frame
between, and then it goes on. Its cancel carries ``"background": true`` as well.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from memory_core.errors import MnemeError

VERSION = 3
"""Raised whenever either side could misread the other."""

MAX_FRAME = 16 * 1024 * 1024
"""Bytes. The longest honest frame is a prompt; a longer length means a stream out of step."""

Frame = dict[str, Any]

_LENGTH_BYTES = 4
MAX_BLOB = 1 << 30
"""Bytes that may follow a frame."""


class ProtocolError(MnemeError):
    """The other side sent something that is no frame, or a frame is too large to send."""


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Send one frame, and the bytes of its ``"blob"`` behind it.

    Raises:
        ProtocolError: the frame is larger than ``MAX_FRAME`` or its blob than ``MAX_BLOB``; nothing was sent.
        OSError: the pipe is closed.
    """
    blob = frame.get("blob")
    if isinstance(blob, bytes):
        if len(blob) > MAX_BLOB:
            raise ProtocolError(f"{len(blob)} bytes behind a frame are over the limit of {MAX_BLOB}")
        frame = {**frame, "blob": len(blob)}
    body = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"a frame of {len(body)} bytes is over the limit of {MAX_FRAME}")
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big") + body)
    if isinstance(blob, bytes):
        rest = memoryview(blob)
        while rest:  # an unbuffered pipe may take a part
            rest = rest[stream.write(rest) or 0 :]
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Receive one frame, or ``None`` when the other side has closed the pipe, even in the middle of a frame.

    Raises:
        ProtocolError: the bytes are no frame.
    """
    head = _exactly(stream, _LENGTH_BYTES)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > MAX_FRAME:
        raise ProtocolError(f"a frame announces {length} bytes, the limit is {MAX_FRAME}")
    body = _exactly(stream, length)
    if body is None:
        return None
    try:
        frame = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a frame does not hold JSON") from error
    if not isinstance(frame, dict):
        raise ProtocolError("a frame does not hold a JSON object")
    if "blob" in frame:
        size = frame["blob"]
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= MAX_BLOB:
            raise ProtocolError("an impossible number of bytes is said to follow a frame")
        frame["blob"] = _exactly(stream, size)
        if frame["blob"] is None:
            return None
    return frame


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    """``count`` bytes, or ``None`` at the end of the stream; an unbuffered pipe gives them in parts."""
    parts: list[bytes] = []
    while count > 0:
        part = stream.read(count)
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
