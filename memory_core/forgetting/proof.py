"""The proof of a purge: every byte of every file is searched for a text and for a vector.

It finds a planted control of each kind first, or it fails: a search that finds nothing proves nothing unless
it can find. On an encrypted vault it can see only what lies beside the cipher text.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import MnemeError
from memory_core.types import Vector

COSINE = 0.98
"""A stretch of numbers that is so near to a vector holds it."""
_PART_COSINE = 0.995
"""The same for a quarter of it: a database cuts a long row in pieces; quarters of like texts are alike."""
_PARTS = 4
_BLOCK = 1 << 22
"""Bytes searched at a time."""
_LIKELY = 0.95
"""Share of a window's numbers that are of a vector's size, at least; a few may be exactly 0."""
_WINDOWS = 4096
"""Windows compared at a time."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{80,}")
"""Stretches that may be vectors written as base64 (the journal does)."""
_CONTROL = ".mneme-control"


class ControlMissed(MnemeError):
    """The search did not find what was planted, so that it finds nothing else says nothing."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Something that was found: ``what`` is ``"text"``, ``"vector"`` or ``"bytes"``, ``how`` its form.

    ``offset`` is the byte in the file at which it begins.

    Within base64, ``offset`` is where the stretch begins.
    """

    path: Path
    what: str
    how: str
    offset: int


def search(
    folder: Path, texts: Iterable[str] = (), vectors: Iterable[Vector] = (), exactly: Iterable[bytes] = ()
) -> list[Trail]:
    """Everything under a folder that holds one of the texts or vectors.

    Texts are looked for in UTF-8, in UTF-16 of both byte orders and as JSON escapes, composed and decomposed,
    in the usual cases of letters; ASCII letters in any case. Vectors are looked for as float32 and float16 at
    every byte, and in base64; whole, and in quarters.

    Args:
        folder: all files under it are read, whatever they are called.
        texts: not empty.
        vectors: raw, of shape ``(dimensions,)``, of at least 32 dimensions.
        exactly: bytes (the int8 states of words) to be looked for as they are.

    Raises:
        ControlMissed: a text and a vector planted there were not found in each of these forms.
        OSError: a file cannot be read, or the control cannot be written.
    """
    wanted, shapes = [text for text in texts if text], [np.asarray(one, np.float32) for one in vectors]
    blobs = [blob for blob in exactly if blob]
    _find_control(folder, len(shapes[0]) if shapes else 0)
    found: list[Trail] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found += _in_file(path, wanted, shapes, blobs)
    return found


def _find_control(folder: Path, dimensions: int) -> None:
    """Plant a text and a vector nobody knows, in every form, and find them all."""
    nonce = uuid.uuid4()
    text = f"Mneme {nonce.hex} Ёжик"
    chance = np.random.default_rng(nonce.int % 2**32)
    vector = chance.standard_normal(dimensions).astype(np.float32)
    near = vector + 0.1 * chance.standard_normal(dimensions).astype(np.float32)
    planted: dict[tuple[str, str], bytes] = {("text", how): form for how, form in _encodings(text.upper())}
    planted["bytes", "exactly"] = nonce.bytes
    if dimensions:
        half, whole = vector.astype(np.float16).tobytes(), near.astype(np.float32).tobytes()
        planted |= {
            ("vector", "float16"): near.astype(np.float16).tobytes(),
            ("vector", "float32"): whole,
            ("vector", "float16 in part"): half[: len(half) // 2],
            ("vector", "float16 in base64"): b"\n" + base64.b64encode(half) + b"\n",
        }
    shapes = [vector] if dimensions else []
    missed = []
    for at, (kind, form) in enumerate(planted.items()):
        path = folder / f"{_CONTROL}-{nonce.hex}-{at}"
        try:
            path.write_bytes(b"\x07" * (5 + 2 * at) + form + b"\x07")  # not where numbers usually stand
            if kind not in {(one.what, one.how) for one in _in_file(path, [text], shapes, [nonce.bytes])}:
                missed.append(" as ".join(kind))
        finally:
            path.unlink(missing_ok=True)
    if missed:
        raise ControlMissed(f"The search did not find what was planted: {', '.join(missed)}.")


def _in_file(
    path: Path, texts: Sequence[str], vectors: Sequence[Vector], blobs: Sequence[bytes]
) -> Iterator[Trail]:
    content = path.read_bytes()
    folded = content.lower()
    seen: set[tuple[str, str]] = set()
    for text in texts:
        for how, form in _forms(text):
            at = folded.find(form.lower())
            if at >= 0 and (how, form.hex()) not in seen:
                seen.add((how, form.hex()))
                yield Trail(path, "text", how, at)
    for blob in blobs:
        if (at := content.find(blob)) >= 0:
            yield Trail(path, "bytes", "exactly", at)
    if vectors:
        yield from _numbers_in(path, content, vectors)
        yield from _base64_in(path, content, vectors)


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    composed = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")} | {text}
    cased = {one for each in composed for one in (each, each.lower(), each.upper(), each.casefold())}
    for one in sorted(cased):
        yield from _encodings(one)


def _encodings(text: str) -> Iterator[tuple[str, bytes]]:
    for name in ("utf-8", "utf-16-le", "utf-16-be"):
        yield name, text.encode(name, "surrogatepass")
    if not text.isascii():
        yield "json", json.dumps(text)[1:-1].encode()


def _base64_in(path: Path, content: bytes, vectors: Sequence[Vector]) -> Iterator[Trail]:
    for stretch in _BASE64.finditer(content):
        for shift in range(4):
            text = stretch[0][shift:]
            whole = text[: len(text) - (len(text) % 4 == 1)]  # one letter more says nothing
            decoded = base64.b64decode(whole + b"=" * (-len(whole) % 4))
            for found in _numbers_in(path, decoded, vectors):
                yield Trail(path, "vector", f"{found.how} in base64", stretch.start())


def _numbers_in(path: Path, content: bytes, vectors: Sequence[Vector]) -> list[Trail]:
    """Vectors in a file; of those found whole, the quarters are not told besides."""
    found: dict[tuple[int, str, str], int] = {}
    shapes = [(number, "", one, COSINE) for number, one in enumerate(vectors)]
    for number, one in enumerate(vectors):
        if len(one) % _PARTS == 0:
            shapes += [(number, " in part", part, _PART_COSINE) for part in np.split(one, _PARTS)]
    bound = 16 * max((float(np.abs(one).max(initial=0.0)) for one in vectors), default=0.0)
    longest = max((len(one) for one in vectors), default=1)
    for name, kind in (("float32", np.dtype("<f4")), ("float16", np.dtype("<f2"))):
        for begins, stretch in _stretches(content, kind, longest, bound):
            for number, how, vector, cosine in shapes:
                at = stretch.nearest(vector, cosine)
                if at is not None:
                    found.setdefault((number, name, how), begins + at * kind.itemsize)
    return [
        Trail(path, "vector", name + how, at)
        for (number, name, how), at in found.items()
        if not how or (number, name, "") not in found
    ]


class _Stretch:
    """Numbers of a stretch of bytes, and which of them are likely parts of a vector.

    Text and counts, read as numbers, are huge or nothing.
    """

    def __init__(self, numbers: NDArray[np.floating], bound: float) -> None:
        with np.errstate(all="ignore"):
            sizes = np.abs(numbers)
            likely = (sizes <= bound) & (sizes > 0.0)
        self._values = np.where(likely, numbers, 0).astype(np.float64)
        self._counted = np.concatenate([[0], np.cumsum(likely)])
        self._starts: dict[int, NDArray[np.intp]] = {}

    def nearest(self, vector: Vector, cosine: float) -> int | None:
        """Where the cosine with a vector is at least so much, among windows that are likely vectors."""
        length = len(vector)
        if len(self._values) < length:
            return None
        if length not in self._starts:
            likely = self._counted[length:] - self._counted[:-length]
            self._starts[length] = np.flatnonzero(likely >= _LIKELY * length)
        starts = self._starts[length]
        unit = vector.astype(np.float64) / max(float(np.linalg.norm(vector)), 1e-30)
        windows = np.lib.stride_tricks.sliding_window_view(self._values, length)
        for first in range(0, len(starts), _WINDOWS):
            some = starts[first : first + _WINDOWS]
            near = windows[some]
            lengths = np.sqrt(np.einsum("ij,ij->i", near, near))
            hits = np.flatnonzero(near @ unit >= cosine * lengths)
            if len(hits):
                return int(some[hits[0]])
        return None


def _stretches(
    content: bytes, kind: np.dtype[np.floating], longest: int, bound: float
) -> Iterator[tuple[int, _Stretch]]:
    """The bytes as numbers of a kind, beginning at every byte of the first; neighbours share a vector."""
    step = max(1, _BLOCK // kind.itemsize - longest)
    for shift in range(kind.itemsize):
        numbers = np.frombuffer(content, kind, max(0, len(content) - shift) // kind.itemsize, shift)
        for first in range(0, len(numbers), step):
            yield (
                shift + first * kind.itemsize,
                _Stretch(numbers[first : first + step + longest - 1], bound),
            )
