"""How answers are worded, when an unused model leaves memory, and where downloaded ones lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QWidget

from app.assistant.presets import Preset
from app.desk import Desk
from app.widgets.basics import button, column, label, row

translate = QCoreApplication.translate
_MINUTES = (5, 15, 30, 60)


class AnswersCard(QFrame):
    """Changes the settings itself. ``folder_chosen`` tells that downloads go elsewhere from now on."""

    folder_chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        settings = desk.session.settings
        self.preset = QComboBox()
        self.preset.setObjectName("preset")
        self.preset.setAccessibleName(translate("Answers", "How answers are worded"))
        for preset, text in (
            (Preset.EXACT, translate("Answers", "Exactly: for facts, figures and code")),
            (Preset.BALANCED, translate("Answers", "Balanced: for talk of every day")),
            (Preset.CREATIVE, translate("Answers", "Freely: for ideas and stories")),
        ):
            self.preset.addItem(text, preset.value)
        self.preset.setCurrentIndex(self.preset.findData(settings.preset))
        self.preset.activated.connect(lambda place: self._change(preset=self.preset.itemData(place)))
        self.unload = QComboBox()
        self.unload.setObjectName("unloadAfter")
        self.unload.setAccessibleName(translate("Answers", "Let an unused model go from memory"))
        for minutes in sorted({*_MINUTES, settings.unload_after} - {0}):
            self.unload.addItem(translate("Answers", "After %n minutes", "", minutes), minutes)
        self.unload.addItem(translate("Answers", "Never"), 0)
        self.unload.setCurrentIndex(self.unload.findData(settings.unload_after))
        self.unload.activated.connect(lambda place: self._change(unload_after=self.unload.itemData(place)))
        self.folder = label("", "small", wrap=True, selectable=True)
        self.folder.setObjectName("modelsFolder")
        change = button(translate("Answers", "Change…"), "", "changeModelsFolder")
        change.clicked.connect(self._choose)
        below = row(12)
        words = column(2)
        words.addWidget(label(translate("Answers", "Downloaded models go to")))
        words.addWidget(self.folder)
        below.addLayout(words, 1)
        below.addWidget(change)
        inside = column(12, (18, 16, 18, 16))
        inside.addLayout(_line(translate("Answers", "How answers are worded"), self.preset))
        inside.addLayout(_line(translate("Answers", "Let an unused model go from memory"), self.unload))
        inside.addLayout(below)
        self.setLayout(inside)
        self.show_folder(desk.session.models_folder)

    def show_folder(self, folder: Path) -> None:
        """Show where downloads go."""
        self.folder.setText(str(folder))

    def use_folder(self, folder: str) -> None:
        """Let downloads go to another folder; what is in the one before stays there."""
        session = self._desk.session

        def done(_: object) -> None:
            self.show_folder(session.models_folder)
            self.folder_chosen.emit()

        self._desk.jobs.operation(lambda _: session.change(models_folder=folder), done)

    def _change(self, **changes: object) -> None:
        session = self._desk.session
        self._desk.jobs.operation(lambda _: session.change(**changes))

    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("Answers", "Where shall downloaded models go?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _line(name: str, choice: QWidget) -> QHBoxLayout:
    across = row(12)
    across.addWidget(label(name, "", wrap=True), 1)
    across.addWidget(choice)
    return across
