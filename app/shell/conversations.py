"""The list of conversations: read by a job, kept in a model, drawn by a delegate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

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
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme.theme import Theme
from app.wording.dates import era
from memory_core.clock import system_clock

if TYPE_CHECKING:
    from memory_core import Engine

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SNIPPET = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list. ``turn_id`` is set for what a search found; a heading has no ``conversation``."""

    conversation: str
    title: str
    last: datetime | None = None
    snippet: str = ""
    turn_id: int | None = None
    pinned: bool = False
    start: int = 0
    end: int = -1
    """Where the words sought stand in the turn, in code points; -1 where it is not known."""


def read_conversations(engine: Engine) -> list[Entry]:
    """Every conversation that is not put away: pinned ones first, then the one spoken in last."""
    listed = [
        Entry(one.id, one.title, one.last, pinned=one.pinned)
        for one in engine.diary.conversations()
        if not one.archived
    ]
    return [one for one in listed if one.pinned] + [one for one in listed if not one.pinned]


def search_conversations(engine: Engine, text: str) -> list[Entry]:
    """Conversations with the words in their title or in what was said, each with the best place."""
    titles = {one.id: one for one in engine.diary.conversations()}
    found: dict[str, Entry] = {}
    for turn in engine.diary.search(text, 60):
        one = titles.get(turn.conversation)
        if one is not None and one.id not in found:
            visible = engine.diary.visible_text(turn)
            start, end = _place(turn.text, text) if visible == turn.text else (0, -1)
            snippet = _around(" ".join(visible.split()), text)
            found[one.id] = Entry(one.id, one.title, one.last, snippet, turn.id, one.pinned, start, end)
    folded = text.casefold()
    for one in titles.values():
        if one.id not in found and folded in one.title.casefold():
            found[one.id] = Entry(one.id, one.title, one.last, pinned=one.pinned)
    return list(found.values())


def _place(words: str, text: str) -> tuple[int, int]:
    """Where the first word sought stands in a message, to the end of the word that it begins."""
    first = text.split(maxsplit=1)[0].casefold() if text.split() else ""
    folded = words.casefold()
    start = folded.find(first) if first and len(folded) == len(words) else -1
    if start < 0:
        return 0, -1
    end = start + len(first)
    while end < len(words) and words[end].isalnum():
        end += 1
    return start, end


def _around(words: str, text: str) -> str:
    """The part of a message around the first word sought."""
    first = text.split(maxsplit=1)[0].casefold() if text.split() else ""
    place = max(0, words.casefold().find(first) - 20)
    return ("…" if place else "") + words[place : place + _SNIPPET]


class ConversationModel(QAbstractListModel):
    """Entries, with headings between them by time."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry], *, headings: bool) -> None:
        """Show other entries."""
        rows: list[Entry] = []
        today = system_clock().date()
        heading = ""
        for entry in entries:
            if headings and entry.last is not None:
                this = translate("ChatList", "Pinned") if entry.pinned else era(entry.last, today)
                if this != heading:
                    heading = this
                    rows.append(Entry("", this))
            rows.append(entry)
        if rows == self.entries:
            return
        self.beginResetModel()
        self.entries = rows
        self.endResetModel()

    def row_of(self, conversation: str) -> int:
        """The row of a conversation, -1 when it is not in the list."""
        return next((row for row, one in enumerate(self.entries) if one.conversation == conversation), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are, headings counted."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or the entry itself."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        return entry if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if index.isValid() and not self.entries[index.row()].conversation:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class ConversationDelegate(QStyledItemDelegate):
    """Draws headings, titles, and for a search the words found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line, or two for something found."""
        del option
        entry = index.data(Qt.ItemDataRole.UserRole)
        line = QFontMetrics(self._theme.font("body")).lineSpacing()
        small = QFontMetrics(self._theme.font("small")).lineSpacing()
        if isinstance(entry, Entry) and not entry.conversation:
            return QSize(100, small + 20)
        extra = small + 2 if isinstance(entry, Entry) and entry.snippet else 0
        return QSize(100, line + extra + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        box: QRect = option.rect
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not entry.conversation:
            painter.setFont(theme.font("tiny", QFont.Weight.DemiBold))
            painter.setPen(theme.colour("muted"))
            painter.drawText(box.adjusted(20, 0, -8, -5), Qt.AlignmentFlag.AlignBottom, entry.title)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_soft" if chosen else ""
        if not chosen and option.state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(QRectF(box.adjusted(10, 1, -10, -1)), 8, 8)
        inside = box.adjusted(20, 8, -20, -6)
        font = theme.font("body", QFont.Weight.Medium if chosen else QFont.Weight.Normal)
        self._line(painter, inside, entry.title, font, "text")
        if entry.snippet:
            below = inside.adjusted(0, QFontMetrics(font).lineSpacing() + 1, 0, 0)
            self._line(painter, below, entry.snippet, theme.font("small"), "muted")
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.left(), box.top() + metrics.ascent(), cut)
