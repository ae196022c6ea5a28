"""The ways into one vault: how each gives the data key, and how they are added, changed and removed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from app.keys import key_file, recovery, wraps
from app.keys.key_file import UNTOUCHED, KeyFile
from app.keys.keychain import Keychain
from app.keys.wraps import Wrap, WrapKind
from memory_core.errors import BadRequest, KeyNeeded, VaultError, WrongKey
from memory_core.store.keys import PLAIN, Key, Plain


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The ways into one vault. A change is written at once and gives a new value."""

    folder: Path
    id: str
    encrypted: bool
    wraps: tuple[Wrap, ...] = ()

    @property
    def kinds(self) -> tuple[WrapKind, ...]:
        """The ways in that this vault has."""
        return tuple(wrap.kind for wrap in self.wraps)

    # -- making and reading --------------------------------------------------------------------------------

    @classmethod
    def create_plain(cls, folder: Path) -> VaultKeys:
        """A new vault without encryption, by the user's explicit choice.

        Raises:
            VaultError: the folder holds a vault already or cannot be written.
        """
        keys = cls(folder, secrets.token_hex(16), encrypted=False)
        keys._write(new=True)
        return keys

    @classmethod
    def create(
        cls, folder: Path, *, passphrase: str | None = None, keychain: Keychain | None = None
    ) -> tuple[VaultKeys, Key]:
        """A new encrypted vault with a fresh random key, wrapped by what is given.

        Raises:
            BadRequest: neither a passphrase nor a keychain is given.
            VaultError: the folder holds a vault already, cannot be written, or the keychain does not keep the
            key.
        """
        if not passphrase and keychain is None:
            raise BadRequest("an encrypted vault needs a passphrase or a keychain")
        raw = secrets.token_bytes(wraps.KEY_BYTES)
        keys = cls(folder, secrets.token_hex(16), encrypted=True)
        made: list[Wrap] = []
        if passphrase:
            made.append(wraps.by_passphrase(raw, keys.id, passphrase))
        if keychain is not None:
            made.append(_kept_by(keychain, raw, keys.id))
        keys = replace(keys, wraps=tuple(made))
        try:
            keys._write(new=True)
        except VaultError:
            if keychain is not None:
                keychain.delete(keys.id)
            raise
        return keys, Key(raw)

    @classmethod
    def load(cls, folder: Path) -> VaultKeys | None:
        """The ways into the vault of a folder; None when there is no vault yet.

        Raises:
            VaultError: as :func:`app.keys.key_file.read`.
        """
        content = key_file.read(folder)
        return None if content is None else cls(folder, content.id, content.encrypted, content.wraps)

    # -- opening -------------------------------------------------------------------------------------------

    def plain(self) -> Plain:
        """The mark for a vault without encryption.

        Raises:
            KeyNeeded: the vault is encrypted.
        """
        if self.encrypted:
            raise KeyNeeded(
                f"The vault in {self.folder} is encrypted and cannot be opened as a plain one.",
                UNTOUCHED,
                "Open it with its passphrase, its recovery key or your keychain.",
            )
        return PLAIN

    def by_keychain(self, keychain: Keychain) -> Key | None:
        """The key from the keychain; None when the vault has no such way in or the keychain
        does not answer.
        """
        wrap = self._wrap(WrapKind.KEYCHAIN)
        kept = keychain.read(self.id) if wrap else None
        raw = wraps.opened_by_key(wrap, self.id, kept) if wrap and kept else None
        return Key(raw) if raw else None

    def by_passphrase(self, passphrase: str) -> Key:
        """The key, given the passphrase; about 0.1 s.

        Raises:
            WrongKey: it does not fit, or the vault has no passphrase.
        """
        wrap = self._wrap(WrapKind.PHRASE)
        raw = wraps.opened_by_passphrase(wrap, self.id, passphrase) if wrap else None
        if raw is None:
            raise WrongKey(
                "The passphrase does not open this vault.",
                UNTOUCHED,
                "Try again (mind the keyboard layout and Caps Lock), or use the recovery key.",
            )
        return Key(raw)

    def by_recovery_key(self, text: str) -> Key:
        """The key, given the recovery key as it was printed, typed forgivingly.

        Raises:
            WrongKey: a letter is wrong or missing, or it belongs to another vault.
        """
        secret = recovery.parsed(text)
        if secret is None:
            raise WrongKey(
                "The recovery key has a wrong or missing letter.",
                UNTOUCHED,
                "Compare it with what you wrote down: six groups of six letters and digits.",
            )
        wrap = self._wrap(WrapKind.RECOVERY)
        raw = wraps.opened_by_recovery(wrap, self.id, secret) if wrap else None
        if raw is None:
            raise WrongKey(
                "The recovery key belongs to another vault, or was replaced by a newer one.",
                UNTOUCHED,
                "Use the key that was shown last for this vault, or the passphrase.",
            )
        return Key(raw)

    def by_words(self, text: str) -> Key:
        """The key, given whatever the user typed: a recovery key if it is one, else the passphrase.

        Raises:
            WrongKey: it opens the vault neither way.
        """
        if WrapKind.RECOVERY in self.kinds and recovery.parsed(text) is not None:
            try:
                return self.by_recovery_key(text)
            except WrongKey:
                if WrapKind.PHRASE not in self.kinds:
                    raise
        if WrapKind.PHRASE not in self.kinds and WrapKind.RECOVERY in self.kinds:
            return self.by_recovery_key(text)
        return self.by_passphrase(text)

    # -- changing ------------------------------------------------------------------------------------------

    def with_passphrase(self, key: Key, passphrase: str) -> VaultKeys:
        """Set or change the passphrase; the old one opens nothing any more.

        Raises:
            BadRequest: the passphrase is empty or the vault is plain.
        """
        if not passphrase:
            raise BadRequest("the passphrase is empty")
        return self._with(wraps.by_passphrase(self._raw(key), self.id, passphrase))

    def with_keychain(self, key: Key, keychain: Keychain) -> VaultKeys:
        """Let the keychain open the vault.

        Raises:
            VaultError: the keychain does not keep the key; nothing was changed.
        """
        return self._with(_kept_by(keychain, self._raw(key), self.id))

    def with_recovery_key(self, key: Key) -> tuple[VaultKeys, str]:
        """Make a recovery key (a former one opens nothing any more); the text is to be shown once."""
        secret = recovery.new_secret()
        return self._with(wraps.by_recovery(self._raw(key), self.id, secret)), recovery.printed(secret)

    def without(self, kind: WrapKind, keychain: Keychain | None = None) -> VaultKeys:
        """Remove a way in.

        Raises:
            BadRequest: the vault has no such way in, or it is the only one besides the recovery key.
        """
        left = tuple(wrap for wrap in self.wraps if wrap.kind is not kind)
        if len(left) == len(self.wraps):
            raise BadRequest(f"the vault is not opened by {kind.value}")
        if not any(wrap.kind is not WrapKind.RECOVERY for wrap in left):
            raise BadRequest("the last way into the vault cannot be removed: add another one first")
        changed = replace(self, wraps=left)
        changed._write()
        if kind is WrapKind.KEYCHAIN and keychain is not None:
            keychain.delete(self.id)
        return changed

    # -- inside --------------------------------------------------------------------------------------------

    def _wrap(self, kind: WrapKind) -> Wrap | None:
        return next((wrap for wrap in self.wraps if wrap.kind is kind), None)

    def _raw(self, key: Key) -> bytes:
        if not self.encrypted:
            raise BadRequest("a vault without encryption has no key to wrap")
        return key.raw

    def _with(self, wrap: Wrap) -> VaultKeys:
        others = tuple(old for old in self.wraps if old.kind is not wrap.kind)
        changed = replace(self, wraps=(*others, wrap))
        changed._write()
        return changed

    def _write(self, *, new: bool = False) -> None:
        key_file.write(self.folder, KeyFile(self.id, self.encrypted, self.wraps), new=new)


def _kept_by(keychain: Keychain, raw: bytes, vault: str) -> Wrap:
    # one wrapping key for each vault: a keychain that holds it already keeps it, so that a crash between the
    # keychain and the file leaves the old file's wrap good
    kept = keychain.read(vault)
    wrapping_key = kept if kept and len(kept) == wraps.KEY_BYTES else secrets.token_bytes(wraps.KEY_BYTES)
    if not keychain.write(vault, wrapping_key):
        raise VaultError(
            f"The system's keychain did not keep the vault's key (it is {keychain.state().value}).",
            "Nothing was written.",
            "Unlock the keychain and try again, or protect the vault with a passphrase.",
        )
    return wraps.by_key(raw, vault, wrapping_key)
