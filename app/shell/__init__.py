"""The window: opening the vault, navigation, and routing what changed to the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.options import Options


def run_window(options: Options) -> int:
    """Show the window until the user closes it; returns the exit status."""
    from app.shell.start import start

    return start(options)
