"""Child processes by the hundred: one process imports the program once and is copied (``fork``) for each.

The nursery's process has no threads and no vault open, so that a copy of it is a clean beginning.
"""

# ruff: noqa: T201

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
Task = Mapping[str, Any]


class Child:
    """One running child; what it tells arrives line by line."""

    def __init__(self, nursery: Nursery, pid: int, lines: Iterator[str]) -> None:
        self._nursery = nursery
        self.pid = pid
        self.lines = lines
        """Each line that it told, to the last one before its end."""

    def kill(self) -> None:
        """End it at once (SIGKILL); it may have ended."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def end(self) -> int:
        """Wait for its end; its exit status, or minus the signal that ended it."""
        return self._nursery.ended()


class Nursery:
    """Starts children of one module, one at a time; each calls its ``live(task, tell)``.

    Args:
        module: what a child runs.
        library: preloaded into it (:func:`tests.tools.disk.built`).
    """

    def __init__(self, module: str, library: Path | None = None) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }
        if library is not None:
            environment["LD_PRELOAD"] = str(library)
        self._folder = tempfile.TemporaryDirectory(prefix="mneme-nursery-")
        self.complaints = Path(self._folder.name) / "complaints"
        """What the children wrote to standard error."""
        with self.complaints.open("w") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.tools.nursery", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                cwd=ROOT,
                env=environment,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._folder.cleanup()

    @contextmanager
    def child(self, task: Task) -> Iterator[Child]:
        """Start a child; it is ended with the block at the latest."""
        pipe = Path(self._folder.name) / "told"
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
        pid = int(self._ask(json.dumps({"pipe": str(pipe), "task": task})))
        with pipe.open(encoding="utf-8", newline="\n") as told:
            child = Child(self, pid, iter(told))
            self._running = True
            try:
                yield child
            finally:
                if self._running:
                    child.kill()
                    child.end()

    def ended(self) -> int:
        """The status of the child that runs. Until this is asked its number belongs to nobody else."""
        self._running = False
        return int(self._ask(""))

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            said = self.complaints.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"the nursery ended with {self._process.wait()}: {said}")
        return line


def _child(pipe: str, task: Task, live: Callable[[Task, Callable[[Task], None]], None]) -> None:
    import faulthandler
    import traceback

    faulthandler.dump_traceback_later(120, exit=True)
    told = os.open(pipe, os.O_WRONLY)

    def tell(line: Task) -> None:
        os.write(told, (json.dumps(line) + "\n").encode())

    status = 1
    try:
        live(task, tell)
        status = 0
    except BaseException:  # noqa: BLE001  told to the parent by its status
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def main(module: str) -> None:
    """Serve: a task on each line of standard input, the child's id and then its status on standard output."""
    import importlib

    live = importlib.import_module(module).live
    while line := sys.stdin.readline():
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            _child(asked["pipe"], asked["task"], live)
        print(pid, flush=True)
        sys.stdin.readline()  # not buried before its parent asks: no other process gets its number
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
