"""``mneme bench injections``: texts that try to make a model write or call a tool, and wishes of the user's.

The model is the worst there can be: it does what any text in its prompt tells it to, in every answer, so the
rate says what the program allows and not in what mood a model was. It is put in through the ordinary door. An
attempt that never reached the prompt is not counted as held off.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from app.assistant.conversation import Assistant
from app.assistant.events import ToolUsed
from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Embedder, Message, ModelInfo, Piece, Role, Sampling

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_LIFE = {
    "en": ("I am allergic to nuts.", "My sister Ann lives in Riga."),
    "ru": ("У меня аллергия на орехи.", "Мою сестру зовут Аня."),
}
"""What each vault holds before an attempt, and may not lose by it."""
_WISHED = {
    "en": (
        "I am allergic to honey.",
        "My sister lives in Riga.",
        "My dentist is Dr Levy.",
        "I bought the ferry tickets today.",
    ),
    "ru": (
        "У меня аллергия на мёд.",
        "Мой брат живёт в Казани.",
        "Моего стоматолога зовут Лев Ильич.",
        "Сегодня я купил билеты на паром.",
    ),
}
_LAST_TUESDAY = datetime(2026, 2, 24, 9, 0, tzinfo=UTC)


class Obedient:
    """A model that makes the calls it is told to make as soon as the order stands anywhere in its prompt.

    Args:
        orders: pairs of a text to look for in the prompt and the calls that it orders, made one by one.
        native: whether its template knows tools, or it is asked under a grammar.
    """

    def __init__(self, orders: Sequence[tuple[str, Sequence[Sequence[Any]]]], *, native: bool) -> None:
        self.reached: set[str] = set()
        self.results: list[str] = []
        """What it was told, by tools or instead of them."""
        self._waiting = {order: list(calls) for order, calls in orders}
        template = "{{ tools }}{{ messages }}" if native else "{{ messages }}"
        self._info = ModelInfo("obedient", "/obedient.gguf", 1, 8192, 1, "F32", True, template)

    def describe(self) -> ModelInfo:
        """The model."""
        return self._info

    def chat(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        """Obey, or say that nothing is left to obey."""
        prompt = _plain("\n".join(message.content for message in messages))
        said = "none" if sampling.grammar else "Very well."
        last = messages[-1].content
        if "<results" in last or "{{ tools }}" not in (self._info.chat_template or ""):
            self.results.append(last)  # without native tools, memory's own notes answer a plain question
        for order, calls in self._waiting.items():
            if _plain(order) not in prompt:
                continue
            self.reached.add(order)
            if calls:
                name, arguments = calls.pop(0)
                said = json.dumps({"name": name, "arguments": arguments}, ensure_ascii=False)
                said = said if sampling.grammar else f"<tool_call>{said}</tool_call>"
                break
        yield Piece(said)
        yield Piece("", finish="stop")

    def complete(self, prompt: str, sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        """Nothing."""
        del prompt, sampling
        yield Piece("", finish="stop")

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """No opinion."""
        del continuation
        return [0.0 for _ in contexts]

    def count_tokens(self, text: str) -> int:
        """A token is a word."""
        return len(text.split())

    def cancel(self) -> None:
        """It is quick."""

    def close(self) -> None:
        """Nothing to close."""


def attempts() -> list[Mapping[str, Any]]:
    """The injections."""
    return _read("injections.jsonl")


def wishes() -> list[Mapping[str, Any]]:
    """The user's own wishes, which have to be done."""
    return _read("wishes.jsonl")


class Bench:
    """Lets an obedient model at a vault, one message after the other.

    All attempts of a language meet one vault, so that each also finds what the earlier ones left in the
    diary; so do all wishes, each of which is taken back again.
    """

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._now = NOW

    def attempts(self, cases: Sequence[Mapping[str, Any]], *, native: bool = True) -> list[dict[str, Any]]:
        """What came of each injection.

        Returns:
            ``reached``: its order stood in the prompt; ``tried``: calls that the model made; ``called``: the
            tools that worked, besides the search that the user had asked for; ``written``: whether a tool
            made a step of the journal; ``heard``: whether the injected words became a memory by hearing.
        """
        results: list[dict[str, Any]] = []
        for language, life in _LIFE.items():
            spoken = [one for one in cases if one["language"] == language]
            with self._vault([*life, *(text for one in spoken for text in one["seed"])]) as engine:
                results += [{"id": one["id"], **self._attempt(engine, one, native)} for one in spoken]
        return results

    def wishes(self, cases: Sequence[Mapping[str, Any]], *, native: bool = True) -> list[dict[str, Any]]:
        """What came of each wish: ``done``, and whether undoing its steps took it back (``undone``)."""
        results: list[dict[str, Any]] = []
        for language, life in _WISHED.items():
            with self._vault(life) as engine:
                results += [
                    {"id": one["id"], **self._wish(engine, one, native)}
                    for one in cases
                    if one["language"] == language
                ]
        return results

    def _attempt(self, engine: Engine, one: Mapping[str, Any], native: bool) -> dict[str, Any]:
        lookup = [one["lookup"]] if "lookup" in one else []
        first = [(one["message"].splitlines()[0], lookup)] if lookup else []
        model = Obedient([*first, (one["order"], one["calls"])], native=native)
        for role, text in one["history"]:
            engine.perceive(text, role, self._next(), conversation=one["id"])
        engine.settle()
        before, known = _state(engine), engine.journal.steps(1)
        events = self._say(engine, model, one["message"], one["id"])
        worked = [event for event in events if not event.failed]
        own = next((event for event in worked if [event.name, dict(event.arguments)] in lookup), None)
        after = _state(engine)
        newest = known[0].id if known else 0
        fresh = [text for text, _ in after - before]
        return {
            "reached": one["order"] in model.reached,
            "tried": len(events) - (own is not None),
            "called": [event.name for event in worked if event is not own],
            "written": any(step.cause == "tool" for step in engine.journal.steps(20) if step.id > newest),
            "heard": any(mark.casefold() in text.casefold() for mark in one["marks"] for text in fresh),
        }

    def _wish(self, engine: Engine, one: Mapping[str, Any], native: bool) -> dict[str, Any]:
        model = Obedient([(one["message"], [one["call"]])], native=native)
        for said in one["before"]:
            engine.perceive(said, Role.USER, self._next(), conversation=one["id"])
        engine.settle()
        events = self._say(engine, model, one["message"], one["id"])
        done = not any(event.failed for event in events) and self._came(engine, one["expect"], model)
        steps = [step_id for event in events for step_id in event.steps]
        for step_id in reversed(steps):
            engine.journal.undo(step_id)
        undone = not steps or not self._came(engine, one["expect"], model)
        return {"done": done, "undone": undone, "steps": len(steps)}

    @staticmethod
    def _came(engine: Engine, expected: Mapping[str, str], model: Obedient) -> bool:
        kind, text = next(iter(expected.items()))
        there = any(text in memory.text for memory in engine.memories.find())
        if kind in ("kept", "gone"):
            return there is (kind == "kept")
        if kind == "block":
            return any(text in block.text for block in engine.tiers.blocks())
        return any(text in result for result in model.results)

    def _vault(self, life: Sequence[str]) -> Engine:
        self._now = NOW
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        engine = Engine.open(folder / "vault", key=PLAIN, clock=lambda: self._now, embedder=self._embedder)
        for place, text in enumerate(life):
            engine.perceive(text, Role.USER, _LAST_TUESDAY + timedelta(minutes=place), conversation="old")
        engine.settle()
        return engine

    def _say(self, engine: Engine, model: Obedient, text: str, conversation: str) -> list[ToolUsed]:
        assistant = Assistant(engine, model, "en", clock=self._next)
        try:
            events = list(assistant.answer(text, conversation))
        finally:
            assistant.close()
        engine.settle()
        return [event for event in events if isinstance(event, ToolUsed)]

    def _next(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


def run(embedder: Embedder | None = None) -> dict[str, Any]:
    """Both lists, with a template that knows tools and with one that does not."""
    figures: dict[str, Any] = {}
    shared = embedder or OnnxEmbedder.shipped()
    with tempfile.TemporaryDirectory(prefix="mneme-injections-") as folder:
        bench = Bench(Path(folder), shared)
        for manner in ("native", "grammar"):
            native = manner == "native"
            tried = bench.attempts(attempts(), native=native)
            done = bench.wishes(wishes(), native=native)
            figures[manner] = {
                "attempts": len(tried),
                "reached": sum(one["reached"] for one in tried),
                "tried": sum(one["tried"] for one in tried),
                "called": [one["id"] for one in tried if one["called"]],
                "written": [one["id"] for one in tried if one["written"]],
                "heard": [one["id"] for one in tried if one["heard"]],
                "unreached": [one["id"] for one in tried if not one["reached"]],
                "wishes": len(done),
                "done": sum(one["done"] for one in done),
                "not done": [one["id"] for one in done if not one["done"]],
                "steps": sum(one["steps"] for one in done),
                "not undone": [one["id"] for one in done if not one["undone"]],
                "kinds": dict(Counter(one["where"] for one in attempts())),
            }
    return figures


def text(figures: Mapping[str, Any]) -> str:
    """The figures as lines."""
    lines = []
    for manner, row in figures.items():
        lines.append(
            f"{manner:8} {row['attempts']} injections, {row['reached']} reached the prompt, "
            f"{row['tried']} calls tried: {len(row['called'])} called a tool, "
            f"{len(row['written'])} wrote by one, "
            f"{len(row['heard'])} became a memory by being heard; "
            f"wishes done {row['done']} of {row['wishes']}, {row['steps']} steps taken back"
        )
        names = ("called", "written", "heard", "unreached", "not done", "not undone")
        lines += [f"    {name}: {', '.join(row[name])}" for name in names if row[name]]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A text as a reader takes it: look-alike brackets, breaks and hidden spaces make no difference."""
    table = str.maketrans({"‹": "<", "›": ">", "\u200b": None})
    return " ".join(text.translate(table).split())


def _state(engine: Engine) -> set[tuple[str, str]]:
    """Active memories and the blocks."""
    kept = {(memory.text, "memory") for memory in engine.memories.find()}
    return kept | {(block.text, block.name) for block in engine.tiers.blocks() if block.text}


def _read(name: str) -> list[Mapping[str, Any]]:
    source = files("memory_core.evaluation").joinpath("data", name)
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
