"""The shipped embedder: rebuilt byte for byte, right, calibrated, and steady on odd texts."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import AssetMissing
from memory_core.models.embedder import OnnxEmbedder
from memory_core.models.windows import MAX_WINDOWS, WINDOW, windows
from memory_core.text.language import language
from memory_core.types import Matrix

ROOT = Path(__file__).resolve().parents[3]
ASSET = ROOT / "assets" / "embedder"
COMMAND = ROOT / "packaging" / "embedder"


@lru_cache(maxsize=1)
def shipped() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return shipped()


def calibrated(embedder: OnnxEmbedder, texts: list[str], *, question: bool = False) -> Matrix:
    raw = np.stack([one.vector for one in embedder.encode(texts, question=question)])
    return embedder.calibrate(raw, [language(text) for text in texts], question=question)


def test_network_and_tokenizer_are_rebuilt_byte_for_byte_and_agree_with_exact_arithmetic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: OnnxEmbedder
) -> None:
    monkeypatch.syspath_prepend(str(COMMAND))
    from build import build_network, weights_folder
    from fit import states
    from tokenizers import Tokenizer

    network = build_network(weights_folder(), tmp_path)
    for name in ("model.onnx", "tokenizer.json"):
        rebuilt, shipped = ((folder / name).read_bytes() for folder in (tmp_path, ASSET))
        assert hashlib.sha256(rebuilt).digest() == hashlib.sha256(shipped).digest(), name
    texts = ["The boiler was serviced on Monday.", "Мы посадили яблоню у забора."]
    exact, _ = states(network, Tokenizer.from_file(str(tmp_path / "tokenizer.json")), texts)
    run = np.stack([one.vector for one in embedder.encode(texts)])
    assert (np.sum(exact * run, axis=1) > 0.999).all()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_command_rebuilds_the_whole_asset(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(COMMAND / "build.py"), "--out", str(tmp_path)], check=True)
    assert (tmp_path / "SHA256SUMS").read_text() == (ASSET / "SHA256SUMS").read_text()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "constants.npz", "SHA256SUMS"])
def test_a_missing_or_altered_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "embedder"
    shutil.copytree(ASSET, folder)
    target = folder / name
    data = target.read_bytes()
    target.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    with pytest.raises(AssetMissing) as altered:
        OnnxEmbedder(folder)
    assert altered.value.what
    assert altered.value.data
    assert altered.value.todo
    target.unlink()
    with pytest.raises(AssetMissing):
        OnnxEmbedder(folder)


TRIPLES = [
    ("I sold my motorbike last week.", "Last week I got rid of my motorcycle.", "I ride to work every day."),
    ("Моя сестра родила девочку.", "У сестры родилась дочка.", "Моя сестра работает в детском саду."),
]
UNRELATED = ["The printer is out of toner again.", "Завтра обещают сильный ветер."]


@pytest.mark.parametrize("triple", TRIPLES)
def test_paraphrases_lie_nearer_than_related_texts_and_those_than_unrelated_ones(
    embedder: OnnxEmbedder, triple: tuple[str, str, str]
) -> None:
    fact, paraphrase, related = calibrated(embedder, list(triple))
    unrelated = calibrated(embedder, UNRELATED)
    assert fact @ paraphrase > fact @ related > (unrelated @ fact).max()
    assert (unrelated @ fact).max() < 0.3


def test_translations_lie_near_each_other(embedder: OnnxEmbedder) -> None:
    english = calibrated(embedder, ["We are moving to Norway in May.", "My cat is afraid of thunder."])
    russian = calibrated(embedder, ["В мае мы переезжаем в Норвегию.", "Мой кот боится грозы."])
    cosines = english @ russian.T
    assert (cosines.argmax(axis=1) == [0, 1]).all()
    assert np.diag(cosines).min() > 0.6


@pytest.mark.parametrize(
    ("question", "answer"),
    [("How do I earn my living?", "I'm a stonemason."), ("Чем я зарабатываю на жизнь?", "Я каменщик.")],
)
def test_expectation_draws_a_question_towards_its_answer(
    embedder: OnnxEmbedder, question: str, answer: str
) -> None:
    asked = calibrated(embedder, [question], question=True)
    told = calibrated(embedder, [answer, *UNRELATED])
    expected = embedder.expect(asked)[0]
    gain = told @ expected.direction
    assert gain[0] > 0.1
    assert gain.argmax() == 0
    assert (expected.kind, expected.nearness) == ("job", 1.0)
    strange = embedder.expect(calibrated(embedder, ["Why does the tide come twice?"], question=True))[0]
    assert np.linalg.norm(strange.direction) < np.linalg.norm(expected.direction) / 2
    assert strange.nearness == 0


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ("In which town was my flat?", "In which town was Martin's flat?", "home"),
        ("Где я работаю?", "Где работает Нина?", "employer"),
    ],
)
def test_the_same_question_about_somebody_else_is_of_no_kind(
    embedder: OnnxEmbedder, mine: str, theirs: str, kind: str
) -> None:
    own, other = embedder.expect(calibrated(embedder, [mine, theirs], question=True))
    assert (own.kind, own.nearness > 0.5) == (kind, True)
    assert other.nearness == 0


def test_word_states_match_inflected_and_translated_words(embedder: OnnxEmbedder) -> None:
    asked, told, other = (
        one.words for one in embedder.encode(["собака", "I walked our dog.", "I fixed our roof."])
    )
    near, far = (
        (states.vectors.astype(float) @ asked.vectors[0].astype(float)).max() / 127**2
        for states in (told, other)
    )
    assert told.stems == ("walk", "dog")
    assert near > 0.6 > far


def test_a_context_changes_what_a_text_means_but_not_its_words(embedder: OnnxEmbedder) -> None:
    alone, placed = embedder.encode(["Yes, Riga."] * 2, contexts=["", "Which city were you born in?"])
    assert alone.words.stems == placed.words.stems
    assert 0.8 < float(alone.vector @ placed.vector) < 0.9999


def test_the_tail_of_a_long_text_is_not_lost(embedder: OnnxEmbedder) -> None:
    long = (
        " ".join(["The meeting went on and on about nothing at all."] * 60) + " The tractor is called Bertha."
    )
    cut = windows(embedder._tokenizer, long)
    assert len(cut) > 1
    assert all(len(window.ids) <= WINDOW for window in cut)
    encoded = embedder.encode([long])[0]
    assert encoded.words.stems[-1] == "bertha"
    endless = windows(embedder._tokenizer, "palaver " * 20_000, "What did they say?")
    assert len(endless) == MAX_WINDOWS


def test_windows_are_cut_between_words(embedder: OnnxEmbedder) -> None:
    text = "electroencephalographically " * 200
    cut = windows(embedder._tokenizer, text)
    assert all(text[window.offsets[0][0] :].lstrip().startswith("electro") for window in cut)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
@settings(max_examples=25)
def test_any_unicode_gives_unit_vectors_and_matching_states(texts: list[str]) -> None:
    for one in shipped().encode(texts, contexts=list(reversed(texts))):
        assert np.isclose(np.linalg.norm(one.vector), 1, atol=1e-4)
        assert one.words.vectors.shape == (len(one.words.stems), 64)
        assert one.words.vectors.dtype == np.int8


@pytest.mark.parametrize(
    "text", ["", " \n", "🙂", "\u200d\ufeff", "\x00", "١٢٣", "漢字", "e\u0301", "a" * 3000]
)
def test_texts_without_known_words_are_encoded_too(embedder: OnnxEmbedder, text: str) -> None:
    assert np.isfinite(embedder.encode([text])[0].vector).all()


def test_the_company_in_a_batch_changes_nothing(embedder: OnnxEmbedder) -> None:
    texts = ["Купила билеты.", "The neighbours have a new fence, and a very loud dog behind it.", "ok"]
    together = embedder.encode(texts)
    for text, in_batch in zip(texts, together, strict=True):
        alone = embedder.encode([text])[0]
        assert float(alone.vector @ in_batch.vector) > 0.9999
        assert alone.words.stems == in_batch.words.stems


def test_threads_get_the_same_vectors(embedder: OnnxEmbedder) -> None:
    texts = [f"Room {n} has {n % 7} windows." for n in range(24)]
    with ThreadPoolExecutor(4) as pool:
        many = list(pool.map(lambda text: embedder.encode([text])[0].vector, texts))
    for text, vector in zip(texts, many, strict=True):
        assert np.array_equal(embedder.encode([text])[0].vector, vector)
