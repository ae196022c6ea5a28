"""Translations: collect the strings of ``app`` into the .ts files and compile them into .qm.

``python packaging/translations/update.py`` rewrites ``assets/translations``; with ``--check`` it changes
nothing and fails when a file is not what a fresh run would give. English has plural forms only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "translations"
LANGUAGES = {"en": ("en_GB", 2), "ru": ("ru_RU", 3)}
"""Languages as Qt Linguist names them, with their number of plural forms."""


def main(arguments: list[str]) -> int:
    """Update or check; returns the exit status."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            made = fresh / f"mneme_{language}.ts"
            collect(made, language)
            compiled(made)
        files = sorted(fresh.iterdir())
        if "--check" in arguments:
            stale = [file.name for file in files if _bytes(FOLDER / file.name) != file.read_bytes()]
            if stale:
                sys.stderr.write(f"out of date: {', '.join(stale)}\n")
            return 1 if stale else 0
        FOLDER.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(file, FOLDER / file.name)
    return 0


def collect(target: Path, language: str) -> None:
    """Write a .ts file of the strings in the code, translated as far as the shipped one translates them.

    lupdate does not see in Python that ``%n`` makes a plural, so plural forms are put in here.
    """
    sources = [str(path) for path in sorted((ROOT / "app").rglob("*.py"))]
    name, forms = LANGUAGES[language]
    _run("lupdate", *sources, "-ts", str(target), "-locations", "none", "-silent", "-target-language", name)
    known = translations(FOLDER / target.name)
    tree = _read(target)
    for context in list(tree.iter("context")):
        for message in context.findall("message"):
            source = message.findtext("source") or ""
            if "%n" not in source and language == "en":
                context.remove(message)
                continue
            _put(message, known.get((context.findtext("name") or "", source)), forms if "%n" in source else 0)
        if not context.findall("message"):
            tree.remove(context)
    Tree.indent(tree, "    ")
    head = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    target.write_bytes(head + Tree.tostring(tree, encoding="utf-8") + b"\n")


def translations(path: Path) -> dict[tuple[str, str], list[str]]:
    """What a .ts file translates: context and source to the forms; unfinished ones are left out."""
    found = {}
    if path.exists():
        for context in _read(path).iter("context"):
            for message in context.findall("message"):
                place = message.find("translation")
                if place is not None and place.get("type") != "unfinished":
                    forms = [form.text or "" for form in place.findall("numerusform")] or [place.text or ""]
                    found[context.findtext("name") or "", message.findtext("source") or ""] = forms
    return found


def _put(message: Tree.Element, known: list[str] | None, forms: int) -> None:
    place = message.find("translation")
    if place is None:
        return
    if known is not None:
        place.attrib.pop("type", None)
    if not forms:
        place.text = known[0] if known else None
        return
    message.set("numerus", "yes")
    place.text = None
    for text in known or [""] * forms:
        Tree.SubElement(place, "numerusform").text = text


def compiled(source: Path) -> Path:
    """Compile a .ts file into the .qm beside it."""
    target = source.with_suffix(".qm")
    _run("lrelease", "-silent", "-nounfinished", str(source), "-qm", str(target))
    return target


def _read(path: Path) -> Tree.Element:
    return Tree.parse(path).getroot()  # noqa: S314 - a file of our own


def _run(tool: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    candidates = (folder / tool, folder / f"{tool}.exe", folder / "Qt" / "libexec" / tool)
    program = next(path for path in candidates if path.exists())
    subprocess.run([str(program), *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - Qt's own tools


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
