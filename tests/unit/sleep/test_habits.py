"""Little lives: what a careful human would note as a habit is noted, and commonplaces are not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.sleep.phrasing import holds
from memory_core.text.words import stem
from memory_core.types import Memory, NightState
from tests.tools.scripted_model import Script, ScriptedModel
from tests.tools.set_clock import SetClock

LIVES: list[dict[str, Any]] = json.loads(
    Path(__file__).parents[2].joinpath("data", "habits.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()


def told(engine: Engine, life: dict[str, Any], clock: SetClock) -> None:
    start = datetime.fromisoformat(life["start"]).replace(hour=19, tzinfo=UTC)
    for day, text in life["say"]:
        engine.perceive(text, at=start + timedelta(days=day))
        clock.now = start + timedelta(days=day, hours=8)
    engine.settle()


def habits(engine: Engine) -> list[Memory]:
    return engine.memories.find(kind="schema")


@pytest.mark.parametrize("life", LIVES, ids=[one["name"] for one in LIVES])
def test_habits_are_noted_and_commonplaces_are_not(
    vault_folder: Path, embedder: OnnxEmbedder, life: dict[str, Any]
) -> None:
    clock = SetClock()
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        told(engine, life, clock)
        assert engine.sleep.run().state is NightState.DONE
        found = [one.subject or "" for one in habits(engine)]
        assert len(found) == len(life["habits"]), found
        for names in life["habits"]:
            assert any(one.startswith(name) for one in found for name in names)


def phrased_by(
    script: Script, vault_folder: Path, embedder: OnnxEmbedder, life: int = 0
) -> tuple[list[str], ScriptedModel]:
    clock, model = SetClock(), ScriptedModel(script, instruct=True)
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        told(engine, LIVES[life], clock)
        engine.think_with(model)
        engine.settle()
        engine.sleep.run()
        first = [one.text for one in habits(engine)]
        asked = len(model.prompts)
        clock.now += timedelta(days=1)
        engine.sleep.run()
        assert len(model.prompts) == asked  # nothing new to put into words
        engine.think_with(None)
        return first, model


def test_a_model_puts_a_habit_into_words(vault_folder: Path, embedder: OnnxEmbedder) -> None:
    sentence = "You often run along the canal on Tuesdays."
    texts, model = phrased_by(lambda _: sentence, vault_folder, embedder)
    assert texts == [sentence]
    (prompt,) = [one[-1].content for one in model.prompts if "different days" in one[-1].content]
    assert "A short run today because of the rain." in prompt


@pytest.mark.parametrize(
    "answer",
    [
        "You run marathons with Petra every Tuesday.",
        "You run 10 kilometres every Tuesday.",
        "",
        "Sure! Here is the sentence: You often run.",
        "Вы часто бегаете.",
        "run run",
        "You often run. You run on Tuesdays.",
    ],
)
def test_what_a_model_invents_is_not_kept(vault_folder: Path, embedder: OnnxEmbedder, answer: str) -> None:
    texts, _ = phrased_by(lambda _: answer, vault_folder, embedder)
    assert [one.startswith("You have mentioned “run” on 5 days") for one in texts] == [True]


def test_the_model_is_cancelled_when_the_user_is_back(vault_folder: Path, embedder: OnnxEmbedder) -> None:
    clock = SetClock()
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:

        def script(prompt: str) -> str:
            if "different days" in prompt:
                engine.sleep.interrupt()
            return "You often run along the canal."

        told(engine, LIVES[0], clock)
        engine.think_with(ScriptedModel(script, instruct=True))
        engine.settle()
        assert engine.sleep.run().state is NightState.STOPPED
        assert habits(engine) == []
        engine.think_with(None)
        assert engine.sleep.run().state is NightState.DONE
        assert [one.text.startswith("You have mentioned “run”") for one in habits(engine)] == [True]


def test_only_what_was_said_holds() -> None:
    said = ["Ran 5 km on Tuesday with my dog.", "Went for a run with the dog."]
    run = stem("run")
    assert holds("You often run with your dog.", said, run, "en")
    assert holds("You run 5 km every Tuesday.", said, run, "en")
    assert not holds("You run 15 km every Tuesday.", said, run, "en")
    assert not holds("You often walk with your dog.", said, run, "en")
    assert not holds("You often have a dog.", said, run, "en")
    assert not holds("You often run" + " with the dog" * 9 + ".", said, run, "en")
    assert holds("Вы часто ходите в бассейн по средам.", ["Ходите в бассейн."], stem("бассейн"), "ru")
