"""How soon a night stops when the user is back, and what it costs: a vault of many memories, woken at random.

Latency is the time from the interruption to the moment in which the night has stopped; a new message does not
wait for it even that long.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from memory_core.engine import Engine
from memory_core.params import Params
from memory_core.types import Embedder, NightState

_THINGS = (
    "stamps", "clocks", "maps", "teapots", "coins", "ferns", "kites", "spoons", "shells", "masks", "knives",
    "lamps", "flutes", "ropes", "bells", "dolls", "keys", "fans", "boats", "hats", "fossils", "beads",
)  # fmt: skip
_PLACES = ("Riga", "Turku", "Porto", "Lund", "Bergen", "Graz", "Ghent", "Parma", "Kaluga", "Brno", "Vilnius")
_START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class _Clock:
    def __init__(self) -> None:
        self.now = _START

    def __call__(self) -> datetime:
        return self.now


def run(messages: int = 400, wakings: int = 20, embedder: Embedder | None = None) -> dict[str, Any]:
    """Wake a night again and again until it is over.

    Args:
        messages: what is said before.
        wakings: interruptions at most.
        embedder: the shipped one if None.

    Returns:
        ``latency_ms`` of each interruption, ``worst_ms``, ``median_ms``, ``night_s`` (seconds that the whole
        night took), ``message_ms`` (what a message said into a running night took to be durable).
    """
    chance = random.Random(3)  # noqa: S311  when to wake is no secret
    clock = _Clock()
    latencies: list[float] = []
    spoken: list[float] = []
    slept = 0.0
    with (
        tempfile.TemporaryDirectory(prefix="mneme-sleep-") as folder,
        Engine.open(Path(folder) / "vault", params=Params(), clock=clock, embedder=embedder) as engine,
    ):
        for number in range(messages):
            thing, place = _THINGS[number % len(_THINGS)], _PLACES[number % len(_PLACES)]
            text = f"My friend number {number} collects {thing} and lives in {place}."
            engine.perceive(text, at=_START + timedelta(minutes=11 * number))
        engine.settle()
        clock.now = _START + timedelta(minutes=11 * messages + 600)
        for _ in range(wakings):
            begun = time.perf_counter()
            report, latency = _woken(engine, chance, spoken, clock.now)
            slept += time.perf_counter() - begun
            if report is NightState.DONE:
                break
            latencies.append(latency)
        else:
            begun = time.perf_counter()
            engine.sleep.run()
            slept += time.perf_counter() - begun
    return {
        "latency_ms": [round(1000 * one, 1) for one in latencies],
        "worst_ms": 1000 * max(latencies, default=0.0),
        "median_ms": 1000 * float(np.median(latencies)) if latencies else 0.0,
        "message_ms": 1000 * float(np.median(spoken)) if spoken else 0.0,
        "night_s": slept,
    }


def _woken(
    engine: Engine, chance: random.Random, spoken: list[float], at: datetime
) -> tuple[NightState, float]:
    """Sleep, and wake after a while, every fourth time by a message."""
    states: list[NightState] = []
    sleeper = threading.Thread(target=lambda: states.append(engine.sleep.run().state))
    sleeper.start()
    sleeper.join(0.05 + 0.6 * chance.random())
    begun = time.perf_counter()
    if chance.random() < 0.25:
        engine.perceive("What a night.", at=at)
        spoken.append(time.perf_counter() - begun)
    else:
        engine.sleep.interrupt()
    sleeper.join()
    return states[0], time.perf_counter() - begun


def text(figures: dict[str, Any]) -> str:
    """The figures in lines."""
    return (
        f"A night of {figures['night_s']:.1f} s, woken {len(figures['latency_ms'])} times: stopped after "
        f"{figures['median_ms']:.0f} ms (median), {figures['worst_ms']:.0f} ms (worst).\n"
        f"A message said into it was durable after {figures['message_ms']:.1f} ms."
    )
