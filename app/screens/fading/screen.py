"""The shelf of fading memories: what goes next, what has gone, and what never goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.fading.reading import Entry, Shelf, Shown, Wanted, read_shelf
from app.theme.icons import icon
from app.undoing import step_of
from app.widgets.basics import Page, button, clear, column, label, row
from app.widgets.empty_state import EmptyState
from app.widgets.flow import Flow
from app.widgets.meter import Meter
from app.widgets.search_field import SearchField
from app.wording.fading import chance, happened, when_going, why_going
from memory_core.types import Changes, Memory

translate = QCoreApplication.translate
PAGE = 20
"""Lines that are shown at first, and more each time the user asks."""


class FadingScreen(Page):
    """Shows the shelf and what can be done about each memory."""

    memory_wanted = Signal(int)
    purge_wanted = Signal(int)
    undo_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(760, (32, 24, 32, 40))
        self.setObjectName("page")
        self._desk = desk
        self._limit = PAGE
        self.shown: Shown | None = None
        head = row(12)
        head.addWidget(label(translate("Fading", "Fading"), "display"))
        self.count = label("", "small")
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self.body.addLayout(head)
        self.told = label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.search = SearchField(desk.theme, translate("Fading", "Search here"), "fadingSearch")
        self.search.textChanged.connect(self._begin)
        self.shelves = QButtonGroup(self)
        self.body.addLayout(self._tabs())
        self.body.addWidget(self.search)
        self.empty = EmptyState(desk.theme)
        self.empty.hide()
        self.body.addWidget(self.empty)
        self._list: QVBoxLayout = column(0)
        self.body.addLayout(self._list)
        self.more = button(translate("Fading", "Show more"), "link", "moreFading")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.setFocusProxy(self.search)
        self._explain()

    # what the shell asks for

    def read(self) -> None:
        """Read the shelf as it stands."""
        wanted = self.wanted()
        self._desk.jobs.query(
            lambda _: read_shelf(self._desk.engine, wanted),
            self._show,
            kind="fading",
            name=translate("Fading", "Looking what fades"),
        )

    def changed(self, changes: Changes) -> None:
        """Something was committed."""
        if self.isVisible() and changes.memories:
            self.read()

    def let_go(self) -> None:
        """Show no words: some may have been deleted for good."""
        clear(self._list)
        self.shown = None
        self.search.clear()

    def choose(self, shelf: Shelf) -> None:
        """Look at another shelf."""
        self.shelves.button(list(Shelf).index(shelf)).setChecked(True)
        self._begin()

    def wanted(self) -> Wanted:
        """The filters as they stand."""
        shelf = list(Shelf)[max(0, self.shelves.checkedId())]
        return Wanted(shelf, self.search.text(), self._limit)

    # drawing

    def _tabs(self) -> QVBoxLayout:
        names = {
            Shelf.NEXT: translate("Fading", "Next to go"),
            Shelf.FADED: translate("Fading", "Faded"),
            Shelf.FORGOTTEN: translate("Fading", "Forgotten"),
            Shelf.KEPT: translate("Fading", "Never fades"),
        }
        segments = QFrame()
        segments.setObjectName("segments")
        inside = row(2, (3, 3, 3, 3))
        for place, (shelf, name) in enumerate(names.items()):
            one = button(name, "segment", f"shelf_{shelf.value}")
            one.setCheckable(True)
            one.setChecked(place == 0)
            self.shelves.addButton(one, place)
            inside.addWidget(one)
        self.shelves.idClicked.connect(self._begin)
        segments.setLayout(inside)
        across = row(0)
        across.addWidget(segments)
        across.addStretch(1)
        holder = column(0)
        holder.addLayout(across)
        return holder

    def _begin(self) -> None:
        """Another shelf or other words: from the first line on."""
        self._limit = PAGE
        self._explain()
        self.read()

    def _show_more(self) -> None:
        self._limit += PAGE
        self.read()

    def _explain(self) -> None:
        self.told.setText(
            {
                Shelf.NEXT: translate(
                    "Fading",
                    "What is never needed grows faint with time and leaves my answers, the faintest first. "
                    "Nothing is deleted: it can be brought back, and your words stay in the diary.",
                ),
                Shelf.FADED: translate(
                    "Fading", "This has grown too faint for my answers. You can bring it back at any time."
                ),
                Shelf.FORGOTTEN: translate(
                    "Fading",
                    "You asked me to forget this; it is in no answer. You can bring it back, or delete it "
                    "for good.",
                ),
                Shelf.KEPT: translate(
                    "Fading",
                    "This stays, however long it is not needed: it matters too much to go by itself.",
                ),
            }[self.wanted().shelf]
        )

    def _show(self, shown: Shown) -> None:
        if shown.wanted != self.wanted():
            return
        same = self.shown is not None and self.shown.wanted.shelf is shown.wanted.shelf
        if self.shown == shown:
            return
        self.shown = shown
        place = self.verticalScrollBar().value() if same else 0
        clear(self._list)
        for entry in shown.entries:
            self._list.addWidget(self._line(shown.wanted.shelf, entry))
        count = shown.count
        self.count.setText(translate("Fading", "%n memories", "", count))
        self.more.setVisible(shown.count > len(shown.entries))
        self.empty.setVisible(not shown.entries)
        if not shown.entries:
            self._say_empty(shown.wanted)
        self.verticalScrollBar().setValue(place)

    def _say_empty(self, wanted: Wanted) -> None:
        if wanted.text.strip():
            self.empty.say(
                "search",
                translate("Fading", "Nothing found"),
                translate("Fading", "Try another word, or look on the other shelves."),
            )
            return
        words = {
            Shelf.NEXT: (
                translate("Fading", "Nothing is about to fade"),
                translate(
                    "Fading", "What you tell me and do not need for a long time will stand here first."
                ),
            ),
            Shelf.FADED: (
                translate("Fading", "Nothing has faded"),
                translate("Fading", "What fades rests here and can be brought back."),
            ),
            Shelf.FORGOTTEN: (
                translate("Fading", "Nothing was forgotten"),
                translate("Fading", "What you ask me to forget rests here."),
            ),
            Shelf.KEPT: (
                translate("Fading", "Nothing of this kind yet"),
                translate(
                    "Fading", "Health, close people, birthdays, and what you pin or ask me to remember stay."
                ),
            ),
        }
        self.empty.say("fading", *words[wanted.shelf])

    def _line(self, shelf: Shelf, entry: Entry) -> QWidget:
        made = QWidget()
        made.setObjectName("fadingLine")
        memory = entry.memory
        words = label(" ".join(memory.text.split()), "reading", wrap=True, selectable=True)
        words.setObjectName("fadingText")
        layout = column(5, (0, 13, 0, 0))
        layout.addWidget(words)
        layout.addWidget(self._why(entry))
        below = Flow(4)
        for one in self._buttons(shelf, memory):
            below.addWidget(one)
        layout.addLayout(below)
        line = QFrame()
        line.setObjectName("line")
        layout.addSpacing(6)
        layout.addWidget(line)
        made.setLayout(layout)
        return made

    def _why(self, entry: Entry) -> QWidget:
        made = QWidget()
        across = row(10)
        now = self._desk.now()
        if entry.fading is None:
            text = happened(entry.memory, entry.gone_at, now.date())
        else:
            text = why_going(entry.fading, now)
            if entry.fading.fades_at is not None:
                when = when_going(entry.fading, now)
                text = translate("Fading", "{when} · {why}").format(when=when, why=text)
                tip = chance(entry.fading)
                across.addWidget(Meter(self._desk.theme, entry.fading.retrievability, tip, 52))
        said = label(text, "small", wrap=True)
        said.setObjectName("fadingWhy")
        across.addWidget(said, 1)
        made.setLayout(across)
        return made

    def _buttons(self, shelf: Shelf, memory: Memory) -> list[QPushButton]:
        number = memory.id
        doors = self._desk.engine.memories
        wanted: list[tuple[str, str, str, str, Callable[[], object]]] = []
        if shelf is Shelf.NEXT:
            wanted = [
                (
                    "strengthened",
                    translate("Fading", "Keep"),
                    "keep",
                    translate("Fading", "It counts as said again just now"),
                    lambda: self._change(
                        lambda: doors.rescue(number), ("step.rescue",), translate("Fading", "Kept")
                    ),
                ),
                (
                    "pin",
                    translate("Fading", "Pin"),
                    "pin",
                    translate("Fading", "It never fades"),
                    lambda: self._change(
                        lambda: doors.pin(number),
                        ("step.pin",),
                        translate("Fading", "Pinned: it never fades"),
                    ),
                ),
                (
                    "fading",
                    translate("Fading", "Let go"),
                    "letGo",
                    translate("Fading", "It leaves the answers now, and can be brought back"),
                    lambda: self._change(
                        lambda: doors.let_go(number), ("step.let_go",), translate("Fading", "Let go")
                    ),
                ),
            ]
        elif shelf is Shelf.FADED:
            wanted = [
                (
                    "restore",
                    translate("Fading", "Bring back"),
                    "bringBack",
                    translate("Fading", "It is in the answers again"),
                    lambda: self._change(
                        lambda: doors.rescue(number),
                        ("step.rescue",),
                        translate("Fading", "Remembered again"),
                    ),
                )
            ]
        elif shelf is Shelf.FORGOTTEN:
            wanted = [
                (
                    "restore",
                    translate("Fading", "Bring back"),
                    "bringBack",
                    translate("Fading", "It is in the answers again"),
                    lambda: self._change(
                        lambda: doors.restore(number),
                        ("step.restore",),
                        translate("Fading", "Remembered again"),
                    ),
                ),
                (
                    "delete",
                    translate("Fading", "Delete for good…"),
                    "purge",
                    translate("Fading", "It is removed everywhere; you are asked first"),
                    lambda: self.purge_wanted.emit(number),
                ),
            ]
        elif memory.pinned:
            wanted = [
                (
                    "pin",
                    translate("Fading", "Unpin"),
                    "unpin",
                    translate("Fading", "It may fade again"),
                    lambda: self._change(
                        lambda: doors.pin(number, False), ("step.unpin",), translate("Fading", "Unpinned")
                    ),
                )
            ]
        if shelf is not Shelf.FORGOTTEN:
            wanted.append(
                (
                    "right",
                    translate("Fading", "Open"),
                    "open",
                    translate("Fading", "Where it comes from and what happened to it"),
                    lambda: self.memory_wanted.emit(number),
                )
            )
        return [self._button(memory, *one) for one in wanted]

    def _button(
        self, memory: Memory, drawing: str, text: str, name: str, tip: str, act: Callable[[], object]
    ) -> QPushButton:
        made = button(text, "quiet", f"{name}_{memory.id}")
        made.setIcon(icon(self._desk.theme, drawing))
        made.setIconSize(QSize(14, 14))
        made.setToolTip(tip)
        made.setAccessibleName(f"{text}: {memory.text}")
        made.setAccessibleDescription(tip)
        made.clicked.connect(lambda _=False: act())
        return made

    # changing

    def _change(self, work: Callable[[], object], steps: tuple[str, ...], said: str) -> None:
        engine = self._desk.engine

        def change() -> int:
            work()
            return step_of(engine, steps)

        def done(step_id: int) -> None:
            self.read()
            self._desk.say(said, translate("Fading", "Undo"), lambda: self.undo_wanted.emit(step_id))

        self._desk.jobs.operation(lambda _: change(), done, name=translate("Fading", "Changing"))
