"""How many threads to compute with: measured, because a busy machine turns the obvious answer upside down."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from memory_core.workers.abort import Aborted
from memory_core.workers.weights import Context, OutOfRoom

_TRIAL_SECONDS = 0.15
_TRIAL_TOKENS = 8
_WORTH = 0.9
"""More threads must take less than this share of the time, else the cores are left to others."""
_MOST = 16
SLOW = 2.0
"""An answer this many times slower than measured asks for a new measurement."""


def candidates(usable: int | None = None) -> list[int]:
    """Numbers of threads worth trying on ``usable`` processors, fewest first."""
    if usable is None:
        usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    usable = min(usable, _MOST)
    return sorted({1, max(usable // 2, 1), usable})


def measure(context: Context, held: int, token: int, tried: Sequence[int]) -> tuple[int, float] | None:
    """Time single tokens behind the ``held`` ones of sequence 0 and take them back.

    Returns:
        The best of ``tried`` and its seconds a token; ``None`` when there is no room or a cancel came
        between. The context computes with the best number afterwards.
    """
    if held + 2 * _TRIAL_TOKENS * len(tried) >= context.size:
        return None
    best: tuple[int, float] | None = None
    try:
        for threads in sorted(tried):
            context.set_threads(threads)
            context.append((token,))  # wakes the threads
            pace = _pace(context, token)
            if best is None or pace < best[1] * _WORTH:
                best = (threads, pace)
    except (Aborted, OutOfRoom):
        return None
    finally:
        context.cut(held)
        context.set_threads(best[0] if best else 1)
    return best


def _pace(context: Context, token: int) -> float:
    """Seconds a token."""
    start = time.perf_counter()
    spent, count = 0.0, 0
    while count < _TRIAL_TOKENS and spent < _TRIAL_SECONDS:
        context.append((token,))
        count += 1
        spent = time.perf_counter() - start
    return spent / count
