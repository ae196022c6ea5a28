"""Writes a ``.deb``: by dpkg-deb where it is, else by this module alone, with the same content.

A ``.deb`` is an ``ar`` archive of three members: the format's version, the control files and the data, both
as compressed tar archives. Every file belongs to root, has the mode 644 or 755 and the moment given, so that
the same input makes the same package.
"""

# ruff: noqa: S603, S607 - Debian's own programs, with arguments of ours

from __future__ import annotations

import hashlib
import io
import lzma
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_AR_MAGIC = b"!<arch>\n"


def write(root: Path, control: Mapping[str, str], target: Path, moment: int) -> None:
    """Write the package of all that lies under ``root``.

    Args:
        root: the folder that stands for ``/``.
        control: texts of the control files by name; ``control`` must be one of them.
        target: the package's path; it appears whole or not at all.
        moment: modification time of everything, seconds since 1970.

    Raises:
        OSError: it cannot be written.
        subprocess.CalledProcessError: dpkg-deb failed.
    """
    texts = {**control, "md5sums": checksums(root)}
    normalise(root, moment)
    fresh = target.with_name(target.name + ".part")
    if shutil.which("dpkg-deb"):
        _by_dpkg(root, texts, fresh, moment)
    else:
        by_hand(root, texts, fresh, moment)
    fresh.replace(target)


def by_hand(root: Path, texts: Mapping[str, str], target: Path, moment: int) -> None:
    """Write the package without any program of Debian's; ``root`` was normalised before."""
    with target.open("wb") as out:
        out.write(_AR_MAGIC)
        _member(out, "debian-binary", b"2.0\n", moment)
        _member(out, "control.tar.xz", _control_archive(texts, moment), moment)
        archive = target.with_name(target.name + ".data")
        try:
            with lzma.open(archive, "wb", preset=6) as packed, _tar(packed) as tar:
                for path in entries(root):
                    _add(tar, root, path, moment)
            _member(out, "data.tar.xz", archive.read_bytes(), moment)
        finally:
            archive.unlink(missing_ok=True)


def checksums(root: Path) -> str:
    """The ``md5sums`` control file: one line for each file, as dpkg verifies it."""
    lines = []
    for path in entries(root):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as source:
                digest = hashlib.file_digest(source, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
            lines.append(f"{digest}  {path.relative_to(root).as_posix()}\n")
    return "".join(lines)


def normalise(root: Path, moment: int) -> None:
    """Give everything under the folder, and the folder, its final mode and time."""
    for path in [*entries(root), root]:
        if not path.is_symlink():
            path.chmod(_mode(path))
        os.utime(path, (moment, moment), follow_symlinks=False)


def entries(root: Path) -> Iterator[Path]:
    """All that lies under the folder, each folder before its content, in the order of names."""
    for path in sorted(root.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from entries(path)


def _mode(path: Path) -> int:
    return 0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644


def _by_dpkg(root: Path, texts: Mapping[str, str], target: Path, moment: int) -> None:
    folder = root / "DEBIAN"
    folder.mkdir()
    try:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o644)
        folder.chmod(0o755)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)],
            env=dict(os.environ, SOURCE_DATE_EPOCH=str(moment)),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    finally:
        shutil.rmtree(folder)


def _control_archive(texts: Mapping[str, str], moment: int) -> bytes:
    packed = io.BytesIO()
    with lzma.open(packed, "wb", preset=6) as stream, _tar(stream) as tar:
        for name, text in sorted(texts.items()):
            content = text.encode()
            entry = tarfile.TarInfo(f"./{name}")
            entry.size, entry.mtime, entry.mode = len(content), moment, 0o644
            entry.uname = entry.gname = "root"
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _tar(stream: io.BufferedIOBase | lzma.LZMAFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT)


def _add(tar: tarfile.TarFile, root: Path, path: Path, moment: int) -> None:
    entry = tarfile.TarInfo(f"./{path.relative_to(root).as_posix()}")
    entry.mtime, entry.uname, entry.gname = moment, "root", "root"
    if path.is_symlink():
        entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, str(path.readlink()), 0o777
        tar.addfile(entry)
    elif path.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        tar.addfile(entry)
    else:
        entry.size, entry.mode = path.stat().st_size, _mode(path)
        with path.open("rb") as source:
            tar.addfile(entry, source)


def _member(out: io.BufferedWriter, name: str, content: bytes, moment: int) -> None:
    """One member of the ``ar`` archive: a header of 60 ASCII characters, the content, made even."""
    out.write(f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode("ascii"))
    out.write(content)
    if len(content) % 2:
        out.write(b"\n")
