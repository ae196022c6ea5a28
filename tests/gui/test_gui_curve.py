"""A memory's detail: how long it lasts in words and as a picture, when it held, what goes with it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView, QLabel, QPushButton

from app.shell.workspace import Workspace
from memory_core.clock import system_clock
from memory_core.types import Status
from tests.gui.conftest import Desktop


def shown(desktop: Desktop, space: Workspace, words: str, status: Status | None = None) -> None:
    """Open a memory's detail and see its pictures."""
    memory = space.desk.engine.memories.find(status, containing=words)[0]
    space._open_memory(memory.id)
    desktop.until(lambda: (one := space.memories.detail.detail) is not None and one.memory.id == memory.id)
    desktop.rest()


def heard(space: Workspace, text: str, days: int) -> None:
    space.desk.engine.perceive(text, at=system_clock() - timedelta(days=days))
    space.desk.engine.settle()


def pictures(space: Workspace) -> list[QGraphicsView]:
    return space.memories.detail.findChildren(QGraphicsView)


def test_the_curve_says_in_words_what_it_shows(desktop: Desktop) -> None:
    space = desktop.start()
    heard(space, "My locker at the pool is number 41.", 60)
    shown(desktop, space, "locker")
    lasting = space.memories.detail.lasting
    assert lasting is not None
    assert lasting.drawn
    assert "It will likely be remembered until" in lasting.sentence.text()
    assert [one.accessibleName() for one in pictures(space)] == [lasting.sentence.text()]
    assert pictures(space)[0].focusPolicy() == Qt.FocusPolicy.NoFocus


def test_what_never_fades_says_why(desktop: Desktop) -> None:
    space = desktop.start()
    heard(space, "I am allergic to penicillin.", 900)
    shown(desktop, space, "penicillin")
    lasting = space.memories.detail.lasting
    assert lasting is not None
    assert lasting.sentence.text() == "It never fades. It is about health."


def test_what_was_replaced_has_a_time_line_and_what_was_forgotten_no_curve(desktop: Desktop) -> None:
    space = desktop.start()
    heard(space, "My shift starts at 8:00.", 40)
    heard(space, "From now on my shift starts at 7:30.", 3)
    shown(desktop, space, "8:00", Status.SUPERSEDED)
    detail = space.memories.detail
    assert detail.lasting is None
    assert detail.holding is not None
    assert detail.holding.drawn
    assert detail.holding.life is not None
    assert {one.name for one in detail.holding.life.moments} == {"heard", "replaced"}
    assert len(pictures(space)) == 1
    space.theme_chosen.emit("dark")
    desktop.until(lambda: len([one for one in pictures(space) if one.isVisible()]) == 1)
    desktop.rest()


def test_links_open_the_other_memory(desktop: Desktop) -> None:
    space = desktop.start()
    heard(space, "My aunt Rosa keeps bees.", 9)
    heard(space, "Aunt Rosa lives in a mill near Tartu.", 8)
    space.nights.sleep()
    desktop.until(lambda: space.nights.asleep is None)
    desktop.rest()
    engine = space.desk.engine
    one = engine.memories.find(containing="bees")[0]
    other = engine.memories.find(containing="mill")[0]
    engine._use_together([one.id, other.id], system_clock())  # what an answer with both does
    shown(desktop, space, "bees")
    detail = space.memories.detail
    assert "Goes together with" in [label.text() for label in detail.findChildren(QLabel)]
    link = next(
        found for found in detail.findChildren(QPushButton, "openLink") if "mill" in found.accessibleName()
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert detail.detail is not None
    assert detail.detail.memory.id == other.id
