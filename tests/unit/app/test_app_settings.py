"""Settings survive a crash, a newer version and a careless editor."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.paths import Paths
from app.settings import Settings, SettingsFile
from memory_core.errors import BadRequest, EnvironmentProblem


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.json")


def test_what_is_saved_is_loaded(file: SettingsFile) -> None:
    assert file.load() == (Settings(), None)
    changed = replace(Settings(), language="ru", theme="dark", model="none", vault="/a/b", font_scale=1.25)
    file.save(changed)
    assert file.load() == (changed, None)
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"theme": "dark"}', '{"version": "1"}'])
def test_a_damaged_file_is_put_aside_and_told(file: SettingsFile, text: str) -> None:
    file.path.parent.mkdir()
    file.path.write_text(text)
    settings, told = file.load()
    assert settings == Settings()
    assert told is not None
    assert told.reason == "unreadable"
    assert told.aside is not None
    assert told.aside.read_text() == text
    assert not file.path.exists()


def test_a_newer_file_is_kept_for_the_newer_version(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    text = json.dumps({"version": 99, "theme": "dark", "holograms": True})
    file.path.write_text(text)
    settings, told = file.load()
    assert settings == Settings()
    assert told is not None
    assert told.reason == "newer"
    file.save(settings)
    assert told.aside is not None
    assert told.aside.read_text() == text


def test_one_impossible_value_costs_only_itself(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    row = {"version": 1, "theme": "dark", "font_scale": 40, "sidebar": "yes", "context": True, "unknown": 1}
    file.path.write_text(json.dumps(row))
    settings, told = file.load()
    assert settings == replace(Settings(), theme="dark")
    assert told is not None
    assert set(told.fields) == {"font_scale", "sidebar", "context"}
    assert json.loads(file.path.read_text()) == row


def test_a_whole_number_is_a_good_scale(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text('{"version": 1, "font_scale": 2}')
    assert file.load() == (replace(Settings(), font_scale=2.0), None)


@pytest.mark.parametrize(
    "wrong", [{"language": "fr"}, {"theme": "pink"}, {"font_scale": 0.1}, {"context": 10}]
)
def test_impossible_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        replace(Settings(), **wrong)


def test_a_folder_in_the_way_is_told_in_three_sentences(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(EnvironmentProblem) as caught:
        SettingsFile(tmp_path / "config" / "settings.json").save(Settings())
    assert caught.value.data
    assert caught.value.todo


@pytest.mark.parametrize(
    ("lang", "language"), [("ru_RU.UTF-8", "ru"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C", "en")]
)
def test_the_systems_language(monkeypatch: pytest.MonkeyPatch, lang: str, language: str) -> None:
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LC_ALL", lang)
    assert Settings().interface_language() == language
    assert Settings(language="ru").interface_language() == "ru"


def test_one_folder_can_hold_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MNEME_HOME", str(tmp_path))
    paths = Paths.of_user()
    for path in (paths.settings, paths.vault, paths.cache, paths.crashes):
        assert path.is_relative_to(tmp_path)
