"""The recovery key, shown once: to be copied, saved or printed before going on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import Page, button, label, row
from app.widgets.recovery_box import RecoveryBox
from app.widgets.step_page import StepsLine

translate = QCoreApplication.translate


class RecoveryPage(Page):
    """Shows the key and lets the user take it along."""

    done = Signal()

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(620, (32, 40, 32, 32))
        self.body.addWidget(StepsLine(theme, 2))
        self.body.addSpacing(6)
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
        self.box = RecoveryBox(theme, key)
        self.body.addSpacing(6)
        self.body.addWidget(self.box)
        self.key, self.kept, self.save_to = self.box.key, self.box.kept, self.box.save_to
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
