"""What a stage of the night is: a plan of small units, each one transaction, so that it can stop anywhere.

A night may be interrupted or killed between any two units, and goes on later. So a plan must be a function of
the vault and of :class:`Night` alone, its units' keys must name what they do (``"merge:12:15"``), not where
they stand in the plan, and a unit must look again at what it is about: what it was planned for may be gone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from memory_core.learning import Learning
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.store.database import Database
from memory_core.store.step import Step
from memory_core.types import LanguageModelLike, SleepLine, Stage


class Interrupted(Exception):
    """The user is back: raised by :meth:`Night.check`, it ends the night where it stands."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night, as its stages see it."""

    started: datetime
    """When it began (aware). The night's present: a stage asks no clock, so that a night resumed does the
    same as one that was not broken off."""
    id: int
    """Its row in the table of nights."""
    seed: int
    """For what is left to chance; the same whenever the same night goes on."""
    db: Database
    mirror: Mirror
    """The index in RAM and the stored vectors; brought up to date after each unit's commit."""
    params: Params
    learning: Learning
    """What learns from the stream. Only the learning stage changes it."""
    model: LanguageModelLike | None
    """A loaded language model, None without. Only ``prepare`` of a unit may ask it, never a transaction."""
    interrupted: Callable[[], bool]
    """Whether to stop now; cheap, from any thread."""

    def check(self) -> None:
        """Stop here if the night is to stop. A plan or a ``prepare`` that takes more than some milliseconds
        calls it between its parts.

        Raises:
            Interrupted: the user is back; nothing of what was not committed stays.
        """
        if self.interrupted():
            raise Interrupted

    def chance(self, what: str) -> random.Random:
        """Random numbers of this night's own for one purpose, the same whenever they are asked for."""
        return random.Random(f"{self.seed}:{what}")  # noqa: S311  (which memories to rehearse is no secret)


class Unit(Protocol):
    """One bounded piece of a stage's work: a few milliseconds, less than 50."""

    @property
    def key(self) -> str:
        """Names the work within its stage: the same work has the same key in a plan made again. Ids and
        numbers, never words of the user's."""

    def do(self, step: Step) -> list[SleepLine]:
        """Do it inside one transaction, all writes through ``step``; reads see the transaction's own writes.

        Returns:
            What it did, for the report; empty if there was nothing to do (any more).
        """


@runtime_checkable
class Prepares(Protocol):
    """A unit that has to think before its transaction: with the language model, or long."""

    def prepare(self) -> None:
        """Think, outside any transaction; called just before ``do``, on the same thread.

        Raises:
            Interrupted: through :meth:`Night.check`, when the night is to stop.
        """


@runtime_checkable
class Rebuilds(Protocol):
    """A stage whose units can be made of their keys alone.

    Any other stage is asked for its plan again when a night goes on, and may find less or more than before;
    what it finds under the keys of the first plan is done. A stage whose plan depends on what its own units
    change (two memories merged are no pair any more) has to be one of these, or else the night resumed would
    not be the night that was not broken off.
    """

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of a key that this stage's ``plan`` gave; None if there is nothing to do (any more)."""


class Nightly(Protocol):
    """A stage of the night."""

    @property
    def stage(self) -> Stage:
        """Which one."""

    def plan(self, night: Night) -> Sequence[Unit]:
        """What there is to do, the most surprising and important first; changes nothing.

        It is asked when the stage begins, and again when a night goes on that was broken off in this stage:
        units whose keys were done are skipped then, and the rest must come in the same order as before.
        """


@dataclass(frozen=True, slots=True)
class Task:
    """A unit made of a key and a function."""

    key: str
    work: Callable[[Step], list[SleepLine]]

    def do(self, step: Step) -> list[SleepLine]:
        """Call the function."""
        return self.work(step)
