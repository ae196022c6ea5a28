"""One connection to the vault, in two forms: one that reads, one that also writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from memory_core.store.codec import Value
from memory_core.store.sqlcipher import tools

if TYPE_CHECKING:
    from sqlite_utils import Database as Tools

Arguments = Sequence[Value] | Mapping[str, Value]


class Reader:
    """Reads one snapshot of the vault."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @cached_property
    def sql(self) -> Tools:
        """The connection as a ``sqlite_utils.Database``, for work on the schema and ad-hoc queries."""
        return tools(self._connection)

    def tuples(self, statement: str, arguments: Arguments = ()) -> Iterator[tuple[Any, ...]]:
        """Rows as tuples, read as they are asked for."""
        yield from self._connection.execute(statement, arguments)

    def rows(self, statement: str, arguments: Arguments = ()) -> list[dict[str, Any]]:
        """Rows as dictionaries of column names."""
        cursor = self._connection.execute(statement, arguments)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, statement: str, arguments: Arguments = ()) -> dict[str, Any] | None:
        """The first row, or None."""
        found = self.rows(statement, arguments)
        return found[0] if found else None

    def value(self, statement: str, arguments: Arguments = ()) -> Any:
        """The first column of the first row, or None."""
        found = self._connection.execute(statement, arguments).fetchone()
        return None if found is None else found[0]


class Writer(Reader):
    """Reads and writes inside the open transaction. Only functions given to ``Database.write`` see one."""

    def execute(self, statement: str, arguments: Arguments = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return int(self._connection.execute(statement, arguments).rowcount)

    def insert(self, table: str, row: Mapping[str, Value]) -> int:
        """Insert one row and return its rowid. Names of tables and columns are this package's own."""
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values())
        )
        return int(cursor.lastrowid)

    def update(self, table: str, key: str, row_id: Value, changes: Mapping[str, Value]) -> int:
        """Set columns of the row whose column ``key`` is ``row_id``; returns how many rows that were."""
        pairs = ", ".join(f"{column} = ?" for column in changes)
        return self.execute(f"UPDATE {table} SET {pairs} WHERE {key} = ?", (*changes.values(), row_id))
