"""The page of a vault that cannot be opened: what happened, what it means for the data, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from app.theme.theme import Theme
from app.widgets.basics import Page, label
from app.widgets.problem_card import ProblemCard
from app.wording.problems import Problem

translate = QCoreApplication.translate


class ProblemPage(Page):
    """Offers to try again, to look at the folder, or to quit."""

    again_wanted = Signal()
    folder_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, problem: Problem) -> None:
        super().__init__(620, (32, 60, 32, 32))
        self.body.addWidget(
            label(translate("Protection", "Your memories cannot be opened"), "display", wrap=True)
        )
        self.body.addSpacing(8)
        self.card = ProblemCard(theme, problem)
        self.card.offer(translate("Protection", "Try again"), "openAgain").clicked.connect(self.again_wanted)
        self.card.offer(translate("Protection", "Open the folder"), "openFolder").clicked.connect(
            self.folder_wanted
        )
        self.card.offer(translate("Protection", "Quit"), "quit").clicked.connect(self.quit_wanted)
        self.body.addWidget(self.card)
        self.centre()
