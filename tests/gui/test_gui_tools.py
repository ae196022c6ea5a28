"""What a model does with memory stands over its answer, and one press takes it back."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.screens.chat.messages import AssistantMessage
from app.screens.chat.tool_line import ToolLine
from app.shell.workspace import Workspace
from app.wording.steps import step_name
from tests.gui.conftest import Desktop
from tests.tools.scripted_model import ScriptedModel


def speak_with(desktop: Desktop, *lines: str) -> None:
    session = desktop.programs[-1].session
    assert session is not None
    left = list(lines)
    model = ScriptedModel(
        lambda _: left.pop(0) if left else "Done.", instruct=True, template="{{ tools }}{{ messages }}"
    )
    session.assistant.use(model)


def call(name: str, **arguments: str) -> str:
    return f"<tool_call>{json.dumps({'name': name, 'arguments': arguments}, ensure_ascii=False)}</tool_call>"


def tool_lines(space: Workspace) -> list[ToolLine]:
    answers = [one for one in space.chat.column.messages if isinstance(one, AssistantMessage)]
    return answers[-1].findChildren(ToolLine)


def text_of(line: ToolLine, name: str) -> str:
    found = line.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_what_was_forgotten_can_be_taken_back_with_one_press(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My dentist is Dr Levy in Turin.")
    speak_with(desktop, call("forget", text="dentist"), "It is forgotten.")
    desktop.say(space, "Please forget what I said about my dentist.")
    assert not space.desk.engine.memories.find()
    (line,) = tool_lines(space)
    assert text_of(line, "toolSaid") == "Forgotten:"
    assert text_of(line, "toolWords") == "My dentist is Dr Levy in Turin."
    undo = line.findChild(QPushButton, "toolUndo")
    assert undo is not None
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    desktop.until(lambda: text_of(line, "toolSaid") == "Taken back:")
    assert not undo.isVisible()
    assert [memory.text for memory in space.desk.engine.memories.find()] == [
        "My dentist is Dr Levy in Turin."
    ]
    desktop.rest()
    (step,) = [one for one in space.desk.engine.journal.steps(9) if one.cause == "tool"]
    assert step.undone
    assert step_name(step.name) == "Forgotten, as you asked in the chat"


def test_a_call_that_nobody_asked_for_is_told_as_such(desktop: Desktop) -> None:
    space = desktop.start()
    speak_with(desktop, call("forget", text="dentist"), "I cannot.")
    desktop.say(space, "How are dentists trained?")
    (line,) = tool_lines(space)
    assert text_of(line, "toolSaid") == "Not forgotten:"
    assert text_of(line, "toolWords") == "you had not asked for it"
    undo = line.findChild(QPushButton, "toolUndo")
    assert undo is not None
    assert not undo.isVisible()
