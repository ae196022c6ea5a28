"""Calibration constants from plain sentences, and their file with the same bytes every time.

Raw cosines of E5 lie in .75 to 1 and prefer the same language and question-shaped texts. What is fitted: for
sentences (``s``) and for words (``w``) the mean of statements and of questions in each language, the axis
between English and Russian, and the principal axes of calibrated word states. And what questions of some
common kinds (work, home, family, health ...) expect: "How do I earn my living?" shares no word with "I'm
a midwife", but it lies near other questions about work, and that answer near other statements about work.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from reference import Reference
from tokenizers import Tokenizer

from memory_core.models.windows import pool_words, windows
from memory_core.text.language import language

AXES = 96
"""Principal axes kept; the program uses the first ``Params.word_dimensions`` of them."""
Array = NDArray[np.float64]


def unit(x: Array) -> Array:
    """Rows of unit length."""
    return np.asarray(x / np.linalg.norm(x, axis=-1, keepdims=True))


def states(network: Reference, tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Array, list[Array]]:
    """Sentence vectors ``(texts, width)`` and for each text its word states ``(words, width)``."""
    first = [windows(tokenizer, text)[0] for text in texts]
    by_length = defaultdict(list)
    for i, window in enumerate(first):
        by_length[len(window.ids)].append(i)
    sentences: dict[int, Array] = {}
    words: dict[int, Array] = {}
    for group in by_length.values():
        embedded, tokens = network.run(np.array([first[i].ids for i in group]))
        for row, i in enumerate(group):
            sentences[i] = embedded[row]
            own = tokens[row, first[i].rows.start : first[i].rows.stop]
            words[i] = pool_words(texts[i], first[i].offsets, own)[1]
    order = range(len(texts))
    return np.stack([sentences[i] for i in order]), [words[i] for i in order]


def fit(
    network: Reference,
    tokenizer: Tokenizer,
    sentences: Mapping[str, Sequence[str]],
    aspects: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, NDArray[Any]]:
    """All constants: float16, and ``k_names`` and ``k_of_question`` as text and int16.

    Args:
        network: the exact network.
        tokenizer: its tokenizer.
        sentences: lists ``en`` and ``ru`` of statements, and ``questions`` in both languages.
        aspects: by name of a kind lists ``statements`` and ``questions`` in both languages.
    """
    questions = sentences["questions"]
    texts = {
        "statement_en": sentences["en"],
        "statement_ru": sentences["ru"],
        "question_en": [text for text in questions if language(text) == "en"],
        "question_ru": [text for text in questions if language(text) == "ru"],
    }
    found: dict[str, Array] = {}
    pooled: dict[str, Array] = {}
    for name, group in texts.items():
        embedded, words = states(network, tokenizer, group)
        pooled[name] = np.concatenate(words)
        found[f"s_{name}"] = embedded.mean(axis=0)
        found[f"w_{name}"] = pooled[name].mean(axis=0)
    for part in "sw":
        found[f"{part}_axis"] = unit(found[f"{part}_statement_ru"] - found[f"{part}_statement_en"])
    axis = found["w_axis"]
    centred = [states_of - found[f"w_{name}"] for name, states_of in pooled.items()]
    calibrated = np.concatenate([unit(x - np.outer(x @ axis, axis)) for x in centred])
    _, vectors = np.linalg.eigh(calibrated.T @ calibrated)
    axes = vectors[:, ::-1][:, :AXES]
    strongest = axes[np.abs(axes).argmax(axis=0), np.arange(AXES)]
    found["w_axes"] = axes * np.sign(strongest)  # an eigenvector's sign is the solver's whim
    found |= _expectations(network, tokenizer, aspects, found)
    constants: dict[str, NDArray[Any]] = {
        name: value.astype(np.float16) for name, value in sorted(found.items())
    }
    sizes = [len(aspect["questions"]) for aspect in aspects.values()]
    constants["k_names"] = np.array(list(aspects))
    constants["k_of_question"] = np.repeat(np.arange(len(sizes)), sizes).astype(np.int16)
    return constants


def _expectations(
    network: Reference,
    tokenizer: Tokenizer,
    aspects: Mapping[str, Mapping[str, Sequence[str]]],
    means: Mapping[str, Array],
) -> dict[str, Array]:
    """Calibrated vectors of all questions, kind after kind, and the direction of each kind's statements."""

    def calibrated(texts: Sequence[str], kind: str) -> Array:
        raw, _ = states(network, tokenizer, texts)
        centred = raw - np.stack([means[f"s_{kind}_{language(text)}"] for text in texts])
        return unit(centred - np.outer(centred @ means["s_axis"], means["s_axis"]))

    statements = [calibrated(aspect["statements"], "statement").mean(axis=0) for aspect in aspects.values()]
    questions = [text for aspect in aspects.values() for text in aspect["questions"]]
    return {"e_answers": unit(np.stack(statements)), "e_questions": calibrated(questions, "question")}


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an ``.npz`` without the time of writing in it (``np.savez`` stamps each member)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, value in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(value), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue())
