"""How the computer is fed: from the mains, or from a battery and how full that is."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_PMSET = "/usr/bin/pmset"
_SECONDS = 5.0
_UNKNOWN_SHARE = 255
"""What Windows gives for a charge that it does not know."""


@dataclass(frozen=True, slots=True)
class Power:
    """``mains`` is True unless a battery is being used up; ``charge`` in 0..1, None where it is not known."""

    mains: bool = True
    charge: float | None = None

    def is_enough(self, least: float, *, on_battery: bool = True) -> bool:
        """Whether there is power for work that can wait: mains, or a battery with at least this charge."""
        return self.mains or (on_battery and self.charge is not None and self.charge >= least)


def power() -> Power:
    """How the computer is fed now; what cannot be found out counts as mains. It takes some milliseconds."""
    try:
        if sys.platform == "win32":
            return _of_windows()
        if sys.platform == "darwin":
            told = subprocess.run(  # noqa: S603 - the system's own tool
                [_PMSET, "-g", "batt"], capture_output=True, text=True, timeout=_SECONDS, check=True
            )
            return of_pmset(told.stdout)
        return of_supplies(_SUPPLIES)
    except (OSError, ValueError, subprocess.SubprocessError):
        return Power()


def of_supplies(folder: Path) -> Power:
    """From Linux' ``/sys/class/power_supply``: a folder for each supply."""
    charges: list[float] = []
    mains: list[bool] = []
    discharging = False
    for supply in sorted(folder.iterdir()) if folder.is_dir() else ():
        kind = _line(supply / "type")
        if kind == "Battery" and _line(supply / "scope") != "Device":  # a mouse has a battery of its own
            discharging = discharging or _line(supply / "status") == "Discharging"
            capacity = _line(supply / "capacity")
            if capacity.isdecimal():
                charges.append(int(capacity) / 100)
        elif kind == "Mains" or kind.startswith("USB"):
            mains.append(_line(supply / "online") == "1")
    charge = min(charges, default=None)
    return Power(any(mains) or not discharging, charge)


def of_pmset(told: str) -> Power:
    """From what ``pmset -g batt`` says on macOS."""
    found = re.search(r"(\d+)%", told)
    return Power("'Battery Power'" not in told, int(found[1]) / 100 if found else None)


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


class _Status(ctypes.Structure):
    """Windows' ``SYSTEM_POWER_STATUS``."""

    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds", ctypes.c_ulong),
        ("full_seconds", ctypes.c_ulong),
    )


def _of_windows() -> Power:
    status = _Status()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there is one on Windows only
    if not kernel.GetSystemPowerStatus(ctypes.byref(status)):
        return Power()
    charge = None if status.percent == _UNKNOWN_SHARE else status.percent / 100
    return Power(status.line != 0, charge)
