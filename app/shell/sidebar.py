"""The left side: new chat, search, conversations, and the way to the other screens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QListView, QWidget

from app.desk import Desk
from app.shell.chat_deeds import ChatDeeds
from app.shell.conversations import (
    ConversationDelegate,
    ConversationModel,
    Entry,
    read_conversations,
    search_conversations,
)
from app.sleeping import Asleep
from app.theme.icons import icon, picture
from app.widgets.asleep_card import AsleepCard
from app.widgets.basics import button, column, icon_button, label, row
from app.widgets.search_field import SearchField

translate = QCoreApplication.translate
SCREENS = ("chat", "memories", "profile", "sleep", "gate_log", "models", "health", "settings")
_DRAWINGS = {"gate_log": "noticed", "sleep": "moon", "profile": "person", "models": "voice"}
_WITHIN = {"fading": "memories"}
"""Screens that are reached from another one, which is marked for them."""


class Sidebar(QWidget):
    """Lists conversations and navigates."""

    new_wanted = Signal()
    opened = Signal(str)
    turn_opened = Signal(int, int, int)
    """A turn, and the code points of it that were sought."""
    deleted = Signal(str)
    """A conversation was deleted."""
    screen_wanted = Signal(str)
    hide_wanted = Signal()
    lock_wanted = Signal()
    wake_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(272)
        self._desk = desk
        self._current = ""
        self._model = ConversationModel()
        self.new = button(translate("Shell", "New chat"), "", "newChat")
        self.new.setIcon(icon(desk.theme, "plus", "accent"))
        self.new.clicked.connect(self.new_wanted)
        self.search = SearchField(desk.theme, translate("Shell", "Search chats"), "chatSearch")
        self.search.textChanged.connect(self.read)
        self.list = QListView()
        self.list.setObjectName("chatList")
        self.list.setAccessibleName(translate("Shell", "Chats"))
        self.list.setModel(self._model)
        self._delegate = ConversationDelegate(desk.theme)
        self.list.setItemDelegate(self._delegate)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self._deeds = ChatDeeds(desk, self, self.read)
        self._deeds.deleted.connect(self.deleted)
        for key, deed in (("F2", self._deeds.rename), ("Del", self._deeds.delete)):
            action = QAction(self.list)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, deed=deed: self._with_current(deed))
            self.list.addAction(action)
        self.search.returnPressed.connect(self._go_to_first)
        self._nothing = label(translate("Shell", "Your chats will be listed here."), "small", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setContentsMargins(20, 20, 20, 0)
        self._screens = QButtonGroup(self)
        self.asleep = AsleepCard(desk.theme, "sidebar")
        self.asleep.wake_wanted.connect(self.wake_wanted)
        self._build()
        self.read()

    def read(self) -> None:
        """Read the list, for the words sought if there are any."""
        text = self.search.text().strip()
        engine = self._desk.engine

        def show(entries: list[Entry]) -> None:
            self._show(entries, text)

        if text:
            self._desk.jobs.query(lambda _: search_conversations(engine, text), show, kind="chats")
        else:
            self._desk.jobs.query(lambda _: read_conversations(engine), show, kind="chats")

    def select(self, conversation: str) -> None:
        """Mark the conversation on screen."""
        self._current = conversation
        place = self._model.row_of(conversation)
        if place >= 0:
            self.list.setCurrentIndex(self._model.index(place))
        else:
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()

    def show_screen(self, name: str) -> None:
        """Mark the screen that is shown."""
        self._screens.button(SCREENS.index(_WITHIN.get(name, name))).setChecked(True)

    def show_asleep(self, asleep: Asleep | None) -> None:
        """Show how far the night is, while there is one."""
        self.asleep.show_asleep(asleep)

    def _build(self) -> None:
        layout = column(8, (0, 14, 0, 12))
        head = row(8, (18, 0, 10, 0))
        mark = label()
        mark.setPixmap(picture(self._desk.theme, "mneme", 22, "accent", self.devicePixelRatioF()))
        head.addWidget(mark)
        head.addWidget(label("Mneme", "brand"))
        head.addStretch(1)
        lock = icon_button(self._desk.theme, "lock", translate("Shell", "Lock (Ctrl+L)"), "lock")
        lock.clicked.connect(self.lock_wanted)
        lock.setVisible(self._desk.session.protected)
        head.addWidget(lock)
        hide = icon_button(
            self._desk.theme, "sidebar", translate("Shell", "Hide this side (Ctrl+B)"), "hideSidebar"
        )
        hide.clicked.connect(self.hide_wanted)
        head.addWidget(hide)
        layout.addLayout(head)
        top = column(8, (12, 6, 12, 0))
        top.addWidget(self.new)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
        bottom = column(2, (10, 6, 10, 0))
        bottom.addWidget(self.asleep)
        names = (
            translate("Shell", "Chat"),
            translate("Shell", "Memories"),
            translate("Shell", "About you"),
            translate("Shell", "Nights"),
            translate("Shell", "What was noticed"),
            translate("Shell", "Models"),
            translate("Shell", "Health"),
            translate("Shell", "Settings"),
        )
        for place, (name, text) in enumerate(zip(SCREENS, names, strict=True)):
            one = button(text, "nav", f"nav_{name}")
            one.setIcon(icon(self._desk.theme, _DRAWINGS.get(name, name)))
            one.setIconSize(QSize(18, 18))
            one.setCheckable(True)
            one.clicked.connect(lambda _=False, name=name: self.screen_wanted.emit(name))
            self._screens.addButton(one, place)
            bottom.addWidget(one)
        layout.addLayout(bottom)
        self.setLayout(layout)

    def _show(self, entries: list[Entry], text: str) -> None:
        if text != self.search.text().strip():
            return
        self._model.show(entries, headings=not text)
        empty = (
            translate("Shell", "Nothing found")
            if text
            else translate("Shell", "Your chats will be listed here.")
        )
        self._nothing.setText(empty)
        self._nothing.setVisible(not entries)
        self.select(self._current)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry) or not entry.conversation:
            return
        if entry.turn_id is not None:
            self.turn_opened.emit(entry.turn_id, entry.start, entry.end)
        else:
            self.opened.emit(entry.conversation)

    def _menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        index = index if index.isValid() else self.list.currentIndex()
        entry = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(entry, Entry) and entry.conversation:
            self._deeds.menu(entry).popup(
                self.list.viewport().mapToGlobal(self.list.visualRect(index).center())
            )

    def _with_current(self, deed: Callable[[Entry], None]) -> None:
        entry = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(entry, Entry) and entry.conversation:
            deed(entry)

    def _go_to_first(self) -> None:
        """From the search field into what was found."""
        for row_number in range(self._model.rowCount()):
            if self._model.entries[row_number].conversation:
                self.list.setFocus()
                self.list.setCurrentIndex(self._model.index(row_number))
                return
