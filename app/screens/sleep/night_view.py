"""One night on the page: what became of it, and its sections with their lines and memories."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.sleeping import Line, Night, Quote, Section
from app.teaching import Doubt
from app.theme.icons import icon, picture
from app.widgets.basics import ElidedLabel, button, card, clear, column, label, row
from app.widgets.question_card import QuestionCard
from app.wording.memories import status_name
from app.wording.sleep import (
    line_caption,
    line_sentence,
    note_line,
    probe_line,
    quoted,
    section_title,
    section_told,
    state_line,
)
from memory_core.types import NightState, Status

translate = QCoreApplication.translate
_FOLDED = frozenset({"linked", "moved", "replayed"})
"""Sections that are housekeeping: folded at first."""
_DRAWINGS = {
    "uncertain": "question",
    "learnt": "strengthened",
    "merged": "replaced",
    "generalised": "noticed",
    "profile": "person",
    "settled": "noted",
    "faded": "fading",
    "linked": "link",
    "moved": "memories",
    "replayed": "again",
}
_TOP = Qt.AlignmentFlag.AlignTop
_QUOTES = 6
"""Memories shown below one line."""


class NightView(QWidget):
    """Shows a night. ``answered`` carries a :class:`Doubt` and the answer."""

    memory_wanted = Signal(int)
    turn_wanted = Signal(int, int, int)
    undo_wanted = Signal(int)
    redo_wanted = Signal(int)
    rescue_wanted = Signal(int)
    answered = Signal(object, str)
    more_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.night: Night | None = None
        self._unfolded: set[str] = set()
        self._content: QVBoxLayout = column(12)
        self.setLayout(self._content)

    def show_night(self, night: Night) -> None:
        """Show a night, or the same one as it stands now."""
        self.night = night
        clear(self._content)
        self._told(night)
        for section in night.sections:
            self._content.addWidget(self._section(section, undone=night.undone))
        if not night.sections and not night.undone:
            quiet = translate("Sleep", "A quiet night: nothing had to change.")
            self._content.addWidget(label(quiet, "muted", wrap=True))
        below = [line for note in night.report.notes if (line := note_line(note))]
        probed = probe_line(night.report)
        if probed and night.report.state is NightState.DONE:
            below.append(probed)
        for line in below:
            self._content.addWidget(label(line, "small", wrap=True))
        self._content.addLayout(self._buttons(night))

    def _told(self, night: Night) -> None:
        told = state_line(night.report, undone=night.undone)
        if not told:
            return
        back = night.report.state is NightState.ROLLED_BACK or night.undone
        made = card("warning" if back else "sunken")
        across = row(10, (14, 10, 14, 10))
        mark = label()
        drawing = "restore" if back else "moon"
        mark.setPixmap(picture(self._desk.theme, drawing, 18, "muted", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line = label(told, "", wrap=True)
        line.setObjectName("nightState")
        across.addWidget(line, 1)
        made.setLayout(across)
        self._content.addWidget(made)

    def _buttons(self, night: Night) -> QVBoxLayout:
        holder = column(0, (0, 4, 0, 0))
        step = night.step
        if step is None or step.purged or night.report.state is NightState.ROLLED_BACK:
            return holder
        across = row(8)
        number = step.id
        if step.undone:
            made = button(translate("Sleep", "Do this night again"), "", "redoNight")
            made.setIcon(icon(self._desk.theme, "again"))
            made.clicked.connect(lambda: self.redo_wanted.emit(number))
        else:
            made = button(translate("Sleep", "Undo this night"), "", "undoNight")
            made.setIcon(icon(self._desk.theme, "restore"))
            made.setToolTip(translate("Sleep", "Everything is as it was before; nothing you said is lost"))
            made.clicked.connect(lambda: self.undo_wanted.emit(number))
        across.addWidget(made)
        across.addStretch(1)
        holder.addLayout(across)
        return holder

    # sections

    def _section(self, section: Section, *, undone: bool) -> QWidget:
        made = card()
        made.setObjectName("card")
        inside = column(10, (18, 14, 18, 14))
        title = section_title(section.name, section.count)
        if section.name in _FOLDED:
            inside.addLayout(self._folded(section, title))
        else:
            head = row(10)
            mark = label()
            drawing = _DRAWINGS[section.name]
            mark.setPixmap(picture(self._desk.theme, drawing, 18, "accent", self.devicePixelRatioF()))
            head.addWidget(mark)
            head.addWidget(label(title, "strong"), 1)
            inside.addLayout(head)
            if told := section_told(section.name):
                inside.addWidget(label(told, "small", wrap=True))
            inside.addLayout(self._lines(section, undone=undone))
        made.setLayout(inside)
        return made

    def _folded(self, section: Section, title: str) -> QVBoxLayout:
        holder = column(8)
        head = button(title, "quiet", f"fold_{section.name}")
        head.setCheckable(True)
        head.setIconSize(QSize(14, 14))
        body = QWidget()
        body_layout = column(0)
        body.setLayout(body_layout)
        body.hide()

        def unfold(wanted: bool) -> None:
            head.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
            (self._unfolded.add if wanted else self._unfolded.discard)(section.name)
            if wanted and not body_layout.count():
                body_layout.addLayout(self._lines(section, undone=False))
            body.setVisible(wanted)

        head.toggled.connect(unfold)
        across = row(0)
        across.addWidget(head)
        across.addStretch(1)
        holder.addLayout(across)
        holder.addWidget(body)
        unfold(section.name in self._unfolded)
        head.setChecked(section.name in self._unfolded)
        return holder

    def _lines(self, section: Section, *, undone: bool) -> QVBoxLayout:
        lines = column(14)
        for line in section.lines:
            if line.doubt is not None and not undone:
                lines.addWidget(self._question(line.doubt))
            else:
                lines.addWidget(self._line(line))
        left = section.count - len(section.lines)
        if left > 0:
            more = button(translate("Sleep", "Show %n more", "", left), "link", f"more_{section.name}")
            more.clicked.connect(self.more_wanted)
            lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return lines

    def _question(self, doubt: Doubt) -> QuestionCard:
        made = QuestionCard(self._desk.theme, doubt, self._desk.today())
        made.answered.connect(lambda keep: self.answered.emit(doubt, keep))
        made.later.connect(made.hide)
        return made

    def _line(self, line: Line) -> QWidget:
        """The result in full, then what happened, then what it was made of."""
        made = QWidget()
        made.setAccessibleName(line_sentence(line))
        inside = column(4)
        if not line.quotes:
            said = label(line_sentence(line), "", wrap=True)
            said.setObjectName("nightLine")
            inside.addWidget(said)
        else:
            inside.addLayout(self._result(line, line.quotes[0]))
        others = line.quotes[1:] if line.what != "profile" else ()
        caption = line_caption(line)
        if caption and (others or line.what in ("promoted", "demoted")):
            inside.addWidget(label(caption, "small"))
        for quote in others[:_QUOTES]:
            inside.addWidget(self._quote(quote))
        if len(others) > _QUOTES:
            left = len(others) - _QUOTES
            more = translate("Sleep", "and %n more", "", left)
            inside.addWidget(label(more, "small"))
        if line.what == "uncertain":
            settled = translate("Sleep", "This has been settled since.")
            inside.addWidget(label(settled, "small", wrap=True))
        made.setLayout(inside)
        return made

    def _result(self, line: Line, quote: Quote) -> QHBoxLayout:
        across = row(10)
        if quote.gone:
            across.addWidget(label(quoted(quote), "muted", wrap=True), 1)
            return across
        words = label(quote.text, "", wrap=True, selectable=True)
        words.setObjectName("nightLine")
        across.addWidget(words, 1)
        if line.what == "faded" and quote.status is Status.FADED:
            back = translate("Sleep", "Bring back")
            across.addWidget(self._link(back, "bringBack", quote, self.rescue_wanted), 0, _TOP)
        elif quote.status is not None and quote.status is not Status.ACTIVE:
            across.addWidget(label(status_name(quote.status), "chip"), 0, _TOP)
        across.addWidget(self._open(quote), 0, _TOP)
        return across

    def _quote(self, quote: Quote) -> QWidget:
        """A memory that something was made of: one row that opens it."""
        made = QFrame()
        across = row(8, (14, 0, 0, 0))
        if quote.gone:
            across.addWidget(label(quoted(quote), "small"), 1)
            made.setLayout(across)
            return made
        across.addWidget(ElidedLabel(quote.text, "muted"), 1)
        if quote.status is not None and quote.status is not Status.ACTIVE:
            across.addWidget(label(status_name(quote.status), "chip"))
        across.addWidget(self._open(quote))
        made.setLayout(across)
        return made

    def _open(self, quote: Quote) -> QPushButton:
        return self._link(translate("Sleep", "Open"), "openMemory", quote, self.memory_wanted)

    def _link(self, text: str, name: str, quote: Quote, signal: SignalInstance) -> QPushButton:
        made = button(text, "link", name)
        made.setAccessibleName(f"{text}: {quote.text}")
        made.clicked.connect(lambda: signal.emit(quote.memory_id))
        return made
