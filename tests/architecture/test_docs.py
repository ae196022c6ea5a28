"""Docs cannot rot: what the pages name exists, and what exists is named."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

import memory_core
from app.cli import main as command_line
from memory_core.params import Params

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_linked_file_is_there(name: str) -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)\)", page(name))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_command_stands_in_the_readme() -> None:
    commands = re.findall(r'command\("(\w+)"', inspect.getsource(command_line))
    assert len(commands) >= 6
    assert [command for command in commands if f"mneme {command}" not in page("README.md")] == []


def test_every_benchmark_stands_in_the_readme() -> None:
    assert [name for name in command_line.BENCHES if name not in page("README.md")] == []


def test_every_parameter_says_what_it_is() -> None:
    """A comment line or a docstring stands at each number, or at the group that it opens."""
    lines = inspect.getsource(Params).splitlines()
    undocumented = []
    for field in fields(Params):
        at = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{field.name}:"))
        below = lines[at + 1].strip() if at + 1 < len(lines) else ""
        above = next((line.strip() for line in reversed(lines[:at]) if line.strip().startswith("#")), "")
        if not below.startswith('"""') and not above:
            undocumented.append(field.name)
    assert undocumented == []


def test_the_public_names_are_these() -> None:
    assert memory_core.__all__ == ["PLAIN", "Engine", "Key", "LanguageModel", "Params"]
    assert all(getattr(memory_core, name) is not None for name in memory_core.__all__)
