"""The health page: check, quiz, backups, disk use, traces, and going back to a backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from app.shell.workspace import Workspace
from tests.gui.conftest import Desktop

LIFE = (
    "My aunt Rosa keeps bees.",
    "I am allergic to penicillin.",
    "My daughter Nora studies medicine in Tartu.",
)


def started(desktop: Desktop) -> Workspace:
    space = desktop.start()
    for text in LIFE:
        space.desk.engine.perceive(text)
    space.desk.engine.settle()
    QTest.keyClick(space, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert space.health.isVisible()
    return space


def press(space: Workspace, name: str) -> None:
    found = space.health.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def said(space: Workspace) -> str:
    return "\n".join(one.text() for one in space.health.findChildren(QLabel))


def test_check_quiz_and_rebuild(desktop: Desktop) -> None:
    space = started(desktop)
    assert "3 memories from 3 messages." in said(space)
    press(space, "checkNow")
    desktop.until(lambda: "Everything is whole." in said(space))
    press(space, "quizNow")
    desktop.until(lambda: "Found 3 of 3." in said(space))
    press(space, "rebuildIndexes")
    desktop.until(lambda: "new" in space.snackbar.accessibleName())
    desktop.rest()
    assert space.desk.engine.recall("Where does Nora study?").items[0].text == LIFE[2]


def test_a_damaged_search_is_found_and_mended_after_a_backup(desktop: Desktop) -> None:
    space = started(desktop)
    database = space.desk.engine.vault._db  # what damage does to a file, on purpose
    database.write(lambda writer: writer.execute("DELETE FROM memory_words WHERE rowid = 1"))
    press(space, "checkNow")
    desktop.until(lambda: "1 problem was found:" in said(space))
    press(space, "repairNow")
    desktop.until(lambda: "Mended. A backup was made before" in said(space))
    desktop.rest()
    assert len(list((desktop.vault / "backups").glob("*.db"))) == 1


def test_backups_are_made_checked_listed_and_put_back(desktop: Desktop) -> None:
    space = started(desktop)
    program = desktop.programs[-1]
    assert "There is none yet." in said(space)
    press(space, "backupNow")
    desktop.until(lambda: space.health.findChild(QPushButton, "restoreBackup") is not None)
    desktop.rest()
    press(space, "verifyBackup")
    desktop.until(lambda: space.snackbar.accessibleName() == "This backup is whole.")
    space.health.backup(desktop.home / "away.db")
    desktop.until(lambda: str(desktop.home / "away.db") in said(space))
    desktop.rest()
    space.desk.engine.perceive("I like rye bread.")
    space.desk.engine.settle()
    desktop.rest()
    press(space, "restoreBackup")
    ask = space.findChild(QMessageBox, "askRestore")
    assert ask is not None
    QTest.mouseClick(ask.buttons()[0], Qt.MouseButton.LeftButton)
    desktop.until(lambda: program.workspace not in (None, space) and not program.voice_loading)
    desktop.rest()
    again = program.workspace
    assert again is not None
    assert again.health.isVisible()
    assert {one.text for one in again.desk.engine.memories.find()} == set(LIFE)
    assert "Restored" in again.snackbar.accessibleName()
    # what it replaced is kept
    assert len([one for one in again.desk.engine.vault.backups() if one.memories == 4]) == 1
    press(again, "thinBackups")
    desktop.until(lambda: "removed" in again.snackbar.accessibleName())
    desktop.rest()


def test_a_backup_that_is_damaged_is_told_and_changes_nothing(desktop: Desktop) -> None:
    space = started(desktop)
    program = desktop.programs[-1]
    path = space.desk.engine.vault.backup()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x00" * 8192 + whole[4096 + 8192 :])
    program.restore(path)
    desktop.until(lambda: program.workspace not in (None, space) and not program.voice_loading)
    desktop.rest()
    again = program.workspace
    assert again is not None
    assert {one.text for one in again.desk.engine.memories.find()} == set(LIFE)
    assert "damaged" in again.snackbar.accessibleName()


def test_every_place_is_listed_and_what_was_purged_is_marked_in_backups(desktop: Desktop) -> None:
    space = started(desktop)
    engine = space.desk.engine
    engine.vault.backup()
    engine.memories.purge(engine.memories.find(containing="Rosa")[0].id)
    space.health.read()
    desktop.until(lambda: "still holds something" in said(space))
    desktop.rest()
    text = said(space)
    for word in (str(desktop.vault / "memory.db"), "Your memories and the diary", "Together", "readable"):
        assert word in text
    assert "No connection was ever opened." in text
    press(space, "cleanBackup")
    desktop.until(lambda: "still holds something" not in said(space))
    desktop.rest()
    assert b"Rosa" not in next((desktop.vault / "backups").glob("*.db")).read_bytes()
    assert not any(b"Rosa" in one.read_bytes() for one in Path(desktop.vault).rglob("*.db"))
