"""Made-up streams of sentence vectors: topics are fixed directions, sentences lie around them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from memory_core.plasticity.learner import Learner, Said
from memory_core.plasticity.modulation import Modulators
from memory_core.types import Matrix, Vector

DIMENSIONS = 384


def unit(x: np.ndarray) -> Vector:
    return np.asarray(x / np.linalg.norm(x, axis=-1, keepdims=True), np.float32)


def units(rng: np.random.Generator, count: int, width: int) -> Matrix:
    return unit(rng.standard_normal((count, width)))


class Life:
    """Somebody who talks to a learner about topics 0..99 in conversations, and sleeps."""

    def __init__(self, seed: int = 0, noise: float = 0.5) -> None:
        self.rng = np.random.default_rng(seed)
        self.noise = noise
        self.topics = units(self.rng, 100, DIMENSIONS)
        self.learner = Learner()
        self.at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        self.conversation = "first"
        self.turn = 0

    def about(self, topic: int) -> Vector:
        return unit(self.topics[topic] + self.noise * units(self.rng, 1, DIMENSIONS)[0])

    def said(self, topic: int) -> Said:
        return Said(self.turn + 1, self.at, self.conversation, self.about(topic))

    def say(self, topic: int) -> Modulators:
        """Say one sentence about a topic, of a usual number of bits."""
        said = self.said(topic)
        self.turn, self.at = said.turn_id, self.at + timedelta(minutes=2)
        bits, novelty = float(self.rng.gamma(4.0, 5.0)), float(self.rng.uniform(0.2, 0.9))
        return self.learner.learn(said, bits, novelty)

    def converse(self, topics: list[int], rounds: int = 3) -> None:
        """A conversation of its own that comes back to each topic."""
        self.conversation = f"conversation {self.turn}"
        for _ in range(rounds):
            for topic in topics:
                self.say(topic)

    def sleep(self) -> None:
        self.learner.slept()
        self.at += timedelta(hours=10)

    def week(self, usual: range, always: tuple[int, ...] = ()) -> None:
        """Seven days of two conversations, each about three of the usual topics and those of always."""
        for _ in range(7):
            for _ in range(2):
                self.converse([*(int(one) for one in self.rng.choice(usual, 3)), *always])
            self.sleep()
