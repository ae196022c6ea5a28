"""A language model behind a server that speaks OpenAI's protocol, as the rooms know language models."""

from __future__ import annotations

import http.client
import json
import math
import re
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from app.network.problems import MEMORIES, ScoresUnavailable, ServerRefused
from app.network.server import Server, count, detail, shown
from app.network.stream import EventReader, TooLong
from memory_core.errors import BadRequest
from memory_core.types import Message, ModelInfo, Piece, Sampling

_BLOCK = 1 << 16
_DEFAULT_CONTEXT = 4096
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_DEFAULT_SAMPLING = Sampling()


class ServedLanguageModel:
    """A model behind a server, as the rooms know language models (``types.LanguageModelLike``).

    It has no ``background``, so memory's own work is not sent there, and no ``score``: see below. Several
    answers may stream at once; ``cancel`` and ``close`` work from any thread. A stream that is dropped
    half-read is cancelled. Errors of a stream are raised while it is read.

    What the server keeps of earlier prompts for reuse is out of this program's reach.

    Args:
        server: where it is.
        model: its id there.
        context: tokens that a prompt and its answer may have together.
    """

    scores = False
    """Whether :meth:`score` works. Who needs scores asks this first, or catches ``ScoresUnavailable``."""

    def __init__(self, server: Server, model: str, context: int = _DEFAULT_CONTEXT) -> None:
        if not model or context <= 0:
            raise BadRequest("a model has a name and a context")
        self._server = server
        self._model = model
        self._context = context
        self._lock = threading.Lock()
        self._running: weakref.WeakSet[_Answer] = weakref.WeakSet()
        self._closed = False
        self._refuses_tools = False

    @classmethod
    def open(cls, server: Server, model: str, context: int | None = None) -> Self:
        """Ask the server whether it offers the model.

        Args:
            server: where it is.
            model: its id there.
            context: tokens; by default what the server says, or 4,096 if it says nothing.

        Raises:
            ServerLost, ServerRefused: it does not answer, or does not offer the model.
        """
        for one in server.models():
            if one.id == model:
                return cls(server, model, context or one.context or _DEFAULT_CONTEXT)
        raise ServerRefused(
            f"The server {server.address.name} does not offer the model {shown(model)}.",
            MEMORIES,
            "Load it in that program, or choose another one.",
        )

    def describe(self) -> ModelInfo:
        """The model; what the protocol does not tell is 0 or ``"?"``. Makes no request."""
        return ModelInfo(
            name=self._model,
            path=f"{'https' if self._server.address.secure else 'http'}://{self._server.address.name}",
            parameters=0,
            context=self._context,
            file_bytes=0,
            quantisation="?",
            has_chat_template=True,
        )

    def chat(self, messages: Sequence[Message], sampling: Sampling = _DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream the answer to a chat. What the server sends apart comes in its usual marks: a thinking
        trace, and calls of the tools that ``sampling`` offers.

        Raises (while read):
            ServerLost: no connection, or the answer broke off.
            ServerRefused: the server answered with an error, or with what cannot be understood.
        """
        if not sampling.tools or self._refuses_tools:
            return self._stream("/v1/chat/completions", {"messages": _said(messages)}, sampling)
        return self._with_tools(messages, sampling)

    def _with_tools(self, messages: Sequence[Message], sampling: Sampling) -> Iterator[Piece]:
        """Tell the server of the tools; one that refuses them is not told of them again."""
        offered = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": json.loads(tool.parameters),
                },
            }
            for tool in sampling.tools
        ]
        body: dict[str, Any] = {"messages": _said(messages)}
        first = self._stream("/v1/chat/completions", {**body, "tools": offered}, sampling)
        return self._or_without(first, body, sampling)

    def _or_without(
        self, first: Iterator[Piece], body: Mapping[str, Any], sampling: Sampling
    ) -> Iterator[Piece]:
        begun = False
        try:
            for piece in first:
                begun = True
                yield piece
            return
        except ServerRefused:
            if begun:
                raise
        for piece in self._stream("/v1/chat/completions", body, sampling):
            self._refuses_tools = True  # the same words went without them
            yield piece

    def complete(self, prompt: str, sampling: Sampling = _DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream a plain completion; raises as ``chat`` does."""
        return self._stream("/v1/completions", {"prompt": prompt}, sampling)

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Not to be had: the protocol has no log-probabilities of a text that is given.

        Zeros would be taken for an opinion, so this is an error, which those who ask for scores treat as
        "keep the order that there is".

        Raises:
            ScoresUnavailable: always, unless there is nothing to score.
        """
        del continuation
        if not contexts:
            return []
        raise ScoresUnavailable(
            f"The server {self._server.address.name} cannot say how likely a text is.",
            MEMORIES,
            "Nothing needs to be done: memory works without it.",
        )

    def count_tokens(self, text: str) -> int:
        """About how many tokens a text has, rather too many: the tokenizer is the server's.

        A token is 3.5 ASCII characters, 2.2 of other alphabets, or most of a wide sign of East Asia.
        """
        wide = len(_WIDE.findall(text))
        plain = sum(letter.isascii() for letter in text)
        return math.ceil(plain / 3.5 + (len(text) - plain - wide) / 2.2 + wide * 1.2)

    def cancel(self) -> None:
        """Stop what runs: streams end with ``"cancelled"``."""
        with self._lock:
            running = list(self._running)
        for answer in running:
            answer.cancel()

    def close(self) -> None:
        """Stop what runs and ask the server no more; may be called again. The server lives on."""
        with self._lock:
            self._closed = True
        self.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stream(self, path: str, body: Mapping[str, Any], sampling: Sampling) -> Iterator[Piece]:
        asked = {"model": self._model, **body, **_choosing(sampling, ours=self._server.address.local)}
        answer = _Answer(self._server, path, asked)
        with self._lock:
            if self._closed:
                raise BadRequest("the model is closed")
            self._running.add(answer)
        return answer.pieces()


class _Answer:
    """One answer that streams."""

    def __init__(self, server: Server, path: str, body: Mapping[str, Any]) -> None:
        self._server = server
        self._path = path
        self._body = body
        self._exchange = server.exchange()
        self._cancelled = False
        self._thinking = False
        self._calls: dict[int, list[str]] = {}
        self._finish: str | None = None
        self._came = 0
        self._usage: Mapping[str, Any] = {}

    def cancel(self) -> None:
        """End it, from any thread."""
        self._cancelled = True
        self._exchange.cut()

    def pieces(self) -> Iterator[Piece]:
        """The pieces as they come; the last one carries the counts."""
        try:
            if not self._cancelled:
                yield from self._read()
        except (OSError, http.client.HTTPException) as error:
            if not self._cancelled and self._finish is None:
                raise self._server.lost(error) from error
        finally:
            self._exchange.close()
        if self._thinking:
            yield Piece("</think>")
        for name, arguments in self._calls.values():
            yield Piece(_marked(name, arguments))
        if self._cancelled:
            yield self._last("cancelled")
        elif self._finish is None:
            raise self._server.lost(http.client.IncompleteRead(b""))
        else:
            yield self._last(self._finish)

    def _read(self) -> Iterator[Piece]:
        response = self._server.ask(self._exchange, "POST", self._path, self._body)
        if response.getheader("Content-Type", "").partition(";")[0].strip().lower() != "text/event-stream":
            raise self._server.strange()
        reader = EventReader()
        try:
            while data := response.read1(_BLOCK):
                for event in reader.feed(data):
                    if event.strip() == "[DONE]":
                        self._finish = self._finish or "stop"
                        return
                    yield from self._event(event)
                if self._cancelled:
                    return
            # Some servers leave out the last empty line; half an event is the end of a broken answer.
            for event in reader.end():
                if event.strip() == "[DONE]":
                    self._finish = self._finish or "stop"
                elif _is_json(event):
                    yield from self._event(event)
        except TooLong as error:
            raise self._server.strange() from error

    def _event(self, event: str) -> Iterator[Piece]:
        try:
            chunk = json.loads(event)
        except (ValueError, RecursionError) as error:
            raise self._server.strange() from error
        if not isinstance(chunk, dict):
            raise self._server.strange()
        if chunk.get("error"):
            raise self._server.refused(200, detail(event.encode("utf-8", "replace")))
        usage = chunk.get("usage")
        if isinstance(usage, dict):
            self._usage = usage
        choices = chunk.get("choices", [])
        if not isinstance(choices, list):
            raise self._server.strange()
        for choice in choices[:1]:
            if not isinstance(choice, dict):
                raise self._server.strange()
            yield from self._choice(choice)

    def _choice(self, choice: Mapping[str, Any]) -> Iterator[Piece]:
        delta = choice.get("delta")
        delta = delta if isinstance(delta, dict) else {}
        thought = delta.get("reasoning_content") or delta.get("reasoning")
        text = delta.get("content") or choice.get("text")
        if isinstance(thought, str) and thought:
            self._came += 1
            yield Piece(thought if self._thinking else f"<think>{thought}")
            self._thinking = True
        if isinstance(text, str) and text:
            self._came += 1
            yield Piece(f"</think>{text}" if self._thinking else text)
            self._thinking = False
        self._take_calls(delta.get("tool_calls"))
        finish = choice.get("finish_reason")
        if isinstance(finish, str) and finish:
            self._finish = "length" if finish == "length" else "stop"

    def _take_calls(self, parts: object) -> None:
        """Calls come in parts, too: a name first, then pieces of the arguments."""
        for place, part in enumerate(parts if isinstance(parts, list) else ()):
            if not isinstance(part, dict) or not isinstance(function := part.get("function"), dict):
                continue
            number = part.get("index")
            call = self._calls.setdefault(number if isinstance(number, int) else place, ["", ""])
            for at, key in enumerate(("name", "arguments")):
                if isinstance(text := function.get(key), str):
                    call[at] += text
                    self._came += 1

    def _last(self, finish: str) -> Piece:
        """Counts as the server gives them; a server that gives none sends a token with each piece."""
        prompt = count(self._usage, "prompt_tokens")
        details = self._usage.get("prompt_tokens_details")
        cached = count(details, "cached_tokens") if isinstance(details, dict) else 0
        return Piece(
            "",
            finish=finish,
            prompt_tokens=prompt,
            evaluated_tokens=max(0, prompt - cached),
            generated_tokens=count(self._usage, "completion_tokens") or self._came,
        )


def _said(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages as the protocol writes them, calls of tools and their results too."""
    written: list[dict[str, Any]] = []
    waiting: list[str] = []
    for place, message in enumerate(messages):
        said: dict[str, Any] = {"role": str(message.role), "content": message.content}
        if message.calls:
            waiting = [f"call{place:03}{number:02}" for number in range(len(message.calls))]
            said["tool_calls"] = [
                {"id": known, "type": "function", "function": {"name": one.name, "arguments": one.arguments}}
                for known, one in zip(waiting, message.calls, strict=True)
            ]
        elif message.tool and waiting:
            said |= {"role": "tool", "tool_call_id": waiting.pop(0)}
        written.append(said)
    return written


def _marked(name: str, arguments: str) -> str:
    try:
        given = json.loads(arguments or "{}")
    except (ValueError, RecursionError):
        given = arguments
    return f"<tool_call>{json.dumps({'name': name, 'arguments': given}, ensure_ascii=False)}</tool_call>"


def _is_json(event: str) -> bool:
    try:
        json.loads(event)
    except (ValueError, RecursionError):
        return False
    return True


def _choosing(sampling: Sampling, *, ours: bool) -> dict[str, Any]:
    """How to choose tokens, in the protocol's words. Those that only local programs know go only to them."""
    asked: dict[str, Any] = {
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
    }
    if sampling.seed is not None:
        asked["seed"] = sampling.seed
    if sampling.stop:
        asked["stop"] = list(sampling.stop)
    if ours:
        asked |= {"top_k": sampling.top_k, "repeat_penalty": sampling.repeat_penalty}
        if sampling.grammar is not None:
            asked["grammar"] = sampling.grammar
    return asked
