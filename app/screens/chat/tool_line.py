"""One quiet line over an answer: what the model did with memory, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.assistant.events import ToolUsed
from app.desk import Desk
from app.theme.icons import picture
from app.undoing import Outcome, undo
from app.widgets.basics import ElidedLabel, button, label, row
from app.wording.steps import refusal
from app.wording.tools import tool_said, tool_words

translate = QCoreApplication.translate
_DRAWINGS = {"remember": "noted", "forget": "forget", "edit_core_memory": "edit"}


class ToolLine(QWidget):
    """ "Remembered: ...  Undo"."""

    def __init__(self, desk: Desk, used: ToolUsed) -> None:
        super().__init__()
        self._desk = desk
        self._used = used
        across = row(5)
        mark = label()
        colour = "muted" if used.failed else "accent"
        drawing = _DRAWINGS.get(used.name, "search")
        mark.setPixmap(picture(desk.theme, drawing, 14, colour, self.devicePixelRatioF()))
        across.addWidget(mark)
        self._said = label("", "small")
        self._said.setObjectName("toolSaid")
        across.addWidget(self._said)
        words = tool_words(used)
        self._words = ElidedLabel(words, "small")
        self._words.setObjectName("toolWords")
        metrics = QFontMetrics(desk.theme.font("small"))
        self._words.setMaximumWidth(metrics.horizontalAdvance(words) + 6)
        across.addWidget(self._words, 1000)
        self._undo = button(translate("Tools", "Undo"), "quiet", "toolUndo")
        self._undo.setAccessibleDescription(f"{tool_said(used)}: {words}")
        self._undo.setVisible(bool(used.steps))
        self._undo.clicked.connect(self._take_back)
        across.addWidget(self._undo)
        across.addStretch(1)
        self.setLayout(across)
        self.setMinimumHeight(22)
        self._say(tool_said(used))

    def _say(self, said: str) -> None:
        self._said.setText(f"{said}:" if self._words.text() else said)

    def _take_back(self) -> None:
        """Undo its steps, the last one first."""
        self._undo.setEnabled(False)
        engine, steps = self._desk.engine, self._used.steps
        self._desk.jobs.operation(
            lambda _: [undo(engine, step_id) for step_id in reversed(steps)], self._back
        )

    def _back(self, outcomes: list[Outcome]) -> None:
        self._undo.setEnabled(True)
        refused = next((one for one in outcomes if one.done is None), None)
        if refused is not None:
            self._desk.say(refusal(refused, back=True), "", None)
            return
        self._undo.hide()
        self._say(translate("Tools", "Taken back"))
