"""The vault's key in the terminal: from the keychain, a file or the keyboard; a new vault asks
how to be protected.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from app.cli.texts import Text, text
from app.keys.keychain import Keychain, KeychainState
from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from app.options import Options
from memory_core.errors import BadRequest, EnvironmentProblem, KeyNeeded, WrongKey
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.text.language import Language

_TRIES = 3
_SHORTEST = 8
"""Characters of a new passphrase at least."""


def unlocked(
    folder: Path, options: Options, language: Language, keychain: Keychain | None = None
) -> Key | Plain:
    """The key of the vault in a folder; a vault that is not there yet is made with the user's choice.

    Raises:
        VaultError: one of its kinds, with what to do.
        EnvironmentProblem: the passphrase's file cannot be read.
        BadRequest: the switches contradict each other or the vault.
    """
    if options.plain and options.passphrase_file:
        raise BadRequest("--plain and --passphrase-file exclude each other")
    keychain = keychain or Keychain()
    passphrase = _from_file(options.passphrase_file) if options.passphrase_file else None
    keys = VaultKeys.load(folder)
    if keys is None:
        return _made(folder, options, passphrase, language, keychain)
    if not keys.encrypted:
        if passphrase is not None:
            raise BadRequest(f"the vault in {folder} is not encrypted, a passphrase does not fit it")
        return keys.plain()
    if options.plain:
        return keys.plain()
    if passphrase is not None:
        return keys.by_words(passphrase)
    return keys.by_keychain(keychain) or _typed(keys, language)


def _made(
    folder: Path, options: Options, passphrase: str | None, language: Language, keychain: Keychain
) -> Key | Plain:
    if options.plain:
        VaultKeys.create_plain(folder)
        return PLAIN
    if passphrase is not None:
        return VaultKeys.create(folder, passphrase=passphrase)[1]
    if not sys.stdin.isatty():
        raise KeyNeeded(
            f"There is no vault in {folder} yet, and nobody can be asked how to protect a new one.",
            "Nothing was written.",
            "Give --passphrase-file FILE for an encrypted vault or --plain for one without encryption, "
            "or run the command in a terminal.",
        )
    return _chosen(folder, language, keychain)


def _chosen(folder: Path, language: Language, keychain: Keychain) -> Key | Plain:
    print(text(Text.NEW_VAULT, language, folder=str(folder)))
    ready = keychain.state() is KeychainState.READY
    if not ready:
        print(text(Text.NO_KEYCHAIN, language, state=keychain.state().value))
    line = text(Text.CHOICE_KEYCHAIN, language) if ready else ""
    while True:
        choice = input(text(Text.CHOICE, language, keychain=line)).strip().lower()
        if choice == "n":
            VaultKeys.create_plain(folder)
            return PLAIN
        if choice == "k" and ready:
            keys, key = VaultKeys.create(folder, keychain=keychain)
        elif choice == "p":
            keys, key = VaultKeys.create(folder, passphrase=_new_passphrase(language))
        else:
            continue
        _, recovery = keys.with_recovery_key(key)
        print(text(Text.RECOVERY, language, key=recovery))
        return key


def _new_passphrase(language: Language) -> str:
    print(text(Text.LOST, language))
    while True:
        first = getpass.getpass(text(Text.ASK_NEW, language))
        if len(first) < _SHORTEST:
            print(text(Text.SHORT, language))
        elif first == getpass.getpass(text(Text.ASK_AGAIN, language)):
            return first
        else:
            print(text(Text.DIFFERENT, language))


def _typed(keys: VaultKeys, language: Language) -> Key:
    if not sys.stdin.isatty():
        ways = ", ".join(kind.value for kind in keys.kinds)
        keychain = " The keychain did not answer." if WrapKind.KEYCHAIN in keys.kinds else ""
        raise KeyNeeded(
            f"The vault in {keys.folder} is encrypted ({ways}).{keychain}",
            "Nothing was changed.",
            "Give --passphrase-file FILE, or run the command in a terminal, where it asks.",
        )
    for left in reversed(range(_TRIES)):
        try:
            return keys.by_words(getpass.getpass(text(Text.ASK_PHRASE, language)))
        except WrongKey as wrong:
            if not left:
                raise
            print(wrong.what, file=sys.stderr)
    raise BadRequest("no passphrase was given")


def _from_file(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            f"The passphrase's file {path} cannot be read.",
            "Nothing was changed.",
            "Check its name and rights; its first line is the passphrase.",
        ) from error
    if not lines or not lines[0]:
        raise EnvironmentProblem(
            f"The passphrase's file {path} is empty.",
            "Nothing was changed.",
            "Write the passphrase into its first line.",
        )
    return lines[0]
