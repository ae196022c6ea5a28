"""The screen of what was noticed: filters, paging, one decision in detail, teaching and taking it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.screens.gate_log.reading import PAGE
from app.shell.workspace import Workspace
from app.widgets.text_view import TextView
from memory_core.types import Lesson
from tests.gui.conftest import Desktop, type_text

KEPT = "I am allergic to penicillin."
PASSED = "What time is it?"
BOTH = f"{KEPT} {PASSED}"
IDLE = "The bus was late today."


def gate_log(desktop: Desktop, *said: str, **settings: str) -> Workspace:
    """A workspace in which this was said, on the screen of what was noticed."""
    space = desktop.start(**settings)
    for text in said:
        space.desk.engine.perceive(text)
    space.desk.engine.settle()
    click(space, "nav_gate_log")
    desktop.rest()
    return space


def button(space: Workspace, name: str) -> QPushButton:
    found = space.findChild(QPushButton, name)
    assert found is not None, name
    return found


def click(space: Workspace, name: str) -> None:
    QTest.mouseClick(button(space, name), Qt.MouseButton.LeftButton)


def shown(space: Workspace) -> list[str]:
    return [one.text for one in space.gate_log.model.rows]


def choose(desktop: Desktop, space: Workspace, words: str) -> None:
    space.gate_log.choose(words)
    desktop.rest()
    assert space.gate_log.detail.told is not None
    assert words in space.gate_log.detail.told.noticed.text


def words(space: Workspace, name: str) -> str:
    found = space.gate_log.detail.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def test_an_empty_log_says_what_will_stand_there(desktop: Desktop) -> None:
    space = gate_log(desktop)
    assert space.gate_log.empty.isVisible()
    assert any("Nothing was noticed yet" in one.text() for one in space.gate_log.findChildren(QLabel))


def test_each_statement_has_its_line_and_the_filters_choose(desktop: Desktop) -> None:
    space = gate_log(desktop, BOTH, IDLE)
    assert shown(space) == [IDLE, PASSED, KEPT]
    click(space, "kind_admit")
    desktop.until(lambda: shown(space) == [KEPT])
    click(space, "kind_ignore")
    desktop.until(lambda: shown(space) == [IDLE, PASSED])
    space.gate_log.reasons.setCurrentIndex(space.gate_log.reasons.findData("questions"))
    desktop.until(lambda: shown(space) == [PASSED])
    space.gate_log.reasons.setCurrentIndex(0)
    click(space, "kind_all")
    type_text(space.gate_log.search, "PENICILLIN")
    desktop.until(lambda: shown(space) == [KEPT])
    space.gate_log.search.clear()
    click(space, "taughtOnly")
    desktop.until(lambda: shown(space) == [])
    assert space.gate_log.empty.isVisible()
    desktop.rest()


def test_a_decision_is_told_with_the_whole_message_and_its_figures(desktop: Desktop) -> None:
    space = gate_log(desktop, BOTH)
    choose(desktop, space, KEPT)
    assert words(space, "outcome") == "Kept"
    assert words(space, "decisionReason") == "It is about health."
    message = space.gate_log.detail.findChild(TextView, "decisionMessage")
    assert message is not None
    assert message.toPlainText() == BOTH
    assert [mark.cursor.selectedText() for mark in message.extraSelections()] == [KEPT]
    details = button(space, "decisionDetails")
    QTest.mouseClick(details, Qt.MouseButton.LeftButton)
    assert any("Sounds lasting" in one.text() and one.isVisible() for one in space.findChildren(QLabel))
    click(space, "showMemory")
    desktop.rest()
    assert space.memories.isVisible()
    click(space, "nav_gate_log")
    desktop.rest()
    click(space, "showTurn")
    desktop.until(lambda: space.chat.isVisible() and bool(space.chat.column.by_turn))
    desktop.rest()


def test_save_anyway_and_its_undo(desktop: Desktop) -> None:
    space = gate_log(desktop, BOTH)
    choose(desktop, space, PASSED)
    click(space, "teach_worth")
    desktop.until(space.snackbar.isVisible)
    desktop.rest()
    engine = space.desk.engine
    assert {memory.text for memory in engine.memories.find()} == {KEPT, PASSED}
    assert words(space, "taught") == "You taught: save such things"
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: [memory.text for memory in engine.memories.find()] == [KEPT])
    desktop.rest()
    assert engine.gate.lessons() == []
    assert space.gate_log.detail.findChild(QLabel, "taught") is None


def test_not_worth_remembering_with_the_keyboard_alone(desktop: Desktop) -> None:
    space = gate_log(desktop, KEPT)
    QTest.keyClick(space, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    space.gate_log.list.setFocus()
    QTest.keyClick(space.gate_log.list, Qt.Key.Key_Home)
    desktop.rest()
    engine = space.desk.engine
    QTest.keyClick(space.gate_log.list, Qt.Key.Key_Delete)
    desktop.until(lambda: engine.memories.find() == [])
    desktop.until(lambda: shown(space) == [""])
    desktop.rest()
    assert [one.lesson for one in engine.gate.lessons()] == [Lesson.NOT_WORTH]
    index = space.gate_log.model.index(0)
    told = str(space.gate_log.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
    assert "penicillin" not in told
    assert "You taught: not worth remembering" in told
    QTest.keyClick(space.gate_log.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desktop.until(lambda: [memory.text for memory in engine.memories.find()] == [KEPT])
    desktop.until(lambda: shown(space) == [KEPT])
    desktop.rest()


def test_wrong_brings_back_what_held_before(desktop: Desktop) -> None:
    space = gate_log(desktop, "I live in Narva.", "I have moved, now I live in Tartu.")
    choose(desktop, space, "Tartu")
    assert words(space, "outcome") == "Replaced"
    click(space, "teach_wrong")
    engine = space.desk.engine
    desktop.until(lambda: [memory.text for memory in engine.memories.find()] == ["I live in Narva."])
    desktop.rest()
    click(space, "taughtOnly")
    desktop.until(lambda: len(space.gate_log.model.rows) == 1)
    QTest.keyClick(space, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.until(lambda: len(space.gate_log.model.rows) == 0)
    assert "Tartu" in engine.memories.find()[0].text
    desktop.rest()


def test_a_long_log_comes_in_pages(desktop: Desktop) -> None:
    space = gate_log(desktop, *(f"Is it {number} o'clock?" for number in range(PAGE + 20)))
    assert len(shown(space)) == PAGE
    space.gate_log.list.scrollToBottom()
    desktop.until(lambda: len(shown(space)) == PAGE + 20)
    assert shown(space)[-1] == "Is it 0 o'clock?"
    assert len(set(shown(space))) == PAGE + 20
    desktop.rest()


def test_a_replaced_statement_can_be_read_and_a_forgotten_one_cannot(desktop: Desktop) -> None:
    space = gate_log(desktop, KEPT, "I live in Narva.", "I have moved, now I live in Tartu.")
    engine = space.desk.engine
    engine.memories.forget(engine.memories.find(containing="penicillin")[0].id)
    desktop.until(lambda: shown(space)[-1] == "")
    assert shown(space)[1] == "I live in Narva."
    QTest.keyClick(space.gate_log.list, Qt.Key.Key_End)
    space.gate_log.list.setCurrentIndex(space.gate_log.model.index(2))
    desktop.rest()
    message = space.gate_log.detail.findChild(TextView, "decisionMessage")
    assert message is not None
    assert message.toPlainText() == "You wanted this forgotten."
    assert space.gate_log.detail.findChild(QPushButton, "teach_worth") is None


def test_the_mark_stays_on_its_words_when_others_of_the_message_are_forgotten(desktop: Desktop) -> None:
    space = gate_log(desktop, BOTH)
    engine = space.desk.engine
    engine.memories.forget(engine.memories.find(containing="penicillin")[0].id)
    desktop.until(lambda: shown(space) == [PASSED, ""])
    choose(desktop, space, PASSED)
    message = space.gate_log.detail.findChild(TextView, "decisionMessage")
    assert message is not None
    assert message.toPlainText() == f"[…] {PASSED}"
    assert [mark.cursor.selectedText() for mark in message.extraSelections()] == [PASSED]
    desktop.rest()


def test_it_speaks_russian_and_has_names_for_a_screen_reader(desktop: Desktop) -> None:
    space = gate_log(desktop, "У меня аллергия на пенициллин.", language="ru")
    assert button(space, "nav_gate_log").text() == "Что замечено"
    choose(desktop, space, "пенициллин")
    assert words(space, "outcome") == "Запомнено"
    screen = space.gate_log
    for widget in (screen.search, screen.list, screen.reasons):
        assert widget.accessibleName()
    told = str(screen.model.data(screen.model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("Запомнено. У меня аллергия")
    for tool in screen.findChildren(QPushButton):
        assert tool.text() or tool.accessibleName() or not tool.isVisible()
