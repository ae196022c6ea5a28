"""Deleting for good: from a memory, a message and a search; the plan, the receipt, the backups."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPlainTextEdit, QPushButton, QTextEdit

from app.screens.chat.messages import UserMessage
from app.shell.workspace import Workspace
from tests.gui.conftest import Desktop

SECRET = "My alarm code is Kestrel7731."
KEPT = "My aunt Rosa keeps bees."


def shown_purge(desktop: Desktop, space: Workspace) -> None:
    """Wait for the last question."""
    desktop.until(lambda: "This cannot be undone." in labels(space))
    desktop.rest()


def told(desktop: Desktop) -> Workspace:
    space = desktop.start()
    desktop.say(space, KEPT)
    desktop.say(space, SECRET)
    space.desk.engine.vault.backup()
    return space


def press(space: Workspace, name: str) -> None:
    found = space.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isVisibleTo(space), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def labels(space: Workspace) -> list[str]:
    return [one.text() for one in space.purge.findChildren(QLabel) if one.isVisibleTo(space)]


def everything(space: Workspace) -> str:
    texts = [one.text() for one in space.findChildren(QLabel)]
    texts += [one.toPlainText() for one in space.findChildren(QTextEdit)]
    texts += [one.toPlainText() for one in space.findChildren(QPlainTextEdit)]
    texts += [one.text for one in space.memories.model.memories]
    return "\n".join(texts)


def holds(folder: Path, word: str) -> list[str]:
    needles = (word.encode(), word.encode("utf-16-le"))
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(needle in one.read_bytes() for needle in needles)]


def test_from_a_memory_to_the_receipt_and_the_backups(desktop: Desktop) -> None:
    space = told(desktop)
    space.show_screen("memories")
    desktop.rest()
    space.memories.choose("Kestrel")
    desktop.rest()
    press(space, "purgeMemory")
    shown_purge(desktop, space)
    assert SECRET in labels(space)
    assert "This cannot be undone." in labels(space)
    assert any(one.endswith(".db") for one in labels(space))
    assert holds(desktop.vault, "Kestrel7731")
    press(space, "purgeNow")
    desktop.until(lambda: space.purge.receipt is not None)
    desktop.rest()
    assert "Deleted for good" in labels(space)
    assert "Memories" in labels(space)
    assert len(holds(desktop.vault, "Kestrel7731")) == 1
    assert "Kestrel" not in everything(space)
    press(space, "copyReceipt")
    receipt = QGuiApplication.clipboard().text()
    assert "Memories: 1" in receipt
    assert "Kestrel" not in receipt
    space.purge.save_to(desktop.home / "receipt.txt")
    desktop.rest()
    assert (desktop.home / "receipt.txt").read_text(encoding="utf-8") == receipt
    press(space, "cleanBackups")
    desktop.until(lambda: space.purge.findChild(QPushButton, "purgeDone") is not None)
    desktop.rest()
    assert "No backup that can be looked into holds it." in labels(space)
    assert holds(desktop.vault, "Kestrel7731") == []
    press(space, "purgeDone")
    desktop.rest()
    assert space.memories.isVisible()
    assert [one.text for one in space.memories.model.memories] == [KEPT]
    QTest.keyClick(space, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert "Kestrel" not in everything(space)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_from_a_message_s_menu_with_the_keyboard(desktop: Desktop) -> None:
    space = told(desktop)
    message = next(
        one
        for one in space.chat.column.messages
        if isinstance(one, UserMessage) and SECRET in one.view.source_text
    )
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, message.mapToGlobal(place))
    QApplication.sendEvent(message, event)
    menu = message.findChild(QMenu, "messageMenu")
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    shown_purge(desktop, space)
    assert SECRET in "\n".join(labels(space))
    space.window().activateWindow()
    desktop.until(space.window().isActiveWindow)
    QTest.keyClick(space.purge.focusWidget() or space.purge, Qt.Key.Key_Escape)
    desktop.until(space.chat.isVisible)
    desktop.rest()
    assert any(SECRET in turn.text for turn in space.desk.engine.diary.turns())


def test_from_a_search_everything_that_holds_it(desktop: Desktop) -> None:
    space = told(desktop)
    space.show_screen("memories")
    desktop.rest()
    QTest.keyClicks(space.memories.search, "kestrel7731")
    desktop.until(lambda: [one.text for one in space.memories.model.memories] == [SECRET])
    desktop.rest()
    press(space, "purgeFound")
    desktop.until(lambda: space.purge.findChild(QPushButton, "purgeNow") is not None)
    press(space, "purgeNow")
    desktop.until(lambda: space.purge.receipt is not None)
    desktop.rest()
    press(space, "purgeDone")
    desktop.rest()
    assert [one.text for one in space.memories.model.memories] == [KEPT]
    assert "Kestrel" not in everything(space)


def test_what_nothing_holds_is_told(desktop: Desktop) -> None:
    space = told(desktop)
    space.show_screen("memories")
    desktop.rest()
    QTest.keyClicks(space.memories.search, "zebra")
    desktop.until(lambda: not space.memories.model.memories)
    desktop.rest()
    press(space, "purgeFound")
    desktop.until(lambda: "Nothing holds it" in labels(space))
    desktop.rest()
    press(space, "purgeCancel")
    desktop.rest()
    assert space.memories.isVisible()
