"""Finding words in the conversation on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from app.theme.theme import Theme
from app.widgets.basics import icon_button, label, row
from app.widgets.search_field import Field

translate = QCoreApplication.translate


class FindBar(QFrame):
    """A field, a count, next and previous; Esc closes it."""

    wanted = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.field = Field(translate("Chat", "Find in this chat"), "findField")
        self.field.textChanged.connect(self.wanted)
        self.field.returnPressed.connect(lambda: self.moved.emit(1))
        self.count = label("", "small")
        following = icon_button(theme, "down", translate("Chat", "Next"), "findNext", 16)
        following.clicked.connect(lambda: self.moved.emit(1))
        close = icon_button(theme, "close", translate("Chat", "Close"), "findClose", 16)
        close.clicked.connect(self.closed)
        layout = row(6, (8, 6, 8, 6))
        for widget in (self.field, self.count, following, close):
            layout.addWidget(widget, 1 if widget is self.field else 0)
        self.setLayout(layout)
        self.hide()

    def open(self) -> None:
        """Show the bar and write into it."""
        self.show()
        self.field.selectAll()
        self.field.setFocus()

    def say(self, place: int, count: int) -> None:
        """Show which of how many messages is in view."""
        if not self.field.text():
            self.count.setText("")
        elif not count:
            self.count.setText(translate("Chat", "Nothing found"))
        else:
            self.count.setText(translate("Chat", "{place} of {count}").format(place=place + 1, count=count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
