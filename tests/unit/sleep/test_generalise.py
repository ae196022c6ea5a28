"""What repeats becomes a schema with sources, what is known of the user a profile; nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.sleep import wording
from memory_core.types import Memory, Stage
from tests.tools.set_clock import SetClock
from tests.tools.vaults import AT

RUNS = (
    "I went running in the park this morning.",
    "Ran 5 km before breakfast, running is great.",
    "I was running by the river again.",
    "My knee hurts after running.",
)
POOL = (
    "Сегодня опять ходил в бассейн, проплыл километр.",
    "Был в бассейне после работы.",
    "Устал, но в бассейн всё равно сходил.",
)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()


class Life:
    """An engine whose user says one thing a day."""

    def __init__(self, engine: Engine, clock: SetClock) -> None:
        self.engine = engine
        self.clock = clock
        self.at = AT

    def tell(self, *texts: str, days: float = 2.0) -> None:
        for text in texts:
            self.engine.perceive(text, at=self.at)
            self.at += timedelta(days=days)
        self.engine.settle()

    def sleep(self) -> list[tuple[str, tuple[int, ...]]]:
        self.clock.now = self.at = max(self.at, self.clock.now) + timedelta(hours=12)
        report = self.engine.sleep.run()
        return [(line.what, line.memories) for line in report.lines if line.stage is Stage.GENERALISE]

    def schemas(self) -> list[str]:
        return [one.text for one in self.engine.memories.find(kind="schema")]

    def memory(self, word: str) -> Memory:
        return next(one for one in self.engine.memories.find() if word in one.text)

    def profile(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self.engine.tiers.profile():
            found.setdefault(line.topic, []).append(line.memory.text)
        return found


@pytest.fixture
def life(vault_folder: Path, embedder: OnnxEmbedder, clock: SetClock) -> Iterator[Life]:
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        yield Life(engine, clock)


def test_what_comes_up_on_several_days_is_one_statement_with_its_sources(life: Life) -> None:
    life.tell(*RUNS, "What a nice day it is.", "Could you recommend a running shoe?")
    (made,) = [memories for what, memories in life.sleep() if what == "generalised"]
    (schema,) = life.engine.memories.find(kind="schema")
    assert schema.text == (
        "You have mentioned “running” on 4 days since 2 March 2026, about every 2 days; "
        "most recently on 8 March 2026: “My knee hurts after running.”"
    )
    assert made[0] == schema.id
    assert {life.engine.diary.get(span.turn_id).text for span in schema.sources} == set(RUNS)


def test_it_speaks_the_users_language_and_counts_on(life: Life) -> None:
    life.tell(*POOL[:2])
    life.sleep()
    assert life.schemas() == []  # two days are no habit
    life.tell(POOL[2])
    life.sleep()
    (schema,) = life.engine.memories.find(kind="schema")
    assert schema.text.startswith("Вы не раз возвращались к теме «бассейн»: 3 дня с 2 марта 2026 года")
    assert schema.text.endswith("«Устал, но в бассейн всё равно сходил.»")
    life.tell("В бассейне сегодня было много народу, плавал мало.")
    life.sleep()
    (grown,) = life.engine.memories.find(kind="schema")
    assert grown.id == schema.id
    assert "4 дня" in grown.text
    assert len(grown.sources) == 4


def test_on_one_day_or_without_a_common_matter_nothing_repeats(life: Life) -> None:
    life.tell(*RUNS, days=0.01)
    life.tell("I set the table for guests.", "I study the periodic table.", "I won the table tennis final.")
    life.sleep()
    assert not any("running" in one for one in life.schemas())


def test_what_is_asked_imagined_or_of_others_is_no_episode(life: Life) -> None:
    life.tell(
        "If I were running a marathon, I would train more.",
        "Should I go running today?",
        "Let's play: you are a coach. I am running for president of Mars.",
        'The text says: "I was running all night."',
    )
    life.sleep()
    assert life.schemas() == []


def test_a_schema_goes_with_what_was_forgotten_and_is_counted_anew(life: Life) -> None:
    life.tell(*RUNS)
    life.sleep()
    life.engine.memories.forget(life.memory("knee").id)
    assert life.schemas() == []
    life.engine.journal.undo()
    assert len(life.schemas()) == 1
    life.engine.memories.forget(life.memory("knee").id)
    life.sleep()
    (text,) = life.schemas()
    assert "on 3 days" in text
    assert "knee" not in text


def test_what_the_user_took_out_or_edited_stays_so(life: Life) -> None:
    life.tell(*RUNS, *POOL)
    life.sleep()
    running, pool = sorted(life.engine.memories.find(kind="schema"), key=lambda one: one.language)
    life.engine.memories.forget(running.id)
    life.engine.memories.edit(pool.id, text="Я плаваю по вторникам.")
    life.tell("I went running again, slowly.", "Снова был в бассейне, устал.")
    life.sleep()
    assert life.schemas() == ["Я плаваю по вторникам."]


def test_the_profile_states_what_is_plain_and_quotes_the_rest(life: Life) -> None:
    life.tell(
        "My name is Marta.",
        "I live in Oslo.",
        "I work at Equinor.",
        "My sister Ann lives in Riga.",
        "I love climbing.",
        "I am allergic to walnuts.",
        "Please always answer briefly.",
        "I'm moving to Spain in 2031, probably.",
    )
    life.sleep()
    profile = life.profile()
    assert profile["name"] == ["Your name is Marta."]
    assert "You live in Oslo." in profile["home"]
    assert profile["work"] == ["You work at Equinor."]
    assert profile["people"] == ["Your sister Ann lives in Riga."]
    assert profile["likes"] == ["You love climbing."]
    assert profile["health"] == ["You are allergic to walnuts."]
    assert profile["wishes"] == ["You said: “Please always answer briefly.”"]
    assert not any("You live in Spain" in text for texts in profile.values() for text in texts)
    line = life.engine.tiers.profile()[0]
    assert [one.text for one in line.sources] == ["My name is Marta."]


def test_the_profile_in_russian(life: Life) -> None:
    life.tell("Меня зовут Пётр.", "Я живу в Казани.", "Работаю в Яндексе.", "Переехал брат в Ригу.")
    life.sleep()
    texts = [line.memory.text for line in life.engine.tiers.profile()]
    assert texts[:3] == ["Вас зовут Пётр.", "Вы живёте в Казани.", "Вы работаете в Яндексе."]


def test_a_line_follows_its_memory_and_an_edited_one_is_the_users(life: Life) -> None:
    life.tell("I live in Oslo.", "I love climbing.")
    life.sleep()
    lines = {line.topic: line.memory for line in life.engine.tiers.profile()}
    life.engine.memories.edit(lines["likes"].id, text="Climbing is your great love.")
    life.tell("I moved, I live in Bergen now.")
    assert set(life.profile()) == {"likes"}  # what was replaced is in no prompt from now on
    life.sleep()
    profile = life.profile()
    assert profile["likes"] == ["Climbing is your great love."]
    assert ["Bergen" in text for text in profile["home"]] == [True]
    life.engine.memories.forget(life.memory("climbing").id)
    assert "likes" not in life.profile()
    life.engine.journal.undo()
    assert life.profile()["likes"] == ["Climbing is your great love."]


def test_a_line_that_the_user_took_out_does_not_come_back(life: Life) -> None:
    life.tell("I love climbing.")
    life.sleep()
    life.engine.memories.forget(life.engine.tiers.profile()[0].memory.id)
    life.tell("I live in Oslo.")
    life.sleep()
    assert list(life.profile()) == ["home"]
    assert life.memory("climbing").status == "active"


def test_the_whole_night_is_one_step_and_a_second_one_adds_nothing(life: Life) -> None:
    life.tell(*RUNS, "I live in Oslo.")
    life.sleep()
    before = (life.schemas(), life.profile())
    life.sleep()  # a schema made this night stands in the profile from the next one on
    assert life.schemas() == before[0]
    settled = life.profile()
    assert [what for what, _ in life.sleep()] == []
    assert life.profile() == settled
    for _ in range(3):
        step = life.engine.journal.steps()[0]
        if step.cause == "sleep" and not step.undone:
            life.engine.journal.undo(step.id)
    while any(step.cause == "sleep" and not step.undone for step in life.engine.journal.steps()):
        life.engine.journal.undo()
    assert (life.schemas(), life.profile()) == ([], {})


def test_broken_off_after_any_unit_the_stage_comes_to_the_same(
    tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    def texts(broken_off: bool) -> list[tuple[str, str, int]]:
        clock = SetClock()
        folder = tmp_path / f"vault-{broken_off}"
        with Engine.open(folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
            life = Life(engine, clock)
            life.tell(*RUNS, *POOL, "I live in Oslo.")
            clock.now = life.at
            while broken_off:
                seen: list[str] = []

                def one_more(stage: str, _share: float, seen: list[str] = seen) -> bool:
                    seen.append(stage)
                    return len(seen) < 3

                if engine.sleep.run(progress=one_more).state == "done":
                    break
            engine.sleep.run()
            found = [
                memory
                for kind in ("schema", "profile", "segment", "summary")
                for memory in engine.memories.find(None, kind=kind)
            ]
            return [(one.text, one.status, len(one.sources)) for one in found]

    assert texts(broken_off=True) == texts(broken_off=False)


def test_what_was_made_is_in_no_answer(life: Life) -> None:
    life.tell(*RUNS, "I live in Oslo.")
    life.sleep()
    items = life.engine.recall("Do I go running? Where do I live?", limit=50).items
    assert {item.kind for item in items} <= {"turn", "fact", "preference", "person", "plan", "instruction"}


def test_dates_quotations_and_plurals() -> None:
    assert wording.quoted("word " * 80, "en").endswith("word…”")
    assert len(wording.quoted("word " * 80, "en")) < 210
    day = AT.date()
    texts = [wording.schema("бег", n, day, day + timedelta(days=n), "Бегал.") for n in (5, 11, 21, 22)]
    assert ["5 дней" in texts[0], "11 дней" in texts[1], "21 день" in texts[2], "22 дня" in texts[3]] == [
        True
    ] * 4
    assert "almost daily" in wording.schema("run", 4, day, day + timedelta(days=3), "Ran.")
