"""What every test of the window gets: real widgets, a real engine, and nothing may be left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.options import Options
from app.paths import Paths
from app.settings import Settings
from app.shell.program import Program
from app.shell.workspace import Workspace

PATIENCE = 60_000
"""Milliseconds that a condition may take on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt's fails the test of the window that caused it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


def _active_timers() -> list[QTimer]:
    return [one for one in gc.get_objects() if isinstance(one, QTimer) and isValid(one) and one.isActive()]


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a top-level widget alive."""
    threads, widgets = set(threading.enumerate()), set(qapp.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = {
        "threads": [one.name for one in threading.enumerate() if one not in threads and one.is_alive()],
        "timers": [str(one.parent()) for one in _active_timers()],
        "widgets": [type(one).__name__ for one in qapp.topLevelWidgets() if one not in widgets],
    }
    assert not any(left.values()), left


class Desktop:
    """A person at a computer of their own: starts the program, presses keys, closes it."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.home = home
        self.vault = home / "vault"
        self.paths = Paths(home / "config", home / "data", home / "cache", home / "state")
        self.programs: list[Program] = []

    def launch(self, options: Options | None = None, **settings: Any) -> Program:
        """Start the program and see its window."""
        chosen = replace(Settings(language="en", theme="light", model="none"), **settings)
        program = Program(options or Options(vault=self.vault, plain=True), self.paths, chosen)
        self.programs.append(program)
        program.begin()
        return program

    def start(self, **settings: Any) -> Workspace:
        """Start the program on a vault without protection and wait until one can talk."""
        program = self.launch(None, **settings)
        self.until(lambda: program.workspace is not None and not program.voice_loading)
        self.rest(program)
        assert program.workspace is not None
        return program.workspace

    def close(self) -> None:
        """Close the window that is open."""
        program = self.programs.pop()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that can be seen."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    def rest(self, program: Program | None = None) -> None:
        """Wait until the window waits for nothing."""
        running = program or self.programs[-1]
        self.until(lambda: running.jobs.idle)

    def say(self, space: Workspace, text: str) -> None:
        """Write a message, press Enter, and wait for the answer and what was noted."""
        type_text(space.chat.composer.editor, text)
        QTest.keyClick(space.chat.composer.editor, Qt.Key.Key_Return)
        self.until(lambda: not space.chat.busy)
        self.rest()


def type_text(widget: QWidget, text: str) -> None:
    """Type like a person: keys for Latin letters, the input method for all others."""
    widget.setFocus()
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """A person at their computer; whatever is open at the end is closed."""
    made = Desktop(qtbot, tmp_path)
    yield made
    while made.programs:
        made.close()
