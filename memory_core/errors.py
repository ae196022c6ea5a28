"""The error tree.

::

    MnemeError
    ├── EnvironmentProblem              the machine or a file is at fault; the program is fine
    │   ├── VaultError
    │   │   ├── WrongKey                the key does not open this vault
    │   │   ├── KeyNeeded               the vault is encrypted and no key was given
    │   │   ├── KeyUnexpected           a key was given and the vault is not encrypted
    │   │   ├── NotAVault               a foreign file, or a folder without a vault
    │   │   ├── VaultDamaged            truncated or corrupt
    │   │   ├── VaultTooNew             written by a newer program
    │   │   ├── VaultReadOnly           the folder or file cannot be written
    │   │   ├── VaultGone               the open vault's folder or file was moved or removed
    │   │   ├── VaultBusy               another process holds the write lock for too long
    │   │   └── DiskFull
    │   ├── ModelError
    │   │   ├── ModelFileInvalid        truncated, foreign or corrupt model file
    │   │   ├── ModelTooLarge           does not fit in memory
    │   │   ├── ModelCrashed            the model's process died
    │   │   └── ProcessorUnsupported    this processor cannot run the build
    │   ├── VectorIndexError            the long-term index died or cannot be reached; the exact scan answers
    │   │   └── VectorIndexLate         it did not answer in time and goes on
    │   └── AssetMissing                a file shipped with the program is gone or altered
    ├── BadRequest                      the caller asked for something impossible (unknown id, naive datetime)
    │   └── UndoRefused                 later changes contradict the undo
    └── Cancelled                       the user stopped it

Every message of an :class:`EnvironmentProblem` says what happened, what it means for the user's data, and
what to do. ``what``, ``data`` and ``todo`` hold the three sentences apart, so that a screen can set them
apart.
"""

from __future__ import annotations


class MnemeError(Exception):
    """Root of every error this program raises on purpose."""


class EnvironmentProblem(MnemeError):
    """The machine, a file or a device is at fault.

    Args:
        what: one sentence, what happened.
        data: one sentence, what it means for the user's data.
        todo: one sentence, what the user can do.
    """

    def __init__(self, what: str, data: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (what, data, todo) if part))
        self.what = what
        self.data = data
        self.todo = todo


class VaultError(EnvironmentProblem):
    """The vault cannot be opened or written."""


class WrongKey(VaultError):
    """The key does not open this vault."""


class KeyNeeded(VaultError):
    """The vault is encrypted and no key was given."""


class KeyUnexpected(VaultError):
    """A key was given and the vault is not encrypted."""


class NotAVault(VaultError):
    """The file or folder is something else."""


class VaultDamaged(VaultError):
    """The vault file is truncated or corrupt."""


class VaultTooNew(VaultError):
    """The vault was written by a newer version of the program."""


class VaultReadOnly(VaultError):
    """The vault's folder or file cannot be written."""


class VaultGone(VaultError):
    """The open vault's folder or file was moved or removed; nothing more is written."""


class VaultBusy(VaultError):
    """Another process has held the vault's write lock for too long."""


class DiskFull(VaultError):
    """The disk has no room for the change; nothing of it was written."""


class ModelError(EnvironmentProblem):
    """The language model cannot be used."""


class ModelFileInvalid(ModelError):
    """The model file is truncated, foreign or corrupt."""


class ModelTooLarge(ModelError):
    """The model does not fit in this machine's free memory."""


class ModelCrashed(ModelError):
    """The model's process died."""


class ProcessorUnsupported(ModelError):
    """No CPU variant of the build runs on this processor."""


class AssetMissing(EnvironmentProblem):
    """A file shipped with the program is missing or altered."""


class VectorIndexError(EnvironmentProblem):
    """The long-term index died, is damaged or cannot be reached; nothing is lost, it is made of the vault."""


class VectorIndexLate(VectorIndexError):
    """The long-term index did not answer in the time given; it goes on and may answer the next question."""


class BadRequest(MnemeError, ValueError):
    """The caller asked for something impossible; nothing was changed."""


class UndoRefused(BadRequest):
    """Later changes contradict the undo; the message says which, and what can be done instead.

    ``later`` is the id of the journal's step that has to be undone first, if it is one. ``reason`` is
    ``"purged"`` when what the step changed was purged, else empty.
    """

    def __init__(self, message: str, later: int | None = None, *, reason: str = "") -> None:
        super().__init__(message)
        self.later = later
        self.reason = reason


class Cancelled(MnemeError):
    """The user stopped it."""
