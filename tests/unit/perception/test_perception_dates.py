"""Days that people name: counted from other days, due, listed, corrected at once, without a year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.perception import cues
from memory_core.perception.dates import find_dates

WEDNESDAY = datetime(2026, 3, 18, 10, 20, tzinfo=UTC)
FIRST, LAST = (datetime(year, 1, 1) for year in (1990, 2090))  # noqa: DTZ001 - hypothesis adds the zone


def days(text: str) -> list[str]:
    return [f"{hit.at:%Y-%m-%d %H:%M}" for hit in find_dates(cues.fold(text), WEDNESDAY)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the hearing is five weeks from today", "2026-04-22 00:00"),
        ("twenty-one days from now", "2026-04-08 00:00"),
        ("the call for papers closes in exactly three weeks", "2026-04-08 00:00"),
        ("we sail a week from tomorrow", "2026-03-26 00:00"),
        ("a fortnight from today", "2026-04-01 00:00"),
        ("choir starts again two weeks today at 7pm", "2026-04-01 19:00"),
        ("Friday week at noon", "2026-03-27 12:00"),
        ("lunch is Tuesday of next week", "2026-03-24 00:00"),
        ("экзамен ровно через 14 дней", "2026-04-01 00:00"),
        ("через три недели сдаём проект", "2026-04-08 00:00"),
        ("через неделю, считая с завтра", "2026-03-26 00:00"),
        ("во вторник на следующей неделе", "2026-03-24 00:00"),
        ("в пятницу через неделю, в 9:15", "2026-03-27 09:15"),
        ("через полгода продлевать визу", "2026-09-18 00:00"),
        ("в пт в 15:00", "2026-03-20 15:00"),
        ("optician Friday 15:10", "2026-03-20 15:10"),
    ],
)
def test_days_counted_from_others(text: str, wanted: str) -> None:
    assert days(text)[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("they want the plates by 11 September", "2026-09-11 00:00"),
        ("the council gave us until 30 June", "2026-06-30 00:00"),
        ("my permit was extended, it expires 2 October", "2026-10-02 00:00"),
        ("the trip was settled, we leave 28 July", "2026-07-28 00:00"),
        ("the essay is due by Monday 13 April", "2026-04-13 00:00"),
        ("we moved here on 2 March", "2026-03-02 00:00"),
        ("I saw her on 20 November", "2025-11-20 00:00"),
        ("our boy was born 24 August", "2025-08-24 00:00"),
        ("grandpa died four years ago on the 5th of May", "2022-05-05 00:00"),
        ("продлили приём работ до 30 апреля", "2026-04-30 00:00"),
        ("подписали отпуск с 3 по 24 августа", "2026-08-03 00:00"),
        ("бабушка умерла 9 июня", "2025-06-09 00:00"),
        ("надо успеть до 11 сентября", "2026-09-11 00:00"),
    ],
)
def test_a_day_without_a_year_lies_where_the_sentence_says(text: str, wanted: str) -> None:
    assert days(text)[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sorry, not tomorrow, day after tomorrow, 4 pm", "2026-03-20 16:00"),
        ("exam on Wednesday, no wait, Thursday at 9", "2026-03-19 00:00"),
        ("lessons moved from Monday to Thursday", "2026-03-19 00:00"),
        ("the gala is 12 June instead of 29 May", "2026-06-12 00:00"),
        ("не во вторник, а в четверг", "2026-03-19 00:00"),
        ("в среду, нет, стоп, в субботу", "2026-03-21 00:00"),
        ("уборка в воскресенье, это 5 апреля, начало в 11", "2026-04-05 11:00"),
    ],
)
def test_a_day_put_right_at_once(text: str, wanted: str) -> None:
    assert days(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from 24 to 28 October", "2026-10-24 00:00"),
        ("the cruise in April, 11th to the 19th", "2026-04-11 00:00"),
        ("25/12/2026", "2026-12-25 00:00"),
        ("by 25/4", "2026-04-25 00:00"),
        ("a leap day, 29 February", "2028-02-29 00:00"),
        ("she was born 4 March, 3.42 kg", "2026-03-04 00:00"),
    ],
)
def test_the_first_day_of_several_and_figures(text: str, wanted: str) -> None:
    assert days(text)[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "paid on the 15th of each month",
        "the last Friday of every month",
        "training is tue, thu and sat",
        "in a week or two",
        "03/04/2026",
        "open 24/7",
        "приходит через день",
        "стипендия каждый месяц 15-го",
    ],
)
def test_what_recurs_or_may_mean_two_days_names_none(text: str) -> None:
    assert days(text) == []


@given(st.text(max_size=60), st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_any_text_has_its_days_in_order(text: str, at: datetime) -> None:
    hits = find_dates(text, at)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert all(hit.at.tzinfo is at.tzinfo for hit in hits)


@given(st.integers(1, 28), st.sampled_from(["January", "June", "December"]), st.integers(0, 364))
def test_a_deadline_is_never_behind(day: int, month: str, shift: int) -> None:
    at = datetime.fromordinal(WEDNESDAY.toordinal() + shift).replace(tzinfo=UTC)
    (hit,) = find_dates(f"they said it had to be paid by {day} {month}", at)
    assert hit.at.date() >= at.date()
