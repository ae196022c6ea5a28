"""Looks for words in the whole conversation and goes from one message to the next, the newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.desk import Desk
from app.screens.chat.column import MessageColumn
from app.screens.chat.find_bar import FindBar
from app.screens.chat.reading import find_turns


class Finder(QObject):
    """Connects the bar with the column."""

    def __init__(
        self, desk: Desk, bar: FindBar, column: MessageColumn, conversation: Callable[[], str]
    ) -> None:
        super().__init__(bar)
        self._desk, self._bar, self._column, self._conversation = desk, bar, column, conversation
        self._found: tuple[int, ...] = ()
        self._words = ""
        self._at = 0
        bar.wanted.connect(self._find)
        bar.moved.connect(self._move)

    def close(self) -> None:
        """Hide the bar and take the marks away."""
        self._bar.hide()
        self._words = ""
        self._column.unmark()
        self._found = ()

    def _find(self, words: str) -> None:
        self._words = words
        engine, conversation = self._desk.engine, self._conversation()

        def show(found: tuple[int, ...]) -> None:
            if words == self._words and conversation == self._conversation():
                self._found, self._at = found, 0
                self._look()

        self._desk.jobs.query(lambda _: find_turns(engine, conversation, words), show, kind="find")

    def _move(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._look()

    def _look(self) -> None:
        self._bar.say(self._at, len(self._found))
        self._column.look_for(self._words, self._found[self._at] if self._found else 0)
