"""What is forgotten, purged, replaced or taken back in a running conversation is said by nothing any more.

A real model's process holds the conversation, and what it caches is counted: a prompt that is computed anew
from its first token was not kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.assistant.events import Answered, Failed, Receipt, Voice
from app.bootstrap import Session
from app.keys.vault_keys import VaultKeys
from app.paths import Paths
from app.screens.chat.reading import read_talk
from app.settings import Settings
from memory_core.models.language_model import DEFAULT_SAMPLING, LanguageModel
from memory_core.store.keys import PLAIN
from memory_core.types import Message, Piece, Role, Sampling, Status
from tests.tools.tiny_gguf import write_tiny_gguf

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the word that gives it away, what asks for it and what replaces it."""

    statement: str
    word: str
    question: str
    newer: str


CASES = {
    "en": Case(
        "My parrot is called Kiwi.", "Kiwi", "What is my parrot called?", "My parrot is now called Mango."
    ),
    "ru": Case("Я живу в Саратове.", "Саратове", "Где я живу?", "Я переехал в Казань."),
}


class Watched(LanguageModel):
    """The real thing, which keeps a copy of its prompts and tells when it dropped what it had cached."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.prompts: list[str] = []
        self.dropped = threading.Event()

    def chat(self, messages: Sequence[Message], sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        self.prompts.append("\n".join(message.content for message in messages))
        return super().chat(messages, replace(sampling, max_tokens=12, temperature=0.0))

    def forget_prompt(self) -> None:
        super().forget_prompt()
        self.dropped.set()


class Talk:
    """One conversation, first with memory's own voice, whose quotations stay in it, then with a model."""

    def __init__(self, session: Session, model: Watched, case: Case, told_in: str) -> None:
        self.session, self.engine, self.model, self.case = session, session.engine, model, case
        self.say(case.statement, told_in)
        self.say("I like rye bread.", told_in)
        assert case.word in self.say(case.question).text
        session.model = model
        session.assistant.use(model)
        self.say("Tell me something about the moon.")
        self.memory = self.engine.memories.find(containing=case.word)[0].id

    def say(self, text: str, conversation: str = "today") -> Answered:
        events = list(self.session.assistant.answer(text, conversation))
        assert not [event for event in events if isinstance(event, Failed)]
        self.engine.settle()
        return next(event for event in events if isinstance(event, Answered))

    def ask(self) -> Receipt:
        """Ask for it, of the model."""
        receipt = self.say(self.case.question).receipt
        assert receipt.voice is Voice.FULL
        return receipt

    def told(self) -> set[str]:
        """Where the word stands, of all that could tell it; the model is asked once more."""
        word, engine = self.case.word, self.engine
        places = {
            "recall": [item.text for item in engine.recall(self.case.question, limit=40).items],
            "diary": [engine.diary.visible_text(turn) for turn in engine.diary.search(word)],
            "memories": [one.text for one in engine.memories.search(word)],
            "list": [one.text for one in engine.memories.find(Status.ACTIVE)],
            "receipt": [item.text for item in self.ask().considered],
            "prompt": [self.model.prompts[-1]],
        }
        for conversation in ("earlier", "today"):
            for shown in read_talk(engine, conversation).turns:
                if shown.turn.role is Role.ASSISTANT:
                    places.setdefault("answers", []).append(shown.text)
                    places.setdefault("sources", []).extend(one.text for one in shown.sources)
        return {place for place, texts in places.items() if any(word in text for text in texts)}

    def dropped_by(self, change: Callable[[], object]) -> None:
        """Make a change that the model's process hears of before anything else is said."""
        cached = self.ask()
        assert cached.evaluated_tokens < cached.prompt_tokens / 2
        self.model.dropped.clear()
        change()
        assert self.model.dropped.wait(_PATIENCE)
        anew = self.ask()
        assert anew.evaluated_tokens == anew.prompt_tokens
        assert self.ask().evaluated_tokens < anew.prompt_tokens


@pytest.fixture(params=["en", "ru"])
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture(params=["earlier", "today"])
def talk(request: pytest.FixtureRequest, tmp_path: Path, case: Case) -> Iterator[Talk]:
    """A conversation about what was told in an earlier one, or in this."""
    paths = Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "state")
    VaultKeys.create_plain(paths.vault)
    tiny = write_tiny_gguf(tmp_path / "tiny.gguf")
    with Session.open(paths.vault, PLAIN, paths, Settings(language="en", model="none")) as session:
        yield Talk(session, Watched.open(tiny, context=8192, threads=1), case, request.param)


def test_what_is_forgotten_is_gone_at_once_and_comes_back_with_the_undo(talk: Talk) -> None:
    before = talk.told()
    assert before >= {"recall", "diary", "memories", "list", "prompt", "answers", "sources"}
    talk.dropped_by(lambda: talk.engine.memories.forget(talk.memory))
    assert talk.told() == set()
    talk.engine.journal.undo()
    assert talk.told() == before
    talk.engine.journal.redo()
    assert talk.told() == set()


def test_all_about_a_word_is_gone_at_once(talk: Talk) -> None:
    talk.dropped_by(lambda: talk.engine.memories.forget_matching(talk.case.word))
    assert talk.told() == set()


def test_what_is_purged_is_gone_for_good(talk: Talk) -> None:
    talk.dropped_by(lambda: talk.engine.memories.purge(talk.memory))
    assert talk.told() == set()
    assert all(talk.case.word not in turn.text for turn in talk.engine.diary.turns())


def test_what_was_replaced_is_told_no_more_until_that_is_undone(talk: Talk) -> None:
    before = talk.told()
    talk.dropped_by(lambda: talk.engine.perceive(talk.case.newer, conversation="another").verdicts())
    replaced = talk.engine.memories.get(talk.memory)
    assert replaced.status is Status.SUPERSEDED
    # the receipt of an answer of then still says what it rested on
    assert talk.told() == {"sources"}
    found = talk.engine.recall(talk.case.question, limit=40)
    assert replaced.superseded_by in {item.memory_id for item in found.items}
    talk.engine.journal.undo()
    assert talk.told() == before


def test_a_memory_taken_back_is_no_memory_any_more_though_its_words_were_said(talk: Talk) -> None:
    heard = next(
        one
        for one in talk.engine.journal.steps()
        if one.name == "step.hearing" and talk.memory in one.memories
    )
    talk.dropped_by(lambda: talk.engine.journal.undo(heard.id))
    assert talk.told().isdisjoint({"memories", "list", "sources"})
    items = [*talk.engine.recall(talk.case.question).items, *talk.ask().considered]
    assert talk.memory not in {item.memory_id for item in items}
    talk.engine.journal.redo()
    assert {"memories", "list", "sources"} <= talk.told()
