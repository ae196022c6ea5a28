"""Getting a model's process up: how much context fits, which CPU variant lives, and what a failure means."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from memory_core.models import model_errors
from memory_core.models.gguf import ModelFile
from memory_core.models.machine import available_bytes
from memory_core.workers.protocol import Frame
from memory_core.workers.supervisor import Worker, WorkerDied, WorkerRefused

_SMALLEST_CONTEXT = 512
_WORKING_BYTES = 256 * 1024 * 1024
"""Compute buffers, logits and the interpreter, measured with a vocabulary of 262,144."""
_SCORING_TOKENS = 2048
"""The second context, for scoring."""
_BATCHES = ((500_000_000, 256), (2_000_000_000, 128))
"""Parameters up to which so many tokens are computed at once: a cancel waits for one node of that graph."""
_LARGE_MODEL_BATCH = 64
_SAMPLE = 1 << 16

_unsupported: set[str] = set()
"""CPU variants that died of an illegal instruction. The processor stays the same while the program runs."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What is loaded, and how.

    ``file`` is checked; ``context`` counts tokens, as ``fitting_context`` bounds them; ``threads`` is
    ``None`` to let the process measure; ``command`` is the worker's command line when it is not the ordinary
    one; ``adapter`` is a checked LoRA file.
    """

    file: ModelFile
    context: int
    threads: int | None = None
    command: Sequence[str] | None = None
    adapter: Path | None = None


def start(loading: Loading) -> tuple[Worker, Frame]:
    """Start a process and load the model on the best CPU variant that survives it.

    Returns:
        The process, and what it says about the model (see ``workers.llama.Session.describe``).

    Raises:
        ModelFileInvalid, ModelTooLarge, ModelCrashed, ProcessorUnsupported.
    """
    file = loading.file
    while True:
        backend = ""
        facts: Frame = {}
        worker: Worker | None = None
        try:
            worker = Worker("llama", command=loading.command)
            for facts in worker.answers(worker.send("load", **_request(loading))):
                backend = facts.get("backend", backend)
        except WorkerDied as error:
            _end(worker)
            if not error.death.illegal_instruction:
                raise model_errors.failed_to_load(file.name, error.death) from error
            if not backend or backend in _unsupported:
                raise model_errors.unsupported_processor() from error
            _unsupported.add(backend)
        except WorkerRefused as error:
            _end(worker)
            raise model_errors.refused(file.name, error) from error
        except BaseException:
            _end(worker)
            raise
        else:
            return worker, facts


def _end(worker: Worker | None) -> None:
    if worker:
        worker.close()


def _request(loading: Loading) -> Frame:
    parameters = loading.file.parameters
    batch = next((batch for most, batch in _BATCHES if parameters <= most), _LARGE_MODEL_BATCH)
    return {
        "path": str(loading.file.path),
        "adapter": None if loading.adapter is None else str(loading.adapter),
        "context": loading.context,
        "batch": min(batch, loading.context),
        "threads": loading.threads,
        "skip": sorted(_unsupported),
    }


def fitting_context(file: ModelFile, context: int, memory: int | None, adapter: int = 0) -> int:
    """The context in tokens, bounded by training and by memory.

    Args:
        file: a checked model file.
        context: tokens wished for.
        memory: bytes that the model may take; ``None`` for what the system has available.
        adapter: bytes of the adapter besides.

    Raises:
        ModelTooLarge: not even the smallest useful context fits.
    """
    context = min(context, file.context or context)
    room = available_bytes() if memory is None else memory
    if room is None:
        return context
    fixed = (
        file.file_bytes
        + adapter
        + _WORKING_BYTES
        + min(_SCORING_TOKENS, context) * file.cache_bytes_per_token
    )
    fitting = (room - fixed) // max(file.cache_bytes_per_token, 1)
    smallest = min(_SMALLEST_CONTEXT, context)
    if fitting < smallest:
        raise model_errors.too_large(file.name, fixed + smallest * file.cache_bytes_per_token, room)
    return min(context, fitting)


def fingerprint(loading: Loading, engine: str) -> str:
    """Names what a prompt's state depends on: the files of model and adapter (size, time, beginning and end),
    the context, and the engine's version.
    """
    found = hashlib.sha256(f"{engine}/{loading.context}".encode())
    files = [*loading.file.parts, *([loading.adapter] if loading.adapter else [])]
    for path in files:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            found.update(f"/{status.st_size}/{status.st_mtime_ns}/".encode())
            found.update(stream.read(_SAMPLE))
            stream.seek(max(status.st_size - _SAMPLE, 0))
            found.update(stream.read(_SAMPLE))
    return found.hexdigest()
