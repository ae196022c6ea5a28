"""What is read from a question before anything is searched."""

from __future__ import annotations

from datetime import date

import pytest

from memory_core.recall.cue import read_cue
from memory_core.recall.dates import NamedDate, fit, named_dates, without_dates
from memory_core.recall.manner import addressing, is_asking


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("What happened on 7 May 2023?", [NamedDate(2023, 5, 7)]),
        ("What did she do on May 7th, 2023?", [NamedDate(2023, 5, 7)]),
        ("Where were we in August?", [NamedDate(None, 8)]),
        ("Что случилось 7 мая 2023 года?", [NamedDate(2023, 5, 7)]),
        ("Где мы были в августе?", [NamedDate(None, 8)]),
        ("Что было 07.05.2023?", [NamedDate(2023, 5, 7)]),
        ("What was planned for 2023-05-07?", [NamedDate(2023, 5, 7)]),
        ("Who won in 2021?", [NamedDate(2021)]),
        ("When may I call?", []),
        ("What march did the band play?", []),
        ("Is it 4:30 yet?", []),
    ],
)
def test_dates_named_in_a_question(question: str, dates: list[NamedDate]) -> None:
    assert list(named_dates(question)) == dates


def test_how_well_a_day_fits() -> None:
    day = [NamedDate(2023, 5, 7)]
    told = [date(2023, 5, 8), date(2023, 5, 20), date(2023, 6, 5), date(2023, 9, 1)]
    assert [fit(day, one) for one in told] == [1.0, 0.8, 0.4, 0.0]
    assert fit([NamedDate(2024, 5)], date(2024, 5, 30)) == 0.8
    assert fit([NamedDate(None, 5)], date(2024, 5, 30)) == 0.4
    assert fit([NamedDate(2023, 12)], date(2024, 1, 2)) == 0.5
    assert fit([NamedDate(2023)], date(2023, 9, 1)) == 0.3
    assert fit([NamedDate(2023, 4, 31)], date(2023, 4, 30)) == 0.0
    assert fit([], date(2023, 4, 30)) == 0.0


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Which museum did I see at the end of January?", "Which museum did I see ?"),
        ("What did I grow in spring 2025?", "What did I grow ?"),
        ("Где я жил в начале марта 2024 года?", "Где я жил ?"),
        ("Which museum do I like?", "Which museum do I like?"),
    ],
)
def test_dates_are_taken_out_of_what_is_compared(question: str, left: str) -> None:
    assert " ".join(without_dates(question).split()) == left


def test_names_of_speakers_are_taken_out_unless_nothing_is_left() -> None:
    cue = read_cue("Когда Марина и Олег поехали в горы?", ["Марина", "Олег"])
    assert cue.people == {"Марина", "Олег"}
    assert "Марина" not in cue.bare
    assert read_cue("Что купила Марине бабушка?", ["Марина"]).people == {"Марина"}
    assert read_cue("Who is Ida?", ["Ida Berg"]).bare == "Who is Ida?"
    assert read_cue("What is a mark?", ["Mark"]).people == frozenset()


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("Suggest a film for tonight", True),
        ("Please recommend a book", True),
        ("Any idea where to eat?", True),
        ("Куда бы сходить в субботу?", True),
        ("Посоветуйте подарок", True),
        ("What did the doctor recommend?", False),
        ("Какой подарок я купил маме?", False),
    ],
)
def test_requests_for_an_idea(text: str, request_: bool) -> None:
    assert read_cue(text, []).request is request_


def test_manner() -> None:
    assert is_asking("And you? 🙂")
    assert is_asking("Ты придёшь?")
    assert not is_asking("You asked why? Because.")
    assert addressing("Thank you, your photos are lovely") > addressing("I like my photos") == 0
    assert addressing("Спасибо тебе, твои снимки чудесны") > 0
