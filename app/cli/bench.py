"""``mneme bench``: figures of this machine, one benchmark after the other."""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from app.cli.output import print_json
from app.options import Options
from memory_core.errors import EnvironmentProblem

_MAINS = {
    "recall": "memory_core.evaluation.recall_bench",
    "latency": "memory_core.evaluation.latency_bench",
    "gate": "memory_core.evaluation.gate_bench",
    "ablate": "memory_core.evaluation.ablate_bench",
    "lifetime": "memory_core.evaluation.lifetime",
    "ewc": "memory_core.evaluation.ewc_bench",
    "associative": "memory_core.evaluation.associative_bench",
    "voice": "app.bench_voice",
    "window": "app.bench_window",
    "injections": "app.bench_injections",
}
_LIMIT = 120.0
"""Seconds after which a start counts as failed."""


def bench(which: str, arguments: Sequence[str], options: Options) -> int:
    """Run one benchmark with its own switches; its exit status."""
    if which == "start":
        return start(arguments)
    if which in ("voice", "window") and options.model is not None:
        arguments = [*arguments, "--model", options.model]
    module = importlib.import_module(_MAINS[which])
    if not hasattr(module, "main"):  # it only has figures
        return _figures(which, module, arguments)
    status = module.main(list(arguments))
    return int(status or 0)


def _figures(which: str, module: ModuleType, arguments: Sequence[str]) -> int:
    """A benchmark without switches of its own: ``run`` gives its figures, ``text`` puts them in a table."""
    parser = argparse.ArgumentParser(prog=f"mneme bench {which}", description=module.__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(list(arguments))
    figures = module.run()
    if given.json:
        print_json(figures)
    else:
        print(module.text(figures))
    return 0


def start(arguments: Sequence[str]) -> int:
    """Cold start in processes of their own, best and median of several, in milliseconds.

    ``shown``: from the start of the process until the window is shown; ``engine``: until the vault is open;
    ``memory``: until the first recall is answered.
    JSON: ``{"shown": {"best_ms", "median_ms", "runs"}, "engine": {...}, "memory": {...}}``.
    """
    parser = argparse.ArgumentParser(prog="mneme bench start", description=start.__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="starts of each sort")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(list(arguments))
    taken: dict[str, list[float]] = {"shown": [], "engine": [], "memory": []}
    with tempfile.TemporaryDirectory(prefix="mneme-start-") as folder:
        home = Path(folder)
        vault = home / "data" / "vault"
        for number in range(given.runs + 1):
            window = _until(["-m", "app", "--plain", "--model", "none"], home, ("shown",))
            memory = _until(["-m", "app.cli.start_probe", str(vault)], home, ("engine", "memory"))
            if number:  # the first start warms the disk's cache and makes the vault
                for name, value in {**window, **memory}.items():
                    taken[name].append(value)
    figures = {
        name: {
            "best_ms": round(min(values), 1),
            "median_ms": round(statistics.median(values), 1),
            "runs": len(values),
        }
        for name, values in taken.items()
    }
    if given.json:
        print_json(figures)
    else:
        for name, row in figures.items():
            print(
                f"{name:8} best {row['best_ms']:7.1f} ms, median {row['median_ms']:7.1f} ms of {row['runs']}"
            )
    return 0


def _until(command: Sequence[str], home: Path, names: Sequence[str]) -> dict[str, float]:
    """Start a process that says each name on a line of its own when it is there.

    Returns:
        milliseconds from before the process was started until each line arrived.

    Raises:
        EnvironmentProblem: the process failed or did not say them all.
    """
    environment = {**os.environ, "MNEME_HOME": str(home), "MNEME_EXIT_WHEN_SHOWN": "1"}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    moments: dict[str, float] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own program and switches
            [sys.executable, *command], env=environment, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        watch = threading.Timer(_LIMIT, process.kill)
        watch.start()
        with process:
            for line in process.stdout or ():
                name = line.split()[0] if line.split() else ""
                if name in names:
                    moments[name] = (time.perf_counter() - began) * 1000
        watch.cancel()
        watch.join()
        complaints.seek(0)
        said = complaints.read().strip()
    if process.returncode or len(moments) != len(names):
        raise EnvironmentProblem(
            f"The program did not start (status {process.returncode}).",
            "Your own vault was not touched: the benchmark makes one of its own.",
            said[-500:] or "Start it by hand to see why.",
        )
    return moments
