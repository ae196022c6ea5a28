"""The first start, the recovery key, unlocking, and vaults that cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.options import Options
from app.screens.onboarding.about import AboutPage
from app.screens.onboarding.trying import TryPage
from app.screens.onboarding.voice import VoicePage
from app.screens.protection.first_run import FirstRun
from app.screens.protection.problem_page import ProblemPage
from app.screens.protection.recovery import RecoveryPage
from app.screens.protection.unlock import UnlockPage
from app.shell.program import Program
from app.shell.single import SingleWindow
from tests.gui.conftest import Desktop


def page(desktop: Desktop, program: Program, kind: type) -> object:
    desktop.until(lambda: isinstance(program.window.page, kind))
    return program.window.page


def first_page(desktop: Desktop) -> tuple[Program, FirstRun]:
    program = desktop.launch(Options(vault=desktop.vault))
    about = page(desktop, program, AboutPage)
    assert isinstance(about, AboutPage)
    about.go_on.click()
    shown = page(desktop, program, FirstRun)
    assert isinstance(shown, FirstRun)
    desktop.rest()
    return program, shown


def skip_the_rest(desktop: Desktop, program: Program) -> None:
    """The steps after the protection, as quickly as they can be left."""
    voice = page(desktop, program, VoicePage)
    assert isinstance(voice, VoicePage)
    assert voice.skip is not None
    voice.skip.click()
    trying = page(desktop, program, TryPage)
    assert isinstance(trying, TryPage)
    trying.go_on.click()


def wait_open(desktop: Desktop, program: Program) -> None:
    desktop.until(lambda: program.workspace is not None and not program.voice_loading)
    desktop.rest()


def test_a_passphrase_protects_and_the_recovery_key_opens_too(desktop: Desktop) -> None:
    program, first = first_page(desktop)
    first.passphrase.radio.setChecked(True)
    QTest.keyClicks(first.first, "correct horse")
    QTest.keyClicks(first.second, "correct hors")
    assert not first.go_on.isEnabled()
    assert first.differ.text()
    QTest.keyClicks(first.second, "e")
    QTest.mouseClick(first.go_on, Qt.MouseButton.LeftButton)
    recovery = page(desktop, program, RecoveryPage)
    assert isinstance(recovery, RecoveryPage)
    key = recovery.key.text()
    assert len(key.split("-")) == 6
    assert recovery.save_to(desktop.home / "key.txt")
    assert key in (desktop.home / "key.txt").read_text(encoding="utf-8")
    assert not recovery.go_on.isEnabled()
    recovery.kept.setChecked(True)
    QTest.mouseClick(recovery.go_on, Qt.MouseButton.LeftButton)
    skip_the_rest(desktop, program)
    wait_open(desktop, program)
    assert program.workspace is not None
    desktop.say(program.workspace, "My aunt Rosa keeps bees.")
    desktop.close()

    for words in ("correct horse", key.lower()):
        program = desktop.launch(Options(vault=desktop.vault))
        asking = page(desktop, program, UnlockPage)
        assert isinstance(asking, UnlockPage)
        QTest.keyClicks(asking.field, "wrong guess")
        QTest.keyClick(asking.field, Qt.Key.Key_Return)
        desktop.until(lambda asking=asking: bool(asking.wrong.text()))  # type: ignore[misc]
        asking.field.clear()
        QTest.keyClicks(asking.field, words)
        QTest.keyClick(asking.field, Qt.Key.Key_Return)
        wait_open(desktop, program)
        assert program.workspace is not None
        program.workspace.show_screen("memories")
        desktop.rest()
        assert program.workspace.memories.count.text() == "1 memory"
        desktop.close()
    assert b"Rosa" not in (desktop.vault / "memory.db").read_bytes()


def test_no_protection_is_an_explicit_choice(desktop: Desktop) -> None:
    program, first = first_page(desktop)
    first.plain.radio.setChecked(True)
    assert not first.go_on.isEnabled()
    first.understood.setChecked(True)
    QTest.mouseClick(first.go_on, Qt.MouseButton.LeftButton)
    skip_the_rest(desktop, program)
    wait_open(desktop, program)


def test_a_damaged_vault_is_told_in_three_sentences(desktop: Desktop) -> None:
    space = desktop.start()
    desktop.say(space, "My aunt Rosa keeps bees.")
    desktop.close()
    file = desktop.vault / "memory.db"
    whole = file.read_bytes()
    file.write_bytes(b"\x00" * 4096 + whole[4096:])
    program = desktop.launch()
    shown = page(desktop, program, ProblemPage)
    assert isinstance(shown, ProblemPage)
    for name in ("what", "data", "todo"):
        line = shown.findChild(QLabel, f"problem_{name}")
        assert line is not None
        assert line.text()
    file.write_bytes(whole)
    again = shown.findChild(QPushButton, "openAgain")
    assert again is not None
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    wait_open(desktop, program)


def test_a_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second, other = (SingleWindow(tmp_path / name) for name in ("vault", "vault", "another"))
    assert first.take()
    with qtbot.waitSignal(first.knocked, timeout=30_000):
        assert not second.take()
    assert other.take()
    first.close()
    assert second.take()
    for one in (first, second, other):
        one.close()
        one.deleteLater()
