"""The memories screen: instant search, filters, keys, changes with their undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.shell.workspace import Workspace
from tests.gui.conftest import Desktop, type_text

LIFE = (
    "My aunt Rosa keeps bees.",
    "I am allergic to penicillin.",
    "Моя бабушка живёт в Пскове.",
    "I like rye bread.",
)


def memories(desktop: Desktop) -> Workspace:
    """A workspace with a few memories, on the memories screen."""
    space = desktop.start()
    for text in LIFE:
        space.desk.engine.perceive(text)
    space.desk.engine.settle()
    QTest.mouseClick(button(space, "nav_memories"), Qt.MouseButton.LeftButton)
    desktop.rest()
    assert space.memories.count.text() == "4 memories"
    return space


def button(space: Workspace, name: str) -> QPushButton:
    found = space.findChild(QPushButton, name)
    assert found is not None, name
    return found


def shown(space: Workspace) -> list[str]:
    return [memory.text for memory in space.memories.model.memories]


def test_search_as_you_type_finds_other_forms_and_both_languages(desktop: Desktop) -> None:
    space = memories(desktop)
    QTest.keyClicks(space.memories.search, "bee")
    desktop.until(lambda: shown(space) == [LIFE[0]])
    space.memories.search.clear()
    type_text(space.memories.search, "бабушке")
    desktop.until(lambda: shown(space) == [LIFE[2]])
    space.memories.search.clear()
    QTest.keyClicks(space.memories.search, "zzz")
    desktop.until(lambda: shown(space) == [])
    assert space.memories.empty.isVisible()
    desktop.rest()


def test_detail_tells_why_and_where_from(desktop: Desktop) -> None:
    space = memories(desktop)
    space.memories.choose("penicillin")
    desktop.until(lambda: space.memories.detail.detail is not None)
    words = [one.text() for one in space.memories.detail.findChildren(QLabel)]
    assert "It is about health." in words
    assert "Matters a lot" in words
    tips = [one.toolTip() for one in space.memories.detail.findChildren(QLabel)]
    assert any(tip.startswith("Importance: 0.") for tip in tips)
    source = space.memories.detail.findChild(QLabel, "sourceText")
    assert source is not None
    assert source.text() == LIFE[1]
    desktop.rest()


def test_pin_filter_and_undo_bar(desktop: Desktop) -> None:
    space = memories(desktop)
    space.memories.choose("rye")
    desktop.rest()
    QTest.mouseClick(button(space, "pinMemory"), Qt.MouseButton.LeftButton)
    desktop.until(lambda: space.snackbar.isVisible())
    QTest.mouseClick(button(space, "pinnedOnly"), Qt.MouseButton.LeftButton)
    desktop.until(lambda: shown(space) == [LIFE[3]])
    QTest.mouseClick(space.snackbar.action, Qt.MouseButton.LeftButton)
    desktop.until(lambda: shown(space) == [])
    desktop.rest()


def test_forget_with_the_keyboard_alone_and_take_it_back(desktop: Desktop) -> None:
    space = memories(desktop)
    space.memories.list.setFocus()
    QTest.keyClick(space.memories.list, Qt.Key.Key_Home)
    desktop.rest()
    gone = shown(space)[0]
    QTest.keyClick(space.memories.list, Qt.Key.Key_Delete)
    desktop.until(lambda: len(shown(space)) == 3)
    assert gone not in shown(space)
    QTest.keyClick(space, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.until(lambda: gone in shown(space))
    desktop.rest()


def test_a_replaced_memory_is_in_its_list_with_its_successor(desktop: Desktop) -> None:
    space = memories(desktop)
    engine = space.desk.engine
    engine.perceive("I live in Narva.")
    engine.settle()
    engine.perceive("I have moved, now I live in Tartu.")
    engine.settle()
    QTest.mouseClick(button(space, "status_superseded"), Qt.MouseButton.LeftButton)
    desktop.until(lambda: shown(space) == ["I live in Narva."])
    space.memories.choose("Narva")
    desktop.until(lambda: space.memories.detail.detail is not None)
    detail = space.memories.detail.detail
    assert detail is not None
    assert detail.replaced_by is not None
    assert "Tartu" in detail.replaced_by.text
    desktop.rest()


def test_everything_has_a_name_for_a_screen_reader(desktop: Desktop) -> None:
    space = memories(desktop)
    screen = space.memories
    for widget in (screen.search, screen.list, screen.kinds, space.sidebar.search, space.sidebar.list):
        assert widget.accessibleName()
    index = screen.model.index(0)
    assert "Preference" in str(screen.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
    for tool in space.findChildren(QPushButton):
        assert tool.text() or tool.accessibleName() or not tool.isVisible()
