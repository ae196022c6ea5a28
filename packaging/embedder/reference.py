"""The network once more, in NumPy's float64: slow, exact, the same to the last stored bit everywhere.

The calibration constants are fitted with it, so that rebuilding them gives the same bytes; the ONNX
graph, whose kernels differ between processors, is checked against it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from weights import Weights

Array = NDArray[np.float64]


def _erf(x: Array) -> Array:
    """Abramowitz and Stegun 7.1.26; absolute error under 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return np.sign(x) * (1 - series * np.exp(-x * x))


class Reference:
    """multilingual-e5-small over the kept vocabulary."""

    def __init__(self, weights: Weights, keep: Sequence[int]) -> None:
        self._weights = weights
        width = weights.hidden
        scales, nibbles = weights.blocks("emb.word", width)
        picked = np.asarray(keep)
        blocks = nibbles[picked].reshape(len(picked), -1, 32).astype(np.float32) - 8
        self._words = (blocks * scales[picked].astype(np.float32)[..., None]).reshape(len(picked), width)
        positions = weights.float32("emb.pos").reshape(-1, width)
        positions = positions + weights.float32("emb.type").reshape(-1, width)[0]
        self._positions = positions.astype(np.float16).astype(np.float64)
        inner = {"fo": weights.inner}
        self._layers = [
            {
                name: (
                    weights.matrix(f"l{layer}.{name}.w", inner.get(name, width)).T,
                    weights.float32(f"l{layer}.{name}.b").astype(np.float64),
                )
                for name in ("q", "k", "v", "ao", "fi", "fo")
            }
            for layer in range(weights.layers)
        ]

    def run(self, ids: NDArray[np.int64]) -> tuple[Array, Array]:
        """Unpadded ids ``(b, tokens)`` to embeddings ``(b, width)`` and words ``(b, tokens, width)``."""
        hidden = self._words[ids].astype(np.float64) + self._positions[: ids.shape[1]]
        hidden = self._norm(hidden, "emb.ln")
        previous = hidden
        for layer in range(len(self._layers)):
            previous, hidden = hidden, self._layer(hidden, layer)
        summed = hidden.sum(axis=1)
        return summed / np.linalg.norm(summed, axis=1, keepdims=True), previous + hidden

    def _norm(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        scale = self._weights.float32(f"{name}.w").astype(np.float64)
        shift = self._weights.float32(f"{name}.b").astype(np.float64)
        return centred / np.sqrt(variance + self._weights.epsilon) * scale + shift

    def _layer(self, x: Array, number: int) -> Array:
        layer, heads = self._layers[number], self._weights.heads
        batch, tokens, width = x.shape

        def dense(y: Array, name: str) -> Array:
            matrix, bias = layer[name]
            return (y.reshape(-1, matrix.shape[0]) @ matrix + bias).reshape(batch, tokens, -1)

        def split(y: Array) -> Array:
            return y.reshape(batch, tokens, heads, width // heads).transpose(0, 2, 1, 3)

        query, key, value = (split(dense(x, name)) for name in "qkv")
        scores = query @ key.transpose(0, 1, 3, 2) * (width // heads) ** -0.5
        odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = odds / odds.sum(axis=-1, keepdims=True) @ value
        context = mixed.transpose(0, 2, 1, 3).reshape(batch, tokens, width)
        y = self._norm(dense(context, "ao") + x, f"l{number}.aln")
        inner = dense(y, "fi")
        gelu = inner * 0.5 * (1 + _erf(inner / np.sqrt(2)))
        return self._norm(dense(gelu, "fo") + y, f"l{number}.oln")
