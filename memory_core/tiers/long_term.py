"""Long-term memory: which memories begin there, which come to it, and which leave it by disuse."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from memory_core.params import Params
from memory_core.store.memories import NewMemory
from memory_core.store.strength import retrievability
from memory_core.tiers.grounds import ASKED, HEALTH, IDENTITY, never_fades
from memory_core.tiers.retention import state_of
from memory_core.types import Memory, Status, Tier

_AT_ONCE = frozenset({IDENTITY, HEALTH, ASKED})
"""Grounds on which a memory begins in the long term."""


def admission(new: NewMemory) -> Tier:
    """Where a memory begins: in the short term, but what says who the user is, is about health or was to be
    remembered begins in the long term.
    """
    ground = never_fades(
        Memory(
            id=0,
            text=new.text,
            kind=new.kind,
            tier=new.tier,
            status=Status.ACTIVE,
            confidence=new.confidence,
            importance=new.importance,
            surprise=new.surprise,
            parts=new.parts,
            learnt_at=new.learnt_at,
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            event_date=new.event_date,
            sources=tuple(new.sources),
            subject=new.subject,
            attribute=new.attribute,
            value=new.value,
            reason=new.reason,
        )
    )
    return Tier.LONG if ground in _AT_ONCE else Tier.SHORT


def where(
    memory: Memory,
    now: datetime,
    params: Params,
    *,
    hot: bool = False,
    left: bool = True,
    close_names: Collection[str] = (),
) -> Tier:
    """The tier that an active memory should be in next: at most one move from where it is.

    Up goes what is in use: used by ``params.used_keeps`` answers, said in two messages, in a hot segment, or
    of the sort that never fades. Down goes what is not, by its retrievability. No memory is both, so none
    goes up one night and down the next without anything having happened.

    Args:
        memory: active, in the short, mid or long term.
        now: the present, aware.
        params: ``used_keeps``, ``long_floor`` and ``mid_floor`` are used.
        hot: whether a segment that it comes from was promoted just now.
        left: whether later exchanges have taken its page's place in the short term.
        close_names: see :func:`~memory_core.tiers.grounds.never_fades`.
    """
    stays = never_fades(memory, close_names) is not None or memory.edited
    chance = retrievability(state_of(memory), now)
    if memory.tier is Tier.LONG:
        return Tier.LONG if stays or chance >= params.long_floor else Tier.MID
    said = len({span.turn_id for span in memory.sources})
    lives = chance >= params.long_floor and (memory.used >= params.used_keeps or said > 1 or hot)
    if stays or lives:
        return Tier.LONG
    if memory.tier is Tier.MID:
        return Tier.MID if chance >= params.mid_floor else Tier.SHORT
    return Tier.MID if left and chance >= params.mid_floor else Tier.SHORT
