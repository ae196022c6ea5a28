"""Teaching in the chat, and the question that is asked when two memories contradict."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from app.screens.chat.messages import UserMessage
from app.shell.workspace import Workspace
from memory_core.types import Lesson
from tests.gui.conftest import Desktop

KEPT = "My brother Leo lives in Turin."
PASSED = "What time is it?"
OLD, NEW = "I live in Narva.", "I think I live in Tartu."


def click(within: QWidget, name: str) -> None:
    found = within.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def pick(desktop: Desktop, within: QWidget, name: str) -> None:
    """Choose an entry of the menu that a button opened."""
    menu = within.findChild(QMenu, "teachMenu")
    assert menu is not None
    action = next(one for one in menu.actions() if one.objectName() == name)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    desktop.rest()


def users(space: Workspace) -> list[UserMessage]:
    return [one for one in space.chat.column.messages if isinstance(one, UserMessage)]


def texts(space: Workspace) -> set[str]:
    return {memory.text for memory in space.desk.engine.memories.find()}


def asked(desktop: Desktop) -> Workspace:
    """A chat in which two memories contradict, and the question was just asked."""
    space = desktop.start()
    desktop.say(space, OLD)
    desktop.say(space, NEW)
    desktop.until(lambda: space.chat.questions.card is not None)
    desktop.rest()
    return space


MENU = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""A menu without a screen cannot be raised and grabs no keyboard."""


def test_what_was_let_pass_can_be_saved_from_under_the_message(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, PASSED)
    message = users(space)[0]
    assert message.let_pass is not None
    save = message.let_pass.save
    assert save.property("faint") == "true"
    save.setFocus()
    QTest.keyClick(save, Qt.Key.Key_Space)
    desktop.until(lambda: texts(space) == {PASSED})
    desktop.rest()
    assert message.noted is not None
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: texts(space) == set())
    desktop.until(lambda: message.noted is None and message.let_pass is not None)
    desktop.rest()


def test_a_saved_statement_has_undo_in_its_line_too(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, PASSED)
    message = users(space)[0]
    click(message, "saveAnyway")
    desktop.until(lambda: message.noted is not None)
    desktop.rest()
    click(message, "notedUndo")
    desktop.until(lambda: texts(space) == set())
    desktop.rest()
    assert space.desk.engine.gate.lessons() == []


@MENU
def test_of_several_statements_one_is_chosen_to_be_saved(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, f"{PASSED} Where did I leave my umbrella?")
    message = users(space)[0]
    click(message, "saveAnyway")
    menu = message.findChild(QMenu, "passedMenu")
    assert menu is not None
    first = menu.actions()[0]
    assert first.text() == PASSED
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(first).center())
    desktop.until(lambda: texts(space) == {PASSED})
    desktop.rest()


@MENU
def test_a_noted_line_can_be_called_not_worth_remembering(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, f"{KEPT} {PASSED}")
    message = users(space)[0]
    click(message, "notedTeach")
    pick(desktop, message, "teach_not_worth")
    desktop.until(lambda: texts(space) == set())
    desktop.until(lambda: message.findChild(QLabel, "taught") is not None)
    desktop.rest()
    assert "Turin" not in message.view.toPlainText()
    assert [one.lesson for one in space.desk.engine.gate.lessons()] == [Lesson.NOT_WORTH]
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: message.noted is not None)
    desktop.until(lambda: "Turin" in message.view.toPlainText())
    desktop.rest()


@MENU
def test_a_noted_line_can_be_called_wrong(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, OLD)
    desktop.say(space, "I have moved, now I live in Tartu.")
    message = users(space)[1]
    click(message, "notedTeach")
    pick(desktop, message, "teach_wrong")
    desktop.until(lambda: texts(space) == {OLD})
    desktop.rest()


def test_a_contradiction_is_asked_about_once_and_the_older_can_be_kept(desktop: Desktop) -> None:
    space = asked(desktop)
    card = space.chat.questions.card
    assert card is not None
    shown = [one.text() for one in card.findChildren(QLabel)]
    assert OLD in shown
    assert NEW in shown
    click(card, "keep_old")
    desktop.until(lambda: texts(space) == {OLD})
    desktop.until(lambda: space.chat.questions.card is None and space.snackbar.isVisible())
    desktop.rest()
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: texts(space) == {OLD, NEW})
    desktop.until(lambda: space.chat.questions.card is not None)
    desktop.rest()


def test_the_newer_can_be_kept_and_both_can(desktop: Desktop) -> None:
    space = asked(desktop)
    card = space.chat.questions.card
    assert card is not None
    click(card, "keepBoth")
    desktop.until(lambda: space.desk.engine.questions.open() == [])
    desktop.until(lambda: space.chat.questions.card is None)
    assert texts(space) == {OLD, NEW}
    QTest.keyClick(space, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.until(lambda: space.chat.questions.card is not None)
    card = space.chat.questions.card
    assert card is not None
    click(card, "keep_new")
    desktop.until(lambda: texts(space) == {NEW})
    desktop.rest()


def test_later_leaves_it_to_the_log_and_the_chat_asks_no_more(desktop: Desktop) -> None:
    space = asked(desktop)
    card = space.chat.questions.card
    assert card is not None
    click(card, "answerLater")
    assert space.chat.questions.card is None
    desktop.say(space, "I like green tea.")
    assert space.chat.questions.card is None
    click(space, "nav_gate_log")
    desktop.until(lambda: space.gate_log.card is not None)
    desktop.rest()
    assert space.gate_log.card is not None
    click(space.gate_log.card, "answerLater")
    assert space.gate_log.waiting.isVisible()
    assert space.gate_log.waiting.text() == "1 open question"
    QTest.mouseClick(space.gate_log.waiting, Qt.MouseButton.LeftButton)
    assert space.gate_log.card is not None
    click(space.gate_log.card, "keep_new")
    desktop.until(lambda: "I live in Narva." not in texts(space))
    desktop.until(lambda: space.gate_log.card is None)
    desktop.rest()


def test_the_card_stays_with_its_conversation(desktop: Desktop) -> None:
    space = asked(desktop)
    conversation = space.chat.conversation
    click(space, "newChat")
    assert space.chat.questions.card is None
    space.chat.open(conversation)
    desktop.until(lambda: space.chat.questions.card is not None)
    engine = space.desk.engine
    engine.memories.forget(engine.memories.find(containing="Narva")[0].id)
    desktop.until(lambda: space.chat.questions.card is None)
    desktop.rest()
