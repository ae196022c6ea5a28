"""About the user: sentences with sources, corrected in their place, taken out; blocks with their room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from app.shell.workspace import Workspace
from tests.gui.conftest import Desktop, type_text

LIFE = (
    "My name is Ada.",
    "I work as a bookbinder in Turku.",
    "My daughter Nora studies medicine in Tartu.",
    "I am allergic to penicillin.",
)


def started(desktop: Desktop) -> Workspace:
    space = desktop.start()
    for text in LIFE:
        space.desk.engine.perceive(text)
    space.desk.engine.settle()
    QTest.keyClick(space, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert space.profile.isVisible()
    return space


def slept(desktop: Desktop, space: Workspace) -> None:
    button = space.profile.findChild(QPushButton, "profileSleep")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desktop.until(lambda: space.nights.asleep is None)
    desktop.rest()
    space.profile.read()
    desktop.rest()


def said(space: Workspace) -> str:
    return "\n".join(one.text() for one in space.profile.findChildren(QLabel) if one.isVisible())


def test_the_page_is_written_at_night_and_each_line_has_its_source(desktop: Desktop) -> None:
    space = started(desktop)
    assert "Nothing written yet" in said(space)
    slept(desktop, space)
    assert "Nothing written yet" not in said(space)
    desktop.until(lambda: "Health" in said(space))
    assert "penicillin" in said(space)
    link = next(
        one
        for one in space.profile.findChildren(QPushButton, "profileSource")
        if "Nora" in one.accessibleName()
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.memories.isVisible()
    detail = space.memories.detail.detail
    assert detail is not None
    assert detail.memory.text == LIFE[2]


def test_a_line_is_corrected_in_its_place_and_taken_out(desktop: Desktop) -> None:
    space = started(desktop)
    slept(desktop, space)
    line = next(one for one in space.desk.engine.tiers.profile() if "penicillin" in one.memory.text)
    edit = space.profile.findChild(QToolButton, f"edit_{line.memory.id}")
    assert edit is not None
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    view = next(one for one in space.profile.views if one.line.memory.id == line.memory.id)
    assert view.field is not None
    view.field.clear()
    type_text(view.field, "You must never take penicillin.")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    desktop.until(lambda: "You must never take penicillin." in said(space))
    desktop.rest()
    assert "Corrected by you" in said(space)
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: "You must never take penicillin." not in said(space))
    desktop.rest()
    out = space.profile.findChild(QToolButton, f"forget_{line.memory.id}")
    assert out is not None
    QTest.mouseClick(out, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert line.memory.id not in [one.memory.id for one in space.desk.engine.tiers.profile()]
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert line.memory.id in [one.memory.id for one in space.desk.engine.tiers.profile()]


def test_escape_leaves_a_line_as_it_is(desktop: Desktop) -> None:
    space = started(desktop)
    slept(desktop, space)
    view = space.profile.views[0]
    view.begin_edit()
    field = view.field
    assert field is not None
    type_text(field, " and more")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view.field is None
    assert " and more" not in said(space)


def test_a_block_says_how_much_fits_and_can_be_taken_back(desktop: Desktop) -> None:
    space = started(desktop)
    name = next(iter(space.profile.blocks))
    block = space.profile.blocks[name]
    assert not block.save.isEnabled()
    type_text(block.editor, "Call me Ada.")
    assert f"room for {block.block.most - 12} more characters" in block.room.text()
    QTest.mouseClick(block.save, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.desk.engine.tiers.blocks()[0].text == "Call me Ada."
    block.editor.setPlainText("x" * (block.block.most + 3))
    assert block.room.text() == "3 characters too many"
    assert not block.save.isEnabled()
    block.editor.setPlainText("Call me Ada.")
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.desk.engine.tiers.blocks()[0].text == ""
