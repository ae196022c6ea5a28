"""Choosing the next token: llama.cpp's own samplers, and a grammar when one is asked for."""

from __future__ import annotations

import ctypes
import json
from typing import Any, Self

import numpy as np

from memory_core.workers.weights import Context, Weights

_RANDOM_SEED = 0xFFFFFFFF
"""``LLAMA_DEFAULT_SEED``: a fresh seed each time."""
_PENALTY_WINDOW = 64
_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class BadGrammar(Exception):
    """The grammar is not GBNF, or has no ``root``."""


class BadSchema(Exception):
    """llama.cpp's converter makes no grammar of the JSON schema."""


def grammar_of(schema: str) -> str:
    """The grammar of the JSON texts that keep a schema, by llama.cpp's own converter.

    Raises:
        BadSchema: it cannot be converted.
    """
    from llama_cpp.llama_grammar import SchemaConverter

    class Converter(SchemaConverter):
        """The library's own, which leaves backslashes in fixed texts as they are and spells out Cyrillic."""

        def _format_literal(self, literal: str) -> str:
            text = json.dumps(json.loads(literal), ensure_ascii=False)
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    try:
        made: Any = Converter
        converter = made(prop_order={}, allow_fetch=False, dotall=False, raw_pattern=False)
        converter.visit(json.loads(schema), "")
        return str(converter.format_grammar())
    except Exception as error:  # a converter of foreign make, and assertions are its errors
        raise BadSchema(type(error).__name__) from error


class Sampler:
    """Samples from a context's last logits. A context manager: the native objects end with it.

    Args:
        weights: the model.
        sampling: ``types.Sampling`` as a dictionary.

    Raises:
        BadGrammar: the grammar cannot be parsed.
        BadSchema: no grammar can be made of the schema.
    """

    def __init__(self, weights: Weights, sampling: dict[str, Any]) -> None:
        self._api = weights.api
        self._size = weights.vocabulary_size
        self._grammar: Any = None
        written = grammar_of(sampling["schema"]) if sampling.get("schema") else sampling.get("grammar")
        if written:
            text = str(written).encode()
            if b"\0" in text:
                raise BadGrammar
            self._grammar = self._api.llama_sampler_init_grammar(weights.vocab, text, b"root")
            if not self._grammar:
                raise BadGrammar
        self._chain = self._build(sampling)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._api.llama_sampler_free(self._chain)
        if self._grammar:
            self._api.llama_sampler_free(self._grammar)

    def _build(self, sampling: dict[str, Any]) -> Any:
        api = self._api
        chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        penalty = float(sampling.get("repeat_penalty", 1.0))
        if penalty != 1.0:
            api.llama_sampler_chain_add(
                chain, api.llama_sampler_init_penalties(self._size, _PENALTY_WINDOW, penalty, 0.0, 0.0)
            )
        temperature = float(sampling.get("temperature", 0.0))
        if temperature <= 0.0:
            api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
            return chain
        seed = sampling.get("seed")
        if (top_k := int(sampling.get("top_k", 0))) > 0:
            api.llama_sampler_chain_add(chain, api.llama_sampler_init_top_k(top_k))
        if (top_p := float(sampling.get("top_p", 1.0))) < 1.0:
            api.llama_sampler_chain_add(chain, api.llama_sampler_init_top_p(top_p, 1))
        api.llama_sampler_chain_add(chain, api.llama_sampler_init_temp(temperature))
        api.llama_sampler_chain_add(
            chain, api.llama_sampler_init_dist(_RANDOM_SEED if seed is None else int(seed) & 0x7FFFFFFF)
        )
        return chain

    def next(self, context: Context) -> int:
        """The next token after what ``context`` evaluated last."""
        if not self._grammar:
            return int(self._api.llama_sampler_sample(self._chain, context.pointer, -1))
        # A grammar looks at every candidate, which for a large vocabulary takes longer than the model itself.
        # Most often the model's own choice already fits: try that one first.
        logits = np.ctypeslib.as_array(self._api.llama_get_logits_ith(context.pointer, -1), (self._size,))
        token = self._choose(logits, constrained=False)
        if not self._fits(token):
            token = self._choose(logits, constrained=True)
        self._api.llama_sampler_accept(self._grammar, token)
        self._api.llama_sampler_accept(self._chain, token)
        return token

    def _choose(self, logits: np.ndarray[Any, np.dtype[np.float32]], *, constrained: bool) -> int:
        data = np.zeros(self._size, _TOKEN_DATA)
        data["id"] = np.arange(self._size, dtype=np.int32)
        data["logit"] = logits
        candidates = self._candidates(data)
        if constrained:
            self._api.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        self._api.llama_sampler_apply(self._chain, ctypes.byref(candidates))
        return int(candidates.data[candidates.selected].id)

    def _fits(self, token: int) -> bool:
        data = np.zeros(1, _TOKEN_DATA)
        data["id"] = token
        candidates = self._candidates(data)
        self._api.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        return bool(np.isfinite(candidates.data[0].logit))

    def _candidates(self, data: np.ndarray[Any, np.dtype[np.void]]) -> Any:
        pointer = data.ctypes.data_as(ctypes.POINTER(self._api.llama_token_data))
        return self._api.llama_token_data_array(data=pointer, size=len(data), selected=-1, sorted=False)
