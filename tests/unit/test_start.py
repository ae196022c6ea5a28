"""The first command's decisions: what it was asked, which packages follow, what is missing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).parents[2]


def test_words_after_the_command_go_to_it() -> None:
    assert start.Wishes([]).command == "run"
    assert start.Wishes(["chat", "--voice"]).rest == ["chat", "--voice"]
    assert start.Wishes(["--no-voice", "--", "--help"]).rest == ["--help"]
    wishes = start.Wishes(["--no-apt", "test", "-k", "words"])
    assert (wishes.command, wishes.rest, wishes.apt) == ("test", ["-k", "words"], False)
    assert start.Wishes(["--", "test"]).command == "run"


@pytest.mark.parametrize("words", [["--gpu"], ["--gpu", "abacus"], ["--gpu="], ["--unknown"]])
def test_impossible_switches_are_refused(words: list[str]) -> None:
    with pytest.raises(start.Stop):
        start.Wishes(words)


def test_what_was_chosen_once_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MNEME_CMAKE_ARGS", raising=False)
    first = start.Plan(start.Wishes(["--no-voice", "--gpu=vulkan", "test"]), {})
    again = start.Plan(start.Wishes([]), first.stamp())
    assert (again.voice, again.gpu, again.dev) == (False, "vulkan", True)
    assert again.stamp() == first.stamp()
    changed = start.Plan(start.Wishes(["--voice", "--gpu", "none"]), first.stamp())
    assert (changed.voice, changed.gpu) == (True, "none")
    assert changed.stamp() != first.stamp()


def test_voice_and_development_packages_come_only_when_wanted() -> None:
    def names(*words: str) -> list[str]:
        return [path.name for path in start.Plan(start.Wishes(list(words)), {}).locks()]

    assert names() == ["run.txt", "voice.txt"]
    assert names("--no-voice") == ["run.txt"]
    assert names("--no-voice", "test") == ["run.txt", "dev.txt"]
    assert names("test") == ["run.txt", "voice.txt", "dev.txt"]


def test_more_cmake_arguments_follow_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNEME_CMAKE_ARGS", "-DA=1;-DB=2")
    flags = start.Plan(start.Wishes(["--gpu", "cuda"]), {}).flags().split(";")
    assert flags[-3:] == ["-DGGML_CUDA=ON", "-DA=1", "-DB=2"]
    assert "-DGGML_NATIVE=OFF" in flags or not start.LINUX


def test_what_is_not_there_is_seen() -> None:
    assert not start.has_library("libno-such-thing.so.9")
    assert start.version_of("/no/such/python") == ()
    assert start.version_of(sys.executable) == sys.version_info[:2]


def test_only_what_shows_a_window_needs_its_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    def needed(*words: str) -> bool:
        return start.needs_window(start.Wishes(list(words)))

    monkeypatch.setattr(start, "LINUX", True)
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":7")
    assert needed()
    assert needed("--", "--model", "some.gguf")
    assert not needed("--", "--help")
    assert not needed("chat")
    monkeypatch.delenv("DISPLAY")
    assert not needed()
    assert needed("test")
    assert needed("bench", "start")
    assert not needed("bench", "recall")
    assert start.missing_system_packages(window=False, screen=False, testing=False, compiling=False) == []


def test_an_old_python_can_read_it() -> None:
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_help_needs_no_set_up(tmp_path: Path) -> None:
    copy = tmp_path / "start.py"
    copy.write_bytes((ROOT / "start.py").read_bytes())
    run = subprocess.run([sys.executable, str(copy), "--help"], capture_output=True, text=True, check=True)
    assert "python3 start.py" in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["start.py"]
