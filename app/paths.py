"""Where the program keeps its own files. ``MNEME_HOME`` puts all of them under one folder (a
stick, a test).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_NAME = "Mneme"


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one user. None of them need exist yet.

    ``config`` holds the settings, ``data`` the vault (unless the settings say otherwise), ``cache`` what can
    be made again (the assembled starter voice), ``state`` crash reports.
    """

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def settings(self) -> Path:
        """The settings' file."""
        return self.config / "settings.json"

    @property
    def vault(self) -> Path:
        """The vault's folder as long as the settings name no other."""
        return self.data / "vault"

    @property
    def crashes(self) -> Path:
        """The folder of crash reports."""
        return self.state / "crashes"

    @classmethod
    def of_user(cls) -> Paths:
        """The system's usual folders for this user, or those under ``MNEME_HOME``."""
        home = os.environ.get("MNEME_HOME")
        if home:
            root = Path(home).expanduser()
            return cls(root / "config", root / "data", root / "cache", root / "state")
        import platformdirs

        folders = platformdirs.PlatformDirs(_NAME, appauthor=False)
        return cls(
            folders.user_config_path,
            folders.user_data_path,
            folders.user_cache_path,
            folders.user_state_path,
        )
