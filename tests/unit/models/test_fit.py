"""What fits is said before anything is loaded, and what is said to fit is loaded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.models.fit import (
    Machine,
    Verdict,
    Why,
    active_share,
    fit,
    fit_by_size,
    need_of,
    total_bytes,
)
from memory_core.models.gguf import ModelFile, inspect
from memory_core.models.language_model import LanguageModel
from memory_core.models.model_process import fitting_context
from tests.tools.tiny_gguf import HEADS, LAYERS, WIDTH, write_tiny_gguf

GIB = 1 << 30
WORST = [Verdict.FITS, Verdict.SLOW, Verdict.DOES_NOT_FIT]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    return inspect(write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf"))


def _model(file_bytes: int, cache: int = 100_000, context: int = 131_072) -> ModelFile:
    path = Path("no-such-file.gguf")
    return ModelFile(path, (path,), file_bytes, "llama", "m", 1, context, "Q4_K_M", None, cache)


def test_the_numbers_are_the_formulas(tiny: ModelFile) -> None:
    need = need_of(tiny, 1000)
    per_token = LAYERS * HEADS * (WIDTH // HEADS + WIDTH // HEADS) * 2
    assert need.weights == tiny.file_bytes
    assert need.cache == 2 * 1000 * per_token  # the chat's context and the second one
    assert need_of(tiny, 8000).cache == (8000 + 2048) * per_token
    assert need.compute == (256 << 20) + HEADS * 64 * 4 * 1000
    assert need.total == need.weights + need.cache + need.compute


def test_fewer_heads_for_keys_and_a_mixture_of_experts(tmp_path: Path) -> None:
    path = tmp_path / "moe.gguf"
    writer = gguf.GGUFWriter(path, "moe")
    writer.add_context_length(4096)
    writer.add_block_count(10)
    writer.add_embedding_length(2048)
    writer.add_head_count(16)
    writer.add_head_count_kv(2)
    writer.add_key_length(256)
    writer.add_value_length(128)
    writer.add_expert_count(128)
    writer.add_expert_used_count(8)
    writer.add_tensor("token_embd.weight", np.zeros((2, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    file = inspect(path)
    assert need_of(file, 100).cache == 200 * 10 * 2 * (256 + 128) * 2
    assert active_share(file) == pytest.approx(0.1 + 0.9 * 8 / 128)


def test_a_machine_with_room_a_busy_one_and_a_small_one() -> None:
    model = _model(4 * GIB)
    fits = fit(model, 4096, Machine(16 * GIB, 12 * GIB, 8))
    assert (fits.verdict, fits.why, fits.context) == (Verdict.FITS, Why.ROOM, 4096)
    assert fits.pace > 3
    busy = fit(model, 4096, Machine(16 * GIB, 3 * GIB, 8))
    assert (busy.verdict, busy.why, busy.context) == (Verdict.SLOW, Why.OTHERS, 0)
    small = fit(model, 4096, Machine(4 * GIB, 3 * GIB, 8))
    assert (small.verdict, small.why, small.context) == (Verdict.DOES_NOT_FIT, Why.TOO_LARGE, 0)
    tight = fit(model, 4096, Machine(16 * GIB, 4 * GIB + 700 * (1 << 20), 8))
    assert tight.why is Why.OTHERS
    assert 512 <= tight.context < 4096


def test_a_slow_processor_and_a_graphics_card() -> None:
    model = _model(8 * GIB)
    slow = fit(model, 4096, Machine(32 * GIB, 30 * GIB, 2))
    assert (slow.verdict, slow.why) == (Verdict.SLOW, Why.PACE)
    card = fit(model, 4096, Machine(32 * GIB, 30 * GIB, 2, gpu=24 * GIB))
    assert card.verdict is Verdict.FITS
    assert card.pace > slow.pace


def test_a_system_that_does_not_tell_hinders_nobody() -> None:
    found = fit(_model(2 * GIB), 4096, Machine(None, None, 8))
    assert (found.verdict, found.context) == (Verdict.FITS, 4096)


def test_a_context_beyond_the_training_is_not_counted() -> None:
    model = _model(GIB, context=2048)
    assert fit(model, 1 << 20, Machine(16 * GIB, 8 * GIB, 4)) == fit(
        model, 2048, Machine(16 * GIB, 8 * GIB, 4)
    )
    with pytest.raises(BadRequest):
        fit(model, 0, Machine(None, None, 1))


sizes = st.integers(1 << 20, 1 << 38)
contexts = st.integers(1, 1 << 20)
caches = st.integers(0, 1 << 20)
machines = st.builds(
    lambda total, part, cores, gpu: Machine(total, int(total * part), cores, gpu),
    st.integers(1 << 30, 1 << 38),
    st.floats(0, 1),
    st.integers(1, 64),
    st.sampled_from([0, 0, 8 * GIB, 24 * GIB]),
)


@given(sizes, sizes, contexts, contexts, caches, machines)
def test_a_larger_model_or_context_never_fits_better(
    size: int, more: int, context: int, longer: int, cache: int, machine: Machine
) -> None:
    size, more = sorted((size, more))
    context, longer = sorted((context, longer))
    small = fit(_model(size, cache, 1 << 20), context, machine)
    for other in (
        fit(_model(more, cache, 1 << 20), context, machine),
        fit(_model(size, cache, 1 << 20), longer, machine),
        fit(_model(size, cache * 2, 1 << 20), context, machine),
    ):
        assert WORST.index(other.verdict) >= WORST.index(small.verdict)
        assert other.need.total >= small.need.total
        assert other.pace <= small.pace


@given(sizes, contexts, caches, machines)
def test_more_memory_never_fits_worse(size: int, context: int, cache: int, machine: Machine) -> None:
    assert machine.total is not None
    assert machine.available is not None
    more = replace(machine, total=machine.total * 2, available=machine.available * 2, cores=machine.cores + 1)
    model = _model(size, cache, 1 << 20)
    better, worse = fit(model, context, more), fit(model, context, machine)
    assert WORST.index(better.verdict) <= WORST.index(worse.verdict)


@given(sizes, contexts, caches, machines)
def test_what_is_said_to_fit_the_loader_takes_whole(
    size: int, context: int, cache: int, machine: Machine
) -> None:
    model = _model(size, cache, 1 << 20)
    found = fit(model, context, machine)
    if found.verdict is Verdict.FITS:
        assert found.context == context == fitting_context(model, context, machine.free)


def test_a_model_that_is_not_here_yet() -> None:
    sixteen = Machine(int(15.4 * GIB), 10 * GIB, 8)
    assert fit_by_size(5_680_000_000, 16 * GIB, 1.0, sixteen).verdict is Verdict.FITS
    assert fit_by_size(6_720_000_000, 24 * GIB, 1.0, sixteen).why is Why.TOO_LARGE
    assert fit_by_size(12_000_000_000, 16 * GIB, 1.0, sixteen).verdict is not Verdict.FITS


def test_this_machine_is_known() -> None:
    here = Machine.here()
    assert here.total == total_bytes()
    assert here.total is not None
    assert GIB // 4 < here.total <= psutil.virtual_memory().total
    assert here.available is not None
    assert 0 < here.available <= psutil.virtual_memory().total
    assert 1 <= here.cores <= (psutil.cpu_count() or 1)
    assert here.gpu == 0


def test_what_fits_here_loads_here(tiny: ModelFile) -> None:
    found = fit(tiny, 512, Machine.here())
    assert found.verdict is Verdict.FITS
    with LanguageModel.open(tiny.path, context=512, threads=1) as model:
        assert model.describe().context == found.context
