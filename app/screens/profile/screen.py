"""About the user: what the nights wrote down in sentences by topic, and the blocks of core memory."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.profile.block_view import BlockView
from app.screens.profile.line_view import LineView
from app.undoing import step_of
from app.widgets.basics import Page, button, card, clear, column, label
from app.widgets.empty_state import EmptyState
from app.wording.profile import topic_name
from memory_core.types import Block, Changes, ProfileLine

translate = QCoreApplication.translate


class ProfileScreen(Page):
    """Shows what is known about the user."""

    memory_wanted = Signal(int)
    undo_wanted = Signal(int)
    sleep_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(760, (32, 24, 32, 40))
        self.setObjectName("page")
        self._desk = desk
        self.lines: tuple[ProfileLine, ...] | None = None
        self.views: list[LineView] = []
        self.blocks: dict[str, BlockView] = {}
        self.body.addWidget(label(translate("Profile", "About you"), "display"))
        told = translate(
            "Profile",
            "What I know of you, in sentences. Each is made of what you told me; correct what is wrong, or "
            "take it out.",
        )
        self.told = label(told, "muted", wrap=True)
        self.body.addWidget(self.told)
        self.empty = self._nothing()
        self.body.addWidget(self.empty)
        self._list: QVBoxLayout = column(12)
        self.body.addLayout(self._list)
        self.body.addSpacing(10)
        self.body.addWidget(label(translate("Profile", "Always in mind"), "heading"))
        self._blocks: QVBoxLayout = column(12)
        self.body.addLayout(self._blocks)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # what the shell asks for

    def read(self) -> None:
        """Read the sentences and the blocks again."""
        engine = self._desk.engine
        self._desk.jobs.query(
            lambda _: (tuple(engine.tiers.profile()), tuple(engine.tiers.blocks())),
            lambda both: self._show(*both),
            kind="profile",
            name=translate("Profile", "Reading what is known"),
        )

    def changed(self, changes: Changes) -> None:
        """Something was committed. Blocks are not named by a change, so none of the chat's is waited for."""
        if self.isVisible() and not changes.turns:
            self.read()

    def let_go(self) -> None:
        """Show no words: some may have been deleted for good."""
        clear(self._list)
        clear(self._blocks)
        self.lines, self.views, self.blocks = None, [], {}

    # drawing

    def _nothing(self) -> QWidget:
        made = QWidget()
        words = EmptyState(self._desk.theme)
        words.say(
            "person",
            translate("Profile", "Nothing written yet"),
            translate("Profile", "This page is written at night, out of what you told me during the day."),
        )
        sleep = button(translate("Profile", "Sleep now"), "", "profileSleep")
        sleep.clicked.connect(self.sleep_wanted)
        layout = column(0, (0, 0, 0, 20))
        layout.addWidget(words)
        layout.addWidget(sleep, 0, Qt.AlignmentFlag.AlignHCenter)
        made.setLayout(layout)
        made.hide()
        return made

    def _show(self, lines: tuple[ProfileLine, ...], blocks: tuple[Block, ...]) -> None:
        self._show_blocks(blocks)
        if lines == self.lines or any(view.field is not None for view in self.views):
            return
        self.lines = lines
        place = self.verticalScrollBar().value()
        clear(self._list)
        self.views = []
        self.empty.setVisible(not lines)
        self.told.setVisible(bool(lines))
        for topic, some in groupby(lines, key=lambda line: line.topic):
            made = card()
            inside = column(4, (18, 14, 14, 14))
            inside.addWidget(label(topic_name(topic), "strong"))
            for line in some:
                inside.addWidget(self._line(line))
            made.setLayout(inside)
            self._list.addWidget(made)
        self.verticalScrollBar().setValue(place)

    def _line(self, line: ProfileLine) -> LineView:
        view = LineView(self._desk, line)
        view.saved.connect(self._edit)
        view.forget_wanted.connect(self._forget)
        view.memory_wanted.connect(self.memory_wanted)
        self.views.append(view)
        return view

    def _show_blocks(self, blocks: tuple[Block, ...]) -> None:
        names = [block.name for block in blocks]
        if names != list(self.blocks):
            clear(self._blocks)
            self.blocks = {}
            for block in blocks:
                view = BlockView(block)
                view.saved.connect(self._write)
                self.blocks[block.name] = view
                self._blocks.addWidget(view)
            return
        for block in blocks:
            self.blocks[block.name].show_block(block)

    # changing

    def _edit(self, memory_id: int, text: str) -> None:
        for view in self.views:
            if view.line.memory.id == memory_id:
                view.cancel()
        doors = self._desk.engine.memories
        self._change(lambda: doors.edit(memory_id, text), ("step.edit",), translate("Profile", "Corrected"))

    def _forget(self, memory_id: int) -> None:
        doors = self._desk.engine.memories
        self._change(lambda: doors.forget(memory_id), ("step.forget",), translate("Profile", "Taken out"))

    def _write(self, name: str, text: str) -> None:
        tiers = self._desk.engine.tiers
        self._change(lambda: tiers.write_block(name, text), ("step.block",), translate("Profile", "Saved"))

    def _change(self, work: Callable[[], object], steps: tuple[str, ...], said: str) -> None:
        engine = self._desk.engine

        def change() -> int:
            work()
            return step_of(engine, steps)

        def done(step_id: int) -> None:
            self.read()
            self._desk.say(said, translate("Profile", "Undo"), lambda: self.undo_wanted.emit(step_id))

        self._desk.jobs.operation(lambda _: change(), done, name=translate("Profile", "Changing"))
