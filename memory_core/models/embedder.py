"""The shipped embedder: multilingual-e5-small in 4 bits, English and Russian, through ONNX Runtime."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import AssetMissing
from memory_core.models.windows import Window, content, pool_words, windows
from memory_core.text.language import language
from memory_core.text.words import stem
from memory_core.types import Encoded, Expected, Matrix, Vector, WordStates

_FILES = ("model.onnx", "tokenizer.json", "constants.npz")
_BATCH = 16
_PAD = 1
_TINY = 1e-9
_NO_KIND = 0.3
"""Calibrated cosine up to which a question is of no known kind: unrelated questions come that near."""
_SOME_KIND, _SURE_KIND = 0.55, 0.75
"""From where to where a question grows sure to be of a kind; about somebody else it stays below."""


def _read_verified(folder: Traversable) -> dict[str, bytes]:
    """The asset's files, each compared with ``SHA256SUMS``.

    Raises:
        AssetMissing: a file is absent or altered.
    """
    try:
        listed = (folder / "SHA256SUMS").read_text(encoding="ascii").split()
        sums = dict(zip(listed[1::2], listed[0::2], strict=True))
        files = {name: (folder / name).read_bytes() for name in _FILES}
    except (OSError, ValueError) as error:
        raise _missing(str(error)) from error
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != sums.get(name):
            raise _missing(f"{name} is not the file that was shipped")
    return files


def _whole(text: str) -> str:
    """The text with lone surrogates, which the tokenizer refuses, replaced one for one."""
    return text.encode("utf-8", "replace").decode()


def _missing(detail: str) -> AssetMissing:
    return AssetMissing(
        f"The embedder that came with the program is missing or altered ({detail}).",
        "Your vault was not touched.",
        "Install the program again.",
    )


class OnnxEmbedder:
    """``types.Embedder`` over ONNX Runtime. Safe to call from several threads at once."""

    def __init__(self, folder: Traversable, *, word_dimensions: int = 64, threads: int = 1) -> None:
        """Load and verify the asset; 0.3 s.

        Args:
            folder: holds ``model.onnx``, ``tokenizer.json``, ``constants.npz`` and ``SHA256SUMS``.
            word_dimensions: width of the stored word states, at most 96.
            threads: threads for one pass.

        Raises:
            AssetMissing: a file is absent or altered.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        files = _read_verified(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Spinning threads would take the processor from the window and from the language model.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=providers)
        self._tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode("utf-8"))
        with np.load(io.BytesIO(files["constants.npz"])) as stored:
            self._kinds = [str(name) for name in stored["k_names"]]
            self._kind_of = stored["k_of_question"].astype(np.intp)
            constants = {name: stored[name].astype(np.float32) for name in stored.files if name[0] != "k"}
        self._constants: Mapping[str, NDArray[np.float32]] = constants
        self._axes = constants["w_axes"][:, :word_dimensions]
        self._dimensions = int(constants["s_axis"].shape[0])
        digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files.values()))
        self._id = f"e5-small-q4-enru-{self._axes.shape[1]}-{digest.hexdigest()[:12]}"

    @classmethod
    def shipped(cls, threads: int | None = None, *, word_dimensions: int = 64) -> Self:
        """The embedder in ``assets/embedder``.

        Raises:
            AssetMissing: the asset is absent or altered.
        """
        try:
            folder = resources.files("assets").joinpath("embedder")
        except ModuleNotFoundError as error:
            raise _missing(str(error)) from error
        return cls(folder, word_dimensions=word_dimensions, threads=threads or 1)

    @property
    def id(self) -> str:
        """Changes with any byte of the asset and with the width of the word states."""
        return self._id

    @property
    def dimensions(self) -> int:
        """384."""
        return self._dimensions

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        """One pass for each text (more for a text longer than a window).

        Args:
            texts: statements, turns or questions; outer white space does not count.
            contexts: for each text what was said just before it, or ``""``: the network reads it, so that
                "Yes, that one" means something, but vector and word states are the text's own.
            question: whether the texts are questions to the memory (word states are calibrated as such).

        Returns:
            For each text the raw unit vector and the calibrated, reduced states of its content words.
        """
        stripped = [_whole(text).strip() for text in texts]
        before = ["" for _ in texts] if contexts is None else [_whole(said).strip() for said in contexts]
        cut = [windows(self._tokenizer, *pair) for pair in zip(stripped, before, strict=True)]
        flat = [window for text_windows in cut for window in text_windows]
        passes = self._run(flat)
        out, at = [], 0
        for text, text_windows in zip(stripped, cut, strict=True):
            own = passes[at : at + len(text_windows)]
            at += len(text_windows)
            out.append(self._encoded(text, text_windows, own, question))
        return out

    def calibrate(self, vectors: Matrix, languages: Sequence[str], *, question: bool = False) -> Matrix:
        """Raw vectors ``(n, 384)`` to calibrated unit vectors of the same shape.

        The mean of statements (or of questions) in the text's language is subtracted and the axis between the
        two languages projected out, so that unrelated texts lie near .1 and paraphrases near .8.
        """
        return self._calibrated(vectors, languages, "s", question)

    def expect(self, questions: Matrix) -> list[Expected]:
        """What answers to calibrated question vectors ``(n, 384)`` look like.

        "How do I earn my living?" and "I'm a midwife" share no word and little direction. But the question
        lies near questions about work that came with the program, and the answer near statements about work.
        Each question gets the directions of its two nearest kinds, by how near they are.
        """
        cosines = questions @ self._constants["e_questions"].T
        answers = self._constants["e_answers"]
        near = np.zeros((len(questions), len(answers)), np.float32)
        for kind in range(len(answers)):
            near[:, kind] = np.sort(cosines[:, self._kind_of == kind], axis=1)[:, -2:].mean(axis=1)
        second = np.sort(near, axis=1)[:, -2:-1]
        strength = np.where(near >= second, np.maximum(near - _NO_KIND, 0) / (1 - _NO_KIND), 0)
        directions = strength @ answers
        best = near.argmax(axis=1)
        sure = np.clip((near.max(axis=1) - _SOME_KIND) / (_SURE_KIND - _SOME_KIND), 0, 1)
        return [
            Expected(direction.astype(np.float32), self._kinds[kind], float(nearness))
            for direction, kind, nearness in zip(directions, best, sure, strict=True)
        ]

    def _run(self, flat: Sequence[Window]) -> list[tuple[Vector, NDArray[np.float32]]]:
        """Embedding and token states of each window, batched by length."""
        out: list[tuple[Vector, NDArray[np.float32]] | None] = [None] * len(flat)
        order = sorted(range(len(flat)), key=lambda i: len(flat[i].ids))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            longest = len(flat[batch[-1]].ids)
            ids = np.full((len(batch), longest), _PAD, np.int64)
            read, pooled = np.zeros_like(ids), np.zeros_like(ids)
            for row, i in enumerate(batch):
                ids[row, : len(flat[i].ids)] = flat[i].ids
                read[row, : len(flat[i].ids)] = 1
                pooled[row, : len(flat[i].ids)] = flat[i].pooled
            given = {"input_ids": ids, "attention_mask": read, "pooled": pooled}
            embeddings, states = self._session.run(["embedding", "words"], given)
            for row, i in enumerate(batch):
                out[i] = (embeddings[row], states[row, flat[i].rows.start : flat[i].rows.stop])
        return [entry for entry in out if entry is not None]

    def _encoded(
        self,
        text: str,
        text_windows: Sequence[Window],
        passes: Sequence[tuple[Vector, NDArray[np.float32]]],
        question: bool,
    ) -> Encoded:
        sizes = [len(window.ids) for window in text_windows]
        vector = np.average([embedding for embedding, _ in passes], axis=0, weights=sizes).astype(np.float32)
        vector /= max(float(np.linalg.norm(vector)), _TINY)
        offsets = [offset for window in text_windows for offset in window.offsets]
        words, states = pool_words(text, offsets, np.concatenate([tokens for _, tokens in passes]))
        kept = content(words)
        spoken = language(text)
        calibrated = self._calibrated(states[kept], [spoken] * len(kept), "w", question) @ self._axes
        calibrated /= np.maximum(np.linalg.norm(calibrated, axis=1, keepdims=True), _TINY)
        reduced = np.round(calibrated * 127).astype(np.int8)
        return Encoded(vector, WordStates(tuple(stem(words[i]) for i in kept), reduced))

    def _calibrated(self, raw: Any, languages: Sequence[str], part: str, question: bool) -> Matrix:
        kind = "question" if question else "statement"
        means = {name: self._constants[f"{part}_{kind}_{name}"] for name in ("en", "ru")}
        axis = self._constants[f"{part}_axis"]
        centred = np.asarray(raw, np.float32).reshape(len(languages), self._dimensions).copy()
        russian = np.fromiter((name == "ru" for name in languages), bool, len(languages))
        centred[russian] -= means["ru"]
        centred[~russian] -= means["en"]
        centred -= np.outer(centred @ axis, axis)
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), _TINY)
        return centred
