"""A small life to sleep on: it holds something for each stage of a night to do."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from memory_core import PLAIN, Engine
from memory_core.params import Params
from memory_core.store.database import Database
from memory_core.types import Embedder
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NIGHT = datetime(2026, 3, 7, 2, 0, tzinfo=UTC)
SAID = (
    "My sister Vera keeps bees in Kaluga.",
    "I have a daughter called Mia. My doctor is Dr Brandt. I start at the mill on Friday.",
    "We are moving to Bergen in May.",
    "I am allergic to peanuts.",
    "My dog Rex hates stairs. Rex sleeps under the piano.",
    "I work at the bakery on Hill Street.",
    "My brother Ivan lives in Riga.",
    "I love black tea with honey.",
    "Remember: the cellar code is 4417.",
    "My aunt Roza bakes rye bread.",
    "My neighbour Olga repairs old clocks.",
    "I swim in the lake every morning.",
    "Моя подруга Лена живёт в Казани и любит грозы.",
    "У меня аллергия на арахис.",
)
DUPLICATES = (
    ("My aunt Roza bakes rye bread.", "My aunt Roza bakes rye bread!"),
    ("My brother Ivan lives in Riga.", "My brother Ivan lives in Riga!"),
)
DERIVED = ("touched", "meta", "sqlite_sequence")
"""Tables that tell when or by which process something was done, not what."""


def opened(folder: Path, clock: SetClock, embedder: Embedder | None = None, **more: Any) -> Engine:
    """The engine on a vault."""
    return Engine.open(folder, key=PLAIN, clock=clock, embedder=embedder or QuickEmbedder(), **more)


def live(folder: Path, embedder: Embedder | None = None, params: Params | None = None) -> None:
    """Make the vault of somebody who said all that, and of whom some things are known twice."""
    clock = SetClock(MONDAY)
    with opened(folder, clock, embedder, params=params or Params()) as engine:
        for number, text in enumerate(SAID):
            engine.perceive(text, at=MONDAY + timedelta(hours=7 * number))
        engine.settle()
        for pair in DUPLICATES:
            for memory in engine.memories.find(containing=pair[0]):
                engine.memories.split(memory.id, list(pair))


def copy_of(folder: Path, to: Path) -> Path:
    """A vault's folder once more."""
    shutil.copytree(folder, to)
    return to


def contents(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that says what is known and what was done."""
    with db.read() as reader:
        tables = [
            name
            for (name,) in reader.tuples("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if name not in DERIVED and not name.startswith(("memory_words", "turn_words"))
        ]
        return {table: sorted(reader.tuples(f"SELECT * FROM {table}"), key=repr) for table in tables}
