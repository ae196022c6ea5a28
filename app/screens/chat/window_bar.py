"""What fills the model's window, as a thin bar, and in words for whoever wants to know or cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.assistant.events import Breakdown
from app.theme.theme import Theme
from app.wording.memories import number

translate = QCoreApplication.translate
_COLOURS = ("muted", "border_strong", "accent", "warning", "text", "accent_soft", "sunken")


def parts_of(filled: Breakdown) -> list[tuple[str, int]]:
    """Names and tokens of the parts, in the order in which the model reads them."""
    return [
        (translate("ChatWindow", "Rules"), filled.system),
        (translate("ChatWindow", "Summary of the beginning"), filled.earlier),
        (translate("ChatWindow", "This chat so far"), filled.history),
        (translate("ChatWindow", "Memories"), filled.memories),
        (translate("ChatWindow", "Your last message"), filled.message),
        (translate("ChatWindow", "Kept free for the answer"), filled.answer),
        (translate("ChatWindow", "Free"), filled.free),
    ]


class WindowBar(QWidget):
    """Seven parts side by side; the keyboard reaches it, and its words are its tooltip and description."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("windowBar")
        self._theme = theme
        self._filled: Breakdown | None = None
        self.setFixedSize(150, 14)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("ChatWindow", "What the model sees"))
        self.hide()

    def show_filled(self, filled: Breakdown | None) -> None:
        """Show what filled the window with the last answer; None: no model spoke."""
        self._filled = filled
        self.setVisible(filled is not None)
        if filled is not None:
            words = self.words
            self.setToolTip(words)
            self.setAccessibleDescription(words)
            self.update()

    @property
    def words(self) -> str:
        """The parts in words, a line each."""
        if self._filled is None:
            return ""
        whole = max(1, self._filled.context)
        head = translate("ChatWindow", "What the model sees at once ({count} tokens):").format(
            count=number(self._filled.context, 0)
        )
        lines = [
            f"{name}: {number(100 * tokens / whole, 0)} %"
            for name, tokens in parts_of(self._filled)
            if tokens
        ]
        return "\n".join([head, *lines])

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(150, 14)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say it in words to whoever comes by keyboard."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            QToolTip.showText(self.mapToGlobal(self.rect().topLeft()), self.words, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts."""
        del event
        if self._filled is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 4, self.width() - 2, 6)
        outline = QPainterPath()
        outline.addRoundedRect(box, 3, 3)
        painter.setClipPath(outline)
        left = box.left()
        for (_, tokens), colour in zip(parts_of(self._filled), _COLOURS, strict=True):
            wide = box.width() * tokens / max(1, self._filled.context)
            painter.fillRect(QRectF(left, box.top(), wide, box.height()), self._theme.colour(colour))
            left += wide
        painter.setClipping(False)
        painter.setPen(self._theme.colour("accent" if self.hasFocus() else "border"))
        painter.drawPath(outline)
        painter.end()
