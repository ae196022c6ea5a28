"""What learns from the stream survives a restart, hears what another process heard, thinks with a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.errors import Cancelled
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.types import Message, ModelInfo, Piece, Sampling, VerdictKind
from tests.tools.set_clock import SetClock

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAID = (
    "My sister Vera keeps bees in Kaluga.",
    "I play the oboe in the town orchestra.",
    "У меня аллергия на арахис.",
    "The orchestra rehearses on Tuesdays at seven.",
    "We are moving to Bergen in May.",
)
LEVELS = ("conversation", "week", "life", "titans", "dopamine", "noradrenaline", "turn_bits")


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


def say(engine: Engine, number: int) -> dict[str, float]:
    verdicts = engine.perceive(SAID[number], at=MONDAY + timedelta(hours=number)).verdicts()
    return {name: verdicts[0].parts[name] for name in LEVELS}


def test_restarted_it_is_surprised_as_if_it_had_never_stopped(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    with Engine.open(tmp_path / "whole", key=PLAIN, clock=clock, embedder=embedder) as engine:
        whole = [say(engine, number) for number in range(len(SAID))]
    parts = []
    for number in range(len(SAID)):
        with Engine.open(tmp_path / "parts", key=PLAIN, clock=clock, embedder=embedder) as engine:
            parts.append(say(engine, number))
    for resumed, straight in zip(parts, whole, strict=True):
        assert resumed == pytest.approx(straight, abs=2e-3)


def test_it_learns_from_what_another_process_heard(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    with Engine.open(tmp_path / "whole", key=PLAIN, clock=clock, embedder=embedder) as engine:
        whole = [say(engine, number) for number in range(len(SAID))]
    with (
        Engine.open(tmp_path / "two", key=PLAIN, clock=clock, embedder=embedder) as one,
        Engine.open(tmp_path / "two", key=PLAIN, clock=clock, embedder=embedder) as other,
    ):
        both = [say((one, other)[number % 2], number) for number in range(len(SAID))]
    assert both[-1]["life"] == pytest.approx(whole[-1]["life"], abs=2e-3)


def test_a_scorer_left_out_changes_the_verdict_it_carried(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    params = Params(without="asked,whose,told,form")
    with Engine.open(tmp_path / "v", key=PLAIN, clock=clock, embedder=embedder, params=params) as engine:
        assert engine.perceive(SAID[0], at=MONDAY).verdicts()[0].kind is VerdictKind.IGNORE


class Quoting:
    """A language model that answers every message alike: a fake through the ordinary door."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked = 0
        self.cancelled = False

    def describe(self) -> ModelInfo:
        return ModelInfo("quoting", "", 0, 2048, 0, "none", has_chat_template=True)

    def chat(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        del messages, sampling
        self.asked += 1
        yield Piece(self.answer)
        yield Piece("", finish="stop")

    def complete(self, prompt: str, sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        del prompt
        return self.chat([], sampling)

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        if self.cancelled:
            raise Cancelled("cancelled", "", "")
        return [-5.0 * len(continuation.split()) for _ in contexts]

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def cancel(self) -> None:
        self.cancelled = True

    def close(self) -> None:
        pass


FRAGMENT = "so. violet ink, always, that's my thing since school"


def test_a_model_adds_what_the_rules_let_pass_and_the_gate_judges_it(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    model = Quoting('["violet ink, always"]')
    with Engine.open(
        tmp_path / "v", key=PLAIN, clock=clock, embedder=embedder, language_model=model
    ) as engine:
        heard = engine.perceive("I play the oboe in the town orchestra.", at=MONDAY)
        heard.verdicts()
        engine.settle()
        assert "model_bits" in engine.gate.of(heard.turn_id or 0)[0].parts
        heard = engine.perceive(FRAGMENT, at=MONDAY + timedelta(hours=1))
        first = heard.verdicts()
        engine.settle()
        after = engine.gate.of(heard.turn_id or 0)
    assert model.asked == 2
    if not any(one.kind is VerdictKind.ADMIT for one in first):
        added = [one for one in after if one.parts.get("cue_extracted")]
        assert [one.text for one in added] == ["violet ink, always"]


def test_what_the_model_gets_wrong_stands_in_the_gate_s_log(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    model = Quoting("I would say nothing of note.")
    with Engine.open(
        tmp_path / "v", key=PLAIN, clock=clock, embedder=embedder, language_model=model
    ) as engine:
        engine.perceive(FRAGMENT, at=MONDAY).verdicts()
        engine.settle()
        assert "unreadable" in [one.verdict.reason for one in engine.gate.log()]


def test_a_question_quoted_by_a_model_stays_a_question(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    model = Quoting('["Is my brother allergic to nuts"]')
    with Engine.open(
        tmp_path / "v", key=PLAIN, clock=clock, embedder=embedder, language_model=model
    ) as engine:
        engine.perceive("Is my brother allergic to nuts?", at=MONDAY).verdicts()
        engine.settle()
        assert engine.memories.find() == []


def test_while_the_model_is_busy_reflections_wait(
    tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    busy = [True]
    model = Quoting('["oboe in the town orchestra"]')
    with Engine.open(tmp_path / "v", key=PLAIN, clock=clock, embedder=embedder) as engine:
        engine.think_with(model, lambda: busy[0])
        engine.perceive(SAID[1], at=MONDAY).verdicts()
        engine.settle()
        assert model.asked == 0
        busy[0] = False
        engine.settle()
        assert model.asked == 1
        engine.think_with(None)
        engine.perceive(SAID[3], at=MONDAY + timedelta(hours=1)).verdicts()
        engine.settle()
        assert model.asked == 1
