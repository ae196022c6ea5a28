"""What a vault must hold after its process was ended, by what that process had told; and whether it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memory_core import Engine
from memory_core.store.check import check
from memory_core.store.database import Database
from memory_core.store.keys import Key, Plain
from memory_core.types import BackupInfo
from tests.tools.quick_embedder import QuickEmbedder

CUES = ("Who plays the cello in Riga?", "Какой код от подвала?", "Where do I work now?", "allergic to nuts")
_PURGED = "█"
_NEAR = 1e-4


class Lost(AssertionError):
    """The vault does not hold what it must, or is not whole."""


@dataclass(slots=True)
class Ledger:
    """Folded from the told lines.

    ``turns`` are acknowledged messages; ``facts`` the last told text, pin and forgottenness of memories that
    nothing has touched since; ``steps`` whether journal steps were undone; ``gone`` words that were purged;
    ``backups`` the turns that each copy held; ``begun`` the operation that was not finished.
    """

    turns: dict[int, str] = field(default_factory=dict)
    facts: dict[int, list[Any]] = field(default_factory=dict)
    steps: dict[int, bool] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    backups: dict[str, int] = field(default_factory=dict)
    begun: str = ""
    purging: bool = False
    replaced_by: str | None = None
    said: int = 0
    done: int = 0
    logged: list[str] = field(default_factory=list)

    def take(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Fold lines in, in order."""
        for line in lines:
            self._take(line)

    def _take(self, line: Mapping[str, Any]) -> None:
        if "begin" in line:
            self.begun = line["begin"]
            self.replaced_by = line.get("backup")
            self.said += self.begun == "hearing"
        elif "done" in line or "end" in line:
            self.begun = ""
            self.done += 1
        elif "said" in line:
            self.turns[line["said"]] = line["text"]
        elif "touch" in line:
            if line["touch"] is None:
                self.facts.clear()
                self.steps.clear()
            else:
                self.facts.pop(line["touch"], None)
                self.steps.clear()
        elif "fact" in line:
            self.facts[line["fact"]] = line["is"]
        elif "step" in line:
            self.steps[line["step"]] = line["undone"]
        elif "purging" in line:
            self.purging = True
            self.facts.clear()
        elif "purged" in line:
            self.gone.update(line["words"])
        elif "backup" in line:
            self.backups[line["backup"]] = line["turns"]
        elif "restored" in line:
            self.restored(line["restored"])
        elif "logged" in line:
            self.logged.append(line["logged"])

    def restored(self, backup: str) -> None:
        """A backup took the vault's place."""
        self.turns = {one: text for one, text in self.turns.items() if one <= self.backups[backup]}
        self.facts.clear()
        self.steps.clear()
        self.replaced_by = None


@dataclass(slots=True)
class Finding:
    """What an examination counted besides."""

    turns: int = 0
    memories: int = 0
    waited: int = 0
    repaired: bool = False
    leftovers: int = 0


def examine(folder: Path, key: Key | Plain, ledger: Ledger, embedder: str) -> Finding:
    """Open the vault and compare it with the ledger.

    Raises:
        Lost: something that was acknowledged is not there, the check finds damage, memory work does not
            complete, or the index that grew differs from one built anew.
    """
    finding = Finding(leftovers=sum(1 for path in folder.rglob(".*.new*") if path.is_file()))
    with Database.open(folder, key) as db:  # before memory work changes anything
        report = check(db)
        if not report.ok:
            finding.repaired = True
            report = check(db, repair=True)
            _expect(report.ok and report.backup is not None, f"damage: {report.problems}")
    with Engine.open(folder, key=key, embedder=QuickEmbedder(embedder)) as engine:
        _compare_turns(engine, ledger)
        finding.waited = engine.vault.statistics()["waiting"]
        engine.settle()
        figures = engine.vault.statistics()
        _expect(not figures["waiting"], "memory work did not complete")
        _expect(not figures["parked"], "memory work was given up")
        _compare_memories(engine, ledger)
        _compare_backups(engine.vault.backups(), ledger)
        grown = answers(engine)
        engine.vault.rebuild_indexes()
        _expect(grown == answers(engine), "the index that grew differs from one built anew")
        _expect(engine.vault.check().ok, "the check finds something at the end")
        finding.turns, finding.memories = figures["turns"], figures["active"]
    return finding


@dataclass(frozen=True, slots=True)
class Answers:
    """What recall says to :data:`CUES`, compared as far as sums in another order may differ."""

    found: list[dict[str, tuple[str, float]]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answers):
            return NotImplemented
        return all(
            ours.keys() == theirs.keys()
            and all(
                text == theirs[one][0] and abs(score - theirs[one][1]) < _NEAR
                for one, (text, score) in ours.items()
            )
            for ours, theirs in zip(self.found, other.found, strict=True)
        )


def answers(engine: Engine) -> Answers:
    """Everything that recall finds, with its scores."""
    found = [engine.recall(cue, limit=1000).items for cue in CUES]
    return Answers([{item.id: (item.text, item.score) for item in items} for items in found])


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Lost(otherwise)


def _compare_turns(engine: Engine, ledger: Ledger) -> None:
    there = {turn.id: turn.text for turn in engine.diary.turns()}
    if ledger.replaced_by is not None and len(there) == ledger.backups[ledger.replaced_by]:
        ledger.restored(ledger.replaced_by)
    lost = sorted(set(ledger.turns) - set(there))
    _expect(not lost, f"acknowledged messages {lost} of {len(ledger.turns)} are not there")
    for turn_id, text in ledger.turns.items():
        same = there[turn_id] == text or (ledger.purging and _covered(there[turn_id], text))
        _expect(same, f"message {turn_id} reads {there[turn_id][:80]!r} instead of {text[:80]!r}")
    for word in ledger.gone:
        _expect(not any(word in text for text in there.values()), f"{word} was purged and is there")
        _expect(not engine.memories.find(None, containing=word), f"{word} was purged and is remembered")


def _covered(now: str, text: str) -> bool:
    pairs = zip(now, text, strict=True)
    return len(now) == len(text) and all(one in (other, _PURGED, " ") for one, other in pairs)


def _compare_memories(engine: Engine, ledger: Ledger) -> None:
    for memory_id, (text, pinned, forgotten) in ledger.facts.items():
        memory = engine.memories.get(memory_id)
        now = [memory.text, memory.pinned, memory.status == "forgotten"]
        _expect(now == [text, pinned, forgotten], f"memory {memory_id} is {now}")
    steps = {step.id: step.undone for step in engine.journal.steps(100_000)}
    for step_id, undone in ledger.steps.items():
        _expect(steps.get(step_id) is undone, f"step {step_id} stands as undone={steps.get(step_id)}")


def _compare_backups(found: Iterable[BackupInfo], ledger: Ledger) -> None:
    whole = {str(one.path): one.turns for one in found}
    for path, turns in ledger.backups.items():
        _expect(whole.get(path, -1) >= turns, f"the copy {path} holds {whole.get(path)} of {turns} messages")
