"""Every change of memory, the newest first, each to be taken back or done again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app import undoing
from app.desk import Desk
from app.theme.icons import icon
from app.undoing import Entry
from app.widgets.basics import Page, button, clear, column, label, row
from app.wording.dates import moment
from app.wording.steps import step_name

translate = QCoreApplication.translate
_SHOWN = 40


class HistoryPage(Page):
    """Lists steps. ``undo_wanted`` and ``redo_wanted`` carry a step's number."""

    undo_wanted = Signal(int)
    redo_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(760, (32, 20, 32, 32))
        self._desk = desk
        self._limit = _SHOWN
        self.entries: tuple[Entry, ...] = ()
        back = button(translate("Memories", "Back to the memories"), "link", "historyBack")
        back.clicked.connect(self.back_wanted)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(translate("Memories", "History"), "display"))
        told = translate(
            "Memories",
            "Every change of your memories. Each can be taken back, tomorrow too; what you said stays in the "
            "diary.",
        )
        self.body.addWidget(label(told, "muted", wrap=True))
        self._list: QVBoxLayout = column(0)
        self.body.addLayout(self._list)
        self.more = button(translate("Memories", "Show earlier changes"), "link", "moreHistory")
        self.more.clicked.connect(self._show_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.setFocusProxy(back)

    def read(self) -> None:
        """Read the steps again."""
        engine, limit = self._desk.engine, self._limit
        self._desk.jobs.query(
            lambda _: undoing.entries(engine, limit + 1),
            self._show,
            kind="history",
            name=translate("Memories", "Reading the history"),
        )

    def _show_more(self) -> None:
        self._limit += _SHOWN
        self.read()

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self.more.setVisible(len(entries) > self._limit)
        self.entries = entries[: self._limit]
        place = self.verticalScrollBar().value()
        clear(self._list)
        for entry in self.entries:
            self._list.addWidget(self._line(entry))
        if not entries:
            self._list.addWidget(label(translate("Memories", "Nothing has changed yet."), "muted"))
        self.verticalScrollBar().setValue(place)

    def _line(self, entry: Entry) -> QWidget:
        step = entry.step
        made = QWidget()
        across = row(12, (0, 9, 0, 9))
        words = column(2)
        head = row(8)
        head.addWidget(label(step_name(step.name), "strong"))
        head.addWidget(label(moment(step.at, self._desk.today()), "small"))
        if step.undone:
            head.addWidget(label(translate("Memories", "Taken back"), "chip"))
        head.addStretch(1)
        words.addLayout(head)
        if step.purged:
            gone = translate("Memories", "What it was about was deleted for good; it cannot be taken back.")
            words.addWidget(label(gone, "muted", wrap=True))
        elif entry.text:
            words.addWidget(label(entry.text, "muted", wrap=True))
        across.addLayout(words, 1)
        if not step.purged:
            number = step.id
            name = translate("Memories", "Redo") if step.undone else translate("Memories", "Undo")
            act = button(name, "", f"{'redo' if step.undone else 'undo'}_{number}")
            act.setIcon(icon(self._desk.theme, "again" if step.undone else "restore"))
            act.setAccessibleName(f"{name}: {step_name(step.name)} {entry.text}")
            signal = self.redo_wanted if step.undone else self.undo_wanted
            act.clicked.connect(lambda: signal.emit(number))
            across.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        line = QFrame()
        line.setObjectName("line")
        layout = column(0)
        layout.addLayout(across)
        layout.addWidget(line)
        made.setLayout(layout)
        return made
