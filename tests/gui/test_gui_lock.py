"""Locking: nothing stays on screen, in memory or on the clipboard; the draft comes back with the key;
idleness locks too, and the key for it works in a dialog.
"""

from __future__ import annotations

import time
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.keys.vault_keys import VaultKeys
from app.options import Options
from app.screens.protection.unlock import UnlockPage
from app.screens.settings.keys_dialogs import RecoveryDialog
from app.settings import SettingsFile
from app.shell.help_dialog import HelpDialog
from app.shell.program import Program
from app.shell.workspace import Workspace
from app.widgets.clipboard import copies
from memory_core.errors import MnemeError
from memory_core.store.keys import Key
from tests.gui.conftest import Desktop, type_text

WORDS = "correct horse"
Kind = TypeVar("Kind", bound=QDialog)


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


def in_dialog(desktop: Desktop, space: Workspace, kind: type[Kind]) -> Kind:
    """A dialog that has come to the front."""
    desktop.until(lambda: space.findChild(kind) is not None)
    dialog = space.findChild(kind)
    assert dialog is not None
    desktop.until(dialog.isActiveWindow)
    return dialog


def lock_from(desktop: Desktop, dialog: QDialog) -> None:
    """Press the lock's key with a dialog in front."""
    program = desktop.programs[-1]
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desktop.until(lambda: isinstance(program.window.page, UnlockPage))
    assert not any(one.isVisible() for one in program.window.findChildren(QDialog))
    assert program.workspace is None
    desktop.rest()


def test_the_lock_s_key_works_in_a_modal_dialog_and_the_draft_is_safe(desktop: Desktop) -> None:
    space = opened(desktop)
    type_text(space.chat.composer.editor, "half a sentence about")
    for _ in range(2):
        QTest.keyClick(space, Qt.Key.Key_F1)
        lock_from(desktop, in_dialog(desktop, space, HelpDialog))
        space = unlocked(desktop, desktop.programs[-1])
        assert space.findChild(HelpDialog) is None
        assert space.chat.composer.text() == "half a sentence about"


def test_a_copied_recovery_key_leaves_the_clipboard_with_the_lock(desktop: Desktop) -> None:
    space = opened(desktop)
    space.show_screen("settings")
    desktop.rest()
    wanted = space.findChild(QPushButton, "newRecovery")
    assert wanted is not None
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    dialog = in_dialog(desktop, space, RecoveryDialog)
    copy = dialog.findChild(QPushButton, "copyKey")
    assert copy is not None
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    board = QGuiApplication.clipboard()
    assert board.text() == dialog.text
    lock_from(desktop, dialog)
    assert board.text() == ""


def test_an_idle_lock_clears_the_clipboard_but_never_another_program_s(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = opened(desktop)
    program = desktop.programs[-1]
    board = QGuiApplication.clipboard()
    copies().put("Rosa keeps bees")
    board.setText("an address from the browser")
    QTest.keyClick(space, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == "an address from the browser"
    desktop.rest()
    unlocked(desktop, program)
    copies().put("Rosa keeps bees")
    desktop.until(lambda: program.idle.minutes == 15)
    later = time.monotonic() + 16 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    program.idle.look()
    assert program.workspace is None
    assert board.text() == ""
    monkeypatch.undo()
    desktop.rest()


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
