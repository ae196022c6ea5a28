"""Re-ranking by the voice: of what recall found first, which makes a language model expect the question most?

The query likelihood of a document (Ponte and Croft 1998, "A language modeling approach to information
retrieval"; Sachan and others 2022, "Improving passage retrieval with zero-shot question generation"):
``log P(question | turn before, turn)``, standardised over the candidates and added to their scores. It reads
what no vector holds, but it costs a second of the processor, so it looks at a few candidates only, within a
budget of time; if that runs out the order stays as it was. A small model tells which of several facts that
stand alone a question is about; in long dialogues, where a turn gets its sense from others, it does harm.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import MnemeError
from memory_core.params import Params
from memory_core.perception.questions import is_question
from memory_core.text.language import language
from memory_core.types import LanguageModelLike

log = logging.getLogger(__name__)

VOICE = "voice"
"""Name of the addend among an item's parts."""
_ASKING = MappingProxyType({"en": "{said}\nQuestion:", "ru": "Запись: {said}\nВопрос к записи:"})
_LATE = 2
"""Times in a row that a model may be too slow before it is asked no more."""
_FEW = 2
"""Candidates fewer than this have no order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the model reads of one item: its text, who said it, and the turn before it in a dialogue."""

    text: str
    score: float
    speaker: str | None = None
    before: str = ""


class Reranker:
    """Weighs candidates with one language model. Safe to call from several threads.

    Args:
        model: a loaded model; if it has a background, the requests run there, so that they give way to the
            chat's and never take its cached prompt.
        params: how many candidates, how much of each, how long, how much weight.
    """

    def __init__(self, model: LanguageModelLike, params: Params) -> None:
        self._model: LanguageModelLike = getattr(model, "background", model)
        self._params = params
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-rerank")
        self._one = threading.Lock()
        self._running: Future[list[float]] | None = None
        self._late = 0

    def __call__(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float32] | None:
        """What the voice adds to each candidate's score, 0 or more, so that the first stay before the rest.

        Args:
            question: the question as asked.
            candidates: best first; those after ``params.rerank_first`` are not looked at.

        Returns:
            one addend for each candidate looked at; None if the order is to stay: it is no question, another
            one is being weighed, the model failed, or the time ran out.
        """
        looked = candidates[: self._params.rerank_first]
        weight = self._weight(looked)
        if len(looked) < _FEW or weight == 0 or self._late >= _LATE or not is_question(question):
            return None
        with self._one:
            if self._running is not None and not self._running.done():
                return None
            contexts = [self._context(one) for one in looked]
            self._running = running = self._worker.submit(
                self._model.score, contexts, " " + " ".join(question.split())
            )
        try:
            given = np.array(running.result(self._params.rerank_seconds), np.float64)
        except TooLate:
            self._late += 1
            self._model.cancel()
            return None
        except MnemeError as error:
            log.info("re-ranking: %s", type(error).__name__)
            return None
        self._late = 0
        scores = np.array([one.score for one in looked], np.float64)
        return addends(given, scores, weight)

    def close(self) -> None:
        """Weigh nothing any more; the model is the caller's to close."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _context(self, one: Candidate) -> str:
        words = int(self._params.rerank_tokens / self._params.tokens_per_word)
        before = one.before.split()[-words // 2 :]
        said = " ".join(one.text.split()[:words])
        lines = [" ".join(before)] if before else []
        lines.append(f"{one.speaker}: {said}" if one.speaker else said)
        return _ASKING[language(one.text)].format(said="\n".join(lines))

    def _weight(self, looked: Sequence[Candidate]) -> float:
        """The weight for what most of these are: facts that stand alone, or turns of dialogues."""
        alone = sum(not (one.before or one.speaker) for one in looked)
        facts = 2 * alone > len(looked)
        return self._params.weight_voice_fact if facts else self._params.weight_voice_dialogue


def addends(given: NDArray[np.float64], scores: NDArray[np.float64], weight: float) -> NDArray[np.float32]:
    """Standardised log-probabilities in the unit of the scores' spread, shifted to begin at 0.

    Args:
        given: log-probabilities, one for each candidate.
        scores: recall's scores.
        weight: how many spreads of the scores one spread of ``given`` is worth.
    """
    spread = float(given.std())
    if spread == 0 or not np.isfinite(given).all():
        return np.zeros(len(given), np.float32)
    scaled = weight * float(scores.std()) * (given - given.min()) / spread
    return np.asarray(scaled, np.float32)
