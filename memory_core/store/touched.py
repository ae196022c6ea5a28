"""What changed last, so that a second process on the vault can apply what is new without reading it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from memory_core.store.codec import from_text, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.types import Changes

MEMORY, TURN, CONVERSATION = "memory", "turn", "conversation"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the vault's history of changes."""

    touched: int
    turn: int
    verdict: int


def touch(writer: Writer, owner: str, refs: Iterable[int | str]) -> None:
    """Say that these memories, turns or conversations changed. A new turn need not be told: its id tells."""
    for ref in refs:
        writer.execute(
            "INSERT OR REPLACE INTO touched (owner, ref) VALUES (?, ?)",
            (owner, from_text(ref) if isinstance(ref, str) else ref),
        )


def mark(db: Database) -> Mark:
    """The present place."""
    with db.read() as reader:
        return _mark(reader)


def since(db: Database, last: Mark) -> tuple[Changes, Mark]:
    """What changed after a mark, by whichever process, and the mark to ask from the next time."""
    with db.read() as reader:
        found: dict[str, list[int | str | bytes]] = {MEMORY: [], TURN: [], CONVERSATION: []}
        for owner, ref in reader.tuples(
            "SELECT owner, ref FROM touched WHERE id > ? ORDER BY id", (last.touched,)
        ):
            found[owner].append(ref)
        new = list(reader.tuples("SELECT id, conversation FROM turns WHERE id > ? ORDER BY id", (last.turn,)))
        # A touched turn's verdicts are shown otherwise than before: a lesson about it, or words now hidden.
        judged = reader.tuples(
            """SELECT DISTINCT turn_id FROM verdicts WHERE id > ?
                OR turn_id IN (SELECT ref FROM touched WHERE owner = 'turn' AND id > ?) ORDER BY turn_id""",
            (last.verdict, last.touched),
        )
        verdicts_of = tuple(turn_id for (turn_id,) in judged)
        here = _mark(reader)
    turns = dict.fromkeys([*(turn_id for turn_id, _ in new), *(int(ref) for ref in found[TURN])])
    renamed = [to_text(ref) for ref in found[CONVERSATION] if not isinstance(ref, int)]
    conversations = dict.fromkeys([*(to_text(name) for _, name in new), *renamed])
    memories = tuple(int(ref) for ref in found[MEMORY])
    return Changes(tuple(turns), memories, tuple(conversations), verdicts_of), here


def _mark(reader: Reader) -> Mark:
    return Mark(
        reader.value("SELECT max(id) FROM touched") or 0,
        reader.value("SELECT max(id) FROM turns") or 0,
        reader.value("SELECT max(id) FROM verdicts") or 0,
    )
