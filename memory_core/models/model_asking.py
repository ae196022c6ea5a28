"""What can be asked of a loaded model: the same requests for the chat's line and for the background's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from memory_core.errors import BadRequest, Cancelled, ModelError
from memory_core.models import json_schema
from memory_core.models.model_requests import LastingProcess, RequestLine
from memory_core.types import Message, Piece, Sampling

DEFAULT_SAMPLING = Sampling()
EXACT = Sampling(temperature=0.0)
"""The likeliest token each time."""


class Asking:
    """Requests to one process through one line."""

    def __init__(self, process: LastingProcess, *, background: bool) -> None:
        self._process = process
        self._line = RequestLine(process, background=background)

    def chat(self, messages: Sequence[Message], sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream the answer to a chat, through the model's own template or, for a base model, a plain
        transcript.

        Raises (while read):
            ModelCrashed: the process died; the next request starts it anew.
            BadRequest: the prompt is longer than the context, or the grammar is malformed.
        """
        return self._line.stream("chat", messages=_said(messages), sampling=asdict(sampling))

    def complete(self, prompt: str, sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream a plain completion; raises as ``chat`` does."""
        return self._line.stream("complete", prompt=prompt, sampling=asdict(sampling))

    def complete_json(
        self, asked: str | Sequence[Message], schema: Mapping[str, Any], sampling: Sampling = EXACT
    ) -> Any:
        """An answer that is JSON and keeps a schema; a grammar binds each token of it.

        Args:
            asked: a prompt to complete, or the messages of a chat. The schema is not shown to the model: say
                there what is wanted.
            schema: JSON Schema within the bounds of ``json_schema``.
            sampling: how to choose among what the schema allows; a grammar of its own is not looked at.

        Raises:
            BadRequest: a schema out of bounds, or a prompt longer than the context.
            Cancelled: by ``cancel``.
            ModelCrashed: as ``chat`` does.
            ModelError: ``sampling.max_tokens`` were too few, or numbers lie outside their bounds.
        """
        how = {**asdict(sampling), "grammar": None, "schema": json_schema.checked(schema)}
        if isinstance(asked, str):
            pieces = list(self._line.stream("complete", prompt=asked, sampling=how))
        else:
            pieces = list(self._line.stream("chat", messages=_said(asked), sampling=how))
        if pieces[-1].finish == "cancelled":
            raise Cancelled("stopped by the user")
        return _kept(self._process.file.name, "".join(piece.text for piece in pieces), schema)

    def score(self, contexts: Sequence[str], continuation: str, *, adapter: bool = False) -> list[float]:
        """Natural log-probability of ``continuation`` after each context, summed over its tokens.

        ``adapter`` lets the adapter take part; the base model judges otherwise. The chat's cached prompt
        stays. ``cancel`` from another thread ends it with ``Cancelled``.

        Raises:
            ModelCrashed, Cancelled, BadRequest: a text is longer than the scoring context (2,048 tokens or
            fewer).
        """
        if not contexts:
            return []
        fields = {"contexts": list(contexts), "continuation": continuation, "adapter": adapter}
        return [float(score) for score in self._line.call("score", **fields)["scores"]]

    def score_at(self, text: str, spans: Sequence[tuple[int, int]], *, adapter: bool = False) -> list[float]:
        """Natural log-probability of chosen parts of a text, each after all that stands before it.

        Args:
            text: one text.
            spans: first character and the one behind the last, of each part; a token that lies in a part only
                in part counts whole. The first token of a text without a beginning of its own counts 0.
            adapter: lets the adapter take part.

        Raises:
            ModelCrashed, Cancelled, BadRequest: a span outside the text, or a text that is too long.
        """
        if not spans:
            return []
        if any(not 0 <= first <= last <= len(text) for first, last in spans):
            raise BadRequest("a span lies outside the text")
        sizes = {edge: len(text[:edge].encode("utf-8", "replace")) for span in spans for edge in span}
        places = [[sizes[first], sizes[last]] for first, last in spans]
        scores = self._line.call("score_at", text=text, spans=places, adapter=adapter)["scores"]
        return [float(score) for score in scores]

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector of length one for each text, from the last layer.

        The mean over the text's tokens, or the last or first token's where the model's file says that it was
        trained so (``pooling_type``). The adapter takes no part. An own context is made at the first request;
        cached prompts stay.

        Raises:
            ModelCrashed, Cancelled, BadRequest: a text is longer than 2,048 tokens (or the chat's context).
        """
        if not texts:
            return []
        return [[float(x) for x in one] for one in self._line.call("embed", texts=list(texts))["vectors"]]

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text``, without specials. The background's waits for the chat, too."""
        return int(self._line.call("count_tokens", text=text)["count"])

    def cancel(self) -> None:
        """Stop what runs or waits in this line, suspended ones as well; the other line's requests go on."""
        self._line.cancel()


def _said(messages: Sequence[Message]) -> list[dict[str, Any]]:
    return [{**asdict(message), "role": str(message.role)} for message in messages]


def _kept(name: str, text: str, schema: Mapping[str, Any]) -> Any:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise _unfinished(name, "it was not finished") from error
    if why := json_schema.violation(value, schema):
        raise _unfinished(name, why)
    return value


def _unfinished(name: str, why: str) -> ModelError:
    return ModelError(
        f"The language model {name} gave no usable answer: {why}.",
        "Nothing was changed.",
        "Try again, or choose a larger model.",
    )
