"""A large button that can be chosen among others: a title, a sentence, and what belongs to it when chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import column, label, restyle, row


class Choice(QFrame):
    """One of several ways. ``radio`` carries focus, keyboard and name; a click anywhere chooses."""

    chosen = Signal()

    def __init__(self, theme: Theme, drawing: str, title: str, text: str, name: str) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.radio = QRadioButton(title)
        self.radio.setObjectName(name)
        self.radio.setAccessibleDescription(text)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self.radio.setFont(font)
        self.radio.toggled.connect(self._toggled)
        mark = label()
        mark.setPixmap(picture(theme, drawing, 22, "accent", self.devicePixelRatioF()))
        self.text = label(text, "muted", wrap=True)
        self._inside: QVBoxLayout = column(6)
        self._inside.addWidget(self.radio)
        self._inside.addWidget(self.text)
        across = row(14, (18, 14, 18, 14))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._inside, 1)
        self.setLayout(across)
        self._more: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """Add something that shows only while this way is chosen."""
        widget.setVisible(self.radio.isChecked())
        self._more.append(widget)
        self._inside.addWidget(widget)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere chooses."""
        del event
        if self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus()

    def _toggled(self, chosen: bool) -> None:
        for widget in self._more:
            widget.setVisible(chosen)
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)
        if chosen:
            self.chosen.emit()
