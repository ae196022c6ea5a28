"""One memory: its text, why it is there, where it comes from, when it holds, what happened to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.memories.lasting import Holding, Lasting, Links
from app.screens.memories.reading import Detail, Quoted
from app.theme.icons import icon
from app.widgets import plots
from app.widgets.basics import Page, button, card, clear, column, label, row
from app.widgets.flow import Flow
from app.widgets.meter import Meter
from app.wording.dates import day, moment
from app.wording.memories import (
    bits,
    confidence_words,
    importance_words,
    kind_name,
    number,
    status_name,
    surprise_words,
)
from app.wording.steps import step_name
from memory_core.gate.reasons import reason_text
from memory_core.types import Memory, Status

translate = QCoreApplication.translate
_MOST_SURPRISE = 60.0
"""Bits that fill the bar."""
_STEPS_SHOWN = 8


class DetailPane(Page):
    """Shows one memory and offers what can be done with it."""

    edit_saved = Signal(int, str)
    pin_wanted = Signal(int, bool)
    forget_wanted = Signal(int)
    restore_wanted = Signal(int)
    purge_wanted = Signal(int)
    turn_wanted = Signal(int, int, int)
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(640, (24, 24, 24, 28))
        self._desk = desk
        self.detail: Detail | None = None
        self._content: QVBoxLayout = column(10)
        self.body.addLayout(self._content)
        self.body.addStretch(1)
        self.editor: QPlainTextEdit | None = None
        self.lasting: Lasting | None = None
        self.holding: Holding | None = None
        desk.theme.changed.connect(self._draw)

    def clear_pane(self) -> None:
        """Show no memory."""
        self.detail = None
        self.editor = None
        self.lasting, self.holding = None, None
        clear(self._content)

    def show_detail(self, detail: Detail) -> None:
        """Show a memory."""
        self.clear_pane()
        self.detail = detail
        memory = detail.memory
        self._content.addLayout(self._actions(memory))
        head = row(8)
        head.addWidget(label(kind_name(memory.kind.value), "chip"))
        if memory.status is not Status.ACTIVE:
            head.addWidget(label(status_name(memory.status), "chip"))
        if memory.edited:
            head.addWidget(label(translate("Memories", "Edited"), "chip"))
        head.addWidget(label(day(memory.learnt_at, self._desk.today()), "small"))
        head.addStretch(1)
        self._content.addLayout(head)
        text = label(memory.text, "title", wrap=True, selectable=True)
        text.setObjectName("memoryText")
        self._content.addWidget(text)
        self._section(translate("Memories", "Why I remember it"))
        self._content.addWidget(label(reason_text(memory.reason, self._desk.language), wrap=True))
        self._content.addLayout(self._figures(memory))
        if detail.sources:
            self._section(translate("Memories", "Where it comes from"))
            for quoted in detail.sources:
                self._content.addWidget(self._source(quoted))
        self._lasting(detail)
        self._section(translate("Memories", "When it holds"))
        self.holding = Holding(self._desk, detail, self._validity(memory))
        self._content.addWidget(self.holding)
        if detail.replaced_by is not None:
            newer = detail.replaced_by.id
            link = button(
                translate("Memories", "Replaced by: {text}").format(text=detail.replaced_by.text[:80]), "link"
            )
            link.clicked.connect(lambda: self.memory_wanted.emit(newer))
            self._content.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._links(detail)
        self._history(detail)
        purge = self._action(
            "delete",
            translate("Memories", "Delete for good…"),
            "purgeMemory",
            lambda: self.purge_wanted.emit(memory.id),
        )
        purge.setProperty("role", "danger")
        self._content.addSpacing(10)
        self._content.addWidget(purge, 0, Qt.AlignmentFlag.AlignLeft)
        self.verticalScrollBar().setValue(0)
        self._desk.jobs.query(lambda _: plots.load(), lambda _: self._draw(), kind="plots")

    def begin_edit(self) -> None:
        """Let the user correct the text in its place."""
        if self.detail is None or self.editor is not None:
            return
        memory = self.detail.memory
        self.lasting, self.holding = None, None
        clear(self._content)
        self._content.addWidget(label(translate("Memories", "Correct what I remember"), "title"))
        self.editor = QPlainTextEdit(memory.text)
        self.editor.setObjectName("memoryEditor")
        self.editor.setAccessibleName(translate("Memories", "Text of the memory"))
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(120)
        self._content.addWidget(self.editor)
        self._content.addWidget(
            label(
                translate("Memories", "What you said in the chat stays as you said it."), "small", wrap=True
            )
        )
        buttons = row(8)
        save = button(translate("Memories", "Save"), "primary", "saveEdit")
        save.clicked.connect(self._save)
        cancel = button(translate("Memories", "Cancel"), "", "cancelEdit")
        cancel.clicked.connect(self.cancel_edit)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        self._content.addLayout(buttons)
        self.editor.setFocus()
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def cancel_edit(self) -> None:
        """Leave the text as it is."""
        if self.detail is not None:
            self.show_detail(self.detail)

    def _save(self) -> None:
        if self.editor is None or self.detail is None:
            return
        text = self.editor.toPlainText().strip()
        memory = self.detail.memory
        if text and text != memory.text:
            self.edit_saved.emit(memory.id, text)
        else:
            self.cancel_edit()

    def _actions(self, memory: Memory) -> QVBoxLayout:
        across = Flow(8)
        if memory.status is Status.ACTIVE:
            pin = translate("Memories", "Unpin") if memory.pinned else translate("Memories", "Pin")
            across.addWidget(
                self._action("edit", translate("Memories", "Edit"), "editMemory", self.begin_edit)
            )
            across.addWidget(
                self._action(
                    "pin", pin, "pinMemory", lambda: self.pin_wanted.emit(memory.id, not memory.pinned)
                )
            )
            across.addWidget(
                self._action(
                    "forget",
                    translate("Memories", "Forget"),
                    "forgetMemory",
                    lambda: self.forget_wanted.emit(memory.id),
                )
            )
        else:
            across.addWidget(
                self._action(
                    "restore",
                    translate("Memories", "Restore"),
                    "restoreMemory",
                    lambda: self.restore_wanted.emit(memory.id),
                )
            )
        holder = column(0, (0, 0, 0, 8))
        holder.addLayout(across)
        return holder

    def _action(self, drawing: str, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        made = button(text, "", name)
        made.setIcon(icon(self._desk.theme, drawing))
        made.clicked.connect(lambda _=False: act())
        return made

    def _section(self, title: str) -> None:
        self._content.addSpacing(10)
        self._content.addWidget(label(title, "heading"))

    def _lasting(self, detail: Detail) -> None:
        if detail.fading is None:
            return
        self._section(translate("Memories", "How long it lasts"))
        self.lasting = Lasting(self._desk, detail)
        self._content.addWidget(self.lasting)

    def _draw(self) -> None:
        """pyqtgraph is there: put the pictures in their places."""
        for one in (self.lasting, self.holding) if plots.loaded() else ():
            if one is not None and self.detail is not None:
                one.draw()

    def _links(self, detail: Detail) -> None:
        if not detail.links:
            return
        self._section(translate("Memories", "Goes together with"))
        shown = Links(self._desk, detail.links)
        shown.memory_wanted.connect(self.memory_wanted)
        self._content.addWidget(shown)

    def _figures(self, memory: Memory) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        surprise = translate("Memories", "Surprise: {number}").format(number=bits(memory.surprise))
        importance = translate("Memories", "Importance: {number}").format(number=number(memory.importance))
        confidence = translate("Memories", "Confidence: {number}").format(number=number(memory.confidence))
        figures = (
            (memory.surprise / _MOST_SURPRISE, surprise_words(memory.surprise), surprise),
            (memory.importance, importance_words(memory.importance), importance),
            (memory.confidence, confidence_words(memory.confidence), confidence),
        )
        for place, (share, words, tip) in enumerate(figures):
            grid.addWidget(Meter(self._desk.theme, share, tip), place, 0)
            line = label(words, "muted")
            line.setToolTip(tip)
            grid.addWidget(line, place, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _source(self, quoted: Quoted) -> QWidget:
        made = card("sunken")
        inside = column(6, (14, 12, 14, 10))
        words = label(quoted.text, "quote", wrap=True, selectable=True)
        words.setObjectName("sourceText")
        inside.addWidget(words)
        across = Flow(12)
        across.addWidget(label(moment(quoted.at, self._desk.today()), "small"))
        span = quoted.span
        link = button(translate("Memories", "Show in the conversation"), "link", "showSource")
        link.clicked.connect(lambda: self.turn_wanted.emit(span.turn_id, span.start, span.end))
        across.addWidget(link)
        inside.addLayout(across)
        made.setLayout(inside)
        return made

    def _validity(self, memory: Memory) -> str:
        today = self._desk.today()
        since = day(memory.valid_from or memory.learnt_at, today)
        if memory.valid_to is not None:
            until = day(memory.valid_to, today)
            told = translate("Memories", "From {since} until {until}.").format(since=since, until=until)
        else:
            told = translate("Memories", "Since {since}, as far as I know.").format(since=since)
        if memory.event_date is not None:
            about = day(memory.event_date, today)
            told += " " + translate("Memories", "It tells of {date}.").format(date=about)
        used = memory.used
        if used:
            told += " " + translate("Memories", "Used in %n answers.", "", used)
        return told

    def _history(self, detail: Detail) -> None:
        if not detail.history:
            return
        self._section(translate("Memories", "What happened to it"))
        for entry in detail.history[-_STEPS_SHOWN:]:
            name = step_name(entry.step.name)
            if entry.step.undone:
                name = translate("Memories", "{step} (undone)").format(step=name)
            across = row(8)
            when = label(moment(entry.step.at, self._desk.today()), "small")
            when.setMinimumWidth(112)
            across.addWidget(when)
            before = entry.before.get("text")
            if before and entry.after.get("text"):
                name = translate("Memories", "{step}; before: {text}").format(step=name, text=before)
            across.addWidget(label(name, "muted", wrap=True), 1)
            self._content.addLayout(across)
