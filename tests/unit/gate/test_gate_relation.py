"""What a statement does to a memory: it replaces it, says it again, or stands beside it; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core import PLAIN, Engine
from memory_core.gate.announcing import announced, without
from memory_core.gate.likeness import differing, values_by_kind
from memory_core.gate.partial import remainder
from memory_core.gate.relation import shipped
from memory_core.models.embedder import OnnxEmbedder
from memory_core.perception.slots import find_slot
from memory_core.types import Status
from tests.tools.set_clock import SetClock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = timedelta(days=20)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """A new plain vault that knows some things of no matter here."""
    with Engine.open(tmp_path / "vault", key=PLAIN, clock=clock, embedder=embedder) as opened:
        for text in ("I play the cello.", "My sister Inga lives in Ghent.", "Мой сын Глеб любит шахматы."):
            opened.perceive(text, at=START - LATER).verdicts()
        yield opened


def kinds(engine: Engine, text: str, at: datetime) -> set[str]:
    return {verdict.kind.value for verdict in engine.perceive(text, at=at).verdicts()}


def hears(engine: Engine, known: str, said: str, after: timedelta = LATER) -> set[str]:
    engine.perceive(known, at=START).verdicts()
    return kinds(engine, said, START + after)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("The vitamins live in the kitchen drawer.", "I moved the vitamins, they are in the bathroom now."),
        ("Our cleaner is called Marta, she comes on Mondays.", "Marta has left, our new cleaner is Ewa."),
        ("I take ramipril 5 mg every morning.", "My ramipril went up, it's 10 mg now."),
        ("My choir rehearses on Tuesdays at St Mark's.", "The choir meets on Thursdays from now on."),
        ("The knee operation is on March 20 at Elm clinic.", "They put the knee operation off to April 9."),
        (
            "My book is due with the editor on 1 May.",
            "My editor gave me an extension, the book is due 20 May.",
        ),
        ("I charge 40 euros an hour for tuition.", "From today I charge 45 euros an hour for tuition."),
        ("По средам у меня йога в клубе.", "Йогу перенесли, теперь она по пятницам."),
        ("Код от подвала 4410.", "Код от подвала поменяли, теперь 7352."),
        ("Педиатр у нас Нина Павловна.", "Нина Павловна ушла на пенсию, теперь педиатр Олег Ильич."),
        ("Беру 900 рублей за урок английского.", "С сентября подняла цену: 1100 рублей за урок английского."),
        ("Поезд в Тверь 12 июня в 8:15.", "Поезд в Тверь сдвинули, едем 14 июня."),
    ],
)
def test_an_announced_change_replaces_what_it_is_about(engine: Engine, known: str, said: str) -> None:
    assert "supersede" in hears(engine, known, said)
    engine.settle()
    (old,) = engine.memories.find(status=Status.SUPERSEDED)
    assert old.text == known


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("I can't eat walnuts, my throat swells.", "Again, no walnuts for me, my throat swells up."),
        ("Always answer me in metric units.", "Once more: metric units, please."),
        ("My locker at the pool is number 118.", "As I said, the pool locker is 118."),
        ("У меня аллергия на пыльцу берёзы.", "Напоминаю, у меня аллергия на берёзовую пыльцу."),
        ("Я не ем грибы, мне от них плохо.", "Говорила же, грибы не ем, плохо от них."),
    ],
)
def test_what_is_said_again_makes_it_surer(engine: Engine, known: str, said: str) -> None:
    assert "reinforce" in hears(engine, known, said)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("My choir rehearses on Tuesdays.", "This week only, the choir rehearses on Thursday instead."),
        ("По средам у меня йога.", "Только на этой неделе йога в пятницу."),
        ("My brother Aksel takes ramipril 5 mg.", "My mother takes ramipril 10 mg now."),
        ("I have a cat called Miso.", "I have a dog called Biscuit now too."),
        ("I play tennis on Sundays with Piotr.", "I've also started fencing, every Friday."),
        ("Моя сестра Лена живёт в Туле.", "Мой друг Паша теперь живёт в Рязани."),
        ("The plumber comes on Friday at 9.", "We changed our car insurance, the policy is QX-5512 now."),
    ],
)
def test_what_merely_resembles_stands_beside(engine: Engine, known: str, said: str) -> None:
    assert "supersede" not in hears(engine, known, said)
    engine.settle()
    assert engine.memories.find(status=Status.SUPERSEDED) == []


def test_a_correction_without_a_matter_is_about_what_was_just_said(engine: Engine) -> None:
    kinds(engine, "The optician is on Thursday the 12th at 11:15.", START)
    assert "supersede" in kinds(engine, "No wait, Friday the 13th.", START + timedelta(minutes=1))
    engine.settle()
    (old,) = engine.memories.find(status=Status.SUPERSEDED)
    assert "optician" in old.text


def test_days_and_months_are_the_same_in_both_languages() -> None:
    assert values_by_kind("trainings tue/thu")["day"] == {"tue", "thu"}
    assert values_by_kind("тренировки вт и чт")["day"] == {"tue", "thu"}
    assert differing("moved to 5 June", "прилетает 22 мая") >= {"month"}
    assert values_by_kind("The cat sat in the sun.")["day"] == frozenset()


def test_announcing_words() -> None:
    assert "rescheduled" in announced("They put the surgery off, it's pushed to May.")
    assert "instead" in announced("не в 10, а в 12")
    assert "now" not in announced("It starts three weeks from today.")
    assert without("no wait, Friday", "corrected").split() == [",", "Friday"]


def test_a_possessive_is_no_persons_name() -> None:
    mine, his = find_slot("Моя тётя Вера живёт в Пскове."), find_slot("Мой брат Лев живёт в Омске.")
    assert mine is not None
    assert his is not None
    assert (mine.subject, his.subject) == ("вера", "лев")


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("Our new place is Holmby, by the canal.", "home", "Holmby"),
        ("I signed on with Heron Lines last week.", "employer", "Heron Lines"),
    ],
)
def test_a_home_and_an_employer_in_other_words(text: str, attribute: str, value: str) -> None:
    slot = find_slot(text)
    assert slot is not None
    assert (slot.subject, slot.attribute, slot.value) == ("user", attribute, value)


def test_a_description_is_no_home() -> None:
    assert find_slot("Our new place is lovely.") is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked_what_it_announces(text: str) -> None:
    assert announced(text) == announced(text)


def test_every_weight_is_a_number_with_a_base() -> None:
    weights = shipped()
    assert weights.replaces["base"] < 0 > weights.repeats["base"]


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (
            "Alma has asthma, her inhaler is in the hall",
            "The inhaler is in the kitchen now",
            "Alma has asthma.",
        ),
        ("Нина не ест рыбу, ключи висят у двери", "Ключи теперь лежат в ящике", "Нина не ест рыбу."),
        ("I live on a boat, a small sloop called Tern", "I sold Tern", None),
    ],
)
def test_what_an_update_does_not_speak_of_stays(old: str, new: str, left: str | None) -> None:
    assert remainder(old, new) == left
