"""Neuromodulators: three numbers in 0..1 that say how strongly a message should change the memory.

Each stands for what its namesake reports in the brain: dopamine the prediction error (Schultz, Dayan and
Montague 1997, "A neural substrate of prediction and reward"), acetylcholine expected and noradrenaline
unexpected uncertainty (Yu and Dayan 2005, "Uncertainty, neuromodulation, and attention"). Raw signals are
judged against what is usual in this vault, so that a terse and a talkative person are heard alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from memory_core.errors import BadRequest

HALF_LIFE = 200.0
"""Messages after which what was usual counts half."""
_KEEP = 0.5 ** (1 / HALF_LIFE)
_PRIOR_WEIGHT = 5.0
"""The expectation before the first message weighs as much as this many messages."""
_FLOOR = 0.05
"""Share of the expected spread under which none falls: after much sameness a trifle is no sensation."""
_OUTLIER = 6.0
"""Spreads beyond which one message teaches no more about what is usual."""

_MOST_BITS = 1e6
"""No message says more."""

GAMMA = 1.0
"""Spreads above the recent mean at which an event begins (Fountas et al. 2024, "EM-LLM")."""
WINDOW = 16
"""Messages that count as recent for it."""

SHIFT = 0.15
"""At most so far (0..1) does noradrenaline lower the gate's threshold."""
SHIFT_TURNS = 4
"""Turns after a boundary for which it does."""


@dataclass(frozen=True, slots=True)
class RunningNorm:
    """What is usual of a raw signal: exponentially weighted mean and variance, half-life ``HALF_LIFE``.

    ``weight`` is the sum of the weights so far. ``floor`` is the least spread.
    """

    mean: float
    variance: float
    floor: float
    weight: float = _PRIOR_WEIGHT

    @classmethod
    def expecting(cls, mean: float, spread: float) -> Self:
        """The norm before the first message, in the signal's own unit."""
        return cls(mean, spread * spread, _FLOOR * spread)

    @property
    def spread(self) -> float:
        """Standard deviation, at least ``floor``."""
        return max(math.sqrt(self.variance), self.floor)

    def deviation(self, raw: float) -> float:
        """How many spreads ``raw`` lies above the mean."""
        return (_finite(raw) - self.mean) / self.spread

    def share(self, raw: float) -> float:
        """Where ``raw`` lies among what is usual, 0..1, by the normal distribution; .5 is the mean."""
        return _normal_cdf(self.deviation(raw))

    def seen(self, raw: float) -> RunningNorm:
        """The norm after ``raw``: West (1979), incremental weighted mean and variance."""
        reach = _OUTLIER * self.spread
        raw = min(max(_finite(raw), self.mean - reach), self.mean + reach)
        before = _KEEP * self.weight
        weight = before + 1
        apart = raw - self.mean
        mean = self.mean + apart / weight
        variance = (before * self.variance + apart * (raw - mean)) / weight
        return RunningNorm(mean, variance, self.floor, weight)


@dataclass(frozen=True, slots=True)
class Modulators:
    """Each in 0..1. Dopamine and acetylcholine are .5 for the usual message, noradrenaline at a boundary."""

    dopamine: float
    acetylcholine: float
    noradrenaline: float


_EXPECTED_BITS = RunningNorm.expecting(20.0, 12.0)
_EXPECTED_NOVELTY = RunningNorm.expecting(0.6, 0.2)


@dataclass(slots=True)
class Modulation:
    """The state behind the modulators: what is usual here, what was recent, how long ago an event began."""

    bits: RunningNorm = _EXPECTED_BITS
    """Of the prediction error, in bits."""
    novelty: RunningNorm = _EXPECTED_NOVELTY
    """Of the novelty against what recall found, 0..1."""
    recent: tuple[float, ...] = ()
    """The last prediction errors in bits, at most ``WINDOW``, oldest first."""
    boundary: Modulators | None = None
    """The modulators with which the present event began."""
    since: int = 0
    """Messages since then."""

    def step(self, error_bits: float, novelty: float) -> Modulators:
        """Judge one message by what was usual before it, then count it in.

        Args:
            error_bits: bits of the message that the memory did not predict, >= 0.
            novelty: 1 - likeness of the best that recall found, 0..1.

        Raises:
            BadRequest: a signal is not a finite number.
        """
        usual, spread = self._recently()
        now = Modulators(
            # Schultz: the reward prediction error, here of the words.
            dopamine=self.bits.share(error_bits),
            # Yu and Dayan: expected uncertainty, how little the cue calls to mind.
            acetylcholine=self.novelty.share(novelty),
            # Yu and Dayan: unexpected uncertainty; EM-LLM's "surprise > mean + gamma * sd" is where it is .5.
            noradrenaline=_normal_cdf((error_bits - usual) / spread - GAMMA),
        )
        self.recent = (*self.recent, min(max(error_bits, -_MOST_BITS), _MOST_BITS))[-WINDOW:]
        self.bits, self.novelty = self.bits.seen(error_bits), self.novelty.seen(novelty)
        self.since += 1
        if event_boundary(now):
            self.boundary, self.since = now, 0
        return now

    @property
    def shift(self) -> float:
        """``threshold_shift`` after the last message."""
        return threshold_shift(self.boundary, self.since) if self.boundary else 0.0

    def _recently(self) -> tuple[float, float]:
        """Mean and spread of the recent window; what is usual in the long run fills a short one."""
        missing = WINDOW - len(self.recent)
        mean = (sum(self.recent) + missing * self.bits.mean) / WINDOW
        squares = sum((one - mean) ** 2 for one in self.recent)
        filled = missing * (self.bits.spread**2 + (self.bits.mean - mean) ** 2)
        variance = (squares + filled) / WINDOW
        return mean, max(math.sqrt(variance), self.bits.floor)


def write_strength(m: Modulators) -> float:
    """Factor .5..1.5 on a memory's initial stability and on the neural memory's step.

    ``.5 + dopamine``: in the Rescorla-Wagner rule, which Schultz's dopamine carries out, the change is
    proportional to the prediction error. 1 for the usual message.
    """
    return 0.5 + _unit(m.dopamine)


def learning_rate(theta0: float, m: Modulators) -> float:
    """``theta0 * (.5 + acetylcholine)``: Yu and Dayan (2005), Hasselmo (2006): high acetylcholine encodes."""
    return theta0 * (0.5 + _unit(m.acetylcholine))


def event_boundary(m: Modulators) -> bool:
    """Whether an event begins with this message: its surprise is above ``mean + GAMMA * sd`` (EM-LLM)."""
    return m.noradrenaline > 0.5


def threshold_shift(m: Modulators, turns_since_boundary: int) -> float:
    """What is added to the gate's threshold, ``-SHIFT``..0.

    Bouret and Sara (2005), "Network reset": a burst of noradrenaline lets the next inputs through more
    easily. Full at the boundary itself, a fifth less with each turn, nothing after ``SHIFT_TURNS``.

    Args:
        m: modulators of the message that began the event.
        turns_since_boundary: messages after it, 0 for itself.
    """
    if not event_boundary(m) or not 0 <= turns_since_boundary <= SHIFT_TURNS:
        return 0.0
    return -SHIFT * reset(m) * (1 - turns_since_boundary / (SHIFT_TURNS + 1))


def reset(m: Modulators) -> float:
    """Share 0..1 of the fastest memory that an event's beginning wipes: 0 up to the boundary, 1 far above."""
    return max(0.0, 2 * _unit(m.noradrenaline) - 1)


def _normal_cdf(deviation: float) -> float:
    return 0.5 * (1 + math.erf(deviation / math.sqrt(2)))


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _finite(raw: float) -> float:
    if not math.isfinite(raw):
        raise BadRequest("a signal of plasticity must be a finite number")
    return raw
