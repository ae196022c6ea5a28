"""The long-term index as an open vault has it: where it lies, what a purge does to it, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine, Key, Params
from memory_core.models.embedder import OnnxEmbedder
from memory_core.recall.vector_index import ExactIndex
from memory_core.recall.vector_index_keeper import FOLDER, LongTermIndex
from memory_core.types import IndexState, VectorIndex
from tests.tools.diaries import START
from tests.tools.vector_engines import held

LONG = 120.0
KEY = Key(bytes(range(32)))
TEXTS = (
    "My sister Inga lives in Ghent.",
    "I play the cello on Tuesdays.",
    "I am allergic to walnuts.",
    "My brother Pavel works as a baker.",
)


_embedder = cache(OnnxEmbedder.shipped)


@contextmanager
def life(
    folder: Path, key: object = PLAIN, least: int = 3, index: VectorIndex | None = None
) -> Iterator[tuple[Engine, LongTermIndex]]:
    params = Params(chroma_from=least, candidates=4, chroma_wait=LONG)
    with Engine.open(folder, key=key, params=params, embedder=_embedder(), vector_index=index) as engine:  # type: ignore[arg-type]
        for number, text in enumerate(TEXTS):
            engine.perceive(text, at=START, external_id=f"t{number}")
        engine.settle()
        kept = engine._ready().long_term
        assert kept.wait(LONG)
        yield engine, kept


def found(engine: Engine, cue: str) -> list[str]:
    return [item.text for item in engine.recall(cue, limit=3).items]


def test_a_plain_vault_keeps_it_in_its_folder_and_a_purge_drops_it_whole(vault_folder: Path) -> None:
    with life(vault_folder) as (engine, kept):
        assert engine.vault.long_term_index().state is IndexState.READY
        place = next(trace for trace in engine.vault.traces() if trace.name == "long-term index")
        assert place.path == vault_folder / FOLDER
        assert place.bytes > 0
        assert not place.encrypted
        before = engine.vault.statistics()["indexed"]
        assert before == len(engine._ready().mirror.index)
        assert found(engine, "Where does Inga live?")[0] == TEXTS[0]
        receipt = engine.memories.purge_matching("walnuts")
        assert receipt.removed["long-term index"] == 1
        assert kept.wait(LONG)
        assert 0 < engine.vault.statistics()["indexed"] < before
        assert engine.vault.check().ok
        assert not [text for text in found(engine, "walnuts") if "walnut" in text]
        engine.vault.rebuild_indexes()
        assert kept.wait(LONG)
        assert engine.vault.long_term_index().state is IndexState.READY
    with life(vault_folder) as (engine, _):  # opened again: nothing has to be put
        assert engine.vault.statistics()["index_failures"] == 0
        assert found(engine, "Where does Inga live?")[0] == TEXTS[0]


def test_an_encrypted_vault_keeps_it_in_memory_and_removes_what_a_plain_one_left(vault_folder: Path) -> None:
    (vault_folder / FOLDER).mkdir(parents=True)
    (vault_folder / FOLDER / "old").touch()
    with life(vault_folder, KEY) as (engine, kept):
        assert not (vault_folder / FOLDER).exists()
        assert kept.folder is None
        assert engine.vault.long_term_index().state is IndexState.READY
        assert not [trace for trace in engine.vault.traces() if trace.name == "long-term index"]
        assert found(engine, "Where does Inga live?")[0] == TEXTS[0]
        kept.forget()
        assert kept.wait(LONG)
        assert not (vault_folder / FOLDER).exists()


def test_one_from_outside_is_used_from_the_first_document_on_and_left_open(vault_folder: Path) -> None:
    index = ExactIndex(_embedder().dimensions)
    with life(vault_folder, KEY, 10_000, index) as (engine, _):
        state = engine.vault.long_term_index()
        assert (state.state, state.engine) == (IndexState.READY, "exact")
        assert len(held(index)) == state.documents > 0
    assert held(index)


@pytest.mark.parametrize("least", [0, 10_000])
def test_a_small_vault_starts_no_process(vault_folder: Path, least: int) -> None:
    with life(vault_folder, PLAIN, least) as (engine, kept):
        assert engine.vault.long_term_index().state is IndexState.OFF
        assert engine.vault.statistics()["indexed"] == 0
        assert kept._opened is None
        assert not (vault_folder / FOLDER).exists()
