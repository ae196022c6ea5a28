"""From messages to a prompt: the model's own template, or a plain layout for base models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from memory_core.workers.weights import Weights

Messages = Sequence[dict[str, str]]
"""``{"role": "system" | "user" | "assistant", "content": text}`` each."""

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

    def lay_out(self, messages: Messages) -> tuple[list[int], tuple[str, ...]]:
        """Tokens of the prompt, and the strings that end the answer besides the model's own end token.

        What a message says never becomes structure: control tokens written out in it are broken first, so
        that a recalled or pasted text cannot open a turn of its own.

        Raises:
            BadTemplate: the template fails even for plainly alternating roles.
        """
        if not self._template:
            return self._weights.tokenise(plain(messages), special=True), PLAIN_STOPS
        safe = [{**message, "content": self._defuse(message["content"])} for message in messages]
        text = self._render(safe)
        bos = self._weights.written(self._weights.api.llama_vocab_bos(self._weights.vocab))
        doubled = bool(bos) and text.startswith(bos)
        return self._weights.tokenise(text, special=not doubled, markup=True), ()

    def _render(self, messages: Messages) -> str:
        if self._formatter is None:
            self._formatter = self._compile(self._template or "")
        try:
            return str(self._formatter(messages=list(messages)).prompt)
        except Exception:  # noqa: BLE001 - a template is foreign code and may raise anything
            # Many templates refuse a system message, or two messages of one role in a row.
            try:
                return str(self._formatter(messages=alternating(messages)).prompt)
            except Exception as error:
                raise BadTemplate(type(error).__name__) from error

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


def plain(messages: Messages) -> str:
    """A neutral transcript that a base model continues."""
    parts = [PLAIN_NAMES[message["role"]] + message["content"].strip() for message in messages]
    return "\n".join([*parts, PLAIN_NAMES["assistant"].rstrip()])


def alternating(messages: Messages) -> list[dict[str, str]]:
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
