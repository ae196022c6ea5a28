"""Named states of what learns (a model of the user's words, weights): one blob each, in the vault."""

from __future__ import annotations

from datetime import datetime

from memory_core.store.codec import from_time
from memory_core.store.database import Database


class States:
    """Keeps one blob under each name; inside a ``Database.write`` it commits with what it learnt from."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, name: str, value: bytes, at: datetime) -> None:
        """Keep a state, replacing the one under the same name.

        Raises:
            BadRequest: naive time.
        """
        row = (name, value, from_time(at))
        self._db.write(lambda writer: writer.execute("INSERT OR REPLACE INTO states VALUES (?, ?, ?)", row))

    def load(self, name: str) -> bytes | None:
        """The state under a name, or None."""
        with self._db.read() as reader:
            value: bytes | None = reader.value("SELECT value FROM states WHERE name = ?", (name,))
        return value

    def drop(self, name: str) -> None:
        """Remove the state under a name, if there is one."""
        self._db.write(lambda writer: writer.execute("DELETE FROM states WHERE name = ?", (name,)))

    def names(self) -> list[str]:
        """Names of all states, in order."""
        with self._db.read() as reader:
            return [name for (name,) in reader.tuples("SELECT name FROM states ORDER BY name")]
