"""A folder that cannot be written, whoever runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def mount(*arguments: str) -> None:
    """Run ``mount``; skip the test where that is not allowed."""
    tool = shutil.which("mount")
    if tool is None or subprocess.run([tool, *arguments], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system")


def unmount(folder: Path) -> None:
    """Run ``umount``."""
    subprocess.run([shutil.which("umount") or "umount", str(folder)], capture_output=True, check=True)


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own under ``folder``, of a size like ``"1m"``."""
    folder.mkdir()
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        unmount(folder)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """The folder and what is in it cannot be changed inside the block, not even by root."""
    if os.geteuid() == 0:
        mount("--bind", str(folder), str(folder))
        try:
            mount("-o", "remount,bind,ro", str(folder))
            yield
        finally:
            unmount(folder)
        return
    modes = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
