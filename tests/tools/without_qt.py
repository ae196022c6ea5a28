"""Run the core where Qt does not exist: ``python -m tests.tools.without_qt imports | tests FOLDER ...``."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import pkgutil
import sys
import warnings
from collections.abc import Sequence
from types import ModuleType

ABSENT = ("PySide6", "shiboken6", "pyqtgraph")


class _Absent(importlib.abc.MetaPathFinder):
    """Answers for Qt as an environment does that has none."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Refuse Qt, know nothing else."""
        if fullname.split(".", maxsplit=1)[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


def import_everything() -> int:
    """Import every module of the core; returns how many there are."""
    package = importlib.import_module("memory_core")
    names = [
        module.name
        for module in pkgutil.walk_packages(package.__path__, "memory_core.")
        if not module.name.endswith("__main__")
    ]
    for name in names:
        importlib.import_module(name)
    return len(names)


def main(arguments: list[str]) -> int:
    """Make Qt absent, then do what the arguments say."""
    warnings.simplefilter("error")
    sys.meta_path.insert(0, _Absent())
    if arguments[0] == "imports":
        return 0 if import_everything() else 1
    import pytest

    # pytest-qt would load Qt, and its settings in pyproject.toml would be unknown without it.
    quiet = ["-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider", "-c", "tests/tools/without_qt.ini"]
    return int(pytest.main([*quiet, "--rootdir=.", "--confcutdir=.", "-m", "not slow", *arguments[1:]]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
