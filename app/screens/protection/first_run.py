"""The second step of the first start: how shall what you tell be protected?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QWidget

from app.theme.theme import Theme
from app.widgets.basics import column, label
from app.widgets.choice import Choice
from app.widgets.problem_card import ProblemCard
from app.widgets.step_page import StepPage
from app.wording.problems import Problem

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


class FirstRun(StepPage):
    """Chooses the protection of a new vault: the second step of the first start."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            2,
            "lock",
            translate("Protection", "Protect your memories"),
            translate(
                "Protection",
                "So that nobody reads them who comes by this computer or its disk. You can change it later.",
            ),
        )
        self._theme = theme
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
        self._problem = column(0)
        self.body.addLayout(self._problem)
        self.end(translate("Protection", "Continue"), "continueProtection", back=True)
        self.go_on.clicked.connect(self._done)
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
