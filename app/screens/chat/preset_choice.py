"""How freely the model chooses its words: a quiet button with three choices in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from app.assistant.presets import Preset

translate = QCoreApplication.translate


def preset_name(preset: Preset) -> str:
    """One word for it."""
    return {
        Preset.EXACT: translate("ChatPreset", "Exact"),
        Preset.BALANCED: translate("ChatPreset", "Balanced"),
        Preset.CREATIVE: translate("ChatPreset", "Creative"),
    }[preset]


def preset_told(preset: Preset) -> str:
    """What it is good for."""
    return {
        Preset.EXACT: translate("ChatPreset", "Exact: keeps to the likeliest words, for facts and code"),
        Preset.BALANCED: translate("ChatPreset", "Balanced: for talk of every day"),
        Preset.CREATIVE: translate("ChatPreset", "Creative: surprising words too, for ideas and stories"),
    }[preset]


class PresetChoice(QPushButton):
    """Shows the present choice; pressed, it offers all three."""

    chosen = Signal(object)
    """A :class:`Preset`."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self.setObjectName("preset")
        self.setProperty("role", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.preset = preset
        self.clicked.connect(self._ask)
        self.show_preset(preset)

    def show_preset(self, preset: Preset) -> None:
        """Another choice."""
        self.preset = preset
        self.setText(preset_name(preset))
        self.setToolTip(translate("ChatPreset", "How freely the model chooses its words"))
        self.setAccessibleName(f"{self.toolTip()}: {preset_name(preset)}")

    def _ask(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("presetMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for preset in Preset:
            action = menu.addAction(preset_told(preset))
            action.setObjectName(f"preset_{preset.value}")
            action.setCheckable(True)
            action.setChecked(preset is self.preset)
            group.addAction(action)
            action.triggered.connect(lambda _=False, preset=preset: self._choose(preset))
        menu.popup(self.mapToGlobal(self.rect().topLeft()))

    def _choose(self, preset: Preset) -> None:
        self.show_preset(preset)
        self.chosen.emit(preset)
