"""A memory for assistants that lives in one encrypted file: the public door of the library.

``Engine`` opens a vault; ``PLAIN`` and ``Key`` say how it is locked; ``Params`` holds every tunable number;
``LanguageModel`` runs a local model in a process of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory_core.params import Params

if TYPE_CHECKING:
    from memory_core.engine import Engine
    from memory_core.models.language_model import LanguageModel
    from memory_core.store.keys import PLAIN, Key

__all__ = ["PLAIN", "Engine", "Key", "LanguageModel", "Params"]

_HOMES = {
    "Engine": "memory_core.engine",
    "LanguageModel": "memory_core.models.language_model",
    "PLAIN": "memory_core.store.keys",
    "Key": "memory_core.store.keys",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for: a window must not wait for SQLCipher."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
