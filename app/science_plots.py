"""``python -m app.science_plots``: the plots of docs/science.md, from the figures of the benchmarks.

Reads what ``mneme bench gate --json`` and ``mneme bench ablate --json`` printed into ``docs/science/*.json``
(or runs them with ``--measure``), lives a small made-up stream through the learner, and draws PNG files
beside them. The same for ``docs/benchmarks/lifetime.json``, which ``mneme bench lifetime --json`` keeps.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from pyqtgraph.exporters import ImageExporter

from memory_core.evaluation import ablate_bench, associative_bench, ewc_bench, gate_bench
from memory_core.models.embedder import OnnxEmbedder
from memory_core.plasticity.learner import Learner, Said
from memory_core.text.language import language

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "science"
BENCHMARKS = FOLDER.parent / "benchmarks"
_INK, _ACCENT, _QUIET = "#333333", "#4f6bed", "#b9c2d0"
_SIZE = (900, 420)
_COLOURS = {"conversation": "#4f6bed", "week": "#e08a2e", "life": "#3f9b6c"}


def main(args: Sequence[str] | None = None) -> int:
    """Draw every plot whose figures are there."""
    parser = argparse.ArgumentParser(prog="python -m app.science_plots", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="run the benchmarks first (half an hour)")
    parser.add_argument("--dialogues", metavar="FILE", help="long dialogues for the attention budget")
    given = parser.parse_args(args)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if given.measure:
        more = ["--dialogues", given.dialogues] if given.dialogues else []
        _keep("gate", gate_bench.main, ["--json", *more])
        _keep("ablate", ablate_bench.main, ["--json"])
        rows = json.dumps(ewc_bench.run(), indent=1) + "\n"
        (FOLDER / "ewc.json").write_text(rows, encoding="utf-8")
        _keep("associative", associative_bench.main, ["--json"])
    application = pg.mkQApp()
    pg.setConfigOptions(antialias=True, background="w", foreground=_INK)
    for name, draw in (
        ("gate", _budget),
        ("ablate", _ablation),
        ("ewc", _ewc),
        ("associative", _associative),
    ):
        path = FOLDER / f"{name}.json"
        if path.exists():
            draw(json.loads(path.read_text(encoding="utf-8")))
    lived = BENCHMARKS / "lifetime.json"
    if lived.exists():
        _lifetime(json.loads(lived.read_text(encoding="utf-8")))
    _stream()
    application.processEvents()
    return 0


def _keep(name: str, run: Callable[[Sequence[str]], int], args: Sequence[str]) -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        run(args)
    (FOLDER / f"{name}.json").write_text(told.getvalue(), encoding="utf-8")


def _bars(
    name: str, title: str, axis: str, rows: Sequence[tuple[str, float]], mark: int | None = None
) -> None:
    """Horizontal bars, the first row on top; ``mark`` is the row drawn in the accent's colour."""
    plot = pg.PlotWidget(title=title)
    plot.resize(_SIZE[0], 90 + 30 * len(rows))
    for at, (_, value) in enumerate(rows):
        colour = _ACCENT if mark is None or at == mark else _QUIET
        bar = pg.BarGraphItem(x0=min(0, value), y=[-at], height=0.6, width=abs(value), brush=colour, pen=None)
        plot.addItem(bar)
        label = pg.TextItem(f"{value:+.3f}" if mark is None else f"{value:.3f}", color=_INK, anchor=(0, 0.5))
        label.setPos(max(0, value), -at)
        plot.addItem(label)
    plot.getAxis("left").setTicks([[(-at, text) for at, (text, _) in enumerate(rows)]])
    plot.getAxis("left").setWidth(270)
    plot.setLabel("bottom", axis)
    plot.getAxis("bottom").enableAutoSIPrefix(False)
    values = [value for _, value in rows]
    low, high = min(0.0, *values), max(0.0, *values)
    plot.setXRange(low, high + 0.12 * (high - low), padding=0.02)
    _save(plot, name)


def _budget(figures: dict[str, Any]) -> None:
    rows = [(one["way"], one["evidence"]) for one in figures["kept"]]
    if rows:
        _bars(
            "budget",
            "What the gate keeps of long dialogues",
            "share of the evidence of later questions",
            rows,
            0,
        )


def _ablation(rows: Sequence[dict[str, Any]]) -> None:
    whole = rows[0]
    for group, key, title in (
        ("gate", "write or not", "Right to write or not to write, when a part is left out"),
        ("answers", "all", "Answers right, when a part is left out"),
    ):
        changes = [(one["without"], one[group][key] - whole[group][key]) for one in rows[1:]]
        _bars(f"ablate_{group}", title, "change", changes)


def _ewc(figures: dict[str, Any]) -> None:
    """A, then B, at several strengths of the penalty, at the heaviest load."""
    load = max(one["pairs"] for one in figures["rows"])
    rows = sorted((one for one in figures["rows"] if one["pairs"] == load), key=lambda one: one["lambda"])
    _curves(
        "ewc",
        f"{load:.0f} associations A, then {load:.0f} others B: what is recalled of each",
        "share recalled",
        range(len(rows)),
        {
            "A after B": [one["a_after"] for one in rows],
            "B": [one["b_after"] for one in rows],
            "A before B": [one["a_before"] for one in rows],
        },
        most=1.05,
        below="strength of the penalty",
        ticks=[f"{one['lambda']:g}" for one in rows],
        folder=FOLDER,
    )


def _associative(figures: dict[str, Any]) -> None:
    """ARMT: what it costs and what each rule keeps of what was rewritten; and questions of several steps."""
    cost, loads = figures["cost"], figures["loads"]
    _curves(
        "associative_cost",
        "Associative memory: one pair written, one cue read",
        "microseconds",
        range(len(cost)),
        {what: [one[what] for one in cost] for what in ("write", "read")},
        below="pairs held",
        ticks=[f"{one['pairs']:,}" for one in cost],
        folder=FOLDER,
    )
    _curves(
        "associative_rewritten",
        "Associative memory: half the keys got a new value",
        "share that completes to the new one",
        range(len(loads)),
        dict(figures["rewritten"]),
        most=1.05,
        below="pairs in one matrix",
        ticks=[str(load) for load in loads],
        folder=FOLDER,
    )
    if "hops" in figures:
        rows = [
            (f"{kind}, {'all on' if not without else 'without ' + without}", one["first"])
            for without, kinds in figures["hops"].items()
            for kind, one in kinds.items()
        ]
        _bars("hops", "Answers of two and three steps", "share answered first", rows, 0)


def _lifetime(figures: dict[str, Any]) -> None:
    """What is left of a simulated year: memories, answers and cost, month by month."""
    looks = figures["looks"]
    days = [one["day"] for one in looks]
    first = looks[0]
    kinds = ("active", "faded", "superseded")
    _curves(
        "lifetime_memories",
        "A simulated year: memories by where they stand",
        "memories",
        days,
        {name: [one["statuses"][name] for one in looks] for name in kinds},
    )
    shares = {"what matters": "matters", "of it, never asked for": "quiet", "trifles": "trifles"}
    _curves(
        "lifetime_answers",
        "A simulated year: answered rightly, by what the memory and the diary hold",
        "share",
        days,
        {name: [one[key] for one in looks] for name, key in shares.items()},
        most=1.05,
    )
    _curves(
        "lifetime_held",
        "A simulated year: held by an active memory",
        "share",
        days,
        {
            name: [one[key] for one in looks]
            for name, key in {"what matters": "held", "trifles": "trifles_held"}.items()
        },
        most=1.05,
    )
    _curves(
        "lifetime_cost",
        "A simulated year: cost as a ratio to the first month",
        "ratio",
        days,
        {
            name: [one[key] / first[key] if first[key] else 0.0 for one in looks]
            for name, key in {"message": "turn_ms", "night": "night_ms", "question": "recall_ms"}.items()
        },
    )


def _curves(
    name: str,
    title: str,
    axis: str,
    days: Sequence[float],
    lines: Mapping[str, Sequence[float]],
    most: float | None = None,
    *,
    below: str = "day",
    ticks: Sequence[str] = (),
    folder: Path = BENCHMARKS,
) -> None:
    """Curves over the days of a life, or over something else that ``below`` names, as PNG in a folder."""
    plot = pg.PlotWidget(title=title)
    plot.resize(*_SIZE)
    plot.addLegend(offset=(-10, 1), colCount=len(lines))
    highest = max((value for values in lines.values() for value in values), default=1.0)
    plot.setYRange(0, most or 1.15 * highest or 1.0)
    for (label, values), colour in zip(lines.items(), _COLOURS.values(), strict=False):
        plot.plot(days, values, pen=pg.mkPen(colour, width=2), symbol="o", symbolSize=5, name=label)
    plot.setLabel("bottom", below)
    plot.setLabel("left", axis)
    if ticks:
        plot.getAxis("bottom").setTicks([list(zip(days, ticks, strict=True))])
    _save(plot, name, folder)


def _stream() -> None:
    """How each time scale of the continuum is surprised over a month of two topics and one new one."""
    embedder = OnnxEmbedder.shipped()
    garden = [
        "The beans are up.",
        "I watered the beans.",
        "The beans need sticks.",
        "I picked the first beans.",
    ]
    work = [
        "The audit starts.",
        "I sent the auditors the ledger.",
        "The audit found nothing.",
        "The audit is over.",
    ]
    new = [
        "We are expecting a baby.",
        "The baby is due in May.",
        "We bought a cot for the baby.",
        "The baby kicks.",
    ]
    days = [*enumerate([garden] * 14 + [work] * 14), (28, garden), (29, new)]
    learner, start, turn = Learner(), datetime(2026, 1, 5, 9, tzinfo=UTC), 0
    lines: dict[str, list[float]] = {name: [] for name in _COLOURS}
    for day, texts in days:
        for hour, text in enumerate(texts):
            turn += 1
            raw = embedder.encode([text])[0].vector[None]
            said = Said(
                turn,
                start + timedelta(days=day, hours=hour),
                f"day {day}",
                embedder.calibrate(raw, [language(text)])[0],
            )
            for name, error in learner.predict(said).levels.items():
                lines[name].append(error)
            learner.learn(said, 25.0, 0.5)
        learner.slept()
    plot = pg.PlotWidget(
        title="Which time scale is surprised: two weeks of one topic, two of another, the first, a new one"
    )
    plot.resize(*_SIZE)
    plot.addLegend(offset=(-10, 1), colCount=3)
    plot.setYRange(0, 1.15)
    for name, values in lines.items():
        plot.plot(range(1, len(values) + 1), values, pen=pg.mkPen(_COLOURS[name], width=2), name=name)
    plot.setLabel("bottom", "message")
    plot.setLabel("left", "prediction error, 0.5 is usual")
    _save(plot, "continuum")


def _save(plot: Any, name: str, folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    plot.show()
    pg.QtWidgets.QApplication.processEvents()
    exporter = ImageExporter(plot.plotItem)
    exporter.parameters()["width"] = 1200
    exporter.export(str(folder / f"{name}.png"))
    plot.close()


if __name__ == "__main__":
    raise SystemExit(main())
