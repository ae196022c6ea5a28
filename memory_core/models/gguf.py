"""What a GGUF file says about itself, read without llama.cpp.

llama.cpp trusts a model file: a truncated one ends in SIGBUS, a damaged header sometimes in SIGABRT, and a
context of two thousand million tokens hangs. So the header is read here first, with bounds on everything, and
every tensor is checked to lie inside the file. The format:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from memory_core.errors import ModelFileInvalid
from memory_core.models.gguf_reader import Damaged, Header, Truncated, read_header
from memory_core.models.gguf_tables import FOREIGN, QUANTISATIONS

_SPLIT = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$")
_MOST_PARTS = 1000
_UNTOUCHED = "Nothing of yours was changed."
_MIXED = frozenset(("qwen3next", "qwen35", "qwen35moe"))
"""Architectures in which only every so many layers have attention, when the file does not say how many."""
_INTERVAL = 4
_BOUNDS: Mapping[str, int] = MappingProxyType(
    {
        "block_count": 4096,
        "context_length": 1 << 30,
        "embedding_length": 1 << 20,
        "feed_forward_length": 1 << 24,
        "attention.head_count": 1 << 16,
        "attention.head_count_kv": 1 << 16,
        "attention.key_length": 1 << 16,
        "attention.value_length": 1 << 16,
        "rope.dimension_count": 1 << 16,
        "expert_count": 1 << 16,
        "expert_used_count": 1 << 16,
    }
)
"""The largest believable value of an architecture's numbers; they stand for layers where there is a list."""
_POSITIVE = ("rope.freq_base", "rope.scaling.factor", "attention.layer_norm_rms_epsilon")
_HALF_BYTES = 2
"""Bytes of one number in the attention cache (f16)."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A checked GGUF file.

    ``context`` is the training context in tokens; ``cache_bytes_per_token`` the size of the attention cache
    that one token of context costs; ``file_bytes`` counts all parts of a split file, ``parts`` lists them.
    """

    path: Path
    parts: tuple[Path, ...]
    file_bytes: int
    architecture: str
    name: str
    parameters: int
    context: int
    quantisation: str
    chat_template: str | None
    cache_bytes_per_token: int


def inspect(path: str | Path) -> ModelFile:
    """Check a model file (and, of a split one, every part) and say what it is.

    Reads the header only: some milliseconds and at most a few megabytes of memory, whatever the file holds.

    Raises:
        ModelFileInvalid: missing, unreadable, foreign, truncated or corrupt.
    """
    path = Path(path)
    header = header_of(path)
    parts: tuple[Path, ...] = (path,)
    headers = [header]
    count = header.metadata.get("split.count")
    if isinstance(count, int) and count > 1:
        parts = _parts(path, header, count)
        headers += [header_of(part) for part in parts[1:]]
    meta = header.metadata
    architecture = _text(meta, "general.architecture")
    if not architecture:
        raise _corrupt(path, "it does not name its architecture")
    if sum(one.tensors for one in headers) == 0:
        raise _corrupt(path, "it holds no weights")
    if meta.get("general.type") == "adapter":
        raise ModelFileInvalid(
            f"{path.name} is an adapter, not a model.", _UNTOUCHED, "Choose the model that it was made for."
        )
    _check_numbers(path, meta, architecture)
    return ModelFile(
        path=path,
        parts=parts,
        file_bytes=sum(one.file_bytes for one in headers),
        architecture=architecture,
        name=_text(meta, "general.name") or path.stem,
        parameters=sum(one.parameters for one in headers),
        context=_count(meta, f"{architecture}.context_length"),
        quantisation=_quantisation(meta),
        chat_template=_text(meta, "tokenizer.chat_template") or None,
        cache_bytes_per_token=_cache_bytes(meta, architecture),
    )


def header_of(path: Path, *, shapes: bool = False) -> Header:
    """The header of one GGUF file, with its tensors' shapes if asked for.

    Raises:
        ModelFileInvalid: missing, unreadable, foreign, truncated or corrupt.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            start = stream.read(64)
            if not start.startswith(b"GGUF"):
                raise ModelFileInvalid(
                    f"{name} is {_what(start)}, not a GGUF model.",
                    _UNTOUCHED,
                    "Choose a file that ends in .gguf; most models are offered in this format too.",
                )
            stream.seek(0)
            return read_header(stream, path.stat().st_size, shapes=shapes)
    except Truncated as error:
        missing = f"at least {error.missing:,} bytes are missing" if error.missing else "its end is missing"
        raise ModelFileInvalid(
            f"{name} is incomplete: {missing}.", _UNTOUCHED, "Download or copy the file again, to the end."
        ) from error
    except Damaged as error:
        raise _corrupt(path, str(error)) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise ModelFileInvalid(
            f"The model file {name} cannot be read: {reason}.",
            _UNTOUCHED,
            "Check that the file exists and that you may read it.",
        ) from error


def _parts(path: Path, header: Header, count: int) -> tuple[Path, ...]:
    found = _SPLIT.match(path.name)
    if not found or count > _MOST_PARTS or int(found["count"]) != count:
        raise ModelFileInvalid(
            f"{path.name} is one part of a model in {count} files, but its name does not say which.",
            _UNTOUCHED,
            "Give the parts back the names they were offered under, ending in -00001-of-… and so on.",
        )
    if header.metadata.get("split.no") not in (0, None) or int(found["number"]) != 1:
        raise ModelFileInvalid(
            f"{path.name} is a later part of a model in {count} files.",
            _UNTOUCHED,
            "Choose the first part instead.",
        )
    parts = tuple(path.with_name(f"{found['stem']}-{i:05d}-of-{count:05d}.gguf") for i in range(1, count + 1))
    missing = [part.name for part in parts if not part.is_file()]
    if missing:
        raise ModelFileInvalid(
            f"{len(missing)} of the model's {count} files are missing, the first of them {missing[0]}.",
            _UNTOUCHED,
            "Put all parts of the model into one folder.",
        )
    return parts


def _what(start: bytes) -> str:
    if not start:
        return "empty"
    if len(start) > 9 and start[8:9] == b"{" and int.from_bytes(start[:8], "little") < 1 << 40:
        return "a safetensors file"
    known = (what for magic, what in FOREIGN if start.lstrip().startswith(magic))
    return next(known, "a file of another kind")


def _corrupt(path: Path, why: str) -> ModelFileInvalid:
    return ModelFileInvalid(
        f"{path.name} is damaged: {why}.", _UNTOUCHED, "Download the file again, or choose another model."
    )


def _quantisation(meta: Mapping[str, Any]) -> str:
    kind = meta.get("general.file_type")
    return QUANTISATIONS.get(kind, "?") if isinstance(kind, int) else "?"


def _text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return value if isinstance(value, str) else ""


def _count(meta: Mapping[str, Any], key: str) -> int:
    value = meta.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _cache_bytes(meta: Mapping[str, Any], architecture: str) -> int:
    """Keys and values of one token: heads of all layers x width, in f16.

    Layers without attention (of hybrid and recurrent models) keep a state of fixed size instead and count
    nothing, nor do layers that look at another one's keys. Where widths differ it is an upper bound.
    """
    layers = _count(meta, f"{architecture}.block_count")
    heads = _largest(meta, f"{architecture}.attention.head_count")
    of_keys = meta.get(f"{architecture}.attention.head_count_kv", heads)
    if isinstance(of_keys, tuple):  # one number for each layer, 0 for those without attention
        in_all = sum(number for number in of_keys if isinstance(number, int) and number > 0)
    else:
        interval = _count(meta, f"{architecture}.full_attention_interval")
        interval = interval or (_INTERVAL if architecture in _MIXED else 1)
        sharing = min(_count(meta, f"{architecture}.attention.shared_kv_layers"), layers)
        each = of_keys if isinstance(of_keys, int) and of_keys > 0 else heads
        in_all = -(-(layers - sharing) // interval) * each
    width = _count(meta, f"{architecture}.embedding_length") // heads if heads else 0
    keys = _count(meta, f"{architecture}.attention.key_length") or width
    values = _count(meta, f"{architecture}.attention.value_length") or width
    return in_all * (keys + values) * _HALF_BYTES


def _largest(meta: Mapping[str, Any], key: str) -> int:
    """A number, or the largest of one for each layer."""
    value = meta.get(key)
    if isinstance(value, tuple):
        return max((one for one in value if isinstance(one, int)), default=0)
    return _count(meta, key)


def _check_numbers(path: Path, meta: Mapping[str, Any], architecture: str) -> None:
    """Refuse numbers with which llama.cpp would compute nonsense, stop, or ask for absurd memory."""
    for key, most in _BOUNDS.items():
        value = meta.get(f"{architecture}.{key}")
        numbers = value if isinstance(value, tuple) else () if value is None else (value,)
        for number in numbers:
            if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
                raise _corrupt(path, f"its {key.rpartition('.')[2]} is impossible")
    for key in _POSITIVE:
        value = meta.get(f"{architecture}.{key}")
        if value is not None and not (isinstance(value, int | float) and math.isfinite(value) and value >= 0):
            raise _corrupt(path, f"its {key.rpartition('.')[2]} is impossible")
    wide = _count(meta, f"{architecture}.embedding_length")
    heads = _largest(meta, f"{architecture}.attention.head_count")
    if heads > wide > 0:
        raise _corrupt(path, "it has more heads than numbers to share among them")
