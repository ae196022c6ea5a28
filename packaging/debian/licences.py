"""Gathers the licences of what is frozen into the program. Run with the environment's interpreter:
``licences.py FROZEN DOCS WORK``, where WORK is PyInstaller's folder with its lists of files.
"""

# ruff: noqa: S603, S607 - Debian's own programs, with arguments of ours

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

_NAMES = re.compile(
    r"(licen[cs]e|copying|notice|authors|ofl|third.?party)[^.]*(\.(txt|md|rst|apache|bsd))?$", re.I
)


def main(frozen: Path, docs: Path, work: Path) -> None:
    """Write ``licences/README`` and the texts into the package's documentation."""
    folder = docs / "licences"
    folder.mkdir(parents=True)
    inside = set(_sources(work))
    rows = [f"Python {sys.version.split()[0]}: PSF-2.0"]
    shutil.copy(_python_licence(), folder / "Python-LICENSE.txt")
    for found in sorted(distributions(), key=lambda one: one.name.lower()):
        if found.name == "mneme" or not _any_inside(found, inside):
            continue
        rows.append(f"{found.name} {found.version}: {_licence(found)}")
        for name, path in _texts(found):
            target = folder / found.name / name
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    for path in (frozen / "_internal/assets").rglob("*"):
        if path.is_file() and _NAMES.match(path.name):
            target = folder / "assets" / f"{path.parent.name}-{path.name}"
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    rows += _from_system(inside, folder)
    text = "What is frozen into Mneme, with its version and licence as its makers state them.\n\n"
    (folder / "README").write_text(text + "\n".join(rows) + "\n", encoding="utf-8")


def _sources(work: Path) -> Iterator[str]:
    """Where every module and file in the program was taken from."""
    for name in ("PYZ-00.toc", "COLLECT-00.toc"):
        for entry in _entries(ast.literal_eval((work / name).read_text(encoding="utf-8"))):
            yield entry[1]


def _entries(value: object) -> Iterator[tuple[str, ...]]:
    """The lists' rows: (target, source, type), however deep they lie."""
    if isinstance(value, tuple) and len(value) == 3 and all(isinstance(part, str) for part in value):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _entries(one)


def _any_inside(found: Distribution, inside: set[str]) -> bool:
    """Whether a module or library of the package (its own description does not count) is in the program."""
    return any(
        str(found.locate_file(path)) in inside for path in found.files or () if ".dist-info" not in str(path)
    )


def _licence(found: Distribution) -> str:
    def first(field: str) -> str:
        return str((found.metadata.get_all(field) or [""])[0]).strip()

    classified = [
        str(line).rpartition("::")[2].strip()
        for line in found.metadata.get_all("Classifier") or []
        if str(line).startswith("License ::")
    ]
    short = first("License").splitlines()
    said = first("License-Expression") or ", ".join(classified) or (short[0][:80] if short else "")
    return said or "see its texts"


def _texts(found: Distribution) -> Iterator[tuple[str, Path]]:
    """The package's texts, each under a name that tells where in the package it lay."""
    for path in found.files or ():
        whole = Path(str(found.locate_file(path)))
        if _NAMES.match(path.name) and whole.is_file():
            parts = path.parts[1:] if path.parts[0].endswith(".dist-info") else path.parts
            yield "-".join(part for part in parts if part not in ("licenses", "..")), whole


def _from_system(inside: set[str], folder: Path) -> Iterator[str]:
    """The building system's own libraries: of which package each is, with that package's text."""
    packages = set()
    for source in sorted(one for one in inside if one.startswith(("/lib/", "/usr/lib/"))):
        if not shutil.which("dpkg-query"):
            break
        for path in (source, str(Path(source).resolve())):
            told = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
            if told.returncode == 0:
                packages.add(told.stdout.split(":")[0])
                break
    for package in sorted(packages):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            target = folder / package
            target.mkdir(exist_ok=True)
            shutil.copy(text, target / "copyright")
            yield f"{package} (of Debian): see its text"


def _python_licence() -> Path:
    folder = Path(sysconfig.get_path("stdlib"))
    return next(path for path in (folder / "LICENSE.txt", folder / "LICENSE") if path.is_file())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
