"""Help: what this program is in a few sentences, and every shortcut."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.widgets.basics import Page, button, column, label, row

translate = QCoreApplication.translate


def shortcuts() -> list[tuple[str, str]]:
    """Every shortcut of the window with what it does."""
    return [
        ("Ctrl+N", translate("Help", "New chat")),
        ("Ctrl+K", translate("Help", "Search")),
        ("Ctrl+F", translate("Help", "Find in this chat, or among memories")),
        ("Return", translate("Help", "Send")),
        ("Shift+Return", translate("Help", "New line")),
        ("Esc", translate("Help", "Stop the answer")),
        ("Up", translate("Help", "Say the last message otherwise (in an empty field)")),
        ("Ctrl+Shift+N", translate("Help", "A temporary chat, kept nowhere")),
        ("F2", translate("Help", "Rename a chat (in the list)")),
        ("Ctrl+R", translate("Help", "Answer again")),
        ("Ctrl+Shift+C", translate("Help", "Copy the last answer")),
        ("Ctrl+Z", translate("Help", "Undo the last change of memory")),
        ("Ctrl+Shift+Z", translate("Help", "Redo it")),
        ("Ctrl+1", translate("Help", "Chat")),
        ("Ctrl+2", translate("Help", "Memories")),
        ("Ctrl+3", translate("Help", "What was noticed")),
        ("Ctrl+S", translate("Help", "Save anyway (in the list of what was noticed)")),
        ("Del", translate("Help", "Not worth remembering (in the same list)")),
        ("Shift+Del", translate("Help", "Wrong (in the same list)")),
        ("Ctrl+4", translate("Help", "Health")),
        ("Ctrl+5", translate("Help", "Nights")),
        ("Ctrl+6", translate("Help", "What fades next")),
        ("Ctrl+7", translate("Help", "About you")),
        ("Ctrl+8", translate("Help", "Models")),
        ("Ctrl+Shift+S", translate("Help", "Sleep now, or wake up")),
        ("Ctrl+L", translate("Help", "Lock")),
        ("Ctrl+,", translate("Help", "Settings")),
        ("Ctrl+Shift+M", translate("Help", "Choose the voice")),
        ("Ctrl+B", translate("Help", "Hide or show the left side")),
        ("Ctrl++", translate("Help", "Larger text")),
        ("Ctrl+-", translate("Help", "Smaller text")),
        ("Ctrl+0", translate("Help", "Usual text size")),
        ("Ctrl+/", translate("Help", "This list")),
        ("F1", translate("Help", "Help")),
    ]


class HelpDialog(QDialog):
    """Explains and lists."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(translate("Help", "Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 640)
        page = Page(520, (28, 24, 28, 24))
        page.body.addWidget(label(translate("Help", "How it works"), "title"))
        for text in (
            translate("Help", "Tell me things as you would tell a friend. I write down what is new."),
            translate(
                "Help",
                "Under each answer you see what it is based on; every memory leads back to the very sentence "
                "in which you said it.",
            ),
            translate(
                "Help",
                "Under Memories you can correct, pin or forget it; each change can be undone.",
            ),
            translate(
                "Help",
                "“Delete for good” removes something everywhere, and cannot be undone. Under Health you find"
                " your backups and every place that holds something of yours.",
            ),
            translate(
                "Help",
                "Under What was noticed stands every decision with its reason; there, and under each message,"
                " you can teach me what is worth remembering.",
            ),
            translate(
                "Help",
                "While you are away I sleep on it: under Nights stands what was put together, settled or "
                "left to fade, and each night can be undone.",
            ),
            translate(
                "Help",
                "Begin a message with “off the record” and neither it nor the answer is kept anywhere.",
            ),
        ):
            page.body.addWidget(label(text, "", wrap=True))
        page.body.addSpacing(8)
        page.body.addWidget(label(translate("Help", "Shortcuts"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for place, (keys, text) in enumerate(shortcuts()):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(label(shown, "chip"), place, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(text, "", wrap=True), place, 1)
        grid.setColumnStretch(1, 1)
        page.body.addLayout(grid)
        page.body.addStretch(1)
        close = button(translate("Help", "Close"), "primary", "closeHelp")
        close.clicked.connect(self.accept)
        below = row(0, (28, 10, 28, 16))
        below.addStretch(1)
        below.addWidget(close)
        layout = column(0)
        layout.addWidget(page, 1)
        layout.addLayout(below)
        self.setLayout(layout)
