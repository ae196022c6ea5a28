"""Models that are on this computer already: used where they lie, never changed; more by choice or by drop."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout

from app import models
from app.desk import Desk
from app.jobs.progress import Progress
from app.models import Local, Look
from app.screens.models.parts import ModelLine, chip, mark, rule, show_problem
from app.widgets.basics import button, clear, column, label, row
from app.widgets.model_drop import dropped_model
from app.wording.models import file_line, machine_line
from memory_core.models.fit import Verdict
from memory_core.models.model_folders import Surroundings

translate = QCoreApplication.translate


class FoundCard(QFrame):
    """``model_wanted`` carries a file's path. ``where`` is set by tests that have folders of their own."""

    model_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setAcceptDrops(True)
        self._desk = desk
        self._search: Progress | None = None
        self._used: str | None = None
        self.found: Look | None = None
        self.where: Surroundings | None = None
        self.machine = label("", "small", wrap=True)
        self.state = label("", "muted", wrap=True)
        self.state.setObjectName("foundState")
        self.busy = QProgressBar()
        self.busy.setObjectName("nightBar")
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self._list: QVBoxLayout = column(0)
        self.add = button(translate("Models", "Choose a file…"), "", "addModel")
        self.add.clicked.connect(self._choose)
        self.again = button(translate("Models", "Look again"), "", "lookAgain")
        self.again.clicked.connect(self.read)
        self.stop = button(translate("Models", "Stop looking"), "", "stopLooking")
        self.stop.clicked.connect(self.stop_looking)
        buttons = row(8, (0, 6, 0, 0))
        for one in (self.add, self.again, self.stop):
            buttons.addWidget(one)
        buttons.addWidget(label(translate("Models", "or drop a .gguf file here"), "small"))
        buttons.addStretch(1)
        inside = column(6, (18, 14, 18, 16))
        for widget in (self.machine, self.state, self.busy):
            inside.addWidget(widget)
        inside.addLayout(self._list)
        inside.addLayout(buttons)
        self._problem: QVBoxLayout = column(0)
        inside.addLayout(self._problem)
        self.setLayout(inside)
        self._show_busy(looking=False)

    def read(self) -> None:
        """Look through the folders."""
        session, where = self._desk.session, self.where
        self._show_busy(looking=True)
        self._search = self._desk.jobs.query(
            lambda progress: models.look(session, lambda: progress.cancelled, where),
            self._show,
            self._failed,
            kind="models",
            name=translate("Models", "Looking for models"),
        )

    def stop_looking(self) -> None:
        """Leave it at what is listed."""
        if self._search is not None:
            self._search.cancel()
        self._show_busy(looking=False)
        if self.found is None:
            self.state.setText(translate("Models", "The search was stopped."))
            self.state.show()

    def show_used(self, wanted: str | None) -> None:
        """Mark the file that speaks."""
        if wanted != self._used:
            self._used = wanted
            if self.found is not None:
                self._show(self.found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one GGUF file."""
        if dropped_model(event) is not None:
            event.acceptProposedAction()
            mark(self, "dropping", on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        mark(self, "dropping", on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Speak with it."""
        mark(self, "dropping", on=False)
        path = dropped_model(event)
        if path is not None:
            event.acceptProposedAction()
            self.model_wanted.emit(path)

    def _show_busy(self, *, looking: bool) -> None:
        self.busy.setVisible(looking)
        self.stop.setVisible(looking)
        self.again.setVisible(not looking)
        if looking:
            self.state.setText(
                translate("Models", "Looking in the folders of LM Studio, Ollama, GPT4All, Jan and others…")
            )
        self.state.setVisible(looking)

    def _show(self, found: Look) -> None:
        self.found = found
        self._show_busy(looking=False)
        self.machine.setText(machine_line(found.machine))
        show_problem(self._desk, self._problem, None)
        clear(self._list)
        for place, model in enumerate(found.models):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(model))
        if not found.models:
            self.state.setText(
                translate(
                    "Models",
                    "No models of other programs were found. Choose a file, or get one below.",
                )
            )
            self.state.show()
        elif not found.complete:
            self.state.setText(translate("Models", "The search took too long and was cut short."))
            self.state.show()

    def _failed(self, error: Exception) -> None:
        self._show_busy(looking=False)
        show_problem(self._desk, self._problem, error)

    def _line(self, model: Local) -> ModelLine:
        line = ModelLine(model.name, model.fit, file_line(model))
        line.setToolTip(model.path)
        if self._used == model.path:
            line.buttons.addWidget(chip(translate("Models", "in use"), "used"))
        elif model.fit.verdict is not Verdict.DOES_NOT_FIT:
            use = button(translate("Models", "Use"), "", "useModel")
            use.setAccessibleDescription(model.name)
            use.clicked.connect(lambda: self.model_wanted.emit(model.path))
            line.buttons.addWidget(use)
        return line

    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("Models", "Choose a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(translate("Models", "Models (*.gguf)"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.fileSelected.connect(self.model_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
