"""The commands of the terminal as a user or a script runs them, each in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.tools.tiny_gguf import write_tiny_gguf

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Shell:
    """Runs ``mneme`` with a home of its own, in English."""

    home: Path
    switches: tuple[str, ...]

    def run(
        self, *arguments: str, stdin: str = "", status: int | None = 0, language: str = "en_GB.UTF-8"
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments, *self.switches],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment(language),
            cwd=self.home,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        if status is not None:
            assert done.returncode == status, done.stderr
        return done

    def typed(self, *lines: str) -> tuple[str, int]:
        """What a terminal shows, and the exit status, when these lines are typed into it."""
        import pty

        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "app", *self.switches],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self.environment("en_GB.UTF-8"),
            cwd=self.home,
        ) as process:
            os.close(theirs)
            os.write(ours, "".join(line + "\n" for line in lines).encode())
            shown = b""
            with contextlib.suppress(OSError):  # how Linux says that nobody is left at the other end
                while piece := os.read(ours, 4096):
                    shown += piece
            os.close(ours)
            status = process.wait(timeout=120)
        text = shown.decode()
        assert "Traceback" not in text, text
        return text, status

    def environment(self, language: str) -> dict[str, str]:
        """The variables of a user without a display, with a home and no keychain."""
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        return {
            **{name: value for name, value in os.environ.items() if name not in hidden},
            "MNEME_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": language,
            "PYTHONIOENCODING": "utf-8",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }

    def json(self, *arguments: str, **more: Any) -> Any:
        return json.loads(self.run(*arguments, "--json", **more).stdout)


@pytest.fixture
def plain(tmp_path: Path) -> Shell:
    return Shell(tmp_path, ("--plain",))


@pytest.fixture
def encrypted(tmp_path: Path) -> Shell:
    phrase = tmp_path / "phrase.txt"
    phrase.write_text("twelve green lanterns\nnot this line\n")
    return Shell(tmp_path, ("--passphrase-file", str(phrase)))


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_remember_recall_list_forget(kind: str, request: pytest.FixtureRequest) -> None:
    shell: Shell = request.getfixturevalue(kind)
    heard = shell.json("remember", "My parrot is called Kiwi.")
    assert [verdict["kind"] for verdict in heard["verdicts"]] == ["admit"]
    memory_id = heard["verdicts"][0]["memory_id"]
    found = shell.json("recall", "What is my parrot called?")
    assert found["known"] is True
    assert found["support"] >= found["floor"]
    assert found["items"][0]["text"] == "My parrot is called Kiwi."
    rows = shell.json("memories", "--containing", "kiwi")
    assert [row["id"] for row in rows] == [memory_id]
    assert rows[0]["sources"] == [{"turn_id": heard["turn_id"], "start": 0, "end": 25}]
    gone = shell.json("forget", str(memory_id))
    assert gone == {"memories": [memory_id], "turns": [heard["turn_id"]]}
    assert shell.json("memories") == []
    assert [row["id"] for row in shell.json("memories", "--status", "forgotten")] == [memory_id]
    assert not any("Kiwi" in item["text"] for item in shell.json("recall", "parrot")["items"])


def test_an_encrypted_vault_holds_no_plain_words_and_wants_its_key(encrypted: Shell) -> None:
    encrypted.run("remember", "My parrot is called Kiwi.")
    for path in encrypted.home.rglob("*"):
        if path.is_file():
            assert b"parrot" not in path.read_bytes(), path
    wrong = encrypted.home / "wrong.txt"
    wrong.write_text("thirteen green lanterns")
    refused = Shell(encrypted.home, ("--passphrase-file", str(wrong))).run("memories", status=1)
    assert "passphrase does not open" in refused.stderr
    assert "Nothing in the vault was changed" in refused.stderr
    asked = Shell(encrypted.home, ()).run("memories", status=1)
    assert "--passphrase-file" in asked.stderr
    Shell(encrypted.home, ("--plain",)).run("memories", status=1)


def test_without_a_terminal_a_new_vault_names_the_switches(tmp_path: Path) -> None:
    done = Shell(tmp_path, ()).run("memories", status=1)
    assert "--passphrase-file" in done.stderr
    assert "--plain" in done.stderr
    assert not (tmp_path / "data").exists()


def test_chat_with_piped_lines(plain: Shell) -> None:
    lines = "\n".join(
        [
            "My parrot is called Kiwi.",
            "What is my parrot called?",
            "/why",
            "/memories",
            "/forget Kiwi",
            "What is my parrot called?",
            "/undo",
            "What is my parrot called?",
            "Как зовут моего попугая?",
            "/nonsense",
            "/quit",
            "never heard",
        ]
    )
    out = plain.run("chat", "--model", "none", stdin=lines).stdout
    assert "I will keep in mind: “My parrot is called Kiwi.”" in out
    assert out.count("You told me on") == 2
    assert "mneme:" not in out
    assert "I do not know" in out
    assert "There is no command /nonsense" in out
    assert "never heard" not in json.dumps(plain.json("memories"))


def test_chat_as_json_lines(plain: Shell) -> None:
    out = plain.run("chat", "--json", "--model", "none", stdin="My parrot is called Kiwi.\n").stdout
    events = [json.loads(line) for line in out.splitlines()]
    names = [event["event"] for event in events]
    assert names[:2] == ["heard", "recalled"]
    assert names[-2:] == ["answered", "noted"]
    assert "".join(event["text"] for event in events if event["event"] == "token") == events[-2]["text"]
    assert events[-2]["receipt"]["voice"] == "recall"


def test_chat_with_a_real_model(plain: Shell) -> None:
    model = write_tiny_gguf(plain.home / "tiny.gguf")
    out = plain.run("chat", "--json", "--model", str(model), stdin="Hello there\n").stdout
    answered = next(row for row in map(json.loads, out.splitlines()) if row["event"] == "answered")
    assert answered["receipt"]["voice"] == "full"
    assert answered["receipt"]["model"] == "Tiny"
    assert answered["receipt"]["generated_tokens"] > 0


def test_a_bad_model_file_leaves_memory_to_answer(plain: Shell) -> None:
    bad = plain.home / "bad.gguf"
    bad.write_bytes(b"not a model")
    done = plain.run("chat", "--model", str(bad), stdin="What are you?\n")
    assert "I am Mneme" in done.stdout
    assert "bad.gguf" in done.stderr


def test_problems_and_wrong_requests_are_told_without_a_trace(plain: Shell) -> None:
    assert "no date" in plain.run("recall", "x", "--as-of", "soon", status=2).stderr
    assert "unknown" in plain.run("memories", "--status", "lost", status=2).stderr
    assert plain.run("forget", "999", status=2).stderr
    assert plain.run("forget", "unicorns", status=1).stdout
    both = Shell(plain.home, ("--plain", "--passphrase-file", "x"))
    assert "exclude each other" in both.run("memories", status=2).stderr
    (plain.home / "data" / "vault" / "vault.json").write_text("{")
    assert "damaged" in plain.run("memories", status=1).stderr


def test_it_speaks_russian(plain: Shell) -> None:
    assert "забыть запись" in plain.run("--help", language="ru_RU.UTF-8").stdout
    done = plain.run("remember", "Моего попугая зовут Киви.", language="ru_RU.UTF-8")
    assert "Запомнено: Моего попугая зовут Киви." in done.stdout
    (plain.home / "data" / "vault" / "vault.json").write_text("{")
    assert "Файл хранилища повреждён" in plain.run("memories", status=1, language="ru_RU.UTF-8").stderr


def test_without_display_and_terminal_the_command_is_told(plain: Shell) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    told = plain.run("--model", "none", status=1).stdout
    assert "no display" in told
    assert f"python3 {ROOT / 'start.py'} chat --model none --plain" in told
    assert not (plain.home / "data").exists()


def test_without_a_display_the_conversation_goes_on_in_the_terminal(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    shell = Shell(tmp_path, ("--model", "none"))
    # Enter takes the offer; the vault is new, so it asks for protection: n is none
    shown, status = shell.typed("", "n", "My parrot is called Kiwi.", "What is my parrot called?", "/quit")
    assert status == 0
    assert shown.count("Shall we talk in this terminal") == 1
    assert "How shall it be protected" in shown
    assert "I will keep in mind" in shown
    assert "You told me on" in shown


def test_who_declines_the_terminal_learns_the_command(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    shown, status = Shell(tmp_path, ("--plain",)).typed("n")
    assert status == 1
    assert "start.py chat --plain" in shown
    assert not (tmp_path / "data").exists()


def test_bench_start_measures_window_vault_and_memory(tmp_path: Path) -> None:
    figures = Shell(tmp_path, ()).json("bench", "start", "--runs", "1")
    assert set(figures) == {"shown", "engine", "memory"}
    assert 0 < figures["engine"]["best_ms"] < figures["memory"]["best_ms"]
    assert figures["shown"]["runs"] == 1
    assert not (tmp_path / "data").exists()
