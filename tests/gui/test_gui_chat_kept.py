"""What a chat keeps and what not: drafts, temporary chats, messages said otherwise or off the record."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton

from app.screens.chat.messages import AssistantMessage, UserMessage
from app.shell.workspace import Workspace
from memory_core import PLAIN
from memory_core.store.database import Database
from memory_core.store.drafts import Drafts
from tests.gui.conftest import Desktop, type_text
from tests.tools.set_clock import SetClock


def shown(space: Workspace) -> list[str]:
    return [one.view.source_text for one in space.chat.column.messages if isinstance(one, UserMessage)]


def enter(space: Workspace) -> None:
    QTest.keyClick(space.chat.composer.editor, Qt.Key.Key_Return)


def click(space: Workspace, kind: type[QPushButton] | type[QToolButton], name: str) -> None:
    button = space.findChild(kind, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_was_being_written_is_there_after_a_restart(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My brother Leo lives in Turin.")
    conversation = space.chat.conversation
    type_text(space.chat.composer.editor, "And he is")
    engine = space.desk.engine
    desktop.until(lambda: engine.diary.draft(conversation) == "And he is")
    click(space, QPushButton, "newChat")
    desktop.rest()
    assert space.chat.composer.text() == ""
    type_text(space.chat.composer.editor, "Something else")
    desktop.close()  # at once: before the moment after typing is over
    space = desktop.start()
    desktop.until(lambda: space.chat.composer.text() == "Something else")
    space.chat.open(conversation)
    desktop.until(lambda: space.chat.composer.text() == "And he is")
    desktop.rest()
    QTest.keyClicks(space.chat.composer.editor, " a pilot.")
    enter(space)
    desktop.until(lambda: not space.chat.busy)
    desktop.rest()
    assert space.desk.engine.diary.draft(conversation) == ""


def test_a_draft_survives_a_kill(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    script = f"""
        import os, signal
        from pathlib import Path
        from memory_core import PLAIN
        from memory_core.clock import system_clock
        from memory_core.store.database import Database
        from memory_core.store.drafts import Drafts
        drafts = Drafts(Database.open(Path({str(vault)!r}), PLAIN, system_clock))
        drafts.put("main", "Dear Ann")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    with Database.open(vault, PLAIN, SetClock()) as db:
        assert Drafts(db).get("main") == "Dear Ann"


def test_a_temporary_chat_is_shown_as_one_and_leaves_nothing(desktop: Desktop) -> None:
    space = desktop.start()
    engine = space.desk.engine
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(space, Qt.Key.Key_N, keys)
    assert space.chat.title.text().startswith("Temporary chat")
    desktop.say(space, "My locker's code is 4711.")
    type_text(space.chat.composer.editor, "and the door's")
    space.chat.drafting.keep()
    desktop.rest()
    assert (engine.diary.turns(), engine.diary.unsent(), engine.memories.find()) == ([], None, [])
    assert space.sidebar.list.model().rowCount() == 0
    click(space, QPushButton, "newChat")
    desktop.rest()
    assert not space.chat.temporary
    assert (space.chat.composer.text(), shown(space)) == ("", [])


def test_one_message_off_the_record(desktop: Desktop) -> None:
    space = desktop.start()
    click(space, QToolButton, "offRecord")
    assert space.chat.composer.editor.placeholderText() == "This will be kept nowhere"
    desktop.say(space, "My locker's code is 4711.")
    message = space.chat.column.messages[0]
    assert message.findChild(QLabel, "notKept") is not None
    desktop.say(space, "My brother Leo lives in Turin.")
    assert [turn.text for turn in space.desk.engine.diary.turns()][:1] == ["My brother Leo lives in Turin."]


def test_a_message_is_said_otherwise_and_comes_back(desktop: Desktop) -> None:
    space = desktop.start()
    engine = space.desk.engine
    desktop.say(space, "My brother Leo lives in Turin.")
    desktop.say(space, "Where does my brother live?")
    first = space.chat.column.messages[0]
    assert isinstance(first, UserMessage)
    QTest.mouseClick(first.edit, Qt.MouseButton.LeftButton)
    editor = space.chat.composer.editor
    assert editor.toPlainText() == "My brother Leo lives in Turin."
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == ""
    QTest.mouseClick(first.edit, Qt.MouseButton.LeftButton)
    editor.selectAll()
    QTest.keyClicks(editor, "My brother Leo lives in Genoa.")
    enter(space)
    desktop.until(lambda: not space.chat.busy)
    desktop.rest()
    assert shown(space) == ["My brother Leo lives in Genoa."]
    assert [one.text for one in engine.memories.find()] == ["My brother Leo lives in Genoa."]
    step = next(one for one in engine.journal.steps() if one.name == "step.resend")
    space.undoing.undo(step.id)
    desktop.until(lambda: "My brother Leo lives in Turin." in shown(space))
    desktop.rest()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_choice_of_words_is_kept(desktop: Desktop) -> None:
    space = desktop.start()
    space.chat.preset.show()
    QTest.mouseClick(space.chat.preset, Qt.MouseButton.LeftButton)
    menu = space.chat.preset.findChild(QMenu, "presetMenu")
    assert menu is not None
    next(one for one in menu.actions() if one.objectName() == "preset_exact").trigger()
    menu.close()
    desktop.until(lambda: space.desk.session.settings.preset == "exact")
    assert space.desk.session.assistant.preset == "exact"
    desktop.rest()


def test_an_answer_that_broke_off_offers_to_go_on(desktop: Desktop) -> None:
    space = desktop.start()
    message = AssistantMessage(space.desk, "One, two, thr")
    message.finish((), stopped=True, broken_off=True)
    wanted: list[bool] = []
    message.more_wanted.connect(lambda: wanted.append(True))
    button = message.findChild(QPushButton, "answerMore")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [True]
    message.deleteLater()
    desktop.rest()
