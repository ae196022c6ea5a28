"""Icons drawn as SVG in ``currentColor`` and painted in the theme's colour at the moment of painting."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.theme import Theme


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = (files("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


class _Engine(QIconEngine):
    """Paints one drawing; looks the colour up each time, so a change of theme needs no new icons."""

    def __init__(self, theme: Theme, name: str, role: str, on_role: str) -> None:
        super().__init__()
        self._theme, self._name, self._role, self._on_role = theme, name, role, on_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._on_role if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = "border_strong"
        colour = str(getattr(self._theme.colours, role))
        _drawing(self._name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button that has no room for the moment
            return QPixmap()
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._theme, self._name, self._role, self._on_role)


def icon(theme: Theme, name: str, role: str = "muted", on_role: str = "accent") -> QIcon:
    """The drawing ``assets/icons/<name>.svg`` in a colour role (``on_role`` while checked)."""
    return QIcon(_Engine(theme, name, role, on_role))


def picture(theme: Theme, name: str, size: int, role: str = "muted", ratio: float = 1.0) -> QPixmap:
    """The drawing as a pixmap of ``size`` device-independent pixels."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _drawing(name, str(getattr(theme.colours, role))).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
