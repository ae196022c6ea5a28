"""One window for each vault: a second start raises the window of the first."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def door_name(folder: Path) -> str:
    """The name of the local socket of a vault's window."""
    whose = f"{getpass.getuser()}\n{folder.expanduser().resolve()}"
    return "mneme-" + hashlib.sha256(whose.encode()).hexdigest()[:24]


class SingleWindow(QObject):
    """Holds the vault's door, or knocks at it."""

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = door_name(folder)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Become the vault's window; False when another window is there, which is raised then."""
        knocking = QLocalSocket()
        knocking.connectToServer(self._name)
        if knocking.waitForConnected(_WAIT_MS):
            knocking.disconnectFromServer()
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left by a process that was killed
            server.listen(self._name)
        server.newConnection.connect(self._heard)
        self._server = server
        return True

    def move(self, folder: Path) -> None:
        """The vault is another one from now on."""
        if self._server is not None:
            self.close()
            self._name = door_name(folder)
            self.take()

    def close(self) -> None:
        """Give the door up."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _heard(self) -> None:
        if self._server is None:
            return
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.close()
            self.knocked.emit()
