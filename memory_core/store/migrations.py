"""The vault's tables, built and changed step by step; each step and its record commit together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from memory_core.errors import VaultTooNew
from memory_core.store.codec import from_time
from memory_core.store.connection import Writer
from memory_core.store.tables import CHAT_TABLES, FIRST_TABLES, PURGE_TABLES, TEACHING_TABLES, TIER_TABLES


def _first_tables(writer: Writer) -> None:
    for statement in FIRST_TABLES:
        writer.sql.execute(statement)


def _teaching_tables(writer: Writer) -> None:
    for statement in TEACHING_TABLES:
        writer.sql.execute(statement)


def _purge_tables(writer: Writer) -> None:
    for statement in PURGE_TABLES:
        writer.sql.execute(statement)


def _tier_tables(writer: Writer) -> None:
    for statement in TIER_TABLES:
        writer.sql.execute(statement)


def _chat_tables(writer: Writer) -> None:
    for statement in CHAT_TABLES:
        writer.sql.execute(statement)


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the schema; ``version`` is what the vault is after it."""

    version: int
    name: str
    change: Callable[[Writer], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", _first_tables),
    Migration(2, "teaching and questions", _teaching_tables),
    Migration(3, "purging", _purge_tables),
    Migration(4, "tiers, core memory and nights", _tier_tables),
    Migration(5, "chats", _chat_tables),
)
NEWEST = MIGRATIONS[-1].version


def refuse_newer(version: int) -> None:
    """Refuse a vault that a newer program wrote.

    Raises:
        VaultTooNew: ``version`` is higher than this program knows.
    """
    if version > NEWEST:
        raise VaultTooNew(
            f"A newer version of Mneme wrote this vault (format {version}, this one reads {NEWEST}).",
            "Nothing in it was changed.",
            "Update Mneme and open the vault again.",
        )


def migrate(writer: Writer, now: datetime, upto: int = NEWEST) -> None:
    """Bring the vault from its version to ``upto``, inside the writer's open transaction.

    Raises:
        VaultTooNew: the vault is newer than this program.
    """
    version = int(writer.value("PRAGMA user_version"))
    refuse_newer(version)
    for migration in MIGRATIONS:
        if version < migration.version <= upto:
            migration.change(writer)
            writer.insert(
                "migrations", {"version": migration.version, "name": migration.name, "at": from_time(now)}
            )
            writer.execute(f"PRAGMA user_version = {migration.version:d}")
