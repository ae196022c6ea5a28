"""Quotes are compared by their words, and lives by what their authors would keep and ask for."""

from __future__ import annotations

import pytest

from memory_core.evaluation.extraction import Score, matches, messages, shared
from memory_core.evaluation.lives import Life


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("I live in Riga", "i live in riga!", 1.0),
        ("I live in Riga", "we live in Oslo", 2 / 6),
        ("I live in Riga", "oh well I live in Riga", 4 / 6),
        ("", "I live in Riga", 0.0),
    ],
)
def test_quotes_share_words(one: str, other: str, share: float) -> None:
    assert shared(one, other) == pytest.approx(share)


def test_a_quote_matches_one_right_quote_only() -> None:
    assert matches(["I live in Riga", "I live in Riga now"], ["I live in Riga"]) == 1
    assert matches(["I live in Riga", "my dog is Rex"], ["my dog is Rex", "I live in Riga now"]) == 2


def test_known_quotes_are_scored_by_spans() -> None:
    score = Score()
    score.add(["I live in Riga", "so what"], ["I live in Riga"])
    score.add([], [])
    score.add(["hello"], [])
    assert (score.precision, score.recall, score.empties) == (pytest.approx(1 / 3), 1.0, 0.5)
    assert score.f1 == pytest.approx(0.5)
    assert (Score().f1, Score().empties) == (1.0, 1.0)


def test_lives_are_scored_by_labels_and_by_what_is_asked_later() -> None:
    steps = (
        {"say": "I live in Riga, by the sea.", "gate": "admit"},
        {"say": "lol", "gate": "ignore"},
        {"say": "My cat is a Siamese.", "gate": "admit"},
        {"recall": "Where do I live?", "want": [["riga", "Рига"]]},
        {"recall": "When?", "want": ["sea"], "derived": True},
    )
    found = list(messages([Life("a", "en", steps)]))
    assert [(one.keep, one.values) for one in found] == [(True, (("riga", "Рига"),)), (False, ()), (True, ())]
    score = Score()
    score.add_labelled(["I live in Riga"], True, found[0].values)
    score.add_labelled(["lol"], False, ())
    score.add_labelled([], True, ())
    assert (score.precision, score.recall, score.empties) == (0.5, 0.5, 0.0)
