"""The runner of scripted lives scores what a life asks for, through the public door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.evaluation import lives
from memory_core.evaluation.ablate_bench import EVERYTHING, measure, parts
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.types import Embedder

LIFE = {
    "id": "made-up",
    "lang": "en",
    "steps": [
        {"at": "2026-01-05T09:00:00", "say": "My dentist is Doctor Hollis.", "gate": "admit"},
        {"at": "2026-01-05T09:01:00", "say": "What is the tallest tree?", "gate": "ignore"},
        {"at": "2026-01-05T09:02:00", "say": "Thanks, lovely!", "gate": "admit"},
        {"at": "2026-01-05T23:00:00", "sleep": True},
        {"at": "2026-01-06T09:00:00", "recall": "Who is my dentist?", "want": ["Hollis"], "within": 3},
        {"at": "2026-01-06T09:00:30", "recall": "Who is my dentist?", "want": ["Nobody"], "within": 3},
        {"at": "2026-01-06T09:01:00", "recall": "Where did I go to school?", "abstain": True},
        {
            "at": "2026-01-06T09:02:00",
            "count": {"containing": "Hollis", "status": "active", "min": 1, "max": 1},
        },
        {"at": "2026-01-06T09:03:00", "forget": "Hollis"},
        {"at": "2026-01-06T09:04:00", "recall": "Who is my dentist?", "gone": ["Hollis"]},
    ],
}


@pytest.fixture
def life(tmp_path: Path) -> lives.Life:
    path = tmp_path / "lives.jsonl"
    path.write_text(json.dumps(LIFE) + "\n", encoding="utf-8")
    return lives.read_lives(path)[0]


def test_a_life_is_scored(life: lives.Life, embedder: Embedder) -> None:
    report = lives.run([life], Params(), embedder)
    assert [one.wrote for one in report.said] == [True, False, False]
    assert report.gate()["missed"] == 0.5
    assert report.gate("en")["write or not"] == pytest.approx(2 / 3)
    assert [one.wrong is None for one in report.probes] == [True, False, True, True, True]
    assert len(lives.failures(report)) == 2
    assert any(line.startswith("all") for line in lives.lines(report))


def test_a_part_left_out_is_a_row(life: lives.Life, embedder: Embedder) -> None:
    rows = list(measure([life], Params(), ["whose", "dense"], embedder))
    assert [row.without for row in rows] == [EVERYTHING, "whose", "dense"]
    with pytest.raises(BadRequest, match="nonsense"):
        list(measure([life], Params(), ["nonsense"], embedder))
    assert len({part.name for part in parts(Params())}) == len(parts(Params()))


def test_a_file_that_is_no_lives_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lives.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(BadRequest, match=r"lives\.jsonl"):
        lives.read_lives(path)


def test_the_shipped_lives_are_whole() -> None:
    found = lives.shipped()
    assert len(found) == 30
    assert {one.language for one in found} == {"en", "ru", "mixed"}


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder."""
    return OnnxEmbedder.shipped()
