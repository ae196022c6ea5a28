"""Sizes of files as people say them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def size(count: int) -> str:
    """Bytes in the largest fitting unit."""
    return QLocale().formattedDataSize(count, 1)
