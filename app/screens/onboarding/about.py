"""The first step: what Mneme is, and where what is told to it will lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import button, card, column, label, row
from app.widgets.step_page import StepPage

translate = QCoreApplication.translate
_OWN = "Mneme"


class AboutPage(StepPage):
    """``folder`` is where the vault will be; ``moved`` carries another one that the user chose."""

    moved = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, folder: Path, *, movable: bool) -> None:
        super().__init__(
            theme,
            1,
            "mneme",
            translate("Onboarding", "Welcome to Mneme"),
            translate("Onboarding", "I remember what you tell me, on this computer only."),
        )
        for drawing, text in (
            ("noted", translate("Onboarding", "I write down what is new, and you always see what and why.")),
            ("moon", translate("Onboarding", "At night I put it in order; what is not used fades.")),
            ("restore", translate("Onboarding", "You can change, undo or delete all of it, at any time.")),
            ("lock", translate("Onboarding", "Nothing leaves this computer unless you ask for it.")),
        ):
            across = row(12)
            mark = label()
            mark.setPixmap(picture(theme, drawing, 20, "accent", self.devicePixelRatioF()))
            across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(label(text, "", wrap=True), 1)
            self.body.addLayout(across)
        self.body.addSpacing(6)
        self.folder = label(str(folder), "", wrap=True, selectable=True)
        self.folder.setObjectName("newFolder")
        place = card()
        inside = column(4)
        inside.addWidget(label(translate("Onboarding", "All of it will lie in this folder"), "small"))
        inside.addWidget(self.folder)
        across = row(12, (18, 14, 18, 14))
        across.addLayout(inside, 1)
        self.change = button(translate("Onboarding", "Change…"), "", "changeFolder")
        self.change.clicked.connect(self._choose)
        self.change.setVisible(movable)
        across.addWidget(self.change)
        place.setLayout(across)
        self.body.addWidget(place)
        self.end(translate("Onboarding", "Continue"), "continueAbout")
        self.go_on.clicked.connect(self.done)

    def use_folder(self, chosen: Path) -> None:
        """Take another folder; one that holds other things is not littered, it gets a folder of ours."""
        folder = chosen
        if chosen.exists() and not (chosen / "memory.db").exists() and any(chosen.iterdir()):
            folder = chosen / _OWN
        self.folder.setText(str(folder))
        self.moved.emit(folder)

    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("Onboarding", "Where shall your memories be kept?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda text: self.use_folder(Path(text)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
