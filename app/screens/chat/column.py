"""The scrolling column of messages: stays at the end as long as the user is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.chat.messages import AssistantMessage, UserMessage
from app.screens.chat.reading import Talk
from app.widgets.basics import Page, button, clear, column, label
from app.wording.dates import day
from memory_core.types import Role

translate = QCoreApplication.translate
_AT_END = 48
"""Pixels from the end that still count as being there."""


class MessageColumn(Page):
    """Messages of one conversation, oldest first."""

    earlier_wanted = Signal()

    def __init__(self, desk: Desk, prepare: Callable[[QWidget], None]) -> None:
        super().__init__(720, (28, 20, 28, 12))
        self._desk = desk
        self._prepare = prepare
        self.messages: list[UserMessage | AssistantMessage] = []
        self.by_turn: dict[int, UserMessage | AssistantMessage] = {}
        self._day: date | None = None
        self._follow = True
        self._earlier = button(translate("Chat", "Show earlier messages"), "link", "showEarlier")
        self._earlier.clicked.connect(self.earlier_wanted)
        self._list: QVBoxLayout = column(18)
        self.body.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._earlier.hide()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._stay)
        bar.valueChanged.connect(self._notice)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._look)
        self._looked_for: tuple[QWidget, int] | None = None

    def show_talk(self, talk: Talk) -> None:
        """Show a conversation instead of the one before."""
        self.empty()
        for shown in talk.turns:
            if shown.turn.role is Role.SYSTEM:
                continue
            self._separate(shown.turn.at.date())
            if shown.turn.role is Role.USER:
                self._put(UserMessage.of(self._desk, shown), shown.turn.id)
            else:
                self._put(AssistantMessage.of(self._desk, shown), shown.turn.id)
        self._earlier.setVisible(talk.earlier)
        self._follow = True

    def add(self, message: UserMessage | AssistantMessage) -> None:
        """Add a message at the end and go there."""
        self._separate(self._desk.today())
        self._put(message, None)
        self._follow = True

    def add_card(self, card: QWidget) -> None:
        """Add something that is no message at the end; whoever reads the end sees it."""
        self._list.addWidget(card)

    def know(self, turn_id: int, message: UserMessage | AssistantMessage) -> None:
        """Remember which turn a message became."""
        self.by_turn[turn_id] = message

    def refresh(self, talk: Talk) -> bool:
        """Bring the texts on screen up to date; False when a message is missing here."""
        wanted = [shown for shown in talk.turns if shown.turn.role is not Role.SYSTEM]
        if any(shown.turn.id not in self.by_turn for shown in wanted):
            return False
        for shown in wanted:
            self.by_turn[shown.turn.id].show_again(shown)
        return True

    def empty(self) -> None:
        """Take every message out."""
        self.messages.clear()
        self.by_turn.clear()
        self._day = None
        self._looked_for = None
        clear(self._list)
        self._earlier.hide()

    def go_to(self, turn_id: int, start: int, end: int, sentence: str) -> bool:
        """Mark a sentence and bring it into view."""
        message = self.by_turn.get(turn_id)
        if message is None:
            return False
        self.unmark()
        message.view.highlight(start, end, sentence)
        self._follow = False
        self.look_at(message)
        return True

    def look_at(self, message: QWidget) -> None:
        """Bring a message into view as soon as its height is known."""
        self._follow = False
        self._looked_for = (message, -1)
        self._settle.start()

    def unmark(self) -> None:
        """Take every mark away."""
        for message in self.messages:
            message.view.find_all("")

    def _look(self) -> None:
        """Scroll until the place stays the same: heights settle over some rounds of layout."""
        if self._looked_for is None:
            return
        message, before = self._looked_for
        place = message.mapTo(self.ground, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, place - 60))
        if place != before:
            self._looked_for = (message, place)
            self._settle.start()
        else:
            self._looked_for = None

    def _separate(self, that: date) -> None:
        if that != self._day:
            self._day = that
            mark = label(day(that, self._desk.today()), "small")
            mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._list.addWidget(mark)

    def _put(self, message: UserMessage | AssistantMessage, turn_id: int | None) -> None:
        self.messages.append(message)
        if turn_id is not None:
            self.by_turn[turn_id] = message
        self._prepare(message)
        self._list.addWidget(message)

    def _stay(self, _: int, most: int) -> None:
        if self._follow:
            self.verticalScrollBar().setValue(most)

    def _notice(self, value: int) -> None:
        most = self.verticalScrollBar().maximum()
        if self.verticalScrollBar().isSliderDown() or value < most - _AT_END:
            self._follow = value >= most - _AT_END
        elif self._looked_for is None:
            self._follow = True
