"""One sentence of the profile: its sources, changing it in its place, forgetting it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import Desk
from app.theme.icons import icon
from app.widgets.basics import button, clear, column, icon_button, label, row
from app.widgets.search_field import Field
from app.wording.dates import day
from memory_core.types import Memory, ProfileLine

translate = QCoreApplication.translate
_SHOWN = 60
"""Letters of a source; the whole of it is a click away."""


class _Sentence(Field):
    """The field in which a sentence is corrected; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LineView(QWidget):
    """Shows a sentence; while it is edited, a field stands in its place."""

    saved = Signal(int, str)
    forget_wanted = Signal(int)
    memory_wanted = Signal(int)

    def __init__(self, desk: Desk, line: ProfileLine) -> None:
        super().__init__()
        self._desk = desk
        self.line = line
        self.field: Field | None = None
        self._content: QVBoxLayout = column(3, (0, 4, 0, 4))
        self.setLayout(self._content)
        self._show()

    def _show(self) -> None:
        self.field = None
        clear(self._content)
        memory = self.line.memory
        across = row(4)
        words = label(" ".join(memory.text.split()), "reading", wrap=True, selectable=True)
        words.setObjectName("profileText")
        across.addWidget(words, 1)
        theme = self._desk.theme
        edit = icon_button(theme, "edit", translate("Profile", "Correct"), f"edit_{memory.id}", 15)
        edit.setAccessibleName(translate("Profile", "Correct: {text}").format(text=memory.text))
        edit.clicked.connect(self.begin_edit)
        forget = icon_button(theme, "forget", translate("Profile", "Take it out"), f"forget_{memory.id}", 15)
        forget.setAccessibleName(translate("Profile", "Take it out: {text}").format(text=memory.text))
        forget.clicked.connect(lambda: self.forget_wanted.emit(memory.id))
        for one in (edit, forget):
            across.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        self._content.addLayout(across)
        self._sources()

    def _sources(self) -> None:
        line = self.line
        if line.memory.edited:
            self._content.addWidget(label(translate("Profile", "Corrected by you"), "small"))
        if len(line.sources) == 1:
            self._content.addLayout(self._source(line.sources[0]))
            return
        if not line.sources:
            return
        count = len(line.sources)
        fold = button(translate("Profile", "From %n memories", "", count), "quiet", "profileSources")
        fold.setCheckable(True)
        fold.setIconSize(QSize(13, 13))
        body = QWidget()
        inside = column(2, (18, 0, 0, 0))
        for one in line.sources:
            inside.addLayout(self._source(one))
        body.setLayout(inside)

        def unfold(wanted: bool) -> None:
            fold.setIcon(icon(self._desk.theme, "down" if wanted else "right"))
            body.setVisible(wanted)

        fold.toggled.connect(unfold)
        unfold(False)
        across = row(0)
        across.addWidget(fold)
        across.addStretch(1)
        self._content.addLayout(across)
        self._content.addWidget(body)

    def _source(self, memory: Memory) -> QVBoxLayout:
        flat = " ".join(memory.text.split())
        short = flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
        when = day(memory.learnt_at, self._desk.today())
        said = translate("Profile", "{day}: “{text}”").format(day=when, text=short)
        link = button(said, "source", "profileSource")
        link.setToolTip(translate("Profile", "Open the memory"))
        link.setAccessibleName(translate("Profile", "From {day}: {text}").format(day=when, text=flat))
        link.clicked.connect(lambda: self.memory_wanted.emit(memory.id))
        holder = column(0)
        holder.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    # editing

    def begin_edit(self) -> None:
        """Let the user correct the sentence in its place."""
        clear(self._content)
        self.field = field = _Sentence(translate("Profile", "The sentence as it should be"), "profileField")
        field.setText(self.line.memory.text)
        field.returnPressed.connect(self._save)
        field.left.connect(self.cancel)
        self._content.addWidget(field)
        across = row(8, (0, 4, 0, 0))
        save = button(translate("Profile", "Save"), "primary", "saveProfile")
        save.clicked.connect(self._save)
        cancel = button(translate("Profile", "Cancel"), "", "cancelProfile")
        cancel.clicked.connect(self.cancel)
        across.addStretch(1)
        across.addWidget(cancel)
        across.addWidget(save)
        self._content.addLayout(across)
        field.setFocus()
        field.end(False)

    def cancel(self) -> None:
        """Leave the sentence as it is."""
        self._show()

    def _save(self) -> None:
        if self.field is None:
            return
        text = self.field.text().strip()
        if text and text != self.line.memory.text:
            self.saved.emit(self.line.memory.id, text)
        else:
            self.cancel()
