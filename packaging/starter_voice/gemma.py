"""Gemma 3 270M in plain PyTorch, read from the starter voice's own GGUF file, with low-rank adapters on top.

The weights are dequantised, so that an adapter is trained on exactly what llama.cpp runs. In the file the
norms' weights already hold the added one, queries and keys are not permuted and the head is tied to the
embedding. Every sixth layer attends to everything (rotary base 1e6), the others to a window of 512 tokens
(base 1e4); prompts here are shorter than that, so one causal mask serves both.

Adapters are those of Hu and others 2021, "LoRA: Low-Rank Adaptation of Large Language Models".
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from gguf import GGUFReader, dequantize
from torch import Tensor
from torch.nn import functional

LAYERS, WIDTH, HEADS, HEAD_WIDTH, VOCABULARY, WINDOW = 18, 640, 4, 256, 262144, 512
TARGETS = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
"""The matrices of each layer that are adapted: all of them."""
GLOBAL_EVERY, GLOBAL_BASE, LOCAL_BASE = 6, 1e6, 1e4
_NO = -30000.0


def weights(path: Path, device: str = "cpu", dtype: torch.dtype = torch.bfloat16) -> dict[str, Tensor]:
    """All tensors of the file by name, matrices in ``dtype`` and norms in float32."""
    out = {}
    for tensor in GGUFReader(path).tensors:
        array = dequantize(tensor.data, tensor.tensor_type)
        kept = torch.float32 if array.ndim == 1 else dtype
        out[tensor.name] = torch.from_numpy(np.array(array)).to(device, kept)
    return out


class Adapter:
    """For every target a pair A (rank, in) and B (out, rank), float32; alpha / rank times B A is added."""

    def __init__(self, base: dict[str, Tensor], rank: int = 16, alpha: float = 32.0, seed: int = 0) -> None:
        draw = torch.Generator().manual_seed(seed)
        self.rank, self.alpha = rank, alpha
        self.pairs: dict[str, tuple[Tensor, Tensor]] = {}
        for layer in range(LAYERS):
            for target in TARGETS:
                matrix = base[f"blk.{layer}.{target}.weight"]
                out, into = matrix.shape
                a = torch.randn(rank, into, generator=draw) / math.sqrt(into)
                self.pairs[f"blk.{layer}.{target}"] = (
                    a.to(matrix.device).requires_grad_(),
                    torch.zeros(out, rank, device=matrix.device).requires_grad_(),
                )

    def parameters(self) -> list[Tensor]:
        """All matrices, in a fixed order."""
        return [one for pair in self.pairs.values() for one in pair]

    def state(self) -> dict[str, object]:
        """What :meth:`restore` takes."""
        pairs = {name: (a.detach().cpu(), b.detach().cpu()) for name, (a, b) in self.pairs.items()}
        return {"rank": self.rank, "alpha": self.alpha, "pairs": pairs}

    def restore(self, state: dict) -> None:
        """Take over what another adapter of the same shape holds."""
        self.alpha = state["alpha"]
        with torch.no_grad():
            for name, (a, b) in self.pairs.items():
                a.copy_(state["pairs"][name][0])
                b.copy_(state["pairs"][name][1])


class Gemma:
    """The network; without an adapter it is the base model."""

    def __init__(self, base: dict[str, Tensor], adapter: Adapter | None = None) -> None:
        self.base, self.adapter = base, adapter

    def hidden(self, tokens: Tensor) -> Tensor:
        """Tokens (batch, length), padded on the right, to the last normed states (batch, length, width)."""
        base = self.base
        batch, length = tokens.shape
        device = tokens.device
        places = torch.arange(length, device=device)
        apart = places[:, None] - places[None, :]
        masks = {True: apart < 0, False: (apart < 0) | (apart >= WINDOW)}
        turns = {True: _turns(places, GLOBAL_BASE), False: _turns(places, LOCAL_BASE)}
        table = base["token_embd.weight"]
        x = table[tokens] * torch.tensor(math.sqrt(WIDTH), device=device).to(table.dtype)
        for layer in range(LAYERS):
            name, everywhere = f"blk.{layer}", (layer + 1) % GLOBAL_EVERY == 0
            h = _norm(x, base[f"{name}.attn_norm.weight"])
            q = self._linear(f"{name}.attn_q", h).view(batch, length, HEADS, HEAD_WIDTH)
            k = self._linear(f"{name}.attn_k", h).view(batch, length, 1, HEAD_WIDTH)
            v = self._linear(f"{name}.attn_v", h)
            q = _turned(_norm(q, base[f"{name}.attn_q_norm.weight"]).transpose(1, 2), turns[everywhere])
            k = _turned(_norm(k, base[f"{name}.attn_k_norm.weight"]).transpose(1, 2), turns[everywhere])
            # Keys and values have one head: the four heads of the queries become rows of one product.
            rows = q.reshape(batch, HEADS * length, HEAD_WIDTH) * HEAD_WIDTH**-0.5
            scores = (rows @ k[:, 0].transpose(1, 2)).view(batch, HEADS, length, length)
            shares = scores.masked_fill(masks[everywhere], _NO).softmax(-1)
            seen = (shares.view(batch, HEADS * length, length) @ v).view(batch, HEADS, length, HEAD_WIDTH)
            seen = seen.transpose(1, 2).reshape(batch, length, HEADS * HEAD_WIDTH)
            o = self._linear(f"{name}.attn_output", seen)
            x = x + _norm(o, base[f"{name}.post_attention_norm.weight"])
            h = _norm(x, base[f"{name}.ffn_norm.weight"])
            gate = functional.gelu(self._linear(f"{name}.ffn_gate", h), approximate="tanh")
            o = self._linear(f"{name}.ffn_down", gate * self._linear(f"{name}.ffn_up", h))
            x = x + _norm(o, base[f"{name}.post_ffw_norm.weight"])
        return _norm(x, base["output_norm.weight"])

    def logits(self, states: Tensor) -> Tensor:
        """Logits over the whole vocabulary, float32. Keep ``states`` two-dimensional: that is fast."""
        return functional.linear(states, self.base["token_embd.weight"]).float()

    def _linear(self, name: str, x: Tensor) -> Tensor:
        y = functional.linear(x, self.base[f"{name}.weight"])
        if self.adapter is None:
            return y
        a, b = self.adapter.pairs[name]
        scale = self.adapter.alpha / self.adapter.rank
        return y + functional.linear(functional.linear(x, a.to(x.dtype)), b.to(x.dtype)) * scale


def _norm(x: Tensor, weight: Tensor) -> Tensor:
    h = x.float()
    return (h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + 1e-6) * weight).to(x.dtype)


def _turns(places: Tensor, base: float) -> tuple[Tensor, Tensor]:
    """Cosines and sines of the rotary position encoding, (length, half a head)."""
    half = torch.arange(0, HEAD_WIDTH, 2, dtype=torch.float32, device=places.device) / HEAD_WIDTH
    angles = places[:, None].float() * base**-half
    return angles.cos(), angles.sin()


def _turned(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    cosines, sines = turns
    a, b = x.float().chunk(2, -1)
    return torch.cat([a * cosines - b * sines, b * cosines + a * sines], -1).to(x.dtype)
