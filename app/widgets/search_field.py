"""Fields of one line; with nothing to undo in them, Ctrl+Z is the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.theme.icons import icon
from app.theme.theme import Theme


class Field(QLineEdit):
    """One line; ``hint`` is its accessible name too."""

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def event(self, event: QEvent) -> bool:
        """Leave an undo or redo that the text has no use for to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class SearchField(Field):
    """One line with a glass, for words to look for."""

    def __init__(self, theme: Theme, hint: str, name: str) -> None:
        super().__init__(hint, name)
        self.setProperty("role", "search")
        self.addAction(icon(theme, "search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
