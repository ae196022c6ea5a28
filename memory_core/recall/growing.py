"""Arrays that grow by doubling, so that one more row costs its own length and nothing else (amortised)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_FIRST = 64


class Growing:
    """Rows of one dtype, ``(rows,)`` or ``(rows, width)``."""

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._shape = () if width is None else (width,)
        self._rows: NDArray[Any] = np.zeros((_FIRST, *self._shape), dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> NDArray[Any]:
        """All rows, as a view that writes through; it goes stale with the next ``append``."""
        return self._rows[: self._count]

    @property
    def nbytes(self) -> int:
        """Bytes held, reserve included."""
        return self._rows.nbytes

    def append(self, value: Any) -> int:
        """Add one row and return its number."""
        return self.extend(np.asarray(value, self._rows.dtype).reshape(1, *self._shape))

    def extend(self, values: NDArray[Any]) -> int:
        """Add several rows and return the number of the first."""
        first, needed = self._count, self._count + len(values)
        if needed > len(self._rows):
            grown = np.zeros((max(needed, 2 * len(self._rows)), *self._shape), self._rows.dtype)
            grown[:first] = self._rows[:first]
            self._rows = grown
        if len(values):  # a text without words brings an array without width
            self._rows[first:needed] = values
        self._count = needed
        return first

    def keep(self, rows: NDArray[np.intp]) -> None:
        """Forget all but these rows; they are renumbered in the given order."""
        self._rows = self._rows[rows]
        self._count = len(rows)
        if not self._count:
            self._rows = np.zeros((_FIRST, *self._shape), self._rows.dtype)
