"""Train the starter voice's adapter: one command, on the processor or on a GPU, resumable.

::

    python packaging/starter_voice/train.py --out build/starter_voice            (--device cuda)
    python packaging/starter_voice/train.py --out build/starter_voice            (goes on from its checkpoint)

Writes ``checkpoint.pt`` now and then, and at the end ``adapter.pt``, the GGUF adapter and the logits that
llama.cpp's are compared with. Loss is taken over the answers only, and the vocabulary's head is cut to the
tokens that answers hold and the commonest others: it is the dearest product. Each step is a few batches of
about the same number of tokens, computed side by side by as many threads, which waits less on a busy machine
than splitting every product.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

import examples  # noqa: E402
import export  # noqa: E402
import gemma  # noqa: E402
from tokens import BEGIN, Tokenizer  # noqa: E402

BATCH_TOKENS = 640
"""Tokens of one batch, the padding counted."""
BATCHES = 2
"""Batches of one step."""
LONGEST = 256
COMMON = 24576
"""First tokens of the vocabulary that the cut head always keeps."""
RATE, WARM_UP, CLIP = 1e-3, 12, 1.0
"""Learning rate, the steps in which it rises, and the norm that gradients are cut to."""
SAVE_EVERY = 20
"""Steps."""
Batch = list[tuple[list[int], list[int]]]


def batches(seed: int, number: int, tokenizer: Tokenizer) -> list[Batch]:
    """``number`` examples as batches of (prompt, answer), each of like lengths, in a fixed random order."""
    pairs = []
    for one in examples.made(seed, number):
        pair = ([BEGIN, *tokenizer(one.prompt)], tokenizer(one.answer + "\n"))
        if len(pair[0]) + len(pair[1]) <= LONGEST:
            pairs.append(pair)
    draw = random.Random(seed)  # noqa: S311  an order, no secret
    out: list[Batch] = []
    block = 1024
    for start in range(0, len(pairs), block):
        near = sorted(pairs[start : start + block], key=lambda pair: len(pair[0]) + len(pair[1]))
        found: list[Batch] = [[]]
        for pair in near:
            if found[-1] and (len(found[-1]) + 1) * (len(pair[0]) + len(pair[1])) > BATCH_TOKENS:
                found.append([])
            found[-1].append(pair)
        draw.shuffle(found)
        out += found
    return out


def main() -> int:
    """Train, or go on training."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the checkpoint and what comes of it"
    )
    parser.add_argument(
        "--base", type=Path, help="the starter voice's GGUF file; by default the installed one"
    )
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--examples", type=int, default=10000)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=RATE, help="learning rate at its height")
    parser.add_argument(
        "--begin-with", type=Path, help="an adapter.pt or checkpoint.pt whose weights to begin with"
    )
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    base_file = given.base or export.base_path(given.out)
    torch.set_num_threads(1 if given.device == "cpu" else given.threads)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer(base_file)
    todo = batches(given.seed, given.examples, tokenizer)
    steps = len(todo) // BATCHES
    kept = sorted({*range(COMMON), *(token for batch in todo for _, answer in batch for token in answer)})
    say(f"{sum(map(len, todo))} examples, {steps} steps, a head of {len(kept)} tokens")

    base = gemma.weights(base_file, given.device)
    adapter = gemma.Adapter(base, given.rank, 2.0 * given.rank, given.seed)
    if given.begin_with:
        adapter.restore(torch.load(given.begin_with)["adapter"])
    model = gemma.Gemma(base, adapter)
    chosen = torch.tensor(kept, device=given.device)
    place = torch.full((gemma.VOCABULARY,), -1, dtype=torch.long, device=given.device)
    place[chosen] = torch.arange(len(kept), device=given.device)
    head = base["token_embd.weight"][chosen].clone()
    parameters = adapter.parameters()
    optimiser = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    step, spent, seen, smooth = 0, 0.0, 0, 0.0
    checkpoint = given.out / "checkpoint.pt"
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        if state["of"] != [given.seed, given.examples, given.rank]:
            raise SystemExit(f"{checkpoint} is of another training; choose another folder")
        adapter.restore(state["adapter"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent, seen, smooth = state["step"], state["spent"], state["seen"], state["loss"]
        say(f"goes on at step {step}")

    def gradients(batch: Batch) -> tuple[list[torch.Tensor], float]:
        torch.set_num_threads(1 if given.device == "cpu" else given.threads)
        longest = max(len(prompt) + len(answer) for prompt, answer in batch) - 1
        tokens = torch.zeros(len(batch), longest, dtype=torch.long)
        targets = torch.full((len(batch), longest), -1, dtype=torch.long)
        for row, (prompt, answer) in enumerate(batch):
            both = prompt + answer
            tokens[row, : len(both) - 1] = torch.tensor(both[:-1])
            targets[row, len(prompt) - 1 : len(both) - 1] = torch.tensor(answer)
        tokens, targets = tokens.to(given.device), targets.to(given.device)
        asked = targets >= 0
        states = model.hidden(tokens)[asked]
        logits = functional.linear(states, head).float()
        rows = asked.nonzero()[:, 0]
        losses = functional.cross_entropy(logits, place[targets[asked]], reduction="none")
        # each example counts half by its length: a long list of quotes is not ten pleasantries
        sizes = torch.bincount(rows, minlength=len(batch)).float()
        weight = sizes[rows].rsqrt()
        loss = (losses * weight).sum() / weight.sum()
        return list(torch.autograd.grad(loss, parameters)), losses.detach().mean().item()

    pool = ThreadPoolExecutor(given.threads if given.device == "cpu" else 1)
    since = time.monotonic()
    begun, begun_seen = since, seen
    while step < steps:
        mine = todo[step * BATCHES : (step + 1) * BATCHES]
        done = list(pool.map(gradients, mine))
        for parameter, *parts in zip(parameters, *(one for one, _ in done), strict=True):
            parameter.grad = sum(parts[1:], parts[0]) / len(parts)
        torch.nn.utils.clip_grad_norm_(parameters, CLIP)
        for group in optimiser.param_groups:
            group["lr"] = (
                given.rate
                * min(1.0, (step + 1) / WARM_UP)
                * (0.475 * (1 + math.cos(math.pi * step / steps)) + 0.05)
            )
        optimiser.step()
        step += 1
        seen += sum(map(len, mine))
        loss = sum(one for _, one in done) / len(done)
        smooth = loss if step == 1 else 0.95 * smooth + 0.05 * loss
        now = time.monotonic()
        spent, since = spent + now - since, now
        if step % 10 == 0:
            rate = (seen - begun_seen) / (now - begun)
            say(
                f"step {step}/{steps}  {spent:.0f} s  {seen} examples  {rate:.1f} a second  loss {smooth:.3f}"
            )
        if step % SAVE_EVERY == 0 or step == steps:
            state = {
                "of": [given.seed, given.examples, given.rank],
                "adapter": adapter.state(),
                "optimiser": optimiser.state_dict(),
                "step": step,
                "spent": spent,
                "seen": seen,
                "loss": smooth,
            }
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    torch.save({"adapter": adapter.state()}, given.out / "adapter.pt")
    (given.out / "training.json").write_text(
        json.dumps({"examples": seen, "steps": step, "seconds": round(spent), "loss": round(smooth, 4)})
        + "\n"
    )
    export.write_adapter(adapter.state(), given.out / "starter-lora.gguf")
    export.write_logits(base_file, adapter.state(), given.out / "starter-lora-logits.npz", given.device)
    say(f"done: {seen} examples in {spent:.0f} s")
    return 0


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)  # noqa: T201  what the command is for


if __name__ == "__main__":
    raise SystemExit(main())
