"""Locking: nothing stays on screen or in memory, the draft comes back with the key, idleness locks too."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QTextEdit, QToolButton, QWidget

from app.keys.vault_keys import VaultKeys
from app.options import Options
from app.screens.protection.unlock import UnlockPage
from app.settings import SettingsFile
from app.shell.help_dialog import HelpDialog
from app.shell.program import Program
from app.shell.workspace import Workspace
from memory_core.errors import MnemeError
from memory_core.store.keys import Key
from tests.gui.conftest import Desktop, type_text

WORDS = "correct horse"


def opened(desktop: Desktop) -> Workspace:
    """An open vault that a passphrase protects."""
    if not desktop.vault.exists():
        VaultKeys.create(desktop.vault, passphrase=WORDS)
    program = desktop.launch(Options(vault=desktop.vault))
    return unlocked(desktop, program)


def unlocked(desktop: Desktop, program: Program, words: str = WORDS) -> Workspace:
    desktop.until(lambda: isinstance(program.window.page, UnlockPage))
    page = program.window.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, words)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    desktop.until(lambda: program.workspace is not None and not program.voice_loading)
    desktop.rest()
    assert program.workspace is not None
    program.window.activateWindow()
    desktop.until(program.window.isActiveWindow)
    return program.workspace


def words_on(window: QWidget) -> str:
    """Everything that any widget of the window says."""
    texts = [one.text() for one in window.findChildren(QLabel)]
    texts += [one.toPlainText() for one in window.findChildren(QTextEdit)]
    texts += [one.toPlainText() for one in window.findChildren(QPlainTextEdit)]
    return "\n".join(texts)


def test_lock_empties_the_screen_and_unlocking_brings_the_draft_back(desktop: Desktop) -> None:
    space = opened(desktop)
    program = desktop.programs[-1]
    desktop.say(space, "My aunt Rosa keeps bees.")
    conversation = space.chat.conversation
    type_text(space.chat.composer.editor, "and her cat is")
    engine, session = space.desk.engine, space.desk.session
    key = session.key
    assert isinstance(key, Key)
    QTest.keyClick(space, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(program.window.page, UnlockPage)
    assert program.workspace is None
    desktop.rest()
    said = words_on(program.window)
    assert "Rosa" not in said
    assert "her cat" not in said
    assert key.raw == bytes(32)
    with pytest.raises(MnemeError):
        engine.diary.turns()
    space = unlocked(desktop, program)
    assert space.chat.conversation == conversation
    assert space.chat.composer.text() == "and her cat is"
    desktop.until(lambda: "Rosa" in words_on(program.window))
    desktop.rest()


def test_a_wrong_guess_leaves_it_locked(desktop: Desktop) -> None:
    space = opened(desktop)
    program = desktop.programs[-1]
    button = space.findChild(QToolButton, "lock")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page = program.window.page
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, "wrong guess")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    desktop.until(lambda: bool(page.wrong.text()))
    assert program.workspace is None
    page.field.clear()
    QTest.keyClicks(page.field, WORDS)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    desktop.until(lambda: program.workspace is not None and not program.voice_loading)
    desktop.rest()


def test_an_idle_window_locks_itself_and_a_touch_puts_it_off(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = opened(desktop)
    program = desktop.programs[-1]
    desktop.until(lambda: program.idle.minutes == 15)
    started = time.monotonic()
    now = [started]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    program.idle.touch()
    now[0] = started + 14 * 60
    program.idle.look()
    assert program.workspace is space
    QTest.keyClick(space, Qt.Key.Key_F1)
    assert space.findChild(HelpDialog) is not None
    program.idle.touch()
    now[0] = started + 16 * 60
    program.idle.look()
    assert program.workspace is space
    now[0] = started + 30 * 60
    program.idle.look()
    assert program.workspace is None
    assert isinstance(program.window.page, UnlockPage)
    monkeypatch.undo()
    desktop.rest()


def test_the_time_until_it_locks_is_a_setting(desktop: Desktop) -> None:
    space = opened(desktop)
    program = desktop.programs[-1]
    space.show_screen("settings")
    desktop.rest()
    minutes = space.findChild(QComboBox, "lockAfter")
    assert minutes is not None
    assert minutes.currentData() == 15
    place = minutes.findData(0)
    minutes.setCurrentIndex(place)
    minutes.activated.emit(place)
    desktop.rest()
    assert program.idle.minutes == 0
    assert SettingsFile(desktop.paths.settings).load()[0].lock_after == 0


def test_without_protection_there_is_no_lock(desktop: Desktop) -> None:
    space = desktop.start()
    QTest.keyClick(space, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert space.snackbar.isVisible()
    assert "no lock" in space.snackbar.text.text()
    button = space.findChild(QToolButton, "lock")
    assert button is not None
    assert not button.isVisible()
    assert not space.settings.keys.isVisible()
    lock = space.findChild(QPushButton, "lockNow")
    assert lock is not None
    assert not lock.isVisible()
