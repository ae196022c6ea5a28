"""Two small pictures of a memory: how it grows faint, and when it held. Drawn with pyqtgraph.

pyqtgraph takes a second to import, so :func:`load` is for a job; the drawing itself is quick. Both pictures
say nothing that does not stand in words beside them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.theme.theme import Theme
from memory_core.types import Curve

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

translate = QCoreApplication.translate
_CURVE_HIGH = 132
_LINE_HIGH = 84
_TICKS = 4
_MARGIN = 0.04
"""Room at both ends of the time axis, as a share of it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on a time line, with its name."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Lifeline:
    """When something held: ``until`` None for until now and on; ``moments`` are named points."""

    since: datetime
    until: datetime | None
    moments: tuple[Moment, ...]


def load() -> bool:
    """Import pyqtgraph; for a job, because it takes a second. Returns True."""
    import_module("pyqtgraph")
    return True


def loaded() -> bool:
    """Whether the pictures can be drawn at once."""
    return "pyqtgraph" in sys.modules


def curve_picture(theme: Theme, curve: Curve, now: datetime, told: str, *, fades: bool) -> QGraphicsView:
    """A memory's forgetting curve: what was, what will be, and the height at which it leaves the answers.

    Args:
        theme: colours and fonts.
        curve: at least two points.
        now: the present (aware).
        told: what it shows, in words; its accessible name.
        fades: whether it leaves the answers where the curve meets the floor.
    """
    import pyqtgraph as pg

    made, box = _canvas(theme, told, _CURVE_HIGH)
    xs = [_x(at) for at, _ in curve.points]
    ys = [value for _, value in curve.points]
    accent = theme.colour("accent")
    soft = QColor(accent)
    soft.setAlphaF(0.12)
    here = _x(now)
    floor = [curve.floor] * len(xs)
    line = pg.PlotCurveItem(xs, ys, pen=pg.mkPen(accent, width=2), antialias=True)
    ground = pg.PlotCurveItem(xs, floor, pen=pg.mkPen(None))
    above = pg.PlotCurveItem(xs, [max(y, curve.floor) for y in ys], pen=pg.mkPen(None))
    box.addItem(pg.FillBetweenItem(above, ground, brush=soft))
    for one in (ground, above, line):
        box.addItem(one)
    pale = pg.mkPen(theme.colour("border_strong"), width=1, style=Qt.PenStyle.DashLine)
    if fades:
        box.addItem(pg.InfiniteLine(curve.floor, angle=0, pen=pale))
        _text(box, theme, translate("Plots", "leaves the answers"), xs[-1], curve.floor, (1, 0))
    box.addItem(pg.InfiniteLine(here, angle=90, pen=pg.mkPen(theme.colour("border_strong"), width=1)))
    marks = [_x(at) for at in curve.reviews if at <= now]
    heights = [_height(curve, at) for at in curve.reviews if at <= now]
    dots = pg.ScatterPlotItem(
        marks, heights, size=7, brush=accent, pen=pg.mkPen(theme.colour("surface"), width=1.5)
    )
    box.addItem(dots)
    span = (xs[-1] - xs[0]) or 1.0
    left = here - xs[0] > 0.8 * span
    _text(box, theme, translate("Plots", "today"), here, 1.06, (1, 0.5) if left else (0, 0.5))
    box.setXRange(xs[0] - _MARGIN * span, xs[-1] + _MARGIN * span, padding=0)
    low = min([curve.floor, *ys])
    box.setYRange(max(0.0, low - 0.16), 1.12, padding=0)
    _axis(made, box, theme, xs[0], xs[-1])
    return made  # type: ignore[no-any-return]


def lifeline_picture(theme: Theme, life: Lifeline, now: datetime, told: str) -> QGraphicsView:
    """When something held, as a bar over time with named moments."""
    import pyqtgraph as pg

    made, box = _canvas(theme, told, _LINE_HIGH)
    times = [life.since, now, *(one.at for one in life.moments)]
    if life.until is not None:
        times.append(life.until)
    first, last = min(times), max(times)
    if last - first < timedelta(days=2):
        last = first + timedelta(days=2)
    begin, end = _x(first), _x(last)
    span = end - begin
    accent = theme.colour("accent")
    since = max(_x(life.since), begin - _MARGIN * span)
    until = end + _MARGIN * span if life.until is None else _x(life.until)
    bar = pg.PlotCurveItem([since, until], [0, 0], pen=pg.mkPen(accent, width=6, cap=None), antialias=True)
    base = pg.mkPen(theme.colour("border"), width=2)
    box.addItem(pg.InfiniteLine(0, angle=0, pen=base))
    box.addItem(bar)
    here = _x(now)
    box.addItem(pg.InfiniteLine(here, angle=90, pen=pg.mkPen(theme.colour("border_strong"), width=1)))
    points = [Moment(now, translate("Plots", "today")), *life.moments]
    points.sort(key=lambda one: one.at)
    dots = [_x(one.at) for one in life.moments]
    box.addItem(
        pg.ScatterPlotItem(
            dots,
            [0.0] * len(dots),
            size=10,
            brush=theme.colour("surface"),
            pen=pg.mkPen(accent, width=2),
        )
    )
    for place, one in enumerate(points):  # above and below in turn, so that neighbours do not touch
        x = _x(one.at)
        side = 0.0 if x < begin + 0.2 * span else 1.0 if x > end - 0.2 * span else 0.5
        _text(box, theme, one.name, x, 0.62 if place % 2 == 0 else -0.62, (side, 0.5))
    box.setXRange(begin - _MARGIN * span, end + _MARGIN * span, padding=0)
    box.setYRange(-1, 1, padding=0)
    _axis(made, box, theme, begin, end)
    return made  # type: ignore[no-any-return]


def _canvas(theme: Theme, told: str, high: int) -> tuple[Any, Any]:
    """A view without menus, mouse or frame, and the box to draw into."""
    import pyqtgraph as pg

    made = pg.GraphicsView(background=None)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFixedHeight(high + theme.px("tiny"))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setAccessibleName(told)
    layout = pg.GraphicsLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    made.setCentralItem(layout)
    box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
    box.setMenuEnabled(False)
    layout.addItem(box, 0, 0)
    return made, box


def _axis(made: Any, box: Any, theme: Theme, begin: float, end: float) -> None:
    import pyqtgraph as pg

    axis = pg.AxisItem("bottom", linkView=box, maxTickLength=0)
    axis.setPen(pg.mkPen(theme.colour("border"), width=1))
    axis.setTextPen(theme.colour("muted"))
    axis.setStyle(
        tickFont=theme.font("tiny"), tickTextOffset=4, autoExpandTextSpace=False, hideOverlappingLabels=True
    )
    axis.setTicks([_ticks(begin, end)])
    axis.setHeight(theme.px("tiny") + 12)
    made.centralWidget.addItem(axis, 1, 0)


def _text(box: Any, theme: Theme, words: str, x: float, y: float, anchor: tuple[float, float]) -> None:
    import pyqtgraph as pg

    item = pg.TextItem(words, color=theme.colour("muted"), anchor=anchor)
    item.setFont(theme.font("tiny"))
    item.setPos(x, y)
    box.addItem(item, ignoreBounds=True)


def _ticks(begin: float, end: float) -> list[tuple[float, str]]:
    """Beginnings of months or years, some four of them."""
    first, last = (datetime.fromtimestamp(one).astimezone() for one in (begin, end))
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 2:
        step = max(1, round((last - first).days / (_TICKS - 1)))
        days = [first + timedelta(days=step * place) for place in range(_TICKS)]
        return [(one.timestamp(), _name(one, "d MMM")) for one in days if one <= last]
    every = next((one for one in (1, 2, 3, 6, 12, 24, 60, 120) if months / one <= _TICKS), 240)
    found = []
    for count in range(months + 2):
        year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
        at = datetime(year, month + 1, 1).astimezone()
        if (year * 12 + month) % every == 0 and first <= at <= last:
            found.append((at.timestamp(), _name(at, "yyyy") if every >= 12 else _month(at)))
    return found


def _name(at: datetime, form: str) -> str:
    return QLocale().toString(QDate(at.year, at.month, at.day), form)


def _month(at: datetime) -> str:
    return f"{QLocale().standaloneMonthName(at.month, QLocale.FormatType.ShortFormat)} {at.year}"


def _x(at: datetime) -> float:
    return at.timestamp()


def _height(curve: Curve, at: datetime) -> float:
    """The curve at a time: right after a review, where it is one."""
    near: Sequence[tuple[datetime, float]] = [one for one in curve.points if one[0] >= at]
    return near[0][1] if near else curve.points[-1][1]
