"""How a thing is meant: orders for good, news inside questions, play, sarcasm, and other people's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory_core.params import Params
from memory_core.perception import conversation, own_words
from memory_core.perception.perceiver import Perceiver
from memory_core.types import Candidate, MemoryKind, Role, Turn

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def perceive(text: str) -> list[Candidate]:
    return Perceiver(Params()).perceive(Turn(9, text, Role.USER, AT, "main"), ())


def lasting(text: str) -> list[Candidate]:
    return [one for one in perceive(text) if one.lasting >= Params().lasting_floor]


@pytest.mark.parametrize(
    "text",
    [
        "Please quote prices to me in zloty whenever money comes up",
        "Every time you list ingredients put the allergens in capitals",
        "Whenever you mention a book, add the year",
        "show me Rust, not Go",
        "Keep replies terse before nine in the morning",
        "metric units only please",
        "Spell my surname with two Ts in everything you draft for me",
        "Отвечайте мне без смайлов и без восклицательных знаков",
        "Когда приводишь цены, указывай их в тенге",
        "Формулируй ответы по пунктам",
    ],
)
def test_orders_for_good(text: str) -> None:
    assert [one.kind for one in lasting(text)] == [MemoryKind.INSTRUCTION]


@pytest.mark.parametrize(
    "text",
    [
        "set an alarm for 6:40",
        "start a 12 minute timer for the eggs",
        "turn off the lights in the hall",
        "give me a synonym for happy",
        "поставь таймер на семь минут",
        "включи свет на кухне",
        "перескажи это в двух словах",
    ],
)
def test_tasks_for_now(text: str) -> None:
    assert not lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "what could I bake for my nephew Milo who can't have egg?",
        "recommend a walk near Bath for my mum, she's on crutches",
        "since I'm lactose intolerant what can I put in a white sauce",
        "what should I get for my boss who just had twins",
        "где купить клетку моему попугаю Кеше, он боится темноты?",
        "что приготовить свекрови, она на безглютеновой диете?",
        "раз у меня астма, какой спорт выбрать?",
    ],
)
def test_news_inside_a_question(text: str) -> None:
    assert lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do I tell my friend who is right about this",
        "write a limerick about my cat who is a pirate",
        "is my understanding of osmosis right",
        "напиши стих про кота, который живёт на маяке",
        "как объяснить другу, который прав, что он прав",
    ],
)
def test_questions_that_tell_nothing(text: str) -> None:
    assert not lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "if the printer jams one more time I'm moving to a cave",
        "we love a fire drill in the rain, said no one",
        "I'm the Beethoven of microwave dinners",
        "my stomach has filed a formal complaint",
        "call me Sherlock, I found my keys",
        "if somebody gave me a million I'd buy an island",
        "Told my boss I quit. Just kidding.",
        "couldn't sleep, again, 4am and counting",
        "если ещё хоть раз зазвонит этот домофон, я уеду в тайгу",
        "мой холодильник объявил голодовку",
        "я просто Паганини пылесоса",
        "я беременна двойней. шутка",
        "переехал на Луну, с первым апреля!",
    ],
)
def test_jokes(text: str) -> None:
    assert not lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm the Head of Radiology at St Mary's",
        "Not kidding, we're moving to Peru in May",
        "We officially filed for divorce on Monday",
        "my back has been bad since the crash, two slipped discs",
        "I got the job, I'm so happy!! start on Monday",
        "I swear by chamomile, one cup every night",
        "tonight is my last night shift, day shifts from Monday",
        "this is my new email: lotte@post.example",
        "кроме шуток, в мае уезжаю в Канаду",
        "спина больная после аварии, две грыжи",
        "снег у нас лежит до мая, живём под Воркутой",
        "я просто учитель математики в сельской школе",
    ],
)
def test_sober_facts_that_sound_like_jokes(text: str) -> None:
    assert lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "Retired tram driver here, forty years on the 6",
        "manuscript is at 54 chapters",
        "swimming club is Tuesdays and Sundays this term",
        "starting at the observatory from today, goodbye call centre",
        "passport runs out 8 August, renew by June",
        "allotment plot 17, behind the cricket ground",
        "сейф в кладовке, шифр 7719",
        "педикюр не делаю, только маникюр и брови",
        "ушёл из банка, теперь таксую",
        "врач сказал не поднимать больше пяти кило",
        "собаку кормим дважды в день, курицу ей нельзя",
        "standup теперь в 9:45 по вторникам и пятницам",
    ],
)
def test_facts_in_telegram_style(text: str) -> None:
    assert lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "be a pirate and question me. I'm Anne Bonny and I sank twelve ships.",
        "ok now you be my landlord. My name is Kit and I owe you three months.",
        "давай разыграем: ты кассир, а я покупатель. У меня пять детей и нет денег.",
        "Ты прокурор, а я подсудимый по фамилии Рогов. Я не виновен!",
    ],
)
def test_a_role_taken_within_the_message(text: str) -> None:
    assert not lasting(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("what does this mean?\n2026-01-01 10:00:00 ERROR my disk\n\nI use Debian btw.", "I use Debian btw."),
        ("Translate this: I live in Riga and I have two cats.", "Translate this:"),
        ("lint it\nkind: Secret\nname: rover-is-my-dog\ntoken: abcd", "lint it"),
        ("Sum this up:\n\nDear team, my number is 555-0188.\n\nRemember that I like tea.", "Sum this up:"),
        ("Here's my first paragraph: I was born in a lighthouse.", "Here's my first paragraph:"),
        ("is this any good? 'Charming flat, I've lived here for nine years.'", "is this any good?"),
        ("He said and I quote I never lose", "He said"),
        ("проверь это:\nМеня зовут Олег, живу в Самаре.\n\nменя самого зовут Игорь", "менЯ самого"),
        ("don't say 'hi there' and don't say 'dear' please", "don't say 'hi there'"),
        ("INFO for you: I moved to Leeds", "INFO for you: I moved to Leeds"),
        (
            "Any idea what to cook?\nLena is vegan and my son hates fish.",
            "Any idea what to cook? Lena is vegan",
        ),
        ("my figures\n---\nheight 180\nweight 80", "my figures --- height 180 weight 80"),
    ],
)
def test_other_peoples_words(text: str, wanted: str) -> None:
    for start, end in reversed(own_words.foreign(text)):
        text = text[:start] + " " + text[end:]
    assert wanted.lower() in " ".join(text.split()).lower()
    assert not {"name:", "Dear", "Remember", "lighthouse", "Charming", "Олег", "never"} & set(text.split())


def test_what_was_put_as_a_question_is_confirmed() -> None:
    reply = Turn(1, "Do I understand correctly that you work nights at the mill?", Role.ASSISTANT, AT, "main")
    yes = conversation.confirmed(Turn(2, "yes, exactly", Role.USER, AT, "main"), (reply,))
    assert yes is not None
    assert yes.text == "You work nights at the mill."
