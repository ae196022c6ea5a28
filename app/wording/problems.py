"""Problems in the user's language: what happened, what it means for the data, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.network import problems as network
from memory_core import errors

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem ready to be shown: its three sentences apart, and the original words for a report."""

    title: str
    what: str
    data: str
    todo: str
    detail: str = ""


def _known(error: Exception) -> Problem | None:
    untouched = translate("Problem", "Nothing in your memories was changed.")
    safe = translate("Problem", "Your message and your memories are safe.")
    table: list[tuple[type[Exception], str, str, str, str]] = [
        (errors.WrongKey, translate("Problem", "That does not open it"),
         translate("Problem", "The key does not open this vault."), untouched,
         translate("Problem", "Check the passphrase or the recovery key and try again.")),
        (errors.KeyNeeded, translate("Problem", "The vault is locked"),
         translate("Problem", "This vault is protected and needs its key."), untouched,
         translate("Problem", "Enter your passphrase or your recovery key.")),
        (errors.NotAVault, translate("Problem", "This is not a vault"),
         translate("Problem", "The folder holds something that this program did not write."), untouched,
         translate("Problem", "Choose another folder, or move the foreign file away.")),
        (errors.VaultDamaged, translate("Problem", "The vault file is damaged"),
         translate("Problem", "The file with your memories cannot be read completely."),
         translate("Problem", "Nothing was overwritten; the file is as it was found."),
         translate("Problem", "Restore your last backup, or copy the folder away before trying a repair.")),
        (errors.VaultTooNew, translate("Problem", "The vault is from a newer version"),
         translate("Problem", "A newer version of the program wrote this vault."), untouched,
         translate("Problem", "Install the newest version of the program and open the vault again.")),
        (errors.VaultReadOnly, translate("Problem", "The vault cannot be written"),
         translate("Problem", "The vault's folder does not let the program write."), untouched,
         translate("Problem", "Give yourself the right to write in the folder, then try again.")),
        (errors.VaultBusy, translate("Problem", "The vault is busy"),
         translate("Problem", "Another program has been using the vault for too long."), untouched,
         translate("Problem", "Close the other program and try again.")),
        (errors.DiskFull, translate("Problem", "The disk is full"),
         translate("Problem", "There is no room left to write the change."),
         translate("Problem", "The last change was not written; everything before it is safe."),
         translate("Problem", "Free some space on the disk and try again.")),
        (errors.ModelFileInvalid, translate("Problem", "This model file cannot be used"),
         translate("Problem", "The file is incomplete, damaged or no GGUF model."), safe,
         translate("Problem", "Choose another model file, or download this one again.")),
        (errors.ModelTooLarge, translate("Problem", "The model is too large"),
         translate("Problem", "The model does not fit in this computer's free memory."), safe,
         translate("Problem", "Close other programs or choose a smaller model.")),
        (errors.ModelCrashed, translate("Problem", "The voice stopped"),
         translate("Problem", "The process that runs the language model ended unexpectedly."), safe,
         translate("Problem", "Try again; if it happens often, choose another model in the settings.")),
        (errors.ProcessorUnsupported, translate("Problem", "The processor is too old"),
         translate("Problem", "This processor cannot run the language model."), safe,
         translate("Problem", "Go on without a model: memory answers by itself.")),
        (errors.AssetMissing, translate("Problem", "A part of the program is missing"),
         translate("Problem", "A file that belongs to the program is missing or was altered."), untouched,
         translate("Problem", "Install the program again; your vault stays as it is.")),
        (network.NotLogged, translate("Problem", "The request was not made"),
         translate("Problem", "A request could not be written into the list of connections."), untouched,
         translate("Problem", "Check that the vault's folder can be written and has room.")),
        (network.NoConnection, translate("Problem", "No connection"),
         translate("Problem", "The connection could not be made, or broke again and again."),
         translate("Problem", "What is here already is kept; your memories are untouched."),
         translate("Problem", "Check the connection to the internet and go on.")),
        (network.UnsafeAddress, translate("Problem", "The address is not safe"),
         translate("Problem", "The way led to an address that is not safe or cannot prove what it is."),
         translate("Problem", "What is here already is kept; your memories are untouched."),
         translate("Problem", "Check this computer's date and time, or try again later.")),
        (network.WrongFile, translate("Problem", "This is not the file that was published"),
         translate("Problem", "What came is not what was published, so it was not kept."), untouched,
         translate("Problem", "Try again; if it happens again, choose another model.")),
        (network.AlreadyRunning, translate("Problem", "It is being downloaded already"),
         translate("Problem", "This file is being downloaded by this program or another."), untouched,
         translate("Problem", "Wait until it is done, or cancel it where it was begun.")),
        (network.AnswerRefused, translate("Problem", "The server does not give it"),
         translate("Problem", "The server answered with an error."), untouched,
         translate("Problem", "Try again later, or choose another model.")),
        (network.ServerLost, translate("Problem", "The server does not answer"),
         translate("Problem", "The server of the model cannot be reached, or its answer broke off."), safe,
         translate("Problem", "Look whether that program is running, and ask again.")),
        (network.ServerRefused, translate("Problem", "The server refused"),
         translate("Problem", "The server of the model answered with an error."), safe,
         translate("Problem", "Look whether it has the model and knows the key, or choose another one.")),
        (errors.UndoRefused, translate("Problem", "This cannot be undone"),
         translate("Problem", "Later changes build on this one."), untouched,
         translate("Problem", "Undo the later changes first, or restore the memory in its list.")),
    ]  # fmt: skip
    for kind, title, what, data, todo in table:
        if isinstance(error, kind):
            told = error.what if isinstance(error, errors.EnvironmentProblem) else str(error)
            return Problem(title, what, data, todo, told)
    return None


def problem(error: Exception, language: str) -> Problem:
    """Put an error into the language in force.

    English keeps the error's own three sentences, which name files and numbers; other languages get the
    sentences of its kind, with the original words as ``detail``.
    """
    known = _known(error)
    title = known.title if known else translate("Problem", "Something went wrong")
    if isinstance(error, errors.EnvironmentProblem) and (language == "en" or known is None):
        return Problem(title, error.what, error.data, error.todo, str(error))
    if known is not None:
        return known
    return Problem(
        title,
        translate("Problem", "The program met something it did not expect."),
        translate("Problem", "What you said before is safe in the vault."),
        translate("Problem", "Try again; if it happens again, close and reopen the window."),
        f"{type(error).__name__}: {error}",
    )
