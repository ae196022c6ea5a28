"""The trifles of the simulated year: errands, meals, weather, lyrics, questions, moods, in two languages."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trifle:
    """Something said in passing. ``question`` and ``answer`` are empty where there is nothing to ask."""

    text: str
    question: str = ""
    answer: str = ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


_ITEMS = {
    "en": _words(
        "umbrella kettle doormat notebook corkscrew lampshade bucket stapler colander torch cushion vase"
    ),
    "ru": _words("зонт чайник коврик блокнот штопор абажур ведро степлер дуршлаг фонарик поднос секатор"),
}
_LOOKS = {
    "en": _words("scarlet mustard striped navy lilac checked emerald beige dotted copper"),
    "ru": _words("алый горчичный полосатый синий сиреневый клетчатый изумрудный бежевый медный"),
}
_SHOPS = {
    "en": _phrases(
        "market|hardware store|charity shop|chemist's|petrol station|garden centre|stationer's|flea market"
    ),
    "ru": _phrases("на рынке|в хозяйственном|на заправке|в аптеке|в переходе|на распродаже"),
}
_DISHES = {
    "en": _phrases(
        "lentil soup|leek pie|noodles|falafel|omelette|fishcakes|risotto|dumplings|pancakes|ratatouille"
    ),
    "ru": _words("гречку рассольник омлет плов сырники лагман винегрет блины голубцы запеканку"),
}
_SKIES = {
    "en": _words("drizzly gusty muggy foggy frosty overcast sunny sleety breezy grey"),
    "ru": _words("моросит ветрено душно туманно морозно пасмурно солнечно снежно сыро метёт"),
}
_SEEN = {
    "en": _phrases("heron|fire engine|wedding car|skateboarder|marching band|fox|balloon|hearse|unicyclist"),
    "ru": _phrases("цапля|пожарная машина|белая лошадь|толпа скейтбордистов|лиса|коза|карета|сова"),
}
_TOPICS = {
    "en": _phrases(
        "volcanoes|glaciers|beekeeping|submarines|medieval bread|tapestries|penguins|clockmakers|comets|salt"
    ),
    "ru": _words("вулканы ледники подлодки гобелены пингвины часовщики кометы соль мосты лишайники"),
}
_WHERE = {
    "en": _words(
        "Patagonia Bhutan Orkney Sardinia Laos Quebec Namibia Bohemia Tasmania Lapland Crete Punjab"
    ),
    "ru": _words("Патагонии Бутане Исландии Сардинии Лаосе Намибии Богемии Тасмании Лапландии Пенджабе Перу"),
}
_WITH = {
    "en": _phrases(
        "cabbage|rye toast|far too much pepper|a squeeze of lime|yesterday's leftovers|burnt onions|capers"
    ),
    "ru": _phrases(
        "с капустой|с гренками|с горой перца|с лимоном|со вчерашними остатками|с жареным луком|с укропом"
    ),
}
_PEOPLE = {
    "en": _words("man woman student cashier guard busker tourist courier toddler"),
    "ru": _words("мужчина студент кассир охранник музыкант турист курьер дворник"),
}
_LYRIC = {
    "en": (
        _words("silver amber hollow velvet broken distant burning paper"),
        _words("rivers windows lanterns voices mountains shadows feathers trains"),
        _words("carry follow scatter gather whisper swallow borrow forget"),
        _phrases("the morning|your name|the harbour lights|an empty road|the falling snow|a thousand miles"),
    ),
    "ru": (
        _words("серебряные янтарные пустые бархатные далёкие бумажные седые"),
        _words("реки окна фонари голоса вершины тени перья поезда"),
        _words("уносят провожают рассыпают собирают шепчут забывают"),
        _phrases("рассвет|твоё имя|огни причала|пустую дорогу|первый снег|сотни вёрст"),
    ),
}
_COURTESIES = {
    "en": _phrases("Thanks, that helps!|Good morning!|Okay, perfect.|Never mind.|Lol."),
    "ru": _phrases("Спасибо, помогло!|Доброе утро!|Ладно, отлично.|Неважно.|Ага."),
}


def _an(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def trifle(chance: random.Random, language: str) -> Trifle:
    """One trifle, a different one nearly each time."""

    def pick(table: Mapping[str, tuple[str, ...]]) -> str:
        return chance.choice(table[language])

    filled = _Filled(
        number=chance.randrange(3, 95),
        item=pick(_ITEMS),
        look=pick(_LOOKS),
        shop=pick(_SHOPS),
        dish=f"{pick(_DISHES)} {'with ' if language == 'en' else ''}{pick(_WITH)}",
        sky=pick(_SKIES),
        seen=pick(_SEEN),
        who=pick(_PEOPLE),
        topic=f"{pick(_TOPICS)} {'in' if language == 'en' else 'в'} {pick(_WHERE)}",
        hour=f"{chance.randrange(7, 21)}:{chance.randrange(0, 60, 5):02}",
        line=" ".join(chance.choice(part) for part in _LYRIC[language]),
        second=" ".join(chance.choice(part) for part in _LYRIC[language]),
        courtesy=pick(_COURTESIES),
    )
    return chance.choice(_english(filled) if language == "en" else _russian(filled))


@dataclass(frozen=True, slots=True)
class _Filled:
    """What stands in the places of a sentence."""

    number: int
    item: str
    look: str
    shop: str
    dish: str
    sky: str
    seen: str
    who: str
    topic: str
    hour: str
    line: str
    second: str
    courtesy: str


def _english(one: _Filled) -> tuple[Trifle, ...]:
    look, item, shop, topic, hour = _an(one.look), one.item, one.shop, one.topic, one.hour
    return (
        Trifle(
            f"I bought {look} {item} at the {shop} today.", f"What colour is the {item} I bought?", one.look
        ),
        Trifle(f"Popped to the {shop} for {_an(item)}, {one.number} minutes in the queue."),
        Trifle(f"Had {one.dish} for lunch.", "What did I have for lunch?", one.dish),
        Trifle(f"Making {one.dish} tonight, already hungry."),
        Trifle(f"It's {one.sky} out there, {one.number % 30} degrees by my window."),
        Trifle(f"Ugh, {one.sky} again since {hour}."),
        Trifle(f"♪ {one.line}, {one.second} ♪"),
        Trifle(f'Stuck in my head: "{one.line}, oh {one.second}"'),
        Trifle(
            f"Just saw {_an(one.seen)} at {hour} on the way to the {shop}.",
            f"Where did I see the {one.seen}?",
            shop,
        ),
        Trifle(f"Watched half a documentary about {topic}.", "What was the documentary about?", topic),
        Trifle(f"How many grams are {one.number} ounces?"),
        Trifle(f"Can you explain {topic} to me in two sentences?"),
        Trifle(f"What rhymes with {item}, and with {one.look}?"),
        Trifle(f"Write me a short poem about {look} {item}."),
        Trifle(f"The {one.number} bus came at {hour} today, {one.sky} the whole way."),
        Trifle(f"Somebody left {_an(item)} in the lift at {hour}, {one.look} of all things."),
        Trifle(f"Haha, the {one.who} at the {shop} wore {look} hat today."),
        Trifle(f"So tired today, {one.number} emails by {hour}."),
        Trifle(one.courtesy),
        Trifle(f"Look what I found: “Experts on {topic} met near the {shop}, {one.number} of them.”"),
    )


def _russian(one: _Filled) -> tuple[Trifle, ...]:
    look, item, shop, topic, hour = one.look, one.item, one.shop, one.topic, one.hour
    return (
        Trifle(f"Сегодня купила {item} {shop}, цвет {look}.", f"Какого цвета {item} я купила?", look),
        Trifle(f"Стояла {shop} в очереди за {one.number} людьми с {hour}."),
        Trifle(f"На обед ела {one.dish}.", "Что я ела на обед?", one.dish),
        Trifle(f"Сегодня вечером готовлю {one.dish}."),
        Trifle(f"На улице {one.sky}, за окном {one.number % 30} градусов."),
        Trifle(f"Опять {one.sky}, и так с {hour}."),
        Trifle(f"♪ {one.line}, {one.second} ♪"),
        Trifle(f"Привязалась песня: «{one.line}, {one.second}»"),
        Trifle(f"Только что в {hour} попалась {one.seen}, прямо {shop}.", f"Где попалась {one.seen}?", shop),
        Trifle(f"Вчера смотрела передачу про {topic}.", "Про что была передача?", topic),
        Trifle(f"Сколько граммов в {one.number} унциях?"),
        Trifle(f"Объясни в двух словах, что такое {topic}?"),
        Trifle(f"Придумай рифму к словам {item} и {look}."),
        Trifle(f"Напиши короткий стишок, где есть {item} и {topic}."),
        Trifle(f"Автобус {one.number} сегодня пришёл в {hour}, {one.who} возмущался."),
        Trifle(f"Кто-то в {hour} забыл в лифте {item}, ещё и {look}."),
        Trifle(f"Сегодня так устала, {one.number} писем к {hour}."),
        Trifle(one.courtesy),
        Trifle(f"Смотри, что пишут: «Знатоки темы {topic} собрались {shop}, всего {one.number}»."),
    )
