"""What the memories screen shows, read from the engine by a job: plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.teaching import kept
from memory_core.errors import BadRequest
from memory_core.types import Curve, Fading, Memory, MemoryKind, Span, Status

if TYPE_CHECKING:
    from memory_core import Engine
    from memory_core.store.journal import HistoryEntry

_LINKS = 6
"""Links that are shown."""
_BROWSED = frozenset({MemoryKind.SEGMENT, MemoryKind.SUMMARY, MemoryKind.PROFILE})
"""Pieces of conversations and lines about the user, which have pages of their own."""
MOST = 2000
"""Memories in one list at most; a search finds the others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list should hold. ``kind`` None means every kind."""

    status: Status = Status.ACTIVE
    kind: MemoryKind | None = None
    pinned: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of memories and what it was read for."""

    wanted: Wanted
    memories: tuple[Memory, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of the diary that a memory comes from."""

    text: str
    span: Span
    at: datetime
    conversation: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A memory that goes together with another one, and why."""

    memory: Memory
    relation: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One memory with its origin and its life. ``fading`` and ``curve`` are None for what rests."""

    memory: Memory
    sources: tuple[Quoted, ...]
    history: tuple[HistoryEntry, ...]
    replaced_by: Memory | None
    fading: Fading | None = None
    curve: Curve | None = None
    links: tuple[Linked, ...] = ()


def read_list(engine: Engine, wanted: Wanted) -> Listed:
    """The memories that fit, the newest first, or best first for a search."""
    text = wanted.text.strip()
    if text and wanted.status is not Status.FORGOTTEN:
        found = engine.memories.search(text, MOST, (wanted.status,))
    else:
        # the forgotten are in no index: they are looked through word by word
        found = engine.memories.find(wanted.status, text or None, kind=wanted.kind, limit=MOST)
    if wanted.kind is not None:
        found = [memory for memory in found if memory.kind is wanted.kind]
    if wanted.pinned:
        found = [memory for memory in found if memory.pinned]
    return Listed(wanted, tuple(found))


def read_detail(engine: Engine, memory_id: int) -> Detail:
    """One memory.

    Raises:
        BadRequest: there is no such memory.
    """
    memory = engine.memories.get(memory_id)
    sources = []
    for span in memory.sources:
        try:
            turn = engine.diary.get(span.turn_id)
        except BadRequest:
            continue
        sources.append(Quoted(turn.text[span.start : span.end], span, turn.at, turn.conversation))
    newer = None
    if memory.superseded_by is not None:
        newer = engine.memories.get(memory.superseded_by)
    fading = curve = None
    if memory.status in (Status.ACTIVE, Status.FADED):
        fading, curve = engine.memories.retention(memory_id), engine.memories.curve(memory_id)
    return Detail(
        memory,
        tuple(sources),
        tuple(engine.memories.history(memory_id)),
        newer,
        fading,
        curve,
        _links(engine, memory_id),
    )


def _links(engine: Engine, memory_id: int) -> tuple[Linked, ...]:
    """The strongest links to what is remembered, each memory once."""
    found: dict[int, Linked] = {}
    for link in engine.memories.links(memory_id):
        other = link.other(memory_id)
        if other in found or other == memory_id:
            continue
        memory = kept(engine, other)
        if memory is None or memory.status is not Status.ACTIVE or memory.kind in _BROWSED:
            continue
        found[other] = Linked(memory, link.relation)
        if len(found) == _LINKS:
            break
    return tuple(found.values())
