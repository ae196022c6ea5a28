"""What was purged from a vault, found again in a copy of it, which may be older or have gone its own way.

A vault keeps no text of what it purged. It knows which letters of which messages were overwritten and which
memories went, and a copy's message is the same one if it was said at the same time and equals it elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memory_core.store.codec import to_optional, to_text
from memory_core.store.connection import Reader
from memory_core.store.matching import Needle
from memory_core.store.purge_scope import Scope, of_parts
from memory_core.store.purging import BLOCK
from memory_core.types import Span


@dataclass(frozen=True, slots=True)
class Meant:
    """What to look for: ``memories`` with the times at which they were learnt, words, and texts anywhere."""

    memories: Mapping[int, str]
    spans: Sequence[Span]
    needles: Sequence[Needle]


def purged(vault: Reader, words: Sequence[str] = ()) -> Meant:
    """All that was ever purged from a vault, and texts to look for besides."""
    spans = vault.tuples(
        "SELECT turn_id, start, stop FROM spans WHERE state = 'redacted' ORDER BY turn_id, start"
    )
    return Meant(
        dict(list(vault.tuples("SELECT memory_id, learnt_at FROM purged"))),
        [Span(*row) for row in list(spans)],
        [Needle(text) for text in words],
    )


def planned(vault: Reader, scope: Scope) -> Meant:
    """What a purge of this scope is about to remove from the vault."""
    learnt = "SELECT learnt_at FROM memories WHERE id = ?"
    return Meant({one: str(vault.value(learnt, (one,))) for one in scope.gone}, scope.spans, scope.needles)


def scope_in(vault: Reader, copy: Reader, meant: Meant) -> Scope:
    """The same in a copy; of what the copy does not hold, nothing."""
    learnt = "SELECT learnt_at FROM memories WHERE id = ?"
    memories = [one for one, at in meant.memories.items() if copy.value(learnt, (one,)) == at]
    same = {turn_id: _is_same(vault, copy, turn_id) for turn_id in {span.turn_id for span in meant.spans}}
    spans = [span for span in meant.spans if same[span.turn_id]]
    return of_parts(copy, memories, spans, meant.needles)


def holds(vault: Reader, copy: Reader, meant: Meant) -> bool:
    """Whether a copy holds anything of it."""
    scope = scope_in(vault, copy, meant)
    return bool(scope.gone or scope.fresh) or _stands_elsewhere(copy, scope)


def _is_same(vault: Reader, copy: Reader, turn_id: int) -> bool:
    told = "SELECT at_utc, at_offset, role, text FROM turns WHERE id = ?"
    here, there = vault.row(told, (turn_id,)), copy.row(told, (turn_id,))
    if here is None or there is None:
        return False
    mine, other = to_text(here.pop("text")), to_text(there.pop("text"))
    return (
        here == there
        and len(mine) == len(other)
        and all(a == b or BLOCK in (a, b) for a, b in zip(mine, other, strict=True))
    )


_TEXTS = (
    ("verdicts", "text"),
    ("journal", "detail"),
    ("conversations", "title"),
    ("conversations", "named"),
    ("conversations", "id"),
    ("drafts", "text"),
    ("turns", "speaker"),
    ("turns", "external_id"),
    ("attachments", "name"),
    ("blocks", "name"),
    ("blocks", "text"),
)
"""Where else text stands; a vault of an older format lacks some of the tables."""


def _stands_elsewhere(copy: Reader, scope: Scope) -> bool:
    if not scope.needles:
        return False
    columns = """SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'"""
    there = set(copy.tuples(columns))
    return any(
        scope.holds(to_optional(text))
        for table, column in _TEXTS
        if (table, column) in there
        for (text,) in copy.tuples(f"SELECT DISTINCT {column} FROM {table}")
    ) or any(
        scope.holds(content.decode("utf-8", "replace"))
        for (content,) in copy.tuples("SELECT content FROM attachments")
    )
