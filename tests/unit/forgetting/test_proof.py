"""The search that proves a purge finds what is there in every form, and fails when it cannot find."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from memory_core.forgetting import proof

RNG = np.random.default_rng(5)
VECTOR = RNG.standard_normal(384).astype(np.float32)
NOISE = RNG.bytes(60_001)


def planted(folder: Path, content: bytes) -> Path:
    path = folder / "deep" / "file.bin"
    path.parent.mkdir()
    path.write_bytes(NOISE + content + NOISE)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"in RIGA now",
        "xRigax".encode("utf-16-le"),
        "riga".encode("utf-16-be"),
    ],
)
def test_a_text_is_found_in_every_encoding_and_case(tmp_path: Path, content: bytes) -> None:
    path = planted(tmp_path, content)
    assert {one.path for one in proof.search(tmp_path, ["Riga"])} == {path}
    assert proof.search(tmp_path, ["Oslo"]) == []


@pytest.mark.parametrize(
    "content",
    [
        "живёт в Риге".encode(),
        "РИГЕ".encode("utf-16-le"),
        json.dumps("в Риге").encode(),
    ],
)
def test_a_russian_text_too(tmp_path: Path, content: bytes) -> None:
    planted(tmp_path, content)
    assert proof.search(tmp_path, ["Риге"])
    assert proof.search(tmp_path, ["Осло"]) == []


@pytest.mark.parametrize("kind", [np.float16, np.float32])
@pytest.mark.parametrize("shift", range(4))
def test_a_vector_is_found_at_every_byte(tmp_path: Path, kind: type[np.floating], shift: int) -> None:
    near = VECTOR + 0.1 * RNG.standard_normal(384).astype(np.float32)  # cosine .995
    planted(tmp_path, b"x" * shift + near.astype(kind).tobytes())
    (found,) = proof.search(tmp_path, vectors=[VECTOR])
    assert (found.what, found.how, found.offset) == ("vector", kind.__name__, len(NOISE) + shift)
    other = RNG.standard_normal(384).astype(np.float32)
    assert proof.search(tmp_path, vectors=[other]) == []


def test_half_a_vector_is_found(tmp_path: Path) -> None:
    planted(tmp_path, VECTOR.astype(np.float16).tobytes()[200:])
    assert [one.how for one in proof.search(tmp_path, vectors=[VECTOR])] == ["float16 in part"]


def test_a_vector_in_base64_is_found(tmp_path: Path) -> None:
    planted(tmp_path, b'{"b64": "' + base64.b64encode(VECTOR.astype(np.float16).tobytes()) + b'"}')
    assert "float16 in base64" in {one.how for one in proof.search(tmp_path, vectors=[VECTOR])}


def test_bytes_are_found(tmp_path: Path) -> None:
    planted(tmp_path, b"exactly these")
    assert [one.what for one in proof.search(tmp_path, exactly=[b"exactly these"])] == ["bytes"]


def test_a_vector_across_two_blocks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_BLOCK", 4096)
    for at in range(0, 3000, 501):
        (tmp_path / f"{at}").write_bytes(RNG.bytes(2000 + at) + VECTOR.tobytes() + RNG.bytes(9))
    assert len({one.path for one in proof.search(tmp_path, vectors=[VECTOR])}) == 6


def test_it_fails_when_it_cannot_find_and_leaves_no_control(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert proof.search(tmp_path, ["Riga"], [VECTOR]) == []
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(proof, "COSINE", 1.5)
    with pytest.raises(proof.ControlMissed):
        proof.search(tmp_path, ["Riga"], [VECTOR])
    assert list(tmp_path.iterdir()) == []
