"""A vault's rooms in one value, and vectors to go with texts, for tests of the store."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from memory_core.clock import Clock
from memory_core.store.chats import Chats
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.drafts import Drafts
from memory_core.store.gate_log import GateLog
from memory_core.store.journal import Journal
from memory_core.store.keys import Key, Plain
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Queue
from memory_core.store.text_index import TextIndex
from memory_core.store.vectors import VectorStore
from memory_core.store.visibility import VisibilityStore
from memory_core.types import Encoded, Memory, MemoryKind, Span, Turn, WordStates
from tests.tools.set_clock import SetClock

KEY = Key(bytes(range(32)))
EMBEDDER = "test-embedder"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def encoded(text: str, width: int = 8) -> Encoded:
    """Vectors that depend on the text alone."""
    chance = np.random.default_rng(zlib.crc32(text.encode("utf-8", "surrogatepass")))
    stems = tuple(word for word in text.lower().split() if word.isalnum())
    words = chance.integers(-127, 128, (len(stems), 4)).astype(np.int8)
    return Encoded(chance.standard_normal(width).astype(np.float32), WordStates(stems, words))


class Vault:
    """Every room of one open vault."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.diary = Diary(db)
        self.memories = MemoryStore(db)
        self.operations = Operations(db)
        self.chats = Chats(db, self.operations)
        self.drafts = Drafts(db)
        self.journal = Journal(db)
        self.queue = Queue(db)
        self.gate_log = GateLog(db)
        self.vectors = VectorStore(db)
        self.visibility = VisibilityStore(db)
        self.index = TextIndex(db)

    def say(self, text: str, conversation: str = "main", at: datetime = AT) -> Turn:
        """The user says something."""
        return self.diary.add(text, "user", at, conversation)

    def remember(self, text: str, kind: MemoryKind = MemoryKind.FACT, confidence: float = 0.5) -> Memory:
        """The user says something, and all of it becomes a memory."""
        turn = self.say(text)
        new = NewMemory(
            text=text,
            kind=kind,
            learnt_at=AT,
            confidence=confidence,
            sources=[Span(turn.id, 0, len(text))],
        )
        return self.operations.admit(new, encoded(text), EMBEDDER)

    def texts(self, status: str | None = "active") -> set[str]:
        """Texts of the memories with a status."""
        return {memory.text for memory in self.memories.find(status)}

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        """All that undoing and redoing may change, and what derives from it."""
        with self.db.read() as reader:
            return {
                table: list(reader.tuples(f"SELECT {columns} FROM {table} ORDER BY 1"))
                for table, columns in {
                    "memories": "*",
                    "memory_sources": "*",
                    "memory_vectors": "*",
                    "spans": "*",
                    "turns": "*",
                    "memory_words": "rowid, words",
                    "turn_words": "rowid, words",
                }.items()
            }


@contextmanager
def vault(folder: Path, key: Key | Plain = KEY, clock: Clock | None = None) -> Iterator[Vault]:
    """A vault, open inside the block."""
    with Database.open(folder, key, clock or SetClock()) as db:
        yield Vault(db)


def prints(folder: Path) -> dict[str, str]:
    """Every file under a folder by its name, with its content's hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
