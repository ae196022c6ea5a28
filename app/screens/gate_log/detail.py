"""One decision: the message it is about, why it was made, the figures behind it, and what can be taught."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.gate_log.reading import Told
from app.theme.icons import icon, picture
from app.widgets.basics import Page, button, card, clear, column, label, row
from app.widgets.meter import Meter
from app.widgets.text_view import TextView
from app.wording.dates import moment
from app.wording.gate import (
    MOST_BITS,
    OUTCOMES,
    PARTS_SHOWN,
    lesson_said,
    lesson_wish,
    outcome_name,
    outcome_sentence,
    part_line,
    surprise_degree,
)
from app.wording.memories import bits, status_name
from memory_core.gate.reasons import reason_text
from memory_core.types import Lesson, Status, VerdictKind

translate = QCoreApplication.translate
_DRAWINGS = {Lesson.WORTH: "save", Lesson.NOT_WORTH: "passed", Lesson.WRONG: "close"}
_KEYS = {Lesson.WORTH: "Ctrl+S", Lesson.NOT_WORTH: "Del", Lesson.WRONG: "Shift+Del"}


class DecisionPane(Page):
    """Shows one decision and offers what can be done about it."""

    taught = Signal(object)
    """A :class:`Lesson` about the decision shown."""
    turn_wanted = Signal(int, int, int)
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(640, (28, 24, 28, 28))
        self._desk = desk
        self.told: Told | None = None
        self.details: QPushButton | None = None
        self._open = False
        self._folded: QWidget | None = None
        self._content: QVBoxLayout = column(10)
        self.body.addLayout(self._content)
        self.body.addStretch(1)

    def show_told(self, told: Told) -> None:
        """Show a decision."""
        same = self.told is not None and self.told.noticed.logged.id == told.noticed.logged.id
        clear(self._content)
        self.told = told
        verdict = told.noticed.logged.verdict
        self._teach(told.lessons)
        self._head(told)
        self._message(told)
        self._section(translate("Gate", "What I made of it"))
        decided = label(outcome_sentence(verdict.kind), wrap=True)
        decided.setObjectName("decided")
        self._content.addWidget(decided)
        self._section(translate("Gate", "Why"))
        why = label(reason_text(verdict.reason, self._desk.language), wrap=True)
        why.setObjectName("decisionReason")
        self._content.addWidget(why)
        self._surprise(told)
        self._memory(told)
        if not same:
            self.verticalScrollBar().setValue(0)

    def unfold(self) -> None:
        """Show the figures behind the decision."""
        if self.details is not None:
            self.details.setChecked(True)

    def _teach(self, lessons: Sequence[Lesson]) -> None:
        if not lessons:
            return
        across = row(8, (0, 0, 0, 8))
        for lesson in lessons:
            made = button(lesson_wish(lesson), "", f"teach_{lesson.value}")
            made.setIcon(icon(self._desk.theme, _DRAWINGS[lesson]))
            tip = {
                Lesson.WORTH: translate("Gate", "It becomes a memory, and I keep such things from now on"),
                Lesson.NOT_WORTH: translate("Gate", "It is forgotten, and I let such things pass"),
                Lesson.WRONG: translate("Gate", "I misunderstood it; what held before comes back"),
            }[lesson]
            made.setToolTip(f"{tip} ({_KEYS[lesson]})")
            made.setAccessibleDescription(tip)
            made.clicked.connect(lambda _=False, lesson=lesson: self.taught.emit(lesson))
            across.addWidget(made)
        across.addStretch(1)
        self._content.addLayout(across)

    def _head(self, told: Told) -> None:
        logged = told.noticed.logged
        drawing, role = OUTCOMES[logged.verdict.kind]
        head = row(8)
        mark = label()
        mark.setPixmap(picture(self._desk.theme, drawing, 18, role, self.devicePixelRatioF()))
        head.addWidget(mark)
        name = label(outcome_name(logged.verdict.kind), "strong")
        name.setObjectName("outcome")
        head.addWidget(name)
        head.addWidget(label(moment(logged.at, self._desk.today()), "small"))
        head.addStretch(1)
        self._content.addLayout(head)
        if logged.lesson is not None:
            said = label(lesson_said(logged.lesson), "chip")
            said.setObjectName("taught")
            across = row(0)
            across.addWidget(said)
            across.addStretch(1)
            self._content.addLayout(across)

    def _message(self, told: Told) -> None:
        made = card("sunken")
        inside = column(6, (14, 12, 14, 10))
        view = TextView(self._desk.theme)
        view.setObjectName("decisionMessage")
        view.setAccessibleName(translate("Gate", "The whole message"))
        gone = translate("Gate", "You wanted this forgotten.")
        view.show_text(gone if told.words.gone else told.words.text)
        start, end = told.mark
        if not told.words.gone and end > start:
            view.highlight(start, end)
        inside.addWidget(view)
        across = row(8)
        across.addStretch(1)
        span, turn = told.noticed.logged.verdict.span, told.turn
        place = (turn.id, 0, len(turn.text)) if span is None else (span.turn_id, span.start, span.end)
        link = button(translate("Gate", "Show in the conversation"), "link", "showTurn")
        link.clicked.connect(lambda: self.turn_wanted.emit(*place))
        across.addWidget(link)
        inside.addLayout(across)
        made.setLayout(inside)
        self._content.addWidget(made)

    def _surprise(self, told: Told) -> None:
        verdict = told.noticed.logged.verdict
        self._section(translate("Gate", "How surprising it was"))
        across = row(12)
        figure = bits(verdict.surprise)
        across.addWidget(Meter(self._desk.theme, verdict.surprise / MOST_BITS, figure))
        degree = label(surprise_degree(verdict.surprise), "muted")
        degree.setObjectName("surprise")
        degree.setToolTip(figure)
        across.addWidget(degree)
        across.addStretch(1)
        self._content.addLayout(across)
        lines = [
            line
            for name in PARTS_SHOWN
            if name in verdict.parts and (line := part_line(name, verdict.parts[name])) is not None
        ]
        if not lines:
            return
        self.details = button(translate("Gate", "Details"), "quiet", "decisionDetails")
        self.details.setIconSize(QSize(14, 14))
        self.details.setCheckable(True)
        self._content.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)
        self._folded = self._figures([(translate("Gate", "Surprise"), -1.0, figure), *lines])
        self._content.addWidget(self._folded)
        self.details.toggled.connect(self._unfold)
        self.details.setChecked(self._open)
        self._unfold(self._open)

    def _figures(self, lines: Sequence[tuple[str, float, str]]) -> QWidget:
        made = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(4, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        for place, (words, share, figure) in enumerate(lines):
            if share >= 0:
                grid.addWidget(Meter(self._desk.theme, share, f"{words}: {figure}"), place, 0)
            grid.addWidget(label(words, "small"), place, 1)
            grid.addWidget(label(figure, "small"), place, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(3, 1)
        made.setLayout(grid)
        return made

    def _unfold(self, wanted: bool) -> None:
        self._open = wanted
        if self.details is not None and self._folded is not None:
            self.details.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
            self._folded.setVisible(wanted)

    def _memory(self, told: Told) -> None:
        memory = told.memory
        if memory is None or memory.status is Status.FORGOTTEN:
            return
        self._section(
            translate("Gate", "The memory that holds it")
            if told.noticed.logged.verdict.kind is not VerdictKind.REINFORCE
            else translate("Gate", "The memory that knew it")
        )
        link = button(_shortened(memory.text), "link", "showMemory")
        link.setToolTip(memory.text)
        link.clicked.connect(lambda: self.memory_wanted.emit(memory.id))
        across = row(8)
        across.addWidget(link)
        if memory.status is not Status.ACTIVE:
            across.addWidget(label(status_name(memory.status), "chip"))
        across.addStretch(1)
        self._content.addLayout(across)

    def _section(self, title: str) -> None:
        self._content.addSpacing(10)
        self._content.addWidget(label(title, "heading"))


def _shortened(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
