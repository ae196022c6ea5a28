"""The release on screen: tell, close, come back, ask, read the receipt, correct, forget, restore."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.screens.chat.messages import AssistantMessage, UserMessage
from app.shell.workspace import Workspace
from tests.gui.conftest import Desktop

FACTS = (
    "My sister Ada lives in Riga.",
    "I am allergic to walnuts.",
    "Мою кошку зовут Ириска.",
    "I work as a glazier.",
    "Мой врач принимает в Твери.",
)


def press(space: Workspace, name: str) -> None:
    """Click a button by its name."""
    button = space.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(space: Workspace) -> AssistantMessage:
    """The last answer."""
    last = space.chat.column.messages[-1]
    assert isinstance(last, AssistantMessage)
    return last


def test_a_life_is_told_kept_corrected_forgotten_and_restored(desktop: Desktop) -> None:
    space = desktop.start()
    for fact in FACTS:
        desktop.say(space, fact)
    noted = [one.noted for one in space.chat.column.messages if isinstance(one, UserMessage)]
    assert len(noted) == len(FACTS)
    assert all(noted)
    desktop.close()

    space = desktop.start()
    desktop.say(space, "Where does my sister live?")
    assert "Riga" in answer(space).view.toPlainText()
    desktop.say(space, "Как зовут мою кошку?")
    assert "Ириска" in answer(space).view.toPlainText()

    receipt = answer(space).receipt
    assert receipt is not None
    assert receipt.line.text().startswith("Based on 1 memory")
    QTest.mouseClick(receipt.line, Qt.MouseButton.LeftButton)
    desktop.until(lambda: any(one.height() > 0 for one in receipt.findChildren(QPushButton, "receiptTurn")))
    press(space, "receiptTurn")
    desktop.until(lambda: space.chat.title.text() == FACTS[0])
    desktop.rest()
    marked = [one for one in space.chat.column.messages if one.view.extraSelections()]
    assert [one.view.toPlainText() for one in marked] == [FACTS[2]]

    press(space, "nav_memories")
    desktop.rest()
    assert space.memories.count.text() == "5 memories"
    space.memories.search.setFocus()
    QTest.keyClicks(space.memories.search, "glazier")
    desktop.until(lambda: len(space.memories.model.memories) == 1)
    QTest.keyClick(space.memories.list, Qt.Key.Key_Down)
    desktop.until(lambda: space.memories.detail.detail is not None)
    press(space, "editMemory")
    editor = space.memories.detail.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "I work as a bookbinder.")
    press(space, "saveEdit")
    space.memories.search.clear()
    desktop.until(lambda: any(one.text == "I work as a bookbinder." for one in space.memories.model.memories))
    desktop.rest()

    space.memories.choose("walnuts")
    desktop.until(
        lambda: "walnuts" in (one.memory.text if (one := space.memories.detail.detail) is not None else "")
    )
    press(space, "forgetMemory")
    desktop.until(lambda: len(space.memories.model.memories) == 4)
    desktop.rest()
    assert space.snackbar.isVisible()
    press(space, "newChat")
    desktop.say(space, "What am I allergic to?")
    assert "walnuts" not in answer(space).view.toPlainText()

    press(space, "nav_memories")
    press(space, "status_forgotten")
    desktop.until(lambda: [one.text for one in space.memories.model.memories] == [FACTS[1]])
    space.memories.choose("walnuts")
    desktop.rest()
    press(space, "restoreMemory")
    desktop.until(lambda: not space.memories.model.memories)
    desktop.rest()
    press(space, "newChat")
    desktop.say(space, "What am I allergic to?")
    assert "walnuts" in answer(space).view.toPlainText()
