"""How a child process is started, from source and from a frozen program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

WORKERS = {"llama": "memory_core.workers.llama", "chroma": "memory_core.workers.chroma_worker"}
"""Names of the child processes and the modules whose ``main()`` they run."""

SWITCH = "--mneme-worker"
"""A frozen program has no ``-m``: it is started again with this switch and the worker's name."""


def command(name: str) -> list[str]:
    """The command line that runs worker ``name``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, SWITCH, name]
    # -P: the folder the user happens to stand in must not lend its modules to the child.
    return [sys.executable, "-P", "-X", "faulthandler", "-m", WORKERS[name]]


def environment() -> dict[str, str]:
    """The child's environment: it finds this very package, and its threads wait politely.

    OpenMP's threads spin for milliseconds at every barrier by default. With another busy program on the
    machine each spin burns a time slice that the sibling thread needed: two threads were measured ten times
    slower than one. A short spin costs nothing measurable on an idle machine and keeps two threads at the
    speed of one or better on a busy one.
    """
    values = dict(os.environ)
    root = str(Path(__file__).resolve().parents[2])
    values["PYTHONPATH"] = os.pathsep.join(part for part in (root, values.get("PYTHONPATH", "")) if part)
    values["PYTHONIOENCODING"] = "utf-8"
    values.setdefault("GOMP_SPINCOUNT", "1000")
    values.setdefault("KMP_BLOCKTIME", "0")
    return values


def dispatch(arguments: Sequence[str]) -> int | None:
    """Run as a worker when the command line (without the program's name) says so.

    Returns:
        The exit status, or ``None`` when this is an ordinary start of the program.
    """
    if len(arguments) != 2 or arguments[0] != SWITCH or arguments[1] not in WORKERS:
        return None
    return int(import_module(WORKERS[arguments[1]]).main())
