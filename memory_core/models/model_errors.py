"""What a failure of the model's process means to the user, in three sentences."""

from __future__ import annotations

import signal

from memory_core.errors import (
    BadRequest,
    Cancelled,
    MnemeError,
    ModelCrashed,
    ModelFileInvalid,
    ModelTooLarge,
    ProcessorUnsupported,
)
from memory_core.workers.supervisor import Death, WorkerRefused

_SAFE = "Your memories and everything you wrote are untouched."
_FAULTS = frozenset(
    -getattr(signal, name) for name in ("SIGABRT", "SIGSEGV", "SIGFPE", "SIGBUS") if hasattr(signal, name)
)


def crashed(name: str, death: Death) -> ModelCrashed:
    """The process died while it answered."""
    return ModelCrashed(
        f"The language model {name} stopped unexpectedly ({death}).",
        _SAFE,
        "Ask again: the model starts anew by itself. If it keeps stopping, choose another model.",
    )


def failed_to_load(name: str, death: Death) -> MnemeError:
    """The process died while it loaded the model."""
    if death.status in _FAULTS:
        return ModelFileInvalid(
            f"{name} could not be loaded: it brought the engine down ({death}).",
            _SAFE,
            "The file is damaged or made for another engine; download it again or choose another model.",
        )
    return ModelCrashed(
        f"The language model's process ended while it loaded {name} ({death}).",
        _SAFE,
        "Close other programs to free memory and try again, or choose a smaller model.",
    )


def unsupported_processor() -> ProcessorUnsupported:
    """Every CPU variant of the build refused or died."""
    return ProcessorUnsupported(
        "This processor cannot run the language model: no variant of the engine works on it.",
        _SAFE,
        "Everything but the model keeps working; a model on another computer of yours can answer instead.",
    )


def too_large(name: str, needed: int, available: int) -> ModelTooLarge:
    """Weights and the smallest useful context need more than is free; both in bytes."""
    return ModelTooLarge(
        f"{name} needs about {_gigabytes(needed)} of memory, and {_gigabytes(available)} are free.",
        _SAFE,
        "Close other programs, or choose a smaller model or one with a stronger quantisation.",
    )


def refused(name: str, refusal: WorkerRefused) -> MnemeError:
    """The worker answered with an error."""
    detail = f" ({refusal})" if str(refusal) else ""
    match refusal.kind:
        case "cancelled":
            return Cancelled("stopped by the user")
        case "grammar":
            return BadRequest("the grammar is not valid GBNF with a rule named root")
        case "schema":
            return BadRequest(f"no grammar can be made of the JSON schema ({refusal})")
        case "length":
            return BadRequest(f"the text does not fit the model: {refusal}")
        case "processor":
            return unsupported_processor()
        case "file":
            return ModelFileInvalid(
                f"The engine cannot read {name}{detail}.",
                _SAFE,
                "Choose another model, or a newer version of this one.",
            )
        case "template":
            return ModelFileInvalid(
                f"The chat template inside {name} cannot be used{detail}.", _SAFE, "Choose another model."
            )
        case "room":
            return ModelTooLarge(
                f"There is not enough memory for {name}{detail}.",
                _SAFE,
                "Close other programs, choose a shorter context or a smaller model.",
            )
        case _:
            return ModelCrashed(
                f"The language model {name} failed{detail}.", _SAFE, "Try again or choose another model."
            )


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
