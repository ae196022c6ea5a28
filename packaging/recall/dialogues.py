"""Long dialogues between two named people, put together from scenes (``dialogues_en.txt``, ``_ru.txt``).

Each scene is a few turns of two speakers ``A`` and ``B``, questions (``? text | turns that answer it``) and
what they tell towards a question for a list (``+ name | turns | speaker``). The scenes are dealt out to
sessions on different days, with a greeting and a farewell; some questions get the month of their session.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory_core.evaluation.corpus import Corpus, Question, Said

START = datetime(2023, 2, 4, 18, 0, tzinfo=UTC)
SCENES = 4
"""Scenes in a session."""
DATED = 0.12
"""Share of the questions that name the month."""
PEOPLE = {
    "en": (("Nora", "Felix"), ("Priya", "Duncan"), ("Hazel", "Rufus"), ("Imogen", "Pavel")),
    "ru": (
        ("Вера Веры Вере Веру", "Глеб Глеба Глебу Глеба"),
        ("Злата Златы Злате Злату", "Марк Марка Марку Марка"),
        ("Нина Нины Нине Нину", "Пётр Петра Петру Петра"),
        ("Ульяна Ульяны Ульяне Ульяну", "Антон Антона Антону Антона"),
    ),
}
"""Pairs of speakers; Russian ones in four cases, the first a woman, since the verbs say so."""
_ENGLISH = """January February March April May June July August September October November December"""
_RUSSIAN = """январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"""
MONTHS = {language: names.split() for language, names in (("en", _ENGLISH), ("ru", _RUSSIAN))}


@dataclass(slots=True)
class Scene:
    """Turns as (speaker, text), questions with the turns that answer them, what belongs into which list."""

    turns: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, list[int]]] = field(default_factory=list)
    lists: list[tuple[str, list[int], str]] = field(default_factory=list)


@dataclass(slots=True)
class Script:
    """A file of scenes."""

    lists: dict[str, list[str]]
    greetings: list[str]
    farewells: list[str]
    scenes: list[Scene]


def read(path: Path) -> Script:
    """Read a file of scenes."""
    script = Script({}, [], [], [])
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        scene = Scene()
        for line in filter(None, block.splitlines()):
            fields = [one.strip() for one in line[1:].split("|")]
            if line[0] == "!":
                script.lists[fields[0]] = fields[1:]
            elif line[0] == ">":
                script.greetings.append(fields[0])
            elif line[0] == "<":
                script.farewells.append(fields[0])
            elif line[0] == "?":
                scene.asked.append((fields[0], [int(number) - 1 for number in fields[1].split()]))
            elif line[0] == "+":
                told = [int(number) - 1 for number in fields[1].split()]
                scene.lists.append((fields[0], told, fields[2] if len(fields) > 2 else "A"))
            else:
                speaker, text = re.fullmatch(r"([AB]): (.+)", line).groups()  # type: ignore[union-attr]
                scene.turns.append((speaker, text))
        if scene.turns:
            script.scenes.append(scene)
    return script


def compose(language: str, number: int) -> Corpus:
    """One dialogue of all scenes of a language, in an order of its own."""
    draw = random.Random(f"{language} {number}")  # noqa: S311 - reproducible on purpose
    script = read(Path(__file__).with_name(f"dialogues_{language}.txt"))
    pair = PEOPLE[language][number % len(PEOPLE[language])]
    scenes = list(script.scenes)
    draw.shuffle(scenes)
    said: list[Said] = []
    asked: list[Question] = []
    listed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    at = START
    for session in range(0, len(scenes), SCENES):
        name = f"session_{session // SCENES + 1}"
        at += timedelta(days=draw.randint(3, 30), hours=draw.randint(-4, 4))
        sides = dict(zip("AB", pair, strict=True))
        for one in _talk(draw, script.greetings, sides):
            said.append(_said(said, name, at, *one))
        for scene in scenes[session : session + SCENES]:
            # In Russian the verbs tell who is a woman, so nobody changes sides there.
            sides = dict(zip("AB", draw.sample(pair, 2) if language == "en" else pair, strict=True))
            ids = []
            for speaker, text in scene.turns:
                said.append(_said(said, name, at, _form(sides[speaker], 0), _filled(text, sides)))
                ids.append(said[-1].id)
            for text, told in scene.asked:
                when = f"{MONTHS[language][at.month - 1]} {at.year}" if draw.random() < DATED else ""
                asked.append(
                    Question(_when(_filled(text, sides), when, language), _chosen(ids, told), "told")
                )
            for key, told, speaker in scene.lists:
                listed[key, sides[speaker]] += _chosen(ids, told)
        for one in _talk(draw, script.farewells, sides):
            said.append(_said(said, name, at, *one))
    for (key, whose), found in sorted(listed.items()):
        for text in script.lists[key] if len(found) > 1 else []:
            sides = {"A": whose, "B": whose}
            asked.append(
                Question(_filled(_gendered(text, whose == pair[0]), sides), frozenset(found), "list")
            )
    return Corpus(f"{language}{number}", tuple(said), tuple(asked), (5, 10, 25))


def _talk(draw: random.Random, phrases: Sequence[str], sides: dict[str, str]) -> Iterator[tuple[str, str]]:
    for phrase, (one, other) in zip(draw.sample(phrases, 2), (("A", "B"), ("B", "A")), strict=True):
        spoken = {"A": sides[one], "B": sides[other]}
        yield _form(sides[one], 0), _filled(phrase, spoken)


def _said(so_far: Sequence[Said], session: str, at: datetime, speaker: str, text: str) -> Said:
    return Said(f"{session}:{len(so_far)}", text, at + timedelta(seconds=len(so_far)), session, speaker)


def _chosen(ids: Sequence[str], told: Sequence[int]) -> frozenset[str]:
    return frozenset(ids[one] for one in told)


def _form(name: str, case: int) -> str:
    """A name in one of its four cases; English names have one."""
    forms = name.split()
    return forms[min(case, len(forms) - 1)]


def _filled(text: str, sides: dict[str, str]) -> str:
    return re.sub(r"\{([AB])(\d?)\}", lambda one: _form(sides[one[1]], int(one[2] or 1) - 1), text)


def _gendered(text: str, woman: bool) -> str:
    return re.sub(r"\((\w+)\)", r"\1" if woman else "", text)


def _when(question: str, month: str, language: str) -> str:
    if not month:
        return question
    return question[:-1] + (f" in {month}?" if language == "en" else f" в {month} года?")
