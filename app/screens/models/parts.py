"""What the sections of the page have in common: a line about one model, and its verdict."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk import Desk
from app.widgets.basics import clear, column, label, restyle, row
from app.widgets.problem_card import ProblemCard
from app.wording.models import verdict_name, verdict_why
from app.wording.problems import problem as worded
from memory_core.models.fit import Fit, Verdict

translate = QCoreApplication.translate
_ROLES = {Verdict.FITS: "good", Verdict.SLOW: "fair", Verdict.DOES_NOT_FIT: "poor"}


class ModelLine(QWidget):
    """A model's name, what it is, whether it fits; ``buttons`` stand at its right."""

    def __init__(self, name: str, fit: Fit | None, *lines: str) -> None:
        super().__init__()
        self.name = label(name, "strong", wrap=True)
        self.name.setObjectName("modelName")
        head = row(8)
        head.addWidget(self.name)
        if fit is not None:
            head.addWidget(chip(verdict_name(fit), _ROLES[fit.verdict]))
        head.addStretch(1)
        self.head = head
        self.words: QVBoxLayout = column(2)
        self.words.addLayout(head)
        for line in lines:
            self.words.addWidget(label(line, "small", wrap=True))
        if fit is not None:
            why = label(verdict_why(fit), "small", wrap=True)
            why.setObjectName("verdictWhy")
            self.words.addWidget(why)
        self.buttons: QHBoxLayout = row(6)
        across = row(12)
        across.addLayout(self.words, 1)
        side = column(0)
        side.addLayout(self.buttons)
        side.addStretch(1)
        across.addLayout(side)
        self.below: QVBoxLayout = column(6)
        inside = column(6, (0, 8, 0, 8))
        inside.addLayout(across)
        inside.addLayout(self.below)
        self.setLayout(inside)


def chip(text: str, tone: str = "") -> QLabel:
    """A small rounded word; ``tone`` colours it."""
    made = label(text, "chip")
    made.setProperty("tone", tone)
    made.setMinimumHeight(20)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def rule() -> QFrame:
    """A thin line between two models."""
    made = QFrame()
    made.setObjectName("line")
    return made


def show_problem(desk: Desk, place: QVBoxLayout, error: Exception | None) -> ProblemCard | None:
    """Show a problem in a place, or nothing."""
    clear(place)
    if error is None:
        return None
    card = ProblemCard(desk.theme, worded(error, desk.language))
    place.addWidget(card)
    return card


def mark(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the style sheet looks at."""
    widget.setProperty(name, "true" if on else "false")
    restyle(widget)
