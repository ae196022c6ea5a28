"""What SQLite and SQLCipher themselves find wrong with a vault's file."""

from __future__ import annotations

from collections.abc import Iterator

from memory_core.store.connection import Reader
from memory_core.store.sqlcipher import SqlError

_LIMIT = 20
"""Findings of one kind that are told; more say nothing new."""
_DERIVED = ("fts5:", "memory_words", "turn_words", " index ")
"""What SQLite's findings about indexes hold; everything else is about the tables themselves."""


def derived(finding: str) -> bool:
    """Whether a finding is about an index, which can be built anew."""
    return any(mark in finding for mark in _DERIVED)


def findings(reader: Reader, *, encrypted: bool) -> Iterator[str]:
    """Everything wrong with the file, its encryption and its references.

    Args:
        reader: a connection of its own: FTS5's check trusts what an older one remembers of its index.
        encrypted: whether the file has pages to authenticate.
    """
    try:
        if encrypted:
            for (finding,) in list(reader.tuples("PRAGMA cipher_integrity_check"))[:_LIMIT]:
                yield f"Encryption: {finding}"
        for (found,) in list(reader.tuples(f"PRAGMA integrity_check({_LIMIT})")):
            for finding in found.splitlines()[:_LIMIT]:
                if finding != "ok":
                    yield f"File: {finding}"
        for table, row_id, *_ in list(reader.tuples("PRAGMA foreign_key_check"))[:_LIMIT]:
            yield f"References: row {row_id} of {table} refers to something that is not there"
    except SqlError as error:
        yield f"File: {error}"
