"""Numbers on their way through a pipe or into a name: arrays as base64, and a checksum for each vector."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_core.types import Checksums, Ids, Matrix


def packed(array: NDArray[Any]) -> str:
    """The bytes of an array as text; shape and kind are the other side's to know."""
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


def ids_of(text: str) -> Ids:
    """``(n,)`` ids.

    Raises:
        ValueError: the text holds none.
    """
    return np.frombuffer(base64.b64decode(text, validate=True), "<i8")


def checksums_in(text: str) -> Checksums:
    """``(n,)`` checksums; raises as ``ids_of`` does."""
    return np.frombuffer(base64.b64decode(text, validate=True), "<u4")


def floats_of(text: str, rows: int) -> Matrix:
    """``(rows, width)`` numbers; raises as ``ids_of`` does."""
    flat = np.frombuffer(base64.b64decode(text, validate=True), "<f4")
    return flat.reshape(rows, flat.size // rows if rows else 0)


def checksums(vectors: Matrix) -> Checksums:
    """CRC-32 of each vector's bytes, ``(rows,)``: two vectors that differ anywhere differ in it, but for one
    pair in four thousand million.
    """
    rows = np.ascontiguousarray(vectors, "<f4")
    return np.fromiter((zlib.crc32(row) for row in rows), np.uint32, len(rows))
