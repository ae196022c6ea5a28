"""The quiet line under the user's message: what was written down of it, why, and the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.theme.icons import picture
from app.widgets.basics import ElidedLabel, button, column, label, row
from app.wording.memories import verdict_name
from memory_core.gate.reasons import reason_text
from memory_core.types import Verdict, VerdictKind

translate = QCoreApplication.translate
_TOLD = (VerdictKind.ADMIT, VerdictKind.SUPERSEDE, VerdictKind.REINFORCE)


def worth_telling(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts that touched memory."""
    return [verdict for verdict in verdicts if verdict.kind in _TOLD and verdict.memory_id is not None]


class Noted(QWidget):
    """One line a verdict; ``Undo`` takes all of the message's back in one step."""

    undo_wanted = Signal()
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk, verdicts: Sequence[Verdict]) -> None:
        super().__init__()
        layout = column(2)
        told = worth_telling(verdicts)
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
        if last:
            undo = button(translate("Chat", "Undo"), "quiet", "notedUndo")
            undo.clicked.connect(self.undo_wanted)
            across.addWidget(undo)
        line.setLayout(across)
        line.setMinimumHeight(22)
        line.setToolTip(why)
        return line


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
