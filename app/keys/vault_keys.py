"""The ways into one vault: how each gives the data key, and how they are added, changed and removed.

While the data key is being changed, ``vault.json`` has the ways to both. Which one holds is what the vault's
file says: whoever opens the vault then takes the one that fits and ends the change in the file. So it is
while a plain vault is being encrypted; a plain vault's file says that nothing has changed yet.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.keys import key_file, recovery, wraps
from app.keys.key_file import DATABASE, UNTOUCHED, KeyFile, Ways
from app.keys.keychain import Keychain
from app.keys.wraps import Wrap, WrapKind
from memory_core.errors import BadRequest, KeyNeeded, VaultError, WrongKey
from memory_core.store import opening, rekeying
from memory_core.store.keys import PLAIN, Key, Plain


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The ways into one vault. A change is written at once and gives a new value.

    ``former`` are earlier data keys, sealed by the present one; ``next`` are the ways to the key that the
    vault is being given.
    """

    folder: Path
    id: str
    encrypted: bool
    wraps: tuple[Wrap, ...] = ()
    former: tuple[str, ...] = ()
    next: Ways | None = None

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
        if content is None:
            return None
        ways, coming, encrypted = content.ways, content.next, content.encrypted
        if not encrypted and coming is not None:
            encrypted = key_file.is_encrypted(folder)
            # the ways that were announced hold, and the first to open the vault writes so
            ways, coming = (coming, coming) if encrypted else (ways, None)
        return cls(folder, content.id, encrypted, ways.wraps, ways.former, coming)

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
        kept = keychain.read(self.id) if WrapKind.KEYCHAIN in self.kinds else None
        if kept is None:
            return None
        return self._opened(WrapKind.KEYCHAIN, lambda wrap: wraps.opened_by_key(wrap, self.id, kept))

    def by_passphrase(self, passphrase: str) -> Key:
        """The key, given the passphrase; about 0.1 s.

        Raises:
            WrongKey: it does not fit, or the vault has no passphrase.
        """
        key = self._opened(
            WrapKind.PHRASE, lambda wrap: wraps.opened_by_passphrase(wrap, self.id, passphrase)
        )
        if key is None:
            raise WrongKey(
                "The passphrase does not open this vault.",
                UNTOUCHED,
                "Try again (mind the keyboard layout and Caps Lock), or use the recovery key.",
            )
        return key

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
        key = self._opened(WrapKind.RECOVERY, lambda wrap: wraps.opened_by_recovery(wrap, self.id, secret))
        if key is None:
            raise WrongKey(
                "The recovery key belongs to another vault, or was replaced by a newer one.",
                UNTOUCHED,
                "Use the key that was shown last for this vault, or the passphrase.",
            )
        return key

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
        text = recovery.printed(recovery.new_secret())
        return self.with_recovery_text(key, text), text

    def with_recovery_text(self, key: Key, text: str) -> VaultKeys:
        """Let a recovery key that was shown already open the vault; a former one opens nothing any more.

        Raises:
            BadRequest: the text is no recovery key.
        """
        secret = recovery.parsed(text)
        if secret is None:
            raise BadRequest("this is no recovery key")
        return self._with(wraps.by_recovery(self._raw(key), self.id, secret))

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

    # -- another data key ----------------------------------------------------------------------------------

    def begin_rotation(
        self,
        key: Key,
        *,
        passphrase: str = "",
        recovery_text: str = "",
        keychain: Keychain | None = None,
    ) -> tuple[VaultKeys, Key]:
        """Write the ways to a fresh data key beside those to the present one, which the vault still has.

        Args:
            key: the present one.
            passphrase: the present passphrase, where the vault has one.
            recovery_text: a recovery key that was shown already, where the vault has one; the old one goes.
            keychain: where the vault has one.

        Raises:
            WrongKey: the passphrase does not open the vault.
            BadRequest: what a way needs is not given, or the text is no recovery key.
            VaultError: the keychain does not answer; nothing was changed.
        """
        fresh = secrets.token_bytes(wraps.KEY_BYTES)
        made: list[Wrap] = []
        for kind in self.kinds:
            if kind is WrapKind.PHRASE:
                if self.by_passphrase(passphrase) != key:
                    raise BadRequest("the passphrase opens another vault")
                made.append(wraps.by_passphrase(fresh, self.id, passphrase))
            elif kind is WrapKind.RECOVERY:
                secret = recovery.parsed(recovery_text)
                if secret is None:
                    raise BadRequest("this is no recovery key")
                made.append(wraps.by_recovery(fresh, self.id, secret))
            elif keychain is None:
                raise BadRequest("the keychain is needed")
            else:
                made.append(_kept_by(keychain, fresh, self.id))
        known = [*(one.raw for one in self.former_keys(key)), self._raw(key)]
        former = tuple(wraps.sealed_former(one, fresh, self.id) for one in known)
        changed = replace(self, next=Ways(tuple(made), former))
        changed._write()
        return changed, Key(fresh)

    def with_encryption(
        self, *, passphrase: str = "", recovery_text: str = "", keychain: Keychain | None = None
    ) -> tuple[VaultKeys, Key]:
        """The ways to a fresh data key for a plain vault; nothing is written (see :meth:`announce`).

        Args:
            passphrase: opens the vault, unless empty.
            recovery_text: a recovery key that was shown already.
            keychain: opens the vault, unless None.

        Raises:
            BadRequest: the vault is encrypted, neither a passphrase nor a keychain is given, or the text is
                no recovery key.
            VaultError: the keychain does not keep the key.
        """
        secret = recovery.parsed(recovery_text)
        if self.encrypted or secret is None or not (passphrase or keychain):
            raise BadRequest("a plain vault, a recovery key, and a passphrase or a keychain are needed")
        raw, name = secrets.token_bytes(wraps.KEY_BYTES), self.id or secrets.token_hex(16)
        made: list[Wrap] = []
        if passphrase:
            made.append(wraps.by_passphrase(raw, name, passphrase))
        if keychain is not None:
            made.append(_kept_by(keychain, raw, name))
        made.append(wraps.by_recovery(raw, name, secret))
        ways = Ways(tuple(made))
        return VaultKeys(self.folder, name, True, ways.wraps, (), ways), Key(raw)

    def announce(self) -> None:
        """Write the ways to the key that a plain vault is being given; they hold when its file is encrypted.

        Raises:
            VaultError: the key file cannot be written.
        """
        key_file.write(self.folder, KeyFile(self.id, encrypted=False, next=self.next))

    def settle(self, key: Key, *, is_next: bool) -> VaultKeys:
        """End a change of the data key: the vault's file has ``key``, the next one or still the old one.

        Copies in the vault's folder that still have an earlier key get the present one.
        """
        if self.next is None:
            return self
        ways = self.next if is_next else Ways(self.wraps, self.former)
        changed = replace(self, wraps=ways.wraps, former=ways.former, next=None)
        if is_next:
            for former in changed.former_keys(key):
                rekeying.rekey_copies(self.folder, former, key)
        changed._write()
        return changed

    def former_keys(self, key: Key) -> list[Key]:
        """Earlier data keys, the newest last: they open backups made before the key was changed."""
        found = (wraps.opened_former(one, self._raw(key), self.id) for one in self.former)
        return [Key(raw) for raw in found if raw is not None]

    def fits(self, key: Key) -> bool:
        """Whether the vault's file has this key, as far as it can be read."""
        try:
            opening.inspect(self.folder / DATABASE, key)
        except (VaultError, OSError):
            return False
        return True

    # -- inside --------------------------------------------------------------------------------------------

    def _opened(self, kind: WrapKind, unwrap: Callable[[Wrap], bytes | None]) -> Key | None:
        """The data key by one way in; of two, while it is being changed, the one that the file has."""
        present = _unwrapped(self.wraps, kind, unwrap)
        if self.next is None:
            return present
        coming = _unwrapped(self.next.wraps, kind, unwrap)
        for key, is_next in ((coming, True), (present, False)):
            if key is not None and self.fits(key):
                with contextlib.suppress(VaultError):  # a folder that cannot be written can still be read
                    self.settle(key, is_next=is_next)
                return key
        return None if (self.folder / DATABASE).exists() else present

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
        ways = Ways(self.wraps, self.former)
        key_file.write(self.folder, KeyFile(self.id, self.encrypted, ways, self.next), new=new)


def _unwrapped(ways: tuple[Wrap, ...], kind: WrapKind, unwrap: Callable[[Wrap], bytes | None]) -> Key | None:
    wrap = next((one for one in ways if one.kind is kind), None)
    raw = unwrap(wrap) if wrap is not None else None
    return None if raw is None else Key(raw)


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
