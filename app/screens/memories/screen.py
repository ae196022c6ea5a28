"""The memories screen: search as you type, filters, the list, one memory in detail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QFrame,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.screens.memories.detail import DetailPane
from app.screens.memories.empty import Empty
from app.screens.memories.history import HistoryPage
from app.screens.memories.list_view import MemoryDelegate, MemoryListModel
from app.screens.memories.reading import Detail, Listed, Wanted, read_detail, read_list
from app.theme.icons import icon
from app.widgets.basics import ElidedLabel, button, column, label, row
from app.widgets.search_field import SearchField
from app.wording.memories import kind_name, status_name
from memory_core.errors import BadRequest
from memory_core.types import DERIVED_KINDS, Changes, Memory, MemoryKind, Status

translate = QCoreApplication.translate


class MemoriesScreen(QWidget):
    """Finds memories and changes them."""

    turn_wanted = Signal(int, int, int)
    fading_wanted = Signal()
    purge_wanted = Signal(int)
    purge_matching_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._chosen: int | None = None
        self._search = ""
        self.search = SearchField(desk.theme, translate("Memories", "Search your memories"), "memorySearch")
        self.search.textChanged.connect(self.read)
        self.count = ElidedLabel("", "small")
        self.statuses = QButtonGroup(self)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(translate("Memories", "Kind"))
        self.kinds.addItem(translate("Memories", "Every kind"), None)
        for kind in MemoryKind:
            if kind not in DERIVED_KINDS:
                self.kinds.addItem(kind_name(kind.value), kind.value)
        self.kinds.currentIndexChanged.connect(self.read)
        self.pinned = button(translate("Memories", "Pinned"), "segment", "pinnedOnly")
        self.pinned.setCheckable(True)
        self.pinned.setIcon(icon(desk.theme, "pin"))
        self.pinned.toggled.connect(self.read)
        self.model = MemoryListModel(desk)
        self.list = QListView()
        self.list.setObjectName("memoryList")
        self.list.setAccessibleName(translate("Memories", "Memories"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(MemoryDelegate(desk, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(self._selected)
        self.empty = Empty(desk.theme)
        self.left = QStackedWidget()
        self.left.addWidget(self.list)
        self.left.addWidget(self.empty)
        self.detail = DetailPane(desk)
        self.nothing = Empty(desk.theme)
        self.nothing.say(
            "memories",
            translate("Memories", "Choose a memory"),
            translate("Memories", "You will see where it comes from and why it is there."),
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.detail)
        self.history = HistoryPage(desk)
        self.history.back_wanted.connect(self.show_list)
        self.purge_found = button(
            translate("Memories", "Delete what holds this for good…"), "link", "purgeFound"
        )
        self.purge_found.clicked.connect(lambda: self.purge_matching_wanted.emit(self.search.text().strip()))
        self.purge_found.hide()
        self._connect_detail()
        main = QWidget()
        main.setLayout(self._layout())
        self._pages = QStackedWidget()
        self._pages.addWidget(main)
        self._pages.addWidget(self.history)
        layout = column(0)
        layout.addWidget(self._pages)
        self.setLayout(layout)
        self._keys()
        self.setFocusProxy(self.search)

    # what the shell asks for

    def read(self) -> None:
        """Read the list for the filters as they stand; an older reading's answer is not waited for."""
        wanted = self.wanted()
        self._desk.jobs.query(
            lambda _: read_list(self._desk.engine, wanted),
            self._show_list,
            kind="memories",
            name=translate("Memories", "Looking through your memories"),
        )

    def open_memory(self, memory_id: int) -> None:
        """Show one memory, wherever it stands."""
        self._chosen = memory_id
        self._pages.setCurrentIndex(0)
        self._desk.jobs.query(
            lambda _: read_detail(self._desk.engine, memory_id), self._show_in_its_list, kind="memory"
        )

    def show_history(self) -> None:
        """Show every change instead of the list."""
        self.history.read()
        self._pages.setCurrentWidget(self.history)
        self.history.setFocus()

    def show_list(self) -> None:
        """Show the list of memories."""
        self._pages.setCurrentIndex(0)
        self.read()
        self.search.setFocus()

    def let_go(self) -> None:
        """Show no memory: it may have been deleted for good."""
        self._chosen = None
        self.detail.clear_pane()
        self.right.setCurrentWidget(self.nothing)
        self.model.show(())
        self.search.clear()

    def choose(self, words: str) -> None:
        """Select the first memory of the list that holds the words."""
        for memory in self.model.memories:
            if words in memory.text:
                self._select(memory.id)
                return

    def changed(self, changes: Changes) -> None:
        """Show what became of the memories."""
        if self.history.isVisible():
            self.history.read()
        if changes.memories and self.isVisible():
            self.read()
            if self._chosen in changes.memories and self.detail.editor is None:
                self._read_detail(self._chosen)

    def wanted(self) -> Wanted:
        """The filters as they stand."""
        kind = self.kinds.currentData()
        return Wanted(
            tuple(Status)[max(0, self.statuses.checkedId())],
            None if kind is None else MemoryKind(kind),
            self.pinned.isChecked(),
            self.search.text(),
        )

    # drawing

    def _layout(self) -> QVBoxLayout:
        head = row(12, (28, 20, 28, 10))
        head.addWidget(label(translate("Memories", "Memories"), "display"))
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        shelf = button(translate("Memories", "What fades next"), "", "openShelf")
        shelf.setIcon(icon(self._desk.theme, "fading"))
        shelf.clicked.connect(self.fading_wanted)
        head.addWidget(shelf, 0, Qt.AlignmentFlag.AlignBottom)
        past = button(translate("Memories", "History"), "", "openHistory")
        past.setIcon(icon(self._desk.theme, "restore"))
        past.clicked.connect(self.show_history)
        head.addWidget(past, 0, Qt.AlignmentFlag.AlignBottom)
        filters = row(10, (28, 0, 28, 10))
        self.search.setMinimumWidth(130)
        filters.addWidget(self.search, 1)
        segments = QFrame()
        segments.setObjectName("segments")
        inside = row(2, (3, 3, 3, 3))
        for place, status in enumerate(Status):
            one = button(status_name(status), "segment", f"status_{status.value}")
            one.setCheckable(True)
            one.setChecked(place == 0)
            self.statuses.addButton(one, place)
            inside.addWidget(one)
        self.statuses.idClicked.connect(self.read)
        segments.setLayout(inside)
        filters.addWidget(self.kinds)
        filters.addWidget(self.pinned)
        states = row(0, (28, 0, 28, 12))
        states.addWidget(segments)
        states.addStretch(1)
        states.addWidget(self.purge_found)
        line = QFrame()
        line.setObjectName("line")
        both = row(0)
        self.left.setMinimumWidth(212)
        self.left.setMaximumWidth(400)
        both.addWidget(self.left, 4)
        divider = QFrame()
        divider.setObjectName("divider")
        both.addWidget(divider)
        both.addWidget(self.right, 6)
        layout = column(0)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addLayout(states)
        layout.addWidget(line)
        layout.addLayout(both, 1)
        return layout

    def _keys(self) -> None:
        keys: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (translate("Memories", "Forget"), "Del", self._forget_chosen),
            (translate("Memories", "Edit"), "F2", self.detail.begin_edit),
        )
        for text, key, act in keys:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.list.addAction(action)

    def _show_list(self, listed: Listed) -> None:
        if listed.wanted != self.wanted():
            return
        if listed.memories != self.model.memories:
            self.model.show(listed.memories)
            self._select(self._chosen)
        count = len(listed.memories)
        self.count.setText(translate("Memories", "%n memories", "", count))
        self.left.setCurrentWidget(self.list if count else self.empty)
        self.purge_found.setVisible(bool(listed.wanted.text.strip()))
        if not count:
            self.empty.explain(listed.wanted)

    def _select(self, memory_id: int | None) -> None:
        place = -1 if memory_id is None else self.model.row_of(memory_id)
        if place >= 0:
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _selected(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        memory = current.data(Qt.ItemDataRole.UserRole)
        if isinstance(memory, Memory) and (memory.id != self._chosen or self.detail.detail is None):
            self._chosen = memory.id
            self._read_detail(memory.id)

    def _read_detail(self, memory_id: int | None) -> None:
        if memory_id is not None:
            self._desk.jobs.query(
                lambda _: read_detail(self._desk.engine, memory_id),
                self._show_detail,
                self._no_detail,
                kind="memory",
            )

    def _no_detail(self, error: Exception) -> None:
        """The memory is gone: an undo took it back, or it was deleted for good."""
        if not isinstance(error, BadRequest):
            self._desk.jobs.failed.emit(error)
            return
        self._chosen = None
        self.detail.clear_pane()
        self.right.setCurrentWidget(self.nothing)

    def _show_detail(self, detail: Detail) -> None:
        if detail.memory.id == self._chosen:
            self.detail.show_detail(detail)
            self.right.setCurrentWidget(self.detail)

    def _show_in_its_list(self, detail: Detail) -> None:
        """Set the filters so that the list holds the memory, then show it."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.kinds.setCurrentIndex(0)
        self.pinned.setChecked(False)
        self.statuses.button(list(Status).index(detail.memory.status)).setChecked(True)
        self._chosen = detail.memory.id
        self._show_detail(detail)
        self.read()

    # changing

    def _connect_detail(self) -> None:
        self.detail.edit_saved.connect(self._edit)
        self.detail.pin_wanted.connect(self._pin)
        self.detail.forget_wanted.connect(self.forget)
        self.detail.restore_wanted.connect(self._restore)
        self.detail.purge_wanted.connect(self.purge_wanted)
        self.detail.turn_wanted.connect(self.turn_wanted)
        self.detail.memory_wanted.connect(self.open_memory)

    def _edit(self, memory_id: int, text: str) -> None:
        self.detail.editor = None
        self._change(
            lambda: self._desk.engine.memories.edit(memory_id, text), translate("Memories", "Corrected")
        )

    def _pin(self, memory_id: int, pinned: bool) -> None:
        said = translate("Memories", "Pinned") if pinned else translate("Memories", "Unpinned")
        self._change(lambda: self._desk.engine.memories.pin(memory_id, pinned), said)

    def forget(self, memory_id: int) -> None:
        """Take a memory out of every answer; the bar at the bottom offers to take that back."""
        self._change(
            lambda: self._desk.engine.memories.forget(memory_id),
            translate("Memories", "Forgotten: it will not be in any answer"),
        )

    def _restore(self, memory_id: int) -> None:
        self._change(
            lambda: self._desk.engine.memories.restore(memory_id), translate("Memories", "Remembered again")
        )

    def _forget_chosen(self) -> None:
        if self._chosen is not None and self.wanted().status is Status.ACTIVE:
            self.forget(self._chosen)

    def _change(self, work: Callable[[], object], said: str) -> None:
        engine = self._desk.engine

        def change() -> int:
            work()
            return engine.journal.steps(1)[0].id

        def undo(step_id: int) -> None:
            self._desk.jobs.operation(lambda _: engine.journal.undo(step_id), lambda _: self._after())

        def done(step_id: int) -> None:
            self._after()
            self._desk.say(said, translate("Memories", "Undo"), lambda: undo(step_id))

        self._desk.jobs.operation(lambda _: change(), done, name=translate("Memories", "Changing"))

    def _after(self) -> None:
        self.read()
        self._read_detail(self._chosen)
