"""Numbers of threads worth trying."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_core.workers.abort import AbortFlag
from memory_core.workers.backends import load_cpu
from memory_core.workers.generation import Generator
from memory_core.workers.threads import candidates, measure
from memory_core.workers.weights import Context, Weights
from tests.tools.tiny_gguf import write_tiny_gguf


@pytest.mark.parametrize(
    ("usable", "expected"), [(1, [1]), (2, [1, 2]), (3, [1, 3]), (8, [1, 4, 8]), (64, [1, 8, 16])]
)
def test_candidates(usable: int, expected: list[int]) -> None:
    assert candidates(usable) == expected


def test_this_machine_has_some() -> None:
    assert candidates()[0] == 1


def test_measuring_leaves_the_cached_prompt_and_the_next_answer_alone(tmp_path: Path) -> None:
    load_cpu()
    weights = Weights(str(write_tiny_gguf(tmp_path / "tiny.gguf")))
    flag = AbortFlag()
    context = Context(weights, flag, size=512, batch=64, threads=1)
    try:
        generator = Generator(weights, context, flag)
        prompt = weights.tokenise("a prompt that stays", special=True)
        before: list[str] = []
        generator.run(prompt, {"max_tokens": 8}, before.append)
        found = measure(context, generator.held, 3, [1, 2])
        assert found is not None
        assert found[0] in (1, 2)
        assert found[1] > 0
        after: list[str] = []
        outcome = generator.run(prompt, {"max_tokens": 8}, after.append)
        assert (after, outcome.evaluated) == (before, 1)
        assert measure(context, 500, 3, [1, 2]) is None  # no room behind the prompt
        flag.cancel(1)
        flag.begin(1)
        assert measure(context, generator.held, 3, [1]) is None  # cancelled
    finally:
        context.close()
        weights.close()
