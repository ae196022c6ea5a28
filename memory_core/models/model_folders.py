"""Where other programs keep their models, and by which names: their folders, variables, pointers and notes.

Only reads, within bounds; what cannot be read or understood is passed over.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

_MOST_ENTRIES = 50_000
_DEPTH = 6
_LONGEST_TEXT = 1 << 20
"""Bytes of a manifest or settings file that are read."""
_SPLIT = re.compile(r"-(?P<number>\d{5})-of-\d{5}$")
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_OLLAMA_MODEL = "application/vnd.ollama.image.model"
_OLLAMA_DEPTH = 3
"""Folders above a manifest: host, namespace, model."""


class Owner(StrEnum):
    """The program whose folder a model lies in."""

    MNEME = "Mneme"
    """Downloaded by this program itself."""
    LM_STUDIO = "LM Studio"
    OLLAMA = "Ollama"
    GPT4ALL = "GPT4All"
    JAN = "Jan"
    LLAMA_CPP = "llama.cpp"
    HUGGING_FACE = "Hugging Face"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where to look. By default this machine and this user.

    Args:
        home: the user's folder.
        environ: variables of the environment.
        platform: as ``sys.platform`` says it.
        root: the folder that counts as ``/`` (for Ollama's service on Linux).
        own: the folder into which this program downloads.
    """

    home: Path = field(default_factory=Path.home)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    root: Path = Path("/")
    own: Path | None = None

    def of_variable(self, name: str) -> Path | None:
        """The folder that a variable of the environment names; ``~`` is the home."""
        value = self.environ.get(name, "").strip()
        return self.path(value) if value else None

    def path(self, text: str) -> Path | None:
        """The path that a text names, if it names an absolute one."""
        if "\0" in text:
            return None
        if text == "~" or text.startswith(("~/", "~\\")):
            return self.home / text[2:]
        return Path(text) if Path(text).is_absolute() else None

    @property
    def data(self) -> Path:
        """Where programs keep data on this system (on Windows: the local half)."""
        return self._usual("LOCALAPPDATA", "AppData/Local", "XDG_DATA_HOME", ".local/share")

    @property
    def roaming(self) -> Path:
        """Where programs keep settings on this system (on Windows: the roaming half)."""
        return self._usual("APPDATA", "AppData/Roaming", "XDG_CONFIG_HOME", ".config")

    def _usual(self, windows: str, below: str, xdg: str, unix: str) -> Path:
        if self.platform == "win32":
            return self.of_variable(windows) or self.home / below
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support"
        return self.of_variable(xdg) or self.home / unix


def candidates(where: Surroundings, walk: Walk) -> Iterator[tuple[Owner, str, Path]]:
    """Every file that may be a model, with its owner and the owner's name for it."""
    for owner, folders in (
        (Owner.MNEME, [] if where.own is None else [where.own]),
        (Owner.LM_STUDIO, _lm_studio(where)),
        (Owner.GPT4ALL, [where.data / "nomic.ai" / "GPT4All"]),
        (Owner.LLAMA_CPP, [_llama_cpp(where)]),
    ):
        for folder in folders:
            for path in walk.models(folder):
                yield owner, _stem(path), path
    for folder in _ollama(where):
        yield from ((Owner.OLLAMA, name, path) for name, path in _ollama_models(folder, walk))
    for folder in _jan(where):
        yield from ((Owner.JAN, name, path) for name, path in _jan_models(folder, walk, where))
    for repository in walk.folders(_hugging_face(where)):
        if repository.name.startswith("models--"):
            for path in walk.models(repository / "snapshots"):
                yield Owner.HUGGING_FACE, _stem(path), path


class Walk:
    """Goes through folders within bounds, into each real folder once. ``cut``: whether it was ended early.

    Args:
        stop: asked before each folder; true ends the walk.
    """

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop
        self._left = _MOST_ENTRIES
        self._been: set[str] = set()
        self.cut = False

    def over(self) -> bool:
        """Whether to look no further."""
        self.cut = self.cut or self._left <= 0 or self._stop()
        return self.cut

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What lies in a folder, by name; nothing of one that cannot be read."""
        if self.over():
            return []
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._left -= 1
                    if self._left <= 0:
                        break
                    found.append(entry)
        except (OSError, ValueError):
            return []
        return sorted(found, key=lambda entry: entry.name)

    def folders(self, folder: Path) -> Iterator[Path]:
        """The folders in a folder."""
        for entry in self.entries(folder):
            if _is_folder(entry):
                yield Path(entry.path)

    def files(self, folder: Path, depth: int) -> Iterator[Path]:
        """Regular files in a folder and below it; links are followed, into no folder twice."""
        real = os.path.realpath(folder)
        if real in self._been:
            return
        self._been.add(real)
        below = []
        for entry in self.entries(folder):
            if _is_folder(entry):
                below.append(Path(entry.path))
            elif _is_file(entry):
                yield Path(entry.path)
        if depth > 0:
            for inner in below:
                yield from self.files(inner, depth - 1)

    def models(self, folder: Path) -> Iterator[Path]:
        """Whole GGUF files by their names; of a split one the first part."""
        return (path for path in self.files(folder, _DEPTH) if _is_model_name(path.name))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file: opening a pipe would wait for ever."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_model_name(name: str) -> bool:
    lower = name.lower()
    if not lower.endswith(".gguf") or lower.startswith(("incomplete-", ".")) or "mmproj" in lower:
        return False
    split = _SPLIT.search(name[: -len(".gguf")])
    return split is None or int(split["number"]) == 1


def _lm_studio(where: Surroundings) -> list[Path]:
    home = where.path(_text(where.home / ".lmstudio-home-pointer").strip() or "-")
    if home is None:
        older = where.home / ".cache" / "lm-studio"
        home = older if older.is_dir() else where.home / ".lmstudio"
    moved = _json(home / "settings.json").get("downloadsFolder")
    folder = where.path(moved) if isinstance(moved, str) else None
    return [folder or home / "models"]


def _llama_cpp(where: Surroundings) -> Path:
    moved = where.of_variable("LLAMA_CACHE")
    if moved is not None:
        return moved
    if where.platform == "win32":
        return where.data / "llama.cpp"
    if where.platform == "darwin":
        return where.home / "Library" / "Caches" / "llama.cpp"
    return (where.of_variable("XDG_CACHE_HOME") or where.home / ".cache") / "llama.cpp"


def _hugging_face(where: Surroundings) -> Path:
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        moved = where.of_variable(name)
        if moved is not None:
            return moved
    cache = where.of_variable("XDG_CACHE_HOME") or where.home / ".cache"
    return (where.of_variable("HF_HOME") or cache / "huggingface") / "hub"


def _ollama(where: Surroundings) -> list[Path]:
    moved = where.of_variable("OLLAMA_MODELS")
    if moved is not None:
        return [moved]
    folders = [where.home / ".ollama" / "models"]
    if where.platform.startswith("linux"):
        folders.append(where.root / "usr" / "share" / "ollama" / ".ollama" / "models")
    return folders


def _ollama_models(folder: Path, walk: Walk) -> Iterator[tuple[str, Path]]:
    """Ollama keeps blobs under their digests; manifests say which of them are models, and their names."""
    manifests = folder / "manifests"
    for manifest in walk.files(manifests, _OLLAMA_DEPTH):
        layers = _json(manifest).get("layers")
        for layer in layers if isinstance(layers, list) else ():
            if not isinstance(layer, dict) or layer.get("mediaType") != _OLLAMA_MODEL:
                continue
            digest = _DIGEST.fullmatch(str(layer.get("digest")))
            if digest:
                yield _ollama_name(manifest.relative_to(manifests)), folder / "blobs" / f"sha256-{digest[1]}"


def _ollama_name(manifest: Path) -> str:
    """``llama3.2:3b``, as Ollama's own list has it."""
    *place, model, tag = manifest.parts if len(manifest.parts) > 1 else ("", *manifest.parts)
    while place and place[0] in ("registry.ollama.ai", "library"):
        place.pop(0)
    return "/".join([*place, f"{model}:{tag}"])


def _jan(where: Surroundings) -> list[Path]:
    folders = [where.roaming / "Jan" / "data"]
    if where.platform.startswith("linux"):
        folders.append(where.data / "Jan" / "data")
    return folders


def _jan_models(folder: Path, walk: Walk, where: Surroundings) -> Iterator[tuple[str, Path]]:
    """Jan has a note beside each model; one that was imported lies wherever its note says."""
    models = folder / "llamacpp" / "models"
    named: set[Path] = set()
    files = list(walk.files(models, _DEPTH))
    for note in files:
        if note.name != "model.yml":
            continue
        says = _note(note)
        written = says.get("model_path", "")
        path = (where.path(written) or folder / written) if written and "\0" not in written else None
        path = path or note.with_name("model.gguf")
        named.add(path)
        yield says.get("name") or note.parent.name, path
    for path in files:
        if path not in named and _is_model_name(path.name):
            yield path.parent.name if path.name == "model.gguf" else _stem(path), path


def _note(path: Path) -> dict[str, str]:
    """The plain ``key: value`` lines of a YAML file's first level."""
    pairs = (line.partition(": ") for line in _text(path).splitlines() if line[:1].strip())
    return {key.strip(): value.strip().strip("'\"") for key, colon, value in pairs if colon}


def _stem(path: Path) -> str:
    return _SPLIT.sub("", path.stem)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_LONGEST_TEXT).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""


def _json(path: Path) -> dict[str, object]:
    try:
        value = json.loads(_text(path))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
