"""What the user is about to say is kept in the vault: a moment after typing stops, and on leaving."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.desk import Desk
from app.screens.chat.composer import Composer

_AFTER_MS = 700
"""Milliseconds without a key until the draft is written."""


class Drafting(QObject):
    """Writes and reads drafts for the message field. ``conversation`` is empty where none may be kept."""

    def __init__(self, desk: Desk, composer: Composer) -> None:
        super().__init__(composer)
        self._desk = desk
        self._composer = composer
        self._kept = ""
        self.conversation = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_MS)
        self._later.timeout.connect(self.keep)
        composer.editor.textChanged.connect(self._typed)

    def begin(self, conversation: str) -> None:
        """Go on in another conversation, with what was left unsaid there; empty: nothing is kept."""
        self.keep()
        self._later.stop()
        self.conversation, self._kept = "", ""
        self._composer.put_text("")
        if not conversation:
            return
        self.conversation = conversation
        engine = self._desk.engine

        def show(text: str) -> None:
            if self.conversation == conversation and text and not self._composer.text():
                self._kept = text
                self._composer.put_text(text)

        self._desk.jobs.query(lambda _: engine.diary.draft(conversation), show, kind="draft")

    def keep(self) -> None:
        """Write what stands in the field, if it is not written yet."""
        self._later.stop()
        text = self._composer.text()
        if not self.conversation or self._composer.editing or text == self._kept:
            return
        self._kept = text
        engine, conversation = self._desk.engine, self.conversation
        self._desk.jobs.operation(lambda _: engine.diary.keep_draft(conversation, text))

    def _typed(self) -> None:
        if self.conversation and not self._composer.editing:
            self._later.start()
