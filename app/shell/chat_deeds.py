"""What can be done with a chat of the list: pin, rename, put away, delete, each with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QInputDialog, QMenu, QMessageBox, QWidget

from app.desk import Desk
from app.shell.conversations import Entry
from app.undoing import step_of

translate = QCoreApplication.translate


class ChatDeeds(QObject):
    """Asks where asking is due, does it, and offers to undo it. ``done`` reads the list again."""

    deleted = Signal(str)

    def __init__(self, desk: Desk, over: QWidget, done: Callable[[], None]) -> None:
        super().__init__(over)
        self._desk, self._over, self._done = desk, over, done

    def menu(self, entry: Entry) -> QMenu:
        """Everything that can be done with a chat."""
        menu = QMenu(self._over)
        menu.setObjectName("chatMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pin = translate("ChatList", "Unpin") if entry.pinned else translate("ChatList", "Pin")
        for name, text, deed in (
            ("pinChat", pin, self.pin),
            ("renameChat", translate("ChatList", "Rename…"), self.rename),
            ("putAwayChat", translate("ChatList", "Put away"), self.put_away),
            ("deleteChat", translate("ChatList", "Delete…"), self.delete),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, deed=deed: deed(entry))
        return menu

    def pin(self, entry: Entry) -> None:
        """Keep it at the top of the list, or no longer."""
        engine = self._desk.engine
        self._desk.jobs.operation(
            lambda _: engine.diary.pin_conversation(entry.conversation, not entry.pinned),
            lambda _: self._done(),
        )

    def rename(self, entry: Entry) -> None:
        """Ask for a name."""
        dialog = QInputDialog(self._over)
        dialog.setObjectName("renameDialog")
        dialog.setWindowTitle(translate("ChatList", "Rename the chat"))
        dialog.setLabelText(translate("ChatList", "Name of the chat"))
        dialog.setTextValue(entry.title)
        engine = self._desk.engine

        def rename(title: str) -> None:
            self._desk.jobs.operation(
                lambda _: engine.diary.rename_conversation(entry.conversation, title), lambda _: self._done()
            )

        dialog.textValueSelected.connect(rename)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def put_away(self, entry: Entry) -> None:
        """Take it off the list; search still finds it."""
        engine = self._desk.engine

        def work() -> int:
            engine.diary.archive_conversation(entry.conversation)
            return step_of(engine, ("step.put_away_chat",))

        self._run(work, translate("ChatList", "Put away; search still finds it"))

    def delete(self, entry: Entry) -> None:
        """Ask what shall become of what was remembered, then delete it."""
        ask = QMessageBox(self._over)
        ask.setObjectName("deleteDialog")
        ask.setWindowTitle(translate("ChatList", "Delete the chat"))
        ask.setText(translate("ChatList", "Delete “{title}”?").format(title=entry.title))
        ask.setInformativeText(
            translate(
                "ChatList",
                "It leaves the list, the search and every answer. What was remembered from it stays. "
                "You can undo this; to remove words for good, use “Delete for good” in the chat.",
            )
        )
        too = QCheckBox(translate("ChatList", "Also forget what was remembered from it"))
        ask.setCheckBox(too)
        yes = ask.addButton(translate("ChatList", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
        yes.setObjectName("deleteYes")
        no = ask.addButton(translate("ChatList", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(no)
        ask.setEscapeButton(no)
        ask.buttonClicked.connect(
            lambda pressed: self._delete(entry, forget=too.isChecked()) if pressed is yes else None
        )
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _delete(self, entry: Entry, *, forget: bool) -> None:
        engine = self._desk.engine
        self.deleted.emit(entry.conversation)

        def work() -> int:
            engine.diary.delete_conversation(entry.conversation, forget=forget)
            return step_of(engine, ("step.delete_chat",))

        said = (
            translate("ChatList", "Deleted, and forgotten what was remembered from it")
            if forget
            else translate("ChatList", "Deleted; what was remembered from it stays")
        )
        self._run(work, said)

    def _run(self, work: Callable[[], int], said: str) -> None:
        engine = self._desk.engine

        def undo(step_id: int) -> None:
            self._desk.jobs.operation(lambda _: engine.journal.undo(step_id), lambda _: self._done())

        def done(step_id: int) -> None:
            self._done()
            self._desk.say(said, translate("ChatList", "Undo"), lambda: undo(step_id))

        self._desk.jobs.operation(lambda _: work(), done)
