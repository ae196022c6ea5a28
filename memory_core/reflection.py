"""Second thoughts with a language model: what it would keep besides, and how much the message surprised it.

Nobody waits for them. They are jobs of their own behind all messages, done while the model has nothing else
to do. The model may only quote the user's own words (``perception/extraction.py``); each quote goes through
the same gate as everything else, with one more feature. What fails is written into the gate's log under its
own reason.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from memory_core.errors import Cancelled, MnemeError
from memory_core.hearing import Hearing
from memory_core.params import Params
from memory_core.perception import own_words, statements
from memory_core.perception.extraction import Extraction, Extractor
from memory_core.recall.recall import Recall
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.queue import Job, Queue
from memory_core.text.words import words
from memory_core.types import (
    NO_PARTS,
    Changes,
    LanguageModelLike,
    Turn,
    Verdict,
    VerdictKind,
)

MODEL_BITS = "model_bits"
"""Name of the model's surprise among a verdict's parts: bits for each word, 20 of them as 1."""
_FULL_BITS = 20.0
_KNOWN = 4
"""Memories that the model is shown before it is asked how much a statement surprises it."""


class Interrupted(Exception):
    """The model is wanted for something else; the job stays in the queue."""


class Reflection:
    """Does one reflection after the other, on the memory lane's thread.

    Args:
        db: the vault.
        hearing: judges and writes what the model proposes.
        recall: says what is known of the message.
        model: a loaded model, for background work.
        params: ``extract_with_base_models`` says whether base models are asked for quotes too.
    """

    def __init__(
        self, db: Database, hearing: Hearing, recall: Recall, model: LanguageModelLike, params: Params
    ) -> None:
        self._diary = Diary(db)
        self._log = GateLog(db)
        self._queue = Queue(db)
        self._db = db
        self._hearing = hearing
        self._recall = recall
        self._model = model
        self._params = params
        able = model.describe().has_chat_template or params.extract_with_base_models
        self._extracts = able and not params.lacks("extraction")

    def reflect(self, job: Job) -> Changes:
        """Do one job.

        Raises:
            Interrupted: the model was taken away in the middle; the job is still in the queue.
            BadRequest: another process has done the job.
            VaultError: one of its kinds; nothing was written.
        """
        turn = self._diary.get(job.turn_id)
        if self._diary.visible_text(turn) != turn.text:
            self._db.write(lambda _: self._queue.done(job.id))
            return Changes()
        verdicts = self._log.of(turn.id)
        bits = self._bits(turn, verdicts)
        found = self._extract(turn)
        if "cancelled" in found.failures:
            raise Interrupted
        new = [
            (quote.start, quote.end)
            for quote in found.quotes
            if not _covered(quote.start, quote.end, verdicts)
        ]
        return self._hearing.add(turn, job, new, {MODEL_BITS: bits} if bits else NO_PARTS, found.failures)

    def interrupt(self) -> None:
        """Take the model away, from any thread: the reflection in hand ends with :class:`Interrupted`."""
        self._model.cancel()

    def _extract(self, turn: Turn) -> Extraction:
        if not self._extracts:
            return Extraction((), ())
        text = turn.text[: self._params.max_message_chars]
        own = [(piece.start, piece.end) for piece in statements.pieces(text, own_words.foreign(text))]
        return Extractor(self._model).extract(text, own)

    def _bits(self, turn: Turn, verdicts: Sequence[Verdict]) -> float:
        """Bits for each word that the model, shown what memory recalls, does not predict; 0 if nothing was
        written.
        """
        written = [one.text for one in verdicts if one.kind is not VerdictKind.IGNORE]
        if not written:
            return 0.0
        said = " ".join(written)[:600]
        known = [
            item.text
            for item in self._recall(said, limit=_KNOWN + 1, known_at=turn.at).items
            if turn.id not in [span.turn_id for span in item.sources]
        ]
        context = "\n".join(f"- {' '.join(text.split())[:200]}" for text in known[:_KNOWN])
        try:
            nats = self._model.score([f"{context}\n-"], " " + " ".join(said.split()))[0]
        except Cancelled as error:
            raise Interrupted from error
        except MnemeError:
            return 0.0  # what a model cannot score does not surprise; extraction reports the failure
        return min(1.5, -nats / math.log(2) / max(1, len(words(said))) / _FULL_BITS)


def _covered(start: int, end: int, verdicts: Sequence[Verdict]) -> bool:
    """Whether something was written of these words already."""
    return any(
        one.span is not None
        and one.kind is not VerdictKind.IGNORE
        and one.span.start < end
        and start < one.span.end
        for one in verdicts
    )
