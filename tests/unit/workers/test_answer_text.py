"""Streamed text is whole characters and never shows a stop string, however the bytes are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memory_core.workers.answer_text import AnswerText

_letters = st.text(alphabet="aбU:\n👋", max_size=30)
_stops = st.lists(st.text(alphabet="aбU:\n👋", min_size=1, max_size=4), max_size=3)


def _cut(text: str, stops: list[str]) -> str:
    """The slow, obvious way."""
    return text[: min((at for at in map(text.find, stops) if at >= 0), default=len(text))]


@given(_letters, _stops, st.data())
def test_any_cutting_of_the_bytes_gives_the_same_text(
    text: str, stops: list[str], data: st.DataObject
) -> None:
    whole = text.encode()
    answer, shown, at = AnswerText(stops), "", 0
    while at < len(whole) and not answer.stopped:
        step = data.draw(st.integers(1, 6))
        shown += answer.feed(whole[at : at + step])
        at += step
        assert not any(stop in shown for stop in stops)
    shown += answer.finish()
    if answer.stopped:
        # A stop string may be found before a longer one that begins earlier has come to its end.
        assert shown == text[: len(shown)]
        assert any(text[len(shown) :].startswith(stop) for stop in stops)
    else:
        assert shown == text == _cut(text, stops)


@given(_letters, st.lists(st.text(alphabet="aбU:", min_size=1, max_size=4), min_size=1, max_size=1))
def test_one_stop_string_cuts_at_its_first_place(text: str, stops: list[str]) -> None:
    answer, shown = AnswerText(stops), ""
    for byte in text.encode():
        shown += answer.feed(bytes([byte]))
    assert shown + answer.finish() == _cut(text, stops)


def test_a_broken_character_at_the_end_becomes_a_replacement() -> None:
    answer = AnswerText()
    assert answer.feed("ё".encode()[:1]) == ""
    assert answer.finish() == "\ufffd"


def test_nothing_is_shown_after_a_stop() -> None:
    answer = AnswerText(["STOP"])
    assert answer.feed(b"go STOP on") == "go "
    assert answer.stopped
    assert answer.feed(b"more") == ""
    assert answer.finish() == ""


def test_a_beginning_of_a_stop_string_is_held_back_and_given_when_it_was_none() -> None:
    answer = AnswerText(["\nUser:"])
    assert answer.feed(b"Hello\nUs") == "Hello"
    assert answer.feed(b"eful") == "\nUseful"
