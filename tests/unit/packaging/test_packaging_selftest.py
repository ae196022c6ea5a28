"""``mneme selftest``: it passes where all is well, says what failed where not, and leaves nothing behind."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from app.cli.selftest import selftest
from app.options import Options
from app.paths import Paths
from app.settings import Settings
from memory_core.doors.vault import VaultDoor
from memory_core.errors import DiskFull
from tests.tools.tiny_gguf import write_tiny_gguf


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A user's folders, and a place for temporary files that is looked into afterwards."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    home = tmp_path / "home"
    return Paths(home / "config", home / "data", home / "cache", home / "state")


def test_all_is_well(paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = write_tiny_gguf(tmp_path / "tiny.gguf")
    status = selftest(Options(model=str(model)), paths, Settings(language="en"), as_json=True)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [step for step in told["steps"] if step["ok"] is not True] == []
    assert (status, told["ok"]) == (0, True)
    for vault in ("plain", "encrypted"):
        tried = {step["step"] for step in told["steps"] if step["vault"] == vault}
        assert {"opens", "recalls", "forgets", "backs_up", "checks", "purges"} <= tried
    assert told["steps"][-1]["step"] == "model"
    assert not list((tmp_path / "temporary").iterdir())
    assert not paths.data.exists()


def test_what_fails_is_said_in_plain_words_and_what_cannot_be_tried_is_no_failure(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_room(*_: object) -> Path:
        raise DiskFull("There is no room for the backup.")

    monkeypatch.setattr(VaultDoor, "backup", no_room)
    status = selftest(Options(model="none"), paths, Settings(language="ru"), as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert status == 1
    failed = [line for line in lines if line.startswith("сбой")]
    assert len(failed) == 2
    assert all("На диске нет места" in line for line in failed)
    assert [line for line in lines if line.startswith("пропуск") and "нет модели" in line]
    assert "ваше хранилище не открывалось" in lines[-1]
