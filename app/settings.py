"""The user's settings: one frozen value, kept as versioned JSON, written atomically.

A file that cannot be read is never overwritten: it is renamed aside, the defaults are used, and the user is
told. Settings hold nothing that was said to the assistant.
"""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.files import write_atomically
from memory_core.errors import BadRequest, EnvironmentProblem
from memory_core.text.language import Language

NO_MODEL = "none"
"""The model's name in the settings for recall mode: memory answers alone."""

_VERSION = 1
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "language": ("auto", "en", "ru"),
        "theme": ("system", "light", "dark"),
        "preset": ("exact", "balanced", "creative"),
    }
)
_RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "font_scale": (0.5, 3.0),
        "context": (1024, 131_072),
        "threads": (0, 256),
        "recall_tokens": (100, 8000),
        "lock_after": (-1, 1440),
        "sleep_after": (1, 240),
        "sleep_at": (-1, 1439),
        "unload_after": (0, 1440),
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    ``model`` is a GGUF's path, None for the starter voice, :data:`NO_MODEL`, or a model behind a server as
    ``http://host:port#model``. ``vault`` is a folder, None for the usual one. ``font_scale`` is a factor;
    ``context`` and ``recall_tokens`` (how much memory a model is shown) are tokens; ``threads`` 0 lets the
    program choose. ``window`` is the window's geometry as the window wrote it. ``lock_after`` is minutes
    without a key or a click until the vault is locked, 0 for never, -1 for what suits its protection.

    ``sleep_idle`` lets the memory sleep after ``sleep_after`` minutes without a key or a click; ``sleep_at``
    is a time of the night for it besides, in minutes after midnight, -1 for none; ``sleep_on_battery`` allows
    both while a battery is well charged.

    ``preset`` is how freely a model chooses its words; ``unload_after`` is minutes without a request until a
    model leaves memory, 0 for never. ``models_folder`` is where downloaded models go, None for the usual
    place.

    ``server`` is the address of a server that speaks OpenAI's protocol, as the user wrote it last, and
    ``server_model`` the model that was chosen there; ``server_agreed`` names the server beyond this machine
    that the user agreed to (``host:port``). Its key is not kept here.

    ``vector_server`` is the address of a Chroma server that keeps vectors, empty for none;
    ``vector_server_agreed`` names the one beyond this machine that the user agreed to (``host:port``), and
    ``vector_server_name`` is what vaults of this machine are called there, chosen by chance at first use.
    """

    language: str = "auto"
    theme: str = "system"
    model: str | None = None
    vault: str | None = None
    font_scale: float = 1.0
    context: int = 4096
    threads: int = 0
    recall_tokens: int = 800
    first_run_done: bool = False
    starter_terms_shown: bool = False
    bigger_model_offered: bool = False
    sidebar: bool = True
    lock_after: int = -1
    sleep_idle: bool = True
    sleep_after: int = 10
    sleep_at: int = -1
    sleep_on_battery: bool = True
    preset: str = "balanced"
    unload_after: int = 15
    models_folder: str | None = None
    server: str = ""
    server_model: str = ""
    server_agreed: str = ""
    vector_server: str = ""
    vector_server_agreed: str = ""
    vector_server_name: str = ""
    window: str = ""

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise BadRequest(f"{name} must be one of {', '.join(allowed)}")
        for name, (low, high) in _RANGES.items():
            if not low <= getattr(self, name) <= high:
                raise BadRequest(f"{name} must lie in {low}..{high}")

    def interface_language(self) -> Language:
        """The language of menus and messages: the chosen one, else the system's, else English."""
        if self.language == "auto":
            return system_language()
        return "ru" if self.language == "ru" else "en"


@dataclass(frozen=True, slots=True)
class Told:
    """What the user is told about a settings file that could not be used. ``aside`` is where it was put."""

    reason: Literal["newer", "unreadable", "field"]
    aside: Path | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings' place on the disk."""

    path: Path

    def load(self) -> tuple[Settings, Told | None]:
        """The settings, and what the user should be told about them.

        A newer version's file and a damaged one are renamed aside and the defaults come back; of a file with
        single impossible values the good ones are kept. A missing file gives the defaults and nothing to
        tell.
        """
        try:
            row = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return Settings(), None
        except OSError:
            # unreadable for this account: nothing may be renamed, nothing will be overwritten unless the user
            # saves
            return Settings(), Told("unreadable", None)
        except ValueError:
            return Settings(), Told("unreadable", self._put_aside("damaged"))
        if not isinstance(row, dict) or not isinstance(row.get("version"), int):
            return Settings(), Told("unreadable", self._put_aside("damaged"))
        if row["version"] > _VERSION:
            return Settings(), Told("newer", self._put_aside(f"version-{row['version']}"))
        settings, wrong = _read(row)
        return settings, Told("field", None, wrong) if wrong else None

    def save(self, settings: Settings) -> None:
        """Write the settings.

        Raises:
            EnvironmentProblem: the folder cannot be written or the disk is full; the old file is untouched.
        """
        row = {"version": _VERSION, **asdict(settings)}
        try:
            write_atomically(self.path, (json.dumps(row, indent=1, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            raise EnvironmentProblem(
                f"The settings could not be saved in {self.path} ({error.strerror}).",
                "Your memories are not touched; the change holds until you quit.",
                "Free some space or give your account the right to write there.",
            ) from error

    def _put_aside(self, why: str) -> Path | None:
        for number in range(1, 1000):
            aside = self.path.with_name(f"{self.path.stem}.{why}-{number}{self.path.suffix}")
            if not aside.exists():
                try:
                    self.path.rename(aside)
                except OSError:
                    return None
                return aside
        return None


def system_language() -> Language:
    """Russian when the system speaks Russian, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:
        name = ""
    return "ru" if name.lower().startswith(("ru", "russian")) else "en"


def _read(row: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """The settings with every good value of the row, and the names of the bad ones. Unknown names are
    ignored.
    """
    settings, wrong = Settings(), []
    for entry in fields(Settings):
        if entry.name not in row:
            continue
        value, default = row[entry.name], getattr(settings, entry.name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        wanted = (str, type(None)) if default is None else (type(default),)
        try:
            if type(value) not in wanted:
                raise BadRequest(f"{entry.name} has the wrong type")
            settings = replace(settings, **{entry.name: value})
        except BadRequest:
            wrong.append(entry.name)
    return settings, tuple(wrong)
