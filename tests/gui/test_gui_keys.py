"""What opens the vault is changed in the settings: passphrase, keychain, recovery key, another data key."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from app.options import Options
from app.screens.protection.unlock import UnlockPage
from app.screens.settings.keys_dialogs import KeyDialog, PassphraseDialog, RecoveryDialog, RotationDialog
from app.shell.workspace import Workspace
from memory_core.errors import WrongKey
from memory_core.store import opening
from tests.gui.conftest import Desktop
from tests.gui.test_gui_lock import WORDS, unlocked
from tests.unit.app.test_app_keys import InMemory, InTheOpen, Liar, Locked


@pytest.fixture
def use() -> Iterator[object]:
    """Put another keychain in the system's place."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


class Person:
    """Somebody in the settings of a vault with a passphrase and a recovery key."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        keys, key = VaultKeys.create(desktop.vault, passphrase=WORDS)
        _, self.recovery = keys.with_recovery_key(key)
        self.program = desktop.launch(Options(vault=desktop.vault))
        self.space = unlocked(desktop, self.program)
        self.open()

    def open(self) -> None:
        self.space.show_screen("settings")
        self.desktop.rest()

    @property
    def keys(self) -> VaultKeys:
        found = VaultKeys.load(self.desktop.vault)
        assert found is not None
        return found

    def press(self, where: QWidget, name: str) -> None:
        found = where.findChild(QPushButton, name)
        assert found is not None, name
        assert found.isEnabled(), name
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def dialog(self, kind: type[KeyDialog], button: str) -> KeyDialog:
        self.press(self.space, button)
        found = self.space.findChild(kind)
        assert isinstance(found, kind)
        return found

    def fill(self, dialog: QDialog, **words: str) -> None:
        for name, text in words.items():
            field = dialog.findChild(QLineEdit, name)
            assert field is not None, name
            field.clear()
            QTest.keyClicks(field, text)

    def keep(self, dialog: QDialog) -> None:
        box = dialog.findChild(QCheckBox, "keptKey")
        assert box is not None
        box.setChecked(True)

    def said(self, space: Workspace) -> str:
        return "\n".join(one.text() for one in space.settings.findChildren(QLabel))


@pytest.fixture
def person(desktop: Desktop) -> Person:
    return Person(desktop)


def test_the_passphrase_is_changed_after_the_old_one_was_given(person: Person, desktop: Desktop) -> None:
    dialog = person.dialog(PassphraseDialog, "setPassphrase")
    assert "recovery key opens your memories" in "\n".join(
        one.text() for one in dialog.findChildren(QLabel)
    ).replace("your recovery key opens", "recovery key opens")
    person.fill(dialog, oldPassphrase="guess", firstPassphrase="four new words", secondPassphrase="four new")
    assert not dialog.go_on.isEnabled()
    person.fill(dialog, secondPassphrase="four new words")
    person.press(dialog, "doIt")
    desktop.until(lambda: bool(dialog.wrong.text()))
    assert person.keys.by_passphrase(WORDS)
    person.fill(dialog, oldPassphrase=WORDS)
    person.press(dialog, "doIt")
    desktop.until(person.space.snackbar.isVisible)
    desktop.rest()
    assert person.keys.by_passphrase("four new words")
    with pytest.raises(WrongKey):
        person.keys.by_passphrase(WORDS)


def test_a_new_recovery_key_holds_once_it_is_kept(person: Person, desktop: Desktop) -> None:
    dialog = person.dialog(RecoveryDialog, "newRecovery")
    assert isinstance(dialog, RecoveryDialog)
    text = dialog.text
    assert not dialog.go_on.isEnabled()
    assert person.keys.by_recovery_key(person.recovery)
    person.keep(dialog)
    person.press(dialog, "doIt")
    desktop.until(person.space.snackbar.isVisible)
    desktop.rest()
    assert person.keys.by_recovery_key(text)
    with pytest.raises(WrongKey):
        person.keys.by_recovery_key(person.recovery)


def test_the_keychain_comes_and_goes(person: Person, desktop: Desktop, use: object) -> None:
    assert callable(use)
    use(InMemory())
    person.press(person.space, "useKeychain")
    desktop.until(lambda: WrapKind.KEYCHAIN in person.keys.kinds)
    desktop.rest()
    person.press(person.space, "removePassphrase")
    desktop.until(lambda: WrapKind.PHRASE not in person.keys.kinds)
    desktop.rest()
    assert person.space.findChild(QPushButton, "removeKeychain") is None
    QTest.keyClick(person.space, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = person.program.window.page
    assert isinstance(page, UnlockPage)
    person.press(page, "askKeychain")
    desktop.until(lambda: person.program.workspace is not None and not person.program.voice_loading)
    desktop.rest()


@pytest.mark.parametrize(
    ("backend", "words"), [(Liar, "did not give it back"), (Locked, "is locked"), (InTheOpen, "no keychain")]
)
def test_a_keychain_that_cannot_be_trusted_is_told_in_plain_words(
    person: Person, desktop: Desktop, use: object, backend: type[KeyringBackend], words: str
) -> None:
    assert callable(use)
    use(backend())
    person.press(person.space, "useKeychain")
    desktop.until(lambda: words in person.said(person.space))
    desktop.rest()
    assert WrapKind.KEYCHAIN not in person.keys.kinds


def test_another_data_key_for_everything(person: Person, desktop: Desktop) -> None:
    desktop.say(person.space, "My aunt Rosa keeps bees.")
    former = person.keys.by_passphrase(WORDS)
    person.open()
    dialog = person.dialog(RotationDialog, "rotateKey")
    assert isinstance(dialog, RotationDialog)
    text = dialog.text
    person.keep(dialog)
    person.fill(dialog, rotationPassphrase="guess")
    person.press(dialog, "doIt")
    desktop.until(lambda: bool(dialog.wrong.text()))
    person.fill(dialog, rotationPassphrase=WORDS)
    person.press(dialog, "doIt")
    desktop.until(lambda: person.program.workspace not in (None, person.space))
    desktop.until(lambda: not person.program.voice_loading)
    desktop.rest()
    space = person.program.workspace
    assert space is not None
    assert space.snackbar.accessibleName() == "Everything is encrypted with a new key now."
    assert [one.text for one in space.desk.engine.memories.find()] == ["My aunt Rosa keeps bees."]
    assert person.keys.by_recovery_key(text) != former
    for file in desktop.vault.rglob("*.db"):
        with pytest.raises(WrongKey):
            opening.inspect(file, former)
