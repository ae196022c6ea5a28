"""The list of models to download is read strictly, and one of it is recommended."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import pytest

from memory_core.errors import AssetMissing
from memory_core.models.catalogue import is_plain_name, parse_catalogue, read_catalogue, weigh
from memory_core.models.fit import Machine, Verdict

GIB = 1 << 30


def _given() -> dict[str, Any]:
    text = resources.files("assets").joinpath("catalogue.json").read_text("utf-8")
    return dict(json.loads(text))


def test_the_shipped_list_is_whole() -> None:
    offers = read_catalogue()
    assert len(offers) >= 7
    assert [one.memory_gb for one in offers] == sorted(one.memory_gb for one in offers)
    for one in offers:
        assert urlsplit(one.url).scheme == "https"
        assert one.url.endswith(f"{one.repository}/resolve/main/{one.file}")
        assert one.licence == "Apache-2.0"
        assert {"en", "ru"} <= set(one.languages)
        assert one.file_bytes < one.memory_gb * GIB
    assert len({one.sha256 for one in offers}) == len(offers)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("file", "../evil.gguf"),
        ("file", "a/b.gguf"),
        ("file", "a\\b.gguf"),
        ("file", "C:evil.gguf"),
        ("file", "con.gguf"),
        ("file", "NUL.x.gguf"),
        ("file", ".hidden.gguf"),
        ("file", "model.exe"),
        ("file", "a\0.gguf"),
        ("file", "model.gguf\n"),
        ("file", "a..gguf"),
        ("repository", "../../x"),
        ("repository", "org/.."),
        ("repository", "a/b/c"),
        ("repository", "org/repo?x"),
        ("sha256", "A" * 64),
        ("sha256", "ab" * 31),
        ("bytes", 0),
        ("bytes", -5),
        ("bytes", 1 << 60),
        ("bytes", True),
        ("bytes", "1 GB"),
        ("exact", 1),
        ("memory_gb", 0),
        ("active_share", 0),
        ("active_share", 1.5),
        ("name", " "),
        ("name", "two\nlines"),
        ("licence", ""),
        ("languages", []),
        ("languages", ["english"]),
        ("languages", [1]),
        ("id", "Not An Id"),
        ("tools", None),
    ],
)
def test_a_wrong_entry_is_refused_by_name(key: str, value: object) -> None:
    given = _given()
    given["models"][1][key] = value
    with pytest.raises(AssetMissing, match=key) as error:
        parse_catalogue(json.dumps(given))
    assert error.value.what
    assert error.value.data
    assert error.value.todo


def test_what_is_missing_twice_or_unknown_is_refused() -> None:
    for text in ("", "[]", "{}", "null", "[" * 100_000, '{"version": 1}'):
        with pytest.raises(AssetMissing):
            parse_catalogue(text)
    given = _given()
    for change, says in (
        ({"version": 2}, "version"),
        ({"models": []}, "no models"),
        ({"models": [1]}, "a model"),
        ({"extra": 1}, "unknown 'extra'"),
        ({"models": given["models"][:1] * 2}, "same id"),
        ({"url": "http://example.org/{repository}/{file}"}, "no safe address"),
        ({"url": "https://me:secret@example.org/{file}"}, "no safe address"),
        ({"url": "https://example.org/{nothing}"}, "template"),
        ({"url": "https://example.org/{file.__class__.x}"}, "template"),
        ({"url": 7}, "no models"),
    ):
        with pytest.raises(AssetMissing, match=says):
            parse_catalogue(json.dumps({**given, **change}))
    del given["models"][0]["sha256"]
    with pytest.raises(AssetMissing, match="lacks 'sha256'"):
        parse_catalogue(json.dumps(given))


@pytest.mark.parametrize(
    ("total", "available", "cores", "recommended"),
    [
        (4, 2.6, 4, "qwen3.5-2b"),
        (8, 5, 4, "qwen3.5-4b"),
        (12, 8, 6, "gemma-4-e4b"),
        (16, 11, 8, "gemma-4-12b"),
        (16, 4.2, 8, "qwen3.5-4b"),
        (32, 26, 8, "gemma-4-26b-a4b"),
        (2, 1, 2, None),
    ],
)
def test_what_is_recommended(total: float, available: float, cores: int, recommended: str | None) -> None:
    # a machine sold with so much tells of a little less
    machine = Machine(int(total * 0.96 * GIB), int(available * GIB), cores)
    weighed = weigh(read_catalogue(), machine)
    assert [one.offer.id for one in weighed if one.recommended] == ([recommended] if recommended else [])
    assert all(one.fit.verdict is Verdict.FITS for one in weighed if one.recommended)


def test_nothing_is_recommended_for_a_language_nobody_writes() -> None:
    machine = Machine(64 * GIB, 60 * GIB, 16)
    assert any(one.recommended for one in weigh(read_catalogue(), machine, "ru"))
    assert not any(one.recommended for one in weigh(read_catalogue(), machine, "xx"))


def test_plain_names() -> None:
    assert is_plain_name("Qwen_Qwen3.5-2B-Q4_K_M.gguf")
    assert not is_plain_name("aux.gguf")
    assert not is_plain_name("Модель.gguf")
