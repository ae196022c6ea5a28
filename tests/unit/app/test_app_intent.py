"""What a message is, by rules, in both languages; and the table of what the assistant says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from string import Formatter

import pytest

from app.assistant import dates, phrases
from app.assistant.intent import Intent, intent_of
from app.assistant.phrases import Say, say
from app.cli import texts
from memory_core.perception.questions import is_question
from memory_core.text.language import language

MESSAGES = [
    ("Hi!", Intent.GREETING),
    ("good morning, Mneme", Intent.GREETING),
    ("Привет 👋", Intent.GREETING),
    ("Добрый вечер!", Intent.GREETING),
    ("How are you?", Intent.HOW_ARE_YOU),
    ("hey, how's it going", Intent.HOW_ARE_YOU),
    ("Как дела?", Intent.HOW_ARE_YOU),
    ("привет, как ты?", Intent.HOW_ARE_YOU),
    ("thank you so much!", Intent.THANKS),
    ("ok, thanks", Intent.THANKS),
    ("большое спасибо", Intent.THANKS),
    ("good night", Intent.GOODBYE),
    ("пока!", Intent.GOODBYE),
    ("До завтра.", Intent.GOODBYE),
    ("What are you?", Intent.IDENTITY),
    ("who are you", Intent.IDENTITY),
    ("Кто ты такой?", Intent.IDENTITY),
    ("как тебя зовут?", Intent.IDENTITY),
    ("help", Intent.HELP),
    ("What can you do?", Intent.HELP),
    ("Что ты умеешь?", Intent.HELP),
    ("What do you know about me?", Intent.ABOUT_ME),
    ("Что ты обо мне знаешь?", Intent.ABOUT_ME),
    ("что ты помнишь обо мне", Intent.ABOUT_ME),
    ("What day is it today?", Intent.TODAY),
    ("Какое сегодня число?", Intent.TODAY),
    ("Where did I leave my passport?", Intent.QUESTION),
    ("remind me where the keys are", Intent.QUESTION),
    ("tell me about our trip to Corfu", Intent.QUESTION),
    ("Где мой паспорт?", Intent.QUESTION),
    ("напомни, как зовут кота", Intent.QUESTION),
    ("What is the capital of Peru?", Intent.GENERAL),
    ("Кто написал «Обломова»?", Intent.GENERAL),
    ("My passport lies in the blue drawer.", Intent.STATEMENT),
    ("hi, my sister had a baby yesterday", Intent.STATEMENT),
    ("thanks to Ann I found a flat", Intent.STATEMENT),
    ("Мой паспорт лежит в синем ящике.", Intent.STATEMENT),
    ("Пока я жил в Праге, у меня была собака.", Intent.STATEMENT),
    ("remind me to call the plumber on Monday", Intent.STATEMENT),
    ("напомни мне позвонить сантехнику", Intent.STATEMENT),
]


@pytest.mark.parametrize(("text", "intent"), MESSAGES)
def test_the_intent_of_a_message(text: str, intent: Intent) -> None:
    assert intent_of(text, is_question) is intent


@pytest.mark.parametrize("name", list(Say))
def test_each_phrase_stands_in_both_languages_with_the_same_fields(name: Say) -> None:
    both = phrases._TABLE[name]
    assert _fields(both.en) == _fields(both.ru)
    assert language(both.en) == "en"
    assert re.search("[а-я]", re.sub(r"{\w+}", "", both.ru)) or not re.search(
        "[a-z]", re.sub(r"{\w+}|said on", "", both.en)
    )


@pytest.mark.parametrize("name", list(texts.Text))
def test_each_text_of_the_terminal_stands_in_both_languages(name: texts.Text) -> None:
    english, russian = texts._TABLE[name]
    assert _fields(english) == _fields(russian)
    assert english
    assert russian


def test_dates_in_words() -> None:
    when = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert dates.day(when, "en") == "3 March 2026"
    assert dates.day(when, "ru") == "3 марта 2026 г."
    assert dates.day_and_weekday(when, "en") == "Tuesday, 3 March 2026"
    assert say(Say.TODAY, "ru", date=dates.day_and_weekday(when, "ru")) == "Сегодня 3 марта 2026 г., вторник."


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
