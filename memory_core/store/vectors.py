"""Vectors beside what they are of: raw float16 sentence vectors and int8 word states.

Calibration happens on load, elsewhere. A turn whose visibility changed loses its vector, because it was made
of words that may no longer be seen; :meth:`VectorStore.missing_turns` tells which turns to encode anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_core.store.codec import Value
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.scrub import count as purges
from memory_core.store.standing import DERIVED
from memory_core.types import Encoded, Vector, WordStates

_WINDOW_REACH = 2
"""Turns on either side whose words go into a turn's window vector."""


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Vectors of many documents in contiguous arrays, in the order of ``ids``.

    ``vectors`` and ``windows`` are float16 of shape ``(n, dimensions)``; a document without a window vector
    has zeros there. ``words`` is int8 of shape ``(all words, word dimensions)``; those of document ``i`` are
    ``words[offsets[i]:offsets[i + 1]]`` with ``stems[i]`` as their stems.
    """

    ids: NDArray[np.int64]
    vectors: NDArray[np.float16]
    windows: NDArray[np.float16]
    stems: tuple[tuple[str, ...], ...]
    words: NDArray[np.int8]
    offsets: NDArray[np.int64]

    def encoded(self, position: int) -> Encoded:
        """One document's vector (as float32) and word states."""
        words = self.words[self.offsets[position] : self.offsets[position + 1]]
        return Encoded(self.vectors[position].astype(np.float32), WordStates(self.stems[position], words))


def columns(encoded: Encoded, embedder_id: str) -> dict[str, Value]:
    """One text's vectors as columns."""
    return {
        "embedder": embedder_id,
        "vector": encoded.vector.astype(np.float16).tobytes(),
        "stems": " ".join(encoded.words.stems),
        "words": np.ascontiguousarray(encoded.words.vectors, dtype=np.int8).tobytes(),
    }


def drop_turns(writer: Writer, turn_ids: Iterable[int]) -> None:
    """Drop the vectors of turns, and the window vectors of their neighbours, made of words now hidden."""
    for turn_id in turn_ids:
        writer.execute("DELETE FROM turn_vectors WHERE turn_id = ?", (turn_id,))
        here = writer.row("SELECT conversation, at_utc, id FROM turns WHERE id = ?", (turn_id,)) or {}
        for sign, order in (("<", "DESC"), (">", "ASC")):
            writer.execute(
                f"""DELETE FROM turn_vectors WHERE turn_id IN (
                    SELECT id FROM turns WHERE conversation = ? AND (at_utc, id) {sign} (?, ?)
                    ORDER BY at_utc {order}, id {order} LIMIT {_WINDOW_REACH})""",
                tuple(here.values()),
            )


class VectorStore:
    """Writes vectors and loads them fast. Memories' vectors are written by ``operations``.

    What was found missing is not written if a purge came in between: it was made of words that are gone.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._purges: int | None = None

    def put_turn(
        self, turn_id: int, embedder_id: str, encoded: Encoded, window: Vector | None = None
    ) -> None:
        """Keep a turn's own vector and word states, and the vector of its window, replacing older ones."""
        row = columns(encoded, embedder_id)
        row["window"] = None if window is None else window.astype(np.float16).tobytes()

        def put(writer: Writer) -> None:
            if self._is_late(writer):
                return
            writer.execute("DELETE FROM turn_vectors WHERE turn_id = ?", (turn_id,))
            writer.insert("turn_vectors", {"turn_id": turn_id, **row})

        self._db.write(put)

    def put_memory(self, memory_id: int, embedder_id: str, encoded: Encoded) -> None:
        """Keep a memory's vectors made anew by another embedder; the text is the same, so no undo step."""

        def put(writer: Writer) -> None:
            if self._is_late(writer):
                return
            writer.execute("DELETE FROM memory_vectors WHERE memory_id = ?", (memory_id,))
            writer.insert("memory_vectors", {"memory_id": memory_id, **columns(encoded, embedder_id)})

        self._db.write(put)

    def load_memories(self, embedder_id: str, ids: Sequence[int] | None = None) -> VectorTable:
        """Vectors of all memories that can be recalled (not forgotten, not gone), or of those named."""
        only = "" if ids is None else f"AND m.id IN ({', '.join(str(int(one)) for one in ids)})"
        with self._db.read() as reader:
            return _load(
                reader,
                f"""SELECT m.id, v.vector, NULL, v.stems, v.words FROM memory_vectors v
                JOIN memories m ON m.id = v.memory_id
                WHERE v.embedder = ? AND m.gone IS NULL AND m.status != 'forgotten' {only} ORDER BY m.id""",
                embedder_id,
            )

    def load_turns(self, embedder_id: str, ids: Sequence[int] | None = None) -> VectorTable:
        """Vectors of all turns that have them, in the order of writing, or of those named."""
        only = "" if ids is None else f"AND turn_id IN ({', '.join(str(int(one)) for one in ids)})"
        with self._db.read() as reader:
            return _load(
                reader,
                f"""SELECT turn_id, vector, window, stems, words FROM turn_vectors
                WHERE embedder = ? {only} ORDER BY turn_id""",
                embedder_id,
            )

    def missing_turns(self, embedder_id: str) -> list[int]:
        """Turns without vectors of this embedder, in the order of writing."""
        with self._db.read() as reader:
            self._purges = purges(reader)
            found = reader.tuples(
                """SELECT t.id FROM turns t LEFT JOIN turn_vectors v ON v.turn_id = t.id AND v.embedder = ?
                WHERE v.turn_id IS NULL ORDER BY t.id""",
                (embedder_id,),
            )
            return [turn_id for (turn_id,) in found]

    def missing_memories(self, embedder_id: str) -> list[int]:
        """Memories, forgotten ones too, without vectors of this embedder; derived ones need none."""
        with self._db.read() as reader:
            self._purges = purges(reader)
            found = reader.tuples(
                f"""SELECT m.id FROM memories m LEFT JOIN memory_vectors v
                    ON v.memory_id = m.id AND v.embedder = ?
                WHERE v.memory_id IS NULL AND m.gone IS NULL AND m.kind NOT IN ({DERIVED})
                ORDER BY m.id""",
                (embedder_id,),
            )
            return [memory_id for (memory_id,) in found]

    def _is_late(self, reader: Reader) -> bool:
        return self._purges is not None and self._purges != purges(reader)


def _load(reader: Reader, statement: str, embedder_id: str) -> VectorTable:
    ids: list[int] = []
    vectors: list[bytes] = []
    windows: list[bytes | None] = []
    stems: list[tuple[str, ...]] = []
    words: list[bytes] = []
    for row_id, vector, window, joined, states in reader.tuples(statement, (embedder_id,)):
        ids.append(row_id)
        vectors.append(vector)
        windows.append(window)
        stems.append(tuple(joined.split()))
        words.append(states)
    count = len(ids)
    width = len(vectors[0]) // 2 if count else 0
    counts = np.fromiter((len(each) for each in stems), np.int64, count)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    flat = np.frombuffer(b"".join(words), np.int8)
    total = int(offsets[-1])
    nothing = bytes(2 * width)
    return VectorTable(
        np.array(ids, np.int64),
        np.frombuffer(b"".join(vectors), np.float16).reshape(count, width),
        np.frombuffer(b"".join(window or nothing for window in windows), np.float16).reshape(count, width),
        tuple(stems),
        flat.reshape(total, flat.size // total if total else 0),
        offsets,
    )
