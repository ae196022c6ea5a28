"""Who imports whom, read from the source: lazy, relative and ``import_module`` imports too."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """``importer`` (a module) imports ``target`` (a module, or a name of a module) at ``line``."""

    importer: str
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def module_name(path: Path, root: Path) -> str:
    """The dotted name of a source file under ``root``; a package is named by its folder."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str, module: str, is_package: bool, known: Collection[str]) -> Iterator[Import]:
    """Every import of one source text, absolute.

    Args:
        source: the text.
        module: its dotted name.
        is_package: whether it is an ``__init__.py`` (relative imports start one level deeper).
        known: names of the tree's modules; ``from a import b`` is read as ``a.b`` where that is one of them.
    """
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                # A name of a foreign package may be a module too (PySide6.QtNetwork): keep the longer form.
                foreign = origin.split(".")[0] not in {name.split(".")[0] for name in known}
                yield Import(module, inner if inner in known or foreign else origin, node.lineno)
        elif isinstance(node, ast.Call):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            first = node.args[0] if node.args else None
            if called in {"import_module", "__import__"} and isinstance(first, ast.Constant):
                name = str(first.value)
                level = len(name) - len(name.lstrip("."))
                base = package[: len(package) - level + 1] if level else []
                yield Import(module, ".".join([*base, name.lstrip(".")]), node.lineno)


def import_graph(root: Path, packages: Collection[str]) -> list[Import]:
    """Every import of every module of ``packages`` under ``root``."""
    files = [path for package in packages for path in sorted((root / package).rglob("*.py"))]
    known = {module_name(path, root) for path in files}
    return [
        found
        for path in files
        for found in imports_of(
            path.read_text(encoding="utf-8"), module_name(path, root), path.name == "__init__.py", known
        )
    ]
