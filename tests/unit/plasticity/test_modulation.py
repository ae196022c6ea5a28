"""Neuromodulators: judged by what is usual here, sane from the first message, and bounded in what they do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.plasticity.modulation import (
    GAMMA,
    HALF_LIFE,
    SHIFT,
    SHIFT_TURNS,
    WINDOW,
    Modulation,
    Modulators,
    RunningNorm,
    event_boundary,
    learning_rate,
    reset,
    threshold_shift,
    write_strength,
)

UNITS = st.floats(0, 1)
MODULATORS = st.builds(Modulators, UNITS, UNITS, UNITS)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def heard(values: list[float], norm: RunningNorm | None = None) -> RunningNorm:
    norm = norm or RunningNorm.expecting(20, 12)
    for value in values:
        norm = norm.seen(value)
    return norm


def test_a_norm_finds_mean_and_spread_whatever_was_expected() -> None:
    values = np.random.default_rng(1).normal(300, 40, 3000).tolist()
    norm = heard(values)
    assert norm.mean == pytest.approx(300, abs=10)
    assert norm.spread == pytest.approx(40, rel=0.15)
    assert norm.share(norm.mean) == 0.5
    assert norm.share(norm.mean + norm.spread) == pytest.approx(0.841, abs=0.001)


def test_weights_halve_with_the_half_life() -> None:
    """After a long life a change of habit is half learnt when the half-life has passed."""
    settled = heard([0.0] * 4000, RunningNorm.expecting(0, 5))
    for _ in range(int(HALF_LIFE)):
        settled = settled.seen(0.1)
    assert settled.mean == pytest.approx(0.05, rel=0.02)


def test_the_first_messages_are_judged_sanely() -> None:
    fresh = RunningNorm.expecting(20, 12)
    assert fresh.share(20) == 0.5
    assert 0.7 < fresh.share(32) < 0.9
    once = fresh.seen(200)
    assert once.share(20) > 0.1, "one shout does not make the usual silent"
    same = heard([20.0] * 3)
    assert 0.3 < same.share(22) < 0.7, "three equal messages do not make the fourth a sensation"


def test_sameness_leaves_a_floor() -> None:
    norm = heard([20.0] * 20_000)
    assert norm.spread == pytest.approx(0.6)
    assert norm.share(20.1) < 0.6


@given(st.lists(FINITE, max_size=20), FINITE)
def test_a_share_is_a_share(values: list[float], raw: float) -> None:
    norm = heard(values)
    assert 0 <= norm.share(raw) <= 1
    assert math.isfinite(norm.mean)
    assert math.isfinite(norm.spread)
    assert norm.share(norm.mean - 1) <= norm.share(norm.mean + 1)


@given(st.lists(st.tuples(FINITE, FINITE), max_size=20))
def test_modulators_lie_in_0_to_1(signals: list[tuple[float, float]]) -> None:
    modulation = Modulation()
    for bits, novelty in signals:
        now = modulation.step(bits, novelty)
        assert all(0 <= one <= 1 for one in (now.dopamine, now.acetylcholine, now.noradrenaline))
        assert -SHIFT <= modulation.shift <= 0


@pytest.mark.parametrize("signals", [(math.nan, 0.5), (math.inf, 0.5), (20.0, math.nan)])
def test_what_is_no_number_is_refused_and_changes_nothing(signals: tuple[float, float]) -> None:
    modulation, untouched = Modulation(), Modulation()
    with pytest.raises(BadRequest):
        modulation.step(*signals)
    assert modulation == untouched


def test_each_modulator_follows_its_own_signal() -> None:
    def after(bits: float, novelty: float) -> Modulators:
        modulation = Modulation()
        for at in range(50):
            modulation.step(20.0 + at % 5, 0.5 + 0.02 * (at % 5))
        return modulation.step(bits, novelty)

    plain, surprising, strange = after(22, 0.54), after(60, 0.54), after(22, 0.95)
    assert surprising.dopamine > plain.dopamine
    assert surprising.acetylcholine == plain.acetylcholine
    assert strange.acetylcholine > plain.acetylcholine
    assert strange.dopamine == plain.dopamine
    assert event_boundary(surprising)
    assert not event_boundary(plain)
    assert not event_boundary(strange)


def test_a_boundary_lies_gamma_spreads_above_the_recent_mean() -> None:
    modulation = Modulation()
    rng = np.random.default_rng(3)
    for bits in rng.normal(30, 8, 200):
        modulation.step(float(bits), 0.5)
    usual, spread = modulation._recently()
    assert len(modulation.recent) == WINDOW
    for deviation, begins in ((GAMMA - 0.01, False), (GAMMA + 0.01, True)):
        branch = Modulation(modulation.bits, modulation.novelty, modulation.recent)
        assert event_boundary(branch.step(usual + deviation * spread, 0.5)) is begins


def test_noradrenaline_gets_used_to_a_storm_while_dopamine_does_not() -> None:
    """Unexpected uncertainty is judged by the window, the prediction error by the whole vault."""
    modulation = Modulation()
    for at in range(400):
        modulation.step(20.0 + at % 4, 0.5)
    storm = [modulation.step(60.0 + at % 4, 0.5) for at in range(WINDOW)]
    assert event_boundary(storm[0])
    assert not event_boundary(storm[-1])
    assert storm[-1].dopamine > 0.95


def test_boundaries_cut_a_stream_where_its_topic_changes() -> None:
    """What it buys: events of ten messages, of which the first surprises, are found, and hardly any other."""
    modulation, rng = Modulation(), np.random.default_rng(5)
    found = []
    for at in range(400):
        bits = float(rng.normal(45 if at % 10 == 0 else 18, 4))
        if event_boundary(modulation.step(bits, 0.5)) and at >= 50:
            found.append(at)
    assert sum(at % 10 == 0 for at in found) == 35
    assert sum(at % 10 != 0 for at in found) <= 3


@given(MODULATORS, st.integers(-3, 50))
def test_effects_are_bounded(m: Modulators, turns: int) -> None:
    assert 0.5 <= write_strength(m) <= 1.5
    assert 0.5 <= learning_rate(1.0, m) <= 1.5
    assert -SHIFT <= threshold_shift(m, turns) <= 0
    assert 0 <= reset(m) <= 1
    assert event_boundary(m) or threshold_shift(m, turns) == 0 == reset(m)


def test_effects_follow_their_formulas() -> None:
    usual = Modulators(0.5, 0.5, 0.5)
    assert write_strength(usual) == 1
    assert learning_rate(0.05, usual) == 0.05
    assert threshold_shift(usual, 0) == 0
    burst = Modulators(0.5, 0.5, 1.0)
    shifts = [threshold_shift(burst, turns) for turns in range(SHIFT_TURNS + 2)]
    assert shifts[0] == -SHIFT
    assert shifts == sorted(shifts)
    assert shifts[SHIFT_TURNS] < 0 == shifts[SHIFT_TURNS + 1]


def test_the_threshold_comes_back_after_a_boundary() -> None:
    modulation = Modulation()
    for _ in range(20):
        modulation.step(20.0, 0.5)
    assert modulation.shift == 0
    modulation.step(90.0, 0.5)
    shifts = []
    for _ in range(SHIFT_TURNS + 2):
        shifts.append(modulation.shift)
        modulation.step(15.0, 0.5)
    assert shifts[0] < -0.1
    assert shifts[-1] == 0
