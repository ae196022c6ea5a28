"""What the window shows for the moment before the vault is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import column, label

translate = QCoreApplication.translate


class Curtain(QWidget):
    """The program's mark and a word."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        layout = column(12)
        mark = label()
        mark.setPixmap(picture(theme, "mneme", 52, "accent", self.devicePixelRatioF()))
        layout.addStretch(1)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(
            label(text or translate("Shell", "Opening your memories…"), "muted"),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        layout.addStretch(1)
        self.setLayout(layout)
