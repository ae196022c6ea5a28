"""Whether the vault is whole, and mending what derives from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from memory_core.store import integrity, opening, problems, text_index
from memory_core.store.backup import backup
from memory_core.store.codec import to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.keys import Key
from memory_core.store.sqlcipher import connect

_LOOKS = 3
"""Times that the search is compared with the diary before it is called stale."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. ``ok`` is how the vault stands now, after a repair if there was one.

    ``problems`` were found, ``repaired`` tells what was mended, ``backup`` is the one made before that;
    ``notes`` tell of what is no damage.
    """

    ok: bool
    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    backup: Path | None = None
    notes: tuple[str, ...] = ()


def check(db: Database, repair: bool = False) -> CheckReport:
    """Check the file, its encryption, its references and the text index.

    Args:
        db: the open vault.
        repair: mend the indexes, which derive from the tables. A backup is made first, in ``backups`` beside
            the vault. Damage to the tables themselves is told and left as it is: a backup mends that.

    Raises:
        VaultError: the vault cannot be read or backed up at all; nothing was changed.
    """
    found = _findings(db)
    mendable = [one for one in found if integrity.derived(one)]
    if not repair or not mendable or len(mendable) < len(found):
        return CheckReport(not found, tuple(found))
    with problems.translated(db.path):
        folder = opening.backups(db.path)
    copy = backup(db, folder)
    db.write(_mend)
    left = _findings(db)
    return CheckReport(not left, tuple(left or found), ("The indexes were built anew.",), copy)


def _findings(db: Database) -> list[str]:
    with problems.translated(db.path):
        connection = connect(db.path, db.key)
        try:
            reader = Reader(connection)
            # What SQLCipher authenticates is the file without its log; a power cut may have torn a page of it
            # that the log still holds.
            reader.value("PRAGMA wal_checkpoint(PASSIVE)")
            if damage := [*integrity.findings(reader, encrypted=isinstance(db.key, Key))]:
                return damage
            for _ in range(_LOOKS):  # something may be said between the two
                text_index.TextIndex(db).catch_up()
                reader.value("BEGIN")
                stale = [*_stale(reader)]
                reader.value("ROLLBACK")
                if not stale:
                    break
            return stale
        finally:
            connection.close()


def _stale(reader: Reader) -> Iterator[str]:
    """How the text index differs from one built anew."""
    if _kept(reader, "memory_words") != dict(_memories(reader)):
        yield "Search: memory_words differs from the memories"
    if _kept(reader, "turn_words") != dict(_turns(reader)):
        yield "Search: turn_words differs from the diary"


def _kept(reader: Reader, table: str) -> dict[int, str]:
    return dict(reader.tuples(f"SELECT rowid, words FROM {table}"))


def _memories(reader: Reader) -> Iterator[tuple[int, str]]:
    for memory_id, text in reader.tuples(
        "SELECT id, text FROM memories WHERE gone IS NULL AND status != 'forgotten'"
    ):
        yield memory_id, text_index.index_words(to_text(text))


def _turns(reader: Reader) -> Iterator[tuple[int, str]]:
    for (turn_id,) in list(reader.tuples("SELECT id FROM turns")):
        yield turn_id, text_index.index_words(text_index.visible_turn(reader, turn_id))


def _mend(writer: Writer) -> None:
    text_index.rebuild(writer)
    writer.execute("REINDEX")
