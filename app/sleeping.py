"""Nights as the window and the terminal use them: how far one is, and what one did, read to be shown.

A night's report holds numbers only. The words are read here, at the moment of showing, so that what was
forgotten or purged since shows none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.teaching import Doubt, kept, read_doubts
from memory_core.types import NO_PARTS, JournalStep, NightState, SleepReport, Stage, Status

if TYPE_CHECKING:
    from memory_core import Engine

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "uncertain": ("uncertain",),
    "learnt": ("learnt",),
    "merged": ("merged",),
    "generalised": ("generalised",),
    "profile": ("profile",),
    "settled": ("settled",),
    "faded": ("faded",),
    "linked": ("linked",),
    "moved": ("promoted", "demoted", "segment"),
    "replayed": ("replayed",),
}
"""Sections of a night's page in their order, with the report's message keys that stand in each."""
MOST_LINES = 30
"""Lines of a section that are read; the others are counted."""
_REACH = 2000
"""Steps of the journal that are looked through for a night's own."""


@dataclass(frozen=True, slots=True)
class Asleep:
    """A night that is running; ``stage`` is None until the first one begins, ``share`` is of it all."""

    stage: Stage | None
    share: float
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A memory as a line names it; without words if they were forgotten or purged since."""

    memory_id: int
    text: str
    status: Status | None

    @property
    def gone(self) -> bool:
        """Whether there are no words to show any more."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a night did; the first quote is the result, the others what it was made of."""

    what: str
    quotes: tuple[Quote, ...]
    figures: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)
    doubt: Doubt | None = None
    """The question that still waits, for a line of uncertainty."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort; ``count`` are there, the first of them were read."""

    name: str
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Night:
    """A night with the words of what it did. ``step`` is its step in the journal, None if it has none."""

    report: SleepReport
    sections: tuple[Section, ...]
    step: JournalStep | None

    @property
    def undone(self) -> bool:
        """Whether the user took it back."""
        return self.step is not None and self.step.undone and self.report.state is not NightState.ROLLED_BACK


@dataclass(frozen=True, slots=True)
class Told:
    """A night in a list: its report, and whether it was taken back since."""

    report: SleepReport
    undone: bool


def counts(report: SleepReport) -> dict[str, int]:
    """How many lines of each section a night has; sections without any are left out."""
    section_of = {what: name for name, whats in SECTIONS.items() for what in whats}
    found = dict.fromkeys(SECTIONS, 0)
    for line in report.lines:
        name = section_of.get(line.what)
        if name is not None:
            found[name] += 1
    return {name: count for name, count in found.items() if count}


def read_nights(engine: Engine, limit: int) -> tuple[Told, ...]:
    """The newest nights first."""
    reports = engine.sleep.reports(limit)
    steps = _steps(engine, [one.step_id for one in reports if one.step_id is not None])
    return tuple(
        Told(
            one,
            one.state is not NightState.ROLLED_BACK and one.step_id in steps and steps[one.step_id].undone,
        )
        for one in reports
    )


def read_night(engine: Engine, report: SleepReport, most: int = MOST_LINES) -> Night:
    """What a night did, with the words as they may be shown now."""
    doubts = {one.question.id: one for one in read_doubts(engine)}
    known: dict[int, Quote] = {}
    numbers = counts(report)
    sections = []
    for name, whats in SECTIONS.items():
        lines = [line for line in report.lines if line.what in whats][:most]
        if not lines:
            continue
        shown = tuple(
            Line(
                line.what,
                tuple(_quote(engine, one, known) for one in line.memories),
                line.figures,
                doubts.get(int(line.figures["question"])) if "question" in line.figures else None,
            )
            for line in lines
        )
        sections.append(Section(name, shown, numbers[name]))
    steps = _steps(engine, [] if report.step_id is None else [report.step_id])
    step = None if report.step_id is None else steps.get(report.step_id)
    return Night(report, tuple(sections), step)


def _quote(engine: Engine, memory_id: int, known: dict[int, Quote]) -> Quote:
    if memory_id not in known:
        memory = kept(engine, memory_id)
        if memory is None or memory.status is Status.FORGOTTEN:
            known[memory_id] = Quote(memory_id, "", None if memory is None else memory.status)
        else:
            known[memory_id] = Quote(memory_id, " ".join(memory.text.split()), memory.status)
    return known[memory_id]


def _steps(engine: Engine, wanted: Iterable[int]) -> dict[int, JournalStep]:
    """Steps of these numbers, as far back as the journal is looked through."""
    numbers = set(wanted)
    if not numbers:
        return {}
    return {one.id: one for one in engine.journal.steps(_REACH) if one.id in numbers}
