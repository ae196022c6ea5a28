"""The thin line at the top that shows while something takes longer than half a second."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from app.jobs.progress import Progress

_HIGH = 3
_POLL_MS = 150


class BusyLine(QProgressBar):
    """Polls the progress of the oldest slow work."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("busy")
        self.setTextVisible(False)
        self.setFixedHeight(_HIGH)
        self._over = over
        self._progress: Progress | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._look)
        over.installEventFilter(self)
        self.hide()

    def follow(self, progress: Progress | None) -> None:
        """Show this work, or nothing."""
        self._progress = progress
        if progress is None:
            self._poll.stop()
            self.hide()
            return
        self.setToolTip(progress.name)
        self.setAccessibleName(progress.name)
        self._look()
        self.setGeometry(0, 0, self._over.width(), _HIGH)
        self.show()
        self.raise_()
        self._poll.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the window."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.resize(self._over.width(), _HIGH)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        fraction = self._progress.fraction if self._progress is not None else None
        if fraction is None:
            self.setRange(0, 0)
        else:
            self.setRange(0, 1000)
            self.setValue(round(fraction * 1000))
