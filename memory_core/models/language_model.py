"""The client of the language model's process: the chat's requests, and the background's behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Self

from memory_core.errors import BadRequest
from memory_core.models.gguf import ModelFile, inspect
from memory_core.models.model_process import fitting_context
from memory_core.models.model_requests import LastingProcess, RequestLine
from memory_core.types import Message, ModelInfo, Piece, Sampling

_LARGEST_CONTEXT = 1 << 20

DEFAULT_SAMPLING = Sampling()


class LanguageModel:
    """A GGUF model in a child process; implements ``types.LanguageModelLike``.

    One request runs at a time: other threads wait, and a thread that asks while it is still reading an answer
    of its own gets ``BadRequest``. ``cancel`` and ``close`` work from any thread. A stream that is dropped
    half-read is cancelled. Errors of a stream are raised while it is read. A process that died is started
    anew at the next request.

    ``background`` is the same model for work that nobody waits for. Its requests run when none of these does
    and are suspended when one comes, so these wait for one small batch at most; neither's cancel stops the
    other, and neither's prompt evicts the other's.
    """

    def __init__(
        self, file: ModelFile, context: int, threads: int | None, command: Sequence[str] | None
    ) -> None:
        self._process = LastingProcess(file, context, threads, command)
        self._line = RequestLine(self._process, background=False)
        self._background = BackgroundModel(self._process)

    @classmethod
    def open(
        cls,
        path: str | Path,
        context: int = 4096,
        threads: int | None = None,
        *,
        memory: int | None = None,
        command: Sequence[str] | None = None,
    ) -> Self:
        """Check the file, start the process and load the model.

        Args:
            path: a GGUF file (the first part of a split one).
            context: tokens of prompt and answer together; bounded by what the model was trained with and by
            the
                free memory (``describe().context`` tells).
            threads: threads to compute with; by default the best number is measured at load and again when an
                answer turns out much slower than that.
            memory: bytes that the model may take; by default what the system has available.
            command: the worker's command line, when it is not the ordinary one.

        Raises:
            ModelFileInvalid: truncated, foreign or corrupt.
            ModelTooLarge: no room for it.
            ProcessorUnsupported: no CPU variant of the build runs here.
            ModelCrashed: the process died while it loaded.
            BadRequest: impossible ``context`` or ``threads``.
        """
        if not 0 < context <= _LARGEST_CONTEXT or (threads is not None and not 0 < threads <= 256):
            raise BadRequest("context must lie in 1..1048576 and threads in 1..256")
        file = inspect(path)
        model = cls(file, fitting_context(file, context, memory), threads, command)
        try:
            model._process.ready()
        except BaseException:
            model.close()
            raise
        return model

    def describe(self) -> ModelInfo:
        """The loaded model; ``context`` is the one in use."""
        return _describe(self._process)

    @property
    def background(self) -> BackgroundModel:
        """The same model for work that gives way to the chat; always the same object."""
        return self._background

    @property
    def pid(self) -> int | None:
        """Process id of the model's process, if one runs."""
        return self._process.pid

    @property
    def backend(self) -> str:
        """The CPU variant in use and the threads measured at load, ``"haswell x 4"``."""
        return f"{self._process.facts.get('backend')} x {self._process.facts.get('threads')}"

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

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Natural log-probability of ``continuation`` after each context, summed over its tokens.

        The chat's cached prompt stays. ``cancel`` from another thread ends it with ``Cancelled``.

        Raises:
            ModelCrashed, Cancelled, BadRequest: a text is longer than the scoring context (2,048 tokens or
            fewer).
        """
        return _score(self._line, contexts, continuation)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text``, without specials."""
        return int(self._line.call("count_tokens", text=text)["count"])

    def forget_prompt(self) -> None:
        """Drop the prompts that the process keeps for reuse: they derive from what the user said.

        The background's go too; those of a background request that runs, when it ends.
        """
        if self.pid is not None:
            self._line.call("forget")

    def cancel(self) -> None:
        """Stop what runs or waits: streams end with ``"cancelled"``, ``score`` raises ``Cancelled``.

        Background requests go on.
        """
        self._line.cancel()

    def close(self) -> None:
        """End the process. Whatever still runs is cancelled, background requests too; may be called again."""
        self._process.refuse()
        self._line.cancel()
        self._background.cancel()
        self._process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BackgroundModel:
    """A loaded model for memory's own work, which neither makes the chat wait nor evicts its cached prompt.

    Implements ``types.LanguageModelLike`` and keeps ``LanguageModel``'s rules, with requests of its own: one
    runs at a time, in a second context on the same weights. It waits while the chat computes. When the chat
    asks something while it runs, it is suspended before its next token (or batch of at most 32 tokens of a
    prompt) and goes on, with nothing lost, when the chat has its answer; so a caller needs no second try.
    The second context is made by the first request and holds 2,048 tokens of prompt and answer, or fewer
    (``describe().context``). A request whose process dies ends with ``ModelCrashed``; one that had not begun
    by then runs in the new process.
    """

    def __init__(self, process: LastingProcess) -> None:
        self._process = process
        self._line = RequestLine(process, background=True)

    def describe(self) -> ModelInfo:
        """The loaded model; ``context`` is the background's own."""
        return replace(_describe(self._process), context=int(self._process.facts["background_context"]))

    def chat(self, messages: Sequence[Message], sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream the answer to a chat, as ``LanguageModel.chat`` does."""
        return self._line.stream("chat", messages=_said(messages), sampling=asdict(sampling))

    def complete(self, prompt: str, sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream a plain completion, as ``LanguageModel.complete`` does."""
        return self._line.stream("complete", prompt=prompt, sampling=asdict(sampling))

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Natural log-probability of ``continuation`` after each context; see ``LanguageModel.score``."""
        return _score(self._line, contexts, continuation)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text``, without specials. Waits for the chat, too."""
        return int(self._line.call("count_tokens", text=text)["count"])

    def cancel(self) -> None:
        """Stop background requests, running, suspended or waiting; the chat's go on.

        A suspended one ends when the chat has its answer.
        """
        self._line.cancel()

    def close(self) -> None:
        """Stop background requests. The process is the ``LanguageModel``'s and lives on; so does this."""
        self.cancel()


def _describe(process: LastingProcess) -> ModelInfo:
    template = process.facts.get("template")
    return ModelInfo(
        name=process.file.name,
        path=str(process.file.path),
        parameters=int(process.facts["parameters"]),
        context=int(process.facts["context"]),
        file_bytes=process.file.file_bytes,
        quantisation=process.file.quantisation,
        has_chat_template=bool(template),
        chat_template=template,
    )


def _said(messages: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": str(message.role), "content": message.content} for message in messages]


def _score(line: RequestLine, contexts: Sequence[str], continuation: str) -> list[float]:
    if not contexts:
        return []
    scores = line.call("score", contexts=list(contexts), continuation=continuation)["scores"]
    return [float(score) for score in scores]
