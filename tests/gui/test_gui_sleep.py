"""Nights in the window: by hand, by themselves, waking, the morning page, and taking a night back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from app.power import Power
from app.shell.nights import Nights
from app.shell.workspace import Workspace
from memory_core.clock import system_clock
from memory_core.types import NightState
from tests.gui.conftest import Desktop

LIFE = (
    "My aunt Rosa keeps bees.",
    "I am allergic to penicillin.",
    "My daughter Nora studies medicine in Tartu.",
    "I work as a bookbinder in Turku.",
    "We have a dog called Bello.",
)


def started(desktop: Desktop) -> Workspace:
    space = desktop.start()
    for text in LIFE:
        space.desk.engine.perceive(text)
    space.desk.engine.settle()
    return space


def on_page(desktop: Desktop, space: Workspace) -> None:
    QTest.keyClick(space, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert space.sleep.isVisible()


def press(inside: QWidget, name: str) -> None:
    found = inside.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def said(inside: QWidget) -> str:
    return "\n".join(one.text() for one in inside.findChildren(QLabel) if one.isVisible())


def slept(desktop: Desktop, space: Workspace) -> None:
    """Wait until the night is over."""
    desktop.until(lambda: space.nights.asleep is None)
    desktop.rest()


def test_before_the_first_night_the_page_explains_and_sleeps_by_hand(desktop: Desktop) -> None:
    space = started(desktop)
    on_page(desktop, space)
    assert "Not slept yet" in said(space.sleep)
    press(space.sleep, "sleepNow")
    assert space.sidebar.asleep.isVisible()
    assert "Asleep:" in space.sidebar.asleep.line.text()
    assert not space.sleep.now.isEnabled()
    slept(desktop, space)
    assert not space.sidebar.asleep.isVisible()
    report = space.desk.engine.sleep.reports(1)[0]
    assert report.state is NightState.DONE
    assert "Not slept yet" not in said(space.sleep)
    assert "Slept on it." in space.snackbar.accessibleName()


def test_a_night_is_undone_and_done_again_from_its_page(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    on_page(desktop, space)
    press(space.sleep, "sleepNow")
    slept(desktop, space)
    report = engine.sleep.reports(1)[0]
    assert report.step_id is not None
    press(space.sleep, "undoNight")
    desktop.until(lambda: "You took this night back" in said(space.sleep))
    desktop.rest()
    assert "Taken back" in space.snackbar.accessibleName()
    assert engine.tiers.profile() == []
    press(space.sleep, "redoNight")
    desktop.until(lambda: space.sleep.findChild(QPushButton, "undoNight") is not None)
    desktop.rest()
    assert engine.tiers.profile() != []


def test_a_line_opens_its_memory_and_a_forgotten_one_shows_no_words(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    on_page(desktop, space)
    press(space.sleep, "sleepNow")
    slept(desktop, space)
    desktop.until(lambda: "Rosa" in said(space.sleep))
    link = next(
        one
        for one in space.sleep.findChildren(QPushButton, "openMemory")
        if "keeps bees" in one.accessibleName() and one.isVisible()
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.memories.isVisible()
    assert space.memories.detail.detail is not None
    assert "keeps bees" in space.memories.detail.detail.memory.text
    engine.memories.forget_matching("bees")
    on_page(desktop, space)
    desktop.until(lambda: "something you wanted forgotten" in said(space.sleep))
    desktop.rest()
    assert "keeps bees" not in said(space.sleep)


def test_it_falls_asleep_when_nobody_is_there_and_wakes_at_a_touch(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = started(desktop)
    nights = space.nights
    monkeypatch.setattr(nights, "_fed", lambda: Power(True, None))
    nights.look()
    desktop.rest()
    assert space.desk.engine.sleep.reports() == []
    monkeypatch.setattr("app.shell.idle.IdleWatch.seconds", property(lambda _: 700.0))
    nights.look()
    desktop.until(lambda: nights.asleep is not None)
    began = nights.asleep
    assert began is not None
    assert not began.by_hand
    QTest.mouseMove(space, space.rect().center())
    QTest.keyClick(desktop.programs[-1].window.windowHandle(), Qt.Key.Key_Shift)
    desktop.until(lambda: nights.asleep is None)
    desktop.rest()


def test_it_stays_awake_on_an_empty_battery_and_when_there_is_nothing_new(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = started(desktop)
    nights = space.nights
    monkeypatch.setattr("app.shell.idle.IdleWatch.seconds", property(lambda _: 700.0))
    monkeypatch.setattr(nights, "_fed", lambda: Power(False, 0.2))
    nights.look()
    desktop.rest()
    assert space.desk.engine.sleep.reports() == []
    monkeypatch.setattr(nights, "_fed", lambda: Power(False, 0.8))
    nights.look()
    desktop.until(lambda: bool(space.desk.engine.sleep.reports()))
    slept(desktop, space)
    count = len(space.desk.engine.sleep.reports())
    assert space.snackbar.isHidden()  # nobody is there to read it
    nights.look()
    desktop.rest()
    assert len(space.desk.engine.sleep.reports()) == count
    desktop.programs[-1].idle.touch()
    assert "While you were away" in space.snackbar.accessibleName()


def test_the_hour_of_the_night(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    space = started(desktop)
    nights: Nights = space.nights
    monkeypatch.setattr(nights, "_fed", Power)
    monkeypatch.setattr("app.shell.idle.IdleWatch.seconds", property(lambda _: 300.0))
    space.desk.session.change(sleep_idle=False, sleep_at=180)
    at: list[datetime] = [system_clock().replace(hour=2, minute=50)]
    monkeypatch.setattr(nights, "_now", lambda: at[0])
    nights.look()
    desktop.rest()
    assert space.desk.engine.sleep.reports() == []
    at[0] += timedelta(minutes=20)
    nights.look()
    desktop.until(lambda: bool(space.desk.engine.sleep.reports()))
    slept(desktop, space)


def test_saying_something_wakes_a_night_begun_by_hand(desktop: Desktop) -> None:
    space = started(desktop)
    QTest.keyClick(
        space,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert space.nights.asleep is not None
    desktop.say(space, "My brother Theo lives in Lisbon.")
    slept(desktop, space)
    assert space.desk.engine.memories.find(containing="Theo")


def test_the_wake_button_ends_it_and_the_next_night_goes_on(desktop: Desktop) -> None:
    space = started(desktop)
    space.nights.sleep()
    press(space.sidebar, "sidebarWake")
    slept(desktop, space)
    space.nights.sleep()
    slept(desktop, space)
    reports = space.desk.engine.sleep.reports()
    assert reports[0].state is NightState.DONE
    assert len(reports) == 1


def test_the_card_in_the_settings_keeps_what_was_chosen(desktop: Desktop) -> None:
    space = desktop.start()
    space.show_screen("settings")
    settings = space.settings
    minutes = settings.findChild(QComboBox, "sleepAfter")
    at = settings.findChild(QComboBox, "sleepAt")
    idle = settings.findChild(QCheckBox, "sleepIdle")
    assert minutes is not None
    assert at is not None
    assert idle is not None
    minutes.setCurrentIndex(minutes.findData(30))
    minutes.activated.emit(minutes.currentIndex())
    at.setCurrentIndex(at.findData(120))
    at.activated.emit(at.currentIndex())
    idle.click()
    desktop.rest()
    kept = space.desk.session.settings
    assert (kept.sleep_after, kept.sleep_at, kept.sleep_idle) == (30, 120, False)
    assert not minutes.isEnabled()


def test_closing_the_window_ends_a_night(desktop: Desktop) -> None:
    space = started(desktop)
    space.nights.sleep()
    desktop.close()
    again = desktop.start()
    assert len(again.desk.engine.memories.find()) == len(LIFE)
