"""Small files written so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write a file of the user's own (mode 0600): fsync the data, rename, fsync the folder.

    Args:
        path: the file; its folder is made when it is missing.
        data: the whole content.
        replace: False refuses to overwrite a file that is there.

    Raises:
        FileExistsError: the file is there and ``replace`` is False.
        OSError: the disk is full or the folder cannot be written; the old file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            Path(name).replace(path)
        else:
            _link(Path(name), path, data)
    finally:
        Path(name).unlink(missing_ok=True)
    sync_folder(path.parent)


def _link(made: Path, path: Path, data: bytes) -> None:
    """Give a file its name only where the name is free; a rename would silently win over another process."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        # no hard links here (FAT, some network folders)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
