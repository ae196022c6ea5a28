"""Undo and redo from anywhere in the window, told in the bar at the bottom with the way back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app import undoing
from app.desk import Desk
from app.undoing import Outcome
from app.wording.steps import refusal, step_line

translate = QCoreApplication.translate


class Undoing(QObject):
    """Runs the journal's steps. ``done`` tells that one was taken back or done again."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def undo(self, step_id: int | None = None) -> None:
        """Take back a step, the last one if none is named."""
        engine = self._desk.engine
        self._desk.jobs.operation(
            lambda _: undoing.undo(engine, step_id),
            lambda outcome: self._tell(outcome, back=True),
            name=translate("Shell", "Taking it back"),
        )

    def redo(self, step_id: int | None = None) -> None:
        """Do a step again, the one taken back last if none is named."""
        engine = self._desk.engine
        self._desk.jobs.operation(
            lambda _: undoing.redo(engine, step_id),
            lambda outcome: self._tell(outcome, back=False),
            name=translate("Shell", "Doing it again"),
        )

    def _tell(self, outcome: Outcome, *, back: bool) -> None:
        done, later = outcome.done, outcome.later
        if done is not None:
            number = done.step.id
            line = step_line(done)
            if back:
                said = translate("Shell", "Taken back: {step}").format(step=line)
                self._desk.say(said, translate("Shell", "Redo"), lambda: self.redo(number))
            else:
                said = translate("Shell", "Done again: {step}").format(step=line)
                self._desk.say(said, translate("Shell", "Undo"), lambda: self.undo(number))
            self.done.emit()
        elif later is not None:
            first = later.step.id
            self._desk.say(
                refusal(outcome, back=back),
                translate("Shell", "Take that back"),
                lambda: self.undo(first),
            )
        else:
            self._desk.say(refusal(outcome, back=back), "", None)
