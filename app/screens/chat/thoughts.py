"""A model's thinking, folded: to be read while it is there, written nowhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.theme.icons import icon
from app.widgets.basics import button, column, label

translate = QCoreApplication.translate


class Thoughts(QWidget):
    """A line that unfolds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.line = button(translate("Chat", "Thinking (not kept)"), "quiet", "thoughts")
        self.line.setIconSize(QSize(14, 14))
        self.line.setCheckable(True)
        self.line.toggled.connect(self._unfold)
        self.text = label("", "small", wrap=True, selectable=True)
        layout = column(4)
        layout.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)
        self.setLayout(layout)
        self._unfold(False)

    def add(self, text: str) -> None:
        """More of it."""
        self.text.setText(self.text.text() + text)

    def _unfold(self, wanted: bool) -> None:
        self.line.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
        self.text.setVisible(wanted)
