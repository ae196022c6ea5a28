"""Models that can be fetched: nothing is until somebody presses the button, and where from is said before."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout

from app import models
from app.desk import Desk
from app.downloads import Downloads, Fetching, Stage
from app.models import Offered
from app.screens.models.parts import ModelLine, chip, rule, show_problem
from app.widgets.basics import button, clear, column, label, row
from app.wording.models import fetching_line, host_of, offer_good_for, offer_line
from app.wording.sizes import size
from memory_core.models.fit import Verdict

translate = QCoreApplication.translate
_STEPS = 1000


class OfferLine(ModelLine):
    """One model that can be fetched, and how its download stands."""

    model_wanted = Signal(object)
    gone = Signal()
    """What had come of it was removed."""

    def __init__(self, desk: Desk, downloads: Downloads, offered: Offered) -> None:
        offer = offered.offer
        origin = translate("Models", "From {host}, published by {publisher}").format(
            host=host_of(offer), publisher=offer.repository.partition("/")[0]
        )
        super().__init__(offer.name, offered.weighed.fit, offer_line(offer), offer_good_for(offer), origin)
        self.setObjectName(f"offer_{offer.id}")
        if offered.weighed.recommended:
            self.head.insertWidget(1, chip(translate("Models", "recommended"), "used"))
        self._desk, self._downloads, self.offered = desk, downloads, offered
        self._used = False
        self.bar = QProgressBar()
        self.bar.setObjectName("downloadBar")
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.told: QLabel = label("", "small", wrap=True)
        self.told.setObjectName("downloadState")
        self._problem: QVBoxLayout = column(0)
        self.below.addWidget(self.bar)
        self.below.addWidget(self.told)
        self.below.addLayout(self._problem)
        self._shape: object = None
        self.show_state()

    def show_used(self, *, used: bool) -> None:
        """Say whether this one speaks."""
        if used != self._used:
            self._used = used
            self.show_state()

    def show_state(self) -> None:
        """Show how the download stands."""
        fetching = self._downloads.of(self.offered.offer.id)
        alive = fetching is not None and fetching.alive
        self.bar.setVisible(alive)
        self.told.setVisible(alive or (fetching is None and self.offered.had > 0))
        if fetching is not None and alive:
            self._show_progress(fetching)
        elif self.offered.had:
            self.told.setText(
                translate("Models", "{had} of it are here already.").format(had=size(self.offered.had))
            )
        stage = fetching.stage if fetching is not None else None
        shape = (stage, self.offered.file is not None, self.offered.had > 0, self._used)
        if shape != self._shape:  # buttons stay while only the figures change: one of them may have the focus
            self._shape = shape
            self._show_buttons(fetching)
            failed = fetching is not None and fetching.stage is Stage.FAILED
            show_problem(self._desk, self._problem, fetching.problem if failed and fetching else None)

    def _show_progress(self, fetching: Fetching) -> None:
        progress = fetching.progress
        total = (progress.total if progress else None) or fetching.offer.file_bytes
        share = progress.done / total if progress and total else 0.0
        self.bar.setValue(round(min(1.0, share) * _STEPS))
        self.told.setText(fetching_line(fetching))
        self.bar.setAccessibleName(self.told.text())

    def _show_buttons(self, fetching: Fetching | None) -> None:
        clear(self.buttons)
        offer, stage = self.offered.offer, fetching.stage if fetching is not None else None
        file = fetching.file if fetching is not None and fetching.file else self.offered.file
        if self._used:
            self.buttons.addWidget(chip(translate("Models", "in use"), "used"))
        elif stage in (Stage.WAITING, Stage.RUNNING):
            self._button(
                translate("Models", "Pause"), "pauseDownload", lambda: self._downloads.pause(offer.id)
            )
            self._button(
                translate("Models", "Cancel"), "cancelDownload", lambda: self._downloads.cancel(offer.id)
            )
        elif stage is Stage.PAUSED:
            self._button(
                translate("Models", "Go on"), "resumeDownload", lambda: self._downloads.resume(offer.id)
            )
            self._button(
                translate("Models", "Cancel"), "cancelDownload", lambda: self._downloads.cancel(offer.id)
            )
        elif file is not None:
            self._button(translate("Models", "Use"), "useModel", lambda: self.model_wanted.emit(str(file)))
        elif stage is Stage.FAILED:
            self._button(translate("Models", "Try again"), "retryDownload", self._begin)
            self._button(translate("Models", "Remove"), "removeDownload", self._remove)
        elif stage is Stage.STOPPED or self.offered.had:
            self._button(translate("Models", "Go on"), "retryDownload", self._begin)
            self._button(translate("Models", "Remove"), "removeDownload", self._remove)
        elif self.offered.weighed.fit.verdict is not Verdict.DOES_NOT_FIT:
            self._button(translate("Models", "Download"), "beginDownload", self._begin)

    def _button(self, text: str, name: str, act: object) -> None:
        made = button(text, "", name)
        made.setAccessibleDescription(self.offered.offer.name)
        made.clicked.connect(act)
        self.buttons.addWidget(made)

    def _begin(self) -> None:
        self._downloads.begin(self.offered.offer)

    def _remove(self) -> None:
        downloads, offer = self._downloads, self.offered.offer

        def done(_: None) -> None:
            downloads.forget(offer.id)
            self.gone.emit()

        self._desk.jobs.operation(lambda _: downloads.discard(offer), done)


class OffersCard(QFrame):
    """The catalogue. ``model_wanted`` carries the path of a file that was fetched."""

    model_wanted = Signal(object)

    def __init__(self, desk: Desk, downloads: Downloads) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._downloads = desk, downloads
        self._used: str | None = None
        self.lines: dict[str, OfferLine] = {}
        self.shown_folder = ""
        """Named in place of the real folder, in pictures."""
        self.told = label("", "muted", wrap=True)
        self.told.setObjectName("offersTold")
        self._list: QVBoxLayout = column(0)
        self._problem: QVBoxLayout = column(0)
        self.folder = label("", "small", wrap=True, selectable=True)
        inside = column(6, (18, 14, 18, 16))
        inside.addWidget(self.told)
        inside.addLayout(self._problem)
        inside.addLayout(self._list)
        below = row(8, (0, 6, 0, 0))
        below.addWidget(self.folder, 1)
        inside.addLayout(below)
        self.setLayout(inside)
        downloads.changed.connect(self._changed)

    def read(self) -> None:
        """Read the catalogue and what of it is here."""
        session, offers, language = self._desk.session, self._downloads.offers, self._desk.language
        self._desk.jobs.query(
            lambda _: models.offered(offers(), session.models_folder, language),
            self._show,
            self._failed,
            kind="offers",
        )

    def show_used(self, wanted: str | None) -> None:
        """Mark the file that speaks."""
        self._used = wanted
        for line in self.lines.values():
            line.show_used(used=self._is_used(line))

    def show_folder(self, folder: str) -> None:
        """Say where downloads go."""
        self.folder.setText(translate("Models", "Downloads go to {folder}").format(folder=folder))

    def _is_used(self, line: OfferLine) -> bool:
        fetching = self._downloads.of(line.offered.offer.id)
        file = fetching.file if fetching is not None and fetching.file else line.offered.file
        return file is not None and self._used == str(file)

    def _show(self, found: tuple[Offered, ...]) -> None:
        show_problem(self._desk, self._problem, None)
        self.show_folder(self.shown_folder or str(self._desk.session.models_folder))
        hosts = ", ".join(dict.fromkeys(host_of(one.offer) for one in found))
        self.told.setText(
            translate(
                "Models",
                "Nothing is fetched until you press Download. The files come from {host}, which then learns "
                "this computer's address and which file was asked for.",
            ).format(host=hosts)
        )
        clear(self._list)
        self.lines = {}
        for place, one in enumerate(found):
            if place:
                self._list.addWidget(rule())
            line = OfferLine(self._desk, self._downloads, one)
            line.model_wanted.connect(self.model_wanted)
            line.gone.connect(self.read)
            line.show_used(used=self._is_used(line))
            self.lines[one.offer.id] = line
            self._list.addWidget(line)

    def _failed(self, error: Exception) -> None:
        show_problem(self._desk, self._problem, error)

    def _changed(self, offer_id: str) -> None:
        line = self.lines.get(offer_id)
        if line is not None:
            line.show_state()
