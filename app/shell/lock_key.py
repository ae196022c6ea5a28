"""The lock's key in dialogs: a modal dialog keeps the main window's shortcuts from being heard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog

LOCK = "Ctrl+L"
_NAME = "lockKey"


class LockKey(QObject):
    """Gives each dialog that comes to the front the shortcut, and tells when it was pressed there."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._give)

    def _give(self, window: QWindow | None) -> None:
        for dialog in QApplication.topLevelWidgets():
            if not isinstance(dialog, QDialog) or window is None or dialog.windowHandle() != window:
                continue
            if dialog.findChild(QShortcut, _NAME, Qt.FindChildOption.FindDirectChildrenOnly) is None:
                key = QShortcut(QKeySequence(LOCK), dialog)
                key.setObjectName(_NAME)
                # queued: the lock closes the dialog, which must not happen inside its own shortcut
                key.activated.connect(self.pressed, Qt.ConnectionType.QueuedConnection)
