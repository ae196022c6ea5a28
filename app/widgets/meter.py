"""A small horizontal bar for a share between nothing and all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import Theme


class Meter(QWidget):
    """Shows ``value`` in 0..1; ``tip`` says the number behind it."""

    def __init__(self, theme: Theme, value: float, tip: str = "", width: int = 84) -> None:
        super().__init__()
        self._theme = theme
        self._value = max(0.0, min(1.0, value))
        self.setFixedSize(width, 6)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove and the filled part."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("border"))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        if self._value > 0:
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 0, max(6.0, self.width() * self._value), self.height()), 3, 3)
        painter.end()
