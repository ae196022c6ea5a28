"""The main window: one page at a time, remembers its place, takes a dropped model file."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QByteArray, QCoreApplication, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QWidget

from app.theme.icons import icon
from app.theme.theme import Theme
from app.widgets.model_drop import dropped_model, file_name

translate = QCoreApplication.translate


class MainWindow(QMainWindow):
    """Shows one page. ``changes`` carries the engine's changes from whatever thread to this one."""

    painted = Signal()
    closing = Signal()
    changes = Signal(object)
    model_dropped = Signal(str)

    def __init__(self, theme: Theme, geometry: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Mneme")
        self.setWindowIcon(icon(theme, "mneme", "accent"))
        self.setMinimumSize(820, 540)
        self.resize(1120, 760)
        self._root = QStackedWidget()
        self._root.setObjectName("root")
        self.setCentralWidget(self._root)
        self._was_painted = False
        self.takes_models = False
        self.setAcceptDrops(True)
        if geometry:
            try:
                self.restoreGeometry(QByteArray(base64.b64decode(geometry, validate=True)))
            except binascii.Error:
                self.resize(1120, 760)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._root.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show another page and let the one before go."""
        before = self._root.currentWidget()
        self._root.addWidget(page)
        self._root.setCurrentWidget(page)
        if before is not None:
            self._root.removeWidget(before)
            before.deleteLater()
        page.setFocus()

    def geometry_text(self) -> str:
        """The window's place, to be kept in the settings."""
        return base64.b64encode(self.saveGeometry().data()).decode()

    def come_forward(self) -> None:
        """Another start of the program asked for this window."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window was drawn for the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Disappear at once; what has to be finished is finished behind."""
        self.hide()
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one GGUF file."""
        if self.takes_models and dropped_model(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask whether to speak with it."""
        path = dropped_model(event)
        if path is None or not self.takes_models:
            return
        event.acceptProposedAction()
        ask = QMessageBox(self)
        ask.setObjectName("askModel")
        ask.setWindowTitle(translate("Shell", "Another voice"))
        ask.setText(translate("Shell", "Speak with {model} from now on?").format(model=file_name(path)))
        ask.setInformativeText(
            translate("Shell", "The file stays where it is; you can change this at any time.")
        )
        yes = ask.addButton(translate("Shell", "Use it"), QMessageBox.ButtonRole.AcceptRole)
        ask.addButton(translate("Shell", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(yes)
        ask.buttonClicked.connect(lambda pressed: self.model_dropped.emit(path) if pressed is yes else None)
        ask.finished.connect(ask.deleteLater)
        ask.open()
