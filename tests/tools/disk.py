"""What a process does to its files, recorded call by call, and the disk as a power cut could have left it.

``disk.c`` is compiled with the machine's C compiler and stands before the C library in a child process
(``LD_PRELOAD``). It logs every write, truncation, flush, renaming and removal below one folder. From the log,
:class:`Replay` builds the folder as it may lie there after the power failed at any moment:

* a file's content is what it was at its last ``fsync``, plus any of the later writes, each whole, left out or
  torn at a boundary of 512 bytes, in any order, as a disk's cache may have them;
* names are those at the folder's last ``fsync``, plus the first few of the later changes, in their order (as
  file systems with a journal keep it).
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("disk.c")
_HEAD = struct.Struct("<IIQQ")
_SECTOR = 512
CREATE, OPEN, WRITE, TRUNCATE, SYNC, SYNC_FOLDER, RENAME, LINK, UNLINK, MARK = range(1, 11)
_LOOSE = ("-shm",)
"""Ends of names whose files are memory of running processes; SQLite makes them anew."""


def built(folder: Path) -> Path:
    """Compile the library into a folder; skips the test on a machine where that cannot be done."""
    if not sys.platform.startswith("linux") or sys.maxsize < 1 << 32:
        pytest.skip("file calls can be recorded on 64-bit Linux only")
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang", "c++", "g++"))), None)
    if compiler is None:
        pytest.skip("no C compiler: what a power cut leaves can only be shown where there is one")
    library = folder / "disk.so"
    options = ["-O1", "-shared", "-fPIC", "-x", "c", str(_SOURCE), "-ldl", "-lpthread"]
    command = [compiler, "-o", str(library), *options]
    subprocess.run(command, check=True, capture_output=True)
    return library


class Disk:
    """The library in this process, which was started with it. For child processes."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """Watch a folder, absent or not, from now on, and log into a file outside it."""
        name = None if log is None else os.fsencode(log)
        if self._library.mneme_disk_watch(os.fsencode(folder.resolve()), name):
            raise OSError("the log cannot be written")

    def kill_in(self, calls: int) -> None:
        """End this process at so many calls from now that change or flush a watched file."""
        self._library.mneme_disk_kill_in(ctypes.c_long(calls))

    def mark(self, number: int) -> None:
        """Note in the log that what ``number`` stands for was acknowledged."""
        self._library.mneme_disk_mark(ctypes.c_long(number))


@dataclass(frozen=True, slots=True)
class Call:
    """One entry of the log. ``number`` is a write's place, a truncation's length or a mark's number."""

    kind: int
    file: int
    number: int
    data: bytes


def calls(log: Path) -> Iterator[Call]:
    """The log's entries in order; a last one that was cut short is left out."""
    content = log.read_bytes()
    at = 0
    while at + _HEAD.size <= len(content):
        kind, file, number, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        size = length if kind in (CREATE, OPEN, WRITE, SYNC_FOLDER, RENAME, LINK, UNLINK) else 0
        if at + size > len(content):
            return
        yield Call(kind, file, number, content[at : at + size])
        at += size


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)


class Replay:
    """Plays a log forward call by call; between two calls :meth:`cut` gives what a power cut would leave.

    Args:
        folder: the folder that was watched (its path at that time).
        before: what lay in it when watching began, if anything did.
    """

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        self._folder = str(folder.resolve())
        self._before = before
        self._files: dict[int, _File] = {}
        self._names: dict[str, int | Path] = {}
        self._later: list[Call] = []
        if before is not None:
            for path in before.rglob("*"):
                if path.is_file():
                    self._names[str(path.relative_to(before))] = path

    def play(self, call: Call) -> None:
        """Do one call."""
        if call.kind == CREATE:
            self._files[call.file] = _File()
            self._later.append(call)
        elif call.kind == OPEN:
            self._open(call)
        elif call.kind in (WRITE, TRUNCATE):
            self._files[call.file].pending.append(call)
        elif call.kind == SYNC:
            one = self._files[call.file]
            for later in one.pending:
                _apply(one.durable, later)
            one.pending.clear()
        elif call.kind == SYNC_FOLDER:
            self._sync_names(self._name(call.data))
        elif call.kind in (RENAME, LINK, UNLINK):
            self._later.append(call)

    def cut(self, target: Path, chance: random.Random) -> None:
        """Write the folder as the power cut may have left it: worst, best or anything between."""
        mood = chance.choice(("nothing", "everything", "some", "torn"))
        names = dict(self._names)
        for call in self._later[: chance.randint(0, len(self._later)) if mood != "everything" else None]:
            self._rename(names, call)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        made: dict[int | Path, Path] = {}
        for name, file in names.items():
            if name.endswith(_LOOSE):
                continue
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if file not in made:
                place.write_bytes(self._content(file, mood, chance))
                made[file] = place
            else:
                os.link(made[file], place)

    def _content(self, file: int | Path, mood: str, chance: random.Random) -> bytes:
        if isinstance(file, Path):
            return file.read_bytes()
        content = bytearray(self._files[file].durable)
        for call in self._files[file].pending:
            if mood == "everything" or (mood != "nothing" and chance.random() < 0.5):
                _apply(content, call)
            elif mood == "torn" and call.kind == WRITE and len(call.data) > _SECTOR:
                for start in range(0, len(call.data), _SECTOR):
                    if chance.random() < 0.5:
                        part = call.data[start : start + _SECTOR]
                        _apply(content, Call(WRITE, call.file, call.number + start, part))
        return bytes(content)

    def _open(self, call: Call) -> None:
        name = self._name(call.data)
        file = self._names.get(name)
        if isinstance(file, Path):
            self._files[call.file] = _File(bytearray(file.read_bytes()))
            self._names[name] = call.file
        else:  # a folder, or a file that was seen under another number
            self._files.setdefault(call.file, _File())

    def _sync_names(self, folder: str) -> None:
        kept = []
        for call in self._later:
            first = call.data.split(b"\0")[0]
            if str(Path(self._name(first)).parent) == str(Path(folder)):
                self._rename(self._names, call)
            else:
                kept.append(call)
        self._later = kept

    def _rename(self, names: dict[str, int | Path], call: Call) -> None:
        first, _, second = (self._name(part) for part in call.data.partition(b"\0"))
        if call.kind == CREATE:
            names[first] = call.file
        elif call.kind == UNLINK:
            names.pop(first, None)
        elif first in names:
            names[second] = names[first] if call.kind == LINK else names.pop(first)

    def _name(self, path: bytes) -> str:
        return os.path.relpath(os.fsdecode(path), self._folder) if path else ""


def _apply(content: bytearray, call: Call) -> None:
    if call.kind == TRUNCATE:
        del content[call.number :]
        content.extend(bytes(call.number - len(content)))
        return
    content.extend(bytes(max(0, call.number - len(content))))
    content[call.number : call.number + len(call.data)] = call.data
