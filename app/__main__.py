"""``mneme`` and ``python -m app``: the window, or a command of the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status (0 good, 1 a problem, 2 a wrong command line)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if getattr(sys, "frozen", False):
        _give_back_environment()
        status = _child(words)
        if status is not None:
            return status
        if words[:2] == ["-m", "app"]:
            words = words[2:]
    from app.cli.main import run

    return run(words)


def _child(words: Sequence[str]) -> int | None:
    """What a frozen program does that was started by itself: it has no ``-m`` to run a module with.

    Returns:
        the exit status, or None when this is an ordinary start.
    """
    import faulthandler

    from memory_core.workers.launch import SWITCH, dispatch

    if words[:1] == [SWITCH]:
        faulthandler.enable()  # as -X does from source: a native crash says where
        return dispatch(words)
    if words[:2] == ["-m", "app.cli.start_probe"]:
        from app.cli import start_probe

        start_probe.main(words[2])
        return 0
    return None


def _give_back_environment() -> None:
    """Keep what a frozen start set for its own libraries from every program it starts, a browser for one.

    A child of our own sets it anew for itself.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    raise SystemExit(main())
