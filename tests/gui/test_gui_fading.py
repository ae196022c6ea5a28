"""The shelf of fading memories: why and when, keeping, pinning, letting go, bringing back, deleting."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.screens.fading.reading import Shelf
from app.shell.workspace import Workspace
from memory_core.clock import system_clock
from memory_core.types import Status
from tests.gui.conftest import Desktop, type_text

OLD = "My locker at the pool is number 41."
HEALTH = "I am allergic to penicillin."
NEW = "We have a grey bicycle called Otto."


def started(desktop: Desktop) -> Workspace:
    space = desktop.start()
    engine = space.desk.engine
    engine.perceive(OLD, at=system_clock() - timedelta(days=100))
    engine.perceive(HEALTH, at=system_clock() - timedelta(days=900))
    engine.perceive(NEW)
    engine.settle()
    QTest.keyClick(space, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert space.fading.isVisible()
    return space


def texts(space: Workspace) -> list[str]:
    return [one.text() for one in space.fading.findChildren(QLabel, "fadingText")]


def whys(space: Workspace) -> list[str]:
    return [one.text() for one in space.fading.findChildren(QLabel, "fadingWhy")]


def number(space: Workspace, words: str) -> int:
    return space.desk.engine.memories.find(None, containing=words)[0].id


def press(desktop: Desktop, space: Workspace, name: str) -> None:
    found = space.fading.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    desktop.rest()


def take_back(desktop: Desktop, space: Workspace) -> None:
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.rest()


def test_what_goes_next_says_when_and_why_and_what_never_goes_says_why(desktop: Desktop) -> None:
    space = started(desktop)
    going = space.desk.engine.memories.fading()
    assert texts(space) == [one.memory.text for one in going]
    assert set(texts(space)) == {OLD, NEW}
    why = whys(space)[texts(space).index(OLD)]
    assert "3 months ago" in why
    assert why.startswith("Goes about")
    press(desktop, space, "shelf_kept")
    assert texts(space) == [HEALTH]
    assert whys(space) == ["It is about health."]


def test_keep_pin_and_let_go_with_the_way_back(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    old = number(space, "locker")
    before = engine.memories.retention(old).fades_at
    press(desktop, space, f"keep_{old}")
    after = engine.memories.retention(old).fades_at
    assert before is not None
    assert after is not None
    assert after > before
    take_back(desktop, space)
    assert engine.memories.retention(old).fades_at == before
    press(desktop, space, f"pin_{old}")
    assert texts(space) == [NEW]
    take_back(desktop, space)
    assert set(texts(space)) == {OLD, NEW}
    press(desktop, space, f"letGo_{old}")
    assert engine.memories.get(old).status is Status.FADED
    assert texts(space) == [NEW]
    press(desktop, space, "shelf_faded")
    assert texts(space) == [OLD]
    assert whys(space) == ["Faded: Today"]
    press(desktop, space, f"bringBack_{old}")
    assert engine.memories.get(old).status is Status.ACTIVE
    assert texts(space) == []
    take_back(desktop, space)
    assert texts(space) == [OLD]


def test_the_forgotten_come_back_or_go_for_good(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    old, new = number(space, "locker"), number(space, "bicycle")
    engine.memories.forget(old)
    engine.memories.forget(new)
    press(desktop, space, "shelf_forgotten")
    assert set(texts(space)) == {OLD, NEW}
    press(desktop, space, f"bringBack_{old}")
    assert engine.memories.get(old).status is Status.ACTIVE
    press(desktop, space, f"purge_{new}")
    assert space.purge.isVisible()
    space.purge.purge()
    desktop.rest()
    assert engine.memories.find(None, containing="bicycle") == []


def test_search_and_the_way_from_the_other_screens(desktop: Desktop) -> None:
    space = started(desktop)
    type_text(space.fading.search, "bicycle")
    desktop.rest()
    assert texts(space) == [NEW]
    type_text(space.fading.search, "zzz")
    desktop.rest()
    assert texts(space) == []
    assert "Nothing found" in [one.text() for one in space.fading.empty.findChildren(QLabel)]
    space.show_screen("memories")
    desktop.rest()
    button = space.memories.findChild(QPushButton, "openShelf")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.fading.isVisible()
    space.fading.search.clear()
    space.fading.choose(Shelf.NEXT)
    desktop.rest()
    press(desktop, space, f"open_{number(space, 'locker')}")
    assert space.memories.isVisible()
