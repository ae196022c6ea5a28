"""The list of decisions: a model that grows by pages, and a delegate that draws a decision."""

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
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk import Desk
from app.screens.gate_log.reading import Noticed
from app.theme.icons import icon
from app.wording.dates import moment
from app.wording.gate import OUTCOMES, lesson_said, outcome_name
from memory_core.gate.reasons import reason_text

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BAR = 14
_LEFT = 54
"""Pixels before the text: the margin and the drawing."""
_RIGHT = 18
_LINES = 2


def words_of(noticed: Noticed) -> str:
    """The statement, or what stands in its place."""
    return " ".join(noticed.text.split()) or translate("Gate", "You wanted these words forgotten.")


class DecisionModel(QAbstractListModel):
    """Holds the pages that came so far and asks for the next one when the view reaches the end."""

    more_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: tuple[Noticed, ...] = ()
        self._more = False

    def show(self, rows: tuple[Noticed, ...], *, more: bool) -> None:
        """Show other decisions."""
        self.beginResetModel()
        self.rows = rows
        self._more = more
        self.endResetModel()

    def add(self, rows: tuple[Noticed, ...], *, more: bool) -> None:
        """Add a page at the end."""
        self._more = more
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def row_of(self, verdict_id: int) -> int:
        """The row of a decision, -1 when it is not in the list."""
        return next((row for row, one in enumerate(self.rows) if one.logged.id == verdict_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many decisions there are so far."""
        return 0 if parent.isValid() else len(self.rows)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there are older ones."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page; it comes when a job has read it."""
        if not parent.isValid() and self._more:
            self._more = False
            self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The statement, the words for a screen reader, or the decision itself."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        noticed = self.rows[index.row()]
        logged = noticed.logged
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(noticed)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            taught = "" if logged.lesson is None else " " + lesson_said(logged.lesson)
            why = reason_text(logged.verdict.reason, self._desk.language)
            when = moment(logged.at, self._desk.today())
            return f"{outcome_name(logged.verdict.kind)}. {words_of(noticed)} {why} {when}.{taught}"
        if role == Qt.ItemDataRole.UserRole:
            return noticed
        return None


class DecisionDelegate(QStyledItemDelegate):
    """Draws a decision: its drawing, the statement, below it what was decided, why and when."""

    def __init__(self, desk: Desk, parent: QListView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One or two lines of the statement and two small ones."""
        del option
        theme = self._desk.theme
        metrics = QFontMetrics(theme.font("body"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        lines = 1 if metrics.horizontalAdvance(text) <= self._room() else _LINES
        small = QFontMetrics(theme.font("small")).lineSpacing()
        return QSize(200, lines * metrics.lineSpacing() + 2 * small + 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one decision."""
        noticed = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(noticed, Noticed):
            return
        theme = self._desk.theme
        box: QRect = option.rect
        state = option.state
        logged = noticed.logged
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = "accent_soft" if chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        frame = QRectF(box.adjusted(16, 2, -6, -2))
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(frame, 10, 10)
        drawing, role = OUTCOMES[logged.verdict.kind]
        body, small = theme.font("body"), theme.font("small")
        if not noticed.text:
            body.setItalic(True)
        high, low = QFontMetrics(body).lineSpacing(), QFontMetrics(small).lineSpacing()
        lines = self._lines(words_of(noticed), body, self._room())
        top = round(frame.center().y() - (len(lines) * high + 5 + 2 * low + 2) / 2)
        icon(theme, drawing, role).paint(painter, QRect(round(frame.left()) + 12, top, 17, 17))
        left = box.left() + _LEFT
        painter.setPen(theme.colour("text" if noticed.text else "muted"))
        painter.setFont(body)
        for number, line in enumerate(lines):
            painter.drawText(left, top + number * high + QFontMetrics(body).ascent(), line)
        base = top + len(lines) * high + 5 + QFontMetrics(small).ascent()
        self._decided(painter, left, base, noticed, role)
        self._when(painter, left, base + low + 2, noticed)
        painter.restore()

    def _decided(self, painter: QPainter, left: int, base: int, noticed: Noticed, role: str) -> None:
        """What was decided, and why."""
        theme = self._desk.theme
        verdict = noticed.logged.verdict
        strong = theme.font("small", QFont.Weight.Medium)
        small = theme.font("small")
        name = outcome_name(verdict.kind)
        painter.setFont(strong)
        painter.setPen(theme.colour(role))
        painter.drawText(left, base, name)
        after = QFontMetrics(strong).horizontalAdvance(name)
        why = "  ·  " + reason_text(verdict.reason, self._desk.language)
        cut = QFontMetrics(small).elidedText(why, Qt.TextElideMode.ElideRight, self._room() - after)
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        painter.drawText(left + after, base, cut)

    def _when(self, painter: QPainter, left: int, base: int, noticed: Noticed) -> None:
        """When it was said, and what the user has taught about it."""
        theme = self._desk.theme
        small = theme.font("small")
        metrics = QFontMetrics(small)
        when = moment(noticed.logged.at, self._desk.today())
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        painter.drawText(left, base, when)
        if noticed.logged.lesson is not None:
            after = metrics.horizontalAdvance(when)
            said = "  ·  " + lesson_said(noticed.logged.lesson)
            painter.setPen(theme.colour("accent"))
            cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, self._room() - after)
            painter.drawText(left + after, base, cut)

    def _room(self) -> int:
        """Pixels for a line of text, the same with and without a scroll bar."""
        return self._view.width() - _BAR - _LEFT - _RIGHT

    def _lines(self, text: str, font: QFont, width: int) -> list[str]:
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
        return [text[:end], QFontMetrics(font).elidedText(text[end:], Qt.TextElideMode.ElideRight, width)]
