"""The bar that says what was just done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.widgets.basics import button, label, row

SHOWN_MS = 8000
"""Long enough to read and decide; the journal's undo stays for ever."""


class Snackbar(QFrame):
    """Floats at the bottom of ``over``; a newer message takes the place of an older one."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("snackbar")
        self._over = over
        self._act: Callable[[], None] | None = None
        self.text = label(wrap=False)
        self.action = button("", name="snackbarAction")
        layout = row(12, (16, 8, 8, 8))
        layout.addWidget(self.text)
        layout.addWidget(self.action)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.action.clicked.connect(self._acted)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a message, with an action if there is one to offer."""
        room = max(200, self._over.width() - 260)
        metrics = self.text.fontMetrics()
        self.text.setText(metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room))
        self.setAccessibleName(text)
        self._act = act
        self.action.setText(action)
        self.action.setVisible(act is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        across = (self._over.width() - self.width()) // 2
        self.move(max(0, across), self._over.height() - self.height() - 24)

    def _acted(self) -> None:
        self._timer.stop()
        self.hide()
        act, self._act = self._act, None
        if act is not None:
            act()
