"""A calm card for two memories that contradict each other: which one is true now?"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.teaching import Doubt
from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import button, card, column, label, row
from app.wording.dates import day
from memory_core.types import Memory

translate = QCoreApplication.translate


class QuestionCard(QFrame):
    """Shows the two statements with their dates. ``answered`` carries ``"old"``, ``"new"`` or ``"both"``."""

    answered = Signal(str)
    later = Signal()

    def __init__(self, theme: Theme, doubt: Doubt, today: date) -> None:
        super().__init__()
        self.setObjectName("card")
        self.doubt = doubt
        self._today = today
        asked = translate("Question", "You told me two different things. Which one is true now?")
        self.setAccessibleName(asked)
        inside = column(10, (16, 14, 16, 12))
        head = row(9)
        mark = label()
        mark.setPixmap(picture(theme, "question", 20, "accent", self.devicePixelRatioF()))
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(asked, "strong", wrap=True), 1)
        inside.addLayout(head)
        across = row(10)
        across.addWidget(self._statement(doubt.older, "old"), 1)
        across.addWidget(self._statement(doubt.newer, "new"), 1)
        inside.addLayout(across)
        below = row(6)
        both = button(translate("Question", "Both are true"), "quiet", "keepBoth")
        both.clicked.connect(lambda: self.answered.emit("both"))
        later = button(translate("Question", "Later"), "quiet", "answerLater")
        later.clicked.connect(self.later)
        below.addStretch(1)
        below.addWidget(both)
        below.addWidget(later)
        inside.addLayout(below)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _statement(self, memory: Memory, keep: str) -> QWidget:
        made = card("sunken")
        inside = column(6, (14, 12, 14, 12))
        words = label(memory.text, "reading", wrap=True, selectable=True)
        words.setObjectName(f"statement_{keep}")
        inside.addWidget(words)
        when = day(memory.learnt_at, self._today)
        inside.addWidget(label(translate("Question", "Said: {day}").format(day=when), "small"))
        inside.addSpacing(4)
        inside.addStretch(1)
        choose = button(translate("Question", "This one is true"), "", f"keep_{keep}")
        choose.setAccessibleName(
            translate("Question", "This one is true: {statement}").format(statement=memory.text)
        )
        choose.clicked.connect(lambda: self.answered.emit(keep))
        inside.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        made.setLayout(inside)
        return made
