"""Links between memories: what is used together grows together, and what is not used grows apart.

Hebb (1949), "The Organization of Behavior". A weight is bounded, because each use takes a share of what is
missing to 1, and it halves with time.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory_core.errors import BadRequest
from memory_core.store.codec import from_time, to_time
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.step import Step
from memory_core.store.touched import MEMORY, touch

TOGETHER, ENTITY, DERIVED = "together", "entity", "derived"
"""Used in one answer; share a person or a thing; the first was made of the second."""
RELATIONS = (TOGETHER, ENTITY, DERIVED)

_MOST_TOGETHER = 8
"""Memories of one answer that are linked with each other: the best ones come first."""
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Association:
    """A link. ``weight`` in 0..1 as it was ``at`` that time; None is a link that does not weaken."""

    source_id: int
    target_id: int
    relation: str
    weight: float
    at: datetime | None

    def other(self, memory_id: int) -> int:
        """The memory at the far end."""
        return self.target_id if memory_id == self.source_id else self.source_id

    def weight_at(self, now: datetime, half_life: timedelta) -> float:
        """The weight now: ``w 2^(-t / half_life)``."""
        return self.weight if self.at is None else self.weight * decay(now - self.at, half_life)


def decay(passed: timedelta, half_life: timedelta) -> float:
    """What is left of a link after a time without use: ``2^(-t / half_life)``, 1 for no time or less."""
    return float(0.5 ** max(0.0, passed / half_life))


def pairs_of(memory_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Each two of the memories of one answer, the best ones only, the smaller id first."""
    best = list(dict.fromkeys(memory_ids))[:_MOST_TOGETHER]
    return [(min(pair), max(pair)) for pair in itertools.combinations(best, 2)]


def strengthen(
    through: Step | Writer,
    pairs: Iterable[tuple[int, int]],
    at: datetime,
    amount: float,
    half_life: timedelta,
    relation: str = TOGETHER,
) -> None:
    """Let links grow: ``w <- w 2^(-t / half_life)``, then ``w <- w + amount (1 - w)``.

    Given a step it is undoable with it; a writer only drifts, as being used does.

    Args:
        through: what writes.
        pairs: memories' ids; the order counts for ``DERIVED`` only. A pair of one memory is left out.
        at: when they were of use together (aware).
        amount: 0..1.
        half_life: how long a link takes to lose half of its weight.
        relation: one of ``RELATIONS``.

    Raises:
        BadRequest: an amount outside 0..1, an unknown relation, or a naive time.
    """
    if not 0.0 <= amount <= 1.0 or relation not in RELATIONS:
        raise BadRequest("an association grows by 0..1, in a relation that is known")
    writer = through.writer if isinstance(through, Step) else through
    touched: dict[int, None] = {}
    for one, other in pairs:
        if one == other:
            continue
        ends = (one, other) if relation == DERIVED or one < other else (other, one)
        row = writer.row(
            "SELECT id, weight, at FROM associations WHERE source_id = ? AND target_id = ? AND relation = ?",
            (*ends, relation),
        )
        last = None if row is None else to_time(row["at"])
        weight = 0.0 if row is None else float(row["weight"])
        if last is not None:
            weight *= decay(at - last, half_life)
        columns = {
            "weight": min(1.0, weight + amount * (1.0 - weight)),
            "at": from_time(at if last is None else max(at, last)),
        }
        whole = {"source_id": ends[0], "target_id": ends[1], "relation": relation, **columns}
        if isinstance(through, Step):
            if row is None:
                through.insert("associations", whole, ends[0])
            else:
                through.update("associations", row["id"], columns, ends[0])
        elif row is None:
            writer.insert("associations", whole)
        else:
            writer.update("associations", "id", row["id"], columns)
        touched |= dict.fromkeys(ends)
    touch(writer, MEMORY, touched)


class Associations:
    """Reads links. Those of memories that are forgotten or gone are in no list."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, memory_id: int) -> list[Association]:
        """A memory's links, the strongest first as they were written."""
        return sorted(
            self.of_many([memory_id]), key=lambda one: (-one.weight, one.relation, one.other(memory_id))
        )

    def of_many(self, memory_ids: Sequence[int]) -> list[Association]:
        """Links that begin or end at one of these memories."""
        found: dict[tuple[int, int, str], Association] = {}
        with self._db.read() as reader:
            for first in range(0, len(memory_ids), _CHUNK):
                some = [int(one) for one in memory_ids[first : first + _CHUNK]]
                marks = ", ".join("?" * len(some))
                for column in ("source_id", "target_id"):
                    for one in _read(reader, f"AND a.{column} IN ({marks})", some):
                        found[one.source_id, one.target_id, one.relation] = one
        return [found[key] for key in sorted(found)]

    def among(self, memory_ids: Collection[int]) -> list[Association]:
        """Links between these memories."""
        ids = set(memory_ids)
        return [one for one in self.of_many(sorted(ids)) if {one.source_id, one.target_id} <= ids]

    def all(self) -> list[Association]:
        """Every link, in order of the memories' ids."""
        with self._db.read() as reader:
            return _read(reader, "ORDER BY a.source_id, a.target_id, a.relation", ())


def _read(reader: Reader, more: str, arguments: Sequence[int]) -> list[Association]:
    rows = reader.tuples(
        f"""SELECT a.source_id, a.target_id, a.relation, a.weight, a.at FROM associations a
        JOIN memories s ON s.id = a.source_id JOIN memories t ON t.id = a.target_id
        WHERE s.gone IS NULL AND t.gone IS NULL AND s.status != 'forgotten' AND t.status != 'forgotten'
        {more}""",
        arguments,
    )
    return [
        Association(source_id, target_id, relation, min(1.0, max(0.0, weight)), to_time(at))
        for source_id, target_id, relation, weight, at in rows
    ]
