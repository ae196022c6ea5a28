"""A read-only text as high as its content: plain or Markdown, with links, selection and highlighting."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication, QMimeData, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from app.theme.theme import Theme
from app.widgets import markdown
from app.widgets.basics import icon_button, label, row
from app.widgets.clipboard import copies

translate = QCoreApplication.translate


class CodeHead(QWidget):
    """Over a block of code: its language and a button that copies it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.language = label("", "small")
        self.button = icon_button(theme, "copy", translate("TextView", "Copy this code"), "copyCode", size=14)
        self.button.clicked.connect(lambda: copies().put(self._text))
        across = row(6, (markdown.CODE_PAD, 0, 6, 0))
        across.addWidget(self.language)
        across.addStretch(1)
        across.addWidget(self.button)
        self.setLayout(across)

    def show_code(self, language: str, text: str) -> None:
        """Show what stands under it."""
        self._text = text
        if language != self.language.text():
            self.language.setText(language)


def utf16(text: str, position: int) -> int:
    """Qt's position in a text for a position in code points."""
    return len(text[:position].encode("utf-16-le")) // 2


class TextView(QTextBrowser):
    """Text inside a column: it never scrolls by itself and loads nothing from anywhere."""

    linked = Signal(str)

    def __init__(self, theme: Theme, *, rich: bool = False, fit_width: int = 0) -> None:
        super().__init__()
        self._theme, self._markdown, self._fit_width = theme, rich, fit_width
        self._wide = fit_width or 400
        self.source_text = ""
        self._done = self._tail = 0
        """Letters of the text, and of the document, that are laid out for good."""
        self._heads: list[CodeHead] = []
        self._boxes: list[QRectF] = []
        self.setOpenLinks(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the message around it has one
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QSizePolicy.Policy.Preferred if fit_width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QTextEdit.SizeAdjustPolicy.AdjustIgnored)
        self.document().setDocumentMargin(0)
        if rich:
            self.document().setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.linked.emit(url.toString()))
        theme.changed.connect(self._restyle)

    def show_text(self, text: str) -> None:
        """Show a text instead of the one before; one that begins alike keeps what is laid out of it."""
        if self._markdown:
            self._show_markdown(text)
        else:
            self.setPlainText(text)
            self._dress()
        self.source_text = text
        self._fit()

    def highlight(self, start: int, end: int, sentence: str = "") -> bool:
        """Mark code points ``[start, end)``, or in Markdown the first place that reads ``sentence``."""
        cursor = QTextCursor(self.document())
        if self._markdown:
            cursor = self.document().find(sentence) if sentence else QTextCursor()
            if cursor.isNull():
                return False
        else:
            cursor.setPosition(min(utf16(self.source_text, start), len(self.toPlainText())))
            last = min(utf16(self.source_text, end), self.document().characterCount() - 1)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self._mark([cursor])
        return True

    def find_all(self, words: str) -> int:
        """Mark every place that reads ``words`` (case ignored) and return how many there are."""
        found: list[QTextCursor] = []
        if words:
            cursor = self.document().find(words, 0)
            while not cursor.isNull():
                found.append(cursor)
                cursor = self.document().find(words, cursor)
        self._mark(found)
        return len(found)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing: a text from a model must not read files or the network."""
        del kind, name
        return None

    def sizeHint(self) -> QSize:
        """As wide as the text up to what was asked for, as high as the text."""
        return QSize(self._wide, self.height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of code under the text."""
        if self._boxes:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._theme.colour("border"))
            painter.setBrush(self._theme.colour("sunken"))
            for box in self._boxes:
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.end()
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again and take the height that needs."""
        super().resizeEvent(event)
        self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy plain words, without this window's colours."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def _mark(self, cursors: list[QTextCursor]) -> None:
        marks = []
        for cursor in cursors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(self._theme.colour("highlight"))
            marks.append(mark)
        self.setExtraSelections(marks)

    def _fit(self) -> None:
        document = self.document()
        if self._fit_width:
            document.setTextWidth(-1)
            wide = min(self._fit_width, ceil(document.idealWidth()) + 2)
            if wide != self._wide or wide != self.maximumWidth():
                self._wide = wide
                self.setMaximumWidth(wide)  # and no least: in a narrow window it wraps earlier
                self.updateGeometry()
            document.setTextWidth(min(wide, self.viewport().width()))
        else:
            document.setTextWidth(self.viewport().width())
        high = ceil(document.size().height())
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)
        if self._markdown:
            self._show_codes()

    def _dress(self) -> None:
        """Line height of plain text."""
        form = QTextBlockFormat()
        form.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)

    def _restyle(self) -> None:
        self._done = 0
        self.show_text(self.source_text)

    def _show_markdown(self, text: str) -> None:
        """Lay out what is new; blocks that are finished stay as they are."""
        if not self._done or not text.startswith(self.source_text[: self._done]):
            self.document().clear()
            self._done = self._tail = 0
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        last = self.document().findBlock(self._tail)
        form, letters = last.blockFormat(), last.charFormat()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setPosition(self._tail, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if self._tail and not last.text():  # an empty block (a rule) takes over the format of what is removed
            cursor.setBlockFormat(form)
            cursor.setBlockCharFormat(letters)
        for place in [*markdown.cuts(text, self._done), len(text)]:
            self._tail = cursor.position()
            begun, self._done = self._done, place
            piece = text[begun:place]
            if piece.strip():
                first = self._tail == 0
                above = QTextBlock() if first else cursor.block()
                markdown.copy(markdown.read(piece, self._theme, above), cursor, first=first)
        self._done = begun
        cursor.endEditBlock()

    def _show_codes(self) -> None:
        """Put a head over each block of code, with its language and a button that copies it."""
        found = markdown.codes(self.document())
        while len(self._heads) > len(found):
            self._heads.pop().deleteLater()
        layout = self.document().documentLayout()
        self._boxes = []
        for place, code in enumerate(found):
            first = layout.blockBoundingRect(self.document().findBlock(code.first))
            last = layout.blockBoundingRect(self.document().findBlock(code.last))
            top = first.top() - markdown.CODE_HEAD
            box = QRectF(0, top, self.viewport().width(), last.bottom() + markdown.CODE_PAD - top)
            self._boxes.append(box)
            if place == len(self._heads):
                self._heads.append(CodeHead(self._theme, self.viewport()))
            head = self._heads[place]
            head.show_code(code.language, code.text)
            head.setGeometry(0, round(top) + 1, self.viewport().width(), markdown.CODE_HEAD - 2)
            head.show()
