"""A model file dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_model(event: QDropEvent) -> str | None:
    """The path of the one GGUF file being dragged, if that is what it is."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).suffix.lower() == ".gguf" else None


def file_name(path: str) -> str:
    """A model file's name without its ending."""
    return Path(path).stem
