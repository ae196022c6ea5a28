"""The list of memories: a model over ready values and a delegate that draws them."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk import Desk
from app.theme.icons import icon
from app.wording.dates import day
from app.wording.memories import kind_name
from memory_core.types import Memory

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BAR = 14
_BESIDE = 46
"""Pixels of a row that are not text."""


class MemoryListModel(QAbstractListModel):
    """Holds the memories that a query brought."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.memories: tuple[Memory, ...] = ()

    def show(self, memories: tuple[Memory, ...]) -> None:
        """Show other memories."""
        self.beginResetModel()
        self.memories = memories
        self.endResetModel()

    def row_of(self, memory_id: int) -> int:
        """The row of a memory, -1 when it is not in the list."""
        return next((row for row, one in enumerate(self.memories) if one.id == memory_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many memories there are."""
        return 0 if parent.isValid() else len(self.memories)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, the words for a screen reader, or the memory itself."""
        if not index.isValid() or index.row() >= len(self.memories):
            return None
        memory = self.memories[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return memory.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            pinned = ", " + translate("Memories", "pinned") if memory.pinned else ""
            when = day(memory.learnt_at, self._desk.today())
            return f"{memory.text}. {kind_name(memory.kind.value)}, {when}{pinned}"
        if role == Qt.ItemDataRole.UserRole:
            return memory
        return None


class MemoryDelegate(QStyledItemDelegate):
    """Draws a memory: two lines of text, below them kind, date and pin."""

    def __init__(self, desk: Desk, parent: QListView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One or two lines and a line of marks."""
        del option
        theme = self._desk.theme
        metrics = QFontMetrics(theme.font("body"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = self._room()
        lines = 1 if metrics.horizontalAdvance(" ".join(text.split())) <= room else 2
        return QSize(
            200, lines * metrics.lineSpacing() + QFontMetrics(theme.font("small")).lineSpacing() + 26
        )

    def _room(self) -> int:
        """Pixels for a line of text, the same with and without a scroll bar."""
        return self._view.width() - _BAR - _BESIDE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one memory."""
        memory = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(memory, Memory):
            return
        theme = self._desk.theme
        box: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = "accent_soft" if chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        frame = QRectF(box.adjusted(16, 2, -6, -2))
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(frame, 10, 10)
        lines = self._lines(" ".join(memory.text.split()), theme.font("body"), self._room())
        high = QFontMetrics(theme.font("body")).lineSpacing()
        small = QFontMetrics(theme.font("small")).lineSpacing()
        top = frame.center().y() - (len(lines) * high + 4 + small) / 2
        inside = QRect(round(frame.left()) + 12, round(top), round(frame.width()) - 24, box.height())
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("body"))
        for number, line in enumerate(lines):
            base = inside.top() + number * high + QFontMetrics(theme.font("body")).ascent()
            painter.drawText(inside.left(), base, line)
        inside.setTop(inside.top() + len(lines) * high + 4)
        self._marks(painter, inside, memory)
        painter.restore()

    def _lines(self, text: str, font: QFont, width: float) -> list[str]:
        """The text on one or two lines, the second cut where the room ends."""
        if QFontMetrics(font).horizontalAdvance(text) <= width:
            return [text]
        layout = QTextLayout(text, font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(width)
        layout.endLayout()
        end = first.textLength()
        return [
            text[:end],
            QFontMetrics(font).elidedText(text[end:], Qt.TextElideMode.ElideRight, int(width)),
        ]

    def _marks(self, painter: QPainter, box: QRect, memory: Memory) -> None:
        theme = self._desk.theme
        small = theme.font("small")
        metrics = QFontMetrics(small)
        painter.setFont(small)
        base = box.top() + metrics.ascent()
        kind = kind_name(memory.kind.value)
        painter.setPen(theme.colour("accent"))
        painter.drawText(box.left(), base, kind)
        left = box.left() + metrics.horizontalAdvance(kind)
        painter.setPen(theme.colour("muted"))
        painter.drawText(left, base, f"  ·  {day(memory.learnt_at, self._desk.today())}")
        if memory.pinned:
            icon(theme, "pin", "accent").paint(painter, QRect(box.right() - 14, base - 12, 15, 15))
