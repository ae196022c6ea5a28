"""The messages of the chat: the user's in a bubble at the right, the assistant's as plain text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.assistant.events import ToolUsed
from app.desk import Desk
from app.screens.chat.noted import LetPass, Noted, Notes, Remark, notes_of
from app.screens.chat.reading import ShownTurn, Source
from app.screens.chat.receipt import Receipt
from app.screens.chat.thoughts import Thoughts
from app.screens.chat.tool_line import ToolLine
from app.widgets.basics import button, clear, column, icon_button, label, restyle, row
from app.widgets.clipboard import copies
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
    edit_wanted = Signal(QWidget)
    """The message shall be said again in other words."""
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
        self.edit = icon_button(
            desk.theme, "edit", translate("Chat", "Say it otherwise"), "editMessage", size=15
        )
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self))
        policy = self.edit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.edit.setSizePolicy(policy)
        self.edit.hide()
        across = row(6)
        across.addStretch(1)
        across.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignBottom)
        across.addWidget(self._bubble)
        self._under: QVBoxLayout = column(2)
        layout = column(5)
        layout.addLayout(across)
        layout.addLayout(self._under)
        self.setLayout(layout)
        self._notes: Notes | None = None
        self._taken_back = False
        self._editable = True
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
        self._editable = not shown.gone
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
        """Looked at: show what was let pass, and how to change it."""
        super().enterEvent(event)
        self.edit.setVisible(self._editable)
        if self.let_pass is not None:
            self.let_pass.show_quietly(True)

    def leaveEvent(self, event: QEvent) -> None:
        """No longer looked at."""
        super().leaveEvent(event)
        self.edit.hide()
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

    def show_off_record(self, *, temporary: bool = False) -> None:
        """The message is written nowhere; in a temporary chat that is said of the chat."""
        self._hollow()
        self._editable = temporary
        if temporary:
            return
        self._under.addWidget(Remark(self._desk, "off_record", translate("Chat", "Not kept"), "notKept"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the message."""
        if self.turn_id is None:
            return
        number = self.turn_id
        menu = _menu(self, self.view, lambda: self.purge_wanted.emit(number))
        if self._editable:
            edit = menu.addAction(translate("Chat", "Say it otherwise…"))
            edit.triggered.connect(lambda: self.edit_wanted.emit(self))
            menu.insertAction(menu.actions()[1], edit)
        menu.popup(event.globalPos())

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
    more_wanted = Signal()
    """The answer broke off and shall go on."""
    copied = Signal()

    def __init__(self, desk: Desk, text: str = "") -> None:
        super().__init__()
        self._desk = desk
        self.text = text
        self.view = TextView(desk.theme, rich=True)
        self.view.setAccessibleName(translate("Chat", "Answer"))
        self.view.linked.connect(self.linked)
        self.waiting = label(translate("Chat", "Looking through your memories…"), "muted")
        self.receipt: Receipt | None = None
        self.thoughts: Thoughts | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        self.former: tuple[str, ...] = ()
        """Other answers to the same message, oldest first."""
        self._version = -1
        self._pager: QWidget | None = None
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
        self.show_former(() if shown.gone else shown.former)

    def show_former(self, former: tuple[str, ...]) -> None:
        """Offer other answers to the same message, to be looked at."""
        if former == self.former:
            return
        self.former = former
        self._version = -1
        if self._pager is not None:
            self._pager.deleteLater()
            self._pager = None
        if former:
            self._pager = self._made_pager()
            self._tools.insertWidget(0, self._pager)
        self._show()

    @property
    def shown_text(self) -> str:
        """The answer that is looked at: the last one, or one before it."""
        return self.text if self._version < 0 else self.former[self._version]

    def _made_pager(self) -> QWidget:
        made = QWidget()
        back = icon_button(
            self._desk.theme, "left", translate("Chat", "The answer before"), "answerBefore", 14
        )
        on = icon_button(self._desk.theme, "right", translate("Chat", "The answer after"), "answerAfter", 14)
        place = label("", "small")
        place.setObjectName("answerPlace")

        def turn(steps: int) -> None:
            count = len(self.former) + 1
            at = (count - 1 if self._version < 0 else self._version) + steps
            at = max(0, min(count - 1, at))
            self._version = -1 if at == count - 1 else at
            place.setText(f"{at + 1} / {count}")
            place.setAccessibleName(
                translate("Chat", "Answer {place} of {count}").format(place=at + 1, count=count)
            )
            back.setEnabled(at > 0)
            on.setEnabled(at < count - 1)
            self._show()

        back.clicked.connect(lambda: turn(-1))
        on.clicked.connect(lambda: turn(1))
        across = row(0)
        for widget in (back, place, on):
            across.addWidget(widget)
        made.setLayout(across)
        turn(0)
        return made

    def think(self, text: str) -> None:
        """Keep the model's thinking at hand, folded."""
        if self.thoughts is None:
            self.thoughts = Thoughts(self._desk)
            self._layout.insertWidget(0, self.thoughts)
            self.waiting.setText(translate("Chat", "Thinking…"))
        self.thoughts.add(text)

    def show_tool(self, used: ToolUsed) -> None:
        """Say quietly, over the answer, what the model did with memory."""
        self._layout.insertWidget(self._layout.indexOf(self.view), ToolLine(self._desk, used))

    def append(self, text: str) -> None:
        """Show what came since."""
        self.text += text
        if not self._later.isActive():
            self._show()

    def replace(self, text: str) -> None:
        """Show the whole answer."""
        self.text = text
        self._show()

    def finish(self, sources: Sequence[Source], *, stopped: bool = False, broken_off: bool = False) -> None:
        """The answer is complete: show its receipt and its buttons; ``broken_off``: more could be said."""
        self.waiting.hide()
        if sources:
            self.receipt = Receipt(self._desk, sources)
            self.receipt.turn_wanted.connect(self.turn_wanted)
            self.receipt.memory_wanted.connect(self.memory_wanted)
            self._tools.addWidget(self.receipt.line)
            self._layout.addWidget(self.receipt)
        if stopped:
            self._tools.addWidget(label(translate("Chat", "Stopped"), "small"))
        if broken_off and self.text:
            more = button(translate("Chat", "Go on"), "quiet", "answerMore")
            more.setToolTip(translate("Chat", "Let the answer go on where it stopped"))
            more.clicked.connect(self.more_wanted)
            self._tools.addWidget(more)
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
        copies().put(self.view.toPlainText())
        self.copied.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the answer."""
        _menu(self, self.view, lambda: self.purge_wanted.emit(self)).popup(event.globalPos())

    def _show(self) -> None:
        """Draw the text; the longer that takes, the longer until the next time, so the window stays free."""
        self._later.stop()
        text = self.shown_text
        self.view.setVisible(bool(text))
        if text and text != self.view.source_text:
            self.waiting.hide()
            begun = time.monotonic()
            self.view.show_text(text)
            self._later.start(round((time.monotonic() - begun) * 3000))

    def _catch_up(self) -> None:
        if self.shown_text != self.view.source_text:
            self._show()


def _menu(over: QWidget, view: TextView, purge: Callable[[], object]) -> QMenu:
    """The menu of a message."""
    menu = QMenu(over)
    menu.setObjectName("messageMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction(translate("Chat", "Copy"))
    copy.triggered.connect(
        lambda: copies().put(view.textCursor().selection().toPlainText() or view.toPlainText())
    )
    menu.addSeparator()
    menu.addAction(translate("Chat", "Delete for good…")).triggered.connect(lambda _=False: purge())
    return menu
