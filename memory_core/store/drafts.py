"""What the user was about to say in a conversation: kept in the vault, gone when it is sent."""

from __future__ import annotations

from memory_core.store.codec import from_text, from_time, to_text
from memory_core.store.database import Database


class Drafts:
    """One draft for each conversation; the conversation itself need not exist yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, conversation: str, text: str) -> None:
        """Keep a draft in place of the one before; durable when this returns. An empty one is dropped."""
        place, at = from_text(conversation), from_time(self._db.clock())
        if not text.strip():
            self._db.write(
                lambda writer: writer.execute("DELETE FROM drafts WHERE conversation = ?", (place,))
            )
            return
        self._db.write(
            lambda writer: writer.execute(
                "INSERT OR REPLACE INTO drafts (conversation, text, at) VALUES (?, ?, ?)",
                (place, from_text(text), at),
            )
        )

    def get(self, conversation: str) -> str:
        """The draft of a conversation; empty when there is none."""
        with self._db.read() as reader:
            text = reader.value("SELECT text FROM drafts WHERE conversation = ?", (from_text(conversation),))
        return "" if text is None else to_text(text)

    def unsent(self) -> str | None:
        """The conversation of the newest draft in which nothing was said yet: a new chat that was left."""
        with self._db.read() as reader:
            found = reader.value(
                """SELECT conversation FROM drafts
                WHERE conversation NOT IN (SELECT id FROM conversations) ORDER BY at DESC LIMIT 1"""
            )
        return None if found is None else to_text(found)
