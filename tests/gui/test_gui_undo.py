"""Undo and redo from anywhere: named, with the way back, refused with a reason; each step in the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.shell.workspace import Workspace
from app.widgets.search_field import Field
from tests.gui.conftest import Desktop

BEES = "My aunt Rosa keeps bees."
BREAD = "I like rye bread."
_CTRL = Qt.KeyboardModifier.ControlModifier
_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def started(desktop: Desktop) -> Workspace:
    space = desktop.start()
    for text in (BEES, BREAD):
        desktop.say(space, text)
    QTest.keyClick(space, Qt.Key.Key_2, _CTRL)
    desktop.rest()
    return space


def shown(space: Workspace) -> set[str]:
    return {one.text for one in space.memories.model.memories}


def bar(space: Workspace) -> str:
    return space.snackbar.accessibleName()


def press(space: Workspace, name: str) -> None:
    found = space.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_undo_and_redo_name_what_they_did_and_offer_the_opposite(desktop: Desktop) -> None:
    space = started(desktop)
    QTest.keyClick(space.memories.search, Qt.Key.Key_Z, _CTRL)  # an empty field has nothing to undo
    desktop.until(lambda: shown(space) == {BEES})
    assert bar(space).startswith("Taken back")
    assert BREAD in bar(space)
    QTest.keyClick(space, Qt.Key.Key_Z, _BOTH)
    desktop.until(lambda: shown(space) == {BEES, BREAD})
    assert bar(space).startswith("Done again")
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: shown(space) == {BEES})
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: shown(space) == {BEES, BREAD})
    desktop.rest()


def test_in_a_text_field_ctrl_z_is_the_text_s(desktop: Desktop) -> None:
    space = started(desktop)
    QTest.keyClicks(space.memories.search, "bees")
    desktop.until(lambda: shown(space) == {BEES})
    QTest.keyClick(space.memories.search, Qt.Key.Key_Z, _CTRL)
    assert space.memories.search.text() == ""
    desktop.rest()
    assert len(space.desk.engine.memories.find()) == 2


@pytest.mark.parametrize("screen", ["gate_log", "memories", "chat"])
def test_a_field_undoes_its_own_text_first_and_then_the_last_change(desktop: Desktop, screen: str) -> None:
    space = started(desktop)
    space.show_screen(screen)
    QTest.keyClick(space, Qt.Key.Key_F, _CTRL)
    desktop.rest()
    space.activateWindow()
    field = QApplication.focusWidget()
    assert isinstance(field, Field)
    QTest.keyClicks(field, "bees")
    QTest.keyClick(field, Qt.Key.Key_Z, _CTRL)
    assert field.text() == ""
    desktop.rest()
    assert len(space.desk.engine.memories.find()) == 2
    QTest.keyClick(field, Qt.Key.Key_Z, _CTRL)
    desktop.until(lambda: bar(space).startswith("Taken back"))
    desktop.rest()
    assert [one.text for one in space.desk.engine.memories.find()] == [BEES]
    QTest.keyClick(field, Qt.Key.Key_Z, _BOTH)
    assert field.text() == "bees"
    QTest.keyClick(field, Qt.Key.Key_Z, _BOTH)
    desktop.until(lambda: bar(space).startswith("Done again"))
    desktop.rest()


def test_nothing_to_take_back_is_told(desktop: Desktop) -> None:
    space = desktop.start()
    QTest.keyClick(space, Qt.Key.Key_Z, _CTRL)
    desktop.until(lambda: bar(space) == "There is nothing to take back.")
    QTest.keyClick(space, Qt.Key.Key_Y, _CTRL)
    desktop.until(lambda: bar(space) == "There is nothing to do again.")
    desktop.rest()


def test_the_history_takes_back_any_step_or_says_what_is_in_the_way(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    bees = engine.memories.find(containing="Rosa")[0].id
    engine.memories.edit(bees, "My aunt Rosa keeps two hives.")
    edited = engine.journal.steps(1)[0].id
    engine.memories.edit(bees, "My aunt Rosa keeps three hives.")
    again = engine.journal.steps(1)[0].id
    bread = next(
        one.id for one in engine.journal.steps() if one.name == "step.hearing" and "bread" in one.detail
    )
    press(space, "openHistory")
    desktop.until(lambda: len(space.memories.history.entries) == 4)
    desktop.rest()
    press(space, f"undo_{edited}")
    desktop.until(lambda: bar(space).startswith("A later change stands in the way"))
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: space.findChild(QPushButton, f"redo_{again}") is not None)
    desktop.rest()
    press(space, f"undo_{edited}")
    desktop.until(lambda: space.findChild(QPushButton, f"redo_{edited}") is not None)
    desktop.rest()
    press(space, f"undo_{bread}")
    desktop.until(lambda: space.findChild(QPushButton, f"redo_{bread}") is not None)
    desktop.rest()
    press(space, "historyBack")
    desktop.until(lambda: shown(space) == {BEES})
    desktop.rest()
    desktop.close()
    space = desktop.start()
    QTest.keyClick(space, Qt.Key.Key_Z, _BOTH)
    desktop.until(lambda: bar(space).startswith("Done again"))
    desktop.rest()
    assert len(space.desk.engine.memories.find()) == 2


def test_what_was_deleted_for_good_cannot_be_taken_back(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    engine.memories.purge(engine.memories.find(containing="Rosa")[0].id)
    press(space, "openHistory")
    desktop.until(lambda: any(one.step.purged for one in space.memories.history.entries))
    desktop.rest()
    gone = next(one.step.id for one in space.memories.history.entries if one.step.purged)
    assert space.findChild(QPushButton, f"undo_{gone}") is None
    space.undoing.undo(gone)
    desktop.until(lambda: "deleted for good" in bar(space))
    desktop.rest()
