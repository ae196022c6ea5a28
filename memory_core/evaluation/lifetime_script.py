"""A made-up person's year: what matters, as it is said and as it changes, among trifles, with the truth kept.

Everything follows from the seed. What matters makes some three per cent of the messages, as it does in life;
half of it is asked for now and then, the other half never, so that a memory that keeps only what is used
shows itself.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from memory_core.evaluation import lifetime_words as words
from memory_core.evaluation.lifetime_trivia import Trifle, trifle

_T = TypeVar("_T")
YEAR = 365
_ASKED = 0.5
"""Share of what matters that the person comes to ask about."""
_QUESTIONS = 2
"""Questions about what was told, a day."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that matters, true from the day it is said (``day``) until ``until`` (exclusive, None: on).

    ``answers`` are pieces of text of which one must stand in a right answer; ``old`` are those of the value
    that it replaced. ``group`` is what it is about ("home", "health" ...).
    """

    key: str
    group: str
    language: str
    text: str
    question: str
    answers: tuple[str, ...]
    day: int
    until: int | None = None
    old: tuple[str, ...] = ()
    asked: bool = False

    def holds(self, day: int) -> bool:
        """Whether it is said and true on a day."""
        return self.day <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Line:
    """One message. ``key`` names what matters in it (said again, too), ``asks`` what it asks for."""

    day: int
    text: str
    key: str = ""
    asks: str = ""
    trifle: Trifle | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A life: its messages by day, and what is true when."""

    days: tuple[tuple[Line, ...], ...]
    things: tuple[Thing, ...]


def write(seed: int, days: int, each_day: int, start: date) -> Script:
    """Write a life.

    Args:
        seed: decides everything.
        days: how many.
        each_day: messages a day.
        start: the first day; plans are told by their dates.
    """
    author = _Author(seed, days, start)
    author.live()
    told: list[list[Line]] = [[] for _ in range(days)]
    for line in author.lines:
        if 0 <= line.day < days:
            told[line.day].append(line)
    chance = random.Random(f"{seed}:trifles")  # noqa: S311  made-up lives are no secret
    for day, lines in enumerate(told):
        known = [one for one in author.things if one.asked and one.holds(day - 1)]
        for thing in chance.sample(known, min(_QUESTIONS, len(known))):
            lines.append(Line(day, thing.question, asks=thing.key))
        while len(lines) < each_day:
            one = trifle(chance, chance.choice(("en", "ru")))
            lines.append(Line(day, one.text, trifle=one if one.question else None))
        chance.shuffle(lines)
    return Script(tuple(tuple(lines) for lines in told), tuple(author.things))


class _Author:
    """Writes what matters, topic by topic."""

    def __init__(self, seed: int, days: int, start: date) -> None:
        self.lines: list[Line] = []
        self.things: list[Thing] = []
        self._chance = random.Random(f"{seed}:matters")  # noqa: S311
        self._days = days
        self._start = start
        self._names = {language: self._shuffled(words.NAMES[language]) for language in ("en", "ru")}

    def live(self) -> None:
        """All topics."""
        for topic in (
            self._identity, self._home, self._work, self._people, self._health, self._pills, self._likes,
            self._habits, self._keep, self._promises, self._plans, self._instructions,
        ):  # fmt: skip
            topic()

    # topics

    def _identity(self) -> None:
        name = self._name("en")
        self._tell(0, "identity", "en", f"My name is {name}.", "What is my name?", name)
        town = self._pick(words.TOWNS["en"])[0]
        self._tell(0, "identity", "en", f"I grew up in {town}.", "Where did I grow up?", town)
        when = self._any_date("ru")
        self._tell(1, "identity", "ru", f"Мой день рождения {when}.", "Когда у меня день рождения?", when)

    def _home(self) -> None:
        towns = self._shuffled(words.TOWNS["en"])[: 1 + self._count(2)]
        self._over_time(
            "home", "en", "Where do I live?", [town for town, _ in towns],
            "I live in {}.", "We've moved: I live in {} now.",
        )  # fmt: skip

    def _work(self) -> None:
        firms = self._shuffled(words.FIRMS["ru"])[: 1 + self._count(3)]
        self._over_time(
            "work", "ru", "Где я работаю?", [firm.strip("«»") for firm in firms],
            "Я работаю в «{}».", "Сменила работу: теперь работаю в «{}».",
        )  # fmt: skip
        trade, spoken = self._pick(words.TRADES["ru"])
        self._tell(2, "work", "ru", f"Я работаю {spoken}.", "Кем я работаю?", trade)

    def _people(self) -> None:
        for language in ("en", "ru"):
            for kin in words.KIN[language][: max(1, self._count(5))]:
                name, (first, at_first), (then, at_then) = (
                    self._name(language),
                    *self._shuffled(words.TOWNS[language])[:2],
                )
                born, day = self._any_date(language), self._some_day(0.5)
                if language == "en":
                    told, again = (
                        f"My {kin} {name} lives in {first}.",
                        f"My {kin} {name} has moved to {then}.",
                    )
                    asked, birthday = f"Where does my {kin} {name} live?", f"{name}'s birthday is on {born}."
                    asked_birthday = f"When is {name}'s birthday?"
                else:
                    told, again = (
                        f"Моя {kin} {name} живёт {at_first}.",
                        f"Моя {kin} {name} переехала, теперь живёт {at_then}.",
                    )
                    asked, birthday = f"Где живёт {name}?", f"{name} родилась {born}, не забыть поздравить."
                    asked_birthday = f"Когда родилась {name}?"
                moved = day + self._days // 3 if self._chance.random() < 0.5 else None
                thing = self._tell(day, "people", language, told, asked, first, until=moved)
                if moved is not None and moved < self._days:
                    self._tell(
                        moved, "people", language, again, asked, then, old=thing.answers, asked=thing.asked
                    )
                self._tell(self._some_day(), "dates", language, birthday, asked_birthday, born)

    def _health(self) -> None:
        for ailment, _ in self._some(words.AILMENTS["en"], 4):
            self._tell(
                self._some_day(),
                "health",
                "en",
                f"I'm allergic to {ailment}.",
                "What am I allergic to?",
                ailment,
            )
        for ailment, spoken in self._some(words.AILMENTS["ru"], 3):
            self._tell(
                self._some_day(),
                "health",
                "ru",
                f"У меня аллергия на {spoken}.",
                "На что у меня аллергия?",
                ailment,
            )

    def _pills(self) -> None:
        for language in ("en", "ru"):
            unit = "mg" if language == "en" else "мг"
            for pill in self._some(words.PILLS[language], 3):
                doses = [f"{one} {unit}" for one in self._chance.sample((25, 50, 75, 100, 125, 150), 2)]
                if language == "en":
                    self._over_time(
                        "health", "en", f"How much {pill} do I take?", doses,
                        f"I take {{}} of {pill} every morning.",
                        f"The doctor changed my {pill}, I take {{}} now.",
                    )  # fmt: skip
                else:
                    self._over_time(
                        "health", "ru", f"Сколько {pill} я принимаю?", doses,
                        f"Я принимаю {pill}, {{}} каждое утро.",
                        f"Врач поменял дозу: теперь принимаю {pill} {{}}.",
                    )  # fmt: skip

    def _likes(self) -> None:
        for language in ("en", "ru"):
            for sort, one, other in self._some(words.LIKES[language], 12):
                values = [one, other] if self._chance.random() < 0.35 else [one]
                if language == "en":
                    self._over_time(
                        "preference", "en", f"Which {sort} do I like best?", values,
                        f"I love {{}}, that's my favourite kind of {sort}.",
                        f"My favourite kind of {sort} is {{}} now.",
                    )  # fmt: skip
                else:
                    self._over_time(
                        "preference", "ru", f"Что я больше всего люблю: {sort}?", values,
                        f"Обожаю {{}}, если речь про {sort}.",
                        f"Теперь больше всего люблю {{}}, если речь про {sort}.",
                    )  # fmt: skip

    def _habits(self) -> None:
        for language in ("en", "ru"):
            for doing, _ in self._some(words.HABITS[language], 6):
                week = self._chance.sample(words.WEEKDAYS[language], 2)
                weekdays = [one if isinstance(one, str) else one[1] for one in week]
                values = weekdays if self._chance.random() < 0.35 else weekdays[:1]
                if language == "en":
                    self._over_time(
                        "habit", "en", f"On which day do I {doing}?", values,
                        f"I {doing} every {{}}.",
                        f"From now on I {doing} every {{}}.",
                        again=f"I {doing} on {{}}s, as ever.",
                    )  # fmt: skip
                else:
                    self._over_time(
                        "habit", "ru", f"По каким дням я {doing}?", values,
                        f"Я {doing} по {{}}.",
                        f"Теперь я {doing} по {{}}.",
                        again=f"Я, как всегда, {doing} по {{}}.",
                    )  # fmt: skip

    def _keep(self) -> None:
        for what in self._some(words.KEEP["en"], 12):
            code = self._code()
            opening = self._pick(("Remember that the", "Please remember: the", "Make a note: the"))
            self._tell(
                self._some_day(), "asked", "en", f"{opening} {what} is {code}.", f"What is the {what}?", code
            )
        for what in self._some(words.KEEP["ru"], 10):
            code = self._code()
            opening = self._pick(("Запомни:", "Запомни, пожалуйста:", "Запиши:"))
            self._tell(self._some_day(), "asked", "ru", f"{opening} {what} {code}.", f"Какой {what}?", code)

    def _promises(self) -> None:
        for doing, answer in self._some(words.PROMISES["en"], 8):
            name = self._name("en")
            told = f"I promised {name} to {doing}."
            self._tell(self._some_day(), "promise", "en", told, f"What did I promise {name}?", answer)
        for doing, answer in self._some(words.PROMISES["ru"], 6):
            name = self._name("ru")
            told = f"Я обещала {doing}, {name} ждёт."
            self._tell(self._some_day(), "promise", "ru", told, f"Что я обещала, чего ждёт {name}?", answer)

    def _plans(self) -> None:
        for _ in range(max(1, self._count(46))):
            language = self._pick(("en", "ru"))
            day = self._some_day()
            over = day + self._chance.randrange(3, 45)
            frame, question = self._pick(words.EVENTS[language])
            fillers = {"town": self._pick(words.TOWNS[language])[1], "name": self._name(language)}
            told, asked = frame.format(**fillers), question.format(**fillers)
            if any(one.question == asked and one.holds(day) for one in self.things):
                continue
            when = self._date(over, language)
            text = f"{told} on {when}." if language == "en" else f"{told}, {when}."
            moved = day + 2 if self._chance.random() < 0.2 and over - day > 4 else None
            thing = self._tell(day, "plan", language, text, asked, when, until=moved or over)
            if moved is not None:
                other = self._date(over + 3, language)
                changed = (
                    f"Change of plan: {told} on {other} now."
                    if language == "en"
                    else f"Планы изменились: {told}, теперь {other}."
                )
                self._tell(
                    moved,
                    "plan",
                    language,
                    changed,
                    asked,
                    other,
                    until=over + 3,
                    old=(when.casefold(),),
                    asked=thing.asked,
                )

    def _instructions(self) -> None:
        for text, asked, answer in self._some(
            (
                ("Please always answer me in short sentences.", "How do I want you to answer?", "short"),
                (
                    "Never suggest restaurants with music to me.",
                    "Which restaurants should you never suggest?",
                    "music",
                ),
                (
                    "Показывай мне температуру только в градусах Цельсия.",
                    "В чём показывать температуру?",
                    "цельси",
                ),
                (
                    "Никогда не используй смайлики в ответах.",
                    "Что никогда не использовать в ответах?",
                    "смайлик",
                ),
            ),
            4,
        ):
            language = "en" if text.isascii() else "ru"
            self._tell(self._some_day(0.3), "instruction", language, text, asked, answer)

    # writing

    def _tell(
        self, day: int, group: str, language: str, text: str, question: str, *answers: str,
        until: int | None = None, old: tuple[str, ...] = (), asked: bool | None = None,
    ) -> Thing:  # fmt: skip
        thing = Thing(
            f"{group}:{len(self.things)}", group, language, text, question,
            tuple(one.casefold().replace("ё", "е") for one in answers), day, until, old,
            self._chance.random() < _ASKED if asked is None else asked,
        )  # fmt: skip
        if 0 <= day < self._days:
            self.things.append(thing)
            self.lines.append(Line(day, text, key=thing.key))
        return thing

    def _over_time(
        self, group: str, language: str, question: str, values: Sequence[str],
        first: str, change: str, again: str | None = None,
    ) -> None:  # fmt: skip
        """One topic with a value after the other, each in its time; ``again`` restates the present one."""
        begins = self._some_day(1 / (1 + len(values)))
        days = [begins]
        for _ in values[1:]:
            days.append(days[-1] + self._chance.randrange(1 + self._days // 8, 2 + self._days // 3))
        before: Thing | None = None
        for at, (value, day) in enumerate(zip(values, days, strict=True)):
            until = days[at + 1] if at + 1 < len(days) and days[at + 1] < self._days else None
            before = self._tell(
                day, group, language, (change if at else first).format(value), question, value, until=until,
                old=before.answers if before else (), asked=before.asked if before else None,
            )  # fmt: skip
            end = self._days if until is None else until
            if again is not None:
                for later in range(day + 14, end, 21):
                    shaken = later + self._chance.randrange(-5, 6)
                    if shaken < end:
                        self.lines.append(Line(shaken, again.format(value), key=before.key))

    # chance

    def _count(self, in_a_year: int) -> int:
        return max(1, round(in_a_year * self._days / YEAR))

    def _some(self, things: Sequence[_T], in_a_year: int) -> list[_T]:
        return self._shuffled(things)[: self._count(in_a_year)]

    def _shuffled(self, things: Sequence[_T]) -> list[_T]:
        return self._chance.sample(list(things), len(things))

    def _pick(self, things: Sequence[_T]) -> _T:
        return self._chance.choice(things)

    def _name(self, language: str) -> str:
        """A name that nobody has had yet, while there are any."""
        if not self._names[language]:
            self._names[language] = self._shuffled(words.NAMES[language])
        return self._names[language].pop()

    def _some_day(self, within: float = 0.95) -> int:
        """A day in the first part of the life."""
        return self._chance.randrange(max(1, int(within * self._days)))

    def _code(self) -> str:
        letter, digits = self._pick("ABCDEFGHKLMNPRSTUVWX"), self._chance.randrange(100_000, 1_000_000)
        return f"{letter}{digits // 10_000}-{digits % 10_000:04}"

    def _any_date(self, language: str) -> str:
        return self._date(self._chance.randrange(YEAR), language)

    def _date(self, day: int, language: str) -> str:
        when = self._start + timedelta(days=day)
        return f"{when.day} {words.MONTHS[language][when.month - 1]}"
