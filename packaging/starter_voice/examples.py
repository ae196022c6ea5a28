# ruff: noqa: E501, S311  wrapped sentences are read best as one line; seeded examples are no secrets
"""Examples of the starter voice's tasks: what it is asked, and the one line it should answer.

Everything is drawn from a seed. ``HELD_OUT`` examples have names, places, values, sentences and whole facts
that no ``TRAIN`` example has. Half of the messages to quote from are made here; the other half are those of
the scripted lives in ``packaging/gate``, written by people for this project, of which every eighth life is
held out. The lives in ``memory_core/evaluation/data`` are never read here: they test the program as a whole.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [entry for entry in (str(ROOT), str(Path(__file__).resolve().parent)) if entry not in sys.path]

import facts_en  # noqa: E402
import facts_ru  # noqa: E402
import values_en  # noqa: E402
import values_ru  # noqa: E402

from memory_core.models import starter_tasks  # noqa: E402
from memory_core.perception import cues, own_words, statements  # noqa: E402
from memory_core.perception.extraction_grammar import MOST_QUOTES, quotable, words_of  # noqa: E402
from memory_core.text.language import Language  # noqa: E402
from memory_core.types import Sampling  # noqa: E402

TRAIN, HELD_OUT = "train", "held_out"
TASKS = {"extraction": 0.60, "phrasing": 0.22, "title": 0.06, "summary": 0.07, "pleasantry": 0.05}
"""Each task's share of the examples."""
RUSSIAN = 0.55
"""Russian examples; the base model knows less of it."""
_REAL = 0.55
"""Messages to quote from that people wrote, in training."""
_FACTS = {"en": facts_en, "ru": facts_ru}
_VALUES = {"en": values_en, "ru": values_ru}
_KEPT_BACK = 5
"""Every fifth value of a pool is held out, and every eighth life."""
_LIVES_BACK = 8
_AROUND = ".,;:!?…\"'`«»“”„‘’()[]{}<>*_~—–•|/\\- "
_CASE = re.compile(r"(?P<pool>[a-z]+(?:_f|_m)?)(?P<second>2?)(?:_(?P<case>in|to|acc|gen|dat|ins))?")

WRAPPED = {
    "en": ['How do I say "{fact}" in French?', "Translate: {fact}", "Imagine this: {fact}", "What if {fact}?",
           "Suppose {fact}, what then?", "wouldn't it be funny if {fact}", "I dreamt that {fact}", "Is it true that {fact}?",
           "Write a story that begins like this: {fact}.", "In the novel the narrator says: {fact}.",
           "Let's pretend {fact}.", "haha imagine {fact}", "Check the spelling: {fact}.", "Make this sound formal: {fact}",
           "If only {fact}.", "A character in my story says: {fact}."],
    "ru": ["Как сказать по-французски: «{fact}»?", "Переведи: {fact}", "Представь себе: {fact}", "А что, если {fact}?",
           "Допустим, {fact}, что тогда?", "вот смешно было бы, если {fact}", "Мне приснилось, что {fact}", "Правда ли, что {fact}?",
           "Напиши рассказ, который начинается так: {fact}.", "В романе рассказчик говорит: {fact}.",
           "Давай играть, будто {fact}.", "ахах представь, {fact}", "Проверь ошибки: {fact}.", "Сделай официальнее: {fact}",
           "Вот бы {fact}.", "Герой моего рассказа говорит: {fact}."],
}  # fmt: skip
"""Facts that nobody tells about themselves."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example. ``values`` must stand in a phrasing; ``quotes`` are what a message's answer lists."""

    task: str
    language: Language
    prompt: str
    answer: str
    message: str = ""
    quotes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    source: str = "made"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact in words: as the writer says it, as it is answered, what is asked, and a title."""

    said: str
    answered: str
    asked: tuple[str, ...]
    title: str
    values: tuple[str, ...]


@dataclass
class _Filler:
    """Fills the names in braces of one fact, the same value wherever the same name stands."""

    draw: random.Random
    language: Language
    part: str
    chosen: dict[str, object] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)

    def __call__(self, text: str, *, note: bool = False) -> str:
        def put(match: re.Match[str]) -> str:
            value = self._value(match[1])
            if note and not match[1].startswith("kin") and match[1] not in ("ago", "beast", "akin"):
                self.used.append(value)
            return value

        return re.sub(r"\{(\w+)\}", put, text)

    def _value(self, slot: str) -> str:
        pools = _VALUES[self.language].POOLS
        parsed = _CASE.fullmatch(slot)
        if slot in pools:
            key, pool, case = slot, slot, ""
        elif parsed is not None and parsed["pool"] in pools:
            key, pool, case = parsed["pool"] + parsed["second"], parsed["pool"], parsed["case"] or ""
        else:
            return self._made(slot)
        if key not in self.chosen:
            entries = pool_part(self.language, pool, self.part)
            taken = [value for other, value in self.chosen.items() if other.rstrip("2") == key.rstrip("2")]
            self.chosen[key] = self.draw.choice([one for one in entries if one not in taken])
        value = self.chosen[key]
        return str(value[case]) if isinstance(value, dict) else str(value)

    def _made(self, slot: str) -> str:
        if slot not in self.chosen:
            self.chosen[slot] = self._new(slot)
        return str(self.chosen[slot])

    def _new(self, slot: str) -> str:
        draw, russian = self.draw, self.language == "ru"
        kind = slot.rstrip("2")
        odd = self.part == HELD_OUT
        number = draw.randrange(10, 400) * 2 + odd
        if kind == "small":
            return str(draw.choice([3, 5, 7, 9, 11] if odd else [2, 4, 6, 8, 10, 12]))
        if kind == "age":
            return str(draw.randrange(8, 44) * 2 + odd)
        if kind == "date":
            day = draw.randrange(1, 14) * 2 + odd
            at = draw.randrange(12)
            if russian:
                return f"{day} {values_ru.MONTHS_GEN[at]}"
            month = values_en.MONTHS[at]
            return draw.choice([f"{day} {month}", f"{month} {day}", f"the {day}th of {month}"])
        if kind == "time":
            hour, minute = draw.randrange(6, 22), draw.choice([5, 15, 25, 45] if odd else [0, 10, 20, 30, 40])
            return draw.choice(
                [
                    f"{hour}:{minute:02}",
                    f"{hour}:{minute:02}",
                    f"{hour % 12 + 1} {'утра' if russian else 'pm'}",
                ]
            )
        if kind in ("day", "on_day", "days"):
            table = {"day": values_en.DAYS, "on_day": values_ru.ON_DAYS, "days": values_ru.BY_DAYS}[kind]
            others = {str(value) for other, value in self.chosen.items() if other.rstrip("2") == kind}
            return draw.choice([one for one in table if one not in others])
        if kind == "month":
            return draw.choice(values_ru.MONTHS if russian else values_en.MONTHS)
        if kind == "month_in":
            return draw.choice(values_ru.MONTHS_IN)
        if kind == "money":
            many = number * draw.choice([1, 10, 100] if not russian else [10, 100, 1000])
            if russian:
                return draw.choice([f"{many} рублей", f"{many} р", f"{many // 10 + 1} тысяч"])
            return draw.choice([f"{many} dollars", f"£{many}", f"${many}", f"{many} euros", f"{many} quid"])
        if kind == "phone":
            tail = [draw.randrange(100, 1000), draw.randrange(10, 100), draw.randrange(10, 50) * 2 + odd]
            return f"{'8 9' if russian else '07'}{draw.randrange(10, 100)} {tail[0]} {tail[1]} {tail[2]}"
        if kind == "email":
            name = draw.choice(
                ["ann.k", "max77", "lena_p", "tim.b", "office", "rosa.m", "jk", "dasha", "oleg.v", "m.stone"]
            )
            return f"{name}{number}@{draw.choice(['post', 'mail', 'inbox', 'quickmail'])}.example"
        if kind == "secret":
            words = [
                "falcon",
                "river",
                "stone",
                "maple",
                "cloud",
                "tiger",
                "amber",
                "comet",
                "lemon",
                "velvet",
            ]
            return draw.choice(words) + str(number)
        if kind == "code":
            return draw.choice(
                [
                    str(number),
                    f"{number}#",
                    f"{draw.choice('ABKMR')}{number}",
                    f"{number}-{draw.randrange(10, 99)}",
                ]
            )
        if kind == "size":
            return str(draw.randrange(3, 24) * 2 + odd)
        if kind == "height":
            return (
                f"1{'.' if not russian else ','}{draw.randrange(25, 49) * 2 + odd} {'м' if russian else 'm'}"
            )
        if kind in ("akin", "beast"):
            if kind == "beast":
                return self._value("animal").split(" ", 1)[1]
            kin = self._value("kin")
            return f"{'an' if kin[0] in 'aeiou' else 'a'} {kin}"
        raise KeyError(slot)


@cache
def pool_part(language: Language, name: str, part: str) -> tuple[object, ...]:
    """The entries of a pool for training or held out; those of small or open pools serve both."""
    module: ModuleType = _VALUES[language]
    pool = list(module.POOLS[name])
    if name in module.OPEN or len(pool) < 2 * _KEPT_BACK:
        return tuple(pool)
    return tuple(
        one for at, one in enumerate(pool) if (at % _KEPT_BACK == _KEPT_BACK - 1) == (part == HELD_OUT)
    )


@cache
def sentences_part(
    language: Language, part: str
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], str, bool], ...]:
    """Facts with their sentences for training or held out: (name, said, asked, title, whether an update)."""
    module = _FACTS[language]
    out = []
    for facts, update in ((module.FACTS, False), (module.UPDATES, True)):
        for name, said, asked, title in facts:
            if name in module.HELD_OUT:
                mine = said if part == HELD_OUT else []
            elif len(said) < 3:
                mine = [] if part == HELD_OUT else said
            else:
                mine = said[-1:] if part == HELD_OUT else said[:-1]
            if mine:
                out.append((name, tuple(mine), tuple(asked), title, update))
    return tuple(out)


def told(draw: random.Random, language: Language, part: str, *, askable: bool = False) -> Told:
    """One fact in words."""
    facts = [one for one in sentences_part(language, part) if one[2] or not askable]
    updates = [one for one in facts if one[4]]
    pool = updates if draw.random() < 0.2 else facts
    _, said, asked, title, _ = draw.choice(pool)
    fill = _Filler(draw, language, part)
    sentence = draw.choice(said)
    left = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\1", sentence)
    right = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\2", sentence)
    one = fill(left, note=True).strip()
    two = fill(right).strip()
    return Told(
        _capital(one) if language == "en" and one.startswith("i ") else one,
        two,
        tuple(fill(question) for question in asked),
        _capital(fill(title)),
        tuple(dict.fromkeys(fill.used)),
    )


def extraction(draw: random.Random, language: Language, part: str) -> Example:
    """A message with the user's own words to quote."""
    values = _VALUES[language]
    kind = draw.random()
    parts: list[tuple[str, bool]] = []
    if kind < 0.25:
        for _ in range(draw.choice([1, 1, 1, 2])):
            parts.append((_nothing(draw, language, part), False))
            parts.append((" ", False))
    else:
        if draw.random() < 0.2:
            before = draw.choice([*values.ASIDE, *values.QUESTIONS])
            parts += [(before if before[-1] in ".!?" else before + "?", False), (" ", False)]
        many = draw.choices([1, 2, 3, 4], [0.62, 0.27, 0.08, 0.03])[0]
        fresh = True
        for at in range(many):
            if at:
                join = draw.choice(values.JOINS)
                parts.append((join, False))
                fresh = "." in join and join.rstrip().endswith(".")
            lead = draw.choice(values.LEADS) if draw.random() < (0.45 if at == 0 else 0.05) else ""
            if lead and at and not fresh:
                lead = lead[0].lower() + lead[1:]
            fact = told(draw, language, part).said
            starts = (fresh and not lead) or lead.rstrip().endswith((".", "!", "?"))
            parts += [(lead, False), (_capital(fact) if starts else fact, True)]
        if draw.random() < 0.22:
            parts.append((draw.choice(values.TAILS), False))
        more = draw.random() < 0.22
        parts.append((draw.choice([".", ".", "!", "...", *([] if more else ["", "", "."])]), False))
        if more:
            parts += [(" ", False), (draw.choice([*values.ASIDE, *values.QUESTIONS]), False)]
    return _asked(*_styled(draw, parts), language)


def phrasing(draw: random.Random, language: Language, part: str) -> Example:
    """A note with a question that it answers."""
    facts = [told(draw, language, part, askable=True)]
    if draw.random() < 0.12:
        facts.append(told(draw, language, part, askable=True))
    question = draw.choice(facts[0].asked)
    low = draw.random() < 0.25
    note = ". ".join(_capital(one.said) for one in facts)
    answer = ". ".join(_capital(one.answered) for one in facts)
    values = [value for one in facts for value in one.values]
    if draw.random() < 0.2:
        lead = draw.choice([one for one in _VALUES[language].LEADS if one.rstrip().endswith((",", ".", ":"))])
        own = (
            note if lead.rstrip().endswith(".") or facts[0].said[:1].isupper() else note[0].lower() + note[1:]
        )
        note = lead + own
    if low:
        note, answer, values = note.lower(), answer.lower(), [value.lower() for value in values]
        answer = ". ".join(_capital(one) for one in answer.split(". "))
    if draw.random() < 0.1:
        note += draw.choice(_VALUES[language].TAILS)
    note += draw.choice([".", ".", "!", ""])
    if draw.random() < 0.3:
        question = question.lower()
    prompt = starter_tasks.phrasing_prompt(note, question, language)
    return Example("phrasing", language, prompt, f" {answer}.", message=note, values=tuple(values))


def title(draw: random.Random, language: Language, part: str) -> Example:
    """A talk with a few words that name it."""
    values = _VALUES[language]
    if draw.random() < 0.55:
        talks = values.TALKS[-5:] if part == HELD_OUT else values.TALKS[:-5]
        text, name = draw.choice(talks)
    else:
        fact = told(draw, language, part)
        text, name = f"{_capital(fact.said)}.", fact.title
    if draw.random() < 0.3:
        text = f"{text} {draw.choice(values.ASIDE)}"
    if draw.random() < 0.2:
        text = f"{draw.choice(values.PLEASANT[:6])[0].rstrip('!')}. {text}"
    prompt = starter_tasks.title_prompt(text.lower() if draw.random() < 0.2 else text, language)
    return Example("title", language, prompt, f" {name}", message=text)


def summary(draw: random.Random, language: Language, part: str) -> Example:
    """A talk with its facts told to the one who told them."""
    values = _VALUES[language]
    facts = []
    while len(facts) < draw.choice([1, 2, 2, 3]):
        one = told(draw, language, part, askable=True)
        if one.answered not in [other.answered for other in facts]:
            facts.append(one)
    text: list[str] = []
    for one in facts:
        if draw.random() < 0.4:
            text.append(draw.choice([*values.ASIDE, *values.QUESTIONS]))
        text.append(_capital(one.said) + draw.choice([".", ".", "!"]))
    if draw.random() < 0.4:
        text.append(draw.choice([*values.ASIDE, *values.QUESTIONS]))
    answer = " ".join(f"{_capital(one.answered)}." for one in facts)
    kept = tuple(value for one in facts for value in one.values)
    talk = " ".join(text)
    return Example(
        "summary", language, starter_tasks.summary_prompt(talk, language), f" {answer}", talk, values=kept
    )


def pleasantry(draw: random.Random, language: Language, part: str) -> Example:
    """A greeting with its reply."""
    pairs = _VALUES[language].PLEASANT
    said, reply = draw.choice(pairs[-3:] if part == HELD_OUT else pairs)
    said = draw.choice([said, said, said.lower(), said.rstrip("!") + "."])
    return Example("pleasantry", language, starter_tasks.pleasantry_prompt(said, language), f" {reply}", said)


MAKERS = {
    "extraction": extraction,
    "phrasing": phrasing,
    "title": title,
    "summary": summary,
    "pleasantry": pleasantry,
}


def made(seed: int, number: int, part: str = TRAIN, tasks: Sequence[str] = ()) -> Iterator[Example]:
    """``number`` examples from a seed; held-out ones use no message of a life."""
    draw = random.Random(f"{part} {seed}")
    names = list(tasks) or list(TASKS)
    real = {language: list(lived(language, part)) for language in ("en", "ru")} if part == TRAIN else {}
    asked = list(lived_questions(part)) if part == TRAIN else []
    queues: dict[str, list[Example]] = {"en": [], "ru": []}
    for _ in range(number):
        task = draw.choices(names, [TASKS[name] for name in names])[0]
        language: Language = "ru" if draw.random() < RUSSIAN else "en"
        if task == "extraction" and part == TRAIN and draw.random() < _REAL:
            if not queues[language]:
                kept = [one for one in real[language] if one.quotes]
                queues[language] = draw.sample([*real[language], *kept], len(real[language]) + len(kept))
            yield _restyled(draw, queues[language].pop())
        elif task == "phrasing" and language == "en" and asked and draw.random() < 0.15:
            yield draw.choice(asked)
        else:
            yield MAKERS[task](draw, language, part)


def lived(language: Language, part: str) -> Iterator[Example]:
    """The messages of the scripted lives with the sentences that their authors would have kept."""
    for life in lives_of(language, part):
        for step in life["steps"]:
            if "say" not in step or step.get("gate") is None:
                continue
            text = step["say"]
            own = statements.pieces(text, own_words.foreign(text))
            shown = quotable(text, [(piece.start, piece.end) for piece in own]).shown
            quotes = []
            if step["gate"] != "ignore":
                for piece in own:
                    quote = _bare(" ".join(text[piece.start : piece.end].split()), language)
                    pleasantry = len(own) > 1 and cues.share("chitchat", piece.text) > 0.5
                    if not piece.asks and not pleasantry and len(quote.split()) > 1:
                        quotes.append(quote)
                if not quotes or len(quotes) > MOST_QUOTES or any(len(words_of(one)) > 40 for one in quotes):
                    continue
            if shown:
                yield _asked(shown, tuple(quotes), language, source="lived")


def lived_questions(part: str) -> Iterator[Example]:
    """Questions of the English lives with the short sentence that answers them, turned to the second person."""
    for life in lives_of("en", part):
        said: list[str] = []
        for step in life["steps"]:
            if "say" in step and step.get("gate") in ("admit", "supersede"):
                said.append(" ".join(step["say"].split()))
            wanted = step.get("want")
            if (
                not wanted
                or step.get("derived")
                or step.get("as_of")
                or any(isinstance(w, list) for w in wanted)
            ):
                continue
            notes = [note for note in said if all(want.lower() in note.lower() for want in wanted)]
            if not notes or len(notes[-1]) > 120 or re.search(r"[.!?]\s|\?|\"", notes[-1]):
                continue
            note = notes[-1]
            answer = _capital(second_person(_bare(note, "en")))
            prompt = starter_tasks.phrasing_prompt(note, step["recall"], "en")
            yield Example("phrasing", "en", prompt, f" {answer}.", note, values=tuple(wanted), source="lived")


_PERSONS = {
    "i'm": "you're", "im": "you're", "i've": "you've", "ive": "you've", "i'd": "you'd", "i'll": "you'll", "i": "you",
    "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "am": "are", "was": "was",
}  # fmt: skip


def second_person(sentence: str) -> str:
    """An English sentence about oneself, told to the one who said it."""
    sentence = re.sub(r"\b(i|I) was\b", "you were", sentence)
    sentence = re.sub(r"\b(i|I) am\b", "you are", sentence)

    def turn(match: re.Match[str]) -> str:
        return _PERSONS.get(match[0].replace("’", "'").lower(), match[0])

    return re.sub(r"[A-Za-z]+(?:['’][a-z]+)?", turn, sentence)


def lives_of(language: Language, part: str) -> list[dict]:
    """The scripted lives in ``packaging/gate`` for training or held out."""
    lines = (ROOT / "packaging" / "gate" / f"lives_{language}.jsonl").read_text("utf-8").splitlines()
    lives = [json.loads(line) for line in lines]
    return [
        life for at, life in enumerate(lives) if (at % _LIVES_BACK == _LIVES_BACK - 1) == (part == HELD_OUT)
    ]


_LEAD = {
    language: re.compile(
        r"^(?:(?:"
        + "|".join(
            sorted(
                (re.escape(one.strip().rstrip(",.:!").lower()) for one in values.LEADS), key=len, reverse=True
            )
        )
        + r")[,.:!]?\s+)",
        re.IGNORECASE,
    )
    for language, values in _VALUES.items()
}


def _bare(sentence: str, language: Language) -> str:
    """A sentence without the words that only lead to it and the marks around it."""
    core = sentence.strip(_AROUND)
    while True:
        shorter = _LEAD[language].sub("", core).strip(_AROUND)
        if shorter == core or len(shorter.split()) < 2:
            return core
        core = shorter


def _nothing(draw: random.Random, language: Language, part: str) -> str:
    values = _VALUES[language]
    kind = draw.random()
    if kind < 0.3:
        return draw.choice(values.QUESTIONS)
    if kind < 0.75:
        return draw.choice(values.NOTHING)
    if kind < 0.88:
        return draw.choice(WRAPPED[language]).format(fact=told(draw, language, part).said)
    asked = told(draw, language, part, askable=True).asked
    return draw.choice(asked)


def _styled(draw: random.Random, parts: Sequence[tuple[str, bool]]) -> tuple[str, tuple[str, ...]]:
    """The message and its quotes, written the way people write in chats."""
    style = draw.random()
    change = str
    if style < 0.22:
        change = str.lower
    elif style < 0.25:
        change = str.upper
    typos = draw.random() < 0.1
    texts = [(_mistyped(draw, change(text)) if typos else change(text), quoted) for text, quoted in parts]
    if style < 0.1:
        texts = [(text.replace("'", ""), quoted) for text, quoted in texts]
    message = " ".join("".join(text for text, _ in texts).split())
    quotes = (" ".join(text.split()).strip(_AROUND) for text, quoted in texts if quoted)
    return message, tuple(quotes)


def _mistyped(draw: random.Random, text: str) -> str:
    """Some longer words with two letters swapped or one left out."""

    def wrong(match: re.Match[str]) -> str:
        word = match[0]
        if draw.random() > 0.15:
            return word
        at = draw.randrange(1, len(word) - 2)
        return word[:at] + (word[at + 1] + word[at] if draw.random() < 0.5 else word[at]) + word[at + 2 :]

    return re.sub(r"[^\W\d_]{5,}", wrong, text)


def _restyled(draw: random.Random, example: Example) -> Example:
    """A life's message as it is, or without capitals."""
    if draw.random() > 0.2:
        return example
    quotes = tuple(quote.lower() for quote in example.quotes)
    return _asked(example.message.lower(), quotes, example.language, source="lived")


def _asked(message: str, quotes: tuple[str, ...], language: Language, source: str = "made") -> Example:
    answer = " " + json.dumps(list(quotes), ensure_ascii=False)
    prompt = starter_tasks.extraction_prompt(message, language)
    return Example("extraction", language, prompt, answer, message, quotes, source=source)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


SAMPLINGS: dict[str, Sampling] = {
    "phrasing": starter_tasks.PHRASING,
    "title": starter_tasks.TITLE,
    "summary": starter_tasks.SUMMARY,
    "pleasantry": starter_tasks.PLEASANTRY,
}
