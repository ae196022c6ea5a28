"""An empty chat: a greeting, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desk import Desk
from app.theme.icons import icon, picture
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
        self._promise = _centred("", "muted")
        layout.addWidget(self._promise)
        layout.addSpacing(14)
        for text in (
            translate("Chat", "Remember that my sister Ann's birthday is on 14 May"),
            translate("Chat", "I am allergic to peanuts"),
            translate("Chat", "What do you know about me?"),
        ):
            layout.addWidget(self._suggestion(text), 0, Qt.AlignmentFlag.AlignHCenter)
        self.temporary = button(translate("Chat", "Temporary chat"), "quiet", "temporaryChat")
        self.temporary.setCheckable(True)
        self.temporary.setToolTip(
            translate("Chat", "Memory is read, but nothing said here is kept (Ctrl+Shift+N)")
        )
        self.temporary.setIcon(icon(desk.theme, "off_record"))
        self.temporary.toggled.connect(lambda on: self._show_temporary(desk, on))
        layout.addSpacing(8)
        layout.addWidget(self.temporary, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setLayout(layout)
        self._show_temporary(desk, False)

    def _show_temporary(self, desk: Desk, on: bool) -> None:
        self.temporary.setIcon(icon(desk.theme, "off_record", "accent" if on else "text"))
        self._promise.setText(
            translate("Chat", "A temporary chat: I read my memories, and keep nothing of what is said here.")
            if on
            else translate("Chat", "What you tell me stays on this computer, and I remember it.")
        )

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
