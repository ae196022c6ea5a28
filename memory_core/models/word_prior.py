"""How common a word is in English and Russian at large, before this user has said a word.

The shipped embedder's tokenizer is a unigram language model (Kudo 2018, "Subword regularization"): each piece
has its log-probability in web text of many languages, and a word's is the sum over its pieces. So the
background of the user's own word model costs no further asset.
"""

from __future__ import annotations

import json
import threading
from functools import lru_cache
from importlib import resources
from typing import Any

from memory_core.errors import AssetMissing

_OTHER_LANGUAGES = 3.5
"""Nats that a word of English or Russian costs more here than in its own language: the pieces' probabilities
are shared with a hundred languages. Fitted by eye on "the" (4.5 bits in English)."""
_MOST_LETTERS = 60
"""A longer run of letters is no word; its beginning tells how rare it is."""


class WordPrior:
    """Log-probability of a word at large. The vocabulary is read when the first word is asked for (0.1 s)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokenizer: Any = None
        self._scores: dict[int, float] = {}
        self.nats = lru_cache(maxsize=65_536)(self._nats)

    def _nats(self, word: str) -> float:
        """Natural log-probability of a word, always below 0.

        Raises:
            AssetMissing: the tokenizer that came with the program is not there.
        """
        with self._lock:
            if self._tokenizer is None:
                self._load()
        whole = word[:_MOST_LETTERS].encode("utf-8", "replace").decode()
        ids = self._tokenizer.encode(whole, add_special_tokens=False).ids
        return min(sum(self._scores[one] for one in ids) + _OTHER_LANGUAGES, -1e-3)

    def _load(self) -> None:
        from tokenizers import Tokenizer

        try:
            text = resources.files("assets").joinpath("embedder", "tokenizer.json").read_text("utf-8")
            vocabulary = json.loads(text)["model"]["vocab"]
            self._tokenizer = Tokenizer.from_str(text)
        except (OSError, ValueError, KeyError, ModuleNotFoundError) as error:
            raise AssetMissing(
                f"The tokenizer that came with the program is missing or altered ({error}).",
                "Your vault was not touched.",
                "Install the program again.",
            ) from error
        rarest = min(score for _, score in vocabulary)
        self._scores = {
            number: float(score) if score else float(rarest) for number, (_, score) in enumerate(vocabulary)
        }
