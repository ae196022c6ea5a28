"""The page of models."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.downloads import Downloads
from app.screens.models.found import FoundCard
from app.screens.models.in_use import InUseCard
from app.screens.models.offers import OffersCard
from app.screens.models.servers import ServersCard
from app.served import is_served
from app.widgets.basics import Page, label
from app.wording.voices import VoiceState

translate = QCoreApplication.translate


class ModelsScreen(Page):
    """Shows who can speak; the shell makes the choice true.

    ``model_wanted`` carries a path, a served model's name, ``"none"``, or None for the starter voice.
    """

    model_wanted = Signal(object)
    stop_wanted = Signal()

    def __init__(self, desk: Desk, downloads: Downloads) -> None:
        super().__init__(760, (32, 24, 32, 40))
        self.setObjectName("page")
        self._state: VoiceState | None = None
        self.downloads = downloads
        self.body.addWidget(label(translate("Models", "Models"), "display"))
        told = translate(
            "Models",
            "A model puts the answers into words. What you told stays in your memory, whichever you choose.",
        )
        self.body.addWidget(label(told, "muted", wrap=True))
        self.in_use = InUseCard(desk)
        self.found = FoundCard(desk)
        self.offers = OffersCard(desk, downloads)
        self.servers = ServersCard(desk)
        self._section(translate("Models", "In use now"), self.in_use)
        self._section(translate("Models", "On this computer"), self.found)
        self._section(translate("Models", "Get one"), self.offers)
        self._section(translate("Models", "A server on this computer or in your network"), self.servers)
        self.body.addStretch(1)
        self.in_use.stop_wanted.connect(self.stop_wanted)
        self.servers.left.connect(self._leave_server)
        for part in (self.in_use, self.found, self.offers, self.servers):
            part.model_wanted.connect(self._want)

    def read(self) -> None:
        """Look at what there is."""
        self.found.read()
        self.offers.read()

    def show_voice(self, state: VoiceState) -> None:
        """Show what speaks now."""
        came = self._state is not None and self._state.loading and not state.loading
        self._state = state
        self.in_use.show_voice(state)
        used = None if state.loading else state.wanted
        self.found.show_used(used)
        self.offers.show_used(used)
        if came and self.isVisible() and state.problem is None:
            self.found.read()

    def _section(self, title: str, widget: QWidget) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(label(title, "heading"))
        self.body.addWidget(widget)

    def _want(self, wanted: str | None) -> None:
        self.model_wanted.emit(wanted)
        self.verticalScrollBar().setValue(0)
        self.in_use.setFocus()

    def _leave_server(self) -> None:
        """The server that answered may not be asked any more."""
        state = self._state
        if state is not None and is_served(state.wanted):
            self.model_wanted.emit(None if state.starter_installed else "none")
