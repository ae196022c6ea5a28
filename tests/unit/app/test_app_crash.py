"""A crash report says where the program failed and nothing that the user said."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import pytest

from app import crash
from app.settings import Settings

SECRET = "my diary about the blue notebook"


def failing() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as inner:
        raise ValueError(f"cannot read {SECRET}") from inner


def test_a_report_holds_types_and_places_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="notebook") as caught:
        failing()
    path = crash.write_report(caught.value, tmp_path)
    assert path is not None
    text = path.read_text()
    report = json.loads(text)
    assert [link["type"] for link in report["chain"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert any(
        frame.startswith("tests/unit/app/test_app_crash.py:") for frame in report["chain"][0]["frames"]
    )
    for forbidden in (SECRET, "notebook", str(Path.home()), str(tmp_path)):
        assert forbidden not in text


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("app/shell/start.py", "app/shell/start.py:1 <module>"),
        ("memory_core/engine.py", "memory_core/engine.py:1 <module>"),
        ("application/diary.py", "(diary.py)"),
        ("numpy/core.py", "(core.py)"),
        ("/home/anna/app/notes.py", "(notes.py)"),
        ("<frozen runpy>", "(<frozen runpy>)"),
    ],
)
def test_a_frozen_program_s_own_files_have_places_too(file: str, told: str) -> None:
    # PyInstaller compiles with names relative to the program
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0", file, "exec"), {})
    assert crash.report_of(caught.value)["chain"][0]["frames"][-1] == told


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"crash-2020{number:02}.json").write_text("{}")
    crash.write_report(ValueError(), tmp_path)
    assert len(list(tmp_path.glob("crash-*.json"))) == 20


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("in the way")
    assert crash.write_report(ValueError(), tmp_path / "crashes") is None


def test_what_nobody_caught_is_reported_from_any_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[Path | None] = []
    crash.install(tmp_path, told.append)
    thread = threading.Thread(target=Settings, kwargs={"theme": "pink"})
    thread.start()
    thread.join()
    error = RuntimeError("x")
    sys.excepthook(RuntimeError, error, None)
    assert len(told) == 2
    assert None not in told
