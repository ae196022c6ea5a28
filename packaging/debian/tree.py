"""Lays out the package's files as they will lie on the user's machine, and writes its control files.

The package has no maintainer scripts: dpkg's own triggers see to launchers, icons and man pages, and nothing
ever runs that could touch a user's data, which lies in the home folder.
"""

# ruff: noqa: S603, S607 - Debian's own programs, with arguments of ours

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import contents

import start

HERE = Path(__file__).resolve().parent
DOCS = "usr/share/doc/mneme"
PROGRAM = "opt/mneme"

_CERTIFICATES = "ca-certificates"
"""By which a download that the user asks for is known to come from where it says."""
_WAYLAND = ("libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
_RECOMMENDS = (
    "gnome-keyring | kwalletmanager",  # keeps the vault's key
    "xdg-utils",  # opens a folder or a link
)
"""Beside ``start.py``'s lists of what Qt needs: what the window needs under Wayland (who starts from source
there has it from the desktop), and what a desktop mostly has, without which the program goes on."""
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)")


def lay(root: Path, frozen: Path, project: Path, moment: int) -> None:
    """Write everything but the control files.

    Args:
        root: an absent or empty folder that stands for ``/``.
        frozen: the folder that PyInstaller made.
        project: the project's root.
        moment: the release's time for the description, seconds since 1970.
    """
    shutil.copytree(frozen, root / PROGRAM, symlinks=True)
    slim(root / PROGRAM)
    command = root / "usr/bin/mneme"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{PROGRAM}/mneme")
    _copy(HERE / "mneme.desktop", root / "usr/share/applications/mneme.desktop")
    _write(root / "usr/share/icons/hicolor/scalable/apps/mneme.svg", icon(project))
    _write(root / "usr/share/metainfo/mneme.metainfo.xml", description(project, moment))
    for page, folder in (("mneme.1", "man"), ("mneme.ru.1", "man/ru")):
        _pack(HERE / page, root / "usr/share" / folder / "man1/mneme.1.gz")
    voice = (frozen / "_internal" / contents.VOICE).exists()
    terms = (HERE / "copyright.voice").read_text(encoding="utf-8") if voice else ""
    _write(root / DOCS / "copyright", (HERE / "copyright").read_text(encoding="utf-8") + terms)
    _pack(project / "CHANGELOG.md", root / DOCS / "changelog.gz")


def slim(program: Path) -> None:
    """Make copies of a library links to one file (a wheel cannot hold links), and strip Python's own library,
    which a Python built by hand carries with all its symbols.
    """
    for folder in {path.parent for path in program.rglob("*.so.*")}:
        known: dict[bytes, Path] = {}
        for path in sorted(folder.glob("*.so*"), reverse=True):  # the longest name first: the real one
            if path.is_file() and not path.is_symlink():
                digest = hashlib.sha256(path.read_bytes()).digest()
                if digest in known:
                    path.unlink()
                    path.symlink_to(known[digest].name)
                known.setdefault(digest, path)
    if shutil.which("strip"):
        for path in program.rglob("libpython*.so*"):
            if not path.is_symlink():
                subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def icon(project: Path) -> str:
    """The program's drawing in its own colours, to be seen on light and dark desktops alike."""
    drawing = (project / "assets/icons/mneme.svg").read_text(encoding="utf-8")
    colours = json.loads((project / "assets/themes/light.json").read_text(encoding="utf-8"))
    opening, rest = drawing.split(">", 1)
    strokes, ending = rest.rsplit("</svg>", 1)
    ground = f'<rect x="0" y="0" width="24" height="24" rx="5" fill="{colours["accent"]}" stroke="none"/>'
    inside = f'{ground}<g transform="translate(3.600 3.600) scale(.7)">{strokes}</g>'
    return f"{opening}>{inside}</svg>{ending}".replace("currentColor", colours["on_accent"])


def description(project: Path, moment: int) -> str:
    """The AppStream description with the version and day of this package."""
    from datetime import UTC, datetime

    found = re.search(r'^version = "([^"]+)"', (project / "pyproject.toml").read_text("utf-8"), re.M)
    text = (HERE / "mneme.metainfo.xml").read_text(encoding="utf-8")
    day = datetime.fromtimestamp(moment, UTC).date().isoformat()
    return text.replace("@VERSION@", found[1] if found else "0").replace("@DATE@", day)


def control(root: Path, version: str, architecture: str) -> dict[str, str]:
    """The control files' texts by name."""
    size = sum(-(-path.lstat().st_size // 1024) for path in _files(root))
    depends = [f"libc6 (>= {newest_glibc(root / PROGRAM)})"]
    depends += [*start.QT_LIBRARIES.values(), *start.X_LIBRARIES.values(), *_WAYLAND, _CERTIFICATES]
    fields = {
        "Package": "mneme",
        "Version": version,
        "Architecture": architecture,
        "Maintainer": "The Mneme authors <mneme@mneme.invalid>",
        "Installed-Size": str(size),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(_RECOMMENDS),
        "Section": "misc",
        "Priority": "optional",
        "Description": (HERE / "description").read_text(encoding="utf-8").rstrip("\n"),
    }
    return {"control": "".join(f"{name}: {value}\n" for name, value in fields.items())}


def newest_glibc(folder: Path) -> str:
    """The C library that the program's native files ask for at least: the highest version they name."""
    newest = 0
    for path in _files(folder):
        content = b"" if path.is_symlink() else path.read_bytes()
        if content.startswith(b"\x7fELF"):
            newest = max([newest, *(int(found[1]) for found in _GLIBC.finditer(content))])
    return f"2.{newest}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_text(encoding="utf-8"))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _pack(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
