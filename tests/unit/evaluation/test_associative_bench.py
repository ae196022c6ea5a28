"""The benchmark of associations says what it claims to say, on a small scale."""

from __future__ import annotations

import json

import pytest

from memory_core.evaluation import associative_bench


def test_small_figures_are_whole_and_can_be_written() -> None:
    found = associative_bench.run((50, 100), (100, 400), hops=False)
    assert [one["pairs"] for one in found["cost"]] == [50, 100]
    assert found["recall"]["delta"][0] >= found["recall"]["delta"][1] > 0.85
    assert found["rewritten"]["delta"][1] > 0.95 > 0.8 > found["rewritten"]["sum"][1]
    assert json.loads(json.dumps(found)) == found
    text = "\n".join(associative_bench.lines(found))
    assert "ratio" in text
    assert "rewritten, sum" in text


def test_the_command_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--sizes", "20", "40", "--loads", "50", "--no-hops"]
    assert associative_bench.main(given) == 0
    assert "pairs in one matrix" in capsys.readouterr().out
    assert associative_bench.main([*given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["loads"] == [50]
