"""The open vault: transactions, snapshots, threads, closing, migrations."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from memory_core.errors import BadRequest, VaultReadOnly, VaultTooNew
from memory_core.store import migrations
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.keys import PLAIN, Key
from memory_core.store.opening import FILE_NAME
from memory_core.store.sqlcipher import connect
from tests.tools.vaults import AT, KEY, Vault


def put(name: str, writer: Writer) -> None:
    writer.insert("meta", {"name": name, "value": ""})


def names(reader: Reader) -> set[str]:
    return {name for (name,) in reader.tuples("SELECT name FROM meta")} - {"vault"}


def test_the_pragmas_that_durability_rests_on(vault: Vault) -> None:
    def pragmas(reader: Reader) -> dict[str, object]:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        return {name: reader.value(f"PRAGMA {name}") for name in asked}

    assert vault.db.write(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_the_file_is_encrypted_with_a_key_and_plain_without(tmp_path: Path) -> None:
    for key, plain in ((KEY, False), (PLAIN, True)):
        folder = tmp_path / str(plain)
        with Database.open(folder, key) as db:
            db.write(lambda writer: put("a secret word", writer))
        content = (folder / FILE_NAME).read_bytes()
        assert content.startswith(b"SQLite format 3") == (b"a secret word" in content) == plain


def test_an_error_rolls_everything_back_and_a_joined_one_only_its_own(vault: Vault) -> None:
    def joined(writer: Writer) -> None:
        put("b", writer)
        raise ZeroDivisionError

    def work(writer: Writer) -> set[str]:
        put("a", writer)
        with pytest.raises(ZeroDivisionError):
            vault.db.write(joined)
        with vault.db.read() as reader:  # sees the transaction it stands in
            return names(reader)

    assert vault.db.write(work) == {"a"}
    with pytest.raises(ZeroDivisionError):
        vault.db.write(joined)
    with vault.db.read() as reader:
        assert names(reader) == {"a"}


def test_a_reader_keeps_its_snapshot(vault: Vault) -> None:
    with vault.db.read() as reader:
        assert names(reader) == set()
        vault.db.write(lambda writer: put("a", writer))
        with vault.db.read() as same:
            assert names(same) == set()
    with vault.db.read() as reader:
        assert names(reader) == {"a"}


def test_readers_cannot_write(vault: Vault) -> None:
    with pytest.raises(VaultReadOnly), vault.db.read() as reader:
        Writer(reader.sql.conn).execute("DELETE FROM meta")


def test_many_threads_write_one_after_the_other(vault: Vault) -> None:
    def some(first: int) -> None:
        for n in range(first, first + 10):
            vault.db.write(lambda writer, n=n: put(str(n), writer))

    threads = [threading.Thread(target=some, args=(first,)) for first in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with vault.db.read() as reader:
        assert len(names(reader)) == 40


def test_connections_of_ended_threads_are_closed(vault: Vault) -> None:
    def look() -> None:
        with vault.db.read() as reader:
            reader.value("SELECT 1")

    def handles() -> int:
        return sum(Path(file.path) == vault.db.path for file in psutil.Process().open_files())

    alone = handles()
    for _ in range(5):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert handles() <= alone + 1  # the last one's is closed when another thread begins to read


def test_a_closed_vault_says_so(vault_folder: Path) -> None:
    db = Database.open(vault_folder, KEY)
    with db.read():
        pass
    db.close()
    db.close()
    for attempt in (lambda: db.write(lambda _: None), db.read().__enter__, db.data_version):
        with pytest.raises(BadRequest, match="closed"):
            attempt()
    assert [path.name for path in vault_folder.iterdir()] == [FILE_NAME]


def test_sqlite_utils_works_on_the_encrypted_vault(vault: Vault) -> None:
    def columns(reader: Reader) -> list[str]:
        return [column.name for column in reader.sql["turns"].columns]

    assert "external_id" in vault.db.write(columns)
    with vault.db.read() as reader:
        assert columns(reader)[0] == "id"


def test_a_key_hides_its_bytes() -> None:
    assert repr(KEY) == "Key(hidden)"
    assert Key(bytes(range(32))) == KEY
    assert KEY != PLAIN
    for wrong in (b"short", "x" * 32):
        with pytest.raises(BadRequest):
            Key(wrong)


def test_a_migration_and_its_record_commit_together(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db", PLAIN)
    writer = Writer(connection)
    writer.execute("BEGIN")
    migrations.migrate(writer, AT)
    writer.execute("ROLLBACK")
    assert writer.value("PRAGMA user_version") == 0
    assert writer.rows("SELECT * FROM sqlite_master") == []
    writer.execute("BEGIN")
    migrations.migrate(writer, AT, upto=0)
    assert writer.value("SELECT count(*) FROM sqlite_master") == 0
    migrations.migrate(writer, AT)
    migrations.migrate(writer, AT)  # nothing left to do
    writer.execute("COMMIT")
    assert writer.value("PRAGMA user_version") == migrations.NEWEST
    assert [row["version"] for row in writer.rows("SELECT * FROM migrations")] == list(
        range(1, migrations.NEWEST + 1)
    )
    writer.execute("PRAGMA user_version = 99")
    with pytest.raises(VaultTooNew):
        migrations.migrate(writer, AT)
    connection.close()


def test_two_openings_at_once_make_one_vault(vault_folder: Path) -> None:
    together = threading.Barrier(4)
    opened: list[Database] = []

    def make() -> None:
        together.wait()
        opened.append(Database.open(vault_folder, KEY))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = set()
    for db in opened:
        with db.read() as reader:
            ids.add(reader.value("SELECT value FROM meta WHERE name = 'vault'"))
    for db in opened:
        db.close()
    assert (len(opened), len(ids)) == (4, 1)
    assert [path.name for path in vault_folder.iterdir()] == [FILE_NAME]
