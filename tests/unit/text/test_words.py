"""Words, stems and stop words of both languages."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.text.words import STOP, WORD, normalise, spans, stem, terms, words


@pytest.mark.parametrize(
    ("word", "normal"),
    [
        ("Oslo's", "oslo"),
        ("don’t", "dont"),
        ("Ёлка", "елка"),
        ("за\u0301мок", "замок"),
        (unicodedata.normalize("NFD", "Йод"), "йод"),
        ("café", "café"),
        ("ﬁne", "fine"),
    ],
)
def test_normalise_gives_one_form(word: str, normal: str) -> None:
    assert normalise(word) == normal


@given(st.text(max_size=40))
def test_normalise_is_idempotent_and_spans_point_at_their_words(text: str) -> None:
    for start, end, word in spans(text):
        assert normalise(text[start:end]) == word == normalise(word)
        assert WORD.fullmatch(text, start, end)


@pytest.mark.parametrize(
    "forms",
    [("swim", "swims", "swimming"), ("гитара", "гитары", "гитарой"), ("переехала", "переехали", "переехал")],
)
def test_inflected_forms_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_terms_leave_out_stop_words_of_both_languages() -> None:
    assert terms("What is the name of my cat?") == ["name", "cat"]
    assert terms("Как зовут моего кота?") == [stem("зовут"), stem("кота")]
    assert terms("") == []
    assert all(normalise(word) == word for word in STOP)


def test_a_word_split_by_decomposition_stays_one_word() -> None:
    assert words(unicodedata.normalize("NFD", "Мой чай")) == ["мой", "чай"]


def test_stems_are_the_same_from_many_threads() -> None:
    many = [f"walking{n % 50}s" for n in range(2000)] + ["плавание", "swimming"] * 200
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, many))
    assert together == [stem.__wrapped__(word) for word in many]
