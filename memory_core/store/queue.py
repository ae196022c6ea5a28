"""Memory work still to do. A job is written with its turn, and goes only with the result of its work."""

from __future__ import annotations

from dataclasses import dataclass

from memory_core.errors import BadRequest
from memory_core.store.codec import from_text, to_optional
from memory_core.store.connection import Writer
from memory_core.store.database import Database

HEAR = "hear"
"""The kind of job that a new turn brings."""
REFLECT = "reflect"
"""Second thoughts about a turn with a language model: nobody waits for them."""
MAX_ATTEMPTS = 3
"""Failures after which a job is parked with its error."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of memory work. ``attempts`` counts failures; ``error`` is the last one's text."""

    id: int
    kind: str
    turn_id: int
    attempts: int
    error: str | None


class Queue:
    """The durable queue. Taking a job writes nothing: a killed process leaves it where it was."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def pending(self, turn_id: int | None = None, kind: str = HEAR) -> list[Job]:
        """Jobs of a kind still to do, oldest first; of one turn if it is named."""
        return self._jobs("parked = 0 AND kind = ? AND (? IS NULL OR turn_id = ?)", (kind, turn_id, turn_id))

    def parked(self) -> list[Job]:
        """Jobs that failed too often, with their errors."""
        return self._jobs("parked = 1")

    def take(self, kind: str = HEAR) -> Job | None:
        """The oldest job of a kind still to do, or None. It stays in the queue until :meth:`done`."""
        found = self._jobs("parked = 0 AND kind = ?", (kind,), limit=1)
        return found[0] if found else None

    def done(self, job_id: int) -> None:
        """Remove a job. Call it inside the transaction that writes the job's result.

        Raises:
            BadRequest: another process has finished it; let the error roll the transaction back.
        """

        def remove(writer: Writer) -> None:
            if not writer.execute("DELETE FROM queue WHERE id = ?", (job_id,)):
                raise BadRequest(f"job {job_id} is done already")

        self._db.write(remove)

    def failed(self, job_id: int, error: str) -> bool:
        """Count a failure and keep its text; returns whether the job is parked now."""

        def count(writer: Writer) -> bool:
            writer.execute(
                """UPDATE queue SET attempts = attempts + 1, parked = (attempts + 1 >= ?), error = ?
                WHERE id = ?""",
                (MAX_ATTEMPTS, from_text(error), job_id),
            )
            return bool(writer.value("SELECT parked FROM queue WHERE id = ?", (job_id,)))

        return self._db.write(count)

    def retry(self) -> int:
        """Give every parked job new attempts; returns how many there were."""
        return self._db.write(
            lambda writer: writer.execute("UPDATE queue SET parked = 0, attempts = 0 WHERE parked = 1")
        )

    def add(self, kind: str, turn_id: int) -> Job:
        """Put a job at the end of the queue."""
        job_id = self._db.write(lambda writer: writer.insert("queue", {"kind": kind, "turn_id": turn_id}))
        return Job(job_id, kind, turn_id, 0, None)

    def _jobs(self, where: str, arguments: tuple[int | str | None, ...] = (), limit: int = -1) -> list[Job]:
        with self._db.read() as reader:
            rows = reader.tuples(
                f"SELECT id, kind, turn_id, attempts, error FROM queue WHERE {where} ORDER BY id LIMIT ?",
                (*arguments, limit),
            )
            return [
                Job(job_id, kind, turn, attempts, to_optional(error))
                for job_id, kind, turn, attempts, error in rows
            ]
