"""One of the four steps of the first start: a quiet line says which; Return goes on, Alt+Left goes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.theme.icons import picture
from app.theme.theme import Theme
from app.widgets.basics import Page, button, label, row

translate = QCoreApplication.translate
STEPS = 4
_WIDE, _HIGH, _GAP = 30, 4, 6


class StepsLine(QWidget):
    """Four short bars, those that are done and the present one filled."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme = theme
        self.place = place
        said = translate("Onboarding", "Step {place} of {count}").format(place=place, count=STEPS)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFixedSize(self.sizeHint())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The bars and the gaps between them."""
        return QSize(STEPS * _WIDE + (STEPS - 1) * _GAP, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(STEPS):
            painter.setBrush(self._theme.colour("accent" if step < self.place else "border"))
            painter.drawRoundedRect(QRectF(step * (_WIDE + _GAP), 0, _WIDE, _HIGH), 2, 2)
        painter.end()


class StepPage(Page):
    """A page with its step, a title and a sentence; what belongs to the step is added to ``body``."""

    back_wanted = Signal()
    skipped = Signal()

    def __init__(self, theme: Theme, place: int, drawing: str, title: str, text: str) -> None:
        super().__init__(620, (32, 32, 32, 32))
        self.theme = theme
        self.steps = StepsLine(theme, place)
        self.body.addWidget(self.steps)
        self.body.addSpacing(6)
        mark = label()
        mark.setPixmap(picture(theme, drawing, 44, "accent", self.devicePixelRatioF()))
        self.body.addWidget(mark)
        self.body.addWidget(label(title, "display", wrap=True))
        self.body.addWidget(label(text, "muted", wrap=True))
        self.body.addSpacing(4)
        self.go_on = button("", "primary")
        self.go_on.setMinimumHeight(38)
        self.back: QPushButton | None = None
        self.skip: QPushButton | None = None
        self.last: QHBoxLayout = row(10, (0, 8, 0, 0))

    def end(self, go_on: str, name: str, *, back: bool = False, skip: str = "") -> None:
        """Add the buttons that lead to the other steps, and hold the page in the middle."""
        self.go_on.setText(go_on)
        self.go_on.setObjectName(name)
        if back:
            self.back = button(translate("Onboarding", "Back"), "", "stepBack")
            self.back.setMinimumHeight(38)
            self.back.clicked.connect(self.back_wanted)
            self.last.addWidget(self.back)
        self.last.addStretch(1)
        if skip:
            self.skip = button(skip, "link", "stepSkip")
            self.skip.clicked.connect(self.skipped)
            self.last.addWidget(self.skip)
        self.last.addWidget(self.go_on)
        self.body.addLayout(self.last)
        self.centre()
        self.setFocusProxy(self.go_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, Alt+Left back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go_on.isEnabled():
            self.go_on.click()
        elif (
            event.key() == Qt.Key.Key_Left
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and self.back is not None
        ):
            self.back.click()
        else:
            super().keyPressEvent(event)
