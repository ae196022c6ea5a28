"""Every word that the window says is there in Russian, and the compiled files are fresh."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.theme.theme import Theme
from app.wording.language import Speech
from memory_core.gate.reasons import REASONS

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "packaging" / "translations" / "update.py"


def said() -> set[tuple[str, str]]:
    """Context and source of every ``translate`` in the program, read from the syntax trees."""
    found = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name == "translate":
                context, source = (ast.literal_eval(argument) for argument in node.args[:2])
                found.add((context, source))
    return found


def shipped(language: str) -> dict[tuple[str, str], list[str]]:
    """What the shipped file translates."""
    tool = runpy.run_path(str(TOOL), run_name="tool")
    found: dict[tuple[str, str], list[str]] = tool["translations"](tool["FOLDER"] / f"mneme_{language}.ts")
    return found


def test_every_word_has_its_russian() -> None:
    russian = shipped("ru")
    assert {one for one in said() if not all(russian.get(one, [""]))} == set()
    plurals = {one for one in said() if "%n" in one[1]}
    assert plurals
    assert {one for one in plurals if len(russian[one]) != 3} == set()
    assert {one for one in plurals if len(shipped("en")[one]) != 2} == set()


def test_placeholders_survive_translation() -> None:
    for (_, source), forms in shipped("ru").items():
        for form in forms:
            assert sorted(re.findall(r"\{\w+\}|%n", source)) == sorted(re.findall(r"\{\w+\}|%n", form)), (
                source
            )


def test_the_shipped_files_are_fresh() -> None:
    run = subprocess.run(
        [sys.executable, str(TOOL), "--check"], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr


def test_every_reason_of_the_gate_has_both_languages() -> None:
    assert all(english and russian for english, russian in REASONS.values())


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "Based on 1 memory"),
        ("en", 3, "Based on 3 memories"),
        ("ru", 1, "Опирается на 1 воспоминание"),
        ("ru", 3, "Опирается на 3 воспоминания"),
        ("ru", 11, "Опирается на 11 воспоминаний"),
        ("ru", 21, "Опирается на 21 воспоминание"),
    ],
)
def test_plurals(qapp: QApplication, language: str, count: int, words: str) -> None:
    speech = Speech()
    speech.speak(language)
    assert QCoreApplication.translate("Chat", "Based on %n memories", "", count) == words
    speech.silence()
    speech.deleteLater()


def test_qt_s_own_words_are_russian_too(qapp: QApplication) -> None:
    speech = Speech()
    speech.speak("ru")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    speech.silence()
    speech.deleteLater()
    Theme("light").deleteLater()
