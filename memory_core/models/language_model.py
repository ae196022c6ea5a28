"""The client of the language model's process: the chat's requests, and the background's behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from memory_core.errors import BadRequest
from memory_core.models.adapter import inspect_adapter
from memory_core.models.gguf import inspect
from memory_core.models.model_asking import DEFAULT_SAMPLING, EXACT, Asking
from memory_core.models.model_process import Loading, fingerprint, fitting_context
from memory_core.models.model_requests import LastingProcess
from memory_core.types import ModelInfo

__all__ = ("DEFAULT_SAMPLING", "EXACT", "BackgroundModel", "LanguageModel")

_LARGEST_CONTEXT = 1 << 20


class LanguageModel(Asking):
    """A GGUF model in a child process; implements ``types.LanguageModelLike``.

    One request runs at a time: other threads wait, and a thread that asks while it is still reading an answer
    of its own gets ``BadRequest``. ``cancel`` and ``close`` work from any thread. A stream that is dropped
    half-read is cancelled. Errors of a stream are raised while it is read. A process that died is started
    anew at the next request, and so is one that ``rest`` ended.

    ``background`` is the same model for work that nobody waits for. Its requests run when none of these does
    and are suspended when one comes, so these wait for one small batch at most; neither's cancel stops the
    other, and neither's prompt evicts the other's.
    """

    def __init__(self, loading: Loading) -> None:
        super().__init__(LastingProcess(loading), background=False)
        self._background = BackgroundModel(self._process)

    @classmethod
    def open(
        cls,
        path: str | Path,
        context: int = 4096,
        threads: int | None = None,
        *,
        adapter: str | Path | None = None,
        memory: int | None = None,
        command: Sequence[str] | None = None,
    ) -> Self:
        """Check the file, start the process and load the model.

        Args:
            path: a GGUF file (the first part of a split one).
            context: tokens of prompt and answer together; bounded by what the model was trained with and by
                the free memory (``describe().context`` tells).
            threads: threads to compute with; by default the best number is measured at load and again when an
                answer turns out much slower than that.
            adapter: a LoRA adapter in GGUF made for this very model. It takes part in every answer unless
                ``Sampling(adapter=False)`` says otherwise, and in scores only if ``score`` is told so.
            memory: bytes that the model may take; by default what the system has available.
            command: the worker's command line, when it is not the ordinary one.

        Raises:
            ModelFileInvalid: truncated, foreign or corrupt, or an adapter of another model.
            ModelTooLarge: no room for it.
            ProcessorUnsupported: no CPU variant of the build runs here.
            ModelCrashed: the process died while it loaded.
            BadRequest: impossible ``context`` or ``threads``.
        """
        if not 0 < context <= _LARGEST_CONTEXT or (threads is not None and not 0 < threads <= 256):
            raise BadRequest("context must lie in 1..1048576 and threads in 1..256")
        file = inspect(path)
        extra = inspect_adapter(adapter, file) if adapter is not None else None
        fitting = fitting_context(file, context, memory, extra.file_bytes if extra else 0)
        model = cls(Loading(file, fitting, threads, command, extra.path if extra else None))
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

    @property
    def on_gpu(self) -> bool:
        """Whether the layers lie in a graphics card's memory; the shipped build has no backend for one."""
        return bool(self._process.facts.get("gpu"))

    def forget_prompt(self) -> None:
        """Drop the prompts that the process keeps for reuse: they derive from what the user said.

        The background's go too; those of a background request that runs, when it ends.
        """
        if self.pid is not None:
            self._line.call("forget")

    def save_prompt(self) -> bytes:
        """The state of the chat's cached prompt, which ``restore_prompt`` takes up again, here or in another
        process on the same model; empty when there is none. It derives from what the user said, word for
        word: encrypt it.

        Raises:
            ModelCrashed, Cancelled: and nothing was saved.
        """
        return bytes(self._line.call("save")["blob"]) if self.pid is not None else b""

    def restore_prompt(self, state: bytes) -> int:
        """Take up a saved prompt in place of the cached one; starts the process if need be.

        Args:
            state: what ``save_prompt`` gave. ``fingerprint`` must have been the same then: a state of other
                weights is not noticed everywhere, and answers to it are nonsense.

        Returns:
            Tokens that need not be computed again; 0 when the state does not fit, and nothing is cached then.

        Raises:
            ModelCrashed, Cancelled: the process died over it.
        """
        return int(self._line.call("restore", blob=state)["tokens"]) if state else 0

    def fingerprint(self) -> str:
        """Names model, adapter, context and engine: what a prompt's state depends on.

        Raises:
            OSError: a file of the model's is gone.
        """
        return fingerprint(self._process.loading, str(self._process.facts.get("engine")))

    @property
    def idle(self) -> float:
        """Seconds since the last request, the background's included, ended; 0 while one runs."""
        return min(self._line.idle, self._background._line.idle)

    @property
    def resting(self) -> bool:
        """Whether the process was ended by ``rest`` and its memory is free; the next request wakes it."""
        return self._process.rests

    def rest(self) -> bool:
        """End the process to free its memory, unless something runs; the next request starts it again.

        Returns:
            Whether it rests now.
        """
        with self._line.pause() as free, self._background._line.pause() as quiet:
            if free and quiet and not self._process.closed:
                self._process.rest()
        return self.resting

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


class BackgroundModel(Asking):
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
        super().__init__(process, background=True)

    def describe(self) -> ModelInfo:
        """The loaded model; ``context`` is the background's own."""
        return replace(_describe(self._process), context=int(self._process.facts["background_context"]))

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
        adapter=process.loading.adapter.name if process.loading.adapter else None,
    )
