"""Forgetting all that holds a text: every memory, and every turn as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from memory_core.store import blocks
from memory_core.store.codec import to_text
from memory_core.store.connection import Reader
from memory_core.store.hiding import hide
from memory_core.store.matching import Needle
from memory_core.store.standing import DERIVED
from memory_core.store.step import Step
from memory_core.store.text_index import visible_turn
from memory_core.types import Span, Status


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten: ids of memories, and of turns that were suppressed as a whole."""

    memories: tuple[int, ...]
    turns: tuple[int, ...]


def forget_matching(step: Step, text: str) -> Forgotten:
    """Forget memories and suppress turns that hold the text in any inflected form.

    The text index must be up to date: it finds the candidates, which are then compared word by word.
    """
    needle = Needle(text)
    reader = step.writer
    memories = [one for one in _candidate_memories(reader, needle) if _holds(reader, one, needle)]
    turns = [one for one in _candidate_turns(reader, needle) if needle.within(visible_turn(reader, one))]
    for memory_id in memories:
        if _follows(reader, memory_id):
            continue
        step.update("memories", memory_id, {"status": Status.FORGOTTEN.value}, memory_id)
        sources = reader.tuples(
            f"""SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ?
            AND (SELECT kind FROM memories WHERE id = memory_id) NOT IN ({DERIVED})""",
            (memory_id,),
        )
        hide(step, [Span(*source) for source in list(sources)], memory_id)
    for turn_id in turns:
        length = len(to_text(reader.value("SELECT text FROM turns WHERE id = ?", (turn_id,))))
        hide(step, [Span(turn_id, 0, length)], None)
    blocks.forget(step, [needle])
    return Forgotten(tuple(memories), tuple(turns))


def _follows(reader: Reader, memory_id: int) -> bool:
    """Whether a memory goes by itself with the words that it was made of, and comes back with them."""
    made = f"SELECT kind IN ({DERIVED}) AND edited = 0 FROM memories WHERE id = ?"
    return bool(reader.value(made, (memory_id,)))


def _holds(reader: Reader, memory_id: int, needle: Needle) -> bool:
    row = reader.row("SELECT text FROM memories WHERE id = ?", (memory_id,))
    return row is not None and needle.within(to_text(row["text"]))


def _candidate_memories(reader: Reader, needle: Needle) -> list[int]:
    query = needle.query()
    found = (
        reader.tuples("SELECT rowid FROM memory_words WHERE memory_words MATCH ? ORDER BY rowid", (query,))
        if query
        else reader.tuples("SELECT id FROM memories WHERE gone IS NULL AND status != 'forgotten' ORDER BY id")
    )
    return [memory_id for (memory_id,) in found]


def _candidate_turns(reader: Reader, needle: Needle) -> list[int]:
    query = needle.query()
    found = (
        reader.tuples("SELECT rowid FROM turn_words WHERE turn_words MATCH ? ORDER BY rowid", (query,))
        if query
        else reader.tuples("SELECT id FROM turns ORDER BY id")
    )
    return [turn_id for (turn_id,) in found]
