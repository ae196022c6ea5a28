"""Every request that the program made: when, where to, what for, how much, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QWidget

from app.widgets.basics import button, column, label, row
from app.wording.dates import moment
from app.wording.network import Made, outcome, paired, purpose
from app.wording.sizes import size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.network.log import Request

translate = QCoreApplication.translate
_NOWHERE = QModelIndex()
_COLUMNS = 6
Index = QModelIndex | QPersistentModelIndex


class RequestsModel(QAbstractTableModel):
    """A row for each request, newest first."""

    def __init__(self, made: Sequence[Made], today: date) -> None:
        super().__init__()
        self._made = list(made)
        self._today = today

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many requests."""
        return 0 if parent.isValid() else len(self._made)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """When, where to, what for, sent, received, outcome."""
        return 0 if parent.isValid() else _COLUMNS

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Network", "When"),
            translate("Network", "Server"),
            translate("Network", "What for"),
            translate("Network", "Sent"),
            translate("Network", "Received"),
            translate("Network", "Outcome"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell; its tooltip is the whole path."""
        one = self._made[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.method} {one.path}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            moment(one.at.astimezone(), self._today),
            one.host,
            purpose(one),
            size(one.sent),
            size(one.received) if one.received else "–",
            outcome(one),
        )[index.column()]


class RequestsDialog(QDialog):
    """The list of connections as a table."""

    def __init__(self, parent: QWidget, lines: Sequence[Request], today: date) -> None:
        super().__init__(parent)
        self.setObjectName("requests")
        self.setWindowTitle(translate("Network", "Connections to the network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 540)
        made = paired(lines)
        told = (
            translate(
                "Network",
                "Every request is written here before it is made; what was in it is not. The list is kept "
                "with your memories and goes with them.",
            )
            if made
            else translate("Network", "No connection was ever opened.")
        )
        self.table = QTableView()
        self.table.setObjectName("requestsTable")
        self.table.setAccessibleName(translate("Network", "Connections to the network"))
        self.model = RequestsModel(made, today)
        self.model.setParent(self)
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        # only what is on screen is measured: there may be thousands
        self.table.horizontalHeader().setResizeContentsPrecision(30)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setVisible(bool(made))
        close = button(translate("Network", "Close"), "primary", "closeRequests")
        close.clicked.connect(self.close)
        below = row(8)
        below.addStretch(1)
        below.addWidget(close)
        inside = column(12, (24, 20, 24, 20))
        inside.addWidget(label(told, "muted", wrap=True))
        inside.addWidget(self.table, 1)
        if not made:
            inside.addStretch(1)
        inside.addLayout(below)
        self.setLayout(inside)
