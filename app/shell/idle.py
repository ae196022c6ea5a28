"""Notices when nobody has touched the program for some time."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches the program's windows, not its widgets: few events pass there.

    Both clocks count, because one of them may stand while the machine sleeps.
    """

    idle = Signal()
    touched = Signal()
    """Somebody pressed a key, moved the mouse or came back to the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = 0
        self._touched = (time.monotonic(), time.time())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._application = QGuiApplication.instance()
        if isinstance(self._application, QGuiApplication):
            self._application.focusWindowChanged.connect(self._came)

    def watch(self, minutes: int) -> None:
        """Say so after these minutes without a touch; 0 for never."""
        self.minutes = minutes
        self.touch()
        self._watch(QGuiApplication.focusWindow())
        self._timer.start() if minutes else self._timer.stop()

    @property
    def seconds(self) -> float:
        """How long nobody has touched the program."""
        steady, wall = self._touched
        return max(time.monotonic() - steady, time.time() - wall)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = (time.monotonic(), time.time())
        self.touched.emit()

    def look(self) -> None:
        """Say so if the time is up."""
        if self.minutes and self.seconds >= self.minutes * 60:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take notice of touches; every event goes on its way."""
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _came(self, window: QWindow | None) -> None:
        if window is not None:
            self.touch()
        self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
