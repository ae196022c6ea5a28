"""Another data key: every way in gives it, the old ones nothing, and a kill at any point leaves a way in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.keys import recovery, rotation
from app.keys.keychain import Keychain
from app.keys.rotation import Asked, key_of, rotate
from app.keys.vault_keys import VaultKeys
from app.keys.wiping import sealed, unsealed, wipe
from app.keys.wraps import WrapKind
from memory_core.errors import BadRequest, DiskFull, KeyNeeded, VaultBusy, WrongKey
from memory_core.store import backup, opening, rekeying
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.keys import Key
from tests.tools.set_clock import SetClock
from tests.unit.app.test_app_keys import InMemory

WORDS = "correct horse"


class Home:
    """A vault with three ways in, one sentence said, and a backup in its folder and one elsewhere."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        self.folder = folder
        self.clock = clock
        self.keychain = Keychain(InMemory())
        keys, self.key = VaultKeys.create(folder, passphrase=WORDS, keychain=self.keychain)
        _, self.recovery = keys.with_recovery_key(self.key)
        with Database.open(folder, self.key, clock) as db:
            Diary(db).add("My aunt Rosa keeps bees.", "user", clock(), "main")
            self.own = backup.backup(db, opening.backups(db.path))
            self.away = backup.backup(db, folder.parent / "away.db")
        self.new_recovery = recovery.printed(recovery.new_secret())

    @property
    def asked(self) -> Asked:
        return Asked(WORDS, self.new_recovery)

    @property
    def keys(self) -> VaultKeys:
        keys = VaultKeys.load(self.folder)
        assert keys is not None
        return keys

    def said(self, key: Key) -> list[str]:
        with Database.open(self.folder, key, self.clock, create=False) as db:
            return [turn.text for turn in Diary(db).turns()]


@pytest.fixture
def home(tmp_path: Path, clock: SetClock) -> Home:
    return Home(tmp_path / "vault", clock)


def opens(file: Path, key: Key) -> bool:
    try:
        opening.inspect(file, key)
    except WrongKey:
        return False
    return True


def test_every_way_in_gives_the_new_key_and_the_old_ones_nothing(home: Home) -> None:
    before = (home.folder / "vault.json").read_bytes()
    done = rotate(home.folder, home.key, home.asked, home.keychain)
    assert done.key != home.key
    assert home.keys.next is None
    assert home.keys.by_passphrase(WORDS) == done.key
    assert home.keys.by_keychain(home.keychain) == done.key
    assert home.keys.by_recovery_key(home.new_recovery) == done.key
    with pytest.raises(WrongKey):
        home.keys.by_recovery_key(home.recovery)
    assert home.said(done.key) == ["My aunt Rosa keeps bees."]
    with pytest.raises(WrongKey):
        home.said(home.key)
    # a key file that somebody kept opens nothing of what is in the folder now
    (home.folder / "vault.json").write_bytes(before)
    old = home.keys.by_recovery_key(home.recovery)
    assert not any(opens(file, old) for file in home.folder.rglob("*.db"))


def test_copies_go_along_and_those_elsewhere_can_still_be_opened(home: Home) -> None:
    done = rotate(home.folder, home.key, home.asked, home.keychain)
    assert opens(home.own, done.key)
    assert done.elsewhere == (home.away,)
    assert key_of(home.folder, home.own, done.key) == done.key
    assert key_of(home.folder, home.away, done.key) == home.key
    again = rotate(home.folder, done.key, home.asked, home.keychain)
    assert key_of(home.folder, home.away, again.key) == home.key
    rekeying.copy_under(home.away, home.folder.parent / "now.db", home.key, again.key)
    assert opens(home.folder.parent / "now.db", again.key)
    # a backup was made first, and has the present key too
    assert len(list((home.folder / "backups").glob("*.db"))) >= 2
    assert all(opens(file, again.key) for file in (home.folder / "backups").glob("*.db"))


def test_what_a_way_in_needs_must_be_given(home: Home) -> None:
    before = (home.folder / "vault.json").read_bytes()
    for asked, wrong in (
        (Asked("guess", home.new_recovery), WrongKey),
        (Asked(WORDS, "nothing"), BadRequest),
    ):
        with pytest.raises(wrong):
            rotate(home.folder, home.key, asked, home.keychain)
    assert (home.folder / "vault.json").read_bytes() == before
    assert home.said(home.key)


def test_an_open_vault_is_refused_and_keeps_its_key(home: Home) -> None:
    with Database.open(home.folder, home.key, home.clock) as db:
        Diary(db).add("Still here.", "user", home.clock(), "main")
        with pytest.raises(VaultBusy):
            rotate(home.folder, home.key, home.asked, home.keychain)
    assert home.keys.next is None
    assert home.keys.by_passphrase(WORDS) == home.key
    assert len(home.said(home.key)) == 2


def test_a_failure_before_the_file_is_exchanged_leaves_all_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(rotation.rekeying, "rekey", full)
    with pytest.raises(DiskFull):
        rotate(home.folder, home.key, home.asked, home.keychain)
    assert home.keys.next is None
    assert home.keys.by_recovery_key(home.recovery) == home.key


@pytest.mark.parametrize("exchanged", [False, True])
@pytest.mark.parametrize("way", ["passphrase", "keychain", "old recovery", "new recovery"])
def test_killed_in_the_middle_one_of_the_two_keys_opens_it(home: Home, way: str, exchanged: bool) -> None:
    _, fresh = home.keys.begin_rotation(
        home.key, passphrase=WORDS, recovery_text=home.new_recovery, keychain=home.keychain
    )
    if exchanged:
        rekeying.rekey(home.folder, home.key, fresh)
    holds = fresh if exchanged else home.key
    if way.endswith("recovery"):
        text = home.recovery if way.startswith("old") else home.new_recovery
        if way.startswith("new") is not exchanged:
            with pytest.raises(WrongKey):
                home.keys.by_recovery_key(text)
            text = home.new_recovery if exchanged else home.recovery
        assert home.keys.by_recovery_key(text) == holds
    elif way == "keychain":
        assert home.keys.by_keychain(home.keychain) == holds
    else:
        assert home.keys.by_words(WORDS) == holds
    assert home.keys.next is None
    assert home.said(holds) == ["My aunt Rosa keeps bees."]
    assert home.keys.by_passphrase(WORDS) == holds
    assert opens(home.own, holds)


def test_a_plain_vault_has_no_key_to_change(tmp_path: Path) -> None:
    VaultKeys.create_plain(tmp_path)
    with pytest.raises(BadRequest):
        rotate(tmp_path, Key(b"k" * 32), Asked(), Keychain(InMemory()))


def test_a_recovery_key_shown_before_it_holds(home: Home) -> None:
    keys = home.keys.with_recovery_text(home.key, home.new_recovery)
    assert keys.by_recovery_key(home.new_recovery) == home.key
    with pytest.raises(WrongKey):
        keys.by_recovery_key(home.recovery)
    with pytest.raises(BadRequest):
        keys.with_recovery_text(home.key, "nothing")
    assert WrapKind.RECOVERY in keys.kinds


def test_a_lock_takes_the_key_out_of_memory_and_seals_the_draft(home: Home) -> None:
    key = home.keys.by_passphrase(WORDS)
    draft = sealed("half a thought", key)
    assert b"thought" not in draft
    wipe(key)
    assert key.raw == bytes(32)
    assert unsealed(draft, home.keys.by_passphrase(WORDS)) == "half a thought"
    assert unsealed(draft, Key(b"k" * 32)) == ""
    with pytest.raises(KeyNeeded):
        home.keys.plain()
