"""Markdown as it streams in: finished blocks are laid out once, only the last one again and again.

A text that grows is cut where a block has ended for good: at a blank line outside a code fence, followed by
something that cannot belong to what stands before it. What comes before the cut stays in the document as it
is; the rest is read into a document of its own and copied over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextTable,
    QTextTableFormat,
)

from app.theme.theme import Theme

_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BELONGS = re.compile(r"\s|[-*+>|]|\d+(?:[.)]|\Z)|\[(?:\^|\Z)")
"""Beginnings of a line that may go on with the block before it."""
_LISTED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
CODE_HEAD, CODE_PAD = 32, 14
"""Pixels above the first line of code, for its language and its button, and at its other sides."""
_APART, _TIGHT = 10, 3
"""Pixels above a paragraph, and above a line that goes on with a list."""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code in a document: the positions of its first and last line, its language and its text."""

    first: int
    last: int
    language: str
    text: str


def cuts(text: str, start: int = 0) -> list[int]:
    """Where blocks begin that nothing before can belong to: all before the last one stays as it is.

    Args:
        text: Markdown, which may go on growing.
        start: a place that this function gave before for the beginning of the text.
    """
    found: list[int] = []
    place = start
    fence = ""
    blank = listed = False
    for line in text[start:].splitlines(keepends=True):
        bare = line.strip()
        marks = _FENCE.match(line)
        if fence:
            if marks and marks[1].startswith(fence) and bare == marks[1]:
                fence = ""
        else:
            belongs = _BELONGS.match(line) and (listed or line[0].isspace() or line[0] == ">")
            if blank and bare and not belongs:
                found.append(place)
                listed = False
            listed = listed or bool(_LISTED.match(line))
            fence = marks[1] if marks else ""
        blank = not bare
        place += len(line)
    return found


def read(text: str, theme: Theme, above: QTextBlock) -> QTextDocument:
    """A document with the text in this window's looks, as it comes below a block of another document."""
    made = QTextDocument()
    made.setDefaultFont(theme.font("body"))
    made.setMarkdown(text, _MARKDOWN)
    first = not above.isValid()
    _dress(made, theme, first=first, under_code=not first and _is_code(above))
    return made


def copy(source: QTextDocument, cursor: QTextCursor, *, first: bool) -> None:
    """Copy all of a document to a cursor at the end of another one; ``first``: that one is empty."""
    lists: dict[int, QTextList] = {}
    block = source.begin()
    fresh = first
    while block.isValid():
        table = _table(block)
        if table is not None:
            _copy_table(table, cursor)
            block = table.lastCursorPosition().block().next()
            fresh = True  # a table leaves an empty block behind it
            continue
        if fresh:
            cursor.setBlockFormat(block.blockFormat())
            cursor.setBlockCharFormat(block.charFormat())
        else:
            cursor.insertBlock(block.blockFormat(), block.charFormat())
        fresh = False
        _copy_pieces(block, cursor)
        listed = block.textList()
        if listed is not None:
            known = lists.get(listed.objectIndex())
            if known is None:
                lists[listed.objectIndex()] = cursor.createList(listed.format())
            else:
                known.add(cursor.block())
        block = block.next()


def codes(document: QTextDocument, start: int = 0) -> list[Code]:
    """The blocks of code from a position on."""
    found: list[Code] = []
    lines: list[QTextBlock] = []
    block = document.findBlock(start)
    while True:
        if block.isValid() and _is_code(block) and not (lines and _begins_code(block)):
            lines.append(block)
        else:
            if lines:
                language = lines[0].blockFormat().stringProperty(QTextFormat.Property.BlockCodeLanguage)
                text = "\n".join(line.text() for line in lines)
                found.append(Code(lines[0].position(), lines[-1].position(), language, text))
            lines = [block] if block.isValid() and _is_code(block) else []
        if not block.isValid():
            return found
        block = block.next()


def _table(block: QTextBlock) -> QTextTable | None:
    """The table that a block stands in. Qt's stubs do not know that it may stand in none."""
    return cast("QTextTable | None", QTextCursor(block).currentTable())


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _begins_code(block: QTextBlock) -> bool:
    return block.blockFormat().topMargin() > CODE_PAD


def _copy_pieces(block: QTextBlock, cursor: QTextCursor) -> None:
    walk = block.begin()
    while not walk.atEnd():
        piece = walk.fragment()
        cursor.insertText(piece.text(), piece.charFormat())
        walk += 1


def _copy_table(table: QTextTable, cursor: QTextCursor) -> None:
    made = cursor.insertTable(table.rows(), table.columns(), table.format())
    for row in range(table.rows()):
        for place in range(table.columns()):
            block = table.cellAt(row, place).firstCursorPosition().block()
            cell = made.cellAt(row, place)
            cell.setFormat(table.cellAt(row, place).format())
            inside = cell.firstCursorPosition()
            inside.setBlockFormat(block.blockFormat())
            _copy_pieces(block, inside)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _dress(document: QTextDocument, theme: Theme, *, first: bool, under_code: bool) -> None:
    """Line height, distances, code, tables and headings, which Markdown leaves to the reader."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    before: QTextBlock | None = None
    while block.isValid():
        table = _table(block)
        if table is not None and table.firstCursorPosition().block() == block:
            _dress_table(table, theme, first=first and before is None)
        _dress_block(cursor, block, before, theme, first=first, inside=table is not None)
        if table is None and (under_code if before is None else _is_code(before) and not _is_code(block)):
            form = block.blockFormat()  # margins of neighbours overlap in Qt
            form.setTopMargin(form.topMargin() + CODE_PAD)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(form)
        before, block = block, block.next()
    cursor.endEditBlock()


def _dress_table(table: QTextTable, theme: Theme, *, first: bool) -> None:
    form = QTextTableFormat(table.format())
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(theme.colour("border"))
    form.setCellPadding(5)
    form.setCellSpacing(0)
    form.setTopMargin(0 if first else _APART)
    form.setWidth(QTextLength())
    table.setFormat(form)
    for place in range(table.columns()):
        cell = table.cellAt(0, place)
        head = cell.format()
        head.setBackground(theme.colour("sunken"))
        cell.setFormat(head)


def _dress_block(
    cursor: QTextCursor,
    block: QTextBlock,
    before: QTextBlock | None,
    theme: Theme,
    *,
    first: bool,
    inside: bool,
) -> None:
    form = QTextBlockFormat(block.blockFormat())
    form.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    code = _is_code(block)
    listed = before is not None and before.textList() is not None and block.textList() is not None
    form.setBottomMargin(0)
    form.setTopMargin(0 if inside or (first and before is None) else _TIGHT if listed else _APART)
    after_table = before is not None and not inside and _table(before) is not None
    if after_table and not block.text():
        form.setLineHeight(
            1, QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )  # what a table leaves behind
        form.setTopMargin(0)
    if code:
        goes_on = before is not None and _is_code(before) and not _starts_fence(block, before)
        following = block.next()
        ends = not (following.isValid() and _is_code(following) and not _starts_fence(following, block))
        form.setTopMargin(0 if goes_on else CODE_HEAD + (0 if first and before is None else _APART))
        form.setBottomMargin(CODE_PAD if ends else 0)
        form.setLeftMargin(CODE_PAD)
        form.setRightMargin(CODE_PAD)
        form.setNonBreakableLines(False)
        form.clearBackground()
    cursor.setPosition(block.position())
    cursor.setBlockFormat(form)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if heading := block.blockFormat().headingLevel():
        big = QTextCharFormat()
        big.setProperty(QTextFormat.Property.FontSizeAdjustment, 1 if heading < 3 else 0)
        big.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(big)
    _dress_pieces(cursor, block, theme, code=code)


def _starts_fence(block: QTextBlock, before: QTextBlock) -> bool:
    """Whether another block of code begins, right after one: Qt tells them apart by language only."""
    name = QTextFormat.Property.BlockCodeLanguage
    return bool(block.blockFormat().stringProperty(name) != before.blockFormat().stringProperty(name))


def _dress_pieces(cursor: QTextCursor, block: QTextBlock, theme: Theme, *, code: bool) -> None:
    pieces = []
    walk = block.begin()
    while not walk.atEnd():
        piece = walk.fragment()
        pieces.append((piece.position(), piece.length(), piece.charFormat()))
        walk += 1
    for position, length, form in pieces:
        change = QTextCharFormat()
        if form.isAnchor():
            change.setForeground(theme.colour("accent"))
            change.setFontUnderline(False)
            change.setFontWeight(QFont.Weight.Medium)
        elif code or form.fontFixedPitch():
            change = _fixed(theme)
            if not code:
                change.setBackground(theme.colour("sunken"))
        else:
            continue
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(change)
    if code and not pieces:  # an empty line of code is as high as the others
        cursor.setPosition(block.position())
        cursor.setBlockCharFormat(_fixed(theme))


def _fixed(theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    form.setProperty(QTextFormat.Property.FontPixelSize, theme.px("body") - 1)
    return form
