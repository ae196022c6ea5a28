"""What a GGUF file says about itself, read without llama.cpp.

llama.cpp trusts a model file: a truncated one ends in SIGBUS, a damaged header sometimes in SIGABRT, and a
context of two thousand million tokens hangs. So the header is read here first, with bounds on everything, and
every tensor is checked to lie inside the file. The format:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memory_core.errors import ModelFileInvalid
from memory_core.models.gguf_reader import Damaged, Header, Truncated, read_header
from memory_core.models.gguf_tables import FOREIGN, QUANTISATIONS

_SPLIT = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$")
_MOST_PARTS = 1000
_UNTOUCHED = "Nothing of yours was changed."
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
    header = _header(path)
    parts: tuple[Path, ...] = (path,)
    headers = [header]
    count = header.metadata.get("split.count")
    if isinstance(count, int) and count > 1:
        parts = _parts(path, header, count)
        headers += [_header(part) for part in parts[1:]]
    meta = header.metadata
    architecture = _text(meta, "general.architecture")
    if not architecture:
        raise _corrupt(path, "it does not name its architecture")
    if sum(one.tensors for one in headers) == 0:
        raise _corrupt(path, "it holds no weights")
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


def _header(path: Path) -> Header:
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
            return read_header(stream, path.stat().st_size)
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
    """Keys and values of one token: layers x heads x width, in f16. An upper bound where layers differ."""
    layers = _count(meta, f"{architecture}.block_count")
    heads = _count(meta, f"{architecture}.attention.head_count")
    of_keys = meta.get(f"{architecture}.attention.head_count_kv", heads)
    if isinstance(of_keys, tuple):  # one number for each layer
        of_keys = max((number for number in of_keys if isinstance(number, int)), default=heads)
    of_keys = of_keys if isinstance(of_keys, int) and of_keys > 0 else heads
    width = _count(meta, f"{architecture}.embedding_length") // heads if heads else 0
    keys = _count(meta, f"{architecture}.attention.key_length") or width
    values = _count(meta, f"{architecture}.attention.value_length") or width
    return layers * of_keys * (keys + values) * _HALF_BYTES
