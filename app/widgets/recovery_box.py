"""A recovery key with the ways to take it along: copy, save, print; and the user's word that it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.files import write_atomically
from app.theme.icons import icon
from app.theme.theme import Theme
from app.widgets.basics import button, column, label, row
from app.widgets.clipboard import copies

translate = QCoreApplication.translate


class RecoveryBox(QWidget):
    """Shows the key; ``kept`` is the box that the user ticks."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._key = key
        inside = column(12)
        self.key = label(key, "code", wrap=True, selectable=True)
        self.key.setObjectName("recoveryKey")
        self.key.setAccessibleName(translate("Protection", "Recovery key"))
        inside.addWidget(self.key)
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
        inside.addLayout(across)
        inside.addWidget(self.told)
        self.kept = QCheckBox(translate("Protection", "I have kept the key in a safe place"))
        self.kept.setObjectName("keptKey")
        inside.addWidget(self.kept)
        self.setLayout(inside)

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
        copies().put(self._key)
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
