"""What the command line asks of the program, for the window and the terminal alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.paths import Paths
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; None and False mean "as the settings say".

    ``vault`` is a folder, ``model`` a GGUF's path or ``"none"``. ``plain`` and ``passphrase_file`` say how a
    new vault is protected and how it is opened without asking.
    """

    vault: Path | None = None
    model: str | None = None
    plain: bool = False
    passphrase_file: Path | None = None

    def vault_folder(self, paths: Paths, settings: Settings) -> Path:
        """The vault's folder: from the switch, the settings, or the usual place."""
        if self.vault is not None:
            return self.vault.expanduser()
        return Path(settings.vault).expanduser() if settings.vault else paths.vault
