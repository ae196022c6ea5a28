"""An empty chat: a greeting, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desk import Desk
from app.theme.icons import picture
from app.widgets.basics import button, column, label

translate = QCoreApplication.translate


class Welcome(QWidget):
    """Shown while a conversation has no messages."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        layout = column(10, (32, 24, 32, 24))
        layout.addStretch(2)
        mark = label()
        mark.setPixmap(picture(desk.theme, "mneme", 44, "accent", self.devicePixelRatioF()))
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(_centred(self._greeting(desk.now().hour), "display"))
        layout.addWidget(
            _centred(
                translate("Chat", "What you tell me stays on this computer, and I remember it."), "muted"
            )
        )
        layout.addSpacing(14)
        for text in (
            translate("Chat", "Remember that my sister Ann's birthday is on 14 May"),
            translate("Chat", "I am allergic to peanuts"),
            translate("Chat", "What do you know about me?"),
        ):
            layout.addWidget(self._suggestion(text), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setLayout(layout)

    def _greeting(self, hour: int) -> str:
        if 5 <= hour < 12:
            return translate("Chat", "Good morning")
        if 12 <= hour < 18:
            return translate("Chat", "Good afternoon")
        return translate("Chat", "Good evening")

    def _suggestion(self, text: str) -> QPushButton:
        made = button(text, "suggestion", "suggestion")
        made.setMinimumWidth(380)
        made.clicked.connect(lambda: self.chosen.emit(text))
        return made


def _centred(text: str, role: str) -> QLabel:
    made = label(text, role, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
