"""Opens a session for a command of the terminal, as the switches and the settings say."""

from __future__ import annotations

from app.bootstrap import Session
from app.cli.unlock import unlocked
from app.options import Options
from app.paths import Paths
from app.settings import Settings


def opened(options: Options, paths: Paths, settings: Settings) -> Session:
    """An open session without a voice yet; the caller closes it.

    Raises:
        EnvironmentProblem: the vault cannot be opened; its sentences say why and what to do.
        BadRequest: the switches do not fit the vault.
    """
    folder = options.vault_folder(paths, settings)
    key = unlocked(folder, options, settings.interface_language())
    return Session.open(folder, key, paths, settings)
