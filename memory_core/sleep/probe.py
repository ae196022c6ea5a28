"""Held-back questions about the user's own memories: the night must not make recall of them worse.

Before the night some memories are drawn by chance and asked for by a part of their own words; after it they
are asked for again. A memory that was merged, generalised or superseded is answered by what took its place.
Only ids and places in the diary are kept meanwhile; the questions are made of the words whenever needed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from memory_core.store.database import Database
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Asked, Nights, Probe
from memory_core.text.words import STOP, spans, stem, terms
from memory_core.types import DERIVED_KINDS, Found, Memory, Status

MOST = 30
"""Questions asked before and after a night."""
FEWEST = 5
"""With fewer memories to ask about than this, nothing is measured."""
_PLACES = 5
"""An answer among the first so many counts."""
_LEAST_WORDS = 1
"""Content words that a question must have."""
_TOLERATED = 1
"""Answers that may be lost: one trivial memory that faded explains so many."""
_TRIVIAL = 0.5
"""Importance under which a memory that faded in the night is not missed."""
_TRIED = 4
"""Memories looked at for each question wanted; some have too few words to ask by."""

Ask = Callable[[str, int], Found]
"""Recall: a cue and how many items."""
Check = Callable[[], None]
"""Called between two questions; raises when the night is to stop."""


def choose(db: Database, chance: random.Random, last_turn: int) -> Asked:
    """Draw the memories to ask about; which are answered is not known yet.

    Args:
        db: the vault.
        chance: decides which; the same numbers draw the same memories from the same vault.
        last_turn: the diary's last turn.
    """
    store = MemoryStore(db)
    ids = sorted(store.all_active_ids())
    drawn = chance.sample(ids, min(len(ids), MOST * _TRIED))
    probes: list[Probe] = []
    for memory in store.get_many(drawn):
        if len(probes) == MOST:
            break
        if memory.kind not in DERIVED_KINDS and memory.sources and cue_of(memory):
            place = memory.sources[0]
            probes.append(Probe(memory.id, place.turn_id, place.start, place.end, answered=False))
    return Asked(last_turn, tuple(probes))


def cue_of(memory: Memory) -> str:
    """A question for a memory: its words without its value; empty if too few are left.

    Without a value that perception understood, the last content word is what is asked for, and each third one
    before it.
    """
    said = list(spans(memory.text))
    content = [at for at, (_, _, word) in enumerate(said) if word not in STOP]
    value = set(terms(memory.value or ""))
    hidden = {at for at in content if stem(said[at][2]) in value} if value else set(content[::-3])
    if not hidden or len(content) - len(hidden) < _LEAST_WORDS:
        return ""
    return " ".join(memory.text[start:end] for at, (start, end, _) in enumerate(said) if at not in hidden)


def ask(db: Database, recall: Ask, probes: Iterable[Probe], check: Check) -> tuple[Probe, ...]:
    """Ask every question; returns them with whether each is answered now.

    A memory that stands no more (purged, or its creation undone) asks nothing and is left out.
    """
    store = MemoryStore(db)
    asked = []
    for probe in probes:
        check()
        found = store.get_many([probe.memory_id])
        if found and (cue := cue_of(found[0])):
            hit = _answers(db, recall(cue, _PLACES), probe, found[0])
            asked.append(Probe(probe.memory_id, probe.turn_id, probe.start, probe.stop, hit))
    return tuple(asked)


def share(probes: Sequence[Probe]) -> float | None:
    """Share that is answered; None if there are too few to tell."""
    return sum(one.answered for one in probes) / len(probes) if len(probes) >= FEWEST else None


def is_worse(
    db: Database, before: Sequence[Probe], after: Sequence[Probe], faded: set[int], concerned: set[int] | None
) -> bool:
    """Whether the night lost more answers than one trivial memory that faded explains.

    Args:
        db: the vault.
        before: the questions as they were answered before.
        after: the same after it.
        faded: memories that faded in the night: the trivial ones among them are not missed.
        concerned: memories that the night changed, if only these can be blamed on it (something was said in
            between); None if all can.
    """
    if share(before) is None:
        return False
    now = {one.memory_id: one.answered for one in after}
    lost = [one.memory_id for one in before if one.answered and not now.get(one.memory_id, True)]
    won = [one.memory_id for one in before if not one.answered and now.get(one.memory_id, False)]
    if concerned is not None:
        lost = [one for one in lost if one in concerned]
        won = [one for one in won if one in concerned]
    missed = [
        memory
        for memory in MemoryStore(db).get_many(lost)
        if not (memory.id in faded and memory.importance < _TRIVIAL and not memory.pinned)
    ]
    return len(missed) - len(won) > _TOLERATED


def _answers(db: Database, found: Found, probe: Probe, memory: Memory) -> bool:
    """Whether one of the first items is the memory, what took its place, or the words it came from.

    A forgotten memory's words are hidden, so that nothing answers for it.
    """
    right = Nights(db).successors(probe.memory_id)
    places = [(probe.turn_id, probe.start, probe.stop)]
    if memory.status is Status.SUPERSEDED:
        later = MemoryStore(db).get_many(sorted(right - {probe.memory_id}))
        places = [(span.turn_id, span.start, span.end) for one in later for span in one.sources]
        right -= {probe.memory_id}
    return any(
        item.memory_id in right
        or any(
            span.turn_id == turn_id and span.start < stop and start < span.end
            for span in item.sources
            for turn_id, start, stop in places
        )
        for item in found.items
    )
