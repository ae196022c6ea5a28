"""A real model of some hundred kilobytes: random weights, bytes for a vocabulary, loaded by the real
llama.cpp.

It writes nonsense, but it loads, tokenises, generates, scores and crashes like any other model, in
milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import gguf
import numpy as np

WIDTH = 64
HEADS = 4
LAYERS = 2
INNER = 128

CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
NO_SYSTEM_TEMPLATE = (
    "{% for message in messages %}"
    "{% if message.role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
    "{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('alternate') }}{% endif %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}<|im_start|>assistant\n"
)

_CONTROL = ("<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>")
UNKNOWN, BEGIN, END, TURN_START, TURN_END = range(5)


def write_tiny_gguf(
    path: Path,
    *,
    chat_template: str | None = CHAT_TEMPLATE,
    context: int = 8192,
    seed: int = 7,
    kv_heads: int | Sequence[int] = HEADS,
    numbers: Mapping[str, int | float] = MappingProxyType({}),
) -> Path:
    """Write the model to ``path``; the same arguments give the same bytes.

    Args:
        path: where to.
        chat_template: Jinja template put into the file, or ``None`` for a base model.
        context: training context in tokens.
        seed: of the random weights.
        kv_heads: heads of keys and values, for all layers or for each; others than ``HEADS`` do not load.
        numbers: what the header says besides.
    """
    words = [*_CONTROL, *(f"<0x{i:02X}>" for i in range(256)), "▁", "▁the", "e", "t", "a", "o", "n"]
    types = [gguf.TokenType.CONTROL] * len(_CONTROL) + [gguf.TokenType.BYTE] * 256
    types += [gguf.TokenType.NORMAL] * (len(words) - len(types))
    types[UNKNOWN] = gguf.TokenType.UNKNOWN
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Tiny")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(kv_heads)
    for key, number in numbers.items():
        if isinstance(number, float):
            writer.add_float32(key, number)
        else:
            writer.add_uint32(key, number)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words)
    writer.add_token_scores([-float(i) for i in range(len(words))])
    writer.add_token_types([int(kind) for kind in types])
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    if chat_template is not None:
        writer.add_chat_template(chat_template)
    _add_weights(writer, len(words), np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_weights(writer: gguf.GGUFWriter, vocabulary: int, chance: np.random.Generator) -> None:
    def add(name: str, *shape: int, scale: float = 0.4) -> None:
        writer.add_tensor(name, (chance.standard_normal(shape) * scale).astype(np.float32))

    add("token_embd.weight", vocabulary, WIDTH)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    head = (chance.standard_normal((vocabulary, WIDTH)) * 0.4).astype(np.float32)
    head[: len(_CONTROL)] = 0.0  # rarely the likeliest: answers go on until they are stopped
    writer.add_tensor("output.weight", head)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        writer.add_tensor(f"{block}attn_norm.weight", np.ones(WIDTH, np.float32))
        writer.add_tensor(f"{block}ffn_norm.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"{block}{part}.weight", WIDTH, WIDTH)
        add(f"{block}ffn_gate.weight", INNER, WIDTH)
        add(f"{block}ffn_up.weight", INNER, WIDTH)
        add(f"{block}ffn_down.weight", WIDTH, INNER)


def write_tiny_lora(
    path: Path, *, width: int = WIDTH, layers: int = LAYERS, architecture: str = "llama", seed: int = 11
) -> Path:
    """Write a LoRA adapter of rank 4 for the tiny model's attention to ``path``; it changes answers.

    Args:
        path: where to.
        width: of the model that it claims to be for.
        layers: how many of that it has.
        architecture: which kind it is.
        seed: of the random weights.
    """
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 4.0)
    chance = np.random.default_rng(seed)
    for layer in range(layers):
        for part in ("attn_q", "attn_v"):
            name = f"blk.{layer}.{part}.weight"
            writer.add_tensor(f"{name}.lora_a", chance.standard_normal((4, width)).astype(np.float32))
            writer.add_tensor(f"{name}.lora_b", chance.standard_normal((width, 4)).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
