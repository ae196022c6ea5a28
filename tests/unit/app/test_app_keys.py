"""The ways into a vault: each opens it, none gives anything away, and a change leaves no old way behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.keys import recovery, wraps
from app.keys.key_file import FILE
from app.keys.keychain import Keychain, KeychainState
from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from memory_core.errors import BadRequest, KeyNeeded, VaultDamaged, VaultError, VaultTooNew, WrongKey
from memory_core.store.keys import PLAIN

CHEAP = wraps.Argon2(memory_kib=64, time=1, lanes=1)


class InMemory(KeyringBackend):
    """A keychain that keeps its secrets in a dictionary."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class Liar(InMemory):
    """Takes every secret and keeps none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class Locked(InMemory):
    """Answers nothing until it is unlocked."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class InTheOpen(InMemory):
    """What keyring marks as not recommended."""

    priority = 0.5


@pytest.fixture
def keychain() -> Keychain:
    return Keychain(InMemory())


def test_every_way_in_gives_the_same_key(tmp_path: Path, keychain: Keychain) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="korrekt Pferd", keychain=keychain)
    keys, code = keys.with_recovery_key(key)
    again = VaultKeys.load(tmp_path)
    assert again is not None
    assert set(again.kinds) == set(WrapKind)
    assert again.by_passphrase("korrekt Pferd") == key
    assert again.by_keychain(keychain) == key
    assert again.by_recovery_key(code.lower().replace("-", " ")) == key
    assert again.by_words(code) == again.by_words("korrekt Pferd") == key


def test_a_wrong_passphrase_says_what_data_and_todo(tmp_path: Path) -> None:
    keys, _ = VaultKeys.create(tmp_path, passphrase="right")
    with pytest.raises(WrongKey) as caught:
        keys.by_passphrase("wrong")
    assert caught.value.what
    assert caught.value.data
    assert caught.value.todo


def test_the_same_keys_pressed_open_it_on_every_system(tmp_path: Path) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="й ё")
    assert keys.by_passphrase("и\u0306 е\u0308") == key


def test_a_changed_passphrase_ends_the_old_one(tmp_path: Path) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="old")
    keys.with_passphrase(key, "new")
    again = VaultKeys.load(tmp_path)
    assert again is not None
    assert again.by_passphrase("new") == key
    with pytest.raises(WrongKey):
        again.by_passphrase("old")


def test_a_new_recovery_key_ends_the_old_one(tmp_path: Path) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="words")
    keys, first = keys.with_recovery_key(key)
    keys, second = keys.with_recovery_key(key)
    assert keys.by_recovery_key(second) == key
    with pytest.raises(WrongKey, match="another vault"):
        keys.by_recovery_key(first)


def test_a_wrap_of_another_vault_opens_nothing(tmp_path: Path) -> None:
    one, _ = VaultKeys.create(tmp_path / "one", passphrase="same")
    other, _ = VaultKeys.create(tmp_path / "other", passphrase="same")
    moved = VaultKeys(other.folder, other.id, encrypted=True, wraps=one.wraps)
    with pytest.raises(WrongKey):
        moved.by_passphrase("same")


def test_the_last_way_in_stays(tmp_path: Path, keychain: Keychain) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="words")
    keys, _ = keys.with_recovery_key(key)
    with pytest.raises(BadRequest, match="last way"):
        keys.without(WrapKind.PHRASE)
    keys = keys.with_keychain(key, keychain).without(WrapKind.PHRASE)
    assert keys.by_keychain(keychain) == key
    with pytest.raises(WrongKey):
        keys.by_passphrase("words")


def test_a_removed_keychain_holds_nothing_any_more(tmp_path: Path) -> None:
    backend = InMemory()
    keys, key = VaultKeys.create(tmp_path, passphrase="words", keychain=Keychain(backend))
    assert len(backend.kept) == 1
    keys.without(WrapKind.KEYCHAIN, Keychain(backend))
    assert not backend.kept
    assert keys.by_passphrase("words") == key


@pytest.mark.parametrize(
    ("backend", "state"),
    [
        (InMemory, KeychainState.READY),
        (Liar, KeychainState.LYING),
        (Locked, KeychainState.LOCKED),
        (InTheOpen, KeychainState.ABSENT),
    ],
)
def test_a_keychain_is_tried_before_it_is_trusted(
    tmp_path: Path, backend: type[InMemory], state: KeychainState
) -> None:
    keychain = Keychain(backend())
    assert keychain.state() is state
    if state is KeychainState.READY:
        return
    with pytest.raises(VaultError, match=state.value):
        VaultKeys.create(tmp_path, keychain=keychain)
    assert VaultKeys.load(tmp_path) is None


def test_a_plain_vault_is_an_explicit_choice(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        VaultKeys.create(tmp_path)
    keys = VaultKeys.create_plain(tmp_path)
    assert keys.plain() is PLAIN
    assert VaultKeys.load(tmp_path) == keys
    encrypted, _ = VaultKeys.create(tmp_path / "other", passphrase="words")
    with pytest.raises(KeyNeeded):
        encrypted.plain()


def test_a_vault_is_never_made_over_another(tmp_path: Path) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="words")
    with pytest.raises(VaultError, match="already"):
        VaultKeys.create(tmp_path, passphrase="other")
    assert keys.by_passphrase("words") == key


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "mneme-vault"}', '{"format": "other", "version": 1}']
)
def test_a_damaged_key_file_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(VaultDamaged):
        VaultKeys.load(tmp_path)
    assert (tmp_path / FILE).read_text() == text


def test_a_newer_key_file_is_refused(tmp_path: Path) -> None:
    VaultKeys.create(tmp_path, passphrase="words")
    row = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**row, "version": 2}))
    with pytest.raises(VaultTooNew):
        VaultKeys.load(tmp_path)


def test_a_missing_key_file_beside_a_database_is_no_new_vault(tmp_path: Path) -> None:
    (tmp_path / "memory.db").write_bytes(b"\x93" * 4096)
    with pytest.raises(VaultDamaged, match="missing"):
        VaultKeys.load(tmp_path)
    with pytest.raises(VaultError, match="already"):
        VaultKeys.create_plain(tmp_path)


def test_a_file_may_not_ask_for_a_ruinous_cost(tmp_path: Path) -> None:
    VaultKeys.create(tmp_path, passphrase="words")
    row = json.loads((tmp_path / FILE).read_text())
    row["wraps"][0]["argon2id"]["memory_kib"] = 2**40
    (tmp_path / FILE).write_text(json.dumps(row))
    with pytest.raises(VaultDamaged):
        VaultKeys.load(tmp_path)


def test_a_lowered_cost_is_noticed() -> None:
    wrap = wraps.by_passphrase(bytes(32), "id", "words", CHEAP)
    lowered = wraps.Wrap(wrap.kind, wrap.nonce, wrap.wrapped, wrap.salt, wraps.Argon2(64, 2, 1))
    assert wraps.opened_by_passphrase(wrap, "id", "words") == bytes(32)
    assert wraps.opened_by_passphrase(lowered, "id", "words") is None


def test_nothing_secret_shows(tmp_path: Path) -> None:
    keys, key = VaultKeys.create(tmp_path, passphrase="a very secret phrase")
    keys, code = keys.with_recovery_key(key)
    shown = repr(keys) + repr(key) + (tmp_path / FILE).read_text()
    for secret in ("a very secret phrase", code, code.replace("-", ""), key.raw.hex(), repr(key.raw)):
        assert secret not in shown
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@given(st.binary(min_size=recovery.BYTES, max_size=recovery.BYTES))
def test_a_recovery_key_is_read_back(secret: bytes) -> None:
    printed = recovery.printed(secret)
    assert recovery.parsed(printed) == secret
    assert recovery.parsed(printed.lower().replace("-", "  ").replace("0", "o").replace("1", "l")) == secret


@given(st.binary(min_size=recovery.BYTES, max_size=recovery.BYTES), st.data())
def test_a_slip_of_the_pen_is_noticed(secret: bytes, data: st.DataObject) -> None:
    letters = recovery.printed(secret).replace("-", "")
    place = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ".replace(letters[place], "")))
    assert recovery.parsed(letters[:place] + other + letters[place + 1 :]) is None
    assert recovery.parsed(letters[:-1]) is None
