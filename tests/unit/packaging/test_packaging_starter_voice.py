"""The starter voice's training examples come from a seed alone, and what is held out is not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from memory_core.text.language import Language

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging" / "starter_voice"))
        import examples as module

        return module


def test_one_seed_gives_the_same_examples_and_another_one_others(examples: ModuleType) -> None:
    for part in (examples.TRAIN, examples.HELD_OUT):
        first = list(examples.made(3, 100, part))
        assert first == list(examples.made(3, 100, part))
        assert first != list(examples.made(4, 100, part))
        assert {one.task for one in first} == set(examples.TASKS)
        assert {one.language for one in first} == set(LANGUAGES)


def test_names_and_values_are_in_one_part_only(examples: ModuleType) -> None:
    parted = 0
    for language in LANGUAGES:
        for name in examples._VALUES[language].POOLS:
            train = examples.pool_part(language, name, examples.TRAIN)
            held = examples.pool_part(language, name, examples.HELD_OUT)
            assert train
            assert held
            if train != held:
                parted += 1
                assert not [one for one in held if one in train]
    assert parted > 40


def test_sentences_and_whole_facts_are_in_one_part_only(examples: ModuleType) -> None:
    for language in LANGUAGES:
        train = examples.sentences_part(language, examples.TRAIN)
        held = examples.sentences_part(language, examples.HELD_OUT)
        module = examples._FACTS[language]
        assert not set(module.HELD_OUT) & {name for name, *_ in train}
        assert set(module.HELD_OUT) <= {name for name, *_ in held}
        said = {sentence for _, sentences, *_ in train for sentence in sentences}
        assert not said & {sentence for _, sentences, *_ in held for sentence in sentences}


def test_a_life_is_in_one_part_only_and_the_evaluated_ones_in_none(examples: ModuleType) -> None:
    for language in LANGUAGES:
        train = {life["id"] for life in examples.lives_of(language, examples.TRAIN)}
        held = {life["id"] for life in examples.lives_of(language, examples.HELD_OUT)}
        assert train
        assert held
        assert not train & held
    path = ROOT / "memory_core" / "evaluation" / "data" / "lives.jsonl"
    lives = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    evaluated = {step["say"] for life in lives for step in life["steps"] if "say" in step}
    trained = {one.message for one in examples.made(1, 800) if one.task == "extraction"}
    assert not {text for text in evaluated & trained if len(text.split()) > 3}


def test_what_is_to_be_answered_stands_in_what_is_asked(examples: ModuleType) -> None:
    for part in (examples.TRAIN, examples.HELD_OUT):
        for one in examples.made(1, 300, part):
            assert "\n" not in one.answer
            assert one.answer.startswith(" ")
            assert not one.answer.endswith(" ")
            assert all(quote in one.message for quote in one.quotes)
            if one.task == "extraction":
                assert json.loads(one.answer) == list(one.quotes)
            if one.task in ("phrasing", "summary"):
                folded = one.answer.casefold()
                assert all(value.casefold() in folded for value in one.values), one


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'm a baker and my sister helps me", "you're a baker and your sister helps you"),
        ("we were late, I was cross", "you were late, you were cross"),
        ("I am sure it's mine", "you are sure it's yours"),
    ],
)
def test_an_english_sentence_is_told_to_the_one_who_said_it(
    examples: ModuleType, said: str, told: str
) -> None:
    assert examples.second_person(said) == told
