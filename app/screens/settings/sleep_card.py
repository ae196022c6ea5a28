"""When the memory sleeps: while nobody is there, at a time of the night, on a battery or not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QWidget

from app.desk import Desk
from app.widgets.basics import column, label, row
from app.wording.sleep import time_of_day

translate = QCoreApplication.translate
_MINUTES = (5, 10, 20, 30, 60)
_HOURS = (22, 23, 0, 1, 2, 3, 4, 5)


class SleepCard(QFrame):
    """``chosen`` carries the settings that changed, by their names."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        settings = desk.session.settings
        self.idle = QCheckBox(translate("Settings", "Sleep while I am away"))
        self.idle.setObjectName("sleepIdle")
        self.idle.setChecked(settings.sleep_idle)
        self.idle.toggled.connect(self._choose_idle)
        self.minutes = QComboBox()
        self.minutes.setObjectName("sleepAfter")
        self.minutes.setAccessibleName(translate("Settings", "After how long without a key or a click"))
        for minutes in sorted({*_MINUTES, settings.sleep_after}):
            self.minutes.addItem(translate("Settings", "After %n minutes", "", minutes), minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(settings.sleep_after))
        self.minutes.setEnabled(settings.sleep_idle)
        self.minutes.activated.connect(
            lambda place: self.chosen.emit({"sleep_after": self.minutes.itemData(place)})
        )
        self.at = QComboBox()
        self.at.setObjectName("sleepAt")
        self.at.setAccessibleName(translate("Settings", "At a time of the night"))
        self.at.addItem(translate("Settings", "Never"), -1)
        known = [hour * 60 for hour in _HOURS]
        if settings.sleep_at >= 0 and settings.sleep_at not in known:
            known.append(settings.sleep_at)
        for minutes in known:
            self.at.addItem(time_of_day(minutes, desk.now()), minutes)
        self.at.setCurrentIndex(self.at.findData(settings.sleep_at))
        self.at.activated.connect(lambda place: self.chosen.emit({"sleep_at": self.at.itemData(place)}))
        self.battery = QCheckBox(translate("Settings", "On battery too, while it holds 30 % or more"))
        self.battery.setObjectName("sleepOnBattery")
        self.battery.setChecked(settings.sleep_on_battery)
        self.battery.toggled.connect(lambda wanted: self.chosen.emit({"sleep_on_battery": wanted}))
        told = translate(
            "Settings",
            "Asleep, your memory is put in order. It wakes at once when you come back, and each night can be "
            "undone.",
        )
        inside = column(12, (18, 16, 18, 16))
        inside.addWidget(label(told, "muted", wrap=True))
        inside.addLayout(_line(self.idle, self.minutes))
        inside.addLayout(_line(label(translate("Settings", "Also at a time of the night")), self.at))
        inside.addWidget(self.battery)
        self.setLayout(inside)

    def _choose_idle(self, wanted: bool) -> None:
        self.minutes.setEnabled(wanted)
        self.chosen.emit({"sleep_idle": wanted})


def _line(name: QWidget, choice: QWidget) -> QHBoxLayout:
    across = row(12)
    across.addWidget(name)
    across.addStretch(1)
    across.addWidget(choice)
    return across
