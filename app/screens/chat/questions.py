"""Asks once, after an answer, about two memories that contradict, and takes the card away once settled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from app.desk import Desk
from app.screens.chat.column import MessageColumn
from app.teaching import Doubt, Keep, answer, read_doubts
from app.widgets.question_card import QuestionCard
from memory_core.types import Changes

translate = QCoreApplication.translate


class Questions(QObject):
    """Shows at most one card, in the conversation in which it was asked."""

    def __init__(self, desk: Desk, column: MessageColumn, conversation: Callable[[], str]) -> None:
        super().__init__(column)
        self._desk = desk
        self._column = column
        self._conversation = conversation
        self._asked: Doubt | None = None
        self._asked_in = ""
        self.card: QuestionCard | None = None

    def ask(self) -> None:
        """After an answer: ask the oldest question that was not asked yet."""
        engine, here = self._desk.engine, self._conversation()
        self._desk.jobs.query(
            lambda _: [one for one in read_doubts(engine) if not one.question.asked],
            lambda doubts: self._ask(doubts, here),
            kind="question",
        )

    def changed(self, changes: Changes) -> None:
        """The card goes when its question is settled elsewhere, and comes back when that is taken back."""
        asked = self._asked
        if asked is not None and {asked.older.id, asked.newer.id} & set(changes.memories):
            self._look()

    def show_again(self) -> None:
        """The column was filled anew: put the card back in its place."""
        self.card = None
        if self._asked is not None and self._asked_in == self._conversation():
            self._look()

    def leave(self) -> None:
        """The column is about to be emptied."""
        self.card = None

    def _ask(self, doubts: list[Doubt], here: str) -> None:
        if not doubts or self.card is not None or here != self._conversation():
            return
        self._asked, self._asked_in = doubts[0], here
        question_id, engine = doubts[0].question.id, self._desk.engine
        self._desk.jobs.operation(lambda _: engine.questions.mark_asked(question_id))
        self._show(doubts[0])

    def _look(self) -> None:
        """Whether the question still waits."""
        engine, asked = self._desk.engine, self._asked

        def show(doubts: tuple[Doubt, ...]) -> None:
            if asked is None or asked is not self._asked:
                return
            now = next((one for one in doubts if one.question.id == asked.question.id), None)
            if now is None:
                self._take_away()
            elif self.card is None:
                self._show(now)

        self._desk.jobs.query(lambda _: read_doubts(engine), show, kind="question-look")

    def _show(self, doubt: Doubt) -> None:
        if self._asked_in != self._conversation():
            return
        card = QuestionCard(self._desk.theme, doubt, self._desk.today())
        card.answered.connect(lambda keep: self._answer(doubt, keep))
        card.later.connect(self._later)
        self.card = card
        self._column.add_card(card)

    def _answer(self, doubt: Doubt, keep: Keep) -> None:
        engine = self._desk.engine

        def undo(step_id: int) -> None:
            self._desk.jobs.operation(lambda _: engine.journal.undo(step_id), lambda _: self._look())

        def done(step_id: int) -> None:
            self._look()
            self._desk.say(
                translate("Question", "Thank you; now I know which one is true")
                if keep != "both"
                else translate("Question", "Thank you; both stay"),
                translate("Question", "Undo"),
                lambda: undo(step_id),
            )

        self._desk.jobs.operation(
            lambda _: answer(engine, doubt.question.id, keep),
            done,
            name=translate("Question", "Keeping your answer"),
        )

    def _later(self) -> None:
        self._asked = None
        self._take_away()
        self._desk.say(translate("Question", "It waits for you under “What was noticed”"), "", None)

    def _take_away(self) -> None:
        card, self.card = self.card, None
        if card is not None:
            card.hide()
            card.setParent(None)
            card.deleteLater()
