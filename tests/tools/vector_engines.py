"""Every engine behind the vector index's protocol, a real Chroma server among them."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from memory_core.types import Ids, Matrix, VectorIndex

SERVER = "import sys; from chromadb.cli.cli import app; sys.argv[0] = 'chroma'; sys.exit(app())"


LOOPBACK = ("--host", "127.0.0.1")


def units(count: int, dimensions: int = 32, seed: int = 0, kinds: int = 40) -> Matrix:
    """Unit vectors that lie in clusters, as sentences do."""
    chance = np.random.default_rng(seed)
    middles = chance.normal(size=(kinds, dimensions))
    rows = middles[chance.integers(0, kinds, count)] + 0.8 * chance.normal(size=(count, dimensions))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def held(index: VectorIndex) -> dict[int, int]:
    """Ids and checksums, whatever their order."""
    ids, sums = index.held()
    return dict(zip(ids.tolist(), sums.tolist(), strict=True))


def share_found(index: VectorIndex, exact: VectorIndex, questions: Matrix, k: int = 10) -> float:
    """Recall@k: the share of the exact index's ``k`` nearest that the other one finds too."""
    hits = wanted = 0
    for mine, theirs in zip(index.nearest(questions, k), exact.nearest(questions, k), strict=True):
        hits += len(set(mine.ids.tolist()) & set(theirs.ids.tolist()))
        wanted += len(theirs.ids)
    return hits / wanted if wanted else 1.0


def numbers(count: int, first: int = 0) -> Ids:
    """Ids in a row."""
    return np.arange(first, first + count)


@contextmanager
def chroma_server(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """``chroma run`` on the loopback; gives its process and port when it takes connections."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    with (folder.parent / f"{folder.name}.log").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, "run", "--path", str(folder), "--port", str(port), *LOOPBACK],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=folder.parent,
        )
    try:
        _wait_until_open(process, port)
        yield process, port
    finally:
        process.kill()
        process.wait()


def _wait_until_open(process: subprocess.Popen[bytes], port: int) -> None:
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            try:
                status = process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError(f"the server ended with {status}") from None
