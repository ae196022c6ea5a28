"""The one table of what may move between tiers, and the one function that moves a memory.

Tiers are time scales: what was just heard, what is in mind, the last exchanges, the last weeks' events, a
life. Things move up by heat, use and repetition and down by disuse. What leaves them altogether stays in the
diary.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memory_core.errors import BadRequest
from memory_core.store.reshaping import row_of
from memory_core.store.step import Step
from memory_core.types import Tier

OUT = None
"""No tier: what comes from outside, and what only the diary still holds."""

Move = tuple[Tier | None, Tier | None]

MOVES: Mapping[Move, str] = MappingProxyType(
    {
        (OUT, Tier.SENSORY): "a message is committed, with the job of hearing it",
        (Tier.SENSORY, Tier.WORKING): "its conversation is the one in mind",
        (Tier.SENSORY, Tier.SHORT): "it was heard: a page, and what the gate admitted of it",
        (
            Tier.SENSORY,
            Tier.LONG,
        ): "what was admitted says who the user is, is about health, or was asked for",
        (Tier.WORKING, OUT): "the conversation went on, or another one is in mind",
        (Tier.SHORT, Tier.MID): "later exchanges took its place",
        (
            Tier.SHORT,
            Tier.LONG,
        ): "it was used, said again or pinned while it was fresh, or its segment was hot",
        (Tier.MID, Tier.LONG): "it was used, said again or pinned, or its segment was hot",
        (Tier.LONG, Tier.MID): "it was of no use for long",
        (Tier.MID, Tier.SHORT): "it still was of no use",
        (Tier.SHORT, OUT): "it faded",
        (Tier.MID, OUT): "the coldest of too many segments",
    }
)
"""Every move there is, with its occasion. Nothing else moves."""


def allowed(source: Tier | None, target: Tier | None) -> bool:
    """Whether the table holds a move."""
    return (source, target) in MOVES


def move(step: Step, memory_id: int, target: Tier) -> bool:
    """Move a memory to a tier, as a part of an undoable step; returns False if it is there already.

    Raises:
        BadRequest: there is no such memory, or the table does not hold this move.
    """
    source = Tier(row_of(step, memory_id)["tier"])
    if source is target:
        return False
    if not allowed(source, target):
        raise BadRequest(f"nothing moves from the {source} term to the {target} term")
    step.update("memories", memory_id, {"tier": target.value}, memory_id)
    return True
