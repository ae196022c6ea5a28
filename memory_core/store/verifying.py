"""Reading a copy of a vault whole, page by page, without changing anything beside it."""

from __future__ import annotations

from pathlib import Path

from memory_core.store import integrity, opening, problems
from memory_core.store.connection import Reader
from memory_core.store.keys import Key, Plain
from memory_core.store.sqlcipher import connect


def verify(file: Path, key: Key | Plain) -> tuple[str, ...]:
    """What is wrong with a copy; nothing if it is whole. A plain copy of an encrypted vault is read plain.

    Raises:
        VaultError: one of its kinds: it cannot be opened at all.
    """
    with problems.translated(file):
        key = opening.key_of_copy(file, key)
        opening.inspect(file, key)
        connection = connect(file, key, immutable=True)
        try:
            return tuple(integrity.findings(Reader(connection), encrypted=isinstance(key, Key)))
        finally:
            connection.close()
