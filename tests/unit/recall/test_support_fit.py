"""The shipped weights of support are those that the fitting command finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_core.models.embedder import OnnxEmbedder
from memory_core.recall.support import INTERCEPT, WEIGHTS

COMMAND = Path(__file__).resolve().parents[3] / "packaging" / "recall"


@pytest.mark.slow
def test_the_command_finds_the_shipped_weights(
    monkeypatch: pytest.MonkeyPatch, embedder: OnnxEmbedder
) -> None:
    monkeypatch.syspath_prepend(str(COMMAND))
    from fit_support import examples, fit, lives

    found = fit([*examples(embedder), *lives(embedder)])
    assert found == pytest.approx([INTERCEPT, *WEIGHTS.values()], abs=0.3)
