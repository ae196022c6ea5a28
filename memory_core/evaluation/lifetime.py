"""``mneme bench lifetime``: a year of a made-up person's messages, each night slept, and what is left of it.

The clock is the life's own, so a year takes minutes. After each month the memory is asked for everything that
matters and is true then, and for trifles; each answer counts by the truth that the script keeps. Nothing that
it asks for the figures strengthens a memory: only what the person in the story asks about does.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory_core.engine import Engine
from memory_core.errors import BadRequest
from memory_core.evaluation.lifetime_script import YEAR, Line, Script, Thing, write
from memory_core.evaluation.lifetime_trivia import Trifle
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.types import (
    DERIVED_KINDS,
    Embedder,
    Found,
    Memory,
    SleepReport,
    Status,
    Tier,
    VerdictKind,
)

MONTH = 30
"""Days between two looks."""
_FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
_WITHIN = 5
"""Items among which a right answer must stand."""
_MOST_TRIFLES = 60
"""Trifles asked for at each look."""
_AWAKE = timedelta(hours=14)
_BEDTIME = timedelta(hours=15, minutes=30)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the memory showed, after ``day`` days.

    ``tiers`` counts active memories of every kind, ``statuses`` those made of what was said (no segments and
    the like).
    Shares are 0..1: ``matters``, ``quiet`` and ``trifles`` answered rightly (``quiet``: what matters and was
    never asked for), ``alone`` what matters answered without the diary's turns, ``held`` what matters that an
    active memory holds, ``trifles_held`` the same of the trifles that were asked for, ``stale`` what has
    changed and is answered by the old value first. Times are medians in milliseconds since the look before,
    ``night_ms`` of a night.
    """

    day: int
    tiers: Mapping[str, int]
    statuses: Mapping[str, int]
    vault_bytes: int
    turn_ms: float
    night_ms: float
    recall_ms: float
    matters: float
    quiet: float
    alone: float
    held: float
    trifles: float
    trifles_held: float
    stale: float
    groups: Mapping[str, float]
    forgotten: tuple[str, ...]
    """Texts of what matters, is still true, and has faded."""
    unwritten: int
    """Things that matter and are true of which no memory was ever made."""
    displaced: tuple[str, ...]
    """Texts of what matters, is still true, and was replaced by something else, and of what."""
    missed: tuple[str, ...]
    """Questions about what matters that were answered wrongly, with what stood first instead."""


@dataclass(slots=True)
class Life:
    """What a life showed: a look a month, and what the nights did."""

    seed: int
    days: int
    each_day: int
    seconds: float = 0.0
    looks: list[Look] = field(default_factory=list)
    nights: Mapping[str, int] = field(default_factory=dict)
    """How often the nights did what, by the lines of their reports."""


class LifeClock:
    """The life's own time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The present of the story."""
        return self.now


class _Living:
    """One life being lived."""

    def __init__(self, engine: Engine, clock: LifeClock, script: Script) -> None:
        self._engine = engine
        self._clock = clock
        self._script = script
        self._things = {one.key: one for one in script.things}
        self._memories: dict[str, list[int]] = {}
        self._trifles: list[tuple[Trifle, list[int]]] = []
        self._turns: list[float] = []
        self._nights: list[float] = []
        self._recalls: list[float] = []
        self.done: Counter[str] = Counter()

    def day(self, day: int, lines: Sequence[Line]) -> None:
        """Live one day and sleep the night after it."""
        morning = _FIRST + timedelta(days=day)
        for at, line in enumerate(lines):
            self._clock.now = morning + _AWAKE * (at / max(1, len(lines)))
            self._say(line)
        self._clock.now = morning + _BEDTIME
        self._engine.settle()
        began = time.perf_counter()
        report: SleepReport = self._engine.sleep.run()
        self._nights.append(1000 * (time.perf_counter() - began))
        self.done.update(one.what for one in report.lines)
        self.done.update((f"night {report.state.value}",))

    def _say(self, line: Line) -> None:
        conversation = f"{self._clock.now:%Y-%m-%d}"
        began = time.perf_counter()
        verdicts = self._engine.perceive(line.text, at=self._clock.now, conversation=conversation).verdicts()
        self._turns.append(1000 * (time.perf_counter() - began))
        made = [
            one.memory_id
            for one in verdicts
            if one.memory_id is not None and one.kind is not VerdictKind.IGNORE
        ]
        if line.key:
            self._memories.setdefault(line.key, []).extend(made)
        elif line.trifle is not None:
            self._trifles.append((line.trifle, made))
        if line.asks:
            # An answer uses what it quotes: the first thing recalled that holds what was asked for.
            found, thing = self._recall(line.text), self._things[line.asks]
            place = _place(found, thing.answers)
            if place is not None and found.support >= self._floor:
                self._engine.used(found.items[place : place + 1])

    def look(self, day: int, chance: random.Random) -> Look:
        """Ask for everything that matters and is true on the evening of a day, and for some trifles."""
        engine = self._engine
        self._recalls.clear()
        true = [one for one in self._script.things if one.holds(day)]
        founds = {one.key: self._recall(one.question) for one in true}
        right = {one.key: _answered(founds[one.key], one.answers, self._floor) for one in true}
        alone = [
            _answered(engine.recall(one.question, include_turns=False), one.answers, self._floor)
            for one in true
        ]
        changed = [one for one in true if one.old]
        stale = sum(_stale(founds[one.key], one) for one in changed)
        asked = chance.sample(self._trifles, min(_MOST_TRIFLES, len(self._trifles)))
        trifles = [
            _answered(self._recall(one.question), (_plain(one.answer),), self._floor) for one, _ in asked
        ]
        stands = {one.key: self._stand(self._memories.get(one.key, [])) for one in true}
        groups = sorted({one.group for one in true})
        told = engine.memories.find(None)
        made = [one for kind in sorted(DERIVED_KINDS) for one in engine.memories.find(kind=kind)]
        active = [*(one for one in told if one.status is Status.ACTIVE), *made]
        tiers, statuses = Counter(one.tier for one in active), Counter(one.status for one in told)
        turns, nights = self._turns, self._nights
        self._turns, self._nights = [], []
        return Look(
            day=day + 1,
            tiers={tier.value: tiers[tier] for tier in Tier},
            statuses={status.value: statuses[status] for status in Status},
            vault_bytes=engine.vault.statistics()["bytes"],
            turn_ms=statistics.median(turns),
            night_ms=statistics.median(nights),
            recall_ms=statistics.median(self._recalls) if self._recalls else 0.0,
            matters=_share(right.values()),
            quiet=_share(right[one.key] for one in true if not one.asked),
            alone=_share(alone),
            held=_share(stands[one.key] is Status.ACTIVE for one in true),
            trifles=_share(trifles),
            trifles_held=_share(self._stand(made) is Status.ACTIVE for _, made in asked),
            stale=stale / len(changed) if changed else 0.0,
            groups={name: _share(right[one.key] for one in true if one.group == name) for name in groups},
            forgotten=tuple(one.text for one in true if stands[one.key] is Status.FADED),
            unwritten=sum(not self._memories.get(one.key) for one in true),
            displaced=tuple(
                f"{one.text} <- {self._in_place_of(self._memories[one.key])}"
                for one in true
                if stands[one.key] in (Status.SUPERSEDED, Status.FORGOTTEN)
            ),
            missed=tuple(_missed(one, founds[one.key]) for one in true if not right[one.key]),
        )

    @property
    def _floor(self) -> float:
        return self._engine.params.support_floor

    def _recall(self, question: str) -> Found:
        began = time.perf_counter()
        found = self._engine.recall(question)
        self._recalls.append(1000 * (time.perf_counter() - began))
        return found

    def _stand(self, memory_ids: Sequence[int]) -> Status | None:
        """How the best of some memories stands; one that was merged stands as what it was merged into."""
        stands = [self._end_of(one).status for one in dict.fromkeys(memory_ids)]
        order = (Status.ACTIVE, Status.FADED, Status.SUPERSEDED, Status.FORGOTTEN)
        return min(stands, key=order.index, default=None)

    def _in_place_of(self, memory_ids: Sequence[int]) -> str:
        """The text of what replaced the last of some memories."""
        end = self._end_of(memory_ids[-1])
        return "" if end.superseded_by is None else self._engine.memories.get(end.superseded_by).text

    def _end_of(self, memory_id: int) -> Memory:
        memory = self._engine.memories.get(memory_id)
        # What said the same took its place; what a change replaced has an end of its own.
        while memory.superseded_by is not None and memory.valid_to is None:
            memory = self._engine.memories.get(memory.superseded_by)
        return memory


def run(
    days: int = YEAR,
    seed: int = 1,
    each_day: int = 30,
    params: Params | None = None,
    embedder: Embedder | None = None,
    told: Callable[[Look], None] | None = None,
) -> Life:
    """Live a life in a new plain vault.

    Args:
        days: how many days, at least one.
        seed: decides the whole life.
        each_day: messages a day.
        params: tunable numbers; the defaults if None.
        embedder: the shipped one if None.
        told: called with each look as it is there.

    Raises:
        BadRequest: no day, or no message a day.
    """
    if days < 1 or each_day < 1:
        raise BadRequest("a life has a day and a message at least")
    script = write(seed, days, each_day, _FIRST.date())
    params = params or Params()
    embedder = embedder or OnnxEmbedder.shipped(word_dimensions=params.word_dimensions)
    clock, life = LifeClock(_FIRST), Life(seed, days, each_day)
    chance = random.Random(f"{seed}:looks")  # noqa: S311  which trifles are asked for
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="mneme-lifetime-") as folder,
        Engine.open(Path(folder) / "vault", params=params, clock=clock, embedder=embedder) as engine,
    ):
        living = _Living(engine, clock, script)
        for day, lines in enumerate(script.days):
            living.day(day, lines)
            if (day + 1) % MONTH == 0 or day + 1 == days:
                look = living.look(day, chance)
                life.looks.append(look)
                if told is not None:
                    told(look)
        life.nights = dict(living.done)
    life.seconds = time.perf_counter() - began
    return life


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _place(found: Found, answers: Iterable[str]) -> int | None:
    """Where the first item stands that holds one of the answers, None if none of the first does."""
    for place, item in enumerate(found.items[:_WITHIN]):
        if any(one in _plain(item.text) for one in answers):
            return place
    return None


def _answered(found: Found, answers: Iterable[str], floor: float) -> bool:
    return found.support >= floor and _place(found, answers) is not None


def _missed(thing: Thing, found: Found) -> str:
    first = found.items[0].text if found.items else ""
    return f"{thing.question} {thing.answers[0]!r} <- {first[:100]!r}, support {found.support:.2f}"


def _stale(found: Found, thing: Thing) -> bool:
    """Whether the old value comes before the new one."""
    old, new = _place(found, thing.old), _place(found, thing.answers)
    return old is not None and (new is None or old < new)


def _share(hits: Iterable[bool]) -> float:
    given = list(hits)
    return sum(given) / len(given) if given else 0.0


def header() -> str:
    """The table's head."""
    names = (
        "turn",
        "night",
        "recall",
        "matters",
        "quiet",
        "alone",
        "held",
        "trifles",
        "held",
        "stale",
        "lost",
    )
    return f"{'day':>4} {'active':>7} {'faded':>6} {'replaced':>8} {'MB':>6}" + "".join(
        f"{name:>8}" for name in names
    )


def row(look: Look, first: Look) -> str:
    """One month of the table; times are ratios to the first month's."""
    statuses = look.statuses
    ratios = [
        now / then if then else 0.0
        for now, then in (
            (look.turn_ms, first.turn_ms),
            (look.night_ms, first.night_ms),
            (look.recall_ms, first.recall_ms),
        )
    ]
    shares = (
        look.matters, look.quiet, look.alone, look.held, look.trifles, look.trifles_held, look.stale
    )  # fmt: skip
    return (
        f"{look.day:4} {statuses['active']:7} {statuses['faded']:6} {statuses['superseded']:8} "
        f"{look.vault_bytes / 1e6:6.1f}"
        + "".join(f"{ratio:8.2f}" for ratio in ratios)
        + "".join(f"{share:8.3f}" for share in shares)
        + f"{len(look.forgotten):8}"
    )


def closing(life: Life, *, fails: bool = False) -> Iterator[str]:
    """What stands under the table; with ``fails`` each question that was answered wrongly at the end, too."""
    first, last = life.looks[0], life.looks[-1]
    yield (
        f"first month: turn {first.turn_ms:.1f} ms, night {first.night_ms:.0f} ms, "
        f"recall {first.recall_ms:.1f} ms"
    )
    yield "tiers: " + ", ".join(f"{name} {count}" for name, count in last.tiers.items() if count)
    yield "nights: " + ", ".join(f"{name} {count}" for name, count in sorted(life.nights.items()))
    yield "by group: " + ", ".join(f"{name} {share:.2f}" for name, share in last.groups.items())
    yield f"never written: {last.unwritten} of what matters"
    yield f"{len(last.forgotten)} forgotten wrongly" + (":" if last.forgotten else "")
    yield from (f"  {text}" for text in last.forgotten)
    yield f"{len(last.displaced)} replaced by something else" + (":" if last.displaced else "")
    yield from (f"  {text}" for text in last.displaced)
    if fails:
        yield f"{len(last.missed)} answered wrongly:"
        yield from (f"  {text}" for text in last.missed)
    yield f"{life.seconds:.0f} s in all"


def main(args: Sequence[str]) -> int:
    """Print the table as it grows; ``--json FILE`` keeps every figure, ``--json`` alone prints JSON."""
    parser = argparse.ArgumentParser(prog="mneme bench lifetime", description=__doc__)
    parser.add_argument("--days", type=int, default=YEAR, metavar="N", help="days of the life")
    parser.add_argument("--per-day", type=int, default=30, metavar="N", help="messages a day")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="decides the life")
    parser.add_argument("--params", type=Path, metavar="FILE", help="parameters as JSON")
    parser.add_argument("--fails", action="store_true", help="name each question answered wrongly at the end")
    parser.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="keep the figures, or print them"
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help=argparse.SUPPRESS)  # of a --json before it
    given = parser.parse_args(args)
    params = Params() if given.params is None else Params.load(given.params)
    kept = given.file or given.json
    aloud = kept != "-"
    seen: list[Look] = []

    def told(look: Look) -> None:
        seen.append(look)
        if aloud:
            if len(seen) == 1:
                print(header())  # noqa: T201  what the command is for
            print(row(look, seen[0]), flush=True)  # noqa: T201

    life = run(given.days, given.seed, given.per_day, params, told=told)
    figures = json.dumps(asdict(life), ensure_ascii=False, indent=1)
    if kept == "-":
        print(figures)  # noqa: T201
    elif kept is not None:
        Path(kept).write_text(figures + "\n", encoding="utf-8")
    for line in closing(life, fails=given.fails) if aloud else ():
        print(line)  # noqa: T201
    return 0
