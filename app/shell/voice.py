"""Loads the voice and tells who speaks; lives as long as the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.assistant.events import Voice
from app.bootstrap import Session
from app.jobs.jobs import Jobs
from app.wording.voices import VoiceState
from memory_core.models.starter import installed

translate = QCoreApplication.translate


class VoiceKeeper(QObject):
    """``state`` is what speaks now; ``changed`` tells of every change."""

    changed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.state = VoiceState(Voice.RECALL, session.settings.model, loading=True)

    def begin(self, name: str | None) -> None:
        """Load what the command line asks for, or what the settings say."""
        wanted = self._session.settings.model if name is None else name
        self._load(wanted, lambda: _loaded(self._session, name, wanted))

    def choose(self, wanted: str | None) -> None:
        """Speak with another model from now on: a path, ``"none"`` or None for the starter voice.

        If it cannot be loaded, the former voice goes on and the settings stay.
        """
        if self.state.loading:
            return
        former = self._session.settings.model

        def work() -> VoiceState:
            self._session.change(model=wanted)
            state = _loaded(self._session, None, wanted)
            if state.problem is not None:
                self._session.change(model=former)
                return replace(state, wanted=former)
            return state

        self._load(wanted, work)

    def _load(self, wanted: str | None, work: Callable[[], VoiceState]) -> None:
        before = self.state
        self._tell(replace(before, wanted=wanted, loading=True, problem=None))

        def failed(error: Exception) -> None:
            self._tell(replace(before, loading=False, problem=error))

        name = translate("Voice", "Waking the voice…")
        self._jobs.query(lambda _: work(), self._tell, failed, kind="voice", name=name)

    def _tell(self, state: VoiceState) -> None:
        self.state = state
        self.changed.emit(state)


def _loaded(session: Session, name: str | None, wanted: str | None) -> VoiceState:
    """Load on this thread's account and say what came of it."""
    model = session.load_model(name).result()
    return VoiceState(
        voice=session.assistant.voice,
        wanted=wanted,
        model=None if model is None else model.describe().name,
        starter_installed=installed(),
        problem=session.model_problem,
    )
