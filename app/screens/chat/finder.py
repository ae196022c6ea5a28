"""Looks for words in the messages on screen and goes from one to the next, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.screens.chat.column import MessageColumn
from app.screens.chat.find_bar import FindBar
from app.screens.chat.messages import AssistantMessage, UserMessage


class Finder(QObject):
    """Connects the bar with the column."""

    def __init__(self, bar: FindBar, column: MessageColumn) -> None:
        super().__init__(bar)
        self._bar, self._column = bar, column
        self._found: list[UserMessage | AssistantMessage] = []
        self._at = 0
        bar.wanted.connect(self._find)
        bar.moved.connect(self._move)

    def close(self) -> None:
        """Hide the bar and take the marks away."""
        self._bar.hide()
        self._column.unmark()
        self._found.clear()

    def _find(self, words: str) -> None:
        self._found = [one for one in reversed(self._column.messages) if one.view.find_all(words) and words]
        self._at = 0
        self._look()

    def _move(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._look()

    def _look(self) -> None:
        self._bar.say(self._at, len(self._found))
        if self._found:
            self._column.look_at(self._found[self._at])
