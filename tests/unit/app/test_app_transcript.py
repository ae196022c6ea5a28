"""What a prompt holds is known: a change that hides any of it makes the prompt stale, and no other does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant.transcript import Transcript
from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Changes, Role
from tests.tools.set_clock import SetClock

PARROT = "My parrot is called Kiwi."
QUESTION = "What is my parrot called?"


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped(threads=1)


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """What was told in another conversation than the one that is held with a model."""
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as opened:
        for text in (PARROT, "I like rye bread.", "The bus was late today."):
            opened.perceive(text, at=clock(), conversation="another")
        opened.settle()
        yield opened


@pytest.fixture
def changes(engine: Engine) -> Iterator[list[Changes]]:
    came: list[Changes] = []
    end = engine.subscribe(came.append)
    yield came
    end()


def stale(transcript: Transcript, changes: list[Changes]) -> bool:
    return any(transcript.is_stale(change) for change in changes)


def test_an_answer_by_quotation_makes_the_prompt_stale_when_its_source_is_forgotten(
    engine: Engine, clock: SetClock, changes: list[Changes]
) -> None:
    memory = engine.memories.find(containing="Kiwi")[0].id
    engine.perceive(QUESTION, at=clock())
    engine.perceive(f"[Then](mneme:memory/{memory}) you named it.", Role.ASSISTANT, clock())
    engine.settle()
    transcript = Transcript(engine, len)
    asked, answered = transcript.history("main", None, 1000)
    assert (asked.content, answered.content) == (QUESTION, "Then you named it.")
    changes.clear()
    engine.memories.forget(engine.memories.find(containing="rye")[0].id)
    assert not stale(transcript, changes)
    engine.memories.forget(memory)
    assert stale(transcript, changes)
    assert "named" not in transcript.history("main", None, 1000)[1].content
    engine.journal.undo()
    assert transcript.history("main", None, 1000)[1] == answered


def test_a_message_of_another_conversation_makes_the_prompt_that_shows_it_stale(
    engine: Engine, clock: SetClock, changes: list[Changes]
) -> None:
    found = engine.recall("Was the bus late?", limit=40).items
    bus = next(item for item in found if item.memory_id is None and "bus" in item.text)
    turn_id = engine.perceive("And tomorrow?", at=clock()).turn_id
    engine.settle()
    assert turn_id is not None
    transcript = Transcript(engine, len)
    transcript.freeze(turn_id, "And tomorrow?", [bus], "It was late. And tomorrow?")
    assert transcript.history("main", None, 1000)[0].content == "It was late. And tomorrow?"
    changes.clear()
    engine.memories.forget_matching("bus")
    assert stale(transcript, changes)
    assert transcript.history("main", None, 1000)[0].content == "And tomorrow?"
