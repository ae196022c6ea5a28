"""The list of chats as a person uses it: pin, rename, delete, undo, search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QMessageBox, QPushButton

from app.screens.chat.messages import UserMessage
from app.shell.workspace import Workspace
from memory_core.types import Role
from tests.gui.conftest import Desktop


def titles(space: Workspace) -> list[str]:
    """What the list shows, headings in brackets."""
    model = space.sidebar.list.model()
    rows = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return [one.title if one.conversation else f"[{one.title}]" for one in rows]


def tell(desktop: Desktop) -> Workspace:
    """Two chats, both told to the engine."""
    space = desktop.start()
    engine = space.desk.engine
    engine.perceive("My brother Leo lives in Turin.", Role.USER, conversation="leo")
    engine.perceive("I planted beans by the old wall.", Role.USER, conversation="beans")
    engine.settle()
    desktop.until(lambda: len(titles(space)) == 3)
    desktop.rest()
    return space


def place(space: Workspace, row: int) -> QPoint:
    sidebar = space.sidebar.list
    return sidebar.visualRect(sidebar.model().index(row, 0)).center()


def choose(space: Workspace, row: int, name: str) -> None:
    """Open a chat's menu and choose from it."""
    space.sidebar.list.customContextMenuRequested.emit(place(space, row))
    menu = space.sidebar.findChild(QMenu, "chatMenu")
    assert menu is not None
    action = next(one for one in menu.actions() if one.objectName() == name)
    action.trigger()
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_pinned_chat_stands_first_and_is_unpinned_by_undo(desktop: Desktop) -> None:
    space = tell(desktop)
    assert titles(space)[1].startswith("I planted")
    choose(space, 2, "pinChat")
    desktop.until(lambda: titles(space)[0] == "[Pinned]")
    assert titles(space)[1].startswith("My brother")
    space.undoing.undo()
    desktop.until(lambda: titles(space)[0] != "[Pinned]")
    desktop.rest()


def test_f2_renames_and_the_name_can_be_taken_back(desktop: Desktop) -> None:
    space = tell(desktop)
    sidebar = space.sidebar.list
    QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=place(space, 2))
    sidebar.setFocus()
    QTest.keyClick(sidebar, Qt.Key.Key_F2)
    dialog = space.sidebar.findChild(QInputDialog, "renameDialog")
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "Turin")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.until(lambda: "Turin" in titles(space))
    desktop.until(lambda: space.chat.title.text() == "Turin")
    space.undoing.undo()
    desktop.until(lambda: "Turin" not in titles(space))
    desktop.rest()


def test_a_deleted_chat_is_gone_with_its_memories_if_asked_and_comes_back(desktop: Desktop) -> None:
    space = tell(desktop)
    engine = space.desk.engine
    sidebar = space.sidebar.list
    QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=place(space, 2))
    desktop.until(lambda: space.chat.conversation == "leo" and bool(space.chat.column.messages))
    sidebar.setFocus()
    QTest.keyClick(sidebar, Qt.Key.Key_Delete)
    dialog = space.sidebar.findChild(QMessageBox, "deleteDialog")
    assert dialog is not None
    assert dialog.checkBox() is not None
    dialog.checkBox().setChecked(True)
    yes = dialog.findChild(QPushButton, "deleteYes")
    assert yes is not None
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    desktop.until(lambda: len(titles(space)) == 2)
    assert space.chat.conversation != "leo"
    assert [one.text for one in engine.memories.find()] == ["I planted beans by the old wall."]
    assert engine.diary.search("Turin") == []
    desktop.until(space.snackbar.isVisible)
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: len(titles(space)) == 3)
    assert len(engine.memories.find()) == 2
    desktop.rest()


def test_search_shows_the_words_and_goes_to_them_by_keyboard(desktop: Desktop) -> None:
    space = tell(desktop)
    QTest.keyClick(space, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(space.sidebar.search, "turin")
    desktop.until(lambda: len(titles(space)) == 1)
    entry = space.sidebar.list.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
    assert "Turin" in entry.snippet
    QTest.keyClick(space.sidebar.search, Qt.Key.Key_Return)
    assert space.sidebar.list.hasFocus()
    QTest.keyClick(space.sidebar.list, Qt.Key.Key_Return)
    desktop.until(lambda: bool(space.chat.column.messages))
    message = space.chat.column.messages[0]
    assert isinstance(message, UserMessage)
    marked = message.view.extraSelections()
    assert [one.cursor.selectedText() for one in marked] == ["Turin"]
    space.sidebar.search.selectAll()
    QTest.keyClicks(space.sidebar.search, "zebra")
    desktop.until(lambda: titles(space) == [])
    assert space.sidebar._nothing.text() == "Nothing found"
    desktop.rest()
