#!/usr/bin/env python3
"""Make Mneme's Debian package: ``python3 packaging/debian/build.py`` writes ``dist/mneme_VERSION_ARCH.deb``.

The locked packages go into an environment of their own (``build/debian/venv``), PyInstaller freezes the
program from it into a folder, and that folder becomes the package with all that a desktop wants of one:
launcher, icon, description, man pages, licences. The starter voice stays out unless ``--with-starter-voice``
is given: its weights come under terms of their own. Standard library only, as ``start.py``.
"""

# ruff: noqa: S603, S607 - Debian's own programs, with arguments of ours

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

import contents  # noqa: E402
import deb  # noqa: E402
import tree  # noqa: E402

import start  # noqa: E402

WORK = ROOT / "build" / "debian"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


class PackagePlan(start.Plan):
    """What the freezing environment holds: what Mneme imports and PyInstaller, nothing for tests."""

    def locks(self) -> list[Path]:
        """The lock files to install, together."""
        names = ["run.txt", "package.txt"] + ["voice.txt"] * self.voice
        return [start.LOCKS / name for name in names]


def environment(voice: bool) -> Path:
    """The environment to freeze from, made or brought up to date; returns its interpreter.

    Raises:
        start.Stop: it cannot be made; the message says why.
    """
    start.VENV = WORK / "venv"
    start.STAMP = start.VENV / "mneme-setup.json"
    before = start.read_stamp()
    plan = PackagePlan(start.Wishes(["--voice" if voice else "--no-voice"]), before)
    python = start.venv_python()
    if plan.stamp() != before or not python.exists():
        if not start.has_compiler():
            raise start.Stop("llama.cpp must be compiled, and there is no C++ compiler. Debian: g++")
        base = start.find_python()
        start.build_environment(base, start.find_uv(base), plan, before)
    return python


def freeze(python: Path, voice: bool) -> Path:
    """Run PyInstaller; returns the folder that holds the program.

    Raises:
        start.Stop: PyInstaller failed; its message stands above ours.
    """
    ask = "import sysconfig; print(sysconfig.get_config_var('Py_ENABLE_SHARED'))"
    if subprocess.run([str(python), "-c", ask], stdout=subprocess.PIPE, check=True).stdout.strip() != b"1":
        raise start.Stop("This Python was built without its shared library; Debian's own has it: libpython3")
    values = dict(os.environ, MNEME_PACKAGE_VOICE="1" if voice else "0", PYTHONHASHSEED="1")
    values["PYINSTALLER_CONFIG_DIR"] = str(WORK / "cache")
    command = [str(python), "-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += [
        "--distpath",
        str(WORK / "frozen"),
        "--workpath",
        str(WORK / "work"),
        str(HERE / "mneme.spec"),
    ]
    start.say("Freezing the program with PyInstaller; some minutes.")
    if start.run_patiently(command, values, "freezing") != 0:
        raise start.Stop("PyInstaller failed; its message is above.")
    return WORK / "frozen" / "mneme"


def version() -> str:
    """The project's version, as pyproject.toml has it."""
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    if found is None:
        raise start.Stop("pyproject.toml names no version.")
    return found[1]


def moment() -> int:
    """The time that all files of the package carry (seconds since 1970): the last commit's, so that two
    builds of the same commit are the same.
    """
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdecimal():
        return int(os.environ["SOURCE_DATE_EPOCH"])
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, stdout=subprocess.PIPE, check=True
        ).stdout.decode()
        return int(told)
    except (OSError, ValueError, subprocess.SubprocessError):
        return int((ROOT / "pyproject.toml").stat().st_mtime)


def build(voice: bool, frozen: Path | None) -> Path:
    """Make the package from the sources (or from a program frozen before); returns its path."""
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or not start.LINUX:
        raise start.Stop("The package is made on Linux, on an x86-64 or ARM64 machine.")
    if frozen is not None and voice is not (frozen / "_internal" / contents.VOICE).exists():
        raise start.Stop(f"{frozen} was frozen {'without' if voice else 'with'} the starter voice.")
    python = environment(voice)
    if frozen is None:
        frozen = freeze(python, voice)
    root = WORK / "root"
    shutil.rmtree(root, ignore_errors=True)
    start.say("Putting the package together.")
    tree.lay(root, frozen, ROOT, moment())
    licences = [str(python), "-P", str(HERE / "licences.py"), str(frozen), str(root / tree.DOCS)]
    if subprocess.call([*licences, str(WORK / "work" / "mneme")]) != 0:
        raise start.Stop("The licences of what is inside could not be gathered; the message is above.")
    number = version() + ("+voice" if voice else "")
    control = tree.control(root, number, architecture)
    target = ROOT / "dist" / f"mneme_{number}_{architecture}.deb"
    target.parent.mkdir(exist_ok=True)
    deb.write(root, control, target, moment())
    return target


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="build.py", description="Make Mneme's Debian package.")
    parser.add_argument(
        "--with-starter-voice", action="store_true", help="put the starter voice's weights in (Gemma terms)"
    )
    parser.add_argument(
        "--frozen", type=Path, metavar="FOLDER", help="pack a program that was frozen before; freeze nothing"
    )
    given = parser.parse_args(arguments)
    try:
        target = build(given.with_starter_voice, given.frozen)
    except start.Stop as stop:
        start.say(str(stop))
        return 1
    start.say(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
