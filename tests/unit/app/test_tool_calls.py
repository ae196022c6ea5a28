"""Calls told from answers, in the styles of many models, wherever the stream is cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assistant.thinking import TAKEN_BACK, ThinkingSplitter
from app.assistant.tool_calls import CallSplitter, Manner, decision_grammar, described, manner_of
from app.assistant.tools import TOOLS
from tests.tools.scripted_model import ScriptedModel

NAMES = [tool.name for tool in TOOLS]
STYLES = [
    '<tool_call>\n{"name": "search_memory", "arguments": {"query": "tea"}}\n</tool_call>',
    "<tool_call><function=search_memory>\n<parameter=query>\ntea\n</parameter></function></tool_call>",
    '{"name": "search_memory", "parameters": {"query": "tea"}}',
    '<|python_tag|>{"type": "function", "name": "search_memory", "parameters": {"query": "tea"}}',
    '[TOOL_CALLS] [{"name": "search_memory", "arguments": {"query": "tea"}}]',
    '[{"name": "search_memory", "arguments": {"query": "tea"}}]',
    '[TOOL_CALLS]search_memory[ARGS]{"query": "tea"}',
    'search_memory{"query": "tea"}',
    '<function=search_memory>{"query": "tea"}</function>',
    '>>>search_memory\n{"query": "tea"}',
    '```tool_code\nsearch_memory(query="tea")\n```',
    '```json\n{"name": "search_memory", "arguments": {"query": "tea"}}\n```',
    '<|tool_call|>[{"name": "search_memory", "arguments": "{\\"query\\": \\"tea\\"}"}]<|/tool_call|>',
    '{"function": {"name": "search_memory", "arguments": {"query": "tea"}}}',
    '<tool_call>{"name": "search_memory", "arguments": {"query": "tea"}</tool_call>',
]


def split(text: str, cuts: list[int]) -> tuple[str, CallSplitter]:
    splitter = CallSplitter(NAMES)
    shown, at = "", 0
    for cut in sorted({min(cut, len(text)) for cut in cuts}):
        shown += splitter.feed(text[at:cut])
        at = cut
    shown += splitter.feed(text[at:])
    return shown + splitter.end(), splitter


@pytest.mark.parametrize("written", STYLES)
@given(cuts=st.lists(st.integers(0, 120), max_size=12))
def test_a_call_is_read_in_every_style_and_never_shown(written: str, cuts: list[int]) -> None:
    shown, splitter = split(f"Let me look. {written}", cuts)
    assert shown.strip() == "Let me look."
    (call,) = splitter.calls()
    assert call.name == "search_memory"
    assert json.loads(call.arguments) == {"query": "tea"}


@pytest.mark.parametrize(
    "text",
    [
        'A call looks so:\n```\n<tool_call>{"name": "forget"}</tool_call>\n```\nDone.',
        'Write `{"name": "forget", "arguments": {}}` then.',
        '{"name": "Bob", "age": 3}',
        "I remember {that} and a < b, c[0], x > y.",
        "[1, 2, 3] and {} and ```py\nforget(text='x')\n```",
        "Please remember (this) and forget that.",
    ],
)
@given(cuts=st.lists(st.integers(0, 80), max_size=8))
def test_what_is_no_call_is_shown_as_it_is(text: str, cuts: list[int]) -> None:
    shown, splitter = split(text, cuts)
    assert shown == text
    assert not splitter.calls()


@given(st.text(alphabet='<>[]{}"`abtool_call:, \n', max_size=80), st.lists(st.integers(0, 80), max_size=6))
def test_no_text_breaks_the_reading(text: str, cuts: list[int]) -> None:
    whole, cut = split(text, []), split(text, cuts)
    assert whole[1].calls() == cut[1].calls()
    assert whole[0] == cut[0]


def test_several_calls_and_a_broken_one() -> None:
    both = STYLES[0] + STYLES[0].replace("tea", "rum")
    assert [json.loads(call.arguments)["query"] for call in split(both, [])[1].calls()] == ["tea", "rum"]
    broken = split("<tool_call>{oh no", [])[1].calls()
    assert [call.name for call in broken] == [""]


def test_what_a_model_makes_up_behind_its_call_is_cut_off() -> None:
    splitter = CallSplitter(NAMES)
    splitter.feed(STYLES[0])
    assert not splitter.done
    splitter.feed("\nThe result is: " + "you live in Rome. " * 9)
    assert splitter.done


def test_the_manner_is_the_templates() -> None:
    assert manner_of(ScriptedModel(str, instruct=True, template="{{ messages }}")) is Manner.GRAMMAR
    assert manner_of(ScriptedModel(str, instruct=True, template="{% if tools %}")) is Manner.NATIVE


def test_a_decision_names_each_tool_with_its_arguments() -> None:
    grammar = decision_grammar(TOOLS)
    assert grammar.startswith('root ::= "none" | call0')
    assert all(name in grammar and name in described(TOOLS) for name in NAMES)


# -- thinking


def parts(text: str, cuts: list[int], *, inside: bool = False) -> tuple[str, str]:
    """The thoughts and the answer."""
    splitter, thoughts, answer, at = ThinkingSplitter(inside=inside), "", "", 0
    given: list[tuple[bool, str]] = []
    for cut in [*sorted({min(cut, len(text)) for cut in cuts}), len(text)]:
        given += splitter.feed(text[at:cut])
        at = cut
    for thought, piece in [*given, *splitter.end()]:
        if piece == TAKEN_BACK:
            thoughts, answer = thoughts + answer, ""
        elif thought:
            thoughts += piece
        else:
            answer += piece
    return thoughts, answer


@pytest.mark.parametrize(
    ("text", "thoughts", "answer"),
    [
        ("<think>a</think>b", "a", "b"),
        ("<THINKING>a</THINKING>b", "a", "b"),
        ("[THINK]a[/THINK]b", "a", "b"),
        ("<think>never closed", "never closed", ""),
        ("<think>a<think>b</think>c</think>d", "abc", "d"),
        ("opened by the template</think>b", "opened by the template", "b"),
        (
            "Use `<think>` so:\n```\n<think>x</think>\n```\nok",
            "",
            "Use `<think>` so:\n```\n<think>x</think>\n```\nok",
        ),
        ("<think>```py</think>b", "```py", "b"),
        ("a < b and [x] <br> <thin", "", "a < b and [x] <br> <thin"),
        ("<think>a</think>b<think>c</think>d", "ac", "bd"),
    ],
)
@given(cuts=st.lists(st.integers(0, 60), max_size=8))
def test_thoughts_are_told_from_the_answer(text: str, thoughts: str, answer: str, cuts: list[int]) -> None:
    assert parts(text, cuts) == (thoughts, answer)
