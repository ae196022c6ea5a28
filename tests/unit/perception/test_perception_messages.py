"""Whole messages: what is worth writing down and what is not, by perception alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory_core.params import Params
from memory_core.perception.perceiver import Perceiver
from memory_core.types import Candidate, Role, Turn
from tests.unit.perception.messages import PASSING, SKIP, WRITE, lines

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def perceive(text: str, previous: tuple[Turn, ...] = (), speaker: str | None = None) -> list[Candidate]:
    turn = Turn(99, text, Role.USER, AT, "main", speaker=speaker)
    return Perceiver(Params()).perceive(turn, previous)


def lasts(text: str) -> bool:
    return any(candidate.lasting >= Params().lasting_floor for candidate in perceive(text))


@pytest.mark.parametrize(
    ("block", "wanted", "bar"), [(WRITE, True, 0.97), (SKIP, False, 0.98), (PASSING, False, 0.95)]
)
def test_what_is_worth_writing_down(block: str, wanted: bool, bar: float) -> None:
    messages = lines(block)
    wrong = [message for message in messages if lasts(message) != wanted]
    assert len(wrong) <= (1 - bar) * len(messages), wrong


def test_a_statement_keeps_what_leans_on_it() -> None:
    (one,) = perceive("We have a parrot called Jojo. Grey. Swears in Dutch.")
    assert one.text == "We have a parrot called Jojo. Grey. Swears in Dutch."


def test_independent_statements_stand_apart() -> None:
    texts = [one.text for one in perceive("I live in Tartu. My sister Leena is a judge.")]
    assert texts == ["I live in Tartu.", "My sister Leena is a judge."]


def test_a_question_stays_with_the_statement_that_needs_it() -> None:
    (one,) = [c for c in perceive("What can I cook for my uncle Raul? He's diabetic.") if c.lasting >= 0.5]
    assert "Raul" in one.text
    assert "diabetic" in one.text


def test_spans_point_at_the_words() -> None:
    text = "Morning! I keep three goats. how old do goats get?"
    for one in perceive(text):
        assert text[one.span.start : one.span.end] == one.text


def test_dates_are_resolved_against_the_message() -> None:
    (one,) = perceive("Послезавтра в 16:45 у меня экзамен по вождению.")
    assert one.event_date == datetime(2026, 3, 6, 16, 45, tzinfo=UTC)


def test_a_named_speaker_is_the_subject() -> None:
    (one,) = perceive("I moved to Bergen in May.", speaker="Anna")
    assert one.subject == "Anna"


def test_other_roles_bring_no_candidates() -> None:
    turn = Turn(1, "You live in Oslo.", Role.ASSISTANT, AT, "main")
    assert Perceiver().perceive(turn, ()) == []


def test_health_weighs_more_than_a_hobby() -> None:
    (allergy,) = perceive("I'm allergic to penicillin.")
    (hobby,) = perceive("I collect old postcards.")
    assert allergy.importance > hobby.importance


def test_a_hedged_statement_is_less_sure() -> None:
    (plain,) = perceive("My locker is number 31.")
    (hedged,) = perceive("I think my locker is number 31.")
    assert hedged.confidence < plain.confidence


def test_a_very_long_message_is_bounded() -> None:
    text = " ".join(f"I keep {number} bees in box {number}." for number in range(9000))
    assert 0 < len(perceive(text)) <= 40
