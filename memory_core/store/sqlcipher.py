"""SQLCipher's driver, put in place before sqlite-utils chooses one, and connections made with it.

sqlite-utils takes ``pysqlite3`` when there is one. SQLCipher's modules stand in for it, so that the errors
sqlite-utils catches are those SQLCipher raises. Reach sqlite-utils through :func:`tools` and in no other way;
it is imported at the first call, because it takes 0.2 s that opening an existing vault need not wait for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

from memory_core.store.keys import Key, Plain

if TYPE_CHECKING:
    from sqlite_utils import Database as Tools

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

SqlError: type[Exception] = dbapi2.Error
"""Root of the driver's errors; each has ``sqlite_errorcode`` when SQLite raised it."""

APPLICATION_ID = 0x4D4E454D
"""``MNEM`` in the file's header: tells a vault from any other SQLite file."""


def connect(path: Path, key: Key | Plain, *, immutable: bool = False, busy_seconds: float = 10.0) -> Any:
    """Open one connection in autocommit mode; nothing is read before its first statement.

    Args:
        path: the database file; it is created by the first write if absent (not when ``immutable``).
        key: the raw key, or ``PLAIN``.
        immutable: read the main file alone, without locks and without creating anything beside it.
        busy_seconds: how long a statement waits for another process's lock.

    Returns:
        A ``sqlcipher3`` connection that any thread may use; its owner sees to it that one at a time does.
    """
    where = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if immutable else path.resolve().as_uri()
    connection = dbapi2.connect(
        where, uri=True, isolation_level=None, check_same_thread=False, timeout=busy_seconds
    )
    # SQLCipher would print to standard error, and name pages, whenever a key is wrong.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if isinstance(key, Key):
        connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")
    return connection


def tools(connection: Any) -> Tools:
    """A connection as a ``sqlite_utils.Database``."""
    from sqlite_utils import Database

    return Database(connection)
