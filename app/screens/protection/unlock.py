"""The page that asks for the passphrase or the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import Page, button, label, row

translate = QCoreApplication.translate


class UnlockPage(Page):
    """Asks until it fits.

    ``keychain`` says that the keychain should have opened the vault and did not; or, with ``locked`` (the
    vault was open and was locked), that it can be asked again.
    """

    tried = Signal(str)
    keychain_wanted = Signal()

    def __init__(self, theme: Theme, folder: Path, *, keychain: bool, locked: bool = False) -> None:
        super().__init__(480, (32, 60, 32, 32))
        mark = label()
        mark.setPixmap(picture(theme, "lock", 44, "accent", self.devicePixelRatioF()))
        self.body.addWidget(mark)
        self.body.addWidget(label(translate("Protection", "Your memories are locked"), "display", wrap=True))
        hint = (
            translate(
                "Protection",
                "The keychain did not answer. Your passphrase or your recovery key opens them too.",
            )
            if keychain and not locked
            else translate("Protection", "Enter your passphrase or your recovery key.")
        )
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.field = QLineEdit()
        self.field.setObjectName("unlockField")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(translate("Protection", "Passphrase or recovery key"))
        self.field.setAccessibleName(translate("Protection", "Passphrase or recovery key"))
        self.field.returnPressed.connect(self._try)
        self.field.textChanged.connect(self._typed)
        self.look = QCheckBox(translate("Protection", "Show what I type"))
        self.look.toggled.connect(self._show_typed)
        self.wrong = label("", "danger", wrap=True)
        self.wrong.setObjectName("wrongKey")
        self.button = button(translate("Protection", "Open"), "primary", "unlock")
        self.button.setMinimumHeight(38)
        self.button.setEnabled(False)
        self.button.clicked.connect(self._try)
        self.body.addSpacing(8)
        self.body.addWidget(self.field)
        self.body.addWidget(self.look)
        self.body.addWidget(self.wrong)
        across = row(12)
        place = translate("Protection", "Vault: {folder}").format(folder=folder)
        across.addWidget(label(place, "small", wrap=True), 1)
        if keychain and locked:
            ask = button(translate("Protection", "Ask the keychain"), "", "askKeychain")
            ask.setMinimumHeight(38)
            ask.clicked.connect(self._ask_keychain)
            across.addWidget(ask)
        across.addWidget(self.button)
        self.body.addLayout(across)
        self.centre()
        self.setFocusProxy(self.field)

    def refuse(self, text: str) -> None:
        """It did not fit: say so and let the user try again."""
        self.setEnabled(True)
        self.wrong.setText(text)
        self.field.selectAll()
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Type at once."""
        super().showEvent(event)
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self.button.setEnabled(bool(text))

    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)

    def _ask_keychain(self) -> None:
        self.wrong.setText("")
        self.setEnabled(False)
        self.keychain_wanted.emit()

    def _try(self) -> None:
        if self.field.text():
            self.wrong.setText("")
            self.setEnabled(False)
            self.tried.emit(self.field.text())
