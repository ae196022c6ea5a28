"""The line under an answer that says what it rests on; unfolded, each memory and why it was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.chat.reading import Source
from app.theme.icons import icon
from app.widgets.basics import button, card, clear, column, label, row
from app.widgets.meter import Meter
from app.wording.dates import day
from app.wording.memories import kind_name, number, score_shares

translate = QCoreApplication.translate


class Receipt(QWidget):
    """ "Based on 2 memories", folded at first."""

    turn_wanted = Signal(int, int, int)
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk, sources: Sequence[Source]) -> None:
        super().__init__()
        self._desk = desk
        self.sources = tuple(sources)
        count = len(self.sources)
        self.line = button(translate("Chat", "Based on %n memories", "", count), "quiet", "receiptLine")
        self.line.setIconSize(QSize(14, 14))
        self.line.setCheckable(True)
        self.line.toggled.connect(self._unfold)
        self._inside: QVBoxLayout = column(8)
        self._folded = QWidget()
        self._folded.setLayout(self._inside)
        self._folded.hide()
        layout = column(4)
        layout.addWidget(self._folded)
        self.setLayout(layout)
        self._unfold(False)

    def _unfold(self, wanted: bool) -> None:
        self.line.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
        if wanted and not self._inside.count():
            for source in self.sources:
                self._inside.addWidget(self._card(source))
        elif not wanted:
            clear(self._inside)
        self._folded.setVisible(wanted)

    def _card(self, source: Source) -> QWidget:
        made = card()
        inside = column(6, (14, 12, 14, 12))
        head = row(8)
        head.addWidget(label(kind_name(source.kind), "chip"))
        head.addWidget(label(day(source.at, self._desk.today()), "small"))
        head.addStretch(1)
        inside.addLayout(head)
        words = label(source.text, "", wrap=True, selectable=True)
        words.setObjectName("receiptText")
        inside.addWidget(words)
        shares = score_shares(source.parts)
        if shares:
            inside.addLayout(self._reasons(shares))
        links = row(14)
        span = source.span
        if span is not None:
            place = button(translate("Chat", "Show where you said it"), "link", "receiptTurn")
            place.clicked.connect(lambda: self.turn_wanted.emit(span.turn_id, span.start, span.end))
            links.addWidget(place)
        if source.memory_id is not None:
            known = source.memory_id
            look = button(translate("Chat", "Open the memory"), "link", "receiptMemory")
            look.clicked.connect(lambda: self.memory_wanted.emit(known))
            links.addWidget(look)
        links.addStretch(1)
        inside.addLayout(links)
        made.setLayout(inside)
        return made

    def _reasons(self, shares: Sequence[tuple[str, float]]) -> QGridLayout:
        """Why it was chosen: a bar and a word for each part of the score."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for place, (name, share) in enumerate(shares):
            tip = translate("Chat", "{name}: {share} of the reason").format(
                name=name, share=f"{number(share * 100, 0)} %"
            )
            grid.addWidget(Meter(self._desk.theme, share, tip), place, 0)
            grid.addWidget(label(name, "small"), place, 1)
        grid.setColumnStretch(2, 1)
        return grid
