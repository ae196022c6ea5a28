"""A chat as people expect it: said again in other words, gone on with, temporary, off the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from app.assistant.conversation import Assistant
from app.assistant.events import Answered, Event, OffRecord, Token
from app.assistant.presets import Preset, sampling
from app.assistant.titles import clean, suggest
from app.screens.chat.reading import former_answers
from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Message, Piece, Role, Sampling
from tests.tools.scripted_model import ScriptedModel
from tests.tools.set_clock import SetClock
from tests.tools.vaults import prints


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped(threads=1)


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


@pytest.fixture
def assistant(engine: Engine, clock: SetClock) -> Iterator[Assistant]:
    made = Assistant(engine, None, "en", clock=clock)
    yield made
    made.close()


def last(events: list[Event]) -> Answered:
    return next(event for event in events if isinstance(event, Answered))


def say(assistant: Assistant, engine: Engine, clock: SetClock, text: str) -> Answered:
    clock.advance(timedelta(minutes=1))
    events = list(assistant.answer(text))
    engine.settle()
    return last(events)


def shown(engine: Engine) -> list[str]:
    return [engine.diary.visible_text(one) for one in engine.diary.recent("main", replaced=False)]


def test_a_message_said_again_replaces_it_in_view_prompt_and_memory(engine: Engine, clock: SetClock) -> None:
    model = ScriptedModel(lambda _: "All right.", instruct=True)
    assistant = Assistant(engine, model, "en", clock=clock)
    say(assistant, engine, clock, "My parrot is called Kiwi.")
    say(assistant, engine, clock, "I live in Riga.")
    first = engine.diary.turns()[2]
    clock.advance(timedelta(minutes=1))
    list(assistant.resend(first.id, "I live in Tartu."))
    engine.settle()
    assert shown(engine) == ["My parrot is called Kiwi.", "All right.", "I live in Tartu.", "All right."]
    assert {one.text for one in engine.memories.find()} == {"My parrot is called Kiwi.", "I live in Tartu."}
    assert engine.memories.find("superseded") == []
    assert not any("Riga" in message.content for message in model.prompts[-1])
    assert not any("Riga" in item.text for item in engine.recall("Where do I live?").items)
    step = next(one for one in engine.journal.steps() if one.name == "step.resend")
    engine.journal.undo(step.id)
    assert "I live in Riga." in shown(engine)
    with pytest.raises(BadRequest):
        list(assistant.resend(engine.diary.turns()[1].id, "an answer"))
    with pytest.raises(BadRequest):
        list(assistant.resend(first.id, " "))
    assistant.close()


class Breaking(ScriptedModel):
    """Stops after some letters, as at the limit of an answer, and goes on when it is asked to."""

    def chat(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        self.prompts.append(list(messages))
        going_on = messages[-2].role is Role.ASSISTANT
        yield from self._stream("three and four." if going_on else "One, two, thr")


def test_an_answer_goes_on_where_it_stopped(engine: Engine, clock: SetClock) -> None:
    model = Breaking(lambda _: "", instruct=True)
    assistant = Assistant(engine, model, "en", clock=clock)
    say(assistant, engine, clock, "Count to four, please.")
    events = list(assistant.continue_answer())
    assert "".join(one.text for one in events if isinstance(one, Token)) == "three and four."
    assert last(events).text == "One, two, three and four."
    assert [turn.text for turn in engine.diary.turns()][1:] == ["One, two, thr", "One, two, three and four."]
    assert model.prompts[-1][-2].content == "One, two, "
    assistant.close()


def test_there_must_be_an_answer_to_go_on_with(assistant: Assistant, engine: Engine, clock: SetClock) -> None:
    with pytest.raises(BadRequest):
        list(assistant.continue_answer())
    say(assistant, engine, clock, "My parrot is called Kiwi.")
    answer = say(assistant, engine, clock, "What is my parrot called?")
    assert last(list(assistant.continue_answer())).text == answer.text  # memory itself says it whole
    engine.perceive("And my cat is Moss", at=clock() + timedelta(minutes=1))
    with pytest.raises(BadRequest):
        list(assistant.continue_answer())


def content(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine._db.read() as reader:
        tables = [
            name
            for (name,) in reader.tuples("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: list(reader.tuples(f"SELECT * FROM {name}")) for name in tables}


@pytest.mark.parametrize("instruct", [None, False, True])
def test_a_temporary_chat_writes_nothing_and_may_read(
    engine: Engine, clock: SetClock, vault_folder: Path, instruct: bool | None
) -> None:
    script = lambda prompt: f"You said {prompt.splitlines()[-1]}"  # noqa: E731
    model = None if instruct is None else ScriptedModel(script, instruct=instruct)
    assistant = Assistant(engine, model, "en", clock=clock)
    say(assistant, engine, clock, "My parrot is called Kiwi.")
    engine.recall("parrot")
    before, files = content(engine), prints(vault_folder)
    events = list(assistant.answer_unkept("My locker's code is 4711.", "temporary"))
    assert isinstance(events[0], OffRecord)
    answer = last(list(assistant.answer_unkept("What is my parrot called?", "temporary")))
    assert "Kiwi" in answer.text or instruct
    assert answer.turn_id is None
    if model is not None and instruct:
        assert any("4711" in message.content for message in model.prompts[-1][1:-1])
        assert "Kiwi" in model.prompts[-1][-1].content
        list(assistant.answer_unkept("Another way", "temporary", 2))
        assert len(model.prompts[-1]) == 4  # rules, the first message and its answer, this one
    assistant.end_unkept("temporary")
    engine.settle()
    assert content(engine) == before
    assert prints(vault_folder) == files
    with pytest.raises(BadRequest):
        list(assistant.answer_unkept(" ", "temporary"))
    assistant.close()
    assert model is None or model.prompts_forgotten == 1


def test_a_message_off_the_record_is_nowhere(engine: Engine, clock: SetClock) -> None:
    model = ScriptedModel(lambda _: "I see.", instruct=True)
    assistant = Assistant(engine, model, "en", clock=clock)
    events = list(assistant.answer("My locker's code is 4711.", off_record=True))
    assert isinstance(events[0], OffRecord)
    say(assistant, engine, clock, "Hello.")
    assert len(engine.diary.turns()) == 2
    assert not any("4711" in message.content for message in model.prompts[-1])
    assistant.close()


def test_what_fills_the_window_adds_up(engine: Engine, clock: SetClock) -> None:
    model = ScriptedModel(lambda _: "All right. " * 5, instruct=True, context=1200)
    assistant = Assistant(engine, model, "en", clock=clock)
    for number in range(4):
        say(assistant, engine, clock, f"My boat number {number} is green.")
    filled = say(assistant, engine, clock, "What colour is my boat?").receipt.filled
    assert filled is not None
    assert min(filled.system, filled.history, filled.message) > 0
    assert (filled.answer, filled.context) == (400, 1200)
    parts = filled.system + filled.earlier + filled.history + filled.memories + filled.message + filled.answer
    assert parts + filled.free == 1200
    assistant.close()


def test_presets_go_from_sure_to_free(engine: Engine, clock: SetClock) -> None:
    exact, balanced, creative = (sampling(one, 100) for one in Preset)
    assert exact.temperature < balanced.temperature < creative.temperature
    assert exact.top_p < balanced.top_p < creative.top_p
    assert sampling(Preset.BALANCED, 7, again=True).temperature > balanced.temperature
    assert sampling(Preset.BALANCED, 7).max_tokens == 7


def test_a_chat_is_named_after_its_second_answer_unless_the_user_did(
    engine: Engine, assistant: Assistant, clock: SetClock
) -> None:
    model = ScriptedModel(lambda _: "<think>Hm.</think>\n“A parrot called Kiwi.”\nand more", instruct=True)
    say(assistant, engine, clock, "My parrot is called Kiwi.")
    assert suggest(engine, model, "main") is None
    say(assistant, engine, clock, "What is my parrot called?")
    assert suggest(engine, model, "main") == "A parrot called Kiwi"
    assert engine.diary.conversations()[0].title == "A parrot called Kiwi"
    assert suggest(engine, model, "main") is None  # it has one now
    engine.memories.forget(engine.memories.find()[0].id)
    assert engine.diary.conversations()[0].title == "What is my parrot called?"
    engine.diary.rename_conversation("main", "Birds")
    assert suggest(engine, model, "main") is None
    assert suggest(engine, model, "temporary") is None
    assert engine.diary.conversations()[0].title == "Birds"


@pytest.mark.parametrize("written", ["", "\n", "The history of Rome", "x" * 80, "«»"])
def test_a_title_that_does_not_fit_is_not_kept(written: str) -> None:
    assert clean(written, "My parrot is called Kiwi.") == ""


def test_an_answer_that_was_gone_on_with_is_no_answer_of_its_own() -> None:
    assert former_answers(["One, two, thr", "One, two, three and four."]) == ()
    assert former_answers(["In Riga.", "You live in Riga."]) == ("In Riga.",)
    assert former_answers(["", "Yes."]) == ()
