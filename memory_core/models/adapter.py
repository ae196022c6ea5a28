"""What a LoRA adapter in GGUF says about itself, and whether it belongs to a model; read without llama.cpp.

An adapter adds ``scale * B A`` to some of a model's matrices (Hu and others 2021, "LoRA", section 4.1), so
each pair of its tensors must fit the matrix that it names: ``A`` reads what the matrix reads and ``B`` writes
what it writes. llama.cpp trusts the file's sizes as it trusts a model's; here they are checked before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from memory_core.errors import ModelFileInvalid
from memory_core.models.gguf import ModelFile, header_of

_DOWN, _UP = ".lora_a", ".lora_b"
_EMBEDDING = "token_embd.weight"
"""Its rows are looked up, not multiplied: both of its tensors lie the other way round."""
_TODO = "Choose the adapter that was made for this model, or use the model without one."
_UNTOUCHED = "Nothing of yours was changed."

_Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class AdapterFile:
    """A checked adapter. ``rank`` is the largest inner dimension of its pairs, ``matrices`` their number."""

    path: Path
    name: str
    file_bytes: int
    rank: int
    matrices: int


def inspect_adapter(path: str | Path, base: ModelFile) -> AdapterFile:
    """Check an adapter against the model it shall change: its kind, its architecture, the shape of each pair.

    Reads headers only.

    Raises:
        ModelFileInvalid: it cannot be read, is no LoRA adapter, or was made for another model.
    """
    path = Path(path)
    header = header_of(path, shapes=True)
    meta = header.metadata
    if meta.get("general.type") != "adapter" or meta.get("adapter.type") != "lora":
        raise ModelFileInvalid(f"{path.name} is a GGUF file, but no LoRA adapter.", _UNTOUCHED, _TODO)
    if meta.get("general.architecture") != base.architecture:
        made_for = meta.get("general.architecture")
        raise _foreign(path, base, f"it changes models of the kind {made_for}, not {base.architecture}")
    matrices: dict[str, tuple[int, ...]] = {}
    for part in base.parts:
        matrices |= header_of(part, shapes=True).shapes
    ranks = list(_ranks(path, base, header.shapes, matrices))
    if not ranks:
        raise ModelFileInvalid(f"{path.name} is an adapter that changes nothing.", _UNTOUCHED, _TODO)
    name = meta.get("general.name")
    return AdapterFile(
        path=path,
        name=name if isinstance(name, str) and name else path.stem,
        file_bytes=header.file_bytes,
        rank=max(ranks),
        matrices=len(ranks),
    )


def _ranks(path: Path, base: ModelFile, pairs: _Shapes, matrices: _Shapes) -> Iterator[int]:
    """The inner dimension of each pair that fits its matrix."""
    for name, shape in pairs.items():
        if not name.endswith((_DOWN, _UP)):
            raise _foreign(path, base, "it holds more than pairs of small matrices")
        stem = name.removesuffix(_DOWN).removesuffix(_UP)
        if stem + _DOWN not in pairs or stem + _UP not in pairs:
            raise _foreign(path, base, "half of a pair is missing")
        if name.endswith(_UP):
            continue
        matrix, other = matrices.get(stem), pairs[stem + _UP]
        if matrix is None or len(matrix) < 2:
            raise _foreign(path, base, f"the model has no matrix {stem}")
        if len(shape) != len(matrix) or len(other) != len(matrix) or shape[2:] != matrix[2:]:
            raise _foreign(path, base, f"{stem} has another form there")
        reads, writes, inner, again = shape[0], other[1], shape[1], other[0]
        if stem == _EMBEDDING:
            reads, writes, inner, again = other[1], shape[1], shape[0], other[0]
        if (reads, writes) != matrix[:2] or inner != again:
            raise _foreign(path, base, f"{stem} has another size there")
        yield inner


def _foreign(path: Path, base: ModelFile, why: str) -> ModelFileInvalid:
    return ModelFileInvalid(
        f"The adapter {path.name} does not belong to {base.name}: {why}.", _UNTOUCHED, _TODO
    )
