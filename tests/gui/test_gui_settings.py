"""Settings take effect at once and are there after a restart; model files come by choice or by drop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QRadioButton

from app.assistant.events import Voice
from app.settings import SettingsFile
from app.shell.help_dialog import HelpDialog
from app.shell.workspace import Workspace
from app.widgets.problem_card import ProblemCard
from tests.gui.conftest import Desktop
from tests.tools.tiny_gguf import write_tiny_gguf


def button(space: Workspace, name: str) -> QPushButton:
    found = space.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_the_language_changes_without_a_restart(desktop: Desktop) -> None:
    space = desktop.start()
    program = desktop.programs[-1]
    desktop.say(space, "My aunt Rosa keeps bees.")
    QTest.keyClick(space, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    place = space.settings.languages.findData("ru")
    space.settings.languages.setCurrentIndex(place)
    space.settings.languages.activated.emit(place)
    desktop.until(lambda: program.workspace is not None and program.workspace is not space)
    desktop.rest()
    russian = program.workspace
    assert russian is not None
    assert button(russian, "newChat").text() == "Новый разговор"
    assert russian.settings.isVisible()
    russian.show_screen("memories")
    desktop.rest()
    assert russian.memories.count.text() == "1 воспоминание"
    assert SettingsFile(desktop.paths.settings).load()[0].language == "ru"


def test_theme_and_text_size(desktop: Desktop) -> None:
    space = desktop.start()
    program = desktop.programs[-1]
    space.show_screen("settings")
    QTest.mouseClick(button(space, "theme_dark"), Qt.MouseButton.LeftButton)
    assert program.theme.scheme == "dark"
    QTest.keyClick(space, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert program.theme.zoom == 1.1
    assert space.settings.zoom.text() == "110 %"
    QTest.keyClick(space, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert program.theme.zoom == 1.0
    QTest.keyClick(space, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    kept = SettingsFile(desktop.paths.settings).load()[0]
    assert (kept.theme, kept.font_scale) == ("dark", 1.1)


def drop(desktop: Desktop, path: Path) -> None:
    """Drop a file onto the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window = desktop.programs[-1].window
    over = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, over)
    assert over.isAccepted()
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def test_a_dropped_model_speaks_after_a_question(desktop: Desktop, tmp_path: Path) -> None:
    space = desktop.start()
    window = desktop.programs[-1].window
    drop(desktop, write_tiny_gguf(tmp_path / "tiny-one.gguf"))
    ask = window.findChild(QMessageBox, "askModel")
    assert ask is not None
    assert "tiny-one" in ask.text()
    QTest.mouseClick(ask.defaultButton(), Qt.MouseButton.LeftButton)
    voice = desktop.programs[-1].voice
    assert voice is not None
    desktop.until(lambda: voice.state.voice is Voice.FULL and not voice.state.loading)
    assert "Tiny" in space.chat.voice.text()
    assert space.settings.voice.own.isChecked()
    desktop.rest()
    assert str(SettingsFile(desktop.paths.settings).load()[0].model).endswith("tiny-one.gguf")


def test_a_bad_model_file_is_told_and_the_former_voice_stays(desktop: Desktop, tmp_path: Path) -> None:
    space = desktop.start()
    (tmp_path / "bad.gguf").write_bytes(b"not a model at all")
    space.show_screen("settings")
    space.settings.voice.model_wanted.emit(str(tmp_path / "bad.gguf"))
    desktop.until(lambda: space.settings.voice.findChild(ProblemCard) is not None)
    desktop.rest()
    none = space.settings.voice.findChild(QRadioButton, "voiceNone")
    assert none is not None
    assert none.isChecked()
    assert SettingsFile(desktop.paths.settings).load()[0].model == "none"
    desktop.say(space, "My aunt Rosa keeps bees.")


def test_the_left_side_hides_and_help_lists_the_keys(desktop: Desktop) -> None:
    space = desktop.start()
    QTest.keyClick(space, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not space.sidebar.isVisible()
    QTest.keyClick(space, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert space.sidebar.isVisible()
    QTest.keyClick(space, Qt.Key.Key_F1)
    shown = space.findChild(HelpDialog)
    assert shown is not None
    assert shown.isVisible()
    close = shown.findChild(QPushButton, "closeHelp")
    assert close is not None
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    desktop.rest()
    assert SettingsFile(desktop.paths.settings).load()[0].sidebar is False


def test_chats_are_found_by_what_was_said_and_can_be_put_away(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My aunt Rosa keeps bees.")
    QTest.keyClick(space, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desktop.say(space, "I like rye bread.")
    model = space.sidebar.list.model()
    desktop.until(lambda: model.rowCount() == 3)
    QTest.keyClicks(space.sidebar.search, "bees")
    desktop.until(lambda: model.rowCount() == 1)
    QTest.mouseClick(
        space.sidebar.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=space.sidebar.list.visualRect(model.index(0, 0)).center(),
    )
    desktop.until(lambda: space.chat.title.text() == "My aunt Rosa keeps bees.")
    desktop.rest()


def test_about_names_the_licences_and_the_vault_s_folder(desktop: Desktop) -> None:
    space = desktop.start()
    space.show_screen("settings")
    desktop.rest()
    licence = button(space, "voiceLicence")
    assert licence.text() == "Gemma Terms of Use"
    assert licence.toolTip().startswith("https://")
    assert space.settings.folder.text() == str(desktop.vault)
    assert space.settings.protection.text() == "Not encrypted, as you chose."


def test_a_bug_is_told_in_the_window(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.programs[-1].crashed.emit(None)
    desktop.until(space.snackbar.isVisible)
    assert space.snackbar.text.text().startswith("Something went wrong")
