"""The third step: who puts the answers into words. Nothing is downloaded here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QVBoxLayout

from app import models
from app.desk import Desk
from app.models import Local, Look
from app.settings import NO_MODEL
from app.widgets.basics import button, column, label
from app.widgets.choice import Choice
from app.widgets.step_page import StepPage
from app.wording.models import file_line, verdict_why
from app.wording.voices import STARTER_NAME
from memory_core.models.model_folders import Surroundings
from memory_core.models.starter import LICENCE_NAME, LICENCE_URL, installed, terms_path

translate = QCoreApplication.translate
_MOST = 3
"""Models found that are offered here; the page of models has them all."""


class VoicePage(StepPage):
    """``chosen`` carries a path, ``"none"``, or None for the starter voice."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, where: Surroundings | None = None) -> None:
        super().__init__(
            desk.theme,
            3,
            "voice",
            translate("Onboarding", "Who shall speak?"),
            translate(
                "Onboarding",
                "Your memory works with any of these; you can change it at any time on the page of models.",
            ),
        )
        self._desk = desk
        self._group = QButtonGroup(self)
        self._wanted: dict[Choice, str | None] = {}
        self.starter: Choice | None = None
        if installed():
            self.starter = self._choice(
                "voice",
                translate("Onboarding", "The starter voice ({model})").format(model=STARTER_NAME),
                translate("Onboarding", "Small and quick: finds the right memory and phrases it."),
                "voiceStarter",
                None,
            )
            self.body.addWidget(self.starter)
            terms = translate("Onboarding", "It is used under the {licence}.").format(licence=LICENCE_NAME)
            self.starter.add(label(terms, "small", wrap=True))
            read = button(LICENCE_NAME, "link", "firstRunLicence")
            read.clicked.connect(_show_terms)
            self.starter.add(read)
        self._found: QVBoxLayout = column(12)
        self.body.addLayout(self._found)
        self.none = self._choice(
            "memories",
            translate("Onboarding", "No model: memory answers by itself"),
            translate("Onboarding", "Quotes what you told it, word for word."),
            "voiceNone",
            NO_MODEL,
        )
        self.body.addWidget(self.none)
        self.busy = QProgressBar()
        self.busy.setObjectName("nightBar")
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.body.addWidget(self.busy)
        self.state = label(
            translate("Onboarding", "Looking for models that other programs keep on this computer…"),
            "small",
            wrap=True,
        )
        self.body.addWidget(self.state)
        first = self.none if desk.session.settings.model == NO_MODEL or self.starter is None else self.starter
        first.radio.setChecked(True)
        self.end(
            translate("Onboarding", "Continue"), "continueVoice", skip=translate("Onboarding", "Decide later")
        )
        self.go_on.clicked.connect(self._done)
        session = desk.session
        desk.jobs.query(
            lambda progress: models.look(session, lambda: progress.cancelled, where),
            self._show,
            lambda _: self._show(None),
            kind="models",
        )

    def _choice(self, drawing: str, title: str, text: str, name: str, wanted: str | None) -> Choice:
        made = Choice(self._desk.theme, drawing, title, text, name)
        self._group.addButton(made.radio)
        self._wanted[made] = wanted
        return made

    def _show(self, found: Look | None) -> None:
        self.busy.hide()
        able = models.fitting(found.models, _MOST) if found is not None else ()
        for one in able:
            self._found.addWidget(self._line(one))
        if able:
            said = translate(
                "Onboarding", "Nothing is downloaded. More models can be had on the page of models."
            )
        else:
            said = translate(
                "Onboarding",
                "No other model that fits was found on this computer. Nothing is downloaded; you can get one "
                "on the page of models.",
            )
        self.state.setText(said)

    def _line(self, model: Local) -> Choice:
        text = f"{file_line(model)}. {verdict_why(model.fit)}"
        return self._choice("voice", model.name, text, "voiceFound", model.path)

    def _done(self) -> None:
        for choice, wanted in self._wanted.items():
            if choice.radio.isChecked():
                self.chosen.emit(wanted)
                return


def _show_terms() -> None:
    local = terms_path()
    QDesktopServices.openUrl(QUrl(LICENCE_URL) if local is None else QUrl.fromLocalFile(str(local)))
