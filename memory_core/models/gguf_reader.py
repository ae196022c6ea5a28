"""Reads a GGUF header with bounds on every number in it.

No input makes it hang or take more than some megabytes.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from memory_core.models.gguf_tables import ARRAY, SCALARS, STRING, TENSOR_TYPES

_VERSIONS = (2, 3)
_MOST_KEYS = 65_536
_MOST_TENSORS = 262_144
_LONGEST_KEY = 65_535
_LONGEST_NAME = 63
"""Bytes of a tensor's name; ggml keeps 64 with the closing zero and refuses longer ones."""
_LONGEST_TEXT = 4 * 1024 * 1024
"""Bytes of a metadata string that is kept; chat templates are the longest."""
_MOST_ITEMS = 16 * 1024 * 1024
"""Elements of an array; the largest vocabularies have some hundred thousand."""
_KEPT_ITEMS = 4096
"""Arrays longer than this (vocabularies) are skipped over."""
_MOST_DIMENSIONS = 4
_LONGEST_SIDE = 1 << 40
_CHUNK = 1 << 20


class Damaged(Exception):
    """The header contradicts itself or the format."""


class Truncated(Exception):
    """The file ends too early. ``missing`` bytes, or 0 when the header itself is cut and nobody knows."""

    def __init__(self, missing: int = 0) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Header:
    """Metadata (long arrays left out), number of tensors, elements in all of them, size of the file.

    ``shapes`` names the tensors and their sides, the fastest one first, when they were asked for.
    """

    metadata: dict[str, Any]
    tensors: int
    parameters: int
    file_bytes: int
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def read_header(stream: BinaryIO, file_bytes: int, *, shapes: bool = False) -> Header:
    """Read the header that ``stream`` stands at.

    Args:
        stream: a binary file.
        file_bytes: its size.
        shapes: keep every tensor's name and shape.

    Raises:
        Damaged: no valid GGUF.
        Truncated: the header or a tensor reaches beyond the file's end.
    """
    reader = _Reader(stream)
    if reader.take(4) != b"GGUF":
        raise Damaged("it does not begin like a GGUF file")
    version = reader.scalar("<I")
    if version not in _VERSIONS:
        raise Damaged(f"its format version {version} is unknown")
    tensors, keys = reader.scalar("<Q"), reader.scalar("<Q")
    if keys > _MOST_KEYS or tensors > _MOST_TENSORS:
        raise Damaged("its header announces an absurd number of entries")
    metadata: dict[str, Any] = {}
    for _ in range(keys):
        key = reader.text(_LONGEST_KEY)
        metadata[key] = _value(reader, reader.scalar("<I"))
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= _CHUNK or alignment & (alignment - 1):
        raise Damaged("its alignment is not a power of two")
    parameters = end = 0
    kept: dict[str, tuple[int, ...]] = {}
    for _ in range(tensors):
        name, shape, last = _tensor(reader, alignment)
        parameters, end = parameters + math.prod(shape), max(end, last)
        if shapes:
            kept[name] = shape
    if tensors:
        missing = -(-reader.position // alignment) * alignment + end - file_bytes
        if missing > 0:
            raise Truncated(missing)
    return Header(metadata, tensors, parameters, file_bytes, kept)


def _tensor(reader: _Reader, alignment: int) -> tuple[str, tuple[int, ...], int]:
    """Name and shape of the next tensor and where its data ends, counted from the beginning of all data."""
    name = reader.text(_LONGEST_NAME)
    dimensions = reader.scalar("<I")
    if not 1 <= dimensions <= _MOST_DIMENSIONS:
        raise Damaged(f"a tensor has {dimensions} dimensions")
    shape = tuple(reader.scalar("<Q") for _ in range(dimensions))
    kind, offset = reader.scalar("<I"), reader.scalar("<Q")
    if any(not 0 < side <= _LONGEST_SIDE for side in shape) or math.prod(shape) > _LONGEST_SIDE:
        raise Damaged("a tensor has an absurd shape")
    if kind not in TENSOR_TYPES:
        raise Damaged(f"a tensor has the unknown type {kind}")
    block, size = TENSOR_TYPES[kind]
    if shape[0] % block or offset % alignment:
        raise Damaged("a tensor's shape or place does not fit its type")
    return name, shape, offset + math.prod(shape) // block * size


def _value(reader: _Reader, kind: int) -> Any:
    if kind in SCALARS:
        return reader.scalar(SCALARS[kind])
    if kind == STRING:
        return reader.text(_LONGEST_TEXT)
    if kind != ARRAY:
        raise Damaged(f"a value has the unknown type {kind}")
    item, count = reader.scalar("<I"), reader.scalar("<Q")
    if count > _MOST_ITEMS:
        raise Damaged("a list in its header is absurdly long")
    if item == STRING:
        reader.skip_texts(count)
        return None
    if item not in SCALARS:
        raise Damaged(f"a list of the unknown type {item}")
    size = struct.calcsize(SCALARS[item])
    if count > _KEPT_ITEMS:
        reader.skip(count * size)
        return None
    return struct.unpack("<" + SCALARS[item][1] * count, reader.take(count * size))


class _Reader:
    """A window over the stream: never more than a chunk and one value in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._window = b""
        self._at = 0
        self.position = 0
        """Bytes taken or skipped so far."""

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        self._need(count)
        data = self._window[self._at : self._at + count]
        self._at += count
        self.position += count
        return data

    def scalar(self, form: str) -> Any:
        """The next value in ``struct`` format ``form``."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def text(self, longest: int) -> str:
        """The next string of at most ``longest`` bytes."""
        length = self.scalar("<Q")
        if length > longest:
            raise Damaged("a text in its header is absurdly long")
        return self.take(length).decode("utf-8", "replace")

    def skip(self, count: int) -> None:
        """Leave out ``count`` bytes."""
        while count > 0:
            step = min(count, _CHUNK)
            self.take(step)
            count -= step

    def skip_texts(self, count: int) -> None:
        """Leave out ``count`` strings; a vocabulary has a quarter of a million of them."""
        unpack = struct.Struct("<Q").unpack_from
        while count > 0:
            self._need(8)
            window, start, limit = self._window, self._at, len(self._window) - 8
            at = start
            while count > 0 and at <= limit:
                (length,) = unpack(window, at)
                if at + 8 + length > len(window):
                    break
                at += 8 + length
                count -= 1
            self.position += at - start
            self._at = at
            if count > 0 and at <= limit:  # one string reaches beyond the window
                length = self.scalar("<Q")
                if length > _LONGEST_TEXT:
                    raise Damaged("a text in its header is absurdly long")
                self.skip(length)
                count -= 1

    def _need(self, count: int) -> None:
        if len(self._window) - self._at >= count:
            return
        parts = [self._window[self._at :]]
        have = len(parts[0])
        while have < count:
            part = self._stream.read(max(_CHUNK, count - have) if count <= _LONGEST_TEXT else _CHUNK)
            if not part:
                raise Truncated
            parts.append(part)
            have += len(part)
        self._window, self._at = b"".join(parts), 0
