"""Choosing who speaks: the starter voice, a model file of the user's own, or memory alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QRadioButton

from app.desk import Desk
from app.served import is_served, parts_of
from app.widgets.basics import button, column, label, restyle, row
from app.widgets.model_drop import dropped_model, file_name
from app.widgets.problem_card import ProblemCard
from app.wording.problems import problem as worded
from app.wording.voices import STARTER_NAME, VoiceState

translate = QCoreApplication.translate


class VoiceCard(QFrame):
    """Three ways to speak. ``model_wanted`` carries a path, ``"none"``, or None for the starter voice."""

    model_wanted = Signal(object)
    models_wanted = Signal()
    """The page with all models shall be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setAcceptDrops(True)
        self._desk = desk
        self._own: str | None = None
        self.starter = QRadioButton(
            translate("Settings", "Starter voice ({model})").format(model=STARTER_NAME)
        )
        self.starter.setObjectName("voiceStarter")
        self.own = QRadioButton(translate("Settings", "A model of my own"))
        self.own.setObjectName("voiceOwn")
        self.none = QRadioButton(translate("Settings", "No model: memory answers by itself"))
        self.none.setObjectName("voiceNone")
        self._group = QButtonGroup(self)
        for way in (self.starter, self.own, self.none):
            self._group.addButton(way)
        self._group.buttonClicked.connect(self._clicked)
        self.starter_text = label(
            translate(
                "Settings",
                "Small and quick. Finds the right memory and phrases it; not made for long conversations.",
            ),
            "small",
            wrap=True,
        )
        self.own_text = label("", "small", wrap=True)
        self.own_text.setObjectName("ownModel")
        none_text = label(
            translate("Settings", "Quotes what you told it, word for word. Needs no memory to spare."),
            "small",
            wrap=True,
        )
        self.choose = button(translate("Settings", "Choose a file…"), "", "chooseModel")
        self.choose.clicked.connect(self._choose)
        drop = label(translate("Settings", "or drop a .gguf file here"), "small")
        self.all = button(translate("Settings", "All models…"), "link", "allModels")
        self.all.clicked.connect(self.models_wanted)
        picking = row(10, (26, 0, 0, 0))
        picking.addWidget(self.choose)
        picking.addWidget(drop)
        picking.addStretch(1)
        picking.addWidget(self.all)
        self._problem = column(0)
        layout = column(4, (18, 14, 18, 16))
        for radio, text in (
            (self.starter, self.starter_text),
            (self.own, self.own_text),
            (self.none, none_text),
        ):
            layout.addWidget(radio)
            inset = row(0, (26, 0, 0, 6))
            inset.addWidget(text)
            layout.addLayout(inset)
            if radio is self.own:
                layout.addLayout(picking)
                layout.addSpacing(6)
        layout.addLayout(self._problem)
        self.setLayout(layout)

    def show_voice(self, state: VoiceState) -> None:
        """Show what speaks now."""
        self._own = state.wanted if state.wanted not in (None, "none") else self._own
        way = self.starter if state.wanted is None else self.none if state.wanted == "none" else self.own
        way.setChecked(True)
        self.starter.setEnabled(state.starter_installed)
        if not state.starter_installed:
            self.starter_text.setText(
                translate("Settings", "Not installed. Choose a model file, or let memory answer by itself.")
            )
        hint = translate("Settings", "Any GGUF chat model that fits in this computer's memory.")
        self.own_text.setText(_name(self._own) if self._own else hint)
        self.own_text.setToolTip(self._own or "")
        self.setEnabled(not state.loading)
        while (item := self._problem.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.deleteLater()
        if state.problem is not None:
            shown = worded(state.problem, self._desk.language)
            self._problem.addWidget(ProblemCard(self._desk.theme, shown))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one GGUF file."""
        if dropped_model(event) is not None:
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self._mark(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Speak with it."""
        self._mark(False)
        path = dropped_model(event)
        if path is not None:
            event.acceptProposedAction()
            self.model_wanted.emit(path)

    def _mark(self, dropping: bool) -> None:
        self.setProperty("dropping", "true" if dropping else "false")
        restyle(self)

    def _clicked(self, way: QRadioButton) -> None:
        if way is self.own and self._own is None:
            self._choose()
        else:
            self.model_wanted.emit(None if way is self.starter else "none" if way is self.none else self._own)

    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Choose a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(translate("Settings", "Models (*.gguf)"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.fileSelected.connect(self.model_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _name(wanted: str) -> str:
    if not is_served(wanted):
        return file_name(wanted)
    server, model = parts_of(wanted)
    return f"{model} · {server}"
