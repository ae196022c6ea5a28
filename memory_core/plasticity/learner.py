"""The fold over the user's messages that the gate asks: was this one predicted, and in what is it news?

One message after another goes through the neuromodulators, both neural memories and the continuum. The fold
is a function of its sequence alone, so that it can be kept as bytes or made again from the diary.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import BadRequest
from memory_core.plasticity.continuum import Continuum, Level, Scope
from memory_core.plasticity.modulation import (
    Modulation,
    Modulators,
    RunningNorm,
    event_boundary,
    learning_rate,
    reset,
    write_strength,
)
from memory_core.plasticity.neural_memory import (
    THETA,
    HiddenMemory,
    LinearMemory,
    Projection,
    fitting,
)
from memory_core.types import Vector

GAP = timedelta(hours=6)
"""A longer silence ends a conversation."""
SLEEPS_A_WEEK = 7
MOST = 1.5
"""At most this many times the usual step, else what is written would swing: see ``neural_memory``."""

_MAGIC = b"MNEMELRN"
_VERSION = 2
_DIGEST = 32
_UNREADABLE = (
    KeyError,
    TypeError,
    AttributeError,
    ValueError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the user's. ``vector`` is its calibrated unit sentence vector, ``at`` is aware."""

    turn_id: int
    at: datetime
    conversation: str
    vector: Vector


@dataclass(frozen=True, slots=True)
class Prediction:
    """How badly a message was predicted: every number 0..1, .5 is what is usual in this vault.

    ``titans`` and ``titans_hidden`` are the losses of the neural memories; ``levels`` has "conversation",
    "week" and "life"; ``news`` is the widest of these in which the message is news, None for none.
    """

    titans: float
    titans_hidden: float
    levels: Mapping[str, float]
    news: str | None


@dataclass(frozen=True, slots=True)
class Slept:
    """Which nights a learner has slept: how many, the last one's id, the sums of ids and of their squares."""

    count: int = 0
    last: int = 0
    total: int = 0
    squares: int = 0

    def and_then(self, night_id: int) -> Slept:
        """One more."""
        return Slept(self.count + 1, night_id, self.total + night_id, self.squares + night_id * night_id)


class Learner:
    """Predicts a message from those before it, then learns it. Used from one thread."""

    def __init__(self, dimensions: int = 384) -> None:
        """Nothing has been said yet; sentence vectors will have shape ``(dimensions,)``."""
        self._projection = Projection(dimensions)
        self._linear, self._hidden = LinearMemory(), HiddenMemory()
        self._continuum = Continuum()
        self._modulation = Modulation()
        self._losses = {name: RunningNorm.expecting(0.7, 0.2) for name in ("titans", "titans_hidden")}
        self._upto = 0
        self._sleeps = 0
        self._nights = Slept()
        self._conversation = ""
        self._at: datetime | None = None

    @property
    def upto(self) -> int:
        """Id of the last turn learnt, 0 before the first."""
        return self._upto

    @property
    def threshold_shift(self) -> float:
        """What ``modulation.threshold_shift`` adds to the gate's threshold for the next message, <= 0."""
        return self._modulation.shift

    def predict(self, said: Said) -> Prediction:
        """How badly the message is predicted; changes nothing.

        Raises:
            BadRequest: naive time, or a vector of another shape or with numbers that are not finite.
        """
        k, v = self._projection.key(said.vector), self._projection.value(said.vector)
        continuum = self._continuum
        if self._begins_conversation(said):
            continuum = continuum.copy()
            continuum.end(Level.CONVERSATION)
        errors = continuum.errors(k, v)
        news = continuum.news(errors)
        return Prediction(
            titans=self._losses["titans"].share(self._linear.error(k, v)),
            titans_hidden=self._losses["titans_hidden"].share(self._hidden.error(k, v)),
            levels=MappingProxyType({str(scope): one for scope, one in continuum.shares(errors).items()}),
            news=str(news) if news else None,
        )

    def learn(self, said: Said, bits: float, novelty: float) -> Modulators:
        """Take the message in and move on.

        Args:
            said: a later turn than all before.
            bits: of the message that the memory did not predict, >= 0.
            novelty: 1 - likeness of the best that recall found, 0..1.

        Raises:
            BadRequest: as ``predict``; a turn that was learnt already; a signal that is not finite. Nothing
                is changed then.
        """
        if said.turn_id <= self._upto:
            raise BadRequest(f"turn {said.turn_id} was learnt already")
        k, v = self._projection.key(said.vector), self._projection.value(said.vector)
        begins = self._begins_conversation(said)
        modulators = self._modulation.step(bits, novelty)
        if begins:
            self._continuum.end(Level.CONVERSATION)
        if event_boundary(modulators):
            self._continuum.interrupt(reset(modulators))
        gain = min(MOST, learning_rate(1.0, modulators) * write_strength(modulators))
        self._losses = {
            "titans": self._losses["titans"].seen(self._linear.error(k, v)),
            "titans_hidden": self._losses["titans_hidden"].seen(self._hidden.error(k, v)),
        }
        self._linear.learn(k, v, THETA * gain)
        self._hidden.learn(k, v, THETA * gain)
        self._continuum.observe(k, v, gain)
        self._continuum.end(Level.TURN)
        self._upto, self._conversation, self._at = said.turn_id, said.conversation, said.at
        return modulators

    @property
    def nights(self) -> Slept:
        """Which nights it has slept."""
        return self._nights

    def rehearse(self, said: Said, weight: float) -> None:
        """Learn a message again in the levels that change with sleep, before :meth:`slept`.

        Args:
            said: a message learnt before.
            weight: > 0; how much it counts, 1 as much as a usual message when it was said.

        Raises:
            BadRequest: a vector of another shape, or a number that is not finite or not above 0.
        """
        if not 0 < weight < math.inf:
            raise BadRequest("what is rehearsed needs a weight above 0")
        k, v = self._projection.key(said.vector), self._projection.value(said.vector)
        self._continuum.rehearse(k, v, weight)

    def slept(self, night_id: int = 0) -> None:
        """A sleep is over; every seventh ends a week."""
        self._sleeps += 1
        self._nights = self._nights.and_then(night_id)
        self._continuum.end(Level.SLEEP)
        if self._sleeps % SLEEPS_A_WEEK == 0:
            self._continuum.end(Level.SEVENTH_SLEEP)

    def level_error(self, level: Level, said: Sequence[Said]) -> float:
        """How badly one level predicts messages, ``||W k - v||^2`` on average; 0 for none."""
        memory = self._continuum.levels[level]
        pairs = [(self._projection.key(one.vector), self._projection.value(one.vector)) for one in said]
        return sum(memory.error(k, v) for k, v in pairs) / len(pairs) if pairs else 0.0

    def save(self) -> bytes:
        """The whole state, under 300 kB; the same state always gives the same bytes."""
        head: dict[str, Any] = {
            "dimensions": self._projection.dimensions,
            "upto": self._upto,
            "sleeps": self._sleeps,
            "nights": asdict(self._nights),
            "conversation": self._conversation,
            "at": self._at.isoformat() if self._at else None,
            "losses": {name: asdict(norm) for name, norm in self._losses.items()},
            "scopes": {str(scope): asdict(norm) for scope, norm in self._continuum.norms.items()},
            "modulation": asdict(self._modulation),
            "buffered": {str(level): memory.count for level, memory in self._continuum.levels.items()},
        }
        arrays = {f"linear{at}": one for at, one in enumerate(self._linear.arrays())}
        arrays |= {f"hidden{at}": one for at, one in enumerate(self._hidden.arrays())}
        for level, memory in self._continuum.levels.items():
            arrays[f"{level}_weights"] = memory.weights
            if memory.held.strength:
                arrays[f"{level}_fisher"] = memory.held.fisher
            if memory.count:
                arrays[f"{level}_products"] = memory.products
                arrays[f"{level}_gram"] = memory.gram[_half(memory.gram)]
        head["arrays"] = list(arrays)
        text = np.frombuffer(json.dumps(head, allow_nan=False).encode(), np.uint8)
        written = io.BytesIO()
        np.savez_compressed(written, text, *arrays.values())
        body = _VERSION.to_bytes(2, "big") + written.getvalue()
        return _MAGIC + hashlib.sha256(body).digest() + body

    @classmethod
    def load(cls, data: bytes) -> Learner:
        """The learner that ``save`` saved.

        Raises:
            BadRequest: (a ``ValueError``) the bytes are damaged, foreign, or of another version.
        """
        body = data[len(_MAGIC) + _DIGEST :]
        digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
        if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != digest:
            raise BadRequest("the learnt state is damaged")
        if int.from_bytes(body[:2], "big") != _VERSION:
            raise BadRequest("the learnt state is of another version")
        try:
            with np.load(io.BytesIO(body[2:]), allow_pickle=False) as archive:
                head = json.loads(archive["arr_0"].tobytes())
                arrays = {name: archive[f"arr_{at}"] for at, name in enumerate(head["arrays"], start=1)}
            return cls._from(head, arrays)
        except _UNREADABLE as error:
            raise BadRequest(f"the learnt state is damaged: {error}") from error

    @classmethod
    def _from(cls, head: dict[str, Any], arrays: dict[str, NDArray[np.float32]]) -> Learner:
        learner = cls(head["dimensions"])
        learner._upto, learner._sleeps = head["upto"], head["sleeps"]
        learner._nights = Slept(**head["nights"])
        learner._conversation = head["conversation"]
        learner._at = datetime.fromisoformat(head["at"]) if head["at"] else None
        learner._losses = {name: RunningNorm(**head["losses"][name]) for name in learner._losses}
        learner._modulation = _modulation(head["modulation"])
        learner._linear.restore([arrays[f"linear{at}"] for at in range(2)])
        learner._hidden.restore([arrays[f"hidden{at}"] for at in range(4)])
        learner._continuum.norms = {scope: RunningNorm(**head["scopes"][scope]) for scope in Scope}
        for level, memory in learner._continuum.levels.items():
            (memory.weights,) = fitting([arrays[f"{level}_weights"]], [memory.weights])
            if memory.held.strength:
                (fisher,) = fitting([arrays[f"{level}_fisher"]], [memory.held.fisher])
                memory.held = replace(memory.held, fisher=fisher)
            memory.count = head["buffered"][level]
            if memory.count:
                half = _half(memory.gram)
                given = [arrays[f"{level}_products"], arrays[f"{level}_gram"]]
                memory.products, upper = fitting(given, [memory.products, memory.gram[half]])
                memory.gram[half] = upper
                memory.gram.T[half] = upper
        return learner

    def _begins_conversation(self, said: Said) -> bool:
        if said.at.utcoffset() is None:
            raise BadRequest("a message needs a time with its offset")
        if self._at is None:
            return False
        return said.conversation != self._conversation or abs(said.at - self._at) > GAP


def _modulation(state: dict[str, Any]) -> Modulation:
    return Modulation(
        bits=RunningNorm(**state["bits"]),
        novelty=RunningNorm(**state["novelty"]),
        recent=tuple(state["recent"]),
        boundary=Modulators(**state["boundary"]) if state["boundary"] else None,
        since=state["since"],
    )


def _half(matrix: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indexes of the half of a symmetric matrix that says it all."""
    rows, columns = np.triu_indices(len(matrix))
    return rows, columns
