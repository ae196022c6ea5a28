"""One block of core memory: a text of limited length that the assistant has before it in every answer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from app.widgets.basics import button, column, label, restyle, row
from app.wording.profile import block_name, block_told, room_left
from memory_core.types import Block

translate = QCoreApplication.translate


class BlockView(QFrame):
    """Shows a block and how much fits; ``saved`` carries its name and its text."""

    saved = Signal(str, str)

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.setObjectName("card")
        self.block = block
        title = block_name(block.name)
        self.editor = QPlainTextEdit(block.text)
        self.editor.setObjectName(f"block_{block.name}")
        self.editor.setAccessibleName(title)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(104)
        self.editor.textChanged.connect(self._changed)
        self.room = label("", "small")
        self.room.setObjectName("blockRoom")
        self.save = button(translate("Profile", "Save"), "", f"saveBlock_{block.name}")
        self.save.setAccessibleName(translate("Profile", "Save: {name}").format(name=title))
        self.save.clicked.connect(lambda: self.saved.emit(self.block.name, self.editor.toPlainText().strip()))
        inside = column(8, (18, 14, 18, 14))
        inside.addWidget(label(title, "strong"))
        if told := block_told(block.name):
            inside.addWidget(label(told, "small", wrap=True))
        inside.addWidget(self.editor)
        below = row(10)
        below.addWidget(self.room)
        below.addStretch(1)
        below.addWidget(self.save)
        inside.addLayout(below)
        self.setLayout(inside)
        self._changed()

    @property
    def dirty(self) -> bool:
        """Whether there is something that was not saved."""
        return self.editor.toPlainText().strip() != self.block.text

    def show_block(self, block: Block) -> None:
        """Show the block as it stands now; what is being written stays."""
        dirty = self.dirty
        self.block = block
        if not dirty and self.editor.toPlainText() != block.text:
            self.editor.setPlainText(block.text)
        self._changed()

    def _changed(self) -> None:
        length = len(self.editor.toPlainText().strip())
        fits = length <= self.block.most
        self.room.setText(room_left(length, self.block.most))
        self.room.setProperty("role", "small" if fits else "danger")
        restyle(self.room)
        self.save.setEnabled(fits and self.dirty)
