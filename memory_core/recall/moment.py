"""Which documents may answer: now, about a time (``valid_at``), as it was believed then (``known_at``)."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.table import NO_ROW, Table
from memory_core.types import Memory, Status


def eligible(table: Table, valid_at: datetime | None, known_at: datetime | None) -> NDArray[np.bool_]:
    """Rows that may answer, ``(rows,)``.

    Without a time: turns and active memories. With ``valid_at``: memories that were true then by what is
    known now, superseded ones too; a turn whose memories were all not true then does not answer in their
    stead. With ``known_at``: only what was heard by then, and memories superseded later as they stood.
    Faded and forgotten memories never answer.
    """
    if valid_at is None and known_at is None:
        return table.answers.copy()
    out = np.zeros(len(table.answers), np.bool_)
    memories: dict[int, bool] = {}
    for document in table.documents():
        if document.memory is not None:
            good = _memory_answers(table, document.memory, valid_at, known_at)
            memories[document.key.id] = good
            out[table.row(document.key)] = good
    for document in table.documents():
        if document.memory is None:
            told = [memories[one] for one in table.memories_of.get(document.key.id, ()) if one in memories]
            heard = known_at is None or document.at <= known_at
            out[table.row(document.key)] = heard and (valid_at is None or not told or any(told))
    return out


def _memory_answers(
    table: Table, memory: Memory, valid_at: datetime | None, known_at: datetime | None
) -> bool:
    successor = _successor(table, memory)
    if memory.status not in (Status.ACTIVE, Status.SUPERSEDED):
        return False
    if known_at is not None and memory.learnt_at > known_at:
        return False
    replaced = memory.status is Status.SUPERSEDED
    if replaced and known_at is not None and successor is not None:
        replaced = successor.learnt_at <= known_at
    if valid_at is None:
        return not replaced
    end = memory.valid_to
    if end is None and replaced and successor is not None:
        end = successor.valid_from or successor.learnt_at
    began = memory.valid_from is None or memory.valid_from <= valid_at
    return began and (valid_at < end if end is not None else not replaced)


def _successor(table: Table, memory: Memory) -> Memory | None:
    if memory.superseded_by is None:
        return None
    row = table.row(Key(Owner.MEMORY, memory.superseded_by))
    return None if row == NO_ROW else table.document(row).memory


def told_on(document: Document) -> tuple[datetime, ...]:
    """The dates that a document can be asked for by: when it was said, and when what it tells of happens."""
    memory = document.memory
    if memory is None or memory.event_date is None:
        return (document.at,)
    return (document.at, memory.event_date)
