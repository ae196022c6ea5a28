"""A vault without protection is encrypted from the settings; its old backups are encrypted or deleted."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from app.keys.vault_keys import VaultKeys
from app.options import Options
from app.screens.settings.keys_plain import DeletionDialog, ProtectionDialog
from app.shell.program import Program
from app.shell.workspace import Workspace
from memory_core.store import unfinished
from tests.gui.conftest import Desktop
from tests.gui.test_gui_lock import WORDS, unlocked
from tests.unit.app.test_app_keys import InMemory


def press(where: QWidget, name: str) -> None:
    found = where.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isEnabled(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def settings_of(desktop: Desktop) -> Workspace:
    space = desktop.programs[-1].workspace
    assert space is not None
    space.show_screen("settings")
    desktop.rest()
    return space


def asked(desktop: Desktop, space: Workspace) -> ProtectionDialog:
    press(space, "protectVault")
    desktop.until(lambda: space.findChild(ProtectionDialog) is not None)
    found = space.findChild(ProtectionDialog)
    assert isinstance(found, ProtectionDialog)
    return found


def keep(dialog: QDialog) -> None:
    box = dialog.findChild(QCheckBox, "keptKey")
    assert box is not None
    box.setChecked(True)


def opened_again(desktop: Desktop, former: Workspace) -> Workspace:
    program: Program = desktop.programs[-1]
    desktop.until(lambda: program.workspace not in (None, former) and not program.voice_loading)
    desktop.rest()
    assert program.workspace is not None
    return program.workspace


def plain_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if unfinished.is_plain(path))


@pytest.mark.parametrize("delete", [False, True])
def test_a_plain_vault_is_protected_and_its_backups_too(desktop: Desktop, delete: bool) -> None:
    space = desktop.start()
    desktop.say(space, "My aunt Rosa keeps bees.")
    backup = space.desk.engine.vault.backup()
    space = settings_of(desktop)
    assert space.settings.keys.plain_vault.isVisible()
    assert not space.settings.keys.plain_copies.isVisible()
    lock = space.settings.findChild(QPushButton, "lockNow")
    assert lock is not None
    assert not lock.isVisible()
    dialog = asked(desktop, space)
    assert not dialog.keychain.isEnabled()
    text = dialog.text
    for name, words in (("firstPassphrase", WORDS), ("secondPassphrase", WORDS[:-1])):
        field = dialog.findChild(QLineEdit, name)
        assert field is not None
        QTest.keyClicks(field, words)
    keep(dialog)
    assert not dialog.go_on.isEnabled()
    QTest.keyClicks(dialog.second, WORDS[-1])
    press(dialog, "doIt")
    space = opened_again(desktop, space)
    assert space.snackbar.accessibleName() == "Your memories are encrypted from now on."
    assert [one.text for one in space.desk.engine.memories.find()] == ["My aunt Rosa keeps bees."]
    keys = VaultKeys.load(desktop.vault)
    assert keys is not None
    assert keys.by_passphrase(WORDS) == keys.by_recovery_key(text) == space.desk.session.key
    assert plain_files(desktop.vault) == [backup]
    card = space.settings.keys
    assert card.plain_copies.isVisible()
    assert str(backup) in [one.text() for one in card.plain_copies.findChildren(QLabel)]
    if delete:
        press(card, "deleteBackups")
        sure = space.findChild(DeletionDialog)
        assert sure is not None
        press(sure, "doIt")
    else:
        press(card, "encryptBackups")
    desktop.until(lambda: not plain_files(desktop.vault))
    desktop.rest()
    assert backup.exists() is not delete
    assert not card.plain_copies.isVisible()
    assert not card.plain_vault.isVisible()
    desktop.close()
    space = unlocked(desktop, desktop.launch(Options(vault=desktop.vault)))
    assert [one.text for one in space.desk.engine.memories.find()] == ["My aunt Rosa keeps bees."]


def test_a_plain_vault_is_protected_by_the_keychain(desktop: Desktop) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    try:
        desktop.start()
        space = settings_of(desktop)
        dialog = asked(desktop, space)
        assert dialog.keychain.isChecked()
        assert not dialog.first.isVisible()
        assert not dialog.go_on.isEnabled()
        keep(dialog)
        press(dialog, "doIt")
        space = opened_again(desktop, space)
        assert space.desk.session.protected
        assert space.settings.keys.has_keychain
        assert plain_files(desktop.vault) == []
    finally:
        keyring.set_keyring(before)


def test_a_vault_that_another_program_has_open_stays_plain(desktop: Desktop) -> None:
    from memory_core import PLAIN, Engine
    from tests.tools.quick_embedder import QuickEmbedder

    desktop.start()
    space = settings_of(desktop)
    dialog = asked(desktop, space)
    QTest.keyClicks(dialog.first, WORDS)
    QTest.keyClicks(dialog.second, WORDS)
    keep(dialog)
    with Engine.open(desktop.vault, PLAIN, embedder=QuickEmbedder()):
        press(dialog, "doIt")
        space = opened_again(desktop, space)
    assert "Another program" in space.snackbar.accessibleName()
    assert not space.desk.session.protected
    assert settings_of(desktop).settings.keys.plain_vault.isVisible()
