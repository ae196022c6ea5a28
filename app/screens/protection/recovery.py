"""The recovery key, shown once: to be copied, saved or printed before going on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.files import write_atomically
from app.theme.icons import icon, picture
from app.theme.theme import Theme
from app.widgets.basics import Page, button, label, row

translate = QCoreApplication.translate


class RecoveryPage(Page):
    """Shows the key and lets the user take it along."""

    done = Signal()

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(620, (32, 40, 32, 32))
        self._key = key
        mark = label()
        mark.setPixmap(picture(theme, "key", 44, "accent", self.devicePixelRatioF()))
        self.body.addWidget(mark)
        self.body.addWidget(label(translate("Protection", "Your recovery key"), "display"))
        self.body.addWidget(
            label(
                translate(
                    "Protection",
                    "If the keychain is lost or the passphrase forgotten, only this key opens your memories. "
                    "Keep it on paper or in another safe place. It is not shown again.",
                ),
                "muted",
                wrap=True,
            )
        )
        self.key = label(key, "code", wrap=True, selectable=True)
        self.key.setObjectName("recoveryKey")
        self.key.setAccessibleName(translate("Protection", "Recovery key"))
        self.body.addSpacing(6)
        self.body.addWidget(self.key)
        self.told = label("", "small")
        across = row(8)
        for drawing, text, name, act in (
            ("copy", translate("Protection", "Copy"), "copyKey", self._copy),
            ("save", translate("Protection", "Save as a file…"), "saveKey", self._save),
            ("print", translate("Protection", "Print…"), "printKey", self._print),
        ):
            made = button(text, "", name)
            made.setIcon(icon(theme, drawing))
            made.clicked.connect(act)
            across.addWidget(made)
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addWidget(self.told)
        self.body.addSpacing(10)
        self.kept = QCheckBox(translate("Protection", "I have kept the key in a safe place"))
        self.kept.setObjectName("keptKey")
        self.body.addWidget(self.kept)
        self.go_on = button(translate("Protection", "Open my memories"), "primary", "continueRecovery")
        self.go_on.setMinimumHeight(38)
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.done)
        last = row(0)
        last.addStretch(1)
        last.addWidget(self.go_on)
        self.body.addLayout(last)
        self.centre()

    def text(self) -> str:
        """The page that is saved or printed."""
        title = translate("Protection", "Recovery key of Mneme")
        use = translate("Protection", "Type it where Mneme asks for the passphrase.")
        return f"{title}\n\n{self._key}\n\n{use}\n"

    def save_to(self, path: Path) -> bool:
        """Write the key to a file of the user's own."""
        try:
            write_atomically(path, self.text().encode())
        except OSError as error:
            self.told.setText(
                translate("Protection", "It could not be saved: {reason}").format(reason=error.strerror)
            )
            return False
        self.told.setText(translate("Protection", "Saved in {path}").format(path=path))
        return True

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.told.setText(translate("Protection", "Copied: paste it somewhere safe."))

    def _save(self) -> None:
        dialog = QFileDialog(self, translate("Protection", "Save the recovery key"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("mneme-recovery-key.txt")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)

        def sheet() -> None:
            paper = QTextDocument()
            paper.setPlainText(self.text())
            paper.print_(printer)
            self.told.setText(translate("Protection", "Sent to the printer."))

        dialog.accepted.connect(sheet)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()
