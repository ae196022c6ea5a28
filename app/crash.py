"""Crash reports without a word of the user's: types and places only, never messages or values.

An exception's message may quote what the user said, so it is left out; so are paths outside the program.
"""

from __future__ import annotations

import json
import platform
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from app.files import write_atomically

_ROOT = Path(__file__).resolve().parent.parent
_ROOMS = (("app",), ("memory_core",))
"""Beginnings of the program's own files in a frozen program."""
_KEPT = 20
"""Reports kept; the oldest go first."""


def report_of(error: BaseException) -> dict[str, Any]:
    """What is written of an exception: the chain of types, and for each the frames in our own files."""
    chain, seen = [], set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append({"type": _name(type(current)), "frames": _frames(current.__traceback__)})
        current = current.__cause__ or current.__context__
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "chain": chain,
    }


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report and return its path; None when even that is impossible."""
    report = report_of(error)
    stamp = report["at"].replace(":", "").replace("-", "").replace("+0000", "Z")
    path = folder / f"crash-{stamp}.json"
    try:
        write_atomically(path, (json.dumps(report, indent=1) + "\n").encode())
        for old in sorted(folder.glob("crash-*.json"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def install(folder: Path, tell: Callable[[Path | None], None]) -> None:
    """From now on, report whatever nobody caught, on any thread.

    Args:
        folder: where reports are written.
        tell: told where the report lies, on the thread that failed.
    """

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(write_report(error.with_traceback(trace), folder))

    def on_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
            tell(write_report(given.exc_value, folder))

    sys.excepthook = on_main
    threading.excepthook = on_thread


def _frames(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        ours = _ours(path)
        if ours is None:
            places.append(f"({path.name})")
        else:
            places.append(f"{ours.as_posix()}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def _ours(path: Path) -> Path | None:
    """A file of the program's by its place in it; None for any other."""
    if path.is_absolute():
        inside = path.is_relative_to(_ROOT) and "site-packages" not in path.parts
        return path.relative_to(_ROOT) if inside else None
    # in a frozen program code knows only its place in the program
    return path if path.parts[:1] in _ROOMS else None


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
