"""One backup in the list: when, how much, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.desk import Desk
from app.widgets.basics import button, column, label, row
from app.wording.dates import moment
from app.wording.sizes import size
from memory_core.types import BackupInfo

translate = QCoreApplication.translate


class BackupRow(QWidget):
    """Shows a backup."""

    verify_wanted = Signal(Path)
    restore_wanted = Signal(Path)
    clean_wanted = Signal(Path)

    def __init__(self, desk: Desk, info: BackupInfo, shown: str) -> None:
        super().__init__()
        across = row(8, (0, 8, 0, 8))
        words = column(2)
        when = moment(info.at.astimezone(), desk.today())
        memories = info.memories
        held = translate("Health", "%n memories", "", memories)
        line = (
            f"{when} · {size(info.bytes)} · {held}"
            if info.holds is not None
            else f"{when} · {size(info.bytes)}"
        )
        words.addWidget(label(line))
        words.addWidget(label(shown, "small", wrap=True, selectable=True))
        if info.holds is None:
            away = translate("Health", "It cannot be looked into: its disk is away, or it has another key.")
            words.addWidget(label(away, "small", wrap=True))
        elif info.holds:
            told = translate("Health", "It still holds something that you deleted for good.")
            words.addWidget(label(told, "danger", wrap=True))
        across.addLayout(words, 1)
        if info.holds:
            clean = button(translate("Health", "Delete it there too"), "", "cleanBackup")
            clean.clicked.connect(lambda: self.clean_wanted.emit(info.path))
            across.addWidget(clean, 0, Qt.AlignmentFlag.AlignTop)
        if info.path.exists():
            verify = button(translate("Health", "Check"), "", "verifyBackup")
            verify.clicked.connect(lambda: self.verify_wanted.emit(info.path))
            restore = button(translate("Health", "Restore…"), "", "restoreBackup")
            restore.clicked.connect(lambda: self.restore_wanted.emit(info.path))
            for one in (verify, restore):
                one.setAccessibleName(f"{one.text()} {when}")
                across.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        line_below = QFrame()
        line_below.setObjectName("line")
        layout = column(0)
        layout.addLayout(across)
        layout.addWidget(line_below)
        self.setLayout(layout)
