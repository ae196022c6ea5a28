"""Scripted lives through the public door: what a careful human would keep, and what they would answer later.

A life is a JSON object with ``id``, ``lang`` and ``steps``, each at its own time (``at``): ``say`` (with the
label ``gate``: ignore, admit, reinforce or supersede), ``reply`` (the assistant), ``sleep``, ``forget`` (a
text), ``count`` (memories of a ``status`` that hold a text) and ``recall`` with ``want`` within the first
``within`` items, ``not_first``, ``abstain``, ``gone`` or ``as_of``.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from memory_core.engine import Engine
from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.types import Embedder, Found, Item, LanguageModelLike, Verdict, VerdictKind

Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """One scripted life."""

    id: str
    language: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One labelled message with the gate's verdicts on it."""

    life: str
    language: str
    label: VerdictKind
    text: str
    verdicts: tuple[Verdict, ...]

    @property
    def wrote(self) -> bool:
        """Whether anything was written, strengthened or replaced."""
        return any(one.kind is not VerdictKind.IGNORE for one in self.verdicts)


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to a life: its group, and why it went wrong (None if it did not)."""

    life: str
    language: str
    group: str
    wrong: str | None


@dataclass(slots=True)
class Report:
    """What some lives showed."""

    said: list[Said] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    seconds: float = 0.0

    def gate(self, language: str | None = None) -> dict[str, float]:
        """Shares of right verdicts and of errors, over all messages or those of one language."""
        said = [one for one in self.said if language in (None, one.language)]
        keep = [one for one in said if one.label is not VerdictKind.IGNORE]
        drop = [one for one in said if one.label is VerdictKind.IGNORE]
        stored = [one for one in said if one.wrote]
        junk, missed = [one for one in drop if one.wrote], [one for one in keep if not one.wrote]
        exact = [
            one
            for one in said
            if (any(v.kind is one.label for v in one.verdicts) if one in keep else not one.wrote)
        ]
        return {
            "write or not": _share(len(said) - len(junk) - len(missed), len(said)),
            "exact": _share(len(exact), len(said)),
            "junk": _share(len(junk), len(stored)),
            "missed": _share(len(missed), len(keep)),
        }

    def answers(self, language: str | None = None) -> dict[str, float]:
        """Shares of right answers: recall with as_of, abstain, and all probes."""
        right: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        for one in self.probes:
            if language in (None, one.language):
                group = "recall" if one.group == "as_of" else one.group
                for name in (group, "all"):
                    asked[name] += 1
                    right[name] += one.wrong is None
        return {
            name: _share(right[name], asked[name]) for name in ("recall", "abstain", "all") if asked[name]
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def shipped() -> list[Life]:
    """Thirty lives that come with the program; nothing was tuned on them."""
    return read_lives(Path(str(resources.files("memory_core.evaluation") / "data" / "lives.jsonl")))


def read_lives(path: str | Path) -> list[Life]:
    """The lives of a file of JSON lines.

    Raises:
        BadRequest: it cannot be read, or a line is no life.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        found = [json.loads(line) for line in lines if line.strip()]
        return [Life(one["id"], one.get("lang", "en"), tuple(one["steps"])) for one in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"cannot read lives from {path}: {error}") from error


def run(
    lives: Iterable[Life],
    params: Params,
    embedder: Embedder | None = None,
    sleep: bool = True,
    model: LanguageModelLike | None = None,
) -> Report:
    """Live each life in a new plain vault and compare with its labels.

    Args:
        lives: what to live.
        params: tunable numbers.
        embedder: the shipped one if None; given once it is shared.
        sleep: whether the nights are slept.
        model: a language model for second thoughts and re-ranking; its second thoughts on a message are
            waited for before the next one.
    """
    report = Report()
    began = time.perf_counter()
    for life in lives:
        clock = _Clock(_time(life.steps[0]["at"]))
        with (
            tempfile.TemporaryDirectory(prefix="mneme-life-") as folder,
            Engine.open(
                Path(folder) / "vault", params=params, clock=clock, embedder=embedder, language_model=model
            ) as engine,
        ):
            for step in life.steps:
                clock.now = _time(step["at"])
                _live(engine, life, step, report, clock.now, sleep)
    report.seconds = time.perf_counter() - began
    return report


class _Clock:
    """A clock that stands where a life's step puts it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def _live(engine: Engine, life: Life, step: Step, report: Report, at: datetime, sleep: bool) -> None:
    if "say" in step:
        said = engine.perceive(step["say"], at=at)
        verdicts = said.verdicts()
        if engine.language_model is not None:
            engine.settle()
            verdicts = said.verdicts()
        if step.get("gate"):
            label = VerdictKind(step["gate"])
            report.said.append(Said(life.id, life.language, label, step["say"], tuple(verdicts)))
    elif "reply" in step:
        engine.perceive(step["reply"], role="assistant", at=at)
    elif "sleep" in step:
        engine.settle()
        if sleep:
            engine.sleep.run()
    elif "forget" in step:
        engine.settle()
        engine.memories.forget_matching(step["forget"])
    elif "count" in step:
        engine.settle()
        wanted = step["count"]
        found = len(engine.memories.find(wanted.get("status", "active"), containing=wanted.get("containing")))
        low, high = wanted.get("min", 0), wanted.get("max", 10**6)
        wrong = None if low <= found <= high else f"{found} memories instead of {low} to {high}"
        report.probes.append(Probe(life.id, life.language, "count", wrong))
    elif "recall" in step:
        engine.settle()
        when = _time(step["as_of"]) if "as_of" in step else None
        found_now = engine.recall(step["recall"], limit=10, valid_at=when)
        wrong = _wrong(step, found_now, engine.params.support_floor)
        report.probes.append(Probe(life.id, life.language, _group(step), wrong))


def _group(step: Step) -> str:
    return next((name for name in ("abstain", "gone", "as_of") if step.get(name)), "recall")


def _wrong(step: Step, found: Found, floor: float) -> str | None:
    """Why an answer is not what a careful human would give; None if it is."""
    texts = [_text(item).lower() for item in found.items]
    knows = found.support >= floor
    for gone in step.get("gone", ()):
        if any(gone.lower() in text for text in texts):
            return f"{gone!r} is still there"
    if step.get("abstain"):
        return f"support {found.support:.2f} for what was never said" if knows else None
    wanted = [[one] if isinstance(one, str) else list(one) for one in step.get("want", ())]
    for choices in wanted:
        if not any(one.lower() in text for text in texts[: step["within"]] for one in choices):
            return f"{choices} not in {texts[: step['within']]}"
    if wanted and not knows:
        return f"support {found.support:.2f} for what is known"
    for unwanted in step.get("not_first", ()):
        excused = texts and any(one.lower() in texts[0] for choices in wanted for one in choices)
        if texts and unwanted.lower() in texts[0] and not excused:
            return f"{unwanted!r} stands first"
    return None


def _text(item: Item) -> str:
    dates = (item.event_date, item.valid_from, item.valid_to)
    return " | ".join([item.text, *(one.isoformat() for one in dates if one is not None)])


def _time(iso: str) -> datetime:
    at = datetime.fromisoformat(iso)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def lines(report: Report) -> Iterator[str]:
    """The report for a terminal."""
    for language in (None, *sorted({one.language for one in report.said})):
        gate, answers = report.gate(language), report.answers(language)
        shares = "  ".join(f"{name} {value:.3f}" for name, value in [*gate.items(), *answers.items()])
        yield f"{language or 'all':6} {shares}"


def failures(report: Report) -> Sequence[str]:
    """Each message and each probe that went wrong."""
    out = []
    for one in report.said:
        wrong = not one.wrote if one.label is not VerdictKind.IGNORE else one.wrote
        if wrong or (one.wrote and not any(v.kind is one.label for v in one.verdicts)):
            what = ", ".join(
                f"{v.kind.value} {v.parts.get('lasting', 0):.2f} {v.reason}" for v in one.verdicts
            )
            out.append(f"{one.life}: {one.label.value} <- {what}: {one.text[:160]!r}")
    return out + [f"{one.life}: {one.group}: {one.wrong}" for one in report.probes if one.wrong]
