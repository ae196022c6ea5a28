"""What the keys' card shows where something is not encrypted: the vault itself, or backups of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from app.keys import recovery
from app.keys.protecting import NewWays
from app.screens.settings.keys_dialogs import SHORTEST, KeyDialog
from app.theme.theme import Theme
from app.widgets.basics import button, clear, column, label, row
from app.widgets.recovery_box import RecoveryBox

translate = QCoreApplication.translate


class PlainVault(QFrame):
    """Says that nothing protects the vault, and offers to encrypt it."""

    protect_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plainVault")
        inside = column(10)
        inside.addWidget(label(translate("Settings", "Your memories are not protected")))
        text = translate(
            "Settings",
            "Anybody who can read this computer's files can read them. You can encrypt them now; nothing is "
            "lost by it.",
        )
        inside.addWidget(label(text, "small", wrap=True))
        protect = button(translate("Settings", "Protect this vault…"), "primary", "protectVault")
        protect.clicked.connect(self.protect_wanted)
        inside.addWidget(protect, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(inside)
        self.hide()


class PlainCopies(QFrame):
    """Names the backups that anybody can still read, and offers to encrypt or to delete them."""

    encrypt_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plainCopies")
        inside = column(8)
        text = translate(
            "Settings",
            "These backups were made before your memories were encrypted. Anybody who has them can read "
            "them.",
        )
        inside.addWidget(label(text, "danger", wrap=True))
        self._names = column(2)
        inside.addLayout(self._names)
        encrypt = button(translate("Settings", "Encrypt these backups"), "primary", "encryptBackups")
        encrypt.clicked.connect(self.encrypt_wanted)
        delete = button(translate("Settings", "Delete these backups…"), "", "deleteBackups")
        delete.clicked.connect(self.delete_wanted)
        across = row(8)
        across.addWidget(encrypt)
        across.addWidget(delete)
        across.addStretch(1)
        inside.addLayout(across)
        self.setLayout(inside)
        self.hide()

    def show_copies(self, copies: Sequence[Path]) -> None:
        """Name them; without any there is nothing to see."""
        clear(self._names)
        for path in copies:
            self._names.addWidget(label(str(path), "small", wrap=True, selectable=True))
        self.setVisible(bool(copies))


class ProtectionDialog(KeyDialog):
    """Asks how a vault that has no protection is to be opened from now on; shows its recovery key."""

    given = Signal(NewWays)

    def __init__(self, parent: QWidget, theme: Theme, *, keychain: bool) -> None:
        super().__init__(
            parent,
            translate("Settings", "Protect this vault"),
            translate(
                "Settings",
                "Your memories are encrypted in a new file, which is compared with the old one. Then the old "
                "one is overwritten and removed; some disks keep traces of it for a while. Backups made so "
                "far stay as they are: you will be asked about them next.",
            ),
            translate("Settings", "Protect this vault"),
        )
        self.keychain = QRadioButton(translate("Settings", "Open by itself with this computer's keychain"))
        self.keychain.setObjectName("protectByKeychain")
        self.keychain.setEnabled(keychain)
        self.phrase = QRadioButton(translate("Settings", "Ask for a passphrase each time"))
        self.phrase.setObjectName("protectByPassphrase")
        self._group = QButtonGroup(self)
        for way in (self.keychain, self.phrase):
            self._group.addButton(way)
            way.toggled.connect(self.look)
            self.inside.addWidget(way)
        self.first = self.field(translate("Settings", "Passphrase, at least 8 characters"), "firstPassphrase")
        self.second = self.field(translate("Settings", "The same once more"), "secondPassphrase")
        self.differ = label("", "small")
        self.inside.addWidget(self.differ)
        self.text = recovery.printed(recovery.new_secret())
        self.box = RecoveryBox(theme, self.text)
        self.box.kept.toggled.connect(self.look)
        shown = translate(
            "Settings",
            "Your recovery key opens your memories when all else is lost:",
        )
        self.inside.addWidget(label(shown, "", wrap=True))
        self.inside.addWidget(self.box)
        (self.keychain if keychain else self.phrase).setChecked(True)

    def look(self) -> None:
        """Offer the button when everything is filled in, and the fields where they are needed."""
        for field in (self.first, self.second):
            field.setVisible(self.phrase.isChecked())
        super().look()

    def ready(self) -> bool:
        """Whether a way in is chosen and the recovery key is kept."""
        one, other = self.first.text(), self.second.text()
        self.differ.setText(
            translate("Settings", "The two are not the same yet.") if other and one != other else ""
        )
        phrase = len(one) >= SHORTEST and one == other
        return self.box.kept.isChecked() and (self.keychain.isChecked() or phrase)

    def submit(self) -> None:
        """Hand over what was chosen."""
        self.given.emit(NewWays(self.first.text() if self.phrase.isChecked() else "", self.text))


class DeletionDialog(KeyDialog):
    """Asks once more before backups are deleted."""

    given = Signal()

    def __init__(self, parent: QWidget, copies: Sequence[Path]) -> None:
        count = len(copies)
        super().__init__(
            parent,
            translate("Settings", "Delete %n backups for good?", "", count),
            translate(
                "Settings",
                "They are overwritten and removed, and cannot be brought back. Your memories stay as they "
                "are.",
            ),
            translate("Settings", "Delete them"),
        )
        for path in copies:
            self.inside.addWidget(label(str(path), "small", wrap=True))
        self.look()

    def ready(self) -> bool:
        """Nothing is to be filled in."""
        return True

    def submit(self) -> None:
        """Go on."""
        self.given.emit()
