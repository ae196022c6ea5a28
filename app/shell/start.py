"""Starting the window's program."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import crash
from app.options import Options
from app.paths import Paths
from app.shell.program import Program, load_settings
from app.shell.single import SingleWindow

_IMPORTED = time.monotonic()
EXIT_WHEN_SHOWN = "MNEME_EXIT_WHEN_SHOWN"
"""With this set to ``1`` the program prints ``shown`` and milliseconds, and quits, once it is on screen."""


def start(options: Options) -> int:
    """Show the window until it is closed; 0 also when another window of the same vault was raised instead."""
    paths = Paths.of_user()
    settings = load_settings(paths)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Mneme")
    application.setApplicationDisplayName("Mneme")
    application.setDesktopFileName("mneme")
    application.setQuitOnLastWindowClosed(False)
    program = Program(options, paths, settings)
    measured = os.environ.get(EXIT_WHEN_SHOWN) == "1"
    crash.install(paths.crashes, program.crashed.emit)
    door = SingleWindow(program.folder, program)
    if not measured and not door.take():
        program.close()
        return 0
    door.knocked.connect(program.window.come_forward)
    program.moved.connect(door.move)
    program.ended.connect(application.quit)
    if measured:
        program.window.painted.connect(lambda: QTimer.singleShot(0, lambda: _report(program)))
    program.begin()
    status = application.exec()
    door.close()
    return status


def _report(program: Program) -> None:
    sys.stdout.write(f"shown {process_age_ms():.0f}\n")
    sys.stdout.flush()
    program.window.close()


def process_age_ms() -> float:
    """Milliseconds since the process was started, where the system tells it; else since this import."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        up = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        return (up - int(fields[19]) / os.sysconf("SC_CLK_TCK")) * 1000
    except (OSError, ValueError, IndexError):
        return (time.monotonic() - _IMPORTED) * 1000
