"""Copies are listed, thinned as they grow old, and put back; what was purged does not come back with them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memory_core.errors import VaultBusy, VaultDamaged, VaultError
from memory_core.forgetting.proof import search
from memory_core.store import backup, opening, purge_scope, purging, scrub
from memory_core.store.check import check
from memory_core.store.keys import PLAIN, Key
from tests.tools.set_clock import SetClock
from tests.tools.vaults import AT, KEY, Vault, prints
from tests.tools.vaults import vault as opened


def purge(vault: Vault, text: str) -> None:
    vault.db.write(lambda writer: purging.purge(writer, purge_scope.of_text(writer, text)))


def test_copies_are_thinned_as_they_grow_old(vault: Vault, clock: SetClock) -> None:
    vault.say("one")
    folder = opening.backups(vault.db.path)
    begin = clock.now
    for hours in range(0, 24 * 120, 7):
        clock.now = begin + timedelta(hours=hours)
        (folder / f"mneme-{clock.now.strftime('%Y%m%d-%H%M%S')}.db").touch()
    (folder / "memory-format-1-20200101-000000.db").touch()
    clock.advance(timedelta(minutes=1))
    before = len(list(folder.iterdir()))
    removed = backup.thin(vault.db)
    ages = sorted(
        (clock.now - at) / timedelta(days=1)
        for path in folder.iterdir()
        if (at := backup._made_at(path)) is not None
    )
    assert len(removed) == before - len(list(folder.iterdir()))
    assert sum(age < 1 for age in ages) == 4  # all of the last day
    assert 6 <= sum(1 <= age < 7 for age in ages) <= 7  # one a day
    assert 3 <= sum(7 <= age < 31 for age in ages) <= 5  # one a week
    assert 3 <= sum(age >= 31 for age in ages) <= 5  # one a month
    assert (folder / "memory-format-1-20200101-000000.db").exists()
    assert backup.thin(vault.db) == []


def test_two_copies_of_one_second_have_names_of_their_own(vault: Vault) -> None:
    folder = opening.backups(vault.db.path)
    assert backup.backup(vault.db, folder) != backup.backup(vault.db, folder)
    assert len(backup.listed(vault.db)) == 2


def test_what_a_copy_holds_is_listed(vault: Vault, tmp_path: Path) -> None:
    vault.remember("I live in Riga")
    made = backup.backup(vault.db, opening.backups(vault.db.path))
    with opened(tmp_path / "other", Key(b"o" * 32)) as other:
        foreign = backup.backup(other.db, made.with_name("mneme-20250101-000000.db"))
    away = backup.backup(vault.db, tmp_path / "stick" / "copy.db")
    away.unlink()
    away.parent.rmdir()  # the disk was taken away
    infos = {info.path: info for info in backup.listed(vault.db)}
    assert (infos[made].turns, infos[made].memories, infos[made].holds) == (1, 1, False)
    assert infos[made].at == AT
    assert infos[foreign].holds is None
    assert infos[away].holds is None
    away.parent.mkdir()  # it is back, without the copy
    assert away not in [info.path for info in backup.listed(vault.db)]


@pytest.mark.parametrize("key", [KEY, PLAIN])
def test_a_backup_is_put_back_and_what_it_replaces_is_kept(tmp_path: Path, key: Key) -> None:
    folder = tmp_path / "vault"
    with opened(folder, key) as vault:
        vault.remember("I live in Riga")
        made = backup.backup(vault.db, tmp_path / "copy.db")
        vault.say("said later")
    kept = backup.restore(folder, made, key, SetClock())
    assert kept is not None
    with opened(folder, key) as vault:
        assert [turn.text for turn in vault.diary.turns()] == ["I live in Riga"]
        assert check(vault.db).ok
    with opened(kept, key) as vault:
        assert vault.diary.count() == 2
    assert backup.restore(tmp_path / "new", made, key) is None
    with opened(tmp_path / "new", key) as vault:
        assert vault.texts() == {"I live in Riga"}


def test_what_was_purged_does_not_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with opened(folder, PLAIN) as vault:
        vault.remember("My sister lives in Reykjavik")
        vault.remember("I play the cello")
        made = backup.backup(vault.db, tmp_path / "copy.db")
        purge(vault, "Reykjavik")
    backup.restore(folder, made, PLAIN)
    with opened(folder, PLAIN) as vault:
        assert vault.texts() == {"I play the cello"}
    assert search(folder, ["Reykjavik"]) == []


def test_an_open_vault_is_not_replaced(vault: Vault, tmp_path: Path) -> None:
    made = backup.backup(vault.db, tmp_path / "copy.db")
    vault.say("kept")
    with pytest.raises(VaultBusy):
        backup.restore(vault.db.path.parent, made, KEY)
    assert vault.say("goes on").id == 2


def test_a_damaged_backup_replaces_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with opened(folder) as vault:
        vault.say("kept")
        made = backup.backup(vault.db, tmp_path / "copy.db")
    content = bytearray(made.read_bytes())
    content[-4096 + 100] ^= 1
    made.write_bytes(content)
    before = prints(folder)
    with pytest.raises(VaultError):
        backup.restore(folder, made, KEY)
    assert prints(folder) == before


def test_a_damaged_vault_is_kept_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with opened(folder) as vault:
        vault.say("kept")
        made = backup.backup(vault.db, tmp_path / "copy.db")
    damaged = (folder / opening.FILE_NAME).read_bytes()[:5000]
    (folder / opening.FILE_NAME).write_bytes(damaged)
    with pytest.raises(VaultDamaged):
        opening.inspect(folder / opening.FILE_NAME, KEY)
    kept = backup.restore(folder, made, KEY, SetClock())
    assert kept is not None
    assert kept.read_bytes() == damaged
    with opened(folder) as vault:
        assert vault.diary.count() == 1


def test_an_encrypted_vault_is_whole_after_a_purge(vault: Vault) -> None:
    vault.remember("My sister lives in Reykjavik")
    kept = vault.remember("I play the cello")
    purge(vault, "Reykjavik")
    assert vault.db.between_writes(scrub.finish) == ""
    assert vault.memories.find() == [kept]
    assert check(vault.db).ok
    assert vault.db.path.with_name(f"{opening.FILE_NAME}-wal").stat().st_size < 40_000  # but for the mark
