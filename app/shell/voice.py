"""Loads the voice and tells who speaks; lives as long as the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.assistant.events import Voice
from app.bootstrap import Session
from app.downloads import Downloads
from app.jobs.jobs import Jobs
from app.jobs.progress import Progress
from app.settings import NO_MODEL
from app.wording.voices import VoiceState
from memory_core.models.starter import installed

translate = QCoreApplication.translate
_LOOK_MS = 5_000
"""How often it is looked whether the voice rests: it goes to rest after minutes."""


class VoiceKeeper(QObject):
    """``state`` is what speaks now; ``changed`` tells of every change. ``downloads`` fetches other voices."""

    changed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._waking: Progress | None = None
        self._former: str | None = NO_MODEL
        self._kept = True
        self.downloads = Downloads(session, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.state = VoiceState(Voice.RECALL, session.settings.model, loading=True)

    def begin(self, name: str | None) -> None:
        """Load what the command line asks for, or what the settings say."""
        wanted = self._session.settings.model if name is None else name
        self._former, self._kept = NO_MODEL, True
        self._load(wanted, lambda: _loaded(self._session, name, wanted))

    def choose(self, wanted: str | None) -> None:
        """Speak with another model from now on: a path, a served model's name, ``"none"`` or None for the
        starter voice.

        If it cannot be loaded, the former voice goes on and the settings stay.
        """
        if self.state.loading:
            return
        former = self._former = self._session.settings.model
        self._kept = False

        def work() -> VoiceState:
            self._session.change(model=wanted)
            state = _loaded(self._session, None, wanted)
            if state.problem is not None:
                self._session.change(model=former)
                return replace(state, wanted=former)
            return state

        self._load(wanted, work)

    def stop(self) -> None:
        """Let the voice that is being woken be; the former one speaks again when that has ended.

        At the program's start that is memory alone, and the settings stay.
        """
        if not self.state.loading or self._waking is None:
            return
        self._waking.cancel()
        former, kept = self._former, self._kept

        def work() -> VoiceState:
            if kept:
                return _loaded(self._session, NO_MODEL, NO_MODEL)
            self._session.change(model=former)
            return _loaded(self._session, None, former)

        self._load(former, work)

    def end(self) -> None:
        """The vault is being closed: look no more."""
        self._timer.stop()

    def look(self) -> None:
        """See whether the voice went to rest, or woke."""
        resting = _resting(self._session)
        if not self.state.loading and resting != self.state.resting:
            self._tell(replace(self.state, resting=resting))

    def _load(self, wanted: str | None, work: Callable[[], VoiceState]) -> None:
        before = self.state
        self._tell(replace(before, wanted=wanted, loading=True, problem=None))

        def failed(error: Exception) -> None:
            self._tell(replace(before, loading=False, problem=error))

        name = translate("Voice", "Waking the voice…")
        self._waking = self._jobs.query(lambda _: work(), self._tell, failed, kind="voice", name=name)

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
        resting=_resting(session),
    )


def _resting(session: Session) -> bool:
    """Whether the model's process has ended for lack of requests."""
    return session.voice_rests
