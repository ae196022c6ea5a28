"""What learns from the stream of messages, as a fold over the diary: neural memory, time scales, modulation.

The learner's state derives from the diary alone: the turns' vectors in the order in which they were heard,
with the bits and the novelty that the gate logged for each. So it needs no place in a message's transaction:
a checkpoint is kept now and then, and what was heard since is folded in again when a vault is opened, by
whichever process heard it. A purge drops the checkpoint, and the fold runs without what is gone.

Nights belong to the fold: each stands in the vault with the last turn learnt before it and what it rehearsed.
One that was undone is as if it had not been slept, and the fold runs without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from memory_core.plasticity.continuum import Level
from memory_core.plasticity.learner import Learner, Prediction, Said, Slept
from memory_core.plasticity.modulation import SHIFT, Modulators
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.heard import heard_between
from memory_core.store.nights import Learnt, Nights
from memory_core.store.scrub import count as purges
from memory_core.store.states import States
from memory_core.store.vectors import VectorStore
from memory_core.text.language import language
from memory_core.types import Embedder, Encoded, Turn, Vector

STATE = "learner"
"""Name of the checkpoint among the vault's states."""
BEFORE = "learner before the night"
"""Name of the snapshot that is made before each night, for a night that has to be taken back."""
_DIGITS = 4
"""Digits of a figure in the gate's log: learnt from it again, a message must teach what it taught."""
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


@dataclass(frozen=True, slots=True)
class Night:
    """What a night taught: how many messages were learnt again, and how badly the level that changes with
    sleep predicted them before and after (``||W k - v||^2``, 1 for nothing known)."""

    rehearsed: int
    error_before: float
    error_after: float


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
        self._nights = Nights(db)
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
            return self._learn(turn, encoded, round(bits, _DIGITS), round(novelty, _DIGITS))

    def relearn(self) -> None:
        """Forget all that was learnt, and learn anew from what the diary still says.

        Takes a fifth of a millisecond for each message that was heard; any thread may call it.
        """
        with self._lock:
            self._begin_anew()
            self._catch_up(_NO_TURN)
            self._since = _EVERY  # the next message keeps the state

    def _learn(self, turn: Turn, encoded: Encoded, bits: float, novelty: float) -> Sensed:
        self._keep_step()
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

    def snapshot(self, at: datetime) -> None:
        """Keep what was learnt so far, as the state before a night."""
        with self._lock:
            self._keep_step()
            self._catch_up(_NO_TURN)
            self._db.write(lambda _: self._states.save(BEFORE, self._learner.save(), at))

    def restore(self, at: datetime) -> None:
        """Go back to the snapshot, in the transaction that takes its night back; what was heard since is
        folded in again with the next message. Without a snapshot everything is learnt anew."""
        before = self._states.load(BEFORE)
        if before is None:
            self._states.drop(STATE)
        else:
            self._states.save(STATE, before, at)
        self._states.drop(BEFORE)

    def reload(self) -> None:
        """Take up the state that the vault holds, whatever was learnt since: that is folded in again."""
        with self._lock:
            self._purges = self._count_purges()
            self._learner = self._load()
            self._last = None
            self._since = _EVERY

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else learns inside the block: it spans the transaction in which a night is :meth:`slept`."""
        with self._lock:
            self._keep_step()
            self._catch_up(_NO_TURN)
            yield

    def slept(self, night_id: int, rehearsed: Sequence[tuple[int, float]], at: datetime) -> Night:
        """A night has passed: the slower time scales take in what the faster ones gathered, with what was
        rehearsed counted again.

        Call it inside :meth:`held` and in the transaction that commits the night; if that fails, call
        :meth:`reload`.

        Args:
            night_id: the night.
            rehearsed: turns to learn again, each with its weight.
            at: when, for the checkpoint.
        """
        learnt = Learnt(night_id, self._learner.upto, tuple(rehearsed))
        said = self._again(learnt)
        before = self._learner.level_error(Level.SLEEP, [one for one, _ in said])
        self._sleep(learnt, said)
        after = self._learner.level_error(Level.SLEEP, [one for one, _ in said])
        self._db.write(lambda writer: self._nights.set_learnt(writer, learnt))
        self._states.save(STATE, self._learner.save(), at)
        self._since = 0
        return Night(len(said), before, after)

    def checkpoint(self, at: datetime, *, now: bool = False) -> None:
        """Keep the state if it is time to; call it in the transaction that commits what it learnt from."""
        if not self._lock.acquire(blocking=False):
            return  # it is being learnt anew; the next message keeps the state
        try:
            if (now or self._since >= _EVERY) and self._is_in_step():
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

    def _load(self, name: str = STATE) -> Learner:
        data = self._states.load(name)
        if data is None:
            return Learner()
        try:
            return Learner.load(data)
        except ValueError:
            return Learner()  # derived: it is folded anew from the diary

    def _keep_step(self) -> None:
        """Begin anew if what was learnt from is no longer what stands: after a purge, or when a night was
        undone or done again. If that was the last night, the snapshot made before it is there to begin with.
        """
        if self._is_in_step():
            return
        self._begin_anew()
        before = self._load(BEFORE)
        if self._is_in_step(before.nights):
            self._learner = before

    def _is_in_step(self, slept: Slept | None = None) -> bool:
        if self._purges != self._count_purges():
            return False
        slept = slept or self._learner.nights
        count, total, squares, _ = self._nights.slept(slept.last)
        return Slept(count, slept.last, total, squares) == slept

    def _catch_up(self, before: int) -> None:
        """Fold in what was heard and slept since the state was kept, or by another process."""
        last = self._learner.nights.last
        if self._nights.slept(last)[3] > last:
            nights = [one for one in self._nights.learnt() if one.id > last]
            if nights and nights[0].upto < self._learner.upto:
                self._begin_anew()  # what was heard after that night was learnt before it
                nights = self._nights.learnt()
            for night in nights:
                if night.upto >= before:
                    break
                self._fold(min(night.upto + 1, before))
                self._sleep(night, self._again(night))
        self._fold(before)

    def _fold(self, before: int) -> None:
        """Learn from what was heard after the last message learnt and before a turn."""
        heard = heard_between(self._db, self._learner.upto, before)
        for turn, said in self._saying(heard):
            parts = [verdict.parts for verdict in self._log.of(turn)]
            bits = max((one.get(BITS, 0.0) for one in parts), default=0.0)
            novelty = max((one.get(NOVELTY, 0.0) for one in parts), default=0.0)
            self._learner.learn(said, bits, novelty)

    def _again(self, night: Learnt) -> list[tuple[Said, float]]:
        """What a night rehearsed, as far as its words are still open."""
        said = dict(self._saying(sorted({turn for turn, _ in night.rehearsed})))
        return [(said[turn], weight) for turn, weight in night.rehearsed if turn in said]

    def _sleep(self, night: Learnt, rehearsed: Sequence[tuple[Said, float]]) -> None:
        for said, weight in rehearsed:
            self._learner.rehearse(said, weight)
        self._learner.slept(night.id)

    def _saying(self, turns: Sequence[int]) -> list[tuple[int, Said]]:
        """Turns with their vectors, in order; those whose words are hidden are left out."""
        if not turns:
            return []
        table = self._vectors.load_turns(self._embedder.id, turns)
        place = {int(one): at for at, one in enumerate(table.ids)}
        return [
            (turn.id, self._said(turn, table.encoded(place[turn.id])))
            for turn in sorted(self._diary.get_many(turns), key=lambda one: one.id)
            if turn.id in place
        ]

    def _said(self, turn: Turn, encoded: Encoded) -> Said:
        # As it is stored, so that a message folded in again is the message that was heard.
        raw = encoded.vector.astype(np.float16).astype(np.float32)[None]
        vector = self._embedder.calibrate(raw, [language(turn.text[:2000])])[0]
        return Said(turn.id, turn.at, turn.conversation, vector)
