"""What speaks now, where it runs, and the two ways that need no file: the starter voice and memory alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from app.assistant.events import Voice
from app.desk import Desk
from app.screens.models.parts import show_problem
from app.served import is_served, parts_of
from app.settings import NO_MODEL
from app.theme.icons import picture
from app.widgets.basics import button, column, label, row
from app.wording.voices import STARTER_NAME, VoiceState

translate = QCoreApplication.translate


class InUseCard(QFrame):
    """``model_wanted`` carries ``"none"``, or None for the starter voice; ``stop_wanted`` ends a loading."""

    model_wanted = Signal(object)
    stop_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        mark = label()
        mark.setPixmap(picture(desk.theme, "voice", 26, "accent", self.devicePixelRatioF()))
        self.name = label("", "title", wrap=True)
        self.name.setObjectName("inUseName")
        self.text = label("", "muted", wrap=True)
        self.text.setObjectName("inUseText")
        self.place = label("", "small", wrap=True, selectable=True)
        self.busy = QProgressBar()
        self.busy.setObjectName("nightBar")
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.starter = button(translate("Models", "Use the starter voice"), "", "useStarter")
        self.starter.clicked.connect(lambda: self.model_wanted.emit(None))
        self.none = button(translate("Models", "Use no model"), "", "useNone")
        self.none.clicked.connect(lambda: self.model_wanted.emit(NO_MODEL))
        self.stop = button(translate("Models", "Cancel"), "", "stopLoading")
        self.stop.clicked.connect(self.stop_wanted)
        words = column(4)
        for widget in (self.name, self.text, self.place, self.busy):
            words.addWidget(widget)
        buttons = row(8, (0, 6, 0, 0))
        for one in (self.starter, self.none, self.stop):
            buttons.addWidget(one)
        buttons.addStretch(1)
        words.addLayout(buttons)
        self._problem: QVBoxLayout = column(0)
        words.addLayout(self._problem)
        across = row(14, (18, 16, 18, 16))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.setLayout(across)

    def show_voice(self, state: VoiceState) -> None:
        """Show what speaks now."""
        name, text, place = _words(state)
        self.name.setText(name)
        self.text.setText(text)
        self.place.setText(place)
        self.place.setVisible(bool(place))
        self.busy.setVisible(state.loading)
        self.stop.setVisible(state.loading)
        starter = state.voice is Voice.STARTER and state.wanted is None
        self.starter.setVisible(state.starter_installed and not starter and not state.loading)
        self.none.setVisible(state.voice is not Voice.RECALL and not state.loading)
        show_problem(self._desk, self._problem, state.problem)


def _words(state: VoiceState) -> tuple[str, str, str]:
    """Name, what it is good for, and where it lies or runs."""
    if state.loading:
        return translate("Models", "Waking the voice…"), _loading(state.wanted), ""
    if state.voice is Voice.RECALL:
        return (
            translate("Models", "Memory alone"),
            translate(
                "Models", "Quotes what you told it, word for word. Takes no memory and is always there."
            ),
            "",
        )
    if state.voice is Voice.STARTER and state.wanted is None:
        text = translate(
            "Models",
            "Small and quick. Finds the right memory and phrases it; not made for long conversations.",
        )
        return (
            translate("Models", "Starter voice, {model}").format(model=STARTER_NAME),
            _rests(state, text),
            "",
        )
    name = state.model or ""
    if is_served(state.wanted) and state.wanted is not None:
        server = parts_of(state.wanted)[0]
        text = translate("Models", "Answers come from the server {server}. Memory stays on this computer.")
        return name, text.format(server=server), ""
    text = translate("Models", "Runs on this computer; the file is used where it lies and never changed.")
    return name, _rests(state, text), state.wanted or ""


def _rests(state: VoiceState, text: str) -> str:
    if not state.resting:
        return text
    resting = translate("Models", "It rests and takes no memory now; the next message wakes it.")
    return f"{text} {resting}"


def _loading(wanted: str | None) -> str:
    if wanted is None:
        return STARTER_NAME
    if wanted == NO_MODEL:
        return ""
    return parts_of(wanted)[1] if is_served(wanted) else Path(wanted).stem
