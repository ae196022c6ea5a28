"""The messages of the chat: the user's in a bubble at the right, the assistant's as plain text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.chat.noted import LetPass, Noted, Notes, Remark, notes_of
from app.screens.chat.reading import ShownTurn, Source
from app.screens.chat.receipt import Receipt
from app.screens.chat.thoughts import Thoughts
from app.widgets.basics import clear, column, icon_button, label, restyle, row
from app.widgets.problem_card import ProblemCard
from app.widgets.text_view import TextView
from app.wording.gate import lesson_said
from app.wording.problems import problem as worded
from memory_core.types import Lesson, Span, Teaching, Verdict

translate = QCoreApplication.translate
BUBBLE = 540
"""Widest text of a bubble in pixels."""


class UserMessage(QWidget):
    """What the user said, and under it what was noted."""

    memory_wanted = Signal(int)
    purge_wanted = Signal(int)
    undo_wanted = Signal(int)
    taught = Signal(int, object, object)
    """The turn, a :class:`Lesson`, and the span (or None) that it is about."""

    def __init__(self, desk: Desk, text: str) -> None:
        super().__init__()
        self._desk = desk
        self.turn_id: int | None = None
        self.view = TextView(desk.theme, fit_width=BUBBLE)
        self.view.setAccessibleName(translate("Chat", "You said"))
        self.view.show_text(text)
        self._bubble = QFrame()
        self._bubble.setObjectName("bubble")
        inside = row(0, (16, 11, 16, 7))
        inside.addWidget(self.view)
        self._bubble.setLayout(inside)
        across = row(0)
        across.addStretch(1)
        across.addWidget(self._bubble)
        self._under: QVBoxLayout = column(2)
        layout = column(5)
        layout.addLayout(across)
        layout.addLayout(self._under)
        self.setLayout(layout)
        self._notes: Notes | None = None
        self._taken_back = False
        self.noted: Noted | None = None
        self.let_pass: LetPass | None = None

    @classmethod
    def of(cls, desk: Desk, shown: ShownTurn) -> UserMessage:
        """A message of the diary."""
        made = cls(desk, shown.text)
        made.turn_id = shown.turn.id
        made.show_again(shown)
        return made

    def show_again(self, shown: ShownTurn) -> None:
        """Show the message as it stands now in the diary."""
        text = translate("Chat", "You wanted this forgotten.") if shown.gone else shown.text
        if text != self.view.source_text:
            self.view.show_text(text)
        self._hollow(shown.gone)
        notes = notes_of(shown.verdicts, shown.lessons)
        self._show_notes(Notes(lessons=notes.lessons) if shown.gone else notes)

    def show_verdicts(self, verdicts: Sequence[Verdict], lessons: Sequence[Teaching] = ()) -> None:
        """Say quietly what was written down, and what passed."""
        self._show_notes(notes_of(verdicts, lessons))

    def show_taken_back(self) -> None:
        """What was written down was taken back."""
        if self.noted is not None:
            self._taken_back = True
            self._show_notes(Notes())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Looked at: show what was let pass."""
        super().enterEvent(event)
        if self.let_pass is not None:
            self.let_pass.show_quietly(True)

    def leaveEvent(self, event: QEvent) -> None:
        """No longer looked at."""
        super().leaveEvent(event)
        if self.let_pass is not None:
            self.let_pass.show_quietly(False)

    def _show_notes(self, notes: Notes) -> None:
        if notes == self._notes:
            return
        self._notes = notes
        clear(self._under)
        self.noted, self.let_pass = None, None
        if notes.told:
            self.noted = Noted(self._desk, notes.told)
            self.noted.memory_wanted.connect(self.memory_wanted)
            self.noted.undo_wanted.connect(self._undo)
            self.noted.taught.connect(self._teach)
            self._under.addWidget(self.noted)
        elif self._taken_back and not notes.lessons:
            self._under.addWidget(
                Remark(self._desk, "forget", translate("Chat", "Taken back: not remembered"), "takenBack")
            )
        for lesson in notes.lessons:
            self._under.addWidget(Remark(self._desk, "edit", lesson_said(lesson), "taught"))
        if notes.passed:
            self.let_pass = LetPass(self._desk, notes.passed)
            self.let_pass.taught.connect(self._teach)
            self._under.addWidget(self.let_pass)
            self.let_pass.show_quietly(self.underMouse())

    def show_off_record(self) -> None:
        """The message is written nowhere."""
        self._hollow()
        self._under.addWidget(Remark(self._desk, "off_record", translate("Chat", "Not kept"), "notKept"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the message."""
        if self.turn_id is None:
            return
        number = self.turn_id
        _menu(self, self.view, lambda: self.purge_wanted.emit(number)).popup(event.globalPos())

    def _hollow(self, hollow: bool = True) -> None:
        self._bubble.setProperty("offRecord", "true" if hollow else "false")
        restyle(self._bubble)

    def _undo(self) -> None:
        if self.turn_id is not None:
            self.undo_wanted.emit(self.turn_id)

    def _teach(self, lesson: Lesson, span: Span | None) -> None:
        if self.turn_id is not None:
            self.taught.emit(self.turn_id, lesson, span)


class AssistantMessage(QWidget):
    """An answer: streamed text, then its receipt and what can be done with it."""

    linked = Signal(str)
    turn_wanted = Signal(int, int, int)
    memory_wanted = Signal(int)
    purge_wanted = Signal(QWidget)
    again_wanted = Signal()
    copied = Signal()

    def __init__(self, desk: Desk, text: str = "") -> None:
        super().__init__()
        self._desk = desk
        self.text = text
        self.view = TextView(desk.theme, markdown=True)
        self.view.setAccessibleName(translate("Chat", "Answer"))
        self.view.linked.connect(self.linked)
        self.waiting = label(translate("Chat", "Looking through your memories…"), "muted")
        self.receipt: Receipt | None = None
        self.thoughts: Thoughts | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        self._layout: QVBoxLayout = column(6)
        self._layout.addWidget(self.waiting)
        self._layout.addWidget(self.view)
        self._tools: QHBoxLayout = row(4)
        self._layout.addLayout(self._tools)
        self.setLayout(self._layout)
        self._show()

    @classmethod
    def of(cls, desk: Desk, shown: ShownTurn) -> AssistantMessage:
        """An answer of the diary."""
        made = cls(desk)
        made.show_again(shown)
        made.finish(shown.sources)
        return made

    def show_again(self, shown: ShownTurn) -> None:
        """Show the answer as it stands now in the diary."""
        text = "*" + translate("Chat", "This answer was forgotten.") + "*" if shown.gone else shown.text
        if text != self.text:
            self.replace(text)

    def think(self, text: str) -> None:
        """Keep the model's thinking at hand, folded."""
        if self.thoughts is None:
            self.thoughts = Thoughts(self._desk)
            self._layout.insertWidget(0, self.thoughts)
            self.waiting.setText(translate("Chat", "Thinking…"))
        self.thoughts.add(text)

    def append(self, text: str) -> None:
        """Show what came since."""
        self.text += text
        if not self._later.isActive():
            self._show()

    def replace(self, text: str) -> None:
        """Show the whole answer."""
        self.text = text
        self._show()

    def finish(self, sources: Sequence[Source], *, stopped: bool = False) -> None:
        """The answer is complete: show its receipt and its buttons."""
        self.waiting.hide()
        if sources:
            self.receipt = Receipt(self._desk, sources)
            self.receipt.turn_wanted.connect(self.turn_wanted)
            self.receipt.memory_wanted.connect(self.memory_wanted)
            self._tools.addWidget(self.receipt.line)
            self._layout.addWidget(self.receipt)
        if stopped:
            self._tools.addWidget(label(translate("Chat", "Stopped"), "small"))
        copy = icon_button(
            self._desk.theme, "copy", translate("Chat", "Copy this answer"), "copyAnswer", size=15
        )
        copy.clicked.connect(self.copy)
        again = icon_button(
            self._desk.theme, "again", translate("Chat", "Answer again (Ctrl+R)"), "answerAgain", size=15
        )
        again.clicked.connect(self.again_wanted)
        self._tools.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._tools.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self._tools.addStretch(1)

    def fail(self, error: Exception) -> None:
        """Say that something went wrong, and offer another try."""
        self.waiting.hide()
        shown = ProblemCard(self._desk.theme, worded(error, self._desk.language))
        again = shown.offer(translate("Chat", "Try again"), "tryAgain")
        again.clicked.connect(self.again_wanted)
        self._layout.insertWidget(self._layout.indexOf(self.view) + 1, shown)

    def copy(self) -> None:
        """Put the answer on the clipboard, as it reads."""
        QGuiApplication.clipboard().setText(self.view.toPlainText())
        self.copied.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the answer."""
        _menu(self, self.view, lambda: self.purge_wanted.emit(self)).popup(event.globalPos())

    def _show(self) -> None:
        """Draw the text; the longer that takes, the longer until the next time, so the window stays free."""
        self._later.stop()
        self.view.setVisible(bool(self.text))
        if self.text and self.text != self.view.source_text:
            self.waiting.hide()
            begun = time.monotonic()
            self.view.show_text(self.text)
            self._later.start(round((time.monotonic() - begun) * 3000))

    def _catch_up(self) -> None:
        if self.text != self.view.source_text:
            self._show()


def _menu(over: QWidget, view: TextView, purge: Callable[[], object]) -> QMenu:
    """The menu of a message."""
    menu = QMenu(over)
    menu.setObjectName("messageMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction(translate("Chat", "Copy"))
    copy.triggered.connect(
        lambda: QGuiApplication.clipboard().setText(
            view.textCursor().selection().toPlainText() or view.toPlainText()
        )
    )
    menu.addSeparator()
    menu.addAction(translate("Chat", "Delete for good…")).triggered.connect(lambda _=False: purge())
    return menu
