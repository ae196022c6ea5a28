"""The scrolling column of messages: stays at the end as long as the user is there.

Only messages near what is seen exist as widgets, made a few at a time, so that a conversation of ten thousand
messages scrolls like one of ten. The others have a guessed height; when it turns out otherwise, what the user
looks at stays where it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget
from shiboken6 import isValid

from app.desk import Desk
from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.reading import Place, ShownTurn, Talk
from app.screens.chat.slots import DAY, GAP, Message, Slot, Slots, guessed
from app.widgets.basics import label
from app.wording.dates import day
from memory_core.types import Role

translate = QCoreApplication.translate
_AT_END = 48
"""Pixels from the end that still count as being there."""
_WIDTH, _SIDE, _TOP, _BOTTOM = 720, 28, 20, 12
"""Widest text, and what is left free around it, in pixels."""
_AHEAD = 1.0
"""Heights of the window above and below in which messages are made before they are seen."""
_BEHIND = 2.5
"""Heights of the window beyond which they are let go."""
_SLICE = 0.004
"""Seconds that making messages may take until the window draws again."""
_ABOVE = 60
"""Pixels left over a message that is gone to."""
_READ = 24
"""Messages asked for at once."""


@dataclass(frozen=True, slots=True)
class _Goal:
    """A passage to be marked as soon as its message is there."""

    turn_id: int
    start: int
    end: int
    sentence: str


class _Ground(QWidget):
    """What is scrolled. Its children ask for another height by this event."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")

    def event(self, event: QEvent) -> bool:
        """Take a child's wish for another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked.emit()
            return True
        return super().event(event)


class MessageColumn(QScrollArea):
    """Messages of one conversation, oldest first."""

    wanted = Signal(object)
    """Places of messages that are to be read, because they come into view."""

    def __init__(self, desk: Desk, prepare: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._desk = desk
        self._prepare = prepare
        self.slots = Slots()
        self._made: dict[Slot, None] = {}
        """Slots with a widget."""
        self.ground = _Ground()
        self.setWidget(self.ground)
        self.ground.asked.connect(self._measure)
        self._follow = True
        self._anchor: tuple[Slot, int] | None = None
        """What stays where it is while heights change: a slot, and its distance from the view's top."""
        self._placing = False
        self._goal: _Goal | None = None
        self._words = ""
        self._asked: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._place)

    # what there is

    @property
    def messages(self) -> list[Message]:
        """The messages that exist as widgets, oldest first."""
        made = sorted(self._made, key=lambda slot: slot.at)
        return [one.widget for one in made if isinstance(one.widget, (UserMessage, AssistantMessage))]

    @property
    def by_turn(self) -> dict[int, Message]:
        """The same by their turns."""
        return {
            one.place.turn_id: one.widget
            for one in sorted(self._made, key=lambda slot: slot.at)
            if one.place and isinstance(one.widget, (UserMessage, AssistantMessage))
        }

    @property
    def turns(self) -> set[int]:
        """Every turn of the conversation, earlier answers too."""
        return {turn for one in self.slots.all if one.place for turn in one.place.versions}

    @property
    def read(self) -> list[int]:
        """Turns whose words are known here."""
        return [one.place.turn_id for one in self._made if one.place]

    def asked_for(self, answer: QWidget) -> tuple[int, str] | None:
        """The turn and the words of the message that an answer belongs to, if it is there."""
        found: tuple[int, str] | None = None
        for slot in sorted(self._made, key=lambda slot: slot.at):
            if slot.widget is answer:
                return found
            if isinstance(slot.widget, UserMessage) and slot.widget.turn_id is not None:
                found = (slot.widget.turn_id, slot.widget.view.source_text)
        return None

    # what is shown

    def show_talk(self, talk: Talk) -> None:
        """Show a conversation instead of the one before, at its end."""
        self.empty()
        self.slots.put(guessed(place) for place in talk.places)
        self._know(talk.turns)
        self._follow = True
        self._place()

    def take(self, turns: Iterable[ShownTurn]) -> None:
        """Messages that were wanted."""
        self._know(turns)
        self._place()

    def add(self, message: Message) -> None:
        """Add a message at the end and go there."""
        self._add(Slot(None, self._desk.today(), 60, widget=message, live=True))
        self._prepare(message)
        self._follow = True
        self._place()

    def add_card(self, card: QWidget) -> None:
        """Add something that is no message at the end; whoever reads the end sees it."""
        self._add(Slot(None, None, 60, widget=card, live=True))
        self._place()

    def drop(self, message: QWidget) -> None:
        """Take a message out of the column; another one comes in its place."""
        gone = [slot for slot in self._made if slot.widget is message]
        for slot in gone:
            self._let_go(slot)
        self.slots.put(slot for slot in self.slots.all if slot not in gone)
        self._place()

    def drop_from(self, turn_id: int) -> None:
        """Take a message and all after it out of the column."""
        first = self.slots.of_turn(turn_id)
        if first is not None:
            for slot in self.slots.all[first.at :]:
                self._let_go(slot)
            self.slots.put(self.slots.all[: first.at])
            self._place()

    def know(self, turn_id: int, message: Message) -> None:
        """Remember which turn a message became."""
        for slot in self._made:
            if slot.widget is message:
                role = Role.USER if isinstance(message, UserMessage) else Role.ASSISTANT
                versions = slot.place.versions if slot.place else ()
                day_of = slot.day or self._desk.today()
                slot.place = Place(turn_id, role, day_of, 0, (*versions, turn_id))

    def refresh(self, talk: Talk) -> None:
        """Bring the conversation up to date; what is seen stays where it is."""
        known = {one.place.turn_id: one for one in self.slots.all if one.place}
        beside: dict[int | None, list[Slot]] = {}
        last: int | None = None
        for slot in self.slots.all:
            if slot.place:
                last = slot.place.turn_id
            else:
                beside.setdefault(last, []).append(slot)
        slots = beside.pop(None, [])
        for place in talk.places:
            there = known.pop(place.turn_id, None)
            slot = guessed(place) if there is None else there
            slot.place = replace(place, length=0) if slot.live else place
            slots += [slot, *beside.pop(place.turn_id, [])]
        slots += [slot for left in beside.values() for slot in left]
        for slot in known.values():
            self._let_go(slot)
        self.slots.put(slots)
        self._know(talk.turns)
        self._place()

    def empty(self) -> None:
        """Take every message out."""
        for slot in [*self._made]:
            self._let_go(slot)
        self.slots.put([])
        self._anchor, self._goal, self._words = None, None, ""
        self._asked.clear()

    def go_to(self, turn_id: int, start: int, end: int, sentence: str) -> bool:
        """Bring a turn into view, and mark a sentence of it."""
        slot = self.slots.of_turn(turn_id)
        if slot is None:
            return False
        self.unmark()
        self._goal = _Goal(turn_id, start, end, sentence)
        if isinstance(slot.widget, (UserMessage, AssistantMessage)):
            slot.widget.view.highlight(start, end, sentence)
        self._look_at(slot)
        return True

    def look_for(self, words: str, turn_id: int = 0) -> None:
        """Mark words wherever they are seen, and bring a message into view."""
        self._words = words
        for message in self.messages:
            message.view.find_all(words)
        slot = self.slots.of_turn(turn_id)
        if slot is not None:
            self._look_at(slot)

    def unmark(self) -> None:
        """Take every mark away."""
        self._words, self._goal = "", None
        for message in self.messages:
            message.view.find_all("")

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: every message takes another height."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Heights are known only while the column is shown."""
        super().showEvent(event)
        self._measure()

    # inside

    def _look_at(self, slot: Slot) -> None:
        self._follow = False
        self._anchor = (slot, _ABOVE)
        self._place()

    def _know(self, turns: Iterable[ShownTurn]) -> None:
        known = {one.place.turn_id: one for one in self.slots.all if one.place}
        for shown in turns:
            self._asked.discard(shown.turn.id)
            slot = known.get(shown.turn.id)
            if slot is not None:
                slot.shown = shown
                if isinstance(slot.widget, (UserMessage, AssistantMessage)):
                    slot.widget.show_again(shown)

    def _add(self, slot: Slot) -> None:
        self.slots.put([*self.slots.all, slot])
        if slot.widget is not None:
            self._adopt(slot, slot.widget)

    def _adopt(self, slot: Slot, widget: QWidget) -> None:
        self._made[slot] = None
        widget.setParent(self.ground)
        widget.show()

    def _let_go(self, slot: Slot) -> None:
        self._made.pop(slot, None)
        for widget in (slot.widget, slot.mark):
            if widget is not None and isValid(widget):
                widget.hide()
                widget.deleteLater()
        slot.widget = slot.mark = None

    @property
    def _wide(self) -> int:
        return max(120, min(_WIDTH, self.viewport().width() - 2 * _SIDE))

    def _measure(self) -> None:
        """A message may have another height than before."""
        if not self._placing:
            self._place()

    def _place(self) -> None:
        """Make what comes into view, lay it out, and let go of what is far away."""
        if self._placing or not self.isVisible():
            return
        self._placing = True
        try:
            more = self._placed()
        finally:
            self._placing = False
        if more:
            self._later.start()

    def _placed(self) -> bool:
        """One round; whether there is more to do."""
        gone = [one for one in self._made if not _is_there(one.widget, self.ground)]
        if gone:  # a card took itself away
            for slot in gone:
                del self._made[slot]
            self.slots.put(slot for slot in self.slots.all if slot not in gone)
        until = time.monotonic() + _SLICE
        missing: list[Place] = []
        more = changed = False
        for slot in self._near(_AHEAD):
            if slot.widget is None:
                if slot.shown is None:
                    if slot.place and slot.place.turn_id not in self._asked:
                        missing.append(slot.place)
                    continue
                if time.monotonic() > until:
                    more = True
                    continue
                self._make(slot)
            changed |= self._fit(slot)
        self._arrange()
        if changed:
            more = more or any(one.widget is None and one.shown is not None for one in self._near(_AHEAD))
        self._release()
        if missing:
            some = missing[:_READ]
            self._asked |= {place.turn_id for place in some}
            self.wanted.emit(some)
        return more

    def _near(self, reach: float) -> Iterator[Slot]:
        """Slots in view and around it, those in view first."""
        if not self.slots.all:
            return
        high = self.viewport().height()
        top = self._target() - _TOP
        first, last = self.slots.at(top), self.slots.at(top + high)
        seen = self.slots.all[first : last + 1]
        yield from reversed(seen) if self._follow else seen
        above, below = self.slots.at(int(top - reach * high)), self.slots.at(int(top + high + reach * high))
        yield from self.slots.all[last + 1 : below + 1]
        yield from reversed(self.slots.all[above:first])

    def _target(self) -> int:
        """Where the view's top is to be."""
        most = max(0, self.slots.high + _TOP + _BOTTOM - self.viewport().height())
        if self._follow:
            return most
        if self._anchor is None:
            return min(most, self.verticalScrollBar().value())
        slot, below = self._anchor
        if not self.slots.holds(slot):
            return min(most, self.verticalScrollBar().value())
        return max(0, min(most, self.slots.tops[slot.at] + _TOP - below))

    def _make(self, slot: Slot) -> None:
        shown = slot.shown
        if shown is None:
            return
        made: Message
        if shown.turn.role is Role.USER:
            made = UserMessage.of(self._desk, shown)
        else:
            made = AssistantMessage.of(self._desk, shown)
        slot.widget = made
        self._prepare(made)
        self._adopt(slot, made)
        if self._words:
            made.view.find_all(self._words)
        goal = self._goal
        if goal is not None and slot.place and goal.turn_id in slot.place.versions:
            made.view.highlight(goal.start, goal.end, goal.sentence)

    def _fit(self, slot: Slot) -> bool:
        """Give a message the height that it needs at this width; whether it is another one."""
        widget, before = slot.widget, slot.height
        if widget is None:
            return False
        layout, wide = widget.layout(), self._wide
        if layout is None:
            return False
        if widget.width() != wide:
            widget.resize(wide, slot.height)
        for _ in range(4):
            layout.activate()
            high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else -1
            high = high if high >= 0 else layout.totalSizeHint().height()
            if high == widget.height():
                break
            widget.resize(wide, high)
        slot.height = widget.height()
        if slot.height != before:
            self.slots.resized(slot)
        return slot.height != before

    def _arrange(self) -> None:
        bar = self.verticalScrollBar()
        target = self._target()
        left = max(_SIDE, (self.viewport().width() - self._wide) // 2)
        high = max(self.slots.high + _TOP + _BOTTOM, self.viewport().height())
        if (self.ground.width(), self.ground.height()) != (self.viewport().width(), high):
            self.ground.resize(self.viewport().width(), high)
        tops = self.slots.tops
        for slot in self._made:
            if slot.widget is None:
                continue
            top = tops[slot.at] + _TOP
            if slot.dated:
                mark = slot.mark or self._marked(slot)
                mark.setGeometry(left, top, self._wide, DAY - GAP)
                top += DAY
            elif slot.mark is not None:
                slot.mark.deleteLater()
                slot.mark = None
            if (slot.widget.x(), slot.widget.y()) != (left, top):
                slot.widget.move(left, top)
        if bar.value() != target:
            bar.setValue(target)

    def _marked(self, slot: Slot) -> QLabel:
        if slot.day is None:
            raise AssertionError("a slot under a date has a day")
        slot.mark = label(day(slot.day, self._desk.today()), "small")
        slot.mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        slot.mark.setParent(self.ground)
        slot.mark.show()
        return slot.mark

    def _release(self) -> None:
        """Let go of messages that are far away, unless they hold the keyboard or what only they know."""
        focused = QApplication.focusWidget()
        high = self.viewport().height()
        top = self.verticalScrollBar().value() - _TOP
        first, last = self.slots.at(int(top - _BEHIND * high)), self.slots.at(int(top + (1 + _BEHIND) * high))
        for slot in [*self._made]:
            if slot.widget is None or slot.live or first <= slot.at <= last:
                continue
            if focused is None or not slot.widget.isAncestorOf(focused):
                self._let_go(slot)

    def _scrolled(self, value: int) -> None:
        """The user has scrolled: what is at the top now stays there."""
        if self._placing:
            return
        bar = self.verticalScrollBar()
        self._follow = value >= bar.maximum() - _AT_END
        at = self.slots.at(value - _TOP)
        self._anchor = None
        if self.slots.all:
            slot = self.slots.all[at]
            self._anchor = (slot, self.slots.tops[at] + _TOP - value)
        self._place()


def _is_there(widget: QWidget | None, ground: QWidget) -> bool:
    return widget is not None and isValid(widget) and widget.parent() is ground
