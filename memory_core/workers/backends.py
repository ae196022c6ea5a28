"""Which of llama.cpp's CPU libraries this process runs on.

The build carries one library for each family of processors (``libggml-cpu-haswell.so`` and so on), each with
a ``ggml_backend_score`` that asks the processor what it can do. The score trusts CPUID alone, and a processor
(or the virtual machine in front of it) can announce what then ends in SIGILL: the AMX library was seen to die
at its first matrix on a thread whose tiles were not configured. So the candidates are ranked here, AMX last,
and whoever starts this process names the ones that have already died.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from pathlib import Path
from typing import Any

ORDINARY = "built-in"
"""Name of the CPU backend of a build with a single, statically registered CPU library."""


_LAST_RESORT = frozenset({"sapphirerapids"})
"""AMX. No desktop processor has it, so nothing is lost."""


class NoBackend(Exception):
    """No CPU library of the build runs here."""


def load_cpu(skip: Collection[str] = ()) -> str:
    """Register the best CPU backend whose name is not in ``skip``.

    Returns:
        The library's name without prefix and suffix, ``"haswell"`` for instance, or ``ORDINARY``.

    Raises:
        NoBackend: none is left or none could be registered.
    """
    import llama_cpp

    # Through libllama's handle: the wheel holds three copies of libggml.so, and opening another one by its
    # path would give this process a second, empty registry.
    ggml: Any = llama_cpp.llama_cpp._lib
    folder = Path(llama_cpp.__file__).parent / "lib"
    if not hasattr(ggml, "ggml_backend_reg_count"):
        ggml = ctypes.CDLL(str(next(folder.glob("ggml.dll"))))  # Windows looks into one library only
    count = ggml.ggml_backend_reg_count
    count.restype = ctypes.c_size_t
    if count() > 0:
        if ORDINARY in skip:
            raise NoBackend
        return ORDINARY
    load = ggml.ggml_backend_load
    load.argtypes, load.restype = [ctypes.c_char_p], ctypes.c_void_p
    for name, path in ranked(folder):
        if name not in skip and load(str(path).encode()):
            return name
    raise NoBackend


def ranked(folder: Path) -> list[tuple[str, Path]]:
    """The CPU libraries in ``folder`` that say they run on this processor, best first."""
    scored: list[tuple[bool, int, str, Path]] = []
    for path in sorted(folder.iterdir()):
        stem, dot, suffix = path.name.partition(".")
        name = stem.removeprefix("lib")
        if not name.startswith("ggml-cpu") or dot + suffix not in (".so", ".dll", ".dylib"):
            continue
        try:
            score = ctypes.CDLL(str(path)).ggml_backend_score()
        except (OSError, AttributeError):
            continue
        if score > 0:
            family = name.removeprefix("ggml-cpu").removeprefix("-") or "plain"
            scored.append((family in _LAST_RESORT, -score, family, path))
    return [(family, path) for _, _, family, path in sorted(scored)]
