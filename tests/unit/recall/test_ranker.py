"""The ranker's features, its weights, and what they change in an order."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.recall.asked import CUES, Asked, asked_for
from memory_core.recall.ranker import ADDENDS, FEATURES, parse, shipped, weights_of, written
from memory_core.recall.recall import Recall
from memory_core.text.words import terms
from memory_core.types import Found
from tests.tools.diaries import START, HashEmbedder, Shelf, turn

SAME = [
    ("When did Ann move?", "Когда переехала Аня?", Asked.TIME),
    ("What day is the exam?", "В какой день экзамен?", Asked.TIME),
    ("How many cats do I have?", "Сколько у меня кошек?", Asked.NUMBER),
    ("How often do I swim?", "Как часто я плаваю?", Asked.NUMBER),
    ("Who fixed the roof?", "Кто починил крышу?", Asked.PERSON),
    ("With whom did I dance?", "С кем я танцевала?", Asked.PERSON),
    ("Where do my parents live?", "Где живут мои родители?", Asked.PLACE),
    ("Which city did we visit?", "В каком городе мы были?", Asked.PLACE),
    ("Why did I sell the car?", "Почему я продал машину?", Asked.REASON),
    ("Did I pay the rent?", "Заплатил ли я за квартиру?", Asked.WHETHER),
    ("How do I get to the office?", "Как я добираюсь до работы?", Asked.MANNER),
    ("What is my favourite soup?", "Какой мой любимый суп?", Asked.THING),
]


@pytest.mark.parametrize(("english", "russian", "kind"), SAME)
def test_both_languages_ask_for_the_same(english: str, russian: str, kind: Asked) -> None:
    assert (asked_for(english), asked_for(russian)) == (kind, kind)


@pytest.mark.parametrize(
    ("kind", "showing", "lacking"),
    [
        (Asked.TIME, ["I moved last week.", "Я переехала на прошлой неделе."], ["I moved.", "Я переехала."]),
        (Asked.NUMBER, ["I have three cats.", "У меня три кошки."], ["I have cats.", "У меня кошки."]),
        (
            Asked.PERSON,
            ["It was Marek who came.", "Пришёл дядя Марек."],
            ["Nobody came.", "Никто не пришёл."],
        ),
        (Asked.PLACE, ["They live in Riga.", "Они живут в Риге."], ["They live here.", "Они живут тут."]),
        (
            Asked.REASON,
            ["I sold it because of the noise.", "Я продал его, потому что шумел."],
            ["I sold it.", "Я его продал."],
        ),
    ],
)
def test_a_text_shows_what_is_asked_for(kind: Asked, showing: list[str], lacking: list[str]) -> None:
    assert all(CUES[kind](text, terms(text)) > 0 for text in showing)
    assert all(CUES[kind](text, terms(text)) == 0 for text in lacking)


def recalled(shelf: Shelf, cue: str, ranker: str, without: str = "") -> Found:
    return Recall(shelf.index, shelf.embedder, Params(ranker=ranker, without=without))(cue, limit=50)


def told(shelf: Shelf) -> None:
    shelf.say(
        turn(1, "Which lake did you swim in?", speaker="Ida"),
        turn(2, "The cold lake near Bled, last week.", speaker="Marek"),
        turn(3, "Was the lake deep?", speaker="Ida"),
    )
    later = START + timedelta(days=9)
    shelf.say(
        turn(4, "I mended three pairs of boots.", speaker="Ida", at=later, conversation="b"),
        turn(5, "My boots are wet.", speaker="Marek", at=later + timedelta(minutes=1), conversation="b"),
    )


@pytest.mark.parametrize(
    ("cue", "feature", "first"),
    [
        ("When did Marek swim in a lake?", "time_said", 2),
        ("How many boots were mended?", "number_said", 4),
        ("Where did Marek swim, in which lake?", "place_said", 2),
        ("What did Marek say about the lake?", "asked_on", 2),
        ("What did Marek say about the lake?", "words_before", 3),
    ],
)
def test_each_feature_names_itself_among_the_parts(cue: str, feature: str, first: int) -> None:
    shelf = Shelf(HashEmbedder())
    told(shelf)
    found = recalled(shelf, cue, f"{feature}=100")
    marked = [
        item for item in found.items if item.parts[feature] == max(o.parts[feature] for o in found.items)
    ]
    assert first in [item.sources[0].turn_id for item in marked]
    assert found.items[0] in marked
    assert all(item.score == pytest.approx(sum(item.parts.values()), rel=1e-4) for item in found.items)


def test_a_session_that_was_about_it_weighs_more_than_one_line() -> None:
    shelf = Shelf(HashEmbedder())
    told(shelf)
    masses = {
        i.sources[0].turn_id: i.parts["session_mass"]
        for i in recalled(shelf, "the lake", "session_mass=1").items
    }
    assert masses[1] == masses[2] == masses[3] == 0
    assert masses[4] == masses[5] < 0


texts = st.lists(
    st.text("abcdeАБВГД лес?.3 I", min_size=1, max_size=30).filter(lambda text: text.strip()),
    min_size=1,
    max_size=12,
)


@given(texts, st.sampled_from([question for pair in SAME for question in pair[:2]]))
def test_scores_are_finite_and_the_order_is_always_the_same(said: list[str], cue: str) -> None:
    shelf = Shelf(HashEmbedder())
    shelf.say(*(turn(number, text, speaker="Ida") for number, text in enumerate(said, start=1)))
    every = " ".join(f"{name}=0.5" for name in FEATURES)
    first, again = recalled(shelf, cue, every), recalled(shelf, cue, every)
    assert first == again
    assert all(np.isfinite([item.score, *item.parts.values()]).all() for item in first.items)


@given(texts, st.sampled_from([question for pair in SAME for question in pair[:2]]))
def test_a_feature_of_weight_zero_changes_nothing(said: list[str], cue: str) -> None:
    shelf = Shelf(HashEmbedder())
    shelf.say(*(turn(number, text) for number, text in enumerate(said, start=1)))
    bare = recalled(shelf, cue, "late=1")
    assert recalled(shelf, cue, " ".join(f"{name}=0" for name in FEATURES)) == bare
    assert recalled(shelf, cue, "late=7", without="ranker") == bare


def test_weights_are_read_as_they_are_written() -> None:
    weights = {"late": 1.25, "time_said": -0.03}
    assert dict(parse(written(weights))) == weights
    assert dict(weights_of(Params(ranker=written(weights)))) == weights


@pytest.mark.parametrize("text", ["late", "late=much", "luck=1", "late=nan", "late=1, time_said=2"])
def test_other_text_is_no_list_of_weights(text: str) -> None:
    with pytest.raises(BadRequest):
        parse(text)


def test_the_shipped_weights_are_bounded_and_known() -> None:
    weights = shipped()
    assert set(weights) <= set(ADDENDS) | set(FEATURES)
    assert all(0 <= weights.get(name, 1.0) < 3 for name in ADDENDS)
    assert all(abs(weights.get(name, 0.0)) < 0.6 for name in FEATURES)
    assert weights_of(Params()) == weights


def test_every_feature_says_why() -> None:
    assert all(feature.__doc__ for feature in FEATURES.values())
