"""The page of the nights: the last one in full, earlier ones to be unfolded, and falling asleep by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.sleep.night_view import NightView
from app.sleeping import MOST_LINES, Asleep, Night, Told, read_night, read_nights
from app.teaching import Doubt, Keep, answer
from app.theme.icons import icon
from app.widgets.asleep_card import AsleepCard
from app.widgets.basics import Page, button, clear, column, label, row
from app.widgets.empty_state import EmptyState
from app.wording.sleep import night_length, night_title, state_chip, summary
from memory_core.types import Changes, SleepReport

translate = QCoreApplication.translate
_NIGHTS = 30
_MANY = 400
"""Lines of a section once the user asked for all."""


class SleepScreen(Page):
    """Shows the nights."""

    sleep_wanted = Signal()
    wake_wanted = Signal()
    undo_wanted = Signal(int)
    redo_wanted = Signal(int)
    memory_wanted = Signal(int)
    fading_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(760, (32, 24, 32, 40))
        self.setObjectName("page")
        self._desk = desk
        self._asleep: Asleep | None = None
        self._most: dict[int, int] = {}
        self._views: dict[int, NightView] = {}
        self.nights: tuple[Told, ...] = ()
        head = row(12)
        head.addWidget(label(translate("Sleep", "Nights"), "display"))
        head.addStretch(1)
        self.shelf = button(translate("Sleep", "What fades next"), "", "openFading")
        self.shelf.setIcon(icon(desk.theme, "fading"))
        self.shelf.clicked.connect(self.fading_wanted)
        self.now = button(translate("Sleep", "Sleep now"), "", "sleepNow")
        self.now.setIcon(icon(desk.theme, "moon"))
        self.now.setToolTip(translate("Sleep", "You can go on; it wakes when you say something"))
        self.now.clicked.connect(self.sleep_wanted)
        for one in (self.shelf, self.now):
            head.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        self.asleep = AsleepCard(desk.theme, "page")
        self.asleep.wake_wanted.connect(self.wake_wanted)
        self.body.addWidget(self.asleep)
        self.empty = EmptyState(desk.theme)
        self.empty.say(
            "moon",
            translate("Sleep", "Not slept yet"),
            translate(
                "Sleep",
                "When you are away, I go over what you told me: I put together what says the same, see what "
                "belongs together, and let fade what nobody needs. In the morning you read here what was "
                "done, and can take all of it back.",
            ),
        )
        self.body.addWidget(self.empty)
        self._content: QVBoxLayout = column(12)
        self.body.addLayout(self._content)
        self.body.addStretch(1)
        self.setFocusProxy(self.now)

    # what the shell asks for

    def read(self) -> None:
        """Read the nights again."""
        engine = self._desk.engine
        open_ones = [number for number, view in self._views.items() if not view.isHidden()]
        most = dict(self._most)

        def found() -> tuple[tuple[Told, ...], dict[int, Night]]:
            nights = read_nights(engine, _NIGHTS)
            wanted = {nights[0].report.id, *open_ones} if nights else set()
            return nights, {
                one.report.id: read_night(engine, one.report, most.get(one.report.id, MOST_LINES))
                for one in nights
                if one.report.id in wanted
            }

        self._desk.jobs.query(
            lambda _: found(),
            lambda both: self._show(*both),
            kind="nights",
            name=translate("Sleep", "Reading what the nights did"),
        )

    def changed(self, changes: Changes) -> None:
        """Something was committed; a running night tells of itself often enough."""
        if self.isVisible() and changes.memories and self._asleep is None:
            self.read()

    def show_asleep(self, asleep: Asleep | None) -> None:
        """Show how far the night is."""
        ended = self._asleep is not None and asleep is None
        self._asleep = asleep
        self.asleep.show_asleep(asleep)
        self.now.setEnabled(asleep is None)
        if ended and self.isVisible():
            self.read()

    def let_go(self) -> None:
        """Show no words: some may have been deleted for good."""
        clear(self._content)
        self._views.clear()
        self.nights = ()

    # drawing

    def _show(self, nights: tuple[Told, ...], read: dict[int, Night]) -> None:
        self.empty.setVisible(not nights)
        if nights and nights == self.nights:
            for number, night in read.items():
                if night != self._views[number].night:
                    self._views[number].show_night(night)
            return
        self.nights = nights
        place = self.verticalScrollBar().value()
        clear(self._content)
        self._views.clear()
        for position, told in enumerate(nights):
            if position == 0:
                self._content.addLayout(self._last(told, read[told.report.id]))
                if len(nights) > 1:
                    self._content.addSpacing(14)
                    self._content.addWidget(label(translate("Sleep", "Earlier nights"), "heading"))
            else:
                self._content.addWidget(self._earlier(told, read.get(told.report.id)))
        self.verticalScrollBar().setValue(place)

    def _last(self, told: Told, night: Night) -> QVBoxLayout:
        layout = column(4, (0, 6, 0, 0))
        head = row(10)
        head.addWidget(label(night_title(told.report, self._desk.today()), "title"))
        head.addWidget(label(night_length(told.report), "small"), 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        layout.addLayout(head)
        said = label(summary(told.report), "muted", wrap=True)
        said.setObjectName("nightSummary")
        layout.addWidget(said)
        layout.addSpacing(8)
        view = self._view(told.report)
        view.show_night(night)
        layout.addWidget(view)
        return layout

    def _earlier(self, told: Told, night: Night | None) -> QWidget:
        made = QWidget()
        report = told.report
        title = night_title(report, self._desk.today())
        head = button(title, "quiet", f"night_{report.id}")
        head.setCheckable(True)
        head.setIconSize(QSize(14, 14))
        head.setAccessibleName(f"{title}: {summary(report)}")
        across = row(10)
        across.addWidget(head)
        across.addWidget(label(summary(report), "small", wrap=True), 1)
        chip = state_chip(report, undone=told.undone)
        if chip:
            across.addWidget(label(chip, "chip"))
        view = self._view(report)
        view.setVisible(night is not None)
        if night is not None:
            view.show_night(night)
        head.setIcon(icon(self._desk.theme, "down" if night is not None else "right"))
        head.setChecked(night is not None)
        head.toggled.connect(lambda wanted: self._unfold(report, head, wanted))
        line = QFrame()
        line.setObjectName("line")
        layout = column(8)
        layout.addLayout(across)
        layout.addWidget(view)
        layout.addWidget(line)
        made.setLayout(layout)
        return made

    def _view(self, report: SleepReport) -> NightView:
        view = NightView(self._desk)
        view.memory_wanted.connect(self.memory_wanted)
        view.undo_wanted.connect(self.undo_wanted)
        view.redo_wanted.connect(self.redo_wanted)
        view.rescue_wanted.connect(self._rescue)
        view.answered.connect(self._answer)
        view.more_wanted.connect(lambda: self._all_of(report))
        self._views[report.id] = view
        return view

    def _unfold(self, report: SleepReport, head: QPushButton, wanted: bool) -> None:
        head.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
        view = self._views[report.id]
        view.setVisible(wanted)
        if wanted and view.night is None:
            self._read_one(report)

    def _all_of(self, report: SleepReport) -> None:
        self._most[report.id] = _MANY
        self._read_one(report)

    def _read_one(self, report: SleepReport) -> None:
        engine, most = self._desk.engine, self._most.get(report.id, MOST_LINES)

        def show(night: Night) -> None:
            view = self._views.get(night.report.id)
            if view is not None:
                view.show_night(night)

        self._desk.jobs.query(lambda _: read_night(engine, report, most), show, kind=f"night-{report.id}")

    # changing

    def _rescue(self, memory_id: int) -> None:
        engine = self._desk.engine
        self._change(
            lambda: engine.memories.rescue(memory_id).id and engine.journal.steps(1)[0].id,
            translate("Sleep", "Remembered again"),
        )

    def _answer(self, doubt: Doubt, keep: str) -> None:
        engine = self._desk.engine
        wanted: Keep = "new" if keep == "new" else "old" if keep == "old" else "both"
        self._change(
            lambda: answer(engine, doubt.question.id, wanted),
            translate("Question", "Thank you; both stay")
            if keep == "both"
            else translate("Question", "Thank you; now I know which one is true"),
        )

    def _change(self, work: Callable[[], int], said: str) -> None:
        def done(step_id: int) -> None:
            self.read()
            self._desk.say(said, translate("Sleep", "Undo"), lambda: self.undo_wanted.emit(step_id))

        self._desk.jobs.operation(lambda _: work(), done, name=translate("Sleep", "Changing"))
