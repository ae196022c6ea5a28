"""``mneme gate`` as a user or a script runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.test_cli import Shell

KEPT = "My parrot is called Kiwi."


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, ("--plain",))


def test_log_teach_lessons(shell: Shell) -> None:
    shell.run("remember", f"{KEPT} What time is it?")
    rows = shell.json("gate", "log")
    assert [row["verdict"]["text"] for row in rows] == ["What time is it?", KEPT]
    passed, kept = rows
    assert set(kept) == {"id", "turn_id", "at", "verdict", "lesson", "hidden"}
    assert [row["id"] for row in shell.json("gate", "log", "--kind", "admit")] == [kept["id"]]
    assert [row["id"] for row in shell.json("gate", "log", "--before", str(passed["id"]))] == [kept["id"]]
    assert shell.json("gate", "log", "--containing", "PARROT")[0]["id"] == kept["id"]
    assert "Let pass: What time is it?" in shell.run("gate", "log").stdout

    lesson = shell.json("gate", "teach", str(passed["id"]))
    assert lesson["lesson"] == "worth"
    assert {row["text"] for row in shell.json("memories")} == {KEPT, "What time is it?"}
    assert "not worth" in shell.run("gate", "teach", str(kept["id"]), "--not-worth").stdout
    assert {row["text"] for row in shell.json("memories")} == {"What time is it?"}
    assert [row["lesson"] for row in shell.json("gate", "lessons")] == ["worth", "not_worth"]
    assert "Kiwi" not in shell.run("gate", "lessons").stdout
    told = shell.run("gate", "log", "--taught").stdout
    assert "Kiwi" not in told
    assert "words you wanted forgotten" in told


def test_questions(shell: Shell) -> None:
    assert "Nothing there" in shell.run("gate", "questions").stdout
    shell.run("remember", "I live in Narva.")
    shell.run("remember", "I think I live in Tartu.")
    questions = shell.json("gate", "questions")
    assert [(one["older"]["text"], one["newer"]["text"]) for one in questions] == [
        ("I live in Narva.", "I think I live in Tartu.")
    ]
    number = str(questions[0]["id"])
    assert "--keep" in shell.run("gate", "questions", "--answer", number, status=2).stderr
    shell.run("gate", "questions", "--answer", number, "--keep", "old")
    assert shell.json("gate", "questions") == []
    assert [row["text"] for row in shell.json("memories")] == ["I live in Narva."]


def test_wrong_requests_are_told(shell: Shell) -> None:
    assert "no decision 7" in shell.run("gate", "teach", "7", status=2).stderr
    assert "unknown" in shell.run("gate", "log", "--kind", "maybe", status=2).stderr
    shell.run("gate", status=2)


def test_it_speaks_russian(shell: Shell) -> None:
    shell.run("remember", "Моего попугая зовут Киви.")
    assert "Запомнено: Моего попугая" in shell.run("gate", "log", language="ru_RU.UTF-8").stdout
