"""What learns from the stream of messages, as a fold over the diary: neural memory, time scales, modulation.

The learner's state derives from the diary alone: the turns' vectors in the order in which they were heard,
with the bits and the novelty that the gate logged for each. So it needs no place in a message's transaction:
a checkpoint is kept now and then, and what was heard since is folded in again when a vault is opened, by
whichever process heard it. A purge drops the checkpoint, and the fold runs without what is gone.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from memory_core.plasticity.learner import Learner, Prediction, Said
from memory_core.plasticity.modulation import SHIFT, Modulators
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.heard import heard_between
from memory_core.store.scrub import count as purges
from memory_core.store.states import States
from memory_core.store.vectors import VectorStore
from memory_core.text.language import language
from memory_core.types import Embedder, Encoded, Turn, Vector

STATE = "learner"
"""Name of the checkpoint among the vault's states."""
_EVERY = 64
"""Messages between two checkpoints."""
_NO_TURN = 2**63 - 1
"""No turn has so large an id."""
USUAL = Modulators(0.5, 0.5, 0.5)
"""What a message tells that is learnt from no more."""
BITS, NOVELTY = "turn_bits", "turn_novelty"
"""Names under which a verdict's parts hold what its whole message told the learner."""


@dataclass(frozen=True, slots=True)
class Sensed:
    """How a message struck the learner before it learnt from it."""

    prediction: Prediction
    modulators: Modulators
    aroused: float
    """How far a recent event lowers the threshold, in 0..1."""

    def features(self) -> dict[str, float]:
        """Figures of 0..1 by name, for the blend and for the log."""
        return {
            "titans": self.prediction.titans,
            **self.prediction.levels,
            "aroused": self.aroused,
            "dopamine": self.modulators.dopamine,
            "acetylcholine": self.modulators.acetylcholine,
            "noradrenaline": self.modulators.noradrenaline,
        }


class Learning:
    """Keeps the learner in step with the diary. Used on the memory lane, but for :meth:`relearn`.

    A purge by whichever process ends what was learnt before it: the learner notices by the vault's count of
    purges, and no state from before one is ever kept after it.
    """

    def __init__(self, db: Database, embedder: Embedder) -> None:
        self._db = db
        self._embedder = embedder
        self._states = States(db)
        self._diary = Diary(db)
        self._vectors = VectorStore(db)
        self._log = GateLog(db)
        self._lock = threading.Lock()
        self._purges = self._count_purges()
        self._learner = self._load()
        self._since = 0
        self._last: tuple[int, Vector, Sensed] | None = None

    def learn(self, turn: Turn, encoded: Encoded, bits: float, novelty: float) -> Sensed:
        """Learn from a message, once: asked again about the same message it answers as before.

        Args:
            turn: the message.
            encoded: its vector.
            bits: its surprise in bits.
            novelty: 1 - the best cosine with a memory (0..1).
        """
        with self._lock:
            return self._learn(turn, encoded, bits, novelty)

    def relearn(self) -> None:
        """Forget all that was learnt, and learn anew from what the diary still says.

        Takes a fifth of a millisecond for each message that was heard; any thread may call it.
        """
        with self._lock:
            self._begin_anew()
            self._catch_up(_NO_TURN)
            self._since = _EVERY  # the next message keeps the state

    def _learn(self, turn: Turn, encoded: Encoded, bits: float, novelty: float) -> Sensed:
        if self._purges != self._count_purges():
            self._begin_anew()
        if self._last is not None and self._last[0] == turn.id:
            if np.array_equal(self._last[1], encoded.vector):
                return self._last[2]
            self._begin_anew()  # what stood before it was purged in between: it reads otherwise now
        self._catch_up(turn.id)
        said = self._said(turn, encoded)
        prediction = self._learner.predict(said)
        aroused = -self._learner.threshold_shift / SHIFT
        gone = self._diary.visible_text(turn) != turn.text  # purged while it was being thought about
        if gone or turn.id <= self._learner.upto:  # a message that had to wait is judged by what is known now
            return Sensed(prediction, USUAL, aroused)
        sensed = Sensed(prediction, self._learner.learn(said, bits, novelty), aroused)
        self._last = turn.id, encoded.vector, sensed
        self._since += 1
        return sensed

    def slept(self) -> None:
        """A night has passed: the slower time scales take in what the faster ones gathered."""
        with self._lock:
            self._learner.slept()

    def checkpoint(self, at: datetime, *, now: bool = False) -> None:
        """Keep the state if it is time to; call it in the transaction that commits what it learnt from."""
        if not self._lock.acquire(blocking=False):
            return  # it is being learnt anew; the next message keeps the state
        try:
            if (now or self._since >= _EVERY) and self._purges == self._count_purges():
                self._states.save(STATE, self._learner.save(), at)
                self._since = 0
        finally:
            self._lock.release()

    def _begin_anew(self) -> None:
        self._learner = Learner()
        self._last = None
        self._since = 0
        self._purges = self._count_purges()

    def _count_purges(self) -> int:
        with self._db.read() as reader:
            return purges(reader)

    def _load(self) -> Learner:
        data = self._states.load(STATE)
        if data is None:
            return Learner()
        try:
            return Learner.load(data)
        except ValueError:
            return Learner()  # derived: it is folded anew from the diary

    def _catch_up(self, before: int) -> None:
        """Fold in what was heard since the state was kept, or by another process."""
        heard = heard_between(self._db, self._learner.upto, before)
        if not heard:
            return
        table = self._vectors.load_turns(self._embedder.id, heard)
        place = {int(one): at for at, one in enumerate(table.ids)}
        for turn in sorted(self._diary.get_many(heard), key=lambda one: one.id):
            if turn.id not in place:
                continue  # its words are hidden
            parts = [verdict.parts for verdict in self._log.of(turn.id)]
            bits = max((one.get(BITS, 0.0) for one in parts), default=0.0)
            novelty = max((one.get(NOVELTY, 0.0) for one in parts), default=0.0)
            self._learner.learn(self._said(turn, table.encoded(place[turn.id])), bits, novelty)

    def _said(self, turn: Turn, encoded: Encoded) -> Said:
        # As it is stored, so that a message folded in again is the message that was heard.
        raw = encoded.vector.astype(np.float16).astype(np.float32)[None]
        vector = self._embedder.calibrate(raw, [language(turn.text[:2000])])[0]
        return Said(turn.id, turn.at, turn.conversation, vector)
