"""A read-only text as high as its content: plain or Markdown, with links, selection and highlighting."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit

from app.theme.theme import Theme

_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


def utf16(text: str, position: int) -> int:
    """Qt's position in a text for a position in code points."""
    return len(text[:position].encode("utf-16-le")) // 2


class TextView(QTextBrowser):
    """Text inside a column: it never scrolls by itself and loads nothing from anywhere."""

    linked = Signal(str)

    def __init__(self, theme: Theme, *, markdown: bool = False, fit_width: int = 0) -> None:
        super().__init__()
        self._theme, self._markdown, self._fit_width = theme, markdown, fit_width
        self._wide = fit_width or 400
        self.source_text = ""
        self.setOpenLinks(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the message around it has one
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QSizePolicy.Policy.Preferred if fit_width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QTextEdit.SizeAdjustPolicy.AdjustIgnored)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.linked.emit(url.toString()))
        theme.changed.connect(self._restyle)

    def show_text(self, text: str) -> None:
        """Show a text instead of the one before."""
        self.source_text = text
        if self._markdown:
            self.document().setMarkdown(text, _MARKDOWN)
        else:
            self.setPlainText(text)
        self._dress()
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

    def _restyle(self) -> None:
        self.show_text(self.source_text)

    def _dress(self) -> None:
        """Line height, paragraph distance, code and headings, which Markdown leaves to the reader."""
        block = self.document().begin()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        while block.isValid():
            self._dress_block(cursor, block)
            block = block.next()
        cursor.endEditBlock()

    def _dress_block(self, cursor: QTextCursor, block: QTextBlock) -> None:
        form = QTextBlockFormat(block.blockFormat())
        form.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
        last = not block.next().isValid()
        if self._markdown:
            form.setTopMargin(0)
            form.setBottomMargin(0 if last else 3 if block.textList() or code else 10)
        if code:
            form.setNonBreakableLines(False)
            form.setBackground(self._theme.colour("sunken"))
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        if not self._markdown:
            return
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        heading = block.blockFormat().headingLevel()
        if heading:
            big = QTextCharFormat()
            big.setProperty(QTextFormat.Property.FontSizeAdjustment, 1 if heading < 3 else 0)
            big.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(big)
        self._dress_pieces(cursor, block, code=code)

    def _dress_pieces(self, cursor: QTextCursor, block: QTextBlock, *, code: bool) -> None:
        pieces = []
        walk = block.begin()
        while not walk.atEnd():
            piece = walk.fragment()
            pieces.append((piece.position(), piece.length(), piece.charFormat()))
            walk += 1
        for position, length, form in pieces:
            change = QTextCharFormat()
            if form.isAnchor():
                change.setForeground(self._theme.colour("accent"))
                change.setFontUnderline(False)
                change.setFontWeight(QFont.Weight.Medium)
            elif code or form.fontFixedPitch():
                fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
                change.setFontFamilies([fixed.family()])
                change.setProperty(QTextFormat.Property.FontPixelSize, self._theme.px("body") - 1)
                change.setBackground(self._theme.colour("sunken"))
            else:
                continue
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(change)
