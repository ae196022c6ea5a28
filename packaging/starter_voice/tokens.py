"""The tokenizer in the starter voice's GGUF file, so that training needs no llama.cpp.

SentencePiece by score, as llama.cpp applies it: spaces become ``▁``, pieces that the vocabulary marks as
user-defined are cut out first, then the neighbouring pair with the best score is joined until none is left;
what is in no piece is written in bytes.
"""

from __future__ import annotations

import heapq
import re
from pathlib import Path

from gguf import GGUFReader

BEGIN = 2
"""The token that opens every prompt."""
_USER_DEFINED = 4
_SPACE = "▁"


class Tokenizer:
    """Text to token numbers."""

    def __init__(self, path: Path) -> None:
        fields = GGUFReader(path).fields
        pieces = fields["tokenizer.ggml.tokens"].contents()
        scores = fields["tokenizer.ggml.scores"].contents()
        kinds = fields["tokenizer.ggml.token_type"].contents()
        self._numbers = {piece: at for at, piece in enumerate(pieces)}
        self._scores = scores
        own = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind == _USER_DEFINED and piece]
        own.sort(key=len, reverse=True)
        self._own = re.compile("(" + "|".join(map(re.escape, own)) + ")") if own else None
        self._is_own = frozenset(own)

    def __call__(self, text: str) -> list[int]:
        """Tokens of ``text``, without the one that begins a prompt."""
        out: list[int] = []
        for part in self._own.split(text) if self._own else [text]:
            if part in self._is_own:
                out.append(self._numbers[part])
            elif part:
                out += self._joined(part.replace(" ", _SPACE))
        return out

    def _joined(self, text: str) -> list[int]:
        parts: list[str | None] = list(text)
        after = [*range(1, len(parts)), -1]
        before = list(range(-1, len(parts) - 1))
        queue: list[tuple[float, int, int, str]] = []

        def offer(left: int, right: int) -> None:
            if left < 0 or right < 0:
                return
            both = f"{parts[left]}{parts[right]}"
            number = self._numbers.get(both)
            if number is not None:
                heapq.heappush(queue, (-self._scores[number], left, right, both))

        for at in range(len(parts) - 1):
            offer(at, at + 1)
        while queue:
            _, left, right, both = heapq.heappop(queue)
            if parts[left] is None or parts[right] is None or f"{parts[left]}{parts[right]}" != both:
                continue
            if after[left] != right:
                continue
            parts[left], parts[right] = both, None
            after[left] = after[right]
            if after[right] >= 0:
                before[after[right]] = left
            offer(before[left], left)
            offer(left, after[left])
        out: list[int] = []
        for part in parts:
            if part is None:
                continue
            number = self._numbers.get(part)
            out += (
                [number]
                if number is not None
                else [self._numbers[f"<0x{byte:02X}>"] for byte in part.encode()]
            )
        return out
