"""A short life through the real doors: the script keeps the truth, the figures tell what the memory does."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.evaluation import lifetime
from memory_core.evaluation.lifetime_script import Script, write
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Embedder, Status

START = date(2026, 1, 1)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder."""
    return OnnxEmbedder.shipped()


@pytest.fixture(scope="module")
def year() -> Script:
    """A whole year as it is written; nobody lives it here."""
    return write(7, 365, 30, START)


def test_a_seed_decides_the_whole_life(year: Script) -> None:
    assert write(7, 365, 30, START) == year
    assert write(8, 365, 30, START) != year
    assert [len(lines) for lines in year.days] == [30] * 365


def test_what_matters_is_a_small_part_and_changes_over_the_year(year: Script) -> None:
    groups = Counter(one.group for one in year.things)
    assert groups.keys() == {
        "identity", "home", "work", "people", "dates", "health", "preference", "habit", "asked", "promise",
        "plan", "instruction",
    }  # fmt: skip
    assert {one.language for one in year.things} == {"en", "ru"}
    lines = [line for day in year.days for line in day]
    assert 0.01 < sum(bool(line.key) for line in lines) / len(lines) < 0.06
    changed = [one for one in year.things if one.old]
    assert len(changed) > 15
    # Trifles are not one another's copies, though people do say "good morning" twice.
    told = [line.text for line in lines if not line.key and not line.asks]
    assert len(set(told)) > 0.6 * len(told)


def test_the_truth_is_whole(year: Script) -> None:
    keys = {one.key for one in year.things}
    assert len(keys) == len(year.things)
    said = {
        line.key: day for day, lines in reversed(list(enumerate(year.days))) for line in lines if line.key
    }
    for one in year.things:
        assert said[one.key] == one.day
        assert one.until is None or one.until > one.day
        assert one.holds(one.day)
        assert not one.holds(one.day - 1)
        assert one.until is None or not one.holds(one.until)
        assert any(answer in one.text.casefold().replace("ё", "е") for answer in one.answers)
    for day, lines in enumerate(year.days):
        for line in lines:
            if line.asks:  # nobody asks for what was not said yet
                assert next(one for one in year.things if one.key == line.asks).holds(day - 1)


def test_ten_days_are_lived_and_slept(embedder: Embedder) -> None:
    seen: list[lifetime.Look] = []
    life = lifetime.run(days=10, seed=3, each_day=8, embedder=embedder, told=seen.append)
    assert life.looks == seen
    (look,) = life.looks
    assert look.day == 10
    assert look.statuses[Status.FADED] == 0
    assert look.forgotten == ()
    assert look.matters >= 0.6
    assert look.held >= 0.7
    assert look.trifles_held < look.held
    assert sum(look.tiers.values()) >= look.statuses[Status.ACTIVE] > 0
    assert look.vault_bytes > 0
    assert life.nights["night done"] == 10
    assert lifetime.header().split()[:2] == ["day", "active"]
    assert lifetime.row(look, look).split()[5:8] == ["1.00"] * 3
    assert len(lifetime.row(look, look).split()) == len(lifetime.header().split())
    lines = list(lifetime.closing(life, fails=True))
    assert any("forgotten wrongly" in line for line in lines)
    assert len([line for line in lines if "support" in line]) == len(look.missed)


def test_the_figures_are_kept_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "life.json"
    assert lifetime.main(["--days", "1", "--per-day", "4", "--seed", "5", "--json", str(path)]) == 0
    figures = json.loads(path.read_text(encoding="utf-8"))
    assert (figures["days"], figures["each_day"], figures["seed"]) == (1, 4, 5)
    assert figures["looks"][0]["day"] == 1
    assert "first month" in capsys.readouterr().out


def test_a_life_without_a_day_is_refused(embedder: Embedder) -> None:
    with pytest.raises(BadRequest):
        lifetime.run(days=0, embedder=embedder)
