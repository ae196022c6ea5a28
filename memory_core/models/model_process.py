"""Getting a model's process up: how much context fits, which CPU variant lives, and what a failure means."""

from __future__ import annotations

from collections.abc import Sequence

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

_unsupported: set[str] = set()
"""CPU variants that died of an illegal instruction. The processor stays the same while the program runs."""


def start(
    file: ModelFile, context: int, threads: int | None, command: Sequence[str] | None
) -> tuple[Worker, Frame]:
    """Start a process and load the model on the best CPU variant that survives it.

    Args:
        file: a checked model file.
        context: tokens, as ``fitting_context`` bounds them.
        threads: threads to compute with; ``None`` lets the process measure.
        command: the worker's command line, when it is not the ordinary one.

    Returns:
        The process, and what it says about the model (see ``workers.llama.Session.describe``).

    Raises:
        ModelFileInvalid, ModelTooLarge, ModelCrashed, ProcessorUnsupported.
    """
    while True:
        backend = ""
        facts: Frame = {}
        worker: Worker | None = None
        try:
            worker = Worker("llama", command=command)
            for facts in worker.answers(worker.send("load", **_request(file, context, threads))):
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


def _request(file: ModelFile, context: int, threads: int | None) -> Frame:
    batch = next((batch for most, batch in _BATCHES if file.parameters <= most), _LARGE_MODEL_BATCH)
    return {
        "path": str(file.path),
        "context": context,
        "batch": min(batch, context),
        "threads": threads,
        "skip": sorted(_unsupported),
    }


def fitting_context(file: ModelFile, context: int, memory: int | None) -> int:
    """The context in tokens, bounded by training and by memory.

    Args:
        file: a checked model file.
        context: tokens wished for.
        memory: bytes that the model may take; ``None`` for what the system has available.

    Raises:
        ModelTooLarge: not even the smallest useful context fits.
    """
    context = min(context, file.context or context)
    room = available_bytes() if memory is None else memory
    if room is None:
        return context
    fixed = file.file_bytes + _WORKING_BYTES + min(_SCORING_TOKENS, context) * file.cache_bytes_per_token
    fitting = (room - fixed) // max(file.cache_bytes_per_token, 1)
    smallest = min(_SMALLEST_CONTEXT, context)
    if fitting < smallest:
        raise model_errors.too_large(file.name, fixed + smallest * file.cache_bytes_per_token, room)
    return min(context, fitting)
