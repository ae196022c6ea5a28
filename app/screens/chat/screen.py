"""The chat screen: one conversation, read from the diary and answered by the assistant."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.assistant.events import Event, Voice
from app.assistant.presets import Preset
from app.assistant.titles import suggest
from app.desk import Desk
from app.screens.chat.answering import Answering
from app.screens.chat.column import MessageColumn
from app.screens.chat.composer import Composer
from app.screens.chat.drafting import Drafting
from app.screens.chat.find_bar import FindBar
from app.screens.chat.finder import Finder
from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.preset_choice import PresetChoice
from app.screens.chat.questions import Questions
from app.screens.chat.reading import Place, ShownTurn, Talk, read_around, read_talk, read_turns, take_back
from app.screens.chat.welcome import Welcome
from app.screens.chat.window_bar import WindowBar
from app.teaching import teach
from app.widgets.basics import ElidedLabel, button, column, icon_button, row
from app.wording.gate import lesson_done
from memory_core.errors import BadRequest
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
        self.temporary = False
        """Whether this conversation is kept nowhere."""
        self._answering: Answering | None = None
        self._editing: tuple[int | None, int] | None = None
        """The message that is being said otherwise: its turn (None in a temporary chat), its place."""
        self.title = ElidedLabel("", "strong")
        self.column = MessageColumn(desk, self._prepare)
        self.column.wanted.connect(self._read_more)
        self.questions = Questions(desk, self.column, lambda: self.conversation)
        self.welcome = Welcome(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.column)
        self.composer = Composer(desk.theme)
        self.drafting = Drafting(desk, self.composer)
        self.welcome.chosen.connect(self.composer.set_text)
        self.composer.submitted.connect(
            lambda text: self.ask(text, off_record=self.composer.off_record.isChecked())
        )
        self.composer.edited.connect(self._resend)
        self.composer.stop_wanted.connect(self.stop)
        self.composer.last_wanted.connect(self._edit_last)
        self.find_bar = FindBar(desk.theme)
        self.finder = Finder(desk, self.find_bar, self.column, lambda: self.conversation)
        self.find_bar.closed.connect(self._close_find)
        self.voice = button("", "quiet", "voiceLine")
        self.voice.setToolTip(translate("Chat", "Choose who puts the answers into words"))
        self.voice.clicked.connect(self.voice_wanted)
        self.preset = PresetChoice(Preset(desk.session.settings.preset))
        self.preset.chosen.connect(self._choose_preset)
        desk.session.assistant.preset = self.preset.preset
        self.window_bar = WindowBar(desk.theme)
        self.welcome.temporary.toggled.connect(self._set_temporary)
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
        below = row(10, (28, 0, 28, 0))
        below.addStretch(1)
        for widget in (self.voice, self.preset, self.window_bar):
            below.addWidget(widget)
        below.addStretch(1)
        layout.addLayout(below)
        layout.addSpacing(8)
        return layout

    # what the shell asks for

    def new(self) -> None:
        """Begin a conversation; it exists once something is said in it. One left unsaid is gone on with."""
        self._begin()
        fresh = self.conversation
        engine = self._desk.engine
        self.drafting.begin(fresh)

        def go_on(unsent: str | None) -> None:
            if unsent and self.conversation == fresh and not self.composer.text() and not self.column.turns:
                self.conversation = unsent
                self.conversation_changed.emit(unsent)
                self.drafting.begin(unsent)

        self._desk.jobs.query(lambda _: engine.diary.unsent(), go_on, kind="unsent")

    def new_temporary(self) -> None:
        """Begin a conversation that is kept nowhere."""
        self._begin()
        self.welcome.temporary.setChecked(True)

    def _begin(self) -> None:
        self._leave()
        self.conversation = f"chat-{secrets.token_hex(8)}"
        self.title.setText(translate("Chat", "New chat"))
        self._stack.setCurrentWidget(self.welcome)
        self.conversation_changed.emit(self.conversation)
        self.composer.setFocus()

    def _set_temporary(self, temporary: bool) -> None:
        """An empty conversation is to be kept nowhere, or to be kept after all."""
        self.temporary = temporary
        self.composer.set_temporary(temporary)
        name = (
            translate("Chat", "Temporary chat: kept nowhere") if temporary else translate("Chat", "New chat")
        )
        self.title.setText(name)
        if temporary:
            engine, conversation = self._desk.engine, self.drafting.conversation
            text = self.composer.text()
            self.drafting.begin("")
            self.composer.put_text(text)
            if conversation and text:  # what was begun here is not to be found later
                self._desk.jobs.operation(lambda _: engine.diary.keep_draft(conversation, ""))
            self.conversation = f"temporary-{secrets.token_hex(8)}"
        elif self.drafting.conversation != self.conversation:
            self.conversation = f"chat-{secrets.token_hex(8)}"
            text = self.composer.text()
            self.drafting.begin(self.conversation)
            self.composer.put_text(text)
        self.composer.setFocus()

    def open(self, conversation: str) -> None:
        """Show the end of a conversation."""
        self._leave()
        self.conversation = conversation
        self.conversation_changed.emit(conversation)
        self.drafting.begin(conversation)
        self._load()

    def deleted(self, conversation: str) -> None:
        """A conversation is being deleted: it is shown no longer, and an answer in it is stopped."""
        if conversation == self.conversation:
            self.stop()
            self.new()

    def open_turn(self, turn_id: int, start: int = 0, end: int = -1) -> None:
        """Show a turn in its conversation, with the code points ``[start, end)`` marked (-1: to its end)."""

        def gone(error: Exception) -> None:
            if not isinstance(error, BadRequest):
                raise error
            self._desk.say(translate("Chat", "That chat was deleted"), "", None)

        self._desk.jobs.query(
            lambda _: read_around(self._desk.engine, turn_id),
            lambda talk: self._show_at(talk, turn_id, start, end),
            gone,
            kind="talk",
            name=translate("Chat", "Opening the conversation"),
        )

    def show_voice(self, text: str) -> None:
        """Say quietly who puts the answers into words."""
        self.voice.setText(text.replace("&", "&&"))
        speaks = self._desk.session.assistant.voice is Voice.FULL
        self.preset.setVisible(speaks)
        if not speaks:
            self.window_bar.show_filled(None)

    def changed(self, changes: Changes) -> None:
        """Show what was forgotten or came back; what another program said appears too."""
        known = self.column.turns
        mine = self.conversation in changes.conversations and changes.external
        mine = mine or (self.conversation in changes.conversations and not self.busy and bool(known))
        if mine or known & (set(changes.turns) | set(changes.verdicts_of)):
            self._read_again()
        self.questions.changed(changes)

    # talking

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._answering is not None and self._answering.running

    def ask(self, text: str, *, off_record: bool = False) -> None:
        """Say something; ``off_record``: it is kept nowhere."""
        if self.busy:
            return
        if self.temporary:
            self._ask_unkept(text, None)
            return
        self.drafting.keep()
        user, answer = UserMessage(self._desk, text), AssistantMessage(self._desk)
        self._stack.setCurrentWidget(self.column)
        self.column.add(user)
        self.column.add(answer)
        if len(self.column.messages) == 2 and not self.column.turns:
            self.title.setText(" ".join(text.split())[:60])
        running = Answering(self.conversation, text)
        running.attach(self.column, user, answer)
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._run(running, lambda: assistant.answer(text, conversation, off_record=off_record))

    def _ask_unkept(self, text: str, upto: int | None) -> None:
        """Say something in a temporary chat, after the first ``upto`` messages of it (all if None)."""
        self._stack.setCurrentWidget(self.column)
        if upto is not None:
            for message in self.column.messages[upto:]:
                self.column.drop(message)
        user, answer = UserMessage(self._desk, text), AssistantMessage(self._desk)
        self.column.add(user)
        self.column.add(answer)
        running = Answering(self.conversation, text, temporary=True)
        running.attach(self.column, user, answer)
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._run(running, lambda: assistant.answer_unkept(text, conversation, upto))

    def _edit(self, message: UserMessage) -> None:
        """Say an earlier message otherwise."""
        if self.busy:
            return
        place = self.column.messages.index(message)
        if message.turn_id is not None or self.temporary:
            self._editing = (message.turn_id, place)
            self.composer.begin_edit(message.view.source_text)

    def _resend(self, text: str) -> None:
        editing, self._editing = self._editing, None
        if editing is None or self.busy:
            return
        turn_id, place = editing
        if turn_id is None:
            self._ask_unkept(text, place)
            return
        self.column.drop_from(turn_id)
        user, answer = UserMessage(self._desk, text), AssistantMessage(self._desk)
        self.column.add(user)
        self.column.add(answer)
        running = Answering(self.conversation, text)
        running.attach(self.column, user, answer)
        assistant = self._desk.session.assistant
        self._run(running, lambda: assistant.resend(turn_id, text))

    def go_on(self) -> None:
        """Let the last answer, which broke off, go on."""
        messages = self.column.messages
        if self.busy or self.temporary or not messages or not isinstance(messages[-1], AssistantMessage):
            return
        before = messages[-1]
        answer = AssistantMessage(self._desk)
        answer.show_former(before.former)
        self.column.drop(before)
        self.column.add(answer)
        running = Answering(self.conversation, "", again=True, so_far=before.text)
        running.attach(self.column, None, answer)
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._run(running, lambda: assistant.continue_answer(conversation))

    def ask_again(self) -> None:
        """Answer the last message once more; the new answer takes the old one's place on screen."""
        last = self._answering
        if self.busy or not self.column.messages:
            return
        if last is not None and last.conversation == self.conversation and not last.heard:
            for message in self.column.messages[-2:]:
                self.column.drop(message)
            self.ask(last.asked)
            return
        before = self.column.messages[-1]
        if self.temporary:
            said = self.column.messages[-2] if len(self.column.messages) > 1 else before
            if isinstance(said, UserMessage):
                self._ask_unkept(said.view.source_text, len(self.column.messages) - 2)
            return
        answer = AssistantMessage(self._desk)
        if isinstance(before, AssistantMessage):
            if before.text:
                answer.show_former((*before.former, before.text))
            self.column.drop(before)
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
        if running.conversation == self.conversation:
            self.window_bar.show_filled(running.filled)
        if not running.temporary:
            self.questions.ask()
            self._name(running.conversation)

    def _name(self, conversation: str) -> None:
        """Let the model name a chat that nobody has named; it does so when it has nothing else to do."""
        session = self._desk.session
        model = getattr(session.model, "background", None)
        if model is None:
            return

        def show(title: str | None) -> None:
            if title and conversation == self.conversation:
                self.title.setText(title)

        self._desk.jobs.query(lambda _: suggest(session.engine, model, conversation), show, kind="title")

    def _broke(self, running: Answering, error: Exception) -> None:
        running.fail(error)
        self._ended(running)

    def _leave(self) -> None:
        if self._answering is not None:
            self._answering.detach()
        self._editing = None
        self.composer.end_edit()
        if self.temporary:
            self._end_temporary()
        else:
            self.drafting.keep()
        self._close_find()
        self.questions.leave()
        self.column.empty()
        self.window_bar.show_filled(None)

    def _end_temporary(self) -> None:
        """What was said here is gone when it is left, and an answer on its way is not waited for."""
        self.stop()
        assistant, conversation = self._desk.session.assistant, self.conversation
        self._desk.jobs.query(lambda _: assistant.end_unkept(conversation))
        self.temporary = False
        self.welcome.temporary.blockSignals(True)
        self.welcome.temporary.setChecked(False)
        self.welcome.temporary.blockSignals(False)
        self.composer.set_temporary(False)
        self.composer.put_text("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: what was being written is kept now."""
        super().hideEvent(event)
        self.drafting.keep()

    def _choose_preset(self, preset: Preset) -> None:
        session = self._desk.session
        session.assistant.preset = preset
        self._desk.jobs.operation(lambda _: session.change(preset=preset.value))

    def _close_find(self) -> None:
        self.finder.close()
        self.composer.setFocus()

    def _read_more(self, places: Sequence[Place]) -> None:
        """Read messages that come into view."""
        conversation = self.conversation

        def show(turns: tuple[ShownTurn, ...]) -> None:
            if conversation == self.conversation:
                self.column.take(turns)

        self._desk.jobs.query(lambda _: read_turns(self._desk.engine, places), show)

    def _read_again(self) -> None:
        if self.temporary:
            return
        conversation, there = self.conversation, self.column.read
        self._desk.jobs.query(
            lambda _: read_talk(self._desk.engine, conversation, there),
            self._refresh,
            kind="talk-refresh",
        )

    def _load(self) -> None:
        conversation = self.conversation
        self._desk.jobs.query(
            lambda _: read_talk(self._desk.engine, conversation),
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
        self._stack.setCurrentWidget(self.column if talk.places else self.welcome)
        running = self._answering
        if running is not None and running.running and running.conversation == self.conversation:
            answer = AssistantMessage(self._desk)
            self.column.add(answer)
            running.attach(self.column, None, answer)
        self.questions.show_again()

    def _show_at(self, talk: Talk, turn_id: int, start: int, end: int) -> None:
        if talk.conversation != self.conversation:
            self._leave()
            self.conversation = talk.conversation
            self.conversation_changed.emit(talk.conversation)
            self.drafting.begin(talk.conversation)
        self._show(talk)
        text = next((one.turn.text for one in talk.turns if one.turn.id == turn_id), "")
        last = len(text) if end < 0 else end
        self.column.go_to(turn_id, start, last, text[start:last])

    def _refresh(self, talk: Talk) -> None:
        if talk.conversation != self.conversation or self.busy:
            return
        self.column.refresh(talk)
        if talk.places:
            self._stack.setCurrentWidget(self.column)
        if talk.title:
            self.title.setText(talk.title)

    def _edit_last(self) -> None:
        for message in reversed(self.column.messages):
            if isinstance(message, UserMessage):
                self._edit(message)
                return

    def _prepare(self, message: QWidget) -> None:
        if isinstance(message, UserMessage):
            message.memory_wanted.connect(self.memory_wanted)
            message.undo_wanted.connect(self._take_back)
            message.taught.connect(self._teach)
            message.purge_wanted.connect(self.purge_wanted)
            message.edit_wanted.connect(self._edit)
        elif isinstance(message, AssistantMessage):
            message.linked.connect(self._follow)
            message.turn_wanted.connect(self.open_turn)
            message.memory_wanted.connect(self.memory_wanted)
            message.again_wanted.connect(self.ask_again)
            message.more_wanted.connect(self.go_on)
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
