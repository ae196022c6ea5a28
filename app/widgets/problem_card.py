"""A problem shown to a person: what happened, what it means for the data, what to do, each set apart."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import button, column, label, row
from app.wording.problems import Problem

translate = QCoreApplication.translate


class ProblemCard(QFrame):
    """The three sentences, and a row of buttons for what can be done about it."""

    def __init__(self, theme: Theme, problem: Problem) -> None:
        super().__init__()
        self.setObjectName("warning")
        self.problem = problem
        self.setAccessibleName(problem.title)
        across = row(12, (16, 14, 16, 14))
        mark = label()
        mark.setPixmap(picture(theme, "warning", 22, "warning", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        inside: QVBoxLayout = column(9)
        inside.addWidget(label(problem.title, "strong", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        sentences = (
            (translate("Problem", "What happened"), problem.what, "what"),
            (translate("Problem", "Your data"), problem.data, "data"),
            (translate("Problem", "What you can do"), problem.todo, "todo"),
        )
        for place, (caption, text, name) in enumerate(sentences):
            if text:
                line = label(text, "", wrap=True, selectable=True)
                line.setObjectName(f"problem_{name}")
                grid.addWidget(label(caption, "small"), place, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(line, place, 1)
        inside.addLayout(grid)
        if problem.detail and problem.what not in problem.detail:
            detail = label(problem.detail, "small", wrap=True, selectable=True)
            inside.addWidget(detail)
        self._buttons: QHBoxLayout = row(8, (0, 4, 0, 0))
        self._buttons.addStretch(1)
        inside.addLayout(self._buttons)
        across.addLayout(inside, 1)
        self.setLayout(across)

    def offer(self, text: str, name: str) -> QPushButton:
        """Add a button; the first one offered is what is usually wanted."""
        made = button(text, "primary" if self._buttons.count() == 1 else "", name)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made
