"""Deleting for good as the window and the terminal use it: what is meant, what would go, what has gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from memory_core.errors import VaultError
from memory_core.types import PurgePlan, PurgeReceipt

if TYPE_CHECKING:
    from memory_core import Engine


@dataclass(frozen=True, slots=True)
class Target:
    """What shall go: one memory, one message, or everything that holds a text."""

    memory_id: int | None = None
    turn_id: int | None = None
    text: str = ""


def plan(engine: Engine, target: Target) -> PurgePlan:
    """What would go.

    Raises:
        BadRequest: there is no such memory or message, or the text is empty.
    """
    if target.memory_id is not None:
        return engine.memories.purge_plan(target.memory_id)
    if target.turn_id is not None:
        return engine.diary.purge_plan(target.turn_id)
    return engine.memories.purge_matching_plan(target.text)


def purge(engine: Engine, target: Target) -> PurgeReceipt:
    """Let it go.

    Raises:
        BadRequest: there is no such memory or message, or the text is empty.
        VaultError: one of its kinds; nothing was removed.
    """
    if target.memory_id is not None:
        return engine.memories.purge(target.memory_id)
    if target.turn_id is not None:
        return engine.diary.purge(target.turn_id)
    return engine.memories.purge_matching(target.text)


def empty(plan: PurgePlan) -> bool:
    """Whether nothing would go."""
    return not (plan.memories or plan.derived or plan.turns or plan.spans)


def clean_backups(engine: Engine, receipt: PurgeReceipt) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Delete the same from the backups that hold it; those that are clean now, and the others."""
    written: list[Path] = []
    failed: list[Path] = []
    for path in receipt.backups_left:
        try:
            engine.vault.rewrite_backups(replace(receipt, backups_left=(path,)))
        except (VaultError, OSError):
            failed.append(path)  # the others need not wait for one that cannot be written
        else:
            written.append(path)
    return tuple(written), tuple(failed)
