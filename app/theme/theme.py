"""The theme of the running program: follows the system or the user's choice, and the user's text size."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.theme.tokens import SIZES, ZOOMS, Colours, Scheme

FAMILY = "Inter"
_FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Italic.otf")


@cache
def load_fonts() -> None:
    """Register the shipped font with Qt, once a process."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFontFromData((files("assets") / "fonts" / name).read_bytes())


class Theme(QObject):
    """Holds the colours in force and dresses the application in them.

    ``choice`` is ``"system"``, ``"light"`` or ``"dark"``; ``zoom`` is a factor on every text size.
    """

    changed = Signal()

    def __init__(self, choice: str = "system", zoom: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.zoom = zoom
        self.colours = Colours.of(self._scheme())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def scheme(self) -> Scheme:
        """The scheme in force."""
        return self._scheme()

    def px(self, role: str) -> int:
        """Size in pixels of a text role at the user's zoom."""
        return round(SIZES[role] * self.zoom)

    def font(self, role: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The shipped font for a text role."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(role))
        font.setWeight(weight)
        return font

    def colour(self, role: str) -> QColor:
        """A colour of the scheme in force by its role's name."""
        return QColor(str(getattr(self.colours, role)))

    def choose(self, choice: str) -> None:
        """Set ``"system"``, ``"light"`` or ``"dark"`` and dress the application again."""
        self.choice = choice
        self.apply()

    def set_zoom(self, zoom: float) -> None:
        """Set the factor on every text size and dress the application again."""
        self.zoom = zoom
        self.apply()

    def step_zoom(self, steps: int) -> float:
        """Go ``steps`` up or down the ladder of text sizes (0: back to the normal size)."""
        if steps == 0:
            self.set_zoom(1.0)
            return self.zoom
        nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self.zoom))
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + steps))])
        return self.zoom

    def apply(self) -> None:
        """Dress the whole application: font, palette, style sheet."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        load_fonts()
        self.colours = Colours.of(self._scheme())
        application.setFont(self.font())
        application.setPalette(self._palette())
        application.setStyleSheet(self.sheet())
        self.changed.emit()

    def sheet(self) -> str:
        """The Qt style sheet with every ``@token`` filled in."""
        template = (files("assets") / "themes" / "mneme.qss").read_text(encoding="utf-8")
        values = {name: str(getattr(self.colours, name)) for name in Colours.__slots__}
        for picture in ("check", "down"):
            values[picture] = str(files("assets") / "themes" / f"{self.scheme}-{picture}.svg").replace(
                "\\", "/"
            )
        values |= {f"px_{role}": f"{self.px(role)}px" for role in SIZES}
        return re.sub(r"@(\w+)", lambda match: values[match.group(1)], template)

    def _scheme(self) -> Scheme:
        if self.choice == "light" or self.choice == "dark":
            return "light" if self.choice == "light" else "dark"
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.apply()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        pairs = {
            role.Window: "window", role.WindowText: "text", role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.ToolTipBase: "surface",
            role.ToolTipText: "text", role.Highlight: "accent", role.HighlightedText: "on_accent",
            role.Link: "accent", role.LinkVisited: "accent", role.PlaceholderText: "muted",
            role.Accent: "accent", role.Mid: "border", role.Light: "surface", role.Dark: "border_strong",
        }  # fmt: skip
        for place, name in pairs.items():
            palette.setColor(place, self.colour(name))
        for place in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.colour("border_strong"))
        return palette
