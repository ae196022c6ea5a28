"""The fold: what it buys on made-up lives, and that keeping it as bytes changes nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.plasticity.continuum import Level
from memory_core.plasticity.learner import Learner, Prediction, Said
from memory_core.plasticity.modulation import Modulation
from tests.unit.plasticity.streams import Life

USUAL = range(20, 40)
NEW = 90


@pytest.fixture(scope="module")
def lived() -> bytes:
    """Three weeks with topic 0 in every conversation, then two without it."""
    life = Life()
    for _ in range(3):
        life.week(USUAL, always=(0,))
    for _ in range(2):
        life.week(USUAL)
    return life.learner.save()


def resumed(data: bytes, seed: int = 0) -> Life:
    """Somebody with the same topics, who goes on from there."""
    life = Life(seed)
    life.learner = Learner.load(data)
    life.turn = life.learner.upto
    life.at += timedelta(days=60)
    return life


def asked(life: Life, topic: int, times: int = 20) -> list[Prediction]:
    return [life.learner.predict(life.said(topic)) for _ in range(times)]


def mean(predictions: list[Prediction], level: str) -> float:
    return float(np.mean([one.levels[level] for one in predictions]))


def test_every_number_is_a_share_from_the_first_message_on() -> None:
    life = Life(3)
    for topic in (1, 2, 1, 1):
        found = life.learner.predict(life.said(topic))
        assert list(found.levels) == ["conversation", "week", "life"]
        assert all(0 <= one <= 1 for one in (found.titans, found.titans_hidden, *found.levels.values()))
        life.say(topic)
    first = Life(3)
    assert first.learner.predict(first.said(1)).news == "life"


def test_repeated_topics_become_predicted() -> None:
    life = Life(0)
    before = asked(life, 5)
    for _ in range(5):
        life.converse([5, 6, 7])
    after = asked(life, 5)
    for name in ("titans", "titans_hidden"):
        assert np.mean([getattr(one, name) for one in before]) > 0.8
        assert np.mean([getattr(one, name) for one in after]) < 0.5
    assert all(one.news is None for one in after)


def test_a_new_topic_is_surprising_at_all_levels(lived: bytes) -> None:
    life = resumed(lived)
    new = asked(life, NEW)
    assert {one.news for one in new} == {"life"}
    assert min(mean(new, level) for level in ("conversation", "week", "life")) > 0.8
    assert np.mean([one.titans for one in new]) > 0.9
    assert np.mean([one.titans_hidden for one in new]) > 0.9


def test_an_old_topic_that_returns_is_new_this_week_but_not_in_this_life(lived: bytes) -> None:
    life = resumed(lived)
    old, new = asked(life, 0), asked(life, NEW)
    assert mean(old, "week") > 0.9
    assert mean(old, "life") < 0.75 < mean(new, "life")
    assert sum(one.news == "week" for one in old) > 10


def test_a_topic_of_yesterday_is_new_to_the_conversation_only() -> None:
    life = Life(2)
    for _ in range(2):
        life.week(USUAL, always=(0,))
    known = asked(life, 0)
    assert {one.news for one in known} == {"conversation"}
    assert mean(known, "conversation") > 0.8
    assert mean(known, "week") < 0.5


def test_a_gap_of_more_than_six_hours_ends_a_conversation() -> None:
    life = Life(4)
    for _ in range(4):
        life.say(1)
    soon, late = life.said(1), life.said(1)
    soon = Said(soon.turn_id, life.at + timedelta(hours=5), soon.conversation, soon.vector)
    late = Said(soon.turn_id, life.at + timedelta(hours=7), soon.conversation, soon.vector)
    other = Said(soon.turn_id, soon.at, "another", soon.vector)
    assert life.learner.predict(soon).levels["conversation"] < 0.2
    assert life.learner.predict(late).levels["conversation"] > 0.8
    assert life.learner.predict(late) == life.learner.predict(other)
    for said, known in ((soon, True), (late, False)):
        learner = Learner.load(life.learner.save())
        learner.learn(said, 20.0, 0.5)
        conversation_level = learner._continuum.levels[Level.CONVERSATION]
        assert (conversation_level.count == 5) is known


def test_predict_is_pure(lived: bytes) -> None:
    life = resumed(lived)
    first = life.said(3)
    found = life.learner.predict(first)
    assert life.learner.predict(first) == found
    assert life.learner.save() == lived
    assert life.learner.upto == Learner.load(lived).upto


def test_learn_gives_the_modulators_of_its_signals_and_moves_on() -> None:
    life, modulation = Life(5), Modulation()
    for turn, bits in ((1, 10.0), (2, 80.0), (7, 15.0)):
        said = Said(turn, life.at, "one", life.about(1))
        assert life.learner.learn(said, bits, 0.3) == modulation.step(bits, 0.3)
        assert life.learner.upto == turn
        assert life.learner.threshold_shift == modulation.shift
    assert modulation.shift < 0


def test_a_strong_message_is_learnt_more() -> None:
    """What modulation buys: the same sentence, said with many bits nobody expected, is known better after."""
    errors = []
    for bits, novelty in ((2.0, 0.1), (60.0, 1.0)):
        life = Life(6)
        life.learner.learn(life.said(1), bits, novelty)
        life.turn = 1
        for topic in (2, 3, 4):
            life.say(topic)
        errors.append(asked(life, 1)[0].titans)
    assert errors[1] < 0.7 * errors[0]


def test_the_beginning_of_an_event_wipes_what_the_conversation_had_at_hand() -> None:
    life = Life(7)
    for _ in range(5):
        life.say(1)
    plain, burst = life.learner, Learner.load(life.learner.save())
    said = life.said(2)
    plain.learn(said, 20.0, 0.5)
    burst.learn(said, 500.0, 0.5)
    about = Said(said.turn_id + 1, said.at, said.conversation, life.about(1))
    assert plain.predict(about).levels["conversation"] < 0.3
    assert burst.predict(about).levels["conversation"] > 0.8


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 9), st.floats(0, 200), st.floats(0, 1), st.integers(0, 9 * 60)),
        st.just("sleep"),
    ),
    max_size=25,
)


@settings(max_examples=20)
@given(events=EVENTS, cut=st.integers(0, 25))
def test_saving_and_loading_in_the_middle_changes_nothing(events: list[object], cut: int) -> None:
    whole, broken = Life(8), Life(8)
    for at, event in enumerate(events):
        if at == cut:
            broken.learner = Learner.load(broken.learner.save())
        found = []
        for life in (whole, broken):
            if event == "sleep":
                life.learner.slept()
                continue
            assert isinstance(event, tuple)
            topic, bits, novelty, minutes = event
            life.turn, life.at = life.turn + 1, life.at + timedelta(minutes=minutes)
            said = Said(life.turn, life.at, f"c{topic // 5}", life.about(topic))
            found.append((life.learner.predict(said), life.learner.learn(said, bits, novelty)))
        assert found[:1] == found[1:]
    assert whole.learner.save() == broken.learner.save()


def test_a_saved_learner_goes_on_bit_for_bit(lived: bytes) -> None:
    one, other = resumed(lived), resumed(lived)
    for topic in (20, 0, NEW, 21):
        one.converse([topic, 22])
        other.converse([topic, 22])
        other.learner = Learner.load(other.learner.save())
    one.sleep()
    other.sleep()
    assert one.learner.save() == other.learner.save()


def test_the_state_is_small_even_when_all_its_buffers_are_full() -> None:
    life = Life(9, noise=3.0)
    life.converse(list(range(60)))
    assert len(life.learner._continuum.pending()) == 3
    assert len(life.learner.save()) < 300_000


def test_the_seventh_sleep_ends_a_week() -> None:
    life = Life(10)
    life.converse([1])
    slowest = life.learner._continuum.levels[Level.SEVENTH_SLEEP]
    for _ in range(6):
        life.sleep()
    assert not slowest.weights.any()
    life.sleep()
    assert slowest.weights.any()


def test_damage_is_refused(lived: bytes) -> None:
    rng = np.random.default_rng(11)
    for at in rng.integers(0, len(lived), 40):
        damaged = bytearray(lived)
        damaged[at] ^= 1 << int(rng.integers(8))
        with pytest.raises(ValueError, match="learnt state"):
            Learner.load(bytes(damaged))
    for short in (b"", lived[:7], lived[:60], lived[:-1], lived + b"\0"):
        with pytest.raises(ValueError, match="learnt state"):
            Learner.load(short)


@pytest.mark.parametrize("body", [b"\0\1", b"\0\1not an archive", b"\0\1PK\3\4", b"\0\2"])
def test_foreign_bytes_and_other_versions_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="learnt state"):
        Learner.load(b"MNEMELRN" + hashlib.sha256(body).digest() + body)


@pytest.mark.parametrize(
    ("turn", "at", "vector", "bits"),
    [
        (1, datetime.fromisoformat("2026-03-02T09:30+00:00"), np.ones(384), 20.0),
        (2, datetime.fromisoformat("2026-03-02T09:30"), np.ones(384), 20.0),
        (2, datetime.fromisoformat("2026-03-02T09:30+00:00"), np.ones(12), 20.0),
        (2, datetime.fromisoformat("2026-03-02T09:30+00:00"), np.full(384, np.nan), 20.0),
        (2, datetime.fromisoformat("2026-03-02T09:30+00:00"), np.ones(384), float("nan")),
    ],
    ids=["learnt already", "naive", "other shape", "not finite", "no bits"],
)
def test_what_cannot_be_learnt_changes_nothing(
    turn: int, at: datetime, vector: np.ndarray, bits: float
) -> None:
    life = Life(12)
    life.say(1)
    before = life.learner.save()
    with pytest.raises(BadRequest):
        life.learner.learn(Said(turn, at, "other", vector.astype(np.float32)), bits, 0.5)
    assert life.learner.save() == before


def test_a_loaded_learner_has_its_place_in_time() -> None:
    life = Life(13)
    for _ in range(3):
        life.say(1)
    learner = Learner.load(life.learner.save())
    assert learner.upto == 3
    assert learner.predict(life.said(1)).levels["conversation"] < 0.3
