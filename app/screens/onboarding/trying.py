"""The fourth step: tell one thing, see it remembered and why, and take it back."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.assistant.events import Event, Failed, Noted, OffRecord
from app.desk import Desk
from app.theme.icons import picture
from app.widgets.basics import button, card, clear, column, label, row
from app.widgets.problem_card import ProblemCard
from app.widgets.search_field import Field
from app.widgets.step_page import StepPage
from app.wording.memories import verdict_name
from app.wording.problems import problem as worded
from memory_core.errors import UndoRefused
from memory_core.gate.reasons import reason_text
from memory_core.types import Status, Verdict, VerdictKind

if TYPE_CHECKING:
    from memory_core import Engine

translate = QCoreApplication.translate
_KEPT = (VerdictKind.ADMIT, VerdictKind.SUPERSEDE, VerdictKind.REINFORCE)


class TryPage(StepPage):
    """``done`` carries the conversation in which something was told, empty if nothing was."""

    done = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            4,
            "noted",
            translate("Onboarding", "Tell me one thing"),
            translate(
                "Onboarding", "Anything about you. You will see what I keep of it, and you can take it back."
            ),
        )
        self._desk = desk
        self._told = False
        self.conversation = f"chat-{secrets.token_hex(8)}"
        self.field = Field(translate("Onboarding", "For example: my sister Ann lives in Riga"), "tellField")
        self.field.returnPressed.connect(self.tell)
        self.send = button(translate("Onboarding", "Tell it"), "", "tellIt")
        self.send.clicked.connect(self.tell)
        across = row(8)
        across.addWidget(self.field, 1)
        across.addWidget(self.send)
        self.body.addLayout(across)
        self._shown: QVBoxLayout = column(8)
        self.body.addLayout(self._shown)
        self.end(translate("Onboarding", "Begin"), "finishOnboarding", back=True)
        self.go_on.clicked.connect(self._done)
        self.setFocusProxy(self.field)

    def tell(self) -> None:
        """Say what stands in the field."""
        text = self.field.text().strip()
        if not text or not self.send.isEnabled():
            return
        self._told = True
        self._busy(busy=True)
        assistant, conversation = self._desk.session.assistant, self.conversation
        came: list[Event] = []

        def make() -> Iterator[Event]:
            return assistant.answer(text, conversation)

        self._desk.jobs.stream(lambda _: make(), came.extend, lambda _: self._answered(came), self._failed)
        self._say(translate("Onboarding", "Listening…"))

    def _busy(self, *, busy: bool) -> None:
        self.send.setEnabled(not busy)
        self.go_on.setEnabled(not busy)
        if self.back is not None:
            self.back.setEnabled(not busy)

    def _answered(self, events: Sequence[Event]) -> None:
        self._busy(busy=False)
        failed = next((one for one in events if isinstance(one, Failed)), None)
        noted = next((one for one in events if isinstance(one, Noted)), None)
        verdicts = noted.verdicts if noted is not None else ()
        kept = [one for one in verdicts if one.kind in _KEPT and one.memory_id is not None]
        if kept:
            self.field.clear()
            self._show_kept(kept)
        elif any(isinstance(one, OffRecord) for one in events):
            self._say(translate("Onboarding", "That was off the record, so nothing was written down."))
        elif failed is not None and noted is None:
            self._failed(failed.problem)
        else:
            reasons = [reason_text(one.reason, self._desk.language) for one in verdicts[:1]]
            said = translate(
                "Onboarding", "I did not keep anything of it. Tell me a fact, in a whole sentence."
            )
            self._say(" ".join([*reasons, said]) if reasons else said)

    def _show_kept(self, kept: Sequence[Verdict]) -> None:
        clear(self._shown)
        made = card()
        inside = column(8, (18, 14, 18, 14))
        for one in kept:
            inside.addWidget(self._line(one))
        below = row(8)
        below.addStretch(1)
        undo = button(translate("Onboarding", "Undo"), "", "undoFirst")
        undo.clicked.connect(lambda: self._undo(made, kept))
        below.addWidget(undo)
        inside.addLayout(below)
        made.setLayout(inside)
        self._shown.addWidget(made)
        undo.setFocus()

    def _line(self, verdict: Verdict) -> QWidget:
        made = QWidget()
        across = row(10)
        mark = label()
        mark.setPixmap(picture(self._desk.theme, "noted", 20, "accent", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = column(3)
        words.addWidget(label(verdict_name(verdict.kind), "small"))
        text = label(" ".join(verdict.text.split()), "quote", wrap=True, selectable=True)
        text.setObjectName("firstMemory")
        words.addWidget(text)
        why = label(reason_text(verdict.reason, self._desk.language), "muted", wrap=True)
        why.setObjectName("firstWhy")
        words.addWidget(why)
        across.addLayout(words, 1)
        made.setLayout(across)
        return made

    def _undo(self, shown: QWidget, kept: Sequence[Verdict]) -> None:
        shown.setEnabled(False)
        engine, ids = self._desk.engine, frozenset(one.memory_id for one in kept if one.memory_id)

        def done(left: bool) -> None:
            if left:
                self._say(translate("Onboarding", "Some of it stands, because I knew it before."))
            else:
                self._say(
                    translate(
                        "Onboarding", "Undone: I do not know it any more. Everything can be taken back."
                    )
                )
            self.go_on.setFocus()

        self._desk.jobs.operation(lambda _: take_back(engine, ids), done, self._failed)

    def _say(self, text: str) -> None:
        clear(self._shown)
        made = label(text, "muted", wrap=True)
        made.setObjectName("tellState")
        self._shown.addWidget(made)

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        clear(self._shown)
        self._shown.addWidget(ProblemCard(self._desk.theme, worded(error, self._desk.language)))

    def _done(self) -> None:
        self.done.emit(self.conversation if self._told else "")


def take_back(engine: Engine, memories: frozenset[int]) -> bool:
    """Undo what was written down of the memories; whether one of them still stands afterwards.

    Raises:
        UndoRefused: nothing was written down, or later changes build on it.
    """
    steps = [one for one in engine.journal.steps(50) if one.cause == "hearing" and not one.undone]
    mine = [one for one in steps if memories & set(one.memories)]
    if not mine:
        raise UndoRefused("There is nothing left to take back.")
    engine.journal.undo(mine[0].id)
    return any(one.id in memories for one in engine.memories.find(Status.ACTIVE))
