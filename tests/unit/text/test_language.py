"""The language of a text by its letters."""

import pytest

from memory_core.text.language import is_mixed, language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good morning", "en"),
        ("Доброе утро", "ru"),
        ("Купил iPhone вчера", "ru"),
        ("I say спасибо to everyone", "en"),
        ("12:30 🙂", "en"),
        ("", "en"),
    ],
)
def test_majority_of_letters_decides(text: str, expected: str) -> None:
    assert language(text) == expected


def test_mixed_needs_a_fair_share_of_both() -> None:
    assert is_mixed("Мы делаем code review каждый день with the team")
    assert not is_mixed("Мы вчера очень долго обсуждали новый проект про iOS")
    assert not is_mixed("Only English here")
    assert not is_mixed("")
