"""What a list says that has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from app.screens.memories.reading import Wanted
from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import column, label
from memory_core.types import Status

translate = QCoreApplication.translate


class Empty(QWidget):
    """A drawing, a title and a sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mark = label()
        self._title = label("", "strong", wrap=True)
        self._text = label("", "muted", wrap=True)
        layout = column(8, (28, 28, 28, 28))
        layout.addStretch(2)
        for widget in (self._mark, self._title, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(widget)
        layout.addStretch(3)
        self.setLayout(layout)

    def say(self, drawing: str, title: str, text: str) -> None:
        """Show other words."""
        self._mark.setPixmap(picture(self._theme, drawing, 36, "border_strong", self.devicePixelRatioF()))
        self._title.setText(title)
        self._text.setText(text)

    def explain(self, wanted: Wanted) -> None:
        """Say why there is nothing under these filters."""
        if wanted.text.strip():
            self.say(
                "search",
                translate("Memories", "Nothing found"),
                translate("Memories", "Try another word, or look among the replaced and the forgotten."),
            )
        elif wanted.kind is not None or wanted.pinned:
            self.say(
                "memories",
                translate("Memories", "Nothing of this kind yet"),
                translate("Memories", "Choose another filter to see more."),
            )
        else:
            title, text = {
                Status.ACTIVE: (
                    translate("Memories", "Nothing remembered yet"),
                    translate("Memories", "Tell me about yourself in the chat; what is new appears here."),
                ),
                Status.SUPERSEDED: (
                    translate("Memories", "Nothing was replaced yet"),
                    translate("Memories", "When something changes, what held before is kept here."),
                ),
                Status.FADED: (
                    translate("Memories", "Nothing has faded"),
                    translate("Memories", "What is never used fades with time and can be brought back here."),
                ),
                Status.FORGOTTEN: (
                    translate("Memories", "Nothing was forgotten"),
                    translate("Memories", "What you ask me to forget rests here, out of every answer."),
                ),
            }[wanted.status]
            self.say("memories", title, text)
