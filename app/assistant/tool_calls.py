"""A model's calls of tools, told from its answer while it streams in, in the styles that models are taught.

Known are ``<tool_call>{...}</tool_call>`` (Hermes, Qwen; with ``<function=...>`` inside too), Llama 3's bare
or ``<|python_tag|>`` JSON, Mistral's ``[TOOL_CALLS]`` with a list or ``name[ARGS]{...}``, Gemma's and Phi's
fenced calls, functionary's ``>>>name``. Marks that are control tokens never reach a text, so a bare object
that names a tool counts as a call, too. What stands in a code block or in backticks is an example, no call.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from memory_core.types import LanguageModelLike, Tool, ToolCall

_PENDING = 64
"""Letters that may be held back because they may begin a call."""
_LONGEST = 6000
"""Letters of calls after which a model is not listened to any more."""
_AFTER = 80
"""Letters that may follow a call before what the model makes up about its result is cut off."""
_STRAY = re.compile(r"</?(?:tool_call|function_call|tool_response)>|<\|/?tool_calls?\|>|\[/?TOOL_CALLS\]")


class Manner(StrEnum):
    """How a model calls tools."""

    NATIVE = "native"
    """Its chat template, or its server, tells it of them."""
    GRAMMAR = "grammar"
    """It is asked before the answer, bound by a grammar."""


def manner_of(model: LanguageModelLike) -> Manner:
    """How this model calls tools: by its template if that names tools at all."""
    template = model.describe().chat_template
    if template is None:  # a server lays the prompt out
        return Manner.NATIVE
    return Manner.NATIVE if re.search(r"\btools\b", template) else Manner.GRAMMAR


class CallSplitter:
    """Takes a stream and gives the text that is no call; keeps the calls.

    Args:
        names: the tools' names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        any_name = "|".join(map(re.escape, names))
        self._open = re.compile(
            r"<tool_call>|<function_call>|<\|tool_calls?\|>|\[TOOL_CALLS\]|<\|python_tag\|>"
            rf"|<function=(?:{any_name})>|>>>\s*(?:{any_name})\b|```(?:tool_call|tool_code)\b"
            rf"|(?:```(?:json)?\s*)?(?<![\w`\"'])(?:\[\s*)?\{{\s*\"(?:name|function|tool)\"\s*:\s*(?:\{{\s*\"name\"\s*:\s*)?"
            rf"\"(?:{any_name})\"|\b(?:{any_name})\s*(?:\[ARGS\]\s*)?\{{\s*\""
        )
        self._maybe = re.compile(rf"\b(?:{any_name})\s*$")
        self._shown = ""
        self._held = ""
        self._calls = ""

    @property
    def calling(self) -> bool:
        """Whether a call has begun."""
        return bool(self._calls)

    @property
    def done(self) -> bool:
        """Whether the rest of the stream can only be made up."""
        if len(self._calls) > _LONGEST:
            return True
        calls, end = _read(self._calls, self._names)
        return bool(calls) and len(_STRAY.sub("", self._calls[end:]).strip()) > _AFTER

    def feed(self, text: str) -> str:
        """The text that is certain to be no call."""
        if self._calls:
            self._calls += text
            return ""
        self._held += text
        at = 0
        while hit := self._open.search(self._held, at):
            if self._is_example(self._held[: hit.start()], hit.group()):
                at = hit.end()
                continue
            ready, self._calls, self._held = self._held[: hit.start()], self._held[hit.start() :], ""
            return self._released(ready)
        keep = self._undecided(at)
        ready, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return self._released(ready)

    def end(self) -> str:
        """What was held back when the stream ends."""
        ready, self._held = self._held, ""
        return self._released(ready)

    def calls(self) -> tuple[ToolCall, ...]:
        """The calls, as far as they can be read; one without a name stands for what cannot."""
        if not self._calls:
            return ()
        return _read(self._calls, self._names)[0] or (ToolCall("", self._calls[:200]),)

    def _released(self, text: str) -> str:
        self._shown += text
        return text

    def _undecided(self, at: int) -> int:
        """Letters at the end that a call may begin with."""
        tail = self._held[max(at, len(self._held) - _PENDING) :]
        starts = [hit.start() for hit in re.finditer(r"[<\[{>]|```", tail)]
        if partial := self._maybe.search(tail):
            starts.append(partial.start())
        if hit := re.search(r"`{1,2}$", tail):
            starts.append(hit.start())
        word = re.search(r"\b[a-z_]+$", tail)
        if word and any(name.startswith(word[0]) for name in self._names):
            starts.append(word.start())
        return len(tail) - min(starts) if starts else 0

    def _is_example(self, before: str, mark: str) -> bool:
        so_far = self._shown + before
        if so_far.count("```") % 2:
            return True
        line = so_far.rpartition("\n")[2].replace("```", "")
        return not mark.startswith("```") and line.count("`") % 2 == 1


def _read(text: str, names: Sequence[str]) -> tuple[tuple[ToolCall, ...], int]:
    """The calls in a text and where the last of them ends."""
    found: list[tuple[int, int, ToolCall]] = []
    for reader in (_tagged, _called, _objects):
        for start, end, call in reader(text, names):
            if not any(start < other_end and other < end for other, other_end, _ in found):
                found.append((start, end, call))
    found.sort(key=lambda one: one[0])
    return tuple(call for _, _, call in found), found[-1][1] if found else 0


Found = Iterator[tuple[int, int, ToolCall]]


def _tagged(text: str, _: Sequence[str]) -> Found:
    """``<function=name><parameter=key>value</parameter></function>``, or with JSON inside."""
    for hit in re.finditer(r"<function=([\w-]+)>(.*?)(?:</function>|\Z)", text, re.DOTALL):
        fields = dict(re.findall(r"<parameter=([\w-]+)>\s*(.*?)\s*</parameter>", hit[2], re.DOTALL))
        inside = _decoded(hit[2])
        arguments = fields or (inside[0] if inside and isinstance(inside[0], dict) else {})
        yield hit.start(), hit.end(), ToolCall(hit[1], _written(arguments))


def _called(text: str, names: Sequence[str]) -> Found:
    """``name(key="value")``, as models write that were taught on Python."""
    for hit in re.finditer(rf"\b({'|'.join(map(re.escape, names))})\(", text):
        for end in (place.end() for place in re.finditer(r"\)", text[hit.end() :])):
            source = text[hit.start() : hit.end() + end]
            try:
                tree = ast.parse(source, mode="eval").body
                arguments = {
                    one.arg: ast.literal_eval(one.value) for one in getattr(tree, "keywords", []) if one.arg
                }
            except (SyntaxError, ValueError, MemoryError, RecursionError):
                continue
            yield hit.start(), hit.end() + end, ToolCall(hit[1], _written(arguments))
            break


def _objects(text: str, names: Sequence[str]) -> Found:
    """JSON objects that name a tool, and objects behind a tool's name."""
    at = 0
    while (start := text.find("{", at)) >= 0:
        read = _decoded(text[start:])
        if read is None:
            at = start + 1
            continue
        value, length = read
        at = start + length
        led = re.search(rf"\b({'|'.join(map(re.escape, names))})\s*(?:\[ARGS\])?\s*$", text[:start])
        if led:
            yield start, at, ToolCall(led[1], _written(value))
            continue
        yield from ((start, at, call) for call in _calls_of(value))


def _calls_of(value: dict[str, Any]) -> Iterator[ToolCall]:
    if isinstance(several := value.get("tool_calls"), list):
        for one in several:
            if isinstance(one, dict):
                yield from _calls_of(one)
        return
    inside = value.get("function")
    if isinstance(inside, dict):
        yield from _calls_of(inside)
        return
    name = value.get("name") or inside or value.get("tool")
    if not isinstance(name, str):
        return
    given: object = next((value[key] for key in ("arguments", "parameters", "args") if key in value), {})
    if isinstance(given, str):
        read = _decoded(given)
        given = read[0] if read else {}
    yield ToolCall(name, _written(given))


def _decoded(text: str) -> tuple[Any, int] | None:
    """The JSON value that a text begins with and its length; a last brace that is missing is put there."""
    start = len(text) - len(text.lstrip())
    for candidate in (text, re.split(r"</|<\|", text, maxsplit=1)[0].rstrip() + "}"):
        try:
            value, end = json.JSONDecoder(strict=False).raw_decode(candidate, start)
        except (ValueError, RecursionError):
            continue
        return value, min(end, len(text))
    return None


def _written(arguments: object) -> str:
    return json.dumps(arguments if isinstance(arguments, dict) else {}, ensure_ascii=False)


def decision_grammar(tools: Sequence[Tool]) -> str:
    """GBNF of a decision: the word ``none``, or one call as JSON with the tool's own arguments."""
    rules = [
        'string ::= "\\"" ([^"\\\\\\x00-\\x1f] | "\\\\" ["\\\\/bfnrt]){0,300} "\\""',
    ]
    choices = []
    for number, tool in enumerate(tools):
        schema = json.loads(tool.parameters)
        wanted = [name for name in schema["properties"] if name in schema.get("required", ())]
        spare = [name for name in schema["properties"] if name not in wanted]
        parts = [f'"\\"{name}\\": " string' for name in wanted]
        body = ' ", " '.join(parts)
        if spare:
            optional = [f'"\\"{name}\\": " string' for name in spare]
            if wanted:
                body += "".join(f' (", " {one})?' for one in optional)
            else:
                body = " | ".join(f"({one})" for one in optional)
                body = f"({body})"
        rules.append(f'call{number} ::= "{{\\"name\\": \\"{tool.name}\\", \\"arguments\\": {{" {body} "}}}}"')
        choices.append(f"call{number}")
    return "\n".join([f'root ::= "none" | {" | ".join(choices)}', *rules]) + "\n"


def described(tools: Sequence[Tool]) -> str:
    """The tools in a few lines, for a prompt whose template does not know any."""
    lines = []
    for tool in tools:
        fields = ", ".join(json.loads(tool.parameters)["properties"])
        lines.append(f"- {tool.name}({fields}): {tool.description}")
    return "\n".join(lines)
