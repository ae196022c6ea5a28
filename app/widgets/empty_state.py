"""What stands in the place of something that is not there yet: a drawing, a title and a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import column, label


class EmptyState(QWidget):
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
