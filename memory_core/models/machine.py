"""How much memory this machine could give to a model now."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path


def available_bytes() -> int | None:
    """Memory that a new process can use without swapping, in bytes; ``None`` where the system does not tell.

    The page cache counts as available. A container's own limit (cgroup v2) is obeyed as well.
    """
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    return _linux()


def _linux() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    limits = [limit for limit in (_cgroup_room(),) if limit is not None]
    return min(found + limits, default=None)


def _cgroup_room() -> int | None:
    folder = Path("/sys/fs/cgroup")
    try:
        limit = (folder / "memory.max").read_text(encoding="ascii").strip()
        used = int((folder / "memory.current").read_text(encoding="ascii"))
        cached = [
            int(line.split()[1])
            for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines()
            if line.startswith("inactive_file ")
        ]
        return None if limit == "max" else max(int(limit) - used + sum(cached), 0)
    except (OSError, ValueError):
        return None


def _windows() -> int | None:  # pragma: no cover - other systems' tests cannot reach it
    class MemoryStatus(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            ("total", ctypes.c_uint64),
            ("available", ctypes.c_uint64),
            ("page_total", ctypes.c_uint64),
            ("page_available", ctypes.c_uint64),
            ("virtual_total", ctypes.c_uint64),
            ("virtual_available", ctypes.c_uint64),
            ("virtual_extended", ctypes.c_uint64),
        )

    status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from other systems' type stubs
    return int(status.available) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def _macos() -> int | None:  # pragma: no cover - other systems' tests cannot reach it
    # The kernel tells the whole and the free pages only; half of the whole is what may be asked of a desktop
    # Mac.
    size, total = ctypes.c_size_t(8), ctypes.c_uint64()
    library = ctypes.CDLL(None)
    if library.sysctlbyname(b"hw.memsize", ctypes.byref(total), ctypes.byref(size), None, 0) != 0:
        return None
    return int(total.value) // 2
