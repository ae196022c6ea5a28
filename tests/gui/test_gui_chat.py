"""The chat as a person uses it: keys, receipts, what was noted, what is not kept, problems."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from app.screens.chat.messages import AssistantMessage, UserMessage
from app.shell.workspace import Workspace
from app.widgets.problem_card import ProblemCard
from memory_core.errors import ModelCrashed
from memory_core.types import Message, Piece, Role, Sampling
from tests.gui.conftest import Desktop, type_text
from tests.tools.scripted_model import ScriptedModel


def click(within: QWidget, kind: type[QPushButton] | type[QToolButton], name: str) -> None:
    """Click a button by its name."""
    button = within.findChild(kind, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def users(space: Workspace) -> list[UserMessage]:
    return [one for one in space.chat.column.messages if isinstance(one, UserMessage)]


def answers(space: Workspace) -> list[AssistantMessage]:
    return [one for one in space.chat.column.messages if isinstance(one, AssistantMessage)]


def speak_with(desktop: Desktop, model: ScriptedModel) -> None:
    session = desktop.programs[-1].session
    assert session is not None
    session.assistant.use(model)


def test_keys_of_the_message_field(desktop: Desktop) -> None:
    space = desktop.start()
    editor = space.chat.composer.editor
    assert not space.chat.composer.button.isEnabled()
    QTest.keyClicks(editor, "My brother Leo")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "lives in Turin.")
    assert editor.toPlainText() == "My brother Leo\nlives in Turin."
    high = editor.height()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desktop.until(lambda: not space.chat.busy)
    assert editor.height() < high
    assert users(space)[0].view.toPlainText() == "My brother Leo\nlives in Turin."
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert editor.toPlainText() == "My brother Leo\nlives in Turin."
    desktop.rest()


def test_what_was_noted_can_be_taken_back(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    message = users(space)[0]
    assert message.noted is not None
    why = message.noted.findChild(QPushButton, "notedWhy")
    assert why is not None
    assert why.toolTip()
    click(message, QPushButton, "notedUndo")
    desktop.until(lambda: message.findChild(QLabel, "takenBack") is not None)
    space.show_screen("memories")
    desktop.rest()
    assert space.memories.count.text() == "0 memories"


def test_ctrl_z_takes_the_last_step_back_and_offers_to_redo_it(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    space.chat.composer.editor.document().clearUndoRedoStacks()
    QTest.keyClick(space.chat.composer.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.until(space.snackbar.isVisible)
    engine = space.desk.engine
    assert engine.memories.find() == []
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: len(engine.memories.find()) == 1)
    desktop.rest()


def test_off_the_record_is_marked_and_gone_after_a_restart(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    desktop.say(space, "Off the record: I cannot stand the new manager.")
    assert users(space)[1].findChild(QLabel, "notKept") is not None
    desktop.close()
    space = desktop.start()
    sidebar = space.sidebar.list
    desktop.until(lambda: sidebar.model().rowCount() == 2)
    QTest.mouseClick(
        sidebar.viewport(),
        Qt.MouseButton.LeftButton,
        pos=sidebar.visualRect(sidebar.model().index(1, 0)).center(),
    )
    desktop.until(lambda: len(space.chat.column.messages) == 2)
    assert [one.view.toPlainText() for one in users(space)] == ["My brother Leo lives in Turin."]
    desktop.rest()


def test_links_and_receipts_survive_a_restart_and_open_in_place(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    desktop.say(space, "Where does my brother live?")
    conversation = space.chat.conversation
    desktop.close()
    space = desktop.start()
    space.chat.open(conversation)
    desktop.until(lambda: len(answers(space)) == 2)
    receipt = answers(space)[1].receipt
    assert receipt is not None
    assert receipt.sources[0].text == "My brother Leo lives in Turin."
    answers(space)[1].view.linked.emit(f"mneme:memory/{receipt.sources[0].memory_id}")
    desktop.until(lambda: space.memories.detail.detail is not None)
    assert space.memories.isVisible()
    click(space.memories, QPushButton, "showSource")
    desktop.until(lambda: bool(users(space)) and bool(users(space)[0].view.extraSelections()))
    assert space.chat.isVisible()
    desktop.rest()


def test_what_is_forgotten_leaves_the_conversation_on_screen(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin. What a day!")
    engine = space.desk.engine
    memory = engine.memories.find()[0]
    space.memories.forget(memory.id)
    desktop.until(lambda: "Turin" not in users(space)[0].view.toPlainText())
    desktop.rest()
    engine.memories.restore(memory.id)
    desktop.until(lambda: "Turin" in users(space)[0].view.toPlainText())
    desktop.rest()


def test_a_long_chat_shows_its_end_first_and_holds_only_what_is_near(desktop: Desktop) -> None:
    space = desktop.start()
    engine = space.desk.engine
    for number in range(120):
        engine.perceive(f"Well, well, number {number}.", Role.USER, conversation="long")
    engine.settle()
    space.chat.open("long")
    desktop.until(lambda: bool(users(space)) and "number 119" in users(space)[-1].view.toPlainText())
    bar = space.chat.column.verticalScrollBar()
    desktop.until(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    desktop.rest()
    assert len(users(space)) < 60
    bar.setValue(0)
    desktop.until(
        lambda: bool(users(space)) and users(space)[0].view.toPlainText() == "Well, well, number 0."
    )
    desktop.rest()
    assert len(users(space)) < 60
    assert len(space.chat.column.turns) == 120


def test_what_is_read_stays_in_place_while_an_answer_grows(desktop: Desktop) -> None:
    space = desktop.start()
    engine = space.desk.engine
    for number in range(30):
        engine.perceive(f"Well, well, number {number}.", Role.USER, conversation="long")
    engine.settle()
    space.chat.open("long")
    desktop.until(lambda: bool(users(space)))
    desktop.rest()
    speak_with(desktop, Talker())
    type_text(space.chat.composer.editor, "Tell me a story")
    QTest.keyClick(space.chat.composer.editor, Qt.Key.Key_Return)
    desktop.until(lambda: answers(space)[-1].text.count("and so on") > 20)
    bar = space.chat.column.verticalScrollBar()
    bar.setValue(bar.maximum() - 500)
    desktop.qtbot.wait(0)
    seen = next(one for one in users(space) if one.y() >= bar.value())
    before, high = seen.y() - bar.value(), answers(space)[-1].height()
    desktop.until(lambda: answers(space)[-1].height() > high + 100)
    assert seen.y() - bar.value() == before
    space.chat.stop()
    desktop.until(lambda: not space.chat.busy)
    desktop.rest()


def test_find_in_the_chat(desktop: Desktop) -> None:
    space = desktop.start()
    for text in ("My brother Leo lives in Turin.", "I like figs.", "Leo is a pilot."):
        desktop.say(space, text)
    QTest.keyClick(space, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert space.chat.find_bar.isVisible()
    QTest.keyClicks(space.chat.find_bar.field, "turin")
    # the message, and the answer that repeats it
    desktop.until(lambda: space.chat.find_bar.count.text() == "1 of 2")
    QTest.keyClick(space.chat.find_bar.field, Qt.Key.Key_Escape)
    assert not space.chat.find_bar.isVisible()
    assert not any(one.view.extraSelections() for one in space.chat.column.messages)
    desktop.rest()


def test_copy_and_answer_again(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    desktop.say(space, "Where does my brother live?")
    keys = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(space, Qt.Key.Key_C, keys | Qt.KeyboardModifier.ShiftModifier)
    assert "Turin" in QGuiApplication.clipboard().text()
    before = answers(space)[-1]
    QTest.keyClick(space, Qt.Key.Key_R, keys)
    desktop.until(lambda: answers(space)[-1] is not before and not space.chat.busy)
    last = answers(space)[-1]
    assert "Turin" in last.text
    assert last.former  # the answer before can be looked at
    place = last.findChild(QLabel, "answerPlace")
    assert place is not None
    assert place.text() == "2 / 2"
    click(last, QToolButton, "answerBefore")
    assert place.text() == "1 / 2"
    assert last.view.source_text == last.former[0]
    click(last, QToolButton, "answerAfter")
    assert last.view.source_text == last.text
    desktop.rest()


class Talker(ScriptedModel):
    """Speaks until it is stopped."""

    def __init__(self) -> None:
        super().__init__(lambda _: "", instruct=True)
        self.stopped = threading.Event()

    def chat(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        if sampling.grammar is not None:  # asked whether it wants a tool: it does not
            yield Piece("", finish="stop")
            return
        while not self.stopped.wait(0.002):
            yield Piece("and so on ")
        yield Piece("", finish="cancelled")

    def cancel(self) -> None:
        self.stopped.set()


def test_esc_stops_an_answer_and_the_window_lives_meanwhile(desktop: Desktop) -> None:
    space = desktop.start()
    speak_with(desktop, Talker())
    editor = space.chat.composer.editor
    type_text(editor, "Tell me a story")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desktop.until(lambda: answers(space)[0].text.count("and so on") > 50)
    assert space.chat.composer.button.toolTip() == "Stop (Esc)"
    QTest.keyClicks(editor, "next")
    assert editor.toPlainText() == "next"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    desktop.until(lambda: not space.chat.busy)
    assert "and so on" in answers(space)[0].text
    desktop.rest()


def test_another_chat_can_be_read_while_an_answer_comes(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    first = space.chat.conversation
    speak_with(desktop, Talker())
    click(space, QPushButton, "newChat")
    second = space.chat.conversation
    type_text(space.chat.composer.editor, "Tell me a story")
    QTest.keyClick(space.chat.composer.editor, Qt.Key.Key_Return)
    desktop.until(lambda: "and so on" in answers(space)[0].text)
    space.chat.open(first)
    desktop.until(
        lambda: [one.view.toPlainText() for one in users(space)] == ["My brother Leo lives in Turin."]
    )
    space.chat.open(second)
    desktop.until(lambda: bool(answers(space)) and "and so on" in answers(space)[-1].text)
    space.chat.stop()
    desktop.until(lambda: not space.chat.busy)
    desktop.rest()


def test_a_crash_of_the_model_is_told_with_another_try(desktop: Desktop) -> None:
    space = desktop.start()
    crashed = [True]

    def script(_: str) -> str:
        if crashed[0]:
            raise ModelCrashed(
                "The model's process ended.", "Your message is safe.", "Try again or choose another model."
            )
        return "Here I am again."

    speak_with(desktop, ScriptedModel(script, instruct=True))
    desktop.say(space, "Tell me a story")
    card = answers(space)[0].findChild(ProblemCard)
    assert card is not None
    texts = {name: card.findChild(QLabel, f"problem_{name}") for name in ("what", "data", "todo")}
    assert [one.text() for one in texts.values() if one is not None] == [
        "The model's process ended.",
        "Your message is safe.",
        "Try again or choose another model.",
    ]
    crashed[0] = False
    click(card, QPushButton, "tryAgain")
    desktop.until(lambda: answers(space)[-1].text == "Here I am again.")
    desktop.until(lambda: not space.chat.busy)
    desktop.rest()


@pytest.mark.parametrize(
    "text", ["**bold** <b>x</b> [l](https://e.org) ![i](file:///etc/passwd)", "a\u0301 🙂 щ"]
)
def test_a_message_is_shown_as_it_was_typed(desktop: Desktop, text: str) -> None:
    space = desktop.start()
    desktop.say(space, text)
    assert users(space)[0].view.toPlainText() == text


def test_thinking_is_folded_and_kept_nowhere(desktop: Desktop) -> None:
    space = desktop.start()
    speak_with(
        desktop, ScriptedModel(lambda _: "<think>They want a poem.</think>Roses are red.", instruct=True)
    )
    desktop.say(space, "Write me a poem")
    thoughts = answers(space)[0].thoughts
    assert thoughts is not None
    assert not thoughts.text.isVisible()
    QTest.mouseClick(thoughts.line, Qt.MouseButton.LeftButton)
    assert thoughts.text.isVisible()
    assert "They want a poem." in thoughts.text.text()
    assert answers(space)[0].view.toPlainText() == "Roses are red."
    kept = [turn.text for turn in space.desk.engine.diary.turns()]
    assert not any("They want" in text for text in kept)
