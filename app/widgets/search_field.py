"""A field for words to look for; with nothing to undo in it, Ctrl+Z is the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.theme.icons import icon
from app.theme.theme import Theme


class SearchField(QLineEdit):
    """One line with a glass; ``hint`` is its accessible name too."""

    def __init__(self, theme: Theme, hint: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.addAction(icon(theme, "search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Leave an undo or redo that the text has no use for to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)
