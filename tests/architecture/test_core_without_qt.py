"""The core is a library: it and its tests work where PySide6 is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Rooms whose tests take seconds; the others' modules are imported all the same.
ROOMS = ("text", "store", "perception", "recall")


def without_qt(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool of that name in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tests.tools.without_qt", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def test_every_core_module_imports() -> None:
    run = without_qt("imports")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.timeout(900)
def test_the_core_s_tests_pass() -> None:
    folders = [f"tests/unit/{room}" for room in ROOMS if any((ROOT / "tests/unit" / room).glob("test_*.py"))]
    if not folders:
        pytest.fail("no tests of the core were found")
    run = without_qt("tests", *folders)
    assert run.returncode == 0, run.stdout + run.stderr
