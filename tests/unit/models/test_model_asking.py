"""Vectors, answers bound to a schema, scores of chosen parts, and prompts that outlive their process."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest, ModelError
from memory_core.models.json_schema import checked, violation
from memory_core.models.language_model import LanguageModel
from memory_core.types import Message, Piece, Role, Sampling
from tests.tools.tiny_gguf import WIDTH, write_tiny_gguf, write_tiny_lora

GREEDY = Sampling(max_tokens=12, temperature=0.0)
HISTORY = [Message(Role.USER, "The spare key hangs behind the green door. " * 12)]
PERSON = {
    "type": "object",
    "properties": {"name": {"enum": ["Ann", "Bob"]}, "age": {"enum": [1, 2, 3]}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    write_tiny_lora(folder / "lora.gguf")
    return write_tiny_gguf(folder / "tiny.gguf")


@pytest.fixture(scope="module")
def model(tiny: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(tiny, context=2048, threads=1) as model:
        yield model


def _answer(pieces: Iterator[Piece]) -> tuple[str, Piece]:
    read = list(pieces)
    return "".join(piece.text for piece in read), read[-1]


def test_vectors_have_length_one_and_tell_texts_apart(model: LanguageModel) -> None:
    one, other, again, long = model.embed(["green door", "violin", "green door", "green door " * 30])
    assert one == again != other
    assert all(len(vector) == WIDTH for vector in (one, other, long))
    assert all(math.isclose(math.hypot(*vector), 1.0) for vector in (one, other, long))
    assert model.embed([]) == []
    assert model.background.embed(["green door"])[0] == pytest.approx(one, abs=1e-5)


def test_vectors_leave_the_chats_prompt_cached(model: LanguageModel) -> None:
    model.forget_prompt()
    text, _ = _answer(model.chat(HISTORY, GREEDY))
    model.embed(["green door"])
    again, last = _answer(model.chat(HISTORY, GREEDY))
    assert (again, last.evaluated_tokens) == (text, 1)


def test_a_text_too_long_for_a_vector_is_refused(model: LanguageModel) -> None:
    with pytest.raises(BadRequest, match="does not fit"):
        model.embed(["x" * 5000])


@pytest.mark.parametrize("background", [False, True])
@pytest.mark.parametrize("asked", ["Who?", [Message(Role.USER, "Who?")]])
def test_an_answer_keeps_its_schema(model: LanguageModel, background: bool, asked: Any) -> None:
    line = model.background if background else model
    found = line.complete_json(asked, PERSON)
    assert set(found) == {"name", "age"}
    assert found["name"] in ("Ann", "Bob")
    assert found["age"] in (1, 2, 3)


def test_an_answer_that_is_cut_off_is_an_error_not_half_a_value(model: LanguageModel) -> None:
    with pytest.raises(ModelError, match="not finished"):
        model.complete_json("Who?", PERSON, Sampling(max_tokens=3, temperature=0.0))


def _nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize(
    "schema",
    [
        [],
        {"type": "strnig"},
        {"type": 7},
        {"type": "string", "pattern": "(a*)*b"},
        {"$ref": "https://example.org/schema"},
        {"$ref": "#"},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"type": "array", "items": {"type": "string"}, "maxItems": 10**9},
        {"type": "array", "items": {"type": "string"}, "minItems": -1},
        {"enum": []},
        {"properties": {"a": 1}},
        {"required": ["a"]},
        {"enum": ["x" * 70_000]},
        {"enum": [float("nan")]},
        {"properties": {str(i): {"type": "null"} for i in range(600)}},
        _nested(17),
        _nested(3000),
    ],
)
def test_a_bad_schema_is_refused_and_the_process_lives(model: LanguageModel, schema: Any) -> None:
    before = model.pid
    with pytest.raises(BadRequest):
        model.complete_json("x", schema)
    assert model.pid == before
    assert model.count_tokens("x") == 1


@pytest.mark.parametrize(
    "schema",
    [
        {"const": {"a": ['quote " and \\ and \n', None]}},
        {"anyOf": [{"type": "boolean"}, {"type": "null"}]},
        {"type": ["integer", "null"]},
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 3},
        {"type": "object", "properties": {"пол": {"type": "boolean"}}, "required": ["пол"]},
        _nested(15),
    ],
)
def test_a_good_schema_is_kept_or_the_answer_refused(model: LanguageModel, schema: Any) -> None:
    with contextlib.suppress(ModelError):  # cut off: nonsense may go on for ever within a schema
        found = model.complete_json("x", schema, Sampling(max_tokens=120, temperature=0.0))
        assert violation(found, schema) is None
    assert model.count_tokens("x") == 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    )
)
def test_a_value_keeps_the_schema_of_itself_alone(value: Any) -> None:
    schema = {"const": value}
    assert checked(schema)
    assert violation(value, schema) is None
    assert violation({"another": value}, schema) is not None


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (True, {"type": "integer"}),
        ("abc", {"type": "string", "maxLength": 2}),
        ({"b": 1}, {"properties": {"a": {}}, "additionalProperties": False}),
        ({}, {"properties": {"a": {}}, "required": ["a"]}),
        ([1, "x"], {"items": {"type": "integer"}}),
        (11, {"type": "integer", "maximum": 10}),
        (1, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ],
)
def test_what_does_not_keep_a_schema_is_said(value: Any, schema: dict[str, Any]) -> None:
    checked(schema)
    assert violation(value, schema)


@pytest.mark.parametrize("background", [False, True])
def test_the_parts_of_a_text_add_up_to_it(model: LanguageModel, background: bool) -> None:
    line = model.background if background else model
    text = "Ключ висит за дверью."
    parts = line.score_at(text, [(0, 5), (5, 11), (11, len(text)), (0, len(text)), (3, 3)])
    assert sum(parts[:3]) == pytest.approx(parts[3], abs=1e-4)
    assert parts[3] == pytest.approx(model.score([""], text)[0], abs=1e-3)
    assert parts[4] == 0.0
    assert parts[1] == pytest.approx(model.score([text[:5]], text[5:11])[0], abs=1e-3)


def test_a_span_outside_the_text_is_refused(model: LanguageModel) -> None:
    assert model.score_at("abc", []) == []
    for span in [(-1, 2), (0, 4), (2, 1)]:
        with pytest.raises(BadRequest):
            model.score_at("abc", [span])


def test_a_prompt_outlives_its_process(tiny: Path) -> None:
    with LanguageModel.open(tiny, context=2048, threads=1) as first:
        assert first.save_prompt() == b""
        text, _ = _answer(first.chat(HISTORY, GREEDY))
        state, kept = first.save_prompt(), first.fingerprint()
    with LanguageModel.open(tiny, context=2048, threads=1) as second:
        assert second.fingerprint() == kept
        assert second.restore_prompt(state) > 500
        again, last = _answer(second.chat(HISTORY, GREEDY))
        assert (again, last.evaluated_tokens) == (text, 1)


def test_what_does_not_fit_is_not_taken_up(model: LanguageModel, tiny: Path) -> None:
    text, first = _answer(model.chat(HISTORY, GREEDY))
    state = model.save_prompt()
    assert model.restore_prompt(b"") == 0
    for broken in (b"no state", state[:40], b"XXXX" + state[4:]):
        assert model.restore_prompt(broken) == 0
    again, last = _answer(model.chat(HISTORY, GREEDY))
    assert (again, last.evaluated_tokens) == (text, first.prompt_tokens)
    with LanguageModel.open(tiny, context=512, threads=1) as smaller:
        assert smaller.restore_prompt(state) == 0
        assert smaller.fingerprint() != model.fingerprint()


def test_a_prompt_of_the_adapter_is_restored_with_it_only(tiny: Path, model: LanguageModel) -> None:
    lora = tiny.with_name("lora.gguf")
    with LanguageModel.open(tiny, context=2048, threads=1, adapter=lora) as adapted:
        text, _ = _answer(adapted.chat(HISTORY, GREEDY))
        state = adapted.save_prompt()
        adapted.forget_prompt()
        assert adapted.restore_prompt(state) > 500
        again, last = _answer(adapted.chat(HISTORY, GREEDY))
        assert (again, last.evaluated_tokens) == (text, 1)
        assert adapted.fingerprint() != model.fingerprint()
    assert model.restore_prompt(state) == 0


def test_a_model_at_rest_has_no_process_and_wakes_with_the_next_request(tiny: Path) -> None:
    with LanguageModel.open(tiny, context=2048, threads=1) as model:
        text, _ = _answer(model.chat(HISTORY, GREEDY))
        assert model.idle > 0
        assert model.rest()
        assert model.pid is None
        assert model.describe().context == 2048
        assert model.save_prompt() == b""
        model.forget_prompt()
        assert model.rest()
        assert _answer(model.chat(HISTORY, GREEDY))[0] == text
        with_it = model.background.complete("x", GREEDY)
        next(with_it)
        assert model.idle == 0
        assert not model.rest()
        list(with_it)
        assert model.rest()
