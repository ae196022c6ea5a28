"""Whole lives through the public door with real parts: what the gate does with each message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Status, VerdictKind
from tests.tools.set_clock import SetClock
from tests.unit.gate.lives import LIVES

START = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """A new plain vault."""
    with Engine.open(tmp_path / "vault", key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


def kinds(engine: Engine, text: str, at: datetime) -> set[str]:
    return {verdict.kind.value for verdict in engine.perceive(text, at=at).verdicts()}


def test_lives_are_heard_as_a_careful_human_would(tmp_path: Path, embedder: OnnxEmbedder) -> None:
    wrong: list[str] = []
    exact = total = 0
    for number, life in enumerate(LIVES.strip().split("\n# ")):
        at = START
        with Engine.open(tmp_path / str(number), key=PLAIN, embedder=embedder) as engine:
            for line in life.splitlines()[1:]:
                kind, text = line.split(None, 1)
                at += timedelta(minutes=1) if kind[0] == "=" else timedelta(hours=12)
                if kind == "<":
                    engine.perceive(text, role="assistant", at=at)
                    continue
                wanted = kind.lstrip("=")
                given = kinds(engine, text.replace("\\n", "\n"), at)
                wrote = bool(given - {"ignore"})
                total += 1
                exact += wanted in given if wanted != "ignore" else not wrote
                if wrote != (wanted != "ignore"):
                    wrong.append(f"{wanted}: {text} -> {sorted(given)}")
    assert len(wrong) <= 0.04 * total, wrong
    assert exact >= 0.93 * total


def test_a_partial_update_keeps_the_rest(engine: Engine) -> None:
    kinds(engine, "The room is 5.2 m long, 3.1 m wide, the ceiling is 2.45 m high.", START)
    assert "supersede" in kinds(
        engine, "I measured the ceiling again: it's 2.41 m, I was wrong.", START + timedelta(days=1)
    )
    engine.settle()
    active = " | ".join(memory.text for memory in engine.memories.find())
    assert "2.41" in active
    assert "5.2" in active
    assert "2.45" not in active
    (old,) = engine.memories.find(status=Status.SUPERSEDED)
    assert old.superseded_by is not None


def test_a_less_sure_statement_does_not_replace_a_sure_one(engine: Engine) -> None:
    kinds(engine, "My doctor is Dr Amadi.", START)
    assert kinds(engine, "I think my doctor is Dr Brandt.", START + timedelta(days=1)) == {"admit"}
    engine.settle()
    assert len(engine.memories.find(containing="Dr ")) == 2


def test_a_repetition_makes_it_surer_and_adds_a_source(engine: Engine) -> None:
    kinds(engine, "I'm allergic to hazelnuts.", START)
    before = engine.memories.find()[0]
    assert kinds(engine, "As I said, I'm allergic to hazelnuts.", START + timedelta(days=1)) == {"reinforce"}
    engine.settle()
    (after,) = engine.memories.find()
    assert after.confidence > before.confidence
    assert len(after.sources) == 2


def test_a_question_about_what_was_told_never_admits(engine: Engine) -> None:
    assert kinds(engine, "Did I ever mention that I keep llamas in the attic?", START) == {"ignore"}
    kinds(engine, "I keep llamas in the attic.", START + timedelta(days=1))
    again = kinds(engine, "Did I ever mention that I keep llamas in the attic?", START + timedelta(days=2))
    assert again == {"reinforce"}


def test_the_same_attribute_of_another_person_is_not_replaced(engine: Engine) -> None:
    kinds(engine, "I live in Turku.", START)
    assert kinds(engine, "My sister Tove lives in Oslo.", START + timedelta(days=1)) == {"admit"}
    assert kinds(engine, "I've moved, I live in Espoo now.", START + timedelta(days=2)) == {"supersede"}
    engine.settle()
    texts = {memory.text for memory in engine.memories.find()}
    assert texts == {"My sister Tove lives in Oslo.", "I've moved, I live in Espoo now."}


def test_every_verdict_says_why(engine: Engine) -> None:
    from memory_core.gate.reasons import REASONS

    for text in (
        "I keep bees.",
        "how tall is Everest",
        "lol",
        "If I were a king I'd nap.",
        "Forget what I said.",
    ):
        for verdict in engine.perceive(text, at=START).verdicts():
            assert verdict.reason in REASONS
            assert verdict.parts
            assert verdict.surprise >= 0


def test_the_assistants_words_are_no_memories(engine: Engine) -> None:
    heard = engine.perceive("You live in Rome and love opera.", role="assistant", at=START)
    assert heard.verdicts() == ()
    engine.settle()
    assert engine.memories.find() == []


def test_what_is_new_surprises_more_than_what_is_known(engine: Engine) -> None:
    first = engine.perceive("My brother Aksel repairs church organs.", at=START).verdicts()[0]
    again = engine.perceive(
        "My brother Aksel repairs church organs.", at=START + timedelta(days=1)
    ).verdicts()[0]
    assert again.kind is VerdictKind.REINFORCE
    assert again.surprise < first.surprise
