"""Colours can be read, icons can be drawn, the sheet knows every token, the font is the shipped one."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from app.theme.icons import picture
from app.theme.theme import Theme
from app.theme.tokens import Colours, Scheme, contrast

READ = [
    (ink, ground)
    for ink in ("text", "muted")
    for ground in ("window", "sidebar", "surface", "sunken", "hover", "bubble", "accent_soft", "warning_soft")
] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "sunken"),
    ("accent", "accent_soft"),
    ("danger", "window"),
    ("warning", "warning_soft"),
    ("text", "highlight"),
    ("window", "text"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_words_can_be_read(scheme: Scheme, ink: str, ground: str) -> None:
    colours = Colours.of(scheme)
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


def test_contrast_is_the_formula_s() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_icon_draws_something(qapp: QApplication) -> None:
    theme = Theme("light")
    names = [one.name for one in (files("assets") / "icons").iterdir() if one.name.endswith(".svg")]
    assert len(names) > 20
    for name in names:
        image = picture(theme, name.removesuffix(".svg"), 24).toImage()
        drawn = sum(image.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
        assert drawn > 8, name
    theme.deleteLater()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_fills_every_token(qapp: QApplication, scheme: str) -> None:
    theme = Theme(scheme)
    theme.apply()
    assert "@" not in theme.sheet()
    theme.deleteLater()


def test_the_font_is_the_shipped_one_and_knows_russian(qapp: QApplication) -> None:
    theme = Theme("light")
    theme.apply()
    assert QFontInfo(qapp.font()).family() == "Inter"
    drawn = QRawFont.fromFont(theme.font())
    assert all(drawn.supportsCharacter(ord(letter)) for letter in "Mneme Ёжик «щ» — № …")
    theme.deleteLater()


def test_the_system_s_scheme_is_followed_unless_the_user_chose(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    theme, chosen = Theme("system"), Theme("light")
    hints.setColorScheme(Qt.ColorScheme.Dark)
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    assert theme.scheme == ("dark" if dark else "light")
    assert chosen.scheme == "light"
    hints.unsetColorScheme()
    for one in (theme, chosen):
        one.deleteLater()


def test_text_sizes_have_an_end_on_both_sides(qapp: QApplication) -> None:
    theme = Theme("light")
    assert {theme.step_zoom(1) for _ in range(12)} >= {1.1, 1.6}
    assert theme.zoom == 1.6
    assert theme.px("body") == round(14 * 1.6)
    for _ in range(12):
        theme.step_zoom(-1)
    assert theme.zoom == 0.8
    assert theme.step_zoom(0) == 1.0
    theme.deleteLater()
