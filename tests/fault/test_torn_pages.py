"""The power fails while the log is copied into the vault's file: the file's pages are torn, the log is whole.

Nothing is lost then, because the log holds every page that was being written; so the vault has to open and
the check has nothing to tell.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from memory_core.errors import WrongKey
from memory_core.store.check import check
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.store.opening import FILE_NAME, PAGE
from tests.tools.vaults import KEY
from tests.tools.vaults import vault as opened


@pytest.fixture(params=[KEY, PLAIN], ids=["encrypted", "plain"])
def key(request: pytest.FixtureRequest) -> Key | Plain:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def torn(vault_folder: Path, key: Key | Plain) -> Path:
    """A vault of which the second half of every page that the log holds was overwritten; 100 messages."""
    with opened(vault_folder, key) as vault:
        vault.say("the first")
    left = vault_folder.with_name("left")
    left.mkdir()
    with opened(vault_folder, key) as vault:

        def work(writer: Writer) -> None:
            # the schema's page is written too, as it is by a migration or when the file grows
            writer.execute("CREATE TABLE more (id INTEGER PRIMARY KEY)")
            writer.execute("DROP TABLE more")
            for number in range(99):
                vault.say(f"message {number} " + "word " * 50)

        vault.db.write(work)
        for end in ("", "-wal"):
            shutil.copy(vault_folder / (FILE_NAME + end), left)
    file = left / FILE_NAME
    content, log = bytearray(file.read_bytes()), (left / (FILE_NAME + "-wal")).read_bytes()
    frames = [log[at : at + 24 + PAGE] for at in range(32, len(log), 24 + PAGE)]
    numbers = {int.from_bytes(frame[:4], "big") for frame in frames}
    assert 1 in numbers
    noise = random.Random(1)
    for number in numbers:
        if number * PAGE <= len(content):
            content[number * PAGE - PAGE // 2 : number * PAGE] = noise.randbytes(PAGE // 2)
    file.write_bytes(content)
    return left


def test_the_vault_opens_whole(torn: Path, key: Key | Plain) -> None:
    with opened(torn, key) as vault:
        assert vault.diary.count() == 100
        assert check(vault.db).ok


def test_the_check_has_nothing_to_tell_while_the_log_is_kept(torn: Path, key: Key | Plain) -> None:
    with opened(torn, key) as vault:
        assert check(vault.db).problems == ()


def test_another_key_is_still_refused(torn: Path, key: Key | Plain) -> None:
    if key is not PLAIN:
        with pytest.raises(WrongKey):
            Database.open(torn, Key(b"o" * 32))
