"""What fits this machine: memory and time that a model will take, worked out before anything is loaded.

Memory is the weights, the attention cache and the buffers to compute in. The cache holds a key and a value
for each layer, key-value head and token: ``layers x kv_heads x (key + value width) x 2 bytes`` a token
(Vaswani and others 2017, section 3.2; with fewer heads for keys and values, Ainslie and others 2023, "GQA",
section 2; Pope and others 2022, "Efficiently scaling transformer inference", section 3.3). ``ModelFile``
reads it from the header. Writing a token reads every weight that takes part and the whole cache once, so the
speed is bounded by the memory's bandwidth (Pope and others, section 2).

The loader works with the same sizes (``model_process.fitting_context``); this adds the buffers that grow with
the context, so what is said to fit here is loaded with the whole context asked for.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from memory_core.errors import BadRequest, ModelTooLarge
from memory_core.models.gguf import ModelFile
from memory_core.models.gguf_reader import Damaged, Truncated, read_header
from memory_core.models.machine import available_bytes
from memory_core.models.model_process import fitting_context

_COMPUTE_BYTES = 256 * 1024 * 1024
"""Buffers, logits and the interpreter, as the loader counts them."""
_SCORE_BYTES = 64 * 4
"""Attention scores of one head for one token of context: a batch of 64 in f32, where the engine does not
compute them tile by tile (Dao and others 2022, "FlashAttention")."""
_SECOND_CONTEXT = 2048
"""Tokens of the second context, in which memory's own work runs."""
_SYSTEM_BYTES = 1 << 30
"""What the system itself keeps of the whole memory."""
_SYSTEM_SHARE = 8
"""One part in so many of a large machine's memory stays the system's."""
_CORE_BANDWIDTH = 6e9
"""Bytes a second that one core reads weights with; 7.3e9 was measured on two idle cores."""
_MOST_BANDWIDTH = 30e9
"""Bytes a second that an ordinary desktop's memory gives to all cores together."""
_SLOW = 3.0
"""Tokens a second below which one waits for words."""
_REPORTED = 0.85
"""Part of the memory that a machine is sold with that its system reports at the least."""
_DENSE_SHARE = 0.1
"""Part of a mixture of experts that every token uses, besides its share of the experts."""


class Verdict(StrEnum):
    """Whether to try it."""

    FITS = "fits"
    SLOW = "slow"
    DOES_NOT_FIT = "does not fit"


class Why(StrEnum):
    """The reason of a verdict; a key for the words on the screen."""

    ROOM = "room"
    """There is room, and answers will come at a good pace."""
    PACE = "pace"
    """There is room, but words will come slowly on this processor."""
    OTHERS = "others"
    """Other programs hold memory that it needs: close some, or choose a shorter context."""
    TOO_LARGE = "too_large"
    """This machine has not enough memory, whatever is closed."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What computes here: bytes of memory in all and free now (None: the system does not tell), cores.

    ``gpu`` is memory in bytes of a graphics card that the engine's build uses; the build that is shipped
    computes on the processor alone, so it is 0 unless the caller knows better.
    """

    total: int | None
    available: int | None
    cores: int
    gpu: int = 0

    @classmethod
    def here(cls, gpu: int = 0) -> Self:
        """This machine, now."""
        return cls(total_bytes(), available_bytes(), _cores(), gpu)

    @property
    def usable(self) -> int | None:
        """Bytes that a model could have at best, with every other program closed."""
        if self.total is None:
            return None
        return max(0, self.total - max(_SYSTEM_BYTES, self.total // _SYSTEM_SHARE)) + self.gpu

    @property
    def free(self) -> int | None:
        """Bytes that a model can have now."""
        return None if self.available is None else self.available + self.gpu


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes that a model takes: weights, attention cache, buffers."""

    weights: int
    cache: int
    compute: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.compute


@dataclass(frozen=True, slots=True)
class Fit:
    """A verdict with the numbers behind it.

    ``context`` is how many tokens the model will be given now (0: it will not be loaded), ``pace`` the tokens
    a second that an answer can come with at most, a rough figure.
    """

    verdict: Verdict
    why: Why
    need: Need
    machine: Machine
    context: int
    pace: float


def fit(file: ModelFile, context: int, machine: Machine) -> Fit:
    """Whether a model fits with a context of so many tokens, or of as many as it was trained with if fewer.

    Raises:
        BadRequest: ``context`` is not positive.
    """
    context = min(context, file.context or context)
    header = _header(file)
    need = _need(file, context, header)
    read = int(need.weights * _share(header)) + context * file.cache_bytes_per_token
    try:
        loaded = fitting_context(file, context, machine.free)
    except ModelTooLarge:
        loaded = 0
    return _verdict(need, read, loaded, machine)


def fit_by_size(file_bytes: int, memory: int, active: float, machine: Machine) -> Fit:
    """Whether a model that is not here yet would fit.

    Args:
        file_bytes: size of its file.
        memory: bytes of memory that a machine for it has.
        active: share of the weights that one token uses.
        machine: where it would run.

    The cache is taken to be an eighth of the weights, which ordinary models keep to at 4,096 tokens.
    """
    need = Need(file_bytes, file_bytes // 8, _COMPUTE_BYTES)
    found = _verdict(need, int(file_bytes * active), 0, machine)
    # a machine sold with 8 GB reports less: firmware and graphics take their part first
    if machine.total is not None and machine.total + machine.gpu < memory * _REPORTED:
        return Fit(Verdict.DOES_NOT_FIT, Why.TOO_LARGE, need, machine, 0, found.pace)
    return found


def need_of(file: ModelFile, context: int) -> Need:
    """Bytes that a model takes with a context of so many tokens. Grows with both.

    Raises:
        BadRequest: ``context`` is not positive.
    """
    return _need(file, context, _header(file))


def active_share(file: ModelFile) -> float:
    """Share of the weights that one token uses: all, but in a mixture of experts (Shazeer et al. 2017)."""
    return _share(_header(file))


def _need(file: ModelFile, context: int, header: Mapping[str, int]) -> Need:
    if context <= 0:
        raise BadRequest("a context has at least one token")
    held = context + min(context, _SECOND_CONTEXT)
    scores = header["attention.head_count"] * _SCORE_BYTES * context
    return Need(file.file_bytes, held * file.cache_bytes_per_token, _COMPUTE_BYTES + scores)


def _share(header: Mapping[str, int]) -> float:
    experts, used = header["expert_count"], header["expert_used_count"]
    if not 0 < used < experts:
        return 1.0
    return _DENSE_SHARE + (1 - _DENSE_SHARE) * used / experts


def _verdict(need: Need, read: int, loaded: int, machine: Machine) -> Fit:
    """The verdict on a need, when one token reads ``read`` bytes and the loader gives ``loaded`` tokens."""
    outside = max(0, need.total - machine.gpu) / need.total  # what lies in the card is read many times faster
    bandwidth = min(_MOST_BANDWIDTH, _CORE_BANDWIDTH * max(1, machine.cores))
    pace = bandwidth / max(1.0, read * outside)

    def of(verdict: Verdict, why: Why) -> Fit:
        return Fit(verdict, why, need, machine, loaded, pace)

    if machine.usable is not None and need.total > machine.usable:
        return of(Verdict.DOES_NOT_FIT, Why.TOO_LARGE)
    if machine.free is not None and need.total > machine.free:
        return of(Verdict.SLOW, Why.OTHERS)
    if pace < _SLOW:
        return of(Verdict.SLOW, Why.PACE)
    return of(Verdict.FITS, Why.ROOM)


def _header(file: ModelFile) -> Mapping[str, int]:
    """Numbers of the architecture, the largest where layers differ; 0 for what the header does not say."""
    metadata: Mapping[str, object] = {}
    with contextlib.suppress(OSError, ValueError, Damaged, Truncated), file.path.open("rb") as stream:
        metadata = read_header(stream, file.path.stat().st_size).metadata
    found = {}
    for key in ("attention.head_count", "expert_count", "expert_used_count"):
        value = metadata.get(f"{file.architecture}.{key}")
        numbers = value if isinstance(value, tuple) else (value,)
        found[key] = max((one for one in numbers if isinstance(one, int) and one > 0), default=0)
    return found


def total_bytes() -> int | None:
    """Memory of this machine in bytes; None where the system does not tell. A container's limit is obeyed."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None
    limits = [pages * size] if pages > 0 and size > 0 else []
    with contextlib.suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        limits.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return min(limits, default=None)


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _windows() -> int | None:  # pragma: no cover - other systems' tests cannot reach it
    # GlobalMemoryStatusEx fills a structure of two 32-bit and seven 64-bit numbers; the first is its own size
    # and the second of the long ones the whole memory.
    numbers = (ctypes.c_uint64 * 8)()
    numbers[0] = ctypes.sizeof(numbers)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from other systems' type stubs
    return int(numbers[1]) if kernel.GlobalMemoryStatusEx(ctypes.byref(numbers)) else None


def _macos() -> int | None:  # pragma: no cover - other systems' tests cannot reach it
    size, total = ctypes.c_size_t(8), ctypes.c_uint64()
    library = ctypes.CDLL(None)
    if library.sysctlbyname(b"hw.memsize", ctypes.byref(total), ctypes.byref(size), None, 0) != 0:
        return None
    return int(total.value)
