"""The dialogs that change how the vault is opened: passphrase, recovery key, another data key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.keys import recovery
from app.keys.rotation import Asked
from app.theme.theme import Theme
from app.widgets.basics import button, column, label, row
from app.widgets.recovery_box import RecoveryBox

translate = QCoreApplication.translate
SHORTEST = 8
"""Characters of a passphrase at least."""


class KeyDialog(QDialog):
    """A title, an explanation, something to fill in, and a button that does it."""

    def __init__(self, parent: QWidget, title: str, text: str, act: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(600)
        self.inside: QVBoxLayout = column(10)
        self.wrong = label("", "danger", wrap=True)
        self.wrong.setObjectName("wrongKey")
        self.wrong.hide()
        self.go_on = button(act, "primary", "doIt")
        self.go_on.setDefault(True)
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.try_it)
        cancel = button(translate("Settings", "Cancel"), "", "cancelIt")
        cancel.clicked.connect(self.reject)
        below = row(8)
        below.addStretch(1)
        below.addWidget(cancel)
        below.addWidget(self.go_on)
        layout = column(12, (24, 20, 24, 18))
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addLayout(self.inside)
        layout.addWidget(self.wrong)
        layout.addLayout(below)
        self.setLayout(layout)

    def field(self, hint: str, name: str) -> QLineEdit:
        """A field for something secret."""
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(hint)
        made.setAccessibleName(hint)
        made.setObjectName(name)
        made.textChanged.connect(self.look)
        self.inside.addWidget(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Type at once."""
        super().showEvent(event)
        first = self.findChild(QLineEdit)
        if first is not None:
            first.setFocus()

    def refuse(self, text: str) -> None:
        """It did not work: say why, and let the user try again."""
        self.setEnabled(True)
        self.wrong.setText(text)
        self.wrong.show()

    def try_it(self) -> None:
        """Do it if everything is filled in."""
        if self.ready():
            self.wrong.setText("")
            self.setEnabled(False)
            self.submit()

    def look(self) -> None:
        """Offer the button when everything is filled in."""
        self.go_on.setEnabled(self.ready())

    def ready(self) -> bool:
        """Whether everything is filled in."""
        raise NotImplementedError

    def submit(self) -> None:
        """Hand over what was filled in."""
        raise NotImplementedError


class PassphraseDialog(KeyDialog):
    """Sets or changes the passphrase. ``given`` carries the present one (or nothing) and the new one."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget, *, change: bool, recovery_key: bool) -> None:
        lost = (
            translate(
                "Settings",
                "If you forget it, your recovery key opens your memories. Without both nobody can, not even "
                "we.",
            )
            if recovery_key
            else translate(
                "Settings",
                "If you forget it, nobody can open your memories, not even we: there is no recovery key yet. "
                "Make one first.",
            )
        )
        title = (
            translate("Settings", "Change the passphrase")
            if change
            else translate("Settings", "Set a passphrase")
        )
        super().__init__(parent, title, lost, title)
        self.current: QLineEdit | None = None
        if change:
            self.current = self.field(translate("Settings", "The passphrase as it is now"), "oldPassphrase")
        self.first = self.field(
            translate("Settings", "The new passphrase, at least 8 characters"), "firstPassphrase"
        )
        self.second = self.field(translate("Settings", "The same once more"), "secondPassphrase")
        self.differ = label("", "small")
        self.inside.addWidget(self.differ)

    def ready(self) -> bool:
        """Whether the two new ones agree."""
        one, other = self.first.text(), self.second.text()
        self.differ.setText(
            translate("Settings", "The two are not the same yet.") if other and one != other else ""
        )
        known = self.current is None or bool(self.current.text())
        return known and len(one) >= SHORTEST and one == other

    def submit(self) -> None:
        """Hand over both passphrases."""
        self.given.emit("" if self.current is None else self.current.text(), self.first.text())


class RecoveryDialog(KeyDialog):
    """Shows a fresh recovery key, which holds from the moment the user says that it is kept."""

    given = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(
            parent,
            translate("Settings", "A new recovery key"),
            translate(
                "Settings",
                "Keep it on paper or in another safe place. When you go on, it opens your memories, and the "
                "one you had before opens nothing any more.",
            ),
            translate("Settings", "Use this key from now on"),
        )
        self.text = recovery.printed(recovery.new_secret())
        self.box = RecoveryBox(theme, self.text)
        self.box.kept.toggled.connect(self.look)
        self.inside.addWidget(self.box)

    def ready(self) -> bool:
        """Whether the key is kept."""
        return self.box.kept.isChecked()

    def submit(self) -> None:
        """Hand over the key."""
        self.given.emit(self.text)


class RotationDialog(KeyDialog):
    """Asks what another data key needs: the passphrase, and a new recovery key that is kept."""

    given = Signal(Asked)

    def __init__(self, parent: QWidget, theme: Theme, *, passphrase: bool, recovery_key: bool) -> None:
        super().__init__(
            parent,
            translate("Settings", "Encrypt everything anew"),
            translate(
                "Settings",
                "Do this when somebody may have seen your key or your passphrase: everything, the backups "
                "too, gets a new key, and old copies of the key file open nothing any more. A backup is made "
                "first.",
            ),
            translate("Settings", "Encrypt everything anew"),
        )
        self.passphrase: QLineEdit | None = None
        if passphrase:
            self.passphrase = self.field(translate("Settings", "Your passphrase"), "rotationPassphrase")
        self.text = ""
        self.box: RecoveryBox | None = None
        if recovery_key:
            self.text = recovery.printed(recovery.new_secret())
            self.box = RecoveryBox(theme, self.text)
            self.box.kept.toggled.connect(self.look)
            self.inside.addWidget(
                label(translate("Settings", "This will be your new recovery key:"), "", wrap=True)
            )
            self.inside.addWidget(self.box)
        self.look()

    def ready(self) -> bool:
        """Whether all is given."""
        return (self.passphrase is None or bool(self.passphrase.text())) and (
            self.box is None or self.box.kept.isChecked()
        )

    def submit(self) -> None:
        """Hand over what was given."""
        self.given.emit(Asked("" if self.passphrase is None else self.passphrase.text(), self.text))
