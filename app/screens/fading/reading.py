"""What the shelf of fading memories shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from memory_core.types import Fading, Memory, Status

if TYPE_CHECKING:
    from memory_core import Engine

MOST = 2000
"""Memories looked through at most; a search finds the others."""


class Shelf(StrEnum):
    """What is looked at."""

    NEXT = "next"
    FADED = "faded"
    FORGOTTEN = "forgotten"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page should hold: a shelf, words to look for, and how many lines."""

    shelf: Shelf = Shelf.NEXT
    text: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A memory on a shelf: how it stands with forgetting, and since when it has gone if it has."""

    memory: Memory
    fading: Fading | None
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The entries of a shelf and how many there are in all."""

    wanted: Wanted
    entries: tuple[Entry, ...]
    count: int


def read_shelf(engine: Engine, wanted: Wanted) -> Shown:
    """What stands on a shelf: what goes next the soonest first, the others as they were learnt."""
    text = wanted.text.strip()
    if wanted.shelf in (Shelf.NEXT, Shelf.KEPT):
        fading = [one for one in _standing(engine, wanted.shelf) if _holds(one.memory, text)]
        entries = [Entry(one.memory, one, None) for one in fading[: wanted.limit]]
        return Shown(wanted, tuple(entries), len(fading))
    status = Status(wanted.shelf.value)
    if text and status is Status.FADED:
        found = engine.memories.search(text, MOST, (status,))
    else:
        # the forgotten are in no index: they are looked through word by word
        found = engine.memories.find(status, text or None, limit=MOST)
    entries = [Entry(one, None, _gone_at(engine, one)) for one in found[: wanted.limit]]
    return Shown(wanted, tuple(entries), len(found))


def _standing(engine: Engine, shelf: Shelf) -> list[Fading]:
    if shelf is Shelf.NEXT:
        return engine.memories.fading(MOST)
    everything = engine.memories.fading(10**9, protected=True)
    return [one for one in everything if one.fades_at is None][:MOST]


def _holds(memory: Memory, text: str) -> bool:
    words = text.casefold().split()
    return all(word in memory.text.casefold() for word in words)


def _gone_at(engine: Engine, memory: Memory) -> datetime | None:
    """When it got the status that it has."""
    for entry in reversed(engine.memories.history(memory.id)):
        if entry.after.get("status") == memory.status.value and not entry.step.undone:
            return entry.step.at
    return None
