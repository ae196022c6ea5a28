"""Leads through the first start: what this is, the protection, the voice, a first memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.jobs.jobs import Jobs
from app.screens.onboarding.about import AboutPage
from app.screens.onboarding.trying import TryPage
from app.screens.onboarding.voice import VoicePage
from app.screens.protection.first_run import FirstRun, Protection
from app.screens.protection.recovery import RecoveryPage
from app.shell.unlocking import Made, keychain_ready, make
from app.theme.theme import Theme
from app.wording.language import Speech
from app.wording.problems import problem as worded


class FirstSteps(QObject):
    """Shows one page after the other; whoever made this opens the vault in between.

    ``made`` carries the new vault's key, ``moved`` another folder for it, ``voice_chosen`` a model as the
    settings name it, and ``done`` the conversation of the first memory, empty for none.
    """

    made = Signal(object)
    moved = Signal(object)
    voice_chosen = Signal(object)
    done = Signal(str)

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        speech: Speech,
        show: Callable[[QWidget], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._jobs, self._speech, self._show = theme, jobs, speech, show
        self._folder = Path()
        self._movable = False

    def begin(self, folder: Path, *, movable: bool) -> None:
        """The first step. ``movable``: the folder is not what the command line asked for."""
        self._folder, self._movable = folder, movable
        page = AboutPage(self._theme, folder, movable=movable)
        page.moved.connect(self._move)
        page.done.connect(self._protection)
        self._show(page)

    def voice(self, desk: Desk) -> None:
        """The third step; the vault is open."""
        page = VoicePage(desk)

        def chosen(wanted: str | None) -> None:
            self.voice_chosen.emit(wanted)
            self._try(desk)

        page.chosen.connect(chosen)
        page.skipped.connect(lambda: chosen(desk.session.settings.model))
        self._show(page)

    def _move(self, folder: Path) -> None:
        self._folder = folder
        self.moved.emit(folder)

    def _protection(self) -> None:
        page = FirstRun(self._theme)
        page.back_wanted.connect(lambda: self.begin(self._folder, movable=self._movable))
        page.chosen.connect(lambda choice: self._protect(page, choice))
        self._show(page)
        self._jobs.query(lambda _: keychain_ready(), page.know_keychain, kind="keychain")

    def _protect(self, page: FirstRun, choice: Protection) -> None:
        folder = self._folder

        def made(new: Made) -> None:
            if new.recovery is None:
                self.made.emit(new.key)
                return
            shown = RecoveryPage(self._theme, new.recovery)
            shown.done.connect(lambda: self.made.emit(new.key))
            self._show(shown)

        self._jobs.operation(
            lambda _: make(folder, choice.kind, choice.passphrase),
            made,
            lambda error: page.show_problem(worded(error, self._speech.language)),
        )

    def _try(self, desk: Desk) -> None:
        page = TryPage(desk)
        page.back_wanted.connect(lambda: self.voice(desk))
        page.done.connect(self.done)
        self._show(page)
