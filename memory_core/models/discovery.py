"""Models that other programs have already put on this disk: found and read, never moved, changed or deleted.

Where each program keeps them is public knowledge, and so are the variables and pointer files by which users
move those places. Everything found there is somebody else's data: names are made printable, whatever cannot
be read is left out, and the walk is bounded in depth, entries and time.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from memory_core.errors import ModelFileInvalid
from memory_core.models.gguf import ModelFile, inspect
from memory_core.models.model_folders import Owner, Surroundings, Walk, candidates

_SECONDS = 10.0
_LONGEST_NAME = 120
_NO_CHAT = frozenset(
    {
        "bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "modern-bert", "eurobert", "jina-bert-v2",
        "jina-bert-v3", "gemma-embedding", "t5encoder", "clip", "whisper", "wavtokenizer-dec",
    }
)  # fmt: skip
"""Architectures that turn text, pictures or sound into vectors; they cannot answer."""


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A language model on this disk.

    ``name`` is what its owner calls it, ``file`` what the file says of itself (path and parts, bytes, number
    of parameters, quantisation, context, chat template).
    """

    name: str
    owner: Owner
    file: ModelFile


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a search found, sorted by owner and name. ``complete`` is false if it was cut short."""

    models: tuple[FoundModel, ...]
    complete: bool


def discover(
    where: Surroundings | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = _SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Discovery:
    """Look for models in the folders of the programs that keep them. Reads only; raises nothing.

    A file is named once, however many links and programs lead to it. Left out: unfinished downloads, files
    that are no GGUF or not whole, what sees or hears or embeds and cannot answer.

    Args:
        where: whose folders.
        cancelled: asked before each folder and file; true ends the search.
        seconds: time that the search may take, looked at between files.
        clock: a clock that only goes forward.
    """
    where = where or Surroundings()
    end = clock() + seconds
    walk = Walk(lambda: cancelled() or clock() > end)
    found: list[FoundModel] = []
    seen: set[tuple[int, int] | str] = set()
    for owner, name, path in candidates(where, walk):
        if walk.over():
            break
        identity = _identity(path)
        if identity is None or identity in seen:
            continue
        seen.add(identity)
        file = _read(path)
        if file is not None:
            found.append(FoundModel(_printable(name), owner, file))
    found.sort(key=lambda one: (one.owner, one.name.casefold(), str(one.file.path)))
    return Discovery(tuple(found), not walk.cut)


def _identity(path: Path) -> tuple[int, int] | str | None:
    """What a file is, by whatever name; None if it is no regular file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def _read(path: Path) -> ModelFile | None:
    """What the file says of itself; None for one that cannot answer.

    Adapters and projectors have no context of their own.
    """
    try:
        file = inspect(path)
    except ModelFileInvalid:
        return None
    return file if file.context > 0 and file.architecture not in _NO_CHAT else None


def _printable(name: str) -> str:
    """A name that may have come from anywhere, fit to be shown on one line."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"
