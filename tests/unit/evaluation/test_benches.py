"""The benchmarks measure what they say, and print it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.evaluation import latency_bench, recall_bench
from memory_core.evaluation.corpus import Corpus, Question, Said, dialogues, shipped
from memory_core.params import Params

AT = datetime(2025, 2, 3, 10, 0, tzinfo=UTC)
TEXTS = ["My brother Tom drives a tram in Melbourne.", "Наша дача под Тверью.", "I take my tea with lemon."]


def small() -> Corpus:
    said = tuple(Said(f"s{n}", text, AT + timedelta(days=n), f"day {n}") for n, text in enumerate(TEXTS))
    questions = (
        Question("What does Tom do for work?", frozenset({"s0"}), "en on en"),
        Question("Где наша дача?", frozenset({"s1"}), "ru on ru"),
        Question("Which stamp is missing from the album?", frozenset(), "en, never said"),
    )
    return Corpus("small", said, questions, (1, 2, 3))


def test_every_method_is_measured_on_the_same_questions() -> None:
    report = recall_bench.measure([small()], Params())
    assert {(row.method, row.questions) for row in report.rows if row.group == "all"} == {
        ("Mneme", 2), ("dense alone", 2), ("BM25 alone", 2),
    }  # fmt: skip
    ours = next(row for row in report.rows if (row.method, row.group) == ("Mneme", "all"))
    assert ours.found == (1.0, 1.0, 1.0)
    assert report.packed == report.known == report.refused == 1.0


def test_the_shipped_set_is_whole_and_in_both_languages() -> None:
    (corpus,) = shipped()
    ids = {one.id for one in corpus.said}
    assert len(ids) == len(corpus.said)
    assert all(question.evidence <= ids for question in corpus.questions)
    assert {question.group.split()[0].rstrip(",") for question in corpus.questions} == {"en", "ru"}


def test_a_file_of_dialogues_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turns = [
        {"dia_id": f"D1:{n}", "speaker": ("Ida", "Marek")[n % 2], "text": text}
        for n, text in enumerate(TEXTS)
    ]
    sample = {
        "sample_id": "one",
        "conversation": {"session_1_date_time": "1:56 pm on 8 May, 2024", "session_1": turns},
        "qa": [{"question": "What does Tom drive?", "evidence": ["D1:0"], "category": 4}],
    }
    path = tmp_path / "dialogues.json"
    path.write_text(json.dumps([sample]), encoding="utf-8")
    assert dialogues(path)[0].said[1].speaker == "Marek"
    assert recall_bench.main(["--file", str(path), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {row["method"] for row in printed["rows"]} == {"Mneme", "dense alone", "BM25 alone"}
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(BadRequest):
        dialogues(path / "nothing")


def test_latency_is_given_as_ratios(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--sizes", "60", "30", "--questions", "3", "--messages", "3", "--folder", str(tmp_path), "--json"]
    assert latency_bench.main(args) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [one["memories"] for one in printed["recall"]] == [30, 60]
    for one in printed["recall"]:
        assert one["ratio"] == pytest.approx(one["p95"] / one["bare_p95"])
    assert printed["perceive"]["ratio_p50"] > 0
    assert not list(tmp_path.iterdir())
