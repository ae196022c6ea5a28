"""The models that are offered for download: read strictly, weighed against this machine, one recommended.

The list ships with the program (``assets/catalogue.json``). Nothing is fetched from here; a download is begun
by the user, with what an entry says, and kept only with the checksum that stands there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

from memory_core.errors import AssetMissing
from memory_core.models.fit import Fit, Machine, Verdict, fit_by_size

_VERSION = 1
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,200}\.gguf")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for its devices."""
_LARGEST = 1 << 42


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be downloaded.

    Args:
        id: a short name that stays the same.
        name: what people call it.
        repository: who publishes it, and where.
        file: the file's name, a plain one: no folder, nothing that a system reads otherwise.
        url: where it is fetched from, https.
        file_bytes: its size.
        exact: whether that is known to the byte; else it is about so much.
        sha256: the checksum of the file, 64 hexadecimal digits.
        memory_gb: memory of a machine for it, in gigabytes.
        active_share: share of the weights that one token uses (less than 1 in a mixture of experts).
        licence: the licence's name (SPDX).
        languages: codes of the languages that Mneme itself reads and this model writes.
        tools: whether it was chosen for using tools.
    """

    id: str
    name: str
    repository: str
    file: str
    url: str
    file_bytes: int
    exact: bool
    sha256: str
    memory_gb: int
    active_share: float
    licence: str
    languages: tuple[str, ...]
    tools: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """An offer and whether it fits a machine. At most one of a list is ``recommended``."""

    offer: Offer
    fit: Fit
    recommended: bool


def read_catalogue() -> tuple[Offer, ...]:
    """The offers, smallest machine first.

    Raises:
        AssetMissing: the list is gone, or not as it was shipped; the message says what is wrong.
    """
    try:
        text = resources.files("assets").joinpath("catalogue.json").read_text("utf-8")
    except (OSError, ModuleNotFoundError, UnicodeDecodeError) as error:
        raise _wrong("it is missing") from error
    return parse_catalogue(text)


def parse_catalogue(text: str) -> tuple[Offer, ...]:
    """The offers of a list given as text; see :func:`read_catalogue`."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong("it is not JSON") from error
    top = _exactly(given, {"version", "url", "models"}, "the list")
    if top["version"] != _VERSION:
        raise _wrong(f"its version {top['version']!r} is unknown")
    template, models = top["url"], top["models"]
    if not isinstance(template, str) or not isinstance(models, list) or not models:
        raise _wrong("it holds no models")
    offers = tuple(_offer(one, template) for one in models)
    for what in ("id", "file", "sha256"):
        values = [str(getattr(offer, what)).casefold() for offer in offers]
        if len(set(values)) < len(values):
            raise _wrong(f"two models have the same {what}")
    return offers


def weigh(offers: Sequence[Offer], machine: Machine, language: str | None = None) -> tuple[Weighed, ...]:
    """Each offer with its verdict here. Recommended is the largest that fits and writes the language, if any.

    Of a mixture of experts and an ordinary model, both fitting, the larger file wins: it knows more.
    """
    fits = [fit_by_size(one.file_bytes, one.memory_gb << 30, one.active_share, machine) for one in offers]
    able = [
        (offer.file_bytes, place)
        for place, (offer, found) in enumerate(zip(offers, fits, strict=True))
        if found.verdict is Verdict.FITS and (language is None or language in offer.languages)
    ]
    best = max(able)[1] if able else None
    pairs = enumerate(zip(offers, fits, strict=True))
    return tuple(Weighed(offer, found, place == best) for place, (offer, found) in pairs)


_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "id": str, "name": str, "repository": str, "file": str, "bytes": int, "exact": bool, "sha256": str,
    "memory_gb": int, "active_share": (int, float), "licence": str, "languages": list, "tools": bool,
}  # fmt: skip


def _offer(given: object, template: str) -> Offer:
    row = _exactly(given, set(_TYPES), "a model")
    name = f"the model {row['id']!r}"
    for key, kind in _TYPES.items():
        value = row[key]
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise _wrong(f"{key} of {name} is not what it should be")
    for key, form in (("id", _ID), ("repository", _REPOSITORY), ("file", _FILE), ("sha256", _SHA256)):
        if not form.fullmatch(row[key]):
            raise _wrong(f"{key} of {name} is not what it should be")
    right: tuple[tuple[str, bool], ...] = (
        ("file", is_plain_name(row["file"])),
        ("repository", ".." not in row["repository"]),
        ("bytes", 0 < row["bytes"] < _LARGEST),
        ("memory_gb", 0 < row["memory_gb"] <= 4096),
        ("active_share", 0 < row["active_share"] <= 1),
        ("name", bool(row["name"].strip()) and row["name"].isprintable()),
        ("licence", bool(row["licence"].strip())),
        ("languages", bool(row["languages"]) and all(_is_language(one) for one in row["languages"])),
    )
    for key, good in right:
        if not good:
            raise _wrong(f"{key} of {name} is not what it should be")
    return Offer(
        id=row["id"],
        name=row["name"],
        repository=row["repository"],
        file=row["file"],
        url=_url(template, row["repository"], row["file"], name),
        file_bytes=row["bytes"],
        exact=row["exact"],
        sha256=row["sha256"],
        memory_gb=row["memory_gb"],
        active_share=float(row["active_share"]),
        licence=row["licence"],
        languages=tuple(row["languages"]),
        tools=row["tools"],
    )


def is_plain_name(name: str) -> bool:
    """Whether a name is that of a model's file in one folder, on every system."""
    return bool(_FILE.fullmatch(name)) and ".." not in name and not _RESERVED.fullmatch(name)


def _is_language(value: object) -> bool:
    return isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))


def _url(template: str, repository: str, file: str, name: str) -> str:
    try:
        url = template.format(repository=quote(repository), file=quote(file))
        parts = urlsplit(url)
    except (LookupError, ValueError, AttributeError) as error:
        raise _wrong("its template of addresses is not what it should be") from error
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise _wrong(f"{name} has no safe address")
    return url


def _exactly(given: object, keys: set[str], what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _wrong(f"{what} is not what it should be")
    for odd in sorted(keys ^ set(given)):
        raise _wrong(f"{what} {'lacks' if odd in keys else 'has an unknown'} {odd!r}")
    return given


def _wrong(why: str) -> AssetMissing:
    return AssetMissing(
        f"The list of models that can be downloaded cannot be used: {why}.",
        "Your memories and the models on this computer are untouched.",
        "Install the program again, or choose a model that is on this computer already.",
    )
