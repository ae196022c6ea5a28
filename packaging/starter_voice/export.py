"""An adapter as a GGUF file for llama.cpp, and PyTorch's logits for the test that compares both.

::

    python packaging/starter_voice/export.py build/starter_voice/checkpoint.pt --out build/starter_voice
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import gemma  # noqa: E402
from tokens import BEGIN, Tokenizer  # noqa: E402

from memory_core.models import starter, starter_tasks  # noqa: E402

PROBES = (
    starter_tasks.extraction_prompt(
        "btw we moved to Ghent and my sister Ann is a vet. Any dinner ideas?", "en"
    )
    + ' ["we moved to Ghent", "my sister Ann is a vet"]\n',
    starter_tasks.phrasing_prompt("Больше не ем мясо, теперь ем только рыбу", "Что я теперь ем?", "ru")
    + " Вы больше не едите мясо, теперь едите только рыбу.\n",
    starter_tasks.title_prompt("How do I clean a cast iron pan?", "en") + " Cleaning a cast iron pan\n",
)
"""Texts whose logits are kept; a prompt with a fitting answer each."""
TOP = 32
"""Logits kept for each position: the largest ones of PyTorch."""


def base_path(folder: Path) -> Path:
    """The starter voice's file, put together in ``folder`` if need be."""
    path = starter.starter_path(folder)
    if path is None:
        raise SystemExit("The starter voice's package is not installed; name its file with --base.")
    return path


def write_adapter(state: Mapping[str, Any], path: Path) -> None:
    """Write an adapter in float16; llama.cpp scales what it adds by alpha / rank, as training did."""
    writer = gguf.GGUFWriter(path, "gemma3")
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(state["alpha"]))
    writer.add_string("general.name", "Mneme's starter voice: quoting, phrasing, titles, summaries")
    writer.add_string("general.license", "gemma")
    writer.add_string("general.license.link", starter.LICENCE_URL)
    writer.add_string("mneme.base.sha256", starter.SHA256)
    for name, pair in state["pairs"].items():
        for letter, matrix in zip("ab", pair, strict=True):
            writer.add_tensor(f"{name}.weight.lora_{letter}", matrix.float().numpy().astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_logits(base_file: Path, state: Mapping[str, Any], path: Path, device: str = "cpu") -> None:
    """The largest logits at every position of :data:`PROBES`, with and without the adapter, in float32."""
    base = gemma.weights(base_file, device, torch.float32)
    adapter = gemma.Adapter(base, int(state["rank"]), float(state["alpha"]))
    adapter.restore(dict(state))
    tokenizer = Tokenizer(base_file)
    kept: dict[str, np.ndarray] = {}
    for at, text in enumerate(PROBES):
        tokens = [BEGIN, *tokenizer(text)]
        kept[f"tokens_{at}"] = np.array(tokens, np.int32)
        for name, model in (("base", gemma.Gemma(base)), ("adapter", gemma.Gemma(base, adapter))):
            with torch.no_grad():
                logits = model.logits(model.hidden(torch.tensor([tokens], device=device))[0])
                values, places = logits.log_softmax(-1).topk(TOP, -1)
            kept[f"{name}_values_{at}"] = values.cpu().numpy().astype(np.float32)
            kept[f"{name}_places_{at}"] = places.cpu().numpy().astype(np.int32)
    np.savez_compressed(path, **kept)


def main() -> int:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--no-logits", action="store_true")
    given = parser.parse_args()
    state = torch.load(given.checkpoint)["adapter"]
    write_adapter(state, given.out / "starter-lora.gguf")
    if not given.no_logits:
        write_logits(given.base or base_path(given.out), state, given.out / "starter-lora-logits.npz")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
