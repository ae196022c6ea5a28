"""Where a message is written: Enter sends, Shift+Enter breaks the line, Esc stops, Up edits."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolButton, QWidget

from app.theme.icons import icon
from app.theme.theme import Theme
from app.widgets.basics import ElidedLabel, column, icon_button, restyle, row

translate = QCoreApplication.translate
_MOST_LINES = 9


class _Editor(QPlainTextEdit):
    """Plain text that is as high as its lines, up to a limit."""

    sent = Signal()
    stopped = Signal()
    last_wanted = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.fit())

    def event(self, event: QEvent) -> bool:
        """With nothing to undo or redo in the text, these keys are the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (event.matches(undo) and not self.document().isUndoAvailable()) or (
                event.matches(redo) and not self.document().isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and Up have meanings of their own."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
        elif event.key() == Qt.Key.Key_Up and plain and not self.toPlainText():
            self.last_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the frame show the focus."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the frame drop the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def fit(self) -> None:
        """Take the height of the lines (QPlainTextEdit counts its document's height in lines)."""
        lines = max(1, round(self.document().size().height()))
        high = self.fontMetrics().lineSpacing() * min(lines, _MOST_LINES) + 6
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > _MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if high != self.height():
            self.setFixedHeight(high)


class Composer(QFrame):
    """The message field with its button, which sends, or stops while an answer is given.

    With ``editing`` it holds an earlier message that is said otherwise; with ``off_record`` pressed, the next
    message is kept nowhere.
    """

    submitted = Signal(str)
    edited = Signal(str)
    """An earlier message, in its new words."""
    stop_wanted = Signal()
    last_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._theme = theme
        self._busy = False
        self.editing = False
        self._temporary = False
        self._set_aside = ""
        self.editor = _Editor()
        self.editor.setPlaceholderText(translate("Chat", "Tell me something, or ask me what you told me"))
        self.editor.setAccessibleName(translate("Chat", "Your message"))
        self.button = QToolButton()
        self.button.setObjectName("send")
        self.button.setFixedSize(32, 32)
        self.button.setIconSize(QSize(18, 18))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.off_record = icon_button(
            theme, "off_record", translate("Chat", "Do not keep the next message"), "offRecord", size=17
        )
        self.off_record.setCheckable(True)
        self.off_record.setFixedSize(32, 32)
        self.off_record.toggled.connect(lambda _: self._show_state())
        self._over = QWidget()
        told = row(6, (0, 0, 0, 4))
        told.addWidget(
            ElidedLabel(translate("Chat", "You are saying an earlier message otherwise"), "small"), 1
        )
        close = icon_button(theme, "close", translate("Chat", "Leave it as it was (Esc)"), "endEdit", size=14)
        close.clicked.connect(self.end_edit)
        told.addWidget(close)
        self._over.setLayout(told)
        self._over.hide()
        across = row(6)
        across.addWidget(self.editor, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.off_record, 0, Qt.AlignmentFlag.AlignBottom)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = column(0, (16, 10, 10, 10))
        layout.addWidget(self._over)
        layout.addLayout(across)
        self.setLayout(layout)
        self.setFocusProxy(self.editor)
        self.editor.sent.connect(self._send)
        self.editor.stopped.connect(self._escaped)
        self.editor.last_wanted.connect(self.last_wanted)
        self.editor.focused.connect(self._show_focus)
        self.editor.textChanged.connect(self._show_state)
        self.button.clicked.connect(self._pressed)
        self._show_state()
        self.editor.fit()

    def set_busy(self, busy: bool) -> None:
        """While an answer is given, the button stops it."""
        self._busy = busy
        self._show_state()

    def text(self) -> str:
        """What is written."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Write a text into the field and put the cursor at its end."""
        self.editor.setPlainText(text)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self.editor.setFocus()

    def put_text(self, text: str) -> None:
        """Write a text into the field without going there."""
        if text != self.text():
            self.editor.setPlainText(text)
            self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def set_temporary(self, temporary: bool) -> None:
        """In a temporary chat nothing is kept anyhow."""
        self._temporary = temporary
        self.off_record.setChecked(False)
        self._show_state()

    def begin_edit(self, text: str) -> None:
        """Say an earlier message otherwise; what was being written waits."""
        if not self.editing:
            self._set_aside = self.text()
        self.editing = True
        self._over.show()
        self.set_text(text)
        self._show_state()

    def end_edit(self) -> None:
        """Go back to what was being written."""
        if self.editing:
            self._over.hide()
            self.put_text(self._set_aside)
            self._set_aside, self.editing = "", False
            self._show_state()

    def _escaped(self) -> None:
        if self.editing and not self._busy:
            self.end_edit()
        else:
            self.stop_wanted.emit()

    def _send(self) -> None:
        text = self.text().strip()
        if not text or self._busy:
            return
        if self.editing:
            self.end_edit()
            self.edited.emit(text)
        else:
            self.editor.clear()
            self.submitted.emit(text)
        self.off_record.setChecked(False)

    def _pressed(self) -> None:
        if self._busy:
            self.stop_wanted.emit()
        else:
            self._send()
            self.editor.setFocus()

    def _show_focus(self, focused: bool) -> None:
        self.setProperty("focused", "true" if focused else "false")
        restyle(self)

    def _show_state(self) -> None:
        name = translate("Chat", "Stop (Esc)") if self._busy else translate("Chat", "Send (Enter)")
        self.button.setIcon(icon(self._theme, "stop" if self._busy else "send", "on_accent"))
        self.button.setToolTip(name)
        self.button.setAccessibleName(name)
        self.button.setEnabled(self._busy or bool(self.text().strip()))
        hidden = self._temporary or self.editing
        self.off_record.setVisible(not hidden)
        unkept = self._temporary or (self.off_record.isChecked() and not hidden)
        self.off_record.setIcon(icon(self._theme, "off_record", "accent" if unkept else "muted"))
        self.editor.setPlaceholderText(
            translate("Chat", "This will be kept nowhere")
            if unkept
            else translate("Chat", "Tell me something, or ask me what you told me")
        )
        if self.property("unkept") != ("true" if unkept else "false"):
            self.setProperty("unkept", "true" if unkept else "false")
            restyle(self)
