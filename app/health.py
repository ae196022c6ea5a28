"""How the memory is doing: what it takes on the disk, and a small quiz of what it knows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.keys.rotation import key_of
from memory_core.store.keys import Key
from memory_core.store.traces import size
from memory_core.store.verifying import verify
from memory_core.text.words import words
from memory_core.types import BackupInfo, Memory, Status, Trace

if TYPE_CHECKING:
    from app.bootstrap import Session
    from app.network.log import Request
    from memory_core import Engine

QUESTIONS = 10
"""Facts asked in a quiz."""
SHOWN = 20
"""Requests to the network that are listed."""
_ANSWERS = 5
"""A fact counts as found among so many answers."""
_FEWEST_WORDS = 2
"""Long words that a fact needs so that a part of it can be asked for the rest."""

_SHORT = 3
"""Letters of a word that is left out of the question, as it is likely to say little."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """What a quiz showed. ``missed`` are facts that were not among the first answers."""

    asked: int
    found: int
    missed: tuple[Memory, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the program takes on the disk. ``name`` is a key for words."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Health:
    """What the health page shows without being asked."""

    counts: dict[str, int]
    parts: tuple[Part, ...]
    backups: tuple[BackupInfo, ...]
    traces: tuple[Trace, ...]
    connections: tuple[Request, ...] = ()


def read(session: Session) -> Health:
    """Look around; reads the backups' heads, so it is work for a job."""
    engine = session.engine
    traces = engine.vault.traces()
    by_name: dict[str, int] = {}
    for trace in traces:
        by_name[trace.name] = by_name.get(trace.name, 0) + trace.bytes
    for name, place in (("cache", session.paths.cache), ("settings", session.paths.config)):
        by_name[name] = size(place) if place.exists() else 0
    parts = tuple(Part(name, count) for name, count in by_name.items())
    made = session.connection.log if session.connection is not None else None
    return Health(
        engine.vault.statistics(),
        parts,
        tuple(engine.vault.backups()),
        tuple(traces),
        () if made is None else tuple(made.read(2 * SHOWN)),
    )


def quiz(engine: Engine, report: Callable[[float], None], chance: random.Random | None = None) -> Quiz:
    """Ask the memory for facts of its own by every other word of theirs.

    Args:
        engine: the memory.
        report: told how far it is (0..1).
        chance: chooses the facts; the system's if None.
    """
    known = [one for one in engine.memories.find(Status.ACTIVE) if len(_words(one.text)) >= _FEWEST_WORDS]
    chosen = (chance or random.SystemRandom()).sample(known, min(QUESTIONS, len(known)))
    missed = []
    for number, memory in enumerate(chosen):
        report(number / len(chosen))
        cue = " ".join(_words(memory.text)[::2])
        turns = {span.turn_id for span in memory.sources}
        found = engine.recall(cue, limit=_ANSWERS).items
        hit = any(
            item.memory_id == memory.id or turns & {span.turn_id for span in item.sources} for item in found
        )
        if not hit:
            missed.append(memory)
    return Quiz(len(chosen), len(chosen) - len(missed), tuple(missed))


def whole(session: Session, path: Path) -> bool:
    """Whether a backup, read page by page, is whole; an earlier data key of the vault opens it too.

    Raises:
        VaultError: it cannot be opened at all.
    """
    key = session.key
    if isinstance(key, Key):
        key = key_of(session.folder, path, key) or key
    return not verify(path, key)


def _words(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > _SHORT or word.isdigit()]
