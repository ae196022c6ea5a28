"""What a night leaves out because a night before it made recall worse, and how the stage at fault is found.

The same vault gives the same plan, so a night that was rolled back would be rolled back for ever. The next
one leaves out the stages that take something out of recall; if that is rolled back too, all that change
anything. Then they are tried again, one each night; the one with which a night is rolled back rests for a
week. All this is read off the reports: there is no state of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memory_core.store.nights import Past
from memory_core.types import NightState, Stage

LEFT_OUT = "left_out"
"""Note of a night that left out a stage; the stage's name follows a colon."""
_FIRST = (Stage.MERGE, Stage.SETTLE, Stage.FADE)
"""What takes memories out of recall: under suspicion before the others."""
_CHANGING = (Stage.MERGE, Stage.SETTLE, Stage.FADE, Stage.LINK, Stage.MOVE, Stage.GENERALISE)
_RESTS = 7
"""Nights for which a stage is left out with which alone a night was rolled back."""
LOOKED_AT = 40
"""Nights back that are read."""


@dataclass(frozen=True, slots=True)
class _Blame:
    """A stage that may have made recall worse: nights since, and whether no other may have."""

    ago: int
    alone: bool


def left_out(past: Sequence[Past]) -> frozenset[Stage]:
    """The stages that tonight is to leave out.

    Args:
        past: how the nights before ended, the newest first.
    """
    blamed = _blamed(past)
    if not blamed:
        return frozenset()
    if past[0].state is NightState.ROLLED_BACK:
        first = frozenset(_FIRST) & blamed.keys()
        return first if first & _ran(past[0]) else frozenset(blamed)
    again = [
        stage
        for stage in _CHANGING
        if stage in blamed and (not blamed[stage].alone or blamed[stage].ago >= _RESTS)
    ]
    return frozenset(blamed) - frozenset(again[:1])


def _blamed(past: Sequence[Past]) -> Mapping[Stage, _Blame]:
    """Stages that ran in a night that was rolled back, and in none that stood since then."""
    blamed: dict[Stage, _Blame] = {}
    for ago in range(len(past) - 1, -1, -1):
        ran = _ran(past[ago])
        if past[ago].state is NightState.ROLLED_BACK:
            suspects = (ran & blamed.keys()) or ran  # one that was cleared, or never blamed, is not at fault
            blamed |= {stage: _Blame(ago, len(suspects) == 1) for stage in suspects}
        else:
            blamed = {stage: blame for stage, blame in blamed.items() if stage not in ran}
    return blamed


def _ran(night: Past) -> frozenset[Stage]:
    missing = {note.partition(":")[2] for note in night.notes if note.startswith(f"{LEFT_OUT}:")}
    return frozenset(stage for stage in _CHANGING if stage.value not in missing)
