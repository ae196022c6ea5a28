"""Instant search by words, over memories and over the diary; derived, obeying visibility at once.

FTS5 holds, for each text, its normalised words and their stems as made by ``text.words``, so that an
inflected form finds the others and a first letter finds the word. New turns are indexed a little later,
because stemming would slow the commit of a message: by the memory work, or by the first search that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memory_core.store.codec import to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.matching import bases
from memory_core.store.tables import WORD_TABLES
from memory_core.store.visibility import cut, hidden_in
from memory_core.text.words import spans, stem, words
from memory_core.types import Status

_BATCH = 200
"""Turns indexed in one transaction, so that a message never waits long for the writer."""
_SHORT = 2
"""Queries of so few letters match too much to rank; they show the newest first."""


def index_words(text: str) -> str:
    """What FTS5 keeps of a text: each word normalised, followed by its stem where that differs."""
    kept: list[str] = []
    for word in words(text):
        kept.append(word)
        if (root := stem(word)) != word:
            kept.append(root)
    return " ".join(kept)


def match(text: str) -> str:
    """A search box's text as an FTS5 query: every word in any of its forms, the last one as a beginning.

    Empty when the text holds no word.
    """
    found = list(spans(text))
    clauses = []
    for _, end, word in found:
        begun = "*" if end == len(text) else ""
        forms = [_quoted(word) + begun, *(_quoted(base) for base in sorted(bases(word)))]
        clauses.append(f"({' OR '.join(forms)})")
    return " AND ".join(clauses)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


def visible_turn(reader: Reader, turn_id: int) -> str:
    """One turn's visible text, as the reader's snapshot has it."""
    text = reader.value("SELECT text FROM turns WHERE id = ?", (turn_id,))
    return cut(to_text(text), hidden_in(reader, turn_id))


def refresh_turns(writer: Writer, turn_ids: Iterable[int]) -> None:
    """Index turns anew after their visibility changed; those not yet indexed are left for later."""
    for turn_id in turn_ids:
        writer.execute(
            "UPDATE turn_words SET words = ? WHERE rowid = ?",
            (index_words(visible_turn(writer, turn_id)), turn_id),
        )


def refresh_memories(writer: Writer, memory_ids: Iterable[int]) -> None:
    """Index memories anew after a change; the forgotten and the gone leave the index."""
    for memory_id in memory_ids:
        writer.execute("DELETE FROM memory_words WHERE rowid = ?", (memory_id,))
        row = writer.row("SELECT text, status, gone FROM memories WHERE id = ?", (memory_id,))
        if row is not None and row["gone"] is None and row["status"] != Status.FORGOTTEN:
            writer.execute(
                "INSERT INTO memory_words (rowid, words) VALUES (?, ?)",
                (memory_id, index_words(to_text(row["text"]))),
            )


def rebuild(writer: Writer) -> None:
    """Drop both indexes, whatever state they are in, and make them from the tables they derive from."""
    for table in ("memory_words", "turn_words"):
        writer.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in WORD_TABLES:
        writer.execute(statement)
    refresh_memories(writer, [row[0] for row in writer.tuples("SELECT id FROM memories ORDER BY id")])
    for (turn_id,) in list(writer.tuples("SELECT id FROM turns ORDER BY id")):
        _add(writer, turn_id, index_words(visible_turn(writer, turn_id)))


def _add(writer: Writer, turn_id: int, indexed: str) -> None:
    writer.execute("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", (turn_id, indexed))


def _newest(reader: Reader) -> int:
    return int(reader.value("SELECT rowid FROM turn_words ORDER BY rowid DESC LIMIT 1") or 0)


class TextIndex:
    """Searches and keeps the index up to date."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def catch_up(self) -> None:
        """Index the turns that came since. Words are prepared on the caller's thread."""
        while True:
            with self._db.read() as reader:
                after = "SELECT id, text FROM turns WHERE id > ? ORDER BY id LIMIT ?"
                rows = list(reader.tuples(after, (_newest(reader), _BATCH)))
                hidden = {turn_id: hidden_in(reader, turn_id) for turn_id, _ in rows}
            if not rows:
                return
            ready = {turn_id: index_words(cut(to_text(text), hidden[turn_id])) for turn_id, text in rows}

            def put(
                writer: Writer, ready: dict[int, str] = ready, seen: dict[int, list[tuple[int, int]]] = hidden
            ) -> None:
                newest = _newest(writer)  # another process may have been here
                for turn_id, indexed in ready.items():
                    if turn_id <= newest:
                        continue
                    if hidden_in(writer, turn_id) != seen[turn_id]:  # forgotten in the meantime
                        _add(writer, turn_id, index_words(visible_turn(writer, turn_id)))
                    else:
                        _add(writer, turn_id, indexed)

            self._db.write(put)

    def search_turns(self, text: str, limit: int = 50) -> list[int]:
        """Ids of turns whose visible text holds every word of ``text``, best first."""
        query = match(text)
        if not query:
            return []
        self.catch_up()
        order = "rowid DESC" if len(text.strip()) <= _SHORT else "rank"
        with self._db.read() as reader:
            found = reader.tuples(
                f"SELECT rowid FROM turn_words WHERE turn_words MATCH ? ORDER BY {order} LIMIT ?",
                (query, limit),
            )
            return [turn_id for (turn_id,) in found]

    def search_memories(
        self, text: str, limit: int = 50, statuses: Sequence[Status] = (Status.ACTIVE,)
    ) -> list[int]:
        """Ids of memories of these statuses that hold every word of ``text``, best first.

        Forgotten memories are never found.
        """
        query = match(text)
        if not query:
            return []
        order = "memory_words.rowid DESC" if len(text.strip()) <= _SHORT else "rank"
        marks = ", ".join("?" * len(statuses))
        with self._db.read() as reader:
            found = reader.tuples(
                f"""SELECT memories.id FROM memory_words JOIN memories ON memories.id = memory_words.rowid
                WHERE memory_words MATCH ? AND memories.status IN ({marks}) ORDER BY {order} LIMIT ?""",
                (query, *statuses, limit),
            )
            return [memory_id for (memory_id,) in found]

    def rebuild(self) -> None:
        """Drop and make the index anew."""
        self._db.write(rebuild)
