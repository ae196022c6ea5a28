"""Cut the power at any call to the disk, a thousand times, and look at what may lie there each time.

``python -m tests.fault.power --cuts 1000 --seed 1``. Processes work on vaults while every call to the disk is
recorded (:mod:`tests.tools.disk`); then the folder is built as a power cut at a call may have left it, opened
and examined as after a kill. A flush that is missing somewhere shows as a loss.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memory_core.errors import VaultError
from tests.fault.campaign import LIFE, OLD, OTHERS, old_turns
from tests.fault.ledger import Ledger, Lost, examine
from tests.fault.work import key_of
from tests.tools.disk import MARK, Call, Replay, built, calls
from tests.tools.nursery import Nursery


@dataclass(frozen=True, slots=True)
class Recording:
    """One process's work: what it told, and what it did to the disk."""

    folder: Path
    task: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    log: Sequence[Call]
    before: Path | None = None
    turns: Mapping[int, str] = field(default_factory=dict)


def record(
    place: Path,
    nursery: Nursery,
    seed: int,
    *,
    focus: str = "hearing",
    operations: int = 12,
    synchronous: str = "",
    plain: bool = False,
) -> Recording:
    """Let a process work on a new vault (for ``"migrating"`` on one of the first format) and record it."""
    chance = random.Random(seed)
    folder = place / f"recorded-{seed}"
    before = None
    if focus == "migrating":
        folder.mkdir()
        shutil.copy(OLD, folder)
        before, plain = OLD.parent, True
    task: dict[str, Any] = {
        "folder": str(folder.resolve()),
        "plain": plain,
        "seed": chance.randrange(2**32),
        "focus": "opening" if focus == "migrating" else focus,
        "others": OTHERS,
        "operations": operations,
        "before": 4,
        "watch": True,
        "log": str(place / f"log-{seed}"),
        "pages": 25,
        "embedder": "quick",
        "synchronous": synchronous,
    }
    with nursery.child(task) as child:
        lines = [json.loads(line) for line in child.lines]
        if child.end():
            raise AssertionError(nursery.complaints.read_text(errors="replace")[-2000:])
    shutil.rmtree(folder)
    turns = old_turns() if focus == "migrating" else {}
    return Recording(folder, task, lines, list(calls(Path(task["log"]))), before, turns)


def cut(recording: Recording, at: int, target: Path, chance: random.Random) -> Ledger:
    """Build the folder as it may lie there when the power fails before call ``at``; what it must hold."""
    replay = Replay(recording.folder, recording.before)
    told = 0
    for call in recording.log[:at]:
        replay.play(call)
        if call.kind == MARK:
            told = call.number
    replay.cut(target, chance)
    ledger = Ledger(turns=dict(recording.turns))
    # A line is told before its mark, so the one after the last mark may have been told as well.
    ledger.take(recording.lines[:told])
    ledger.backups = {
        str(target / Path(path).relative_to(recording.folder)): turns
        for path, turns in ledger.backups.items()
    }
    return ledger


def losses(recording: Recording, cuts: int, place: Path, chance: random.Random) -> list[str]:
    """What is missing or broken after so many cuts at moments chosen by chance."""
    found = []
    target = place / "cut"
    for _ in range(cuts):
        at = chance.randint(0, len(recording.log))
        ledger = cut(recording, at, target, chance)
        touched = next((line.get("touch", 0) for line in recording.lines[_told(recording, at) :]), 0)
        if touched is None:  # the next line would have said that anything may change from here on
            ledger.facts.clear()
            ledger.steps.clear()
        try:
            examine(target, key_of(recording.task), ledger, recording.task["embedder"])
        except (Lost, VaultError) as error:
            found.append(f"call {at} of {len(recording.log)}: {type(error).__name__}: {error}")
    shutil.rmtree(target, ignore_errors=True)
    return found


def _told(recording: Recording, at: int) -> int:
    return max((call.number for call in recording.log[:at] if call.kind == MARK), default=0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fault.power", description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="stop after so long")
    given = parser.parse_args(arguments)
    began, done, lost = time.monotonic(), 0, 0
    rows: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory(prefix="mneme-power-") as folder:
        place = Path(folder)
        with Nursery("tests.fault.work", built(place)) as nursery:
            number = 0
            focuses = (*LIFE, "migrating")
            while done < given.cuts and not (given.seconds and time.monotonic() - began > given.seconds):
                focus, seed = focuses[number % len(focuses)], given.seed * 1000 + number
                recording = record(place, nursery, seed, focus=focus, plain=number % 3 == 0)
                found = losses(recording, 20, place, random.Random(seed))
                row = rows.setdefault(focus, [0, 0, 0])
                for at, more in enumerate((20, len(found), len(recording.log))):
                    row[at] += more
                for one in found:
                    print(f"PROBLEM seed {seed}, {focus}, {one}")
                number, done, lost = number + 1, done + 20, lost + len(found)
    print("| work | cuts | calls to the disk | lost or damaged |\n|---|--:|--:|--:|")
    for focus, (cuts, bad, recorded) in sorted(rows.items()):
        print(f"| {focus} | {cuts} | {recorded} | {bad} |")
    print(f"\n{done} cuts in {time.monotonic() - began:.0f} s, {lost} with a loss")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
