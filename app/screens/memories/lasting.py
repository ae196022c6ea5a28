"""How long a memory lasts and when it held, in a picture with a sentence, and what it goes together with."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import Desk
from app.screens.memories.reading import Detail, Linked
from app.theme.icons import picture
from app.widgets import plots
from app.widgets.basics import ElidedLabel, button, clear, column, label, row
from app.widgets.plots import Lifeline, Moment
from app.wording.fading import curve_sentence, reviews_sentence
from memory_core.types import Status

translate = QCoreApplication.translate
_APART = timedelta(days=1)
"""Moments nearer to each other are one on a time line."""


class Lasting(QWidget):
    """The forgetting curve. The sentence stands at once, the picture when it can be drawn."""

    def __init__(self, desk: Desk, detail: Detail) -> None:
        super().__init__()
        self._desk = desk
        self._detail = detail
        self.drawn = False
        self.sentence = label("", wrap=True)
        self.sentence.setObjectName("lastingSentence")
        self._place: QVBoxLayout = column(0)
        layout = column(6)
        layout.addWidget(self.sentence)
        layout.addLayout(self._place)
        self.setLayout(layout)
        if detail.fading is not None:
            self.sentence.setText(curve_sentence(detail.fading, desk.now()))
        if detail.curve is not None:
            layout.addWidget(label(reviews_sentence(detail.curve, desk.today()), "small", wrap=True))

    def draw(self) -> None:
        """Draw the picture; pyqtgraph has been loaded."""
        detail = self._detail
        if detail.curve is None or len(detail.curve.points) < 2:
            return
        clear(self._place)
        told = self.sentence.text()
        fades = detail.fading is not None and detail.fading.fades_at is not None
        shown = plots.curve_picture(self._desk.theme, detail.curve, self._desk.now(), told, fades=fades)
        self._place.addWidget(shown)
        self.drawn = True


class Holding(QWidget):
    """The time line of validity; it takes no room where there is nothing to show beside the sentence."""

    def __init__(self, desk: Desk, detail: Detail, told: str) -> None:
        super().__init__()
        self._desk = desk
        self.life = lifeline(detail)
        self.drawn = False
        self._place: QVBoxLayout = column(0)
        layout = column(6)
        sentence = label(told, wrap=True)
        sentence.setObjectName("holdingSentence")
        self._told = told
        layout.addWidget(sentence)
        layout.addLayout(self._place)
        self.setLayout(layout)

    def draw(self) -> None:
        """Draw the picture; pyqtgraph has been loaded."""
        if self.life is None:
            return
        clear(self._place)
        desk = self._desk
        self._place.addWidget(plots.lifeline_picture(desk.theme, self.life, desk.now(), self._told))
        self.drawn = True


class Links(QWidget):
    """What a memory goes together with."""

    memory_wanted = Signal(int)

    def __init__(self, desk: Desk, links: tuple[Linked, ...]) -> None:
        super().__init__()
        layout = column(4)
        for one in links:
            number = one.memory.id
            across = row(8)
            mark = label()
            mark.setPixmap(picture(desk.theme, "link", 15, "muted", self.devicePixelRatioF()))
            across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(ElidedLabel(" ".join(one.memory.text.split())), 1)
            across.addWidget(label(relation_name(one.relation), "small"))
            look = button(translate("Memories", "Open"), "link", "openLink")
            look.setAccessibleName(translate("Memories", "Open: {text}").format(text=one.memory.text))
            look.clicked.connect(lambda _=False, number=number: self.memory_wanted.emit(number))
            across.addWidget(look)
            layout.addLayout(across)
        self.setLayout(layout)


def relation_name(relation: str) -> str:
    """Why two memories are linked."""
    names = {
        "together": translate("Memories", "needed together"),
        "entity": translate("Memories", "about the same"),
        "derived": translate("Memories", "one came of the other"),
    }
    return names.get(relation, relation)


def lifeline(detail: Detail) -> Lifeline | None:
    """When a memory held, if there is more to show than since when."""
    memory = detail.memory
    since = memory.valid_from or memory.learnt_at
    moments = [Moment(memory.learnt_at, translate("Memories", "heard"))]
    if memory.event_date is not None and abs(memory.event_date - memory.learnt_at) > _APART:
        moments.append(Moment(memory.event_date, translate("Memories", "its day")))
    if memory.valid_to is not None:
        replaced = memory.status is Status.SUPERSEDED or detail.replaced_by is not None
        name = translate("Memories", "replaced") if replaced else translate("Memories", "ended")
        moments.append(Moment(memory.valid_to, name))
    if abs(since - memory.learnt_at) > _APART:
        moments.append(Moment(since, translate("Memories", "since then")))
    if len(moments) < 2:
        return None
    return Lifeline(since, memory.valid_to, tuple(moments))
