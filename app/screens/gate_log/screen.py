"""The screen of what was noticed: filters, the list of decisions, one of them in detail, open questions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent, QShowEvent
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
from app.screens.gate_log.detail import DecisionPane
from app.screens.gate_log.list_view import DecisionDelegate, DecisionModel
from app.screens.gate_log.reading import (
    PAGE,
    Listed,
    Noticed,
    Told,
    Wanted,
    read_page,
    read_questions,
    read_told,
)
from app.teaching import Doubt, Keep, answer, teach
from app.theme.icons import icon
from app.widgets.basics import button, clear, column, label, row
from app.widgets.empty_state import EmptyState
from app.widgets.question_card import QuestionCard
from app.widgets.search_field import SearchField
from app.wording.gate import OUTCOMES, REASON_GROUPS, lesson_done, outcome_name, reason_group_name
from memory_core.types import Changes, Lesson, VerdictKind

translate = QCoreApplication.translate
_NARROW = 680
"""Pixels under which the filters have no room for drawings."""
_ORDER = (VerdictKind.ADMIT, VerdictKind.REINFORCE, VerdictKind.SUPERSEDE, VerdictKind.IGNORE)


class GateLogScreen(QWidget):
    """Shows what was decided about everything said, and lets the user teach better."""

    turn_wanted = Signal(int, int, int)
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._chosen: int | None = None
        self._shown_for: Wanted | None = None
        self._put_off: set[int] = set()
        self.doubts: tuple[Doubt, ...] = ()
        self.card: QuestionCard | None = None
        self.search = SearchField(desk.theme, translate("Gate", "Search what you said"), "gateSearch")
        self.search.textChanged.connect(self.read)
        self.kinds = QButtonGroup(self)
        self.reasons = QComboBox()
        self.reasons.setObjectName("gateReasons")
        self.reasons.setAccessibleName(translate("Gate", "Reason"))
        self.reasons.addItem(translate("Gate", "Every reason"), None)
        for group in REASON_GROUPS:
            self.reasons.addItem(reason_group_name(group), group)
        self.reasons.currentIndexChanged.connect(self.read)
        self.taught = button(translate("Gate", "Taught by you"), "segment", "taughtOnly")
        self.taught.setCheckable(True)
        self.taught.setIcon(icon(desk.theme, "edit"))
        self.taught.toggled.connect(self.read)
        self.waiting = button("", "quiet", "openQuestions")
        self.waiting.setIcon(icon(desk.theme, "question", "accent"))
        self.waiting.setIconSize(QSize(15, 15))
        self.waiting.clicked.connect(self._ask_again)
        self._asking = column(0, (28, 0, 28, 0))
        self.model = DecisionModel(desk)
        self.model.more_wanted.connect(self._read_more)
        self.list = QListView()
        self.list.setObjectName("gateList")
        self.list.setAccessibleName(translate("Gate", "What was noticed"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(DecisionDelegate(desk, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(self._selected)
        self.empty = EmptyState(desk.theme)
        self.left = QStackedWidget()
        self.left.addWidget(self.list)
        self.left.addWidget(self.empty)
        self.detail = DecisionPane(desk)
        self.detail.taught.connect(self._teach_chosen)
        self.detail.turn_wanted.connect(self.turn_wanted)
        self.detail.memory_wanted.connect(self.memory_wanted)
        self.nothing = EmptyState(desk.theme)
        self.nothing.say(
            "noticed",
            translate("Gate", "Choose a line"),
            translate("Gate", "You will see what I made of your words and why, and can teach me better."),
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.detail)
        self.setLayout(self._layout())
        self._keys()
        self.setFocusProxy(self.search)

    # what the shell asks for

    def read(self) -> None:
        """Read the list for the filters as they stand, as far as it was scrolled."""
        wanted = self.wanted()
        limit = max(PAGE, len(self.model.rows) if self._shown_for == wanted else 0)
        self._desk.jobs.query(
            lambda _: read_page(self._desk.engine, wanted, limit),
            self._show_list,
            kind="gate-log",
            name=translate("Gate", "Looking through what was noticed"),
        )

    def changed(self, changes: Changes) -> None:
        """Show what was decided or taught since."""
        if self.isVisible() and (changes.memories or changes.verdicts_of or changes.turns):
            self._after()

    def choose(self, words: str) -> None:
        """Select the first decision of the list that holds the words."""
        for noticed in self.model.rows:
            if words in noticed.text:
                self._select(noticed.logged.id)
                return

    def wanted(self) -> Wanted:
        """The filters as they stand."""
        place = self.kinds.checkedId()
        group = self.reasons.currentData()
        return Wanted(
            _ORDER[place - 1] if place > 0 else None,
            self.search.text(),
            self.taught.isChecked(),
            frozenset() if group is None else REASON_GROUPS[group],
        )

    def showEvent(self, event: QShowEvent) -> None:
        """A question put off is asked again at the next visit."""
        super().showEvent(event)
        self._put_off.clear()
        self._after()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the words of the filters take the place of their drawings."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        for place, kind in enumerate(_ORDER, 1):
            drawing, role = OUTCOMES[kind]
            self.kinds.button(place).setIcon(
                QIcon() if narrow else icon(self._desk.theme, drawing, role, role)
            )

    # drawing

    def _layout(self) -> QVBoxLayout:
        head = row(12, (28, 20, 28, 10))
        head.addWidget(label(translate("Gate", "What was noticed"), "display"))
        head.addStretch(1)
        self.waiting.hide()
        head.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignBottom)
        filters = row(10, (28, 0, 28, 10))
        self.search.setMinimumWidth(160)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.reasons)
        filters.addWidget(self.taught)
        segments = QFrame()
        segments.setObjectName("segments")
        inside = row(2, (3, 3, 3, 3))
        everything = button(translate("Gate", "Everything"), "segment", "kind_all")
        everything.setChecked(True)
        buttons = [everything]
        for kind in _ORDER:
            buttons.append(button(outcome_name(kind), "segment", f"kind_{kind.value}"))
        for place, one in enumerate(buttons):
            one.setCheckable(True)
            one.setChecked(place == 0)
            self.kinds.addButton(one, place)
            inside.addWidget(one)
        self.kinds.idClicked.connect(self.read)
        segments.setLayout(inside)
        states = row(0, (28, 0, 28, 12))
        states.addWidget(segments)
        states.addStretch(1)
        line = QFrame()
        line.setObjectName("line")
        both = row(0)
        self.left.setMinimumWidth(280)
        self.left.setMaximumWidth(440)
        both.addWidget(self.left, 5)
        divider = QFrame()
        divider.setObjectName("divider")
        both.addWidget(divider)
        both.addWidget(self.right, 6)
        layout = column(0)
        layout.addLayout(head)
        layout.addLayout(self._asking)
        layout.addLayout(filters)
        layout.addLayout(states)
        layout.addWidget(line)
        layout.addLayout(both, 1)
        return layout

    def _keys(self) -> None:
        keys: tuple[tuple[str, Lesson], ...] = (
            ("Ctrl+S", Lesson.WORTH),
            ("Del", Lesson.NOT_WORTH),
            ("Shift+Del", Lesson.WRONG),
        )
        for key, lesson in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, lesson=lesson: self._teach_chosen(lesson))
            self.list.addAction(action)

    # the list

    def _show_list(self, listed: Listed) -> None:
        if listed.wanted != self.wanted():
            return
        fresh = self._shown_for != listed.wanted
        self._shown_for = listed.wanted
        if listed.rows != self.model.rows:
            place = 0 if fresh else self.list.verticalScrollBar().value()
            self.model.show(listed.rows, more=listed.more)
            self._select(self._chosen, look=fresh)
            if not fresh:
                self.list.verticalScrollBar().setValue(place)
        self.left.setCurrentWidget(self.list if listed.rows else self.empty)
        if not listed.rows:
            self._explain(listed.wanted)

    def _read_more(self) -> None:
        wanted, rows = self.wanted(), self.model.rows
        if not rows:
            return
        last = rows[-1].logged.id

        def add(listed: Listed) -> None:
            here = self.model.rows
            if listed.wanted == self.wanted() and here and here[-1].logged.id == last:
                self.model.add(listed.rows, more=listed.more)

        self._desk.jobs.query(
            lambda _: read_page(self._desk.engine, wanted, PAGE, last), add, kind="gate-log-more"
        )

    def _explain(self, wanted: Wanted) -> None:
        if wanted.everything:
            self.empty.say(
                "noticed",
                translate("Gate", "Nothing was noticed yet"),
                translate("Gate", "Say something in the chat; here you see what I made of it, and why."),
            )
        elif wanted.taught:
            self.empty.say(
                "edit",
                translate("Gate", "You have taught nothing here yet"),
                translate("Gate", "Choose a line and say what was worth saving and what was not."),
            )
        else:
            self.empty.say(
                "search",
                translate("Gate", "Nothing found"),
                translate("Gate", "Try another word or another filter."),
            )

    def _select(self, verdict_id: int | None, *, look: bool = True) -> None:
        place = -1 if verdict_id is None else self.model.row_of(verdict_id)
        if place >= 0:
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            if look:
                self.list.scrollTo(index)

    def _selected(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        noticed = current.data(Qt.ItemDataRole.UserRole)
        if isinstance(noticed, Noticed) and (noticed.logged.id != self._chosen or self.detail.told is None):
            self._chosen = noticed.logged.id
            self._read_told()

    def _read_told(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self._desk.jobs.query(
                lambda _: read_told(self._desk.engine, chosen), self._show_told, kind="gate-told"
            )

    def _show_told(self, told: Told | None) -> None:
        if told is not None and told.noticed.logged.id == self._chosen:
            self.detail.show_told(told)
            self.right.setCurrentWidget(self.detail)

    # teaching

    def _teach_chosen(self, lesson: Lesson) -> None:
        told = self.detail.told
        if told is None or told.noticed.logged.id != self._chosen or lesson not in told.lessons:
            return
        turn_id, span = told.turn.id, told.noticed.logged.verdict.span
        self._change(lambda: teach(self._desk.engine, turn_id, lesson, span), lesson_done(lesson))

    def _change(self, work: Callable[[], int], said: str) -> None:
        engine = self._desk.engine

        def undo(step_id: int) -> None:
            self._desk.jobs.operation(lambda _: engine.journal.undo(step_id), lambda _: self._after())

        def done(step_id: int) -> None:
            self._after()
            self._desk.say(said, translate("Gate", "Undo"), lambda: undo(step_id))

        self._desk.jobs.operation(lambda _: work(), done, name=translate("Gate", "Learning"))

    def _after(self) -> None:
        self.read()
        self._read_told()
        self._desk.jobs.query(
            lambda _: read_questions(self._desk.engine), self._show_questions, kind="gate-questions"
        )

    # questions

    def _show_questions(self, doubts: tuple[Doubt, ...]) -> None:
        self.doubts = doubts
        count = len(doubts)
        self.waiting.setText(translate("Gate", "%n open questions", "", count))
        asked = next((one for one in doubts if one.question.id not in self._put_off), None)
        self.waiting.setVisible(bool(doubts) and asked is None)
        shown = None if self.card is None else self.card.doubt
        if asked == shown:
            return
        clear(self._asking)
        self.card = None
        self._asking.setContentsMargins(28, 0, 28, 14 if asked is not None else 0)
        if asked is not None:
            self.card = QuestionCard(self._desk.theme, asked, self._desk.today())
            question_id = asked.question.id
            self.card.answered.connect(lambda keep: self._answer(question_id, keep))
            self.card.later.connect(lambda: self._put_aside(question_id))
            self._asking.addWidget(self.card)

    def _answer(self, question_id: int, keep: Keep) -> None:
        self._change(
            lambda: answer(self._desk.engine, question_id, keep),
            translate("Question", "Thank you; now I know which one is true")
            if keep != "both"
            else translate("Question", "Thank you; both stay"),
        )

    def _put_aside(self, question_id: int) -> None:
        self._put_off.add(question_id)
        self._show_questions(self.doubts)

    def _ask_again(self) -> None:
        self._put_off.clear()
        self._show_questions(self.doubts)
