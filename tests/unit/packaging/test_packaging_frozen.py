"""The frozen program's start: its own child processes, and what it leaves to other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __main__ as entry
from memory_core.workers import launch, protocol

ROOT = Path(__file__).parents[3]
FROZEN = "import sys; sys.frozen = True; from app.__main__ import main; raise SystemExit(main())"


def test_a_frozen_program_is_its_own_worker() -> None:
    """Started again with the worker's switch it greets as a worker does, and ends with its input."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", FROZEN, launch.SWITCH, "llama"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=launch.environment(),
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        hello = protocol.read_frame(child.stdout)
        child.stdin.close()
        assert child.wait(timeout=60) == 0
    assert hello is not None
    assert (hello["event"], hello["protocol"]) == ("hello", protocol.VERSION)


def test_a_frozen_program_understands_its_own_module_switch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    with pytest.raises(SystemExit) as ended:
        entry.main(["-m", "app", "--help"])
    assert ended.value.code == 0
    assert "selftest" in capsys.readouterr().out


@pytest.mark.parametrize("before", [None, "/opt/own"])
def test_other_programs_do_not_get_the_frozen_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/mneme/_internal")
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    if before is None:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    else:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    entry._give_back_environment()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
