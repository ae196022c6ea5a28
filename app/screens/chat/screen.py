"""The chat screen: one conversation, read from the diary and answered by the assistant."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.assistant.events import Event
from app.desk import Desk
from app.screens.chat.answering import Answering
from app.screens.chat.column import MessageColumn
from app.screens.chat.composer import Composer
from app.screens.chat.find_bar import FindBar
from app.screens.chat.finder import Finder
from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.questions import Questions
from app.screens.chat.reading import SHOWN, Talk, read_talk, read_until, take_back
from app.screens.chat.welcome import Welcome
from app.teaching import teach
from app.widgets.basics import ElidedLabel, button, column, icon_button, row
from app.wording.gate import lesson_done
from memory_core.types import Changes, Lesson, Span

translate = QCoreApplication.translate


class ChatScreen(QWidget):
    """Shows a conversation and talks."""

    memory_wanted = Signal(int)
    purge_wanted = Signal(int)
    """A message shall be deleted for good; carries its turn."""
    voice_wanted = Signal()
    conversation_changed = Signal(str)
    busy_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.conversation = ""
        self._limit = SHOWN
        self._answering: Answering | None = None
        self.title = ElidedLabel("", "strong")
        self.column = MessageColumn(desk, self._prepare)
        self.column.earlier_wanted.connect(self._show_earlier)
        self.questions = Questions(desk, self.column, lambda: self.conversation)
        self.welcome = Welcome(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.column)
        self.composer = Composer(desk.theme)
        self.welcome.chosen.connect(self.composer.set_text)
        self.composer.submitted.connect(self.ask)
        self.composer.stop_wanted.connect(self.stop)
        self.composer.last_wanted.connect(self._edit_last)
        self.find_bar = FindBar(desk.theme)
        self.finder = Finder(self.find_bar, self.column)
        self.find_bar.closed.connect(self._close_find)
        self.voice = button("", "quiet", "voiceLine")
        self.voice.setToolTip(translate("Chat", "Choose who puts the answers into words"))
        self.voice.clicked.connect(self.voice_wanted)
        self.setLayout(self._layout())
        self.setFocusProxy(self.composer)
        self.new()

    def _layout(self) -> QVBoxLayout:
        head = row(8, (24, 12, 20, 8))
        head.addWidget(self.title, 1)
        search = icon_button(
            self._desk.theme, "search", translate("Chat", "Find in this chat (Ctrl+F)"), "openFind", 17
        )
        search.clicked.connect(self.find_bar.open)
        head.addWidget(search)
        finding = row(0, (24, 0, 24, 0))
        finding.addStretch(1)
        finding.addWidget(self.find_bar, 1)
        writing = row(0, (28, 4, 28, 0))
        writing.addStretch(1)
        self.composer.setMaximumWidth(744)
        writing.addWidget(self.composer, 1000)
        writing.addStretch(1)
        layout = column(0)
        layout.addLayout(head)
        layout.addLayout(finding)
        layout.addWidget(self._stack, 1)
        layout.addLayout(writing)
        layout.addWidget(self.voice, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        return layout

    # what the shell asks for

    def new(self) -> None:
        """Begin a conversation; it exists once something is said in it."""
        self._leave()
        self.conversation = f"chat-{secrets.token_hex(8)}"
        self._limit = SHOWN
        self.title.setText(translate("Chat", "New chat"))
        self._stack.setCurrentWidget(self.welcome)
        self.conversation_changed.emit(self.conversation)
        self.composer.setFocus()

    def open(self, conversation: str) -> None:
        """Show the end of a conversation."""
        self._leave()
        self.conversation = conversation
        self._limit = SHOWN
        self.conversation_changed.emit(conversation)
        self._load()

    def open_turn(self, turn_id: int, start: int = 0, end: int = -1) -> None:
        """Show a turn in its conversation, with the code points ``[start, end)`` marked (-1: to its end)."""
        limit = self._limit
        self._desk.jobs.query(
            lambda _: read_until(self._desk.engine, turn_id, limit),
            lambda talk: self._show_at(talk, turn_id, start, end),
            kind="talk",
            name=translate("Chat", "Opening the conversation"),
        )

    def show_voice(self, text: str) -> None:
        """Say quietly who puts the answers into words."""
        self.voice.setText(text.replace("&", "&&"))

    def changed(self, changes: Changes) -> None:
        """Show what was forgotten or came back; what another program said appears too."""
        known = set(self.column.by_turn)
        mine = self.conversation in changes.conversations and changes.external
        if mine or known & (set(changes.turns) | set(changes.verdicts_of)):
            self._read_again()
        self.questions.changed(changes)

    # talking

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._answering is not None and self._answering.running

    def ask(self, text: str) -> None:
        """Say something."""
        if self.busy:
            return
        user, answer = UserMessage(self._desk, text), AssistantMessage(self._desk)
        self._stack.setCurrentWidget(self.column)
        self.column.add(user)
        self.column.add(answer)
        if len(self.column.messages) == 2 and not self.column.by_turn:
            self.title.setText(" ".join(text.split())[:60])
        running = Answering(self.conversation, text)
        running.attach(self.column, user, answer)
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._run(running, lambda: assistant.answer(text, conversation))

    def ask_again(self) -> None:
        """Answer the last message once more; the new answer takes the old one's place on screen."""
        last = self._answering
        if self.busy or not self.column.messages:
            return
        if last is not None and last.conversation == self.conversation and not last.heard:
            for message in self.column.messages[-2:]:
                message.hide()
            self.ask(last.asked)
            return
        if isinstance(self.column.messages[-1], AssistantMessage):
            self.column.messages[-1].hide()
        answer = AssistantMessage(self._desk)
        self.column.add(answer)
        running = Answering(self.conversation, "", again=True)
        running.attach(self.column, None, answer)
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._run(running, lambda: assistant.regenerate(conversation))

    def stop(self) -> None:
        """Stop the answer; what was said so far stays."""
        if self.busy:
            assistant = self._desk.session.assistant
            self._desk.jobs.query(lambda _: assistant.stop())

    def copy_last(self) -> None:
        """Put the last answer on the clipboard."""
        for message in reversed(self.column.messages):
            if isinstance(message, AssistantMessage) and message.text:
                message.copy()
                return

    def unfold_last(self) -> None:
        """Show what the last answer rests on."""
        for message in reversed(self.column.messages):
            if isinstance(message, AssistantMessage) and message.receipt is not None:
                message.receipt.line.setChecked(True)
                return

    def open_find(self) -> None:
        """Open the bar that finds words in this conversation."""
        self.find_bar.open()

    # inside

    def _run(self, running: Answering, make: Callable[[], Iterator[Event]]) -> None:
        self._answering = running
        self._desk.jobs.stream(
            lambda _: make(),
            running.take,
            lambda _: self._ended(running),
            lambda error: self._broke(running, error),
        )
        self.composer.set_busy(True)
        self.busy_changed.emit()

    def _ended(self, running: Answering) -> None:
        running.running = False
        self.composer.set_busy(False)
        self.busy_changed.emit()
        self.questions.ask()

    def _broke(self, running: Answering, error: Exception) -> None:
        running.fail(error)
        self._ended(running)

    def _leave(self) -> None:
        if self._answering is not None:
            self._answering.detach()
        self._close_find()
        self.questions.leave()
        self.column.empty()

    def _close_find(self) -> None:
        self.finder.close()
        self.composer.setFocus()

    def _read_again(self) -> None:
        self._desk.jobs.query(
            lambda _: read_talk(self._desk.engine, self.conversation, self._limit),
            self._refresh,
            kind="talk-refresh",
        )

    def _load(self) -> None:
        conversation, limit = self.conversation, self._limit
        self._desk.jobs.query(
            lambda _: read_talk(self._desk.engine, conversation, limit),
            self._show,
            kind="talk",
            name=translate("Chat", "Opening the conversation"),
        )

    def _show(self, talk: Talk) -> None:
        if talk.conversation != self.conversation:
            return
        if self._answering is not None:
            self._answering.detach()
        self.title.setText(talk.title or translate("Chat", "New chat"))
        self.column.show_talk(talk)
        self._stack.setCurrentWidget(self.column if talk.turns else self.welcome)
        running = self._answering
        if running is not None and running.running and running.conversation == self.conversation:
            answer = AssistantMessage(self._desk)
            self.column.add(answer)
            running.attach(self.column, None, answer)
        self.questions.show_again()

    def _show_at(self, talk: Talk, turn_id: int, start: int, end: int) -> None:
        self.conversation = talk.conversation
        self._limit = max(SHOWN, len(talk.turns))
        self.conversation_changed.emit(talk.conversation)
        self._show(talk)
        text = next((one.turn.text for one in talk.turns if one.turn.id == turn_id), "")
        last = len(text) if end < 0 else end
        self.column.go_to(turn_id, start, last, text[start:last])

    def _refresh(self, talk: Talk) -> None:
        if talk.conversation != self.conversation or self.busy:
            return
        bar = self.column.verticalScrollBar()
        before = bar.value()
        if not self.column.refresh(talk):
            self._show(talk)
            bar.setValue(before)
        if talk.title:
            self.title.setText(talk.title)

    def _show_earlier(self) -> None:
        self._limit = len(self.column.by_turn) + 2 * SHOWN
        first = next(iter(self.column.by_turn), None)
        if first is not None:
            self.open_turn(first, 0, 0)

    def _edit_last(self) -> None:
        for message in reversed(self.column.messages):
            if isinstance(message, UserMessage):
                self.composer.set_text(message.view.source_text)
                return

    def _prepare(self, message: QWidget) -> None:
        if isinstance(message, UserMessage):
            message.memory_wanted.connect(self.memory_wanted)
            message.undo_wanted.connect(self._take_back)
            message.taught.connect(self._teach)
            message.purge_wanted.connect(self.purge_wanted)
        elif isinstance(message, AssistantMessage):
            message.linked.connect(self._follow)
            message.turn_wanted.connect(self.open_turn)
            message.memory_wanted.connect(self.memory_wanted)
            message.again_wanted.connect(self.ask_again)
            message.purge_wanted.connect(self._purge_answer)
            message.copied.connect(lambda: self._desk.say(translate("Chat", "Copied"), "", None))

    def _take_back(self, turn_id: int) -> None:
        def done(_: None) -> None:
            message = self.column.by_turn.get(turn_id)
            if isinstance(message, UserMessage):
                message.show_taken_back()

        self._desk.jobs.operation(lambda _: take_back(self._desk.engine, turn_id), done)

    def _teach(self, turn_id: int, lesson: Lesson, span: Span | None) -> None:
        engine = self._desk.engine

        def undo(step_id: int) -> None:
            self._desk.jobs.operation(lambda _: engine.journal.undo(step_id), lambda _: self._read_again())

        def done(step_id: int) -> None:
            self._read_again()
            self._desk.say(lesson_done(lesson), translate("Chat", "Undo"), lambda: undo(step_id))

        self._desk.jobs.operation(lambda _: teach(engine, turn_id, lesson, span), done)

    def _purge_answer(self, message: QWidget) -> None:
        for turn_id, one in self.column.by_turn.items():
            if one is message:
                self.purge_wanted.emit(turn_id)
                return

    def _follow(self, link: str) -> None:
        sort, _, number = link.removeprefix("mneme:").partition("/")
        if link.startswith("mneme:") and number.isdigit():
            if sort == "memory":
                self.memory_wanted.emit(int(number))
            elif sort == "turn":
                self.open_turn(int(number))
        elif link.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(link))
