"""One embedder for all tests of recall, and an empty shelf for each."""

from __future__ import annotations

import pytest

from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.recall.recall import Recall
from tests.tools.diaries import Shelf


@pytest.fixture(scope="session")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()


@pytest.fixture
def shelf(embedder: OnnxEmbedder) -> Shelf:
    return Shelf(embedder)


@pytest.fixture
def recall(shelf: Shelf, embedder: OnnxEmbedder) -> Recall:
    return Recall(shelf.index, embedder, Params())
