"""A small card that shows how far a night is, with a button that ends it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from app.sleeping import Asleep
from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import button, column, label, row
from app.wording.sleep import asleep_line

translate = QCoreApplication.translate
_STEPS = 1000


class AsleepCard(QFrame):
    """Hidden while nothing sleeps."""

    wake_wanted = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.line = label("", "small", wrap=True)
        self.line.setObjectName(f"{name}Line")
        self.bar = QProgressBar()
        self.bar.setObjectName("nightBar")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.wake = button(translate("Sleep", "Wake"), "quiet", f"{name}Wake")
        self.wake.setAccessibleDescription(translate("Sleep", "The rest is done another time"))
        self.wake.clicked.connect(self.wake_wanted)
        mark = label()
        mark.setPixmap(picture(theme, "moon", 16, "accent", self.devicePixelRatioF()))
        head = row(8)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.line, 1)
        head.addWidget(self.wake, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(8, (12, 9, 8, 11))
        layout.addLayout(head)
        layout.addWidget(self.bar)
        self.setLayout(layout)
        self.hide()

    def show_asleep(self, asleep: Asleep | None) -> None:
        """Show how far it is, or nothing."""
        self.setVisible(asleep is not None)
        if asleep is not None:
            self.line.setText(asleep_line(asleep))
            self.bar.setValue(round(asleep.share * _STEPS))
            self.bar.setAccessibleName(self.line.text())
