"""The conversation loop over the real memory: what is said, what is kept, what is shown to a model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.assistant.conversation import Assistant
from app.assistant.events import (
    Answered,
    Event,
    Failed,
    Heard,
    Noted,
    OffRecord,
    Recalled,
    Thinking,
    Token,
    Voice,
)
from app.assistant.fence import OPEN
from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest, ModelCrashed
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import LanguageModelLike, Message, Role, Status, VerdictKind
from tests.tools.scripted_model import ScriptedModel
from tests.tools.set_clock import SetClock

PARROT = "My parrot is called Kiwi."


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped(threads=1)


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


class Talk:
    """An assistant with its conversation, spoken to in whole messages."""

    def __init__(self, engine: Engine, clock: SetClock, model: LanguageModelLike | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.offers = 0
        self.assistant = Assistant(engine, model, "en", clock=clock, on_offer=self._offered)

    def say(self, text: str) -> list[Event]:
        self.clock.advance(timedelta(minutes=1))
        events = list(self.assistant.answer(text))
        self.engine.settle()
        return events

    def hears(self, text: str) -> str:
        return answered(self.say(text)).text

    def _offered(self) -> None:
        self.offers += 1


@pytest.fixture
def talk(engine: Engine, clock: SetClock) -> Iterator[Talk]:
    made = Talk(engine, clock)
    yield made
    made.assistant.close()


def answered(events: list[Event]) -> Answered:
    return next(event for event in events if isinstance(event, Answered))


def roles(engine: Engine) -> list[str]:
    return [turn.role.value for turn in engine.diary.turns()]


# -- recall mode


def test_events_come_in_order_and_the_tokens_are_the_answer(talk: Talk) -> None:
    events = talk.say(PARROT)
    assert [type(event) for event in events if not isinstance(event, Token)] == [
        Heard,
        Recalled,
        Answered,
        Noted,
    ]
    said = answered(events)
    assert "".join(event.text for event in events if isinstance(event, Token)) == said.text
    assert said.receipt.voice is Voice.RECALL
    assert roles(talk.engine) == ["user", "assistant"]
    assert talk.engine.diary.get(said.turn_id or 0).text == said.text


def test_a_statement_is_acknowledged_with_what_was_kept(talk: Talk) -> None:
    events = talk.say(PARROT)
    noted = next(event for event in events if isinstance(event, Noted))
    assert [verdict.kind for verdict in noted.verdicts] == [VerdictKind.ADMIT]
    assert "Kiwi" in answered(events).text


def test_nothing_is_claimed_of_what_was_not_kept(talk: Talk) -> None:
    text = talk.hears("ok, I'm putting the kettle on")
    assert "keep in mind" not in text
    assert not talk.engine.memories.find()


def test_a_question_is_answered_by_a_dated_quotation_with_its_source(talk: Talk) -> None:
    talk.say(PARROT)
    said = answered(talk.say("What is my parrot called?"))
    memory = talk.engine.memories.find(containing="Kiwi")[0]
    assert f"On [2 March 2026](mneme:memory/{memory.id})" in said.text.replace("told me on", "On")
    assert f"“{PARROT}”" in said.text
    assert [item.memory_id for item in said.receipt.items] == [memory.id]
    assert memory.used == 1


def test_it_answers_in_the_language_of_the_message(talk: Talk) -> None:
    talk.say("Моего попугая зовут Киви.")
    text = talk.hears("Как зовут моего попугая?")
    assert "Вот что вы говорили [2 марта 2026 г.]" in text
    assert "«Моего попугая зовут Киви.»" in text


def test_a_question_about_several_things_is_answered_with_several(talk: Talk) -> None:
    for text in (PARROT, "We have a tabby cat called Soot.", "I work as a baker in Porto."):
        talk.say(text)
    several = answered(talk.say("What pets do I have?"))
    assert {"Kiwi", "Soot"} == {word for word in ("Kiwi", "Soot", "Porto") if word in several.text}
    assert len(several.receipt.items) == 2
    assert len(answered(talk.say("What is my parrot called?")).receipt.items) == 1


def test_an_answer_is_found_below_many_questions_and_answers_about_it(talk: Talk) -> None:
    talk.say(PARROT)
    for _ in range(8):
        text = talk.hears("What is my parrot called?")
    assert text.count(PARROT) == 1


def test_it_admits_that_it_does_not_know(talk: Talk) -> None:
    talk.say(PARROT)
    said = answered(talk.say("What is my blood type?"))
    assert said.text.startswith("I do not know")
    assert not said.receipt.items


def test_it_admits_that_it_does_not_know_a_size(talk: Talk) -> None:
    talk.say(PARROT)
    said = answered(talk.say("Which shoe size do I have?"))
    assert said.text.startswith("I do not know")


def test_it_says_what_it_is(talk: Talk) -> None:
    assert "no language model is loaded" in talk.hears("What are you?")
    assert "языковая модель не загружена" in talk.hears("Кто ты?")


def test_it_tells_what_it_knows_about_me(talk: Talk) -> None:
    assert "Nothing yet" in talk.hears("What do you know about me?")
    talk.say(PARROT)
    assert PARROT in talk.hears("What do you know about me?")


def test_off_the_record_nothing_is_written(talk: Talk) -> None:
    events = talk.say("off the record: I am going to quit my job at the bank")
    assert isinstance(events[0], OffRecord)
    assert answered(events).turn_id is None
    assert not any(isinstance(event, (Heard, Noted)) for event in events)
    assert talk.engine.diary.turns() == []
    assert talk.engine.memories.find() == []


def test_what_was_forgotten_is_out_of_the_next_answer(talk: Talk) -> None:
    talk.say(PARROT)
    talk.engine.memories.forget_matching("Kiwi")
    assert "Kiwi" not in talk.hears("What is my parrot called?")


def test_an_empty_message_is_refused(talk: Talk) -> None:
    with pytest.raises(BadRequest):
        list(talk.assistant.answer("  \n"))


def test_one_answer_at_a_time(talk: Talk) -> None:
    first = talk.assistant.answer(PARROT)
    assert isinstance(next(first), Heard)
    with pytest.raises(BadRequest, match="another answer"):
        list(talk.assistant.answer("Hello"))
    first.close()
    assert answered(talk.say("Hello")).text


# -- the starter voice


def test_the_starter_voice_phrases_and_quotes(engine: Engine, clock: SetClock) -> None:
    model = ScriptedModel(lambda _: " Your parrot is called Kiwi.", instruct=False)
    talk = Talk(engine, clock, model)
    talk.say(PARROT)
    said = answered(talk.say("What is my parrot called?"))
    assert said.text.startswith("Your parrot is called Kiwi.\n\nYou told me on")
    assert said.receipt.voice is Voice.STARTER
    assert said.receipt.model == "scripted"
    talk.assistant.close()


def test_words_that_are_not_the_facts_are_not_used(engine: Engine, clock: SetClock) -> None:
    talk = Talk(engine, clock, ScriptedModel(lambda _: " Your parrot is called Rio.", instruct=False))
    talk.say(PARROT)
    text = talk.hears("What is my parrot called?")
    assert text.startswith("You told me on")
    assert "Rio" not in text
    talk.assistant.close()


def test_a_bigger_model_is_offered_once(engine: Engine, clock: SetClock) -> None:
    talk = Talk(engine, clock, ScriptedModel(lambda _: " Rome.", instruct=False))
    assert "bigger model" in talk.hears("What is the capital of Peru?")
    assert "bigger model" not in talk.hears("What is the capital of Chad?")
    assert talk.offers == 1
    talk.assistant.close()


# -- the full voice


def full(engine: Engine, clock: SetClock, script: str = "Fine.", **more: int) -> tuple[Talk, ScriptedModel]:
    model = ScriptedModel(lambda _: script, instruct=True, **more)
    return Talk(engine, clock, model), model


def starts_with(longer: list[Message], shorter: list[Message]) -> bool:
    return longer[: len(shorter)] == shorter


def test_each_prompt_begins_with_the_whole_of_the_one_before(engine: Engine, clock: SetClock) -> None:
    engine.perceive(PARROT, at=clock(), conversation="another")
    engine.settle()
    talk, model = full(engine, clock)
    for text in ("What is my parrot called?", "And what else?", "Does Kiwi the parrot sing?"):
        talk.say(text)
    first, second, third = model.prompts
    assert first[0].role is Role.SYSTEM
    assert OPEN in first[-1].content
    assert starts_with(second, first)
    assert starts_with(third, second)
    assert [message.role for message in third[1:]] == [Role.USER, Role.ASSISTANT] * 2 + [Role.USER]
    talk.assistant.close()


def test_a_forgotten_memory_leaves_the_prompt_that_held_it(engine: Engine, clock: SetClock) -> None:
    engine.perceive(PARROT, at=clock(), conversation="another")
    engine.settle()
    talk, model = full(engine, clock, "Your parrot Kiwi.")
    talk.say("What is my parrot called?")
    assert "Kiwi" in model.prompts[0][-1].content
    assert model.prompts_forgotten == 0
    engine.memories.forget(engine.memories.find(containing="Kiwi")[0].id)
    talk.say("And now?")
    assert not any("Kiwi" in message.content for message in model.prompts[1])
    talk.assistant.close()
    assert model.prompts_forgotten > 0


def test_what_an_answer_says_of_a_memory_counts_as_used(engine: Engine, clock: SetClock) -> None:
    engine.perceive(PARROT, at=clock(), conversation="another")
    engine.settle()
    talk, _ = full(engine, clock, "It is called Kiwi.")
    used = answered(talk.say("How do I call my parrot?")).receipt.items
    assert [item.text for item in used if item.memory_id] == [PARROT]
    talk.assistant.close()
    silent, _ = full(engine, clock, "I would not know.")
    assert not answered(silent.say("How do I call my parrot?")).receipt.items
    silent.assistant.close()


def test_thoughts_are_shown_and_never_kept(engine: Engine, clock: SetClock) -> None:
    talk, _ = full(engine, clock, "<think>they want tea</think>\n\nTea it is.")
    events = talk.say("What shall I drink?")
    assert "".join(event.text for event in events if isinstance(event, Thinking)) == "they want tea"
    assert answered(events).text == "Tea it is."
    assert all("they want tea" not in turn.text for turn in engine.diary.turns())
    talk.assistant.close()


def test_history_is_cut_to_the_context_in_steps(engine: Engine, clock: SetClock) -> None:
    talk, model = full(engine, clock, "word " * 40, context=1500)
    for number in range(16):
        talk.say(f"question number {number}? " + "and " * 30)
    lengths = [len(prompt) for prompt in model.prompts]
    assert max(lengths) < 20
    kept = [
        starts_with(after, before) for before, after in zip(model.prompts, model.prompts[1:], strict=False)
    ]
    assert kept.count(False) < len(kept) / 2
    for prompt in model.prompts:
        assert sum(model.count_tokens(message.content) for message in prompt) < 1500
    talk.assistant.close()


def test_a_message_longer_than_the_context_is_kept_and_told(engine: Engine, clock: SetClock) -> None:
    talk, _ = full(engine, clock, context=400)
    events = talk.say("long " * 600)
    assert any(isinstance(event, Failed) for event in events)
    assert engine.diary.turns()[0].text == "long " * 600
    talk.assistant.close()


def test_stop_keeps_what_was_said(engine: Engine, clock: SetClock) -> None:
    talk, _ = full(engine, clock, "a long answer " * 50)
    events: list[Event] = []
    for event in talk.assistant.answer("Tell me something about the moon"):
        events.append(event)
        if isinstance(event, Token):
            talk.assistant.stop()
    said = answered(events)
    assert said.receipt.finish == "cancelled"
    assert 0 < len(said.text) < 100
    assert engine.diary.get(said.turn_id or 0).text == said.text
    talk.assistant.close()


def test_again_answers_the_same_message_and_replaces_the_answer_in_the_prompt(
    engine: Engine, clock: SetClock
) -> None:
    answers = iter(["first", "second", "third"])
    model = ScriptedModel(lambda _: next(answers), instruct=True)
    talk = Talk(engine, clock, model)
    talk.say("Sing.")
    clock.advance(timedelta(minutes=1))
    assert answered(list(talk.assistant.regenerate())).text == "second"
    assert roles(engine) == ["user", "assistant", "assistant"]
    talk.say("Once more.")
    assert [message.content for message in model.prompts[2] if message.role is Role.ASSISTANT] == ["second"]
    talk.assistant.close()


def test_a_crashed_model_is_told_and_memory_answers(engine: Engine, clock: SetClock) -> None:
    def crash(_: str) -> str:
        raise ModelCrashed("The model's process died.", "Your message is safe.", "Ask again.")

    talk = Talk(engine, clock, ScriptedModel(crash, instruct=True))
    talk.say(PARROT)
    events = talk.say("What is my parrot called?")
    assert any(isinstance(event, Failed) for event in events)
    assert "Kiwi" in answered(events).text
    assert answered(events).receipt.voice is Voice.RECALL
    talk.assistant.close()


def test_off_the_record_a_model_answers_and_nothing_stays(engine: Engine, clock: SetClock) -> None:
    talk, model = full(engine, clock, "I see.")
    talk.say("off the record: I am going to quit my job at the bank")
    talk.say("Hello again")
    assert "quit my job" in model.prompts[0][-1].content
    assert not any("quit my job" in message.content for message in model.prompts[1])
    assert [turn.text for turn in engine.diary.turns()] == ["Hello again", "I see."]
    talk.assistant.close()


def test_the_assistants_words_are_no_facts(engine: Engine, clock: SetClock) -> None:
    talk, _ = full(engine, clock, "I am a sailor from Bergen and I have two cats.")
    talk.say("Tell me a story about a harbour")
    assert engine.memories.find(Status.ACTIVE, containing="Bergen") == []
    talk.assistant.close()
