"""The gate's scorers: each can be left out, together they hold every weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.gate.scorers import NAMES, OF_FEATURE, SCORERS, log_odds, probability, switched_off
from memory_core.perception.blend import shipped
from memory_core.types import NO_PARTS

FEATURES = st.dictionaries(st.sampled_from(sorted(OF_FEATURE)), st.floats(0, 1), max_size=20)


def test_every_shipped_weight_belongs_to_one_scorer() -> None:
    assert set(shipped().cues) | set(shipped().memory) <= set(OF_FEATURE)
    assert sum(len(scorer.features) for scorer in SCORERS) == len(OF_FEATURE)


def test_an_unknown_scorer_is_named() -> None:
    with pytest.raises(BadRequest, match="astrology"):
        switched_off("titans, astrology")
    assert switched_off(" titans ,novelty,") == {"titans", "novelty"}


@given(FEATURES)
def test_with_every_scorer_off_only_the_base_is_left(features: dict[str, float]) -> None:
    assert log_odds(features, shipped(), {"base": 3.0, "kin": 1.0}, NAMES) == shipped().base


@given(FEATURES, st.sampled_from(sorted(NAMES)))
def test_a_scorer_left_out_is_as_if_its_features_were_not_there(
    features: dict[str, float], name: str
) -> None:
    rest = {feature: level for feature, level in features.items() if OF_FEATURE[feature] != name}
    without = log_odds(features, shipped(), NO_PARTS, frozenset({name}))
    assert without == pytest.approx(log_odds(rest, shipped(), NO_PARTS, frozenset()))


@given(st.floats(allow_nan=False))
def test_a_probability_is_one(odds: float) -> None:
    assert 0 < probability(odds) < 1
