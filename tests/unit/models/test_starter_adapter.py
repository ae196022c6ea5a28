"""The starter voice with its own adapter: quotes, phrasings, and the same numbers that training saw."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from memory_core.models import starter, starter_tasks
from memory_core.models.language_model import LanguageModel
from memory_core.perception import own_words, statements
from memory_core.perception.extraction import Extractor
from memory_core.workers import launch

LOGITS = Path(__file__).resolve().parents[2] / "data" / "starter-lora-logits.npz"

pytestmark = pytest.mark.skipif(not starter.installed(), reason="the optional voice package is not installed")

_ASK_LLAMA = """
import json, sys
import numpy as np
from memory_core.workers import backends
import llama_cpp
backends.load_cpu()
model, adapter, tokens = sys.argv[1], sys.argv[2] or None, json.loads(sys.argv[3])
sizes = {"n_ctx": 128, "n_batch": 128, "n_threads": 1}
voice = llama_cpp.Llama(model, **sizes, logits_all=True, verbose=False, lora_path=adapter)
for row in tokens:
    voice.reset()
    voice.eval(row)
    logits = np.array(voice.scores[: len(row)], np.float64)
    logits -= logits.max(-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(-1, keepdims=True))
    places = logits.argsort(-1)[:, ::-1][:, :64]
    print(json.dumps([places.tolist(), np.take_along_axis(logits, places, 1).tolist()]))
"""


@pytest.fixture(scope="module")
def gemma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = starter.starter_path(tmp_path_factory.mktemp("voice"))
    assert path is not None
    return path


@pytest.fixture(scope="module")
def voice(gemma: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(gemma, context=1024, threads=1, adapter=starter.starter_adapter()) as model:
        yield model


def quoted(voice: LanguageModel, text: str) -> list[str]:
    own = [(piece.start, piece.end) for piece in statements.pieces(text, own_words.foreign(text))]
    found = Extractor(voice).extract(text, own)
    assert found.failures == ()
    return [text[quote.start : quote.end] for quote in found.quotes]


def test_it_says_what_it_was_taught(voice: LanguageModel) -> None:
    adapter = starter.starter_adapter()
    assert adapter is not None
    assert adapter.stat().st_size <= 10_000_000
    assert starter_tasks.taught(voice.describe())
    assert starter_tasks.taught(voice.background.describe())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("By the way, my cousin Bram lives in Utrecht. Any idea for dinner?", ["Utrecht"]),
        ("I no longer work at the mill, I drive a tram now.", ["mill", "tram"]),
        ("Кстати, моя сестра Агата живёт в Костроме.", ["Костроме"]),
        ("How do magnets work?", []),
        ("Спасибо, очень помогло!", []),
    ],
)
def test_it_quotes_what_lasts_and_nothing_else(voice: LanguageModel, text: str, values: list[str]) -> None:
    quotes = quoted(voice, text)
    assert bool(quotes) == bool(values)
    assert all(any(value in quote for quote in quotes) for value in values)


@pytest.mark.parametrize(
    ("fact", "question", "answer"),
    [
        ("I paid 340 euros for the loom.", "What did the loom cost?", "You paid 340 euros for the loom."),
        ("Мой брат Артемий живёт в Кашине.", "Где живёт мой брат?", "Ваш брат Артемий живёт в Кашине."),
    ],
)
def test_it_tells_a_fact_to_the_one_who_told_it(
    voice: LanguageModel, fact: str, question: str, answer: str
) -> None:
    prompt = starter_tasks.phrasing_prompt(fact, question, "ru" if fact[0] == "М" else "en")
    assert "".join(one.text for one in voice.complete(prompt, starter_tasks.PHRASING)).strip() == answer


@pytest.mark.parametrize("name", ["base", "adapter"])
def test_llama_cpp_computes_what_training_computed(gemma: Path, name: str) -> None:
    """llama.cpp rounds activations to 8 bits where PyTorch keeps 32, so logits agree closely, not exactly."""
    stored = np.load(LOGITS)
    texts = [stored[f"tokens_{at}"].tolist() for at in range(sum(key.startswith("tokens") for key in stored))]
    adapter = str(starter.starter_adapter()) if name == "adapter" else ""
    done = subprocess.run(
        [sys.executable, "-c", _ASK_LLAMA, str(gemma), adapter, json.dumps(texts)],
        env=launch.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    apart, same, weights = [], [], []
    for at, line in enumerate(done.stdout.splitlines()):
        places, values = json.loads(line)
        for position, (mine, given) in enumerate(zip(places, values, strict=True)):
            theirs = dict(zip(mine, given, strict=True))
            wanted = stored[f"{name}_places_{at}"][position].tolist()
            expected = dict(zip(wanted, stored[f"{name}_values_{at}"][position].tolist(), strict=True))
            same.append(mine[0] == wanted[0])
            shared = [(theirs[token], value) for token, value in expected.items() if token in theirs]
            weight = np.exp([value for _, value in shared])
            apart.append(float(np.dot(weight, [abs(one - two) for one, two in shared])))
            weights.append(float(weight.sum()))
    assert len(done.stdout.splitlines()) == len(texts)
    assert np.mean(same) > 0.85
    assert np.mean(apart) < 0.2
    assert np.mean(weights) > 0.6
