"""What is firmer fades later, what is used holds longer, and what may never fade never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.engine import Engine
from memory_core.errors import BadRequest
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.store.strength import DECAY, Rating, days_until, retrievability, review
from memory_core.tiers.grounds import names_of_the_close, never_fades
from memory_core.tiers.retention import curve, fades, firmness, standing
from memory_core.types import Embedder, FsrsState, Memory, MemoryKind, Status, Tier
from tests.tools.set_clock import SetClock

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PARAMS = Params()
TEN_YEARS = timedelta(days=3653)

stabilities = st.floats(0.01, 30_000)
days = st.floats(0, 36_500)


def memory(text: str = "The lift is slow.", **fields: object) -> Memory:
    made = Memory(
        id=1,
        text=text,
        kind=MemoryKind.FACT,
        tier=Tier.SHORT,
        status=Status.ACTIVE,
        confidence=0.9,
        importance=0.35,
        surprise=20.0,
        parts={},
        learnt_at=AT,
        valid_from=AT,
        valid_to=None,
        event_date=None,
        sources=(),
        fsrs=FsrsState(1.0, 5.0, AT),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def after(days_later: float) -> datetime:
    return AT + timedelta(days=days_later)


def test_the_curve_is_the_library_s() -> None:
    from fsrs import Card, Scheduler, State
    from fsrs.scheduler import DEFAULT_PARAMETERS

    assert DEFAULT_PARAMETERS[20] == DECAY
    for stability in (0.3, 2.3, 50.0):
        for day in (0, 1, 7, 90, 3650):
            card = Card(card_id=1, state=State.Review, stability=stability, difficulty=5.0, last_review=AT)
            expected = Scheduler().get_card_retrievability(card, after(day))
            assert retrievability(FsrsState(stability, 5.0, AT), after(day)) == pytest.approx(expected)


@given(stabilities, stabilities, days)
def test_the_firmer_lies_higher_at_every_time(one: float, other: float, day: float) -> None:
    weak, firm = sorted((one, other))
    chance = retrievability(FsrsState(firm, 5.0, AT), after(day))
    assert 0 < retrievability(FsrsState(weak, 5.0, AT), after(day)) <= chance <= 1


@given(stabilities, days, days)
def test_the_chance_never_grows_by_waiting(stability: float, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    state = FsrsState(stability, 5.0, AT)
    assert retrievability(state, after(later)) <= retrievability(state, after(sooner))


@given(stabilities, st.floats(0.3, 0.99))
def test_the_floor_is_reached_when_it_is_said_to_be(stability: float, floor: float) -> None:
    at = days_until(stability, floor)
    if at < 36_500:
        assert retrievability(FsrsState(stability, 5.0, AT), after(at)) == pytest.approx(floor, abs=1e-4)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.5, 1.5), st.floats(0.5, 1.5))
def test_what_matters_and_what_surprised_fades_later(
    importance: float, more: float, written: float, stronger: float
) -> None:
    low = firmness(min(importance, more), min(written, stronger), PARAMS)
    high = firmness(max(importance, more), max(written, stronger), PARAMS)
    assert 0 < low <= high
    first = standing(memory(fsrs=FsrsState(2.3 * low, 5.0, AT)), AT, PARAMS).fades_at
    second = standing(memory(fsrs=FsrsState(2.3 * high, 5.0, AT)), AT, PARAMS).fades_at
    assert first is not None
    assert second is not None
    assert first <= second


def test_use_and_restating_put_fading_off_and_correcting_does_not() -> None:
    learnt = review(None, Rating.GOOD, AT)

    def fades_at(state: FsrsState) -> datetime:
        due = standing(memory(fsrs=state), after(30), PARAMS).fades_at
        assert due is not None
        return due

    due = {rating: fades_at(review(learnt, rating, after(30))) for rating in Rating}
    unused = fades_at(learnt)
    assert due[Rating.EASY] > due[Rating.GOOD] > unused
    assert review(learnt, Rating.AGAIN, after(30)).stability < learnt.stability


NEVER = [
    (memory(pinned=True), "pinned"),
    (memory("I'm allergic to penicillin.", parts={"cue_health": 1.0}), "health"),
    (memory("Remember that the spare key is under the fern.", parts={"cue_remember": 1.0}), "asked"),
    (memory("Answer in short sentences.", kind=MemoryKind.INSTRUCTION), "asked"),
    (memory("The gate code changes on Mondays.", reason="taught"), "asked"),
    (memory("My name is Ilse.", attribute="name", subject="user"), "identity"),
    (memory("I live in Riga.", attribute="home", subject="user"), "identity"),
    (memory("Я родилась в Омске."), "identity"),
    (memory("Ann's birthday is on 4 May."), "recurring"),
    (memory("Годовщина свадьбы двенадцатого июня."), "recurring"),
    (memory("My sister plays the cello."), "close"),
    (memory("Бабушка живёт в деревне под Тверью."), "close"),
    (memory("Grandpa's funeral was in Leeds.", parts={"importance_grave": 0.9}), "close"),
]


@pytest.mark.parametrize(("kept", "reason"), NEVER, ids=[one.text for one, _ in NEVER])
def test_what_may_never_fade_never_does_in_ten_years(kept: Memory, reason: str) -> None:
    weak = replace(kept, fsrs=FsrsState(0.01, 10.0, AT), importance=0.0)
    for day in (1, 30, 365, 3653):
        now = standing(weak, after(day), PARAMS)
        assert (now.fades_at, now.reason) == (None, reason)
        assert now.retrievability < 1  # it only ranks lower


@pytest.mark.parametrize(
    "text", ["The lift is slow.", "My colleague likes liquorice.", "В лифте опять пахнет краской.",
             "I had soup for lunch.", "My landlord has a boat."]
)  # fmt: skip
def test_the_rest_may_fade(text: str) -> None:
    assert never_fades(memory(text)) is None
    assert fades(memory(text), AT + TEN_YEARS, PARAMS)
    assert not fades(memory(text), after(7), PARAMS)


def test_an_ailment_of_the_day_may_fade() -> None:
    parts = {"cue_health": 1.0, "cue_momentary": 1.0}
    assert never_fades(memory("My knees hurt right now.", parts=parts)) is None


def test_a_close_person_is_known_by_name() -> None:
    names = names_of_the_close(["My sister Nina is a vet.", "Брата зовут Пётр.", "My boss Carla is strict."])
    assert never_fades(memory("Nina broke her wrist."), names) == "close"
    assert never_fades(memory("Пётр переехал в Казань."), names) == "close"
    assert never_fades(memory("Carla likes tulips."), names) is None
    assert never_fades(memory("Nina broke her wrist.")) is None


def test_a_trivial_plan_fades_sooner_when_its_day_is_over_and_never_before() -> None:
    plan = memory("The parcel comes on Friday.", kind=MemoryKind.PLAN, importance=0.55, event_date=after(4))
    fact = replace(plan, event_date=None)
    weighty = replace(plan, importance=0.9)
    far = replace(plan, event_date=after(900))
    repeated = replace(plan, parts={"cue_habit": 1.0})
    due = {
        name: standing(one, after(10), PARAMS)
        for name, one in {
            "plan": plan, "fact": fact, "weighty": weighty, "far": far, "repeated": repeated
        }.items()
    }  # fmt: skip
    times = {name: one.fades_at for name, one in due.items()}
    assert times["plan"] is not None
    assert times["fact"] is not None
    assert times["far"] is not None
    assert due["plan"].reason == "past"
    assert times["plan"] < times["fact"]
    assert times["weighty"] == times["repeated"] == times["fact"]
    assert times["far"] > after(900)


def test_a_curve_rises_at_each_review_and_falls_between() -> None:
    learnt = review(None, Rating.GOOD, AT)
    again = review(learnt, Rating.EASY, after(40))
    drawn = curve(memory(fsrs=again), [learnt], after(60), 365, PARAMS)
    assert drawn.reviews == (AT, after(40))
    assert drawn.floor == PARAMS.retention_floor
    chances = dict(drawn.points)
    assert chances[AT] == chances[after(40)] == 1.0
    assert drawn.points[-1][0] == after(425)
    moments = list(chances)
    assert moments == sorted(moments)
    rises = [b for a, b in pairwise(moments) if chances[b] > chances[a]]
    assert rises == [after(40)]


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder."""
    return OnnxEmbedder.shipped()


def test_the_door_rescues_and_lets_go_and_both_can_be_undone(
    vault_folder: Path, clock: SetClock, embedder: Embedder
) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.perceive("My dentist is Doctor Hollis.", at=AT).verdicts()
        engine.perceive("I prefer oat milk in my coffee.", at=AT).verdicts()
        oat = next(one for one in engine.memories.find() if "oat" in one.text)
        clock.now = after(90)
        before = engine.memories.retention(oat.id)
        assert [one.memory.id for one in engine.memories.fading()][:1] == [oat.id]
        engine.memories.rescue(oat.id)
        firmer = engine.memories.retention(oat.id)
        assert firmer.retrievability > before.retrievability
        assert before.fades_at is not None
        assert firmer.fades_at is not None
        assert firmer.fades_at > before.fades_at
        assert engine.memories.curve(oat.id).reviews == (AT, clock.now)
        engine.journal.undo()
        assert engine.memories.retention(oat.id) == before
        engine.memories.let_go(oat.id)
        assert engine.memories.find("faded") == [replace(oat, status=Status.FADED)]
        with pytest.raises(BadRequest, match="not active"):
            engine.memories.let_go(oat.id)
        found = engine.recall("What do I like in my coffee?")
        assert all(one.memory_id != oat.id for one in found.items)
        assert "oat milk" in found.items[0].text  # the open turn still answers
        engine.memories.rescue(oat.id)
        assert oat.id in [one.id for one in engine.memories.find()]
        engine.journal.undo()
        engine.journal.undo()
        assert oat.id in [one.id for one in engine.memories.find()]
        with pytest.raises(BadRequest):
            engine.memories.curve(oat.id, 0)


def test_importance_and_surprise_act_on_what_is_written(
    vault_folder: Path, clock: SetClock, embedder: Embedder
) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.perceive("I prefer oat milk in my coffee.", at=AT).verdicts()
        engine.perceive("My daughter is allergic to peanuts.", at=AT).verdicts()
        oat, nuts = sorted(engine.memories.find(), key=lambda one: one.id)
        assert oat.fsrs is not None
        assert nuts.fsrs is not None
        assert nuts.importance > oat.importance
        assert nuts.fsrs.stability > 2 * oat.fsrs.stability
        assert engine.memories.retention(oat.id).fades_at is not None
        engine.perceive("Please remember: I prefer oat milk in my coffee.", at=after(1)).verdicts()
        assert len(engine.memories.find()) == 2
        assert engine.memories.retention(oat.id).reason == "asked"  # asked for later, kept for good


def test_a_memory_edited_into_what_matters_never_fades(
    vault_folder: Path, clock: SetClock, embedder: Embedder
) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.perceive("I love walnuts in my porridge.", at=AT).verdicts()
        (walnuts,) = engine.memories.find()
        assert engine.memories.retention(walnuts.id).fades_at is not None
        clock.now = after(100)
        edited = engine.memories.edit(walnuts.id, "I'm allergic to walnuts.")
        assert engine.memories.retention(walnuts.id).reason == "health"
        assert edited.importance > walnuts.importance
        assert edited.fsrs is not None
        assert edited.fsrs.last_review == clock.now
        engine.journal.undo()
        assert engine.memories.get(walnuts.id) == walnuts
