"""Wiping what a purge left in the file: free pages, gaps inside pages, the search's old segments, the log.

A purge's transaction leaves a mark in ``meta``. The mark goes when the file was written anew and the log is
empty, so a purge that was killed, or that found the disk full or the vault being read by another program, is
finished at the next opening.
"""

from __future__ import annotations

import contextlib

from memory_core.store.connection import Reader, Writer
from memory_core.store.sqlcipher import SqlError

MARK = "purge: to wipe"
"""Name in ``meta``; the value is what is left to wipe: ``FILE`` (and then the log) or ``LOG``."""
FILE, LOG = "file", "log"
COUNT = "purge: count"
"""Name in ``meta`` of how many purges there were: what was read before one may not be written after it."""

_PATIENCE_MS = 1000
"""How long to wait for another program that reads the vault, before its log is left for later."""


def mark(writer: Writer) -> None:
    """Say, in the purge's own transaction, that the file is to be wiped, and count the purge."""
    writer.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (MARK, FILE))
    writer.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (COUNT, str(count(writer) + 1)))


def count(reader: Reader) -> int:
    """How many purges there were."""
    return int(reader.value("SELECT value FROM meta WHERE name = ?", (COUNT,)) or 0)


def left(reader: Reader) -> str:
    """What is left to wipe; empty if nothing is."""
    return str(reader.value("SELECT value FROM meta WHERE name = ?", (MARK,)) or "")


def finish(writer: Writer) -> str:
    """Wipe what is left, outside a transaction.

    The file is rewritten whole, in memory first: secure deletion alone leaves copies of moved rows in the
    gaps of pages. Needs about the file's size in memory and in free room on the disk.

    Returns:
        What could not be wiped yet: ``FILE``, ``LOG`` or an empty string.
    """
    waiting = left(writer)
    if not waiting:
        return ""
    try:
        if waiting != LOG:
            for table in ("memory_words", "turn_words"):
                writer.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            writer.execute("VACUUM")
            writer.execute("UPDATE meta SET value = ? WHERE name = ?", (LOG, MARK))
            waiting = LOG
        if _empty_log(writer):
            writer.execute("DELETE FROM meta WHERE name = ?", (MARK,))
            waiting = ""
    except (SqlError, MemoryError):
        return waiting  # no room, or damage, which the check tells: tried again at the next opening
    return waiting


def _empty_log(writer: Writer) -> bool:
    """Copy the log into the file and cut it to nothing; False while another program holds it."""
    patience = int(writer.value("PRAGMA busy_timeout"))
    writer.value(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        return not int(writer.value("PRAGMA wal_checkpoint(TRUNCATE)"))
    finally:
        with contextlib.suppress(SqlError):
            writer.value(f"PRAGMA busy_timeout = {patience}")
