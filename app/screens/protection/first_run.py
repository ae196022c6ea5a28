"""The first page of all: how shall what you tell be protected?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QWidget

from app.screens.protection.choice import Choice
from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import Page, button, column, label, row
from app.widgets.problem_card import ProblemCard
from app.wording.problems import Problem
from memory_core.models.starter import LICENCE_NAME, LICENCE_URL, installed, terms_path

translate = QCoreApplication.translate
SHORTEST = 8
"""Characters of a passphrase at least."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What the user chose: ``kind`` is ``"keychain"``, ``"passphrase"`` or ``"none"``."""

    kind: str
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"Protection({self.kind})"


class FirstRun(Page):
    """Chooses the protection of a new vault."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__(620, (32, 40, 32, 32))
        self._theme = theme
        mark = label()
        mark.setPixmap(picture(theme, "mneme", 48, "accent", self.devicePixelRatioF()))
        self.body.addWidget(mark)
        self.body.addWidget(label(translate("Protection", "Welcome to Mneme"), "display"))
        self.body.addWidget(
            label(
                translate(
                    "Protection",
                    "I remember what you tell me, on this computer only. How shall I lock it?",
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addSpacing(8)
        self.keychain = Choice(
            theme,
            "key",
            translate("Protection", "With this computer's keychain (recommended)"),
            translate(
                "Protection", "Encrypted. Opens by itself when you are logged in; nothing to remember."
            ),
            "chooseKeychain",
        )
        self.passphrase = Choice(
            theme,
            "lock",
            translate("Protection", "With a passphrase"),
            translate("Protection", "Encrypted. You type the passphrase each time you start."),
            "choosePassphrase",
        )
        self.plain = Choice(
            theme,
            "unlock",
            translate("Protection", "Without protection"),
            translate("Protection", "Anybody who can read this computer's files can read your memories."),
            "choosePlain",
        )
        self._group = QButtonGroup(self)
        for way in (self.keychain, self.passphrase, self.plain):
            self._group.addButton(way.radio)
            way.chosen.connect(self._check)
            self.body.addWidget(way)
        self.first = self._field(
            translate("Protection", "Passphrase, at least 8 characters"), "newPassphrase"
        )
        self.second = self._field(translate("Protection", "The same once more"), "newPassphraseAgain")
        self.differ = label("", "small")
        lost = translate(
            "Protection",
            "If you forget it, only the recovery key, which you will see next, opens your memories. Nobody "
            "can reset it, not even we.",
        )
        fields = QWidget()
        inside = column(6, (0, 4, 0, 0))
        for widget in (label(lost, "small", wrap=True), self.first, self.second, self.differ):
            inside.addWidget(widget)
        fields.setLayout(inside)
        self.passphrase.add(fields)
        self.understood = QCheckBox(translate("Protection", "I understand and want no protection"))
        self.understood.setObjectName("understood")
        self.understood.toggled.connect(self._check)
        self.plain.add(self.understood)
        if installed():
            terms = translate(
                "Protection", "The voice that comes with the program, {model}, is used under the {licence}."
            ).format(model="Gemma 3 270M", licence=LICENCE_NAME)
            self.body.addWidget(label(terms, "small", wrap=True))
            read = button(LICENCE_NAME, "link", "firstRunLicence")
            read.clicked.connect(_show_terms)
            self.body.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        self._problem = column(0)
        self.body.addLayout(self._problem)
        self.go_on = button(translate("Protection", "Continue"), "primary", "continueProtection")
        self.go_on.setMinimumHeight(38)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._done)
        across = row(12, (0, 6, 0, 0))
        place = label(
            translate("Protection", "The vault will be in {folder}").format(folder=folder), "small", wrap=True
        )
        across.addWidget(place, 1)
        across.addWidget(self.go_on)
        self.body.addLayout(across)
        self.centre()
        self.know_keychain(False, waiting=True)

    def know_keychain(self, ready: bool, *, waiting: bool = False) -> None:
        """Whether the keychain really keeps what it is given."""
        self.keychain.radio.setEnabled(ready)
        if waiting:
            text = translate("Protection", "Asking this computer's keychain…")
        elif ready:
            text = translate(
                "Protection", "Encrypted. Opens by itself when you are logged in; nothing to remember."
            )
        else:
            text = translate(
                "Protection", "This computer has no keychain that can be trusted, so choose another way."
            )
        self.keychain.text.setText(text)
        if not waiting and self._group.checkedButton() is None:
            (self.keychain if ready else self.passphrase).radio.setChecked(True)
        self._check()

    def show_problem(self, problem: Problem) -> None:
        """Say why it did not work; the choice can be made again."""
        self.setEnabled(True)
        self._problem.addWidget(ProblemCard(self._theme, problem))

    def _field(self, hint: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(hint)
        made.setAccessibleName(hint)
        made.setObjectName(name)
        made.textChanged.connect(self._check)
        made.returnPressed.connect(self._done)
        return made

    def _check(self) -> None:
        one, other = self.first.text(), self.second.text()
        self.differ.setText(
            translate("Protection", "The two are not the same yet.") if other and one != other else ""
        )
        self.go_on.setEnabled(self._choice() is not None)

    def _choice(self) -> Protection | None:
        if self.keychain.radio.isChecked() and self.keychain.radio.isEnabled():
            return Protection("keychain")
        if self.passphrase.radio.isChecked():
            text = self.first.text()
            good = len(text) >= SHORTEST and text == self.second.text()
            return Protection("passphrase", text) if good else None
        if self.plain.radio.isChecked() and self.understood.isChecked():
            return Protection("none")
        return None

    def _done(self) -> None:
        choice = self._choice()
        if choice is not None:
            while (item := self._problem.takeAt(0)) is not None:
                if (card := item.widget()) is not None:
                    card.deleteLater()
            self.setEnabled(False)
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.chosen.emit(choice)


def _show_terms() -> None:
    local = terms_path()
    QDesktopServices.openUrl(QUrl(LICENCE_URL) if local is None else QUrl.fromLocalFile(str(local)))
