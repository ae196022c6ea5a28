"""The quiet lines under the user's message: what was written down, what passed, and how to teach better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk import Desk
from app.teaching import lesson_about
from app.theme.icons import picture
from app.widgets.basics import ElidedLabel, button, column, label, restyle, row
from app.wording.gate import lesson_wish, outcome_name
from app.wording.memories import verdict_name
from memory_core.gate.reasons import reason_text
from memory_core.types import Lesson, Span, Teaching, Verdict, VerdictKind

translate = QCoreApplication.translate
_TOLD = (VerdictKind.ADMIT, VerdictKind.SUPERSEDE, VerdictKind.REINFORCE)


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands under a message: what memory holds of it, what was let pass, what the user has taught."""

    told: tuple[Verdict, ...] = ()
    passed: tuple[Verdict, ...] = ()
    lessons: tuple[Lesson, ...] = ()


def notes_of(verdicts: Sequence[Verdict], lessons: Sequence[Teaching]) -> Notes:
    """Verdicts as they stand after what was taught since."""
    told: list[Verdict] = []
    passed: list[Verdict] = []
    taught: list[Lesson] = []
    for verdict in verdicts:
        lesson = lesson_about(lessons, verdict.span)
        if lesson is not None and lesson.lesson is not Lesson.WORTH:
            taught.append(lesson.lesson)
        elif verdict.kind in _TOLD:
            if verdict.memory_id is not None:
                told.append(verdict)
        elif lesson is None:
            passed.append(verdict)
        elif not any(one.memory_id == lesson.memory_id for one in told):
            told.append(_saved(verdict, lesson))
    return Notes(tuple(told), tuple(passed), tuple(dict.fromkeys(taught)))


def _saved(verdict: Verdict, lesson: Teaching) -> Verdict:
    """What was let pass and then saved because the user said so, as a verdict."""
    return Verdict(
        VerdictKind.ADMIT,
        lesson.memory_id,
        verdict.text,
        verdict.span,
        verdict.surprise,
        verdict.parts,
        verdict.confidence,
        verdict.importance,
        "taught",
    )


class Noted(QWidget):
    """One line a verdict; ``Undo`` takes all of the message's back in one step."""

    undo_wanted = Signal()
    memory_wanted = Signal(int)
    taught = Signal(object, object)
    """A :class:`Lesson` and the span (or None) that it is about."""

    def __init__(self, desk: Desk, told: Sequence[Verdict]) -> None:
        super().__init__()
        layout = column(2)
        for place, verdict in enumerate(told):
            layout.addWidget(self._line(desk, verdict, last=place == len(told) - 1))
        self.setLayout(layout)

    def _line(self, desk: Desk, verdict: Verdict, *, last: bool) -> QWidget:
        line = QWidget()
        across = row(4)
        across.addStretch(1)
        mark = label()
        mark.setPixmap(picture(desk.theme, "noted", 14, "accent", self.devicePixelRatioF()))
        across.addWidget(mark)
        across.addWidget(label(f"{verdict_name(verdict.kind)}:", "small"))
        words = ElidedLabel(" ".join(verdict.text.split()), "small")
        words.setObjectName("notedText")
        metrics = QFontMetrics(desk.theme.font("small"))
        words.setMaximumWidth(metrics.horizontalAdvance(words.text()) + 6)
        across.addWidget(words, 1000)
        why = reason_text(verdict.reason, desk.language)
        memory_id = verdict.memory_id
        if memory_id is not None:
            reason = button(translate("Chat", "Why?"), "quiet", "notedWhy")
            reason.setToolTip(why)
            reason.setAccessibleDescription(why)
            reason.clicked.connect(lambda: self.memory_wanted.emit(memory_id))
            across.addWidget(reason)
        across.addWidget(self._not_right(verdict.span))
        if last:
            undo = button(translate("Chat", "Undo"), "quiet", "notedUndo")
            undo.clicked.connect(self.undo_wanted)
            across.addWidget(undo)
        line.setLayout(across)
        line.setMinimumHeight(22)
        line.setToolTip(why)
        return line

    def _not_right(self, span: Span | None) -> QPushButton:
        """Two lessons behind one quiet word: the line is short."""
        made = button(translate("Chat", "Not right?"), "quiet", "notedTeach")
        made.setToolTip(translate("Chat", "Say that it was not worth remembering, or wrong"))

        def ask() -> None:
            menu = QMenu(made)
            menu.setObjectName("teachMenu")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for lesson in (Lesson.NOT_WORTH, Lesson.WRONG):
                action = menu.addAction(lesson_wish(lesson))
                action.setObjectName(f"teach_{lesson.value}")
                action.triggered.connect(lambda _=False, lesson=lesson: self.taught.emit(lesson, span))
            menu.popup(made.mapToGlobal(made.rect().bottomLeft()))

        made.clicked.connect(ask)
        return made


class LetPass(QWidget):
    """Why a statement was let pass, and the way to save it; unseen until the message is looked at."""

    taught = Signal(object, object)

    def __init__(self, desk: Desk, passed: Sequence[Verdict]) -> None:
        super().__init__()
        self._passed = tuple(passed)
        across = row(4)
        across.addStretch(1)
        count = len(self._passed)
        why = translate("Chat", "%n statements were let pass", "", count)
        if count == 1:
            reason = reason_text(self._passed[0].reason, desk.language)
            why = f"{outcome_name(VerdictKind.IGNORE)}. {reason}"
        self._why = label(why, "small")
        self._why.setToolTip("\n".join(" ".join(one.text.split()) for one in self._passed))
        self._why.setObjectName("passedWhy")
        across.addWidget(self._why)
        self.save = button(lesson_wish(Lesson.WORTH), "quiet", "saveAnyway")
        self.save.setToolTip(translate("Chat", "It was let pass; make a memory of it"))
        self.save.setAccessibleDescription(self._why.text())
        self.save.clicked.connect(self._save)
        across.addWidget(self.save)
        self.setLayout(across)
        self.setMinimumHeight(22)
        self.show_quietly(False)

    def show_quietly(self, looked_at: bool) -> None:
        """Let the words be seen, or keep their place empty; the keyboard reaches the button either way."""
        for widget in (self._why, self.save):
            widget.setProperty("faint", "false" if looked_at else "true")
            restyle(widget)

    def _save(self) -> None:
        if len(self._passed) == 1:
            self.taught.emit(Lesson.WORTH, self._passed[0].span)
            return
        menu = QMenu(self.save)
        menu.setObjectName("passedMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verdict in self._passed:
            words = " ".join(verdict.text.split())
            action = menu.addAction((words if len(words) <= 60 else words[:59] + "…").replace("&", "&&"))
            action.triggered.connect(lambda _=False, span=verdict.span: self.taught.emit(Lesson.WORTH, span))
        menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))


class Remark(QWidget):
    """One short remark at the right, under the user's message."""

    def __init__(self, desk: Desk, drawing: str, text: str, name: str) -> None:
        super().__init__()
        across = row(5)
        across.addStretch(1)
        mark = label()
        mark.setPixmap(picture(desk.theme, drawing, 14, "muted", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(text, "small")
        words.setObjectName(name)
        across.addWidget(words)
        self.setLayout(across)
