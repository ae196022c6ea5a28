"""One embedder for all tests of purging."""

from __future__ import annotations

import pytest

from memory_core.models.embedder import OnnxEmbedder


@pytest.fixture(scope="session")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()
