"""Kill a process that works on a vault, a thousand times, and look at what it leaves each time.

``python -m tests.fault.campaign --kills 1000 --seed 1`` prints one row for each operation that was killed.
A kill falls at a call to the disk, at a step of SQLite's machine or at a moment of the clock; where there is
no C compiler the first is left out. Every kill is followed by the examination of :mod:`tests.fault.ledger`,
but for some that are followed by another kill of the opening that follows.
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
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from memory_core import PLAIN, Engine
from tests.fault.ledger import Ledger, examine
from tests.fault.work import key_of
from tests.tools.disk import built
from tests.tools.nursery import Nursery
from tests.tools.quick_embedder import QuickEmbedder

OLD = Path(__file__).parents[1] / "upgrade" / "vault-1" / "memory.db"
LIFE = (
    "hearing", "editing", "forgetting", "undoing", "teaching", "purging", "backup", "rewriting", "sleeping",
    "checking",
)  # fmt: skip
"""Operations on an open vault."""
OTHERS = (
    "hearing", "hearing", "hearing", "editing", "forgetting", "undoing", "teaching", "recalling", "settling",
)  # fmt: skip
"""What is done between them."""
FOCUS = (*LIFE, "restoring", "encoding", "opening", "creating", "migrating")
_ROUNDS = 14
"""Processes on one vault before the next one."""


@dataclass(slots=True)
class Row:
    """Figures of one operation."""

    kills: int = 0
    finished: int = 0
    waited: int = 0
    repaired: int = 0
    leftovers: int = 0
    lost: int = 0


@dataclass(slots=True)
class Result:
    """The campaign's figures; ``problems`` say with which seed each was found."""

    rows: dict[str, Row] = field(default_factory=dict)
    by: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    problems: list[str] = field(default_factory=list)

    def row(self, name: str) -> Row:
        return self.rows.setdefault(name, Row())

    @property
    def kills(self) -> int:
        return sum(row.kills for row in self.rows.values())


@dataclass(slots=True)
class _Vault:
    folder: Path
    plain: bool
    ledger: Ledger = field(default_factory=Ledger)
    embedder: str = "quick"
    rounds: int = 0


class Campaign:
    """Rounds of one process each, all chosen by one seed."""

    def __init__(self, seed: int, place: Path, nursery: Nursery, *, disk: bool) -> None:
        self.result = Result()
        self._seed = seed
        self._place = place
        self._nursery = nursery
        self._disk = disk
        self._numbers = iter(range(1, sys.maxsize))
        self._open: _Vault | None = None

    def run(self, kills: int, seconds: float | None = None) -> Result:
        """Go on until so many processes were killed, or for so long."""
        until = None if seconds is None else time.monotonic() + seconds
        for number in range(sys.maxsize):
            if self.result.kills >= kills or (until is not None and time.monotonic() > until):
                break
            self._round(FOCUS[number % len(FOCUS)], random.Random(f"{self._seed} {number}"), number)
        if self._open is not None:
            self._end(self._open)
        return self.result

    def _round(self, focus: str, chance: random.Random, number: int) -> None:
        vault = self._vault(focus, chance)
        task = self._task(focus, vault, chance)
        with self._nursery.child(task) as child:
            self._watch(child.lines, child.kill, vault.ledger, task, chance)
            status = child.end()
        killed = status == -9
        name = vault.ledger.begun or "between two"
        row = self.result.row(name if killed else focus)
        row.kills += killed
        row.finished += not killed
        self.result.by[task["kill"]["by"]] += killed
        if status not in (0, -9) or vault.ledger.logged:
            said = self._nursery.complaints.read_text(errors="replace")[-2000:]
            self._problem(number, name, f"status {status} {vault.ledger.logged} {said}")
            vault.ledger.logged.clear()
        if killed and focus in LIFE and chance.random() < 0.15:
            return  # the next process, which may be killed as it opens, finds it as it was left
        self._examine(vault, row, number, name)

    def _examine(self, vault: _Vault, row: Row, number: int, name: str) -> None:
        try:
            found = examine(vault.folder, key_of({"plain": vault.plain}), vault.ledger, vault.embedder)
        except Exception as error:  # noqa: BLE001  told with its seed
            row.lost += 1
            kept = self._place / f"problem-{number}"
            shutil.copytree(vault.folder, kept)
            self._problem(number, name, f"{type(error).__name__}: {error} (a copy is {kept})")
            self._end(vault)
            return
        row.waited += found.waited
        row.repaired += found.repaired
        row.leftovers += found.leftovers
        vault.ledger.begun, vault.ledger.replaced_by = "", None

    def _problem(self, number: int, name: str, text: str) -> None:
        self.result.problems.append(f"seed {self._seed}, round {number}, {name}: {text}")

    def _vault(self, focus: str, chance: random.Random) -> _Vault:
        if self._open is None or self._open.rounds >= _ROUNDS or focus in ("creating", "migrating"):
            if self._open is not None:
                self._end(self._open)
            plain = focus == "migrating" or chance.random() < 0.4
            self._open = _Vault(self._place / f"vault-{next(self._numbers)}", plain)
            if focus == "migrating":
                self._open.folder.mkdir()
                shutil.copy(OLD, self._open.folder)
                self._open.ledger.turns.update(old_turns())
        self._open.rounds += 1
        return self._open

    def _end(self, vault: _Vault) -> None:
        self.result.messages += len(vault.ledger.turns)
        shutil.rmtree(vault.folder, ignore_errors=True)
        self._open = None

    def _task(self, focus: str, vault: _Vault, chance: random.Random) -> dict[str, Any]:
        task: dict[str, Any] = {
            "folder": str(vault.folder),
            "plain": vault.plain,
            "seed": chance.randrange(2**32),
            "focus": focus,
            "others": OTHERS,
            "operations": 16,
            "said": vault.ledger.said,
            "before": 6 if vault.ledger.said < 12 else 1,
            "settle": chance.random() < 0.5,
            "watch": self._disk,
            "pages": chance.choice([None, 30, 200]),
        }
        if focus == "restoring" and not vault.ledger.backups:
            focus = task["focus"] = "backup"
        if focus == "restoring":
            task["backup"] = chance.choice([*vault.ledger.backups])
        if focus == "encoding":
            vault.embedder = "quick" if vault.embedder == "other" else "other"
        if focus in ("creating", "migrating", "encoding", "opening"):
            task |= {"focus": "opening", "name": focus}
        if task["focus"] in ("opening", "restoring"):
            task |= {"before": 0, "operations": 0}
        task["embedder"] = vault.embedder
        ways = ["call", "call", "step", "time"] if self._disk else ["step", "time"]
        by = chance.choice(ways)
        most = {"call": 400, "step": 20_000, "time": 60}[by]
        if task["focus"] == "opening":
            most = {"call": 60, "step": 1_500, "time": 12}[by]
        task["kill"] = {"by": by, "at": max(1, round(most ** chance.random()))}
        return task

    @staticmethod
    def _watch(
        lines: Iterator[str], kill: Any, ledger: Ledger, task: dict[str, Any], chance: random.Random
    ) -> None:
        """Read what the child tells; one that is to be ended by the clock is ended after so many lines."""
        wanted = task["kill"]["at"] if task["kill"]["by"] == "time" else -1
        for number, line in enumerate(lines, start=1):
            ledger.take([json.loads(line)])
            if number == wanted:
                time.sleep(chance.random() ** 3 * 0.03)
                kill()


def old_turns() -> dict[int, str]:
    """The messages of the vault that the first release wrote."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(OLD, folder)
        with Engine.open(folder, key=PLAIN, embedder=QuickEmbedder()) as engine:
            return {turn.id: turn.text for turn in engine.diary.turns()}


def table(result: Result) -> str:
    """The figures as a table in Markdown."""
    out = [
        "| killed in | kills | ran to the end | jobs found waiting | indexes mended | lost or damaged |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, row in sorted(result.rows.items()):
        out.append(f"| {name} | {row.kills} | {row.finished} | {row.waited} | {row.repaired} | {row.lost} |")
    total = [
        sum(getattr(row, name) for row in result.rows.values())
        for name in ("kills", "finished", "waited", "repaired", "lost")
    ]
    out.append("| **all** | " + " | ".join(f"**{one}**" for one in total) + " |")
    return "\n".join(out)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fault.campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--keep", type=Path, help="a folder for what is found")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    place = given.keep or Path(tempfile.mkdtemp(prefix="mneme-campaign-"))
    place.mkdir(exist_ok=True)
    try:
        library = built(place)
    except pytest.skip.Exception as skipped:
        print(skipped)
        library = None
    with Nursery("tests.fault.work", library) as nursery:
        campaign = Campaign(given.seed, place, nursery, disk=library is not None)
        try:
            campaign.run(given.kills, given.seconds)
        finally:
            result = campaign.result
            print(table(result), flush=True)
    ways = ", ".join(f"{count} by {way}" for way, count in sorted(result.by.items()))
    left = sum(row.leftovers for row in result.rows.values())
    print(
        f"\n{result.kills} kills ({ways}) in {time.monotonic() - began:.0f} s; {result.messages} messages;",
        end=" ",
    )
    print(f"{left} unfinished copies found lying about")
    for problem in result.problems:
        print("PROBLEM", problem)
    if not result.problems and given.keep is None:
        shutil.rmtree(place)
    return int(bool(result.problems))


if __name__ == "__main__":
    sys.exit(main())
