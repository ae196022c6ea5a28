"""Where messages lie in a column of thousands: heights, known or guessed, and the places that follow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from PySide6.QtWidgets import QLabel, QWidget

from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.reading import Place, ShownTurn
from memory_core.types import Role

GAP = 18
"""Pixels between two messages."""
DAY = 36
"""Pixels that the name of a day takes."""
_LETTERS = 84
"""Letters of a line, about."""
_LINE, _USER, _ASSISTANT = 21, 60, 50
"""Pixels of a line, and of what is around a message's lines."""

Message = UserMessage | AssistantMessage


@dataclass(slots=True, eq=False)
class Slot:
    """One message, or a card, with its place in the column.

    ``place`` is None for what is no turn of the diary (yet); ``live`` for what is never let go: it was said
    while the column stood, and holds what the diary does not.
    """

    place: Place | None
    day: date | None
    height: int
    shown: ShownTurn | None = None
    widget: QWidget | None = None
    mark: QLabel | None = None
    dated: bool = False
    """Whether the name of its day stands over it."""
    live: bool = False
    at: int = 0
    """Its index, which :class:`Slots` keeps."""

    @property
    def whole(self) -> int:
        """Height with what stands over it."""
        return self.height + (DAY if self.dated else 0) + GAP


def guessed(place: Place) -> Slot:
    """A message that was not laid out yet."""
    lines = 1 + place.length // _LETTERS
    around = _USER if place.role is Role.USER else _ASSISTANT
    return Slot(place, place.day, around + lines * _LINE)


class Slots:
    """The messages in their order, with the place of each, in pixels from the top."""

    def __init__(self) -> None:
        self.all: list[Slot] = []
        self._heights: list[int] = []
        self._tops: list[int] | None = None

    def put(self, slots: Iterable[Slot]) -> None:
        """Other messages; a day is named over its first one."""
        self.all = list(slots)
        before: date | None = None
        for at, slot in enumerate(self.all):
            slot.at = at
            slot.dated = slot.day is not None and slot.day != before
            before = slot.day or before
        self._heights = [slot.whole for slot in self.all]
        self._tops = None

    def resized(self, slot: Slot) -> None:
        """Its height has changed."""
        self._heights[slot.at] = slot.whole
        self._tops = None

    def holds(self, slot: Slot) -> bool:
        """Whether it is one of these."""
        return slot.at < len(self.all) and self.all[slot.at] is slot

    @property
    def tops(self) -> Sequence[int]:
        """The top of each, and the end of the last."""
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    @property
    def high(self) -> int:
        """Pixels of all of them."""
        return max(0, self.tops[-1] - GAP)

    def at(self, y: int) -> int:
        """The index of the slot that lies at a height; the last one below all of them."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self.all) - 1))

    def of_turn(self, turn_id: int) -> Slot | None:
        """The slot of a turn."""
        return next((one for one in self.all if one.place and turn_id in one.place.versions), None)
