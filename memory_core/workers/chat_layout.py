"""From messages to a prompt: the model's own template, or a plain layout for base models.

Tools go through the template where it knows them. A call in the history and its result are given to it as its
kind wants them; where it leaves them out or refuses them, they are said in plain messages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from memory_core.workers.weights import Weights

Messages = Sequence[Mapping[str, Any]]
"""``{"role": "system" | "user" | "assistant", "content": text}`` each; an assistant's may have ``calls``, a
list of ``{"name", "arguments"}``, and a user's ``tool``, the name of the tool whose result it is."""
Tools = Sequence[Mapping[str, str]]
"""``{"name", "description", "parameters"}`` each, the last a JSON schema as JSON."""

PLAIN_NAMES = {"system": "", "user": "User: ", "assistant": "Assistant: "}
PLAIN_STOPS = ("\nUser:", "\nAssistant:")
_BREAK = "\u200b"
"""Zero-width space: makes a written-out control token plain text again and leaves it readable."""


class BadTemplate(Exception):
    """The model's chat template cannot be used for these messages."""


class ChatLayout:
    """Lays out chats for one model.

    Args:
        weights: the model.
        template: its Jinja template, or ``None`` for a base model. It runs in Jinja's sandbox.
    """

    def __init__(self, weights: Weights, template: str | None) -> None:
        self._weights = weights
        self._formatter: Any = None
        self._control: re.Pattern[str] | None = None
        self._template = template

    def lay_out(self, messages: Messages, tools: Tools = ()) -> tuple[list[int], tuple[str, ...]]:
        """Tokens of the prompt, and the strings that end the answer besides the model's own end token.

        What a message says never becomes structure: control tokens written out in it are broken first, so
        that a recalled or pasted text, or a tool's result, cannot open a turn of its own.

        Raises:
            BadTemplate: the template fails even for plainly alternating roles.
        """
        if not self._template:
            return self._weights.tokenise(plain(spoken(messages)), special=True), PLAIN_STOPS
        text = self._render([self._safe(message) for message in messages], tools)
        bos = self._weights.written(self._weights.api.llama_vocab_bos(self._weights.vocab))
        doubled = bool(bos) and text.startswith(bos)
        return self._weights.tokenise(text, special=not doubled, markup=True), ()

    def _render(self, messages: Messages, tools: Tools) -> str:
        if self._formatter is None:
            self._formatter = self._compile(self._template or "")
        offered = [_offered(tool) for tool in tools] or None
        said = spoken(messages)
        # Many templates refuse a system message, or two messages of one role in a row; some refuse a call in
        # the history, or drop it without a word.
        tries = [said, alternating(said)]
        if said != list(messages):
            tries.insert(0, structured(messages))
        failure: Exception | None = None
        for place, tried in enumerate(tries):
            try:
                text = str(self._formatter(messages=tried, tools=offered).prompt)
            except Exception as error:  # noqa: BLE001 - a template is foreign code and may raise anything
                failure = error
                continue
            if place == len(tries) - 1 or tried is said or _shows_results(text, messages):
                return text
        raise BadTemplate(type(failure).__name__) from failure

    def _safe(self, message: Mapping[str, Any]) -> dict[str, Any]:
        safe = {**message, "content": self._defuse(message["content"])}
        if message.get("calls"):
            safe["calls"] = [
                {name: self._defuse(text) for name, text in call.items()} for call in message["calls"]
            ]
        return safe

    def _compile(self, template: str) -> Any:
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        api, vocab = self._weights.api, self._weights.vocab
        try:
            return Jinja2ChatFormatter(
                template=template,
                eos_token=self._weights.written(api.llama_vocab_eos(vocab)),
                bos_token=self._weights.written(api.llama_vocab_bos(vocab)),
            )
        except Exception as error:
            raise BadTemplate(type(error).__name__) from error

    def _defuse(self, text: str) -> str:
        if self._control is None:
            words = self._weights.control_words()
            # Some vocabularies mark their turn tokens as ordinary words; the template gives those away.
            words += re.findall(r"<[^<>\s{}]{3,40}>|\[/?[A-Z_]{3,20}\]", self._template or "")
            self._control = re.compile("|".join(re.escape(word) for word in words) or r"(?!)")
        return self._control.sub(lambda found: found[0][0] + _BREAK + found[0][1:], text)


def structured(messages: Messages) -> list[dict[str, Any]]:
    """Calls and results as chat templates expect them, with ids that fit the strictest (nine letters)."""
    result: list[dict[str, Any]] = []
    waiting: list[str] = []
    count = 0
    for message in messages:
        said: dict[str, Any] = {"role": message["role"], "content": message["content"]}
        if calls := message.get("calls"):
            said["tool_calls"] = []
            for call in calls:
                count += 1
                waiting.append(f"call{count:05}")
                function = {"name": call["name"], "arguments": _object(call["arguments"])}
                said["tool_calls"].append({"id": waiting[-1], "type": "function", "function": function})
        elif message.get("tool"):
            number = waiting.pop(0) if waiting else "call00000"
            said |= {"role": "tool", "name": message["tool"], "tool_call_id": number}
        result.append(said)
    return result


def spoken(messages: Messages) -> list[dict[str, str]]:
    """Calls and results as plain messages."""
    result = []
    for message in messages:
        lines = [message["content"]] if message["content"] else []
        for call in message.get("calls") or ():
            written = json.dumps(
                {"name": call["name"], "arguments": _object(call["arguments"])}, ensure_ascii=False
            )
            lines.append(f"<tool_call>{written}</tool_call>")
        result.append({"role": message["role"], "content": "\n".join(lines)})
    return result


def _object(arguments: str) -> dict[str, Any]:
    try:
        read = json.loads(arguments, strict=False)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _offered(tool: Mapping[str, str]) -> dict[str, Any]:
    """A tool as chat templates expect it."""
    function = {
        "name": tool["name"],
        "description": tool["description"],
        "parameters": json.loads(tool["parameters"]),
    }
    return {"type": "function", "function": function}


def _shows_results(text: str, messages: Messages) -> bool:
    """Whether a prompt holds every result as it is, or written as JSON."""
    for message in messages:
        content = message["content"].strip()
        written = json.dumps(content, ensure_ascii=False)[1:-1]
        if message.get("tool") and content not in text and written not in text:
            return False
    return True


def plain(messages: Sequence[Mapping[str, str]]) -> str:
    """A neutral transcript that a base model continues."""
    parts = [PLAIN_NAMES[message["role"]] + message["content"].strip() for message in messages]
    return "\n".join([*parts, PLAIN_NAMES["assistant"].rstrip()])


def alternating(messages: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The same words with no system message and strictly alternating roles, the user first."""
    result: list[dict[str, str]] = []
    for message in messages:
        role = "assistant" if message["role"] == "assistant" else "user"
        if result and result[-1]["role"] == role:
            result[-1] = {"role": role, "content": f"{result[-1]['content']}\n\n{message['content']}"}
        else:
            result.append({"role": role, "content": message["content"]})
    if result and result[0]["role"] == "assistant":
        result.insert(0, {"role": "user", "content": "…"})
    return result
