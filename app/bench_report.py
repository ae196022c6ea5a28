"""Writes docs/benchmarks.md: runs the benchmarks and puts what they print beside the commands that made it.

``python -m app.bench_report [--out FILE] [--with TITLE=COMMAND ...] [--only NAME ...]``
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

_BENCHES = {
    "Recall": (
        "recall",
        "Evidence found in a set of statements and questions that ships with the program.",
    ),
    "Latency": (
        "latency",
        "Recall at growing size, and a message's way to the disk, each as a ratio to its bare cost.",
    ),
    "Start": (
        "start",
        "From the start of the process to the window, to the open vault, to the first answer.",
    ),
    "Voice": (
        "voice",
        "The language model's process against llama-cpp-python called directly on the same file.",
    ),
}
_HEAD = """\
# Benchmarks

Made by `python -m app.bench_report`; each block stands under the command that printed it. Times depend on the
machine, so compare ratios: both sides of each were measured in the same run.

{date}, {system}, {cores} cores, Python {python}.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks one after the other and write the page; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m app.bench_report", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), metavar="FILE")
    parser.add_argument("--with", dest="more", action="append", default=[], metavar="TITLE=COMMAND")
    parser.add_argument("--only", action="append", choices=sorted(_BENCHES), metavar="NAME")
    given = parser.parse_args(arguments)
    failed = False
    head = _HEAD.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        system=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count(),
        python=platform.python_version(),
    )
    page = [head.rstrip()]
    for title, (name, about) in _BENCHES.items():
        if given.only is None or title in given.only:
            text, status = _run([sys.executable, "-m", "app", "bench", name])
            failed |= status != 0
            page += ["", f"## {title}", "", about, "", f"`mneme bench {name}`", "", "```text", text, "```"]
    for more in given.more:
        title, _, command = more.partition("=")
        text, status = _run(shlex.split(command))
        failed |= status != 0
        page += ["", f"## {title}", "", "```text", text, "```"]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(page) + "\n", encoding="utf-8")
    return int(failed)


def _run(command: Sequence[str]) -> tuple[str, int]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  benchmarks named by the user
    return (done.stdout.strip("\n") or done.stderr.strip("\n")), done.returncode


if __name__ == "__main__":
    sys.exit(main())
