"""The first start in four steps: each can be gone back from, and the first memory is really taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.options import Options
from app.screens.onboarding.about import AboutPage
from app.screens.onboarding.trying import TryPage
from app.screens.onboarding.voice import VoicePage
from app.screens.protection.first_run import FirstRun
from app.settings import NO_MODEL, SettingsFile
from app.shell.program import Program
from tests.gui.conftest import Desktop, type_text
from tests.tools.tiny_gguf import write_tiny_gguf

T = TypeVar("T", bound=QWidget)


def press(page: QWidget, name: str) -> None:
    """Click a button by its name."""
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(desktop: Desktop, program: Program, kind: type[T]) -> T:
    """The page of a step, when it is there."""
    desktop.until(lambda: isinstance(program.window.page, kind))
    page = program.window.page
    assert isinstance(page, kind)
    return page


def to_voice(desktop: Desktop, program: Program) -> VoicePage:
    """Go through the first two steps without protection."""
    about = shown(desktop, program, AboutPage)
    assert about.steps.place == 1
    QTest.keyClick(about, Qt.Key.Key_Return)
    first = shown(desktop, program, FirstRun)
    first.plain.radio.setChecked(True)
    first.understood.setChecked(True)
    desktop.rest()
    press(first, "continueProtection")
    page = shown(desktop, program, VoicePage)
    desktop.rest()
    return page


def to_trying(desktop: Desktop, program: Program) -> TryPage:
    """Go through the third step with what is chosen there."""
    press(to_voice(desktop, program), "continueVoice")
    page = shown(desktop, program, TryPage)
    desktop.until(lambda: not program.voice_loading)
    desktop.rest()
    return page


@pytest.fixture(autouse=True)
def nobody_s_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of its own, where no other program keeps a model yet."""
    home = tmp_path / "person"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return home


def test_one_thing_is_told_seen_and_really_taken_back(desktop: Desktop) -> None:
    program = desktop.launch(Options(vault=desktop.vault))
    page = to_trying(desktop, program)
    type_text(page.field, "My sister Ann lives in Riga.")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    desktop.until(lambda: page.findChild(QLabel, "firstMemory") is not None)
    desktop.rest()
    memory, why = page.findChild(QLabel, "firstMemory"), page.findChild(QLabel, "firstWhy")
    assert memory is not None
    assert why is not None
    assert "Riga" in memory.text()
    assert why.text()
    assert program.session is not None
    assert program.session.engine.memories.find(containing="Riga")
    press(page, "undoFirst")
    desktop.until(lambda: page.findChild(QLabel, "tellState") is not None)
    desktop.rest()
    assert not program.session.engine.memories.find(containing="Riga")
    type_text(page.field, "My cat is called Iriska.")
    press(page, "tellIt")
    desktop.until(lambda: page.findChild(QLabel, "firstMemory") is not None)
    desktop.rest()
    press(page, "finishOnboarding")
    desktop.until(lambda: program.workspace is not None)
    desktop.rest()
    space = program.workspace
    assert space is not None
    assert any("Iriska" in one.view.toPlainText() for one in space.chat.column.messages)
    assert SettingsFile(desktop.paths.settings).load()[0].first_run_done
    desktop.close()
    program = desktop.launch(Options(vault=desktop.vault))
    desktop.until(lambda: program.workspace is not None and not program.voice_loading)
    desktop.rest()


def test_what_is_no_fact_is_said_to_be_none(desktop: Desktop) -> None:
    program = desktop.launch(Options(vault=desktop.vault))
    page = to_trying(desktop, program)
    type_text(page.field, "Hello!")
    press(page, "tellIt")
    desktop.until(lambda: page.go_on.isEnabled() and page.findChild(QLabel, "tellState") is not None)
    desktop.rest()
    assert page.findChild(QLabel, "firstMemory") is None
    assert page.back is not None
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(desktop, program, VoicePage)
    desktop.rest()


def test_the_folder_can_be_another_and_one_can_go_back(desktop: Desktop, tmp_path: Path) -> None:
    full = tmp_path / "documents"
    full.mkdir()
    (full / "letter.txt").write_text("Dear Ada", encoding="utf-8")
    program = desktop.launch(Options())
    about = shown(desktop, program, AboutPage)
    assert about.folder.text() == str(desktop.paths.vault)
    about.use_folder(full)
    press(about, "continueAbout")
    first = shown(desktop, program, FirstRun)
    desktop.rest()
    press(first, "stepBack")
    about = shown(desktop, program, AboutPage)
    assert about.folder.text() == str(full / "Mneme")  # nothing is strewn among other things
    page = to_voice(desktop, program)
    assert (full / "Mneme" / "vault.json").exists()
    assert SettingsFile(desktop.paths.settings).load()[0].vault == str(full / "Mneme")
    assert page.none.radio.isChecked()
    press(page, "stepSkip")
    shown(desktop, program, TryPage)
    desktop.rest()


def test_a_model_that_is_here_is_offered_and_nothing_is_fetched(
    desktop: Desktop, nobody_s_models: Path
) -> None:
    folder = nobody_s_models / ".lmstudio" / "models" / "someone" / "tiny"
    folder.mkdir(parents=True)
    file = write_tiny_gguf(folder / "tiny.gguf")
    program = desktop.launch(Options(vault=desktop.vault))
    page = to_voice(desktop, program)
    found = [choice for choice, wanted in page._wanted.items() if wanted not in (None, NO_MODEL)]
    assert [choice.radio.text() for choice in found] == ["tiny"]
    assert "LM Studio" in found[0].text.text()
    found[0].radio.setChecked(True)
    press(page, "continueVoice")
    shown(desktop, program, TryPage)
    desktop.until(lambda: not program.voice_loading)
    desktop.rest()
    assert program.voice is not None
    assert program.voice.state.model == "Tiny"
    assert SettingsFile(desktop.paths.settings).load()[0].model == str(file)
    assert program.session is not None
    assert program.session.connection is not None
    assert program.session.connection.log is None  # no request was made
