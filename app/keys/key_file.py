"""``vault.json``: what a vault is encrypted with and which ways in it has.

::

    {"format": "mneme-vault", "version": 1, "id": "<32 hex digits>", "encryption": "sqlcipher" | "none",
     "wraps": [{"kind": "passphrase", "salt": ..., "nonce": ..., "wrapped": ..., "argon2id": {...}}, ...],
     "former": ["<an earlier data key, sealed by the present one>", ...],
     "next": {"wraps": [...], "former": [...]}}

``former`` opens backups made before the data key was changed. ``next`` is there while it is being changed:
the vault's file is then under the present key or under the next one. With ``"encryption": "none"`` a plain
vault is being encrypted: its file is plain as before, or under the next key.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.files import write_atomically
from app.keys.wraps import Wrap
from memory_core.errors import DiskFull, VaultDamaged, VaultError, VaultReadOnly, VaultTooNew
from memory_core.store import unfinished

FILE = "vault.json"
DATABASE = "memory.db"
UNTOUCHED = "Nothing in the vault was changed."
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to one data key, and earlier data keys sealed by it, the newest last."""

    wraps: tuple[Wrap, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of ``vault.json``. ``next`` is None unless the data key is being changed."""

    id: str
    encrypted: bool
    ways: Ways = Ways()
    next: Ways | None = None


def read(folder: Path) -> KeyFile | None:
    """The key file of a vault's folder; None when there is no vault yet.

    A database without encryption and without a key file (made by the library) is taken as a plain vault.

    Raises:
        VaultDamaged: the file is missing beside an encrypted database, or unreadable.
        VaultTooNew: a newer program wrote it.
        VaultReadOnly: this account may not read it.
    """
    path = folder / FILE
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return _without_file(folder)
    except OSError as error:
        raise VaultReadOnly(
            f"The vault's key file {path} cannot be read ({error.strerror}).",
            UNTOUCHED,
            "Give your account the right to read it, then try again.",
        ) from error
    try:
        row = json.loads(text)
        if not isinstance(row, Mapping) or row.get("format") != "mneme-vault":
            raise ValueError("not the format")
        if isinstance(version := row.get("version"), int) and version > _VERSION:
            raise VaultTooNew(
                f"The vault in {folder} was written by a newer Mneme (key file version {version}).",
                UNTOUCHED,
                "Open it with that version, or update this one.",
            )
        if not isinstance(row.get("id"), str):
            raise ValueError("no id")
        content = KeyFile(
            str(row["id"]),
            {"sqlcipher": True, "none": False}[str(row.get("encryption"))],
            _ways(row),
            _ways(row["next"]) if "next" in row else None,
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise _damaged(f"The vault's key file {path} is damaged.") from error
    if content.encrypted and not content.ways.wraps:
        raise _damaged(f"The vault's key file {path} names no way to open the vault.")
    return content


def write(folder: Path, content: KeyFile, *, new: bool = False) -> None:
    """Write the key file atomically; a new one never over another vault's.

    Raises:
        VaultError: the folder holds a vault already (``new``), the disk is full or may not be written.
    """
    row: dict[str, object] = {
        "format": "mneme-vault",
        "version": _VERSION,
        "id": content.id,
        "encryption": "sqlcipher" if content.encrypted else "none",
        **_row(content.ways),
    }
    if content.next is not None:
        row["next"] = _row(content.next)
    path = folder / FILE
    if new and (folder / DATABASE).exists():
        raise _taken(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, (json.dumps(row, indent=1) + "\n").encode(), replace=not new)
    except FileExistsError as error:
        raise _taken(folder) from error
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else VaultReadOnly
        raise kind(
            f"The vault's key file {path} cannot be written ({error.strerror}).",
            "The vault is as it was before.",
            "Free some space or choose a folder that your account may write to.",
        ) from error


def is_encrypted(folder: Path) -> bool:
    """Whether a vault's database is there and is no plain one."""
    database = folder / DATABASE
    return database.exists() and not unfinished.is_plain(database)


def _ways(row: Mapping[str, Any]) -> Ways:
    wraps, former = row.get("wraps", []), row.get("former", [])
    if not isinstance(wraps, list) or not isinstance(former, list):
        raise ValueError("no wraps")
    return Ways(tuple(Wrap.from_json(wrap) for wrap in wraps), tuple(str(one) for one in former))


def _row(ways: Ways) -> dict[str, object]:
    former = {"former": [*ways.former]} if ways.former else {}
    return {"wraps": [wrap.as_json() for wrap in ways.wraps], **former}


def _without_file(folder: Path) -> KeyFile | None:
    database = folder / DATABASE
    if not database.exists():
        return None
    if unfinished.is_plain(database):
        return KeyFile("", encrypted=False)
    raise _damaged(f"The vault in {folder} is encrypted, but its key file {FILE} is missing.")


def _taken(folder: Path) -> VaultError:
    return VaultError(
        f"The folder {folder} holds a vault already.",
        UNTOUCHED,
        "Open that vault, or choose another folder.",
    )


def _damaged(what: str) -> VaultDamaged:
    return VaultDamaged(
        what,
        "The memories are still there, but they cannot be decrypted without this file.",
        f"Put {FILE} back from a backup of the vault's folder.",
    )
