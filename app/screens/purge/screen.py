"""Deleting for good: shows what would go, asks once, does it, and gives the receipt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QProgressBar, QVBoxLayout

from app import purging
from app.desk import Desk
from app.files import write_atomically
from app.purging import Target
from app.theme.icons import icon, picture
from app.widgets.basics import Page, button, card, clear, column, label, row
from app.widgets.clipboard import copies
from app.widgets.problem_card import ProblemCard
from app.wording.problems import problem as worded
from app.wording.purge import plan_lines, receipt_lines, receipt_text, unfinished_line
from memory_core.types import PurgePlan, PurgeReceipt

translate = QCoreApplication.translate
_QUOTED = 12
"""Statements shown word for word; of more, the number."""


class PurgeScreen(Page):
    """One deletion from the question to the receipt. ``left`` tells that the user goes back."""

    left = Signal()
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(680, (32, 28, 32, 32))
        self.setObjectName("page")
        self._desk = desk
        self.target: Target | None = None
        self.receipt: PurgeReceipt | None = None
        self.shown_root: tuple[Path, Path] | None = None
        self._running = False
        self._content: QVBoxLayout = column(12)
        self.body.addLayout(self._content)
        self.body.addStretch(1)
        escape = QAction(self)
        escape.setShortcut(QKeySequence("Esc"))
        escape.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.triggered.connect(self.leave)
        self.addAction(escape)

    def ask(self, target: Target) -> None:
        """Find out what would go, and show it."""
        if self._running:
            return
        self.target, self.receipt = target, None
        clear(self._content)
        self._content.addWidget(label(translate("Purge", "Looking for everything that holds it…"), "muted"))
        engine = self._desk.engine
        self._desk.jobs.query(
            lambda _: purging.plan(engine, target),
            lambda plan: self._confirm(target, plan),
            self._fail,
            kind="purge-plan",
            name=translate("Purge", "Looking for everything that holds it"),
        )

    def leave(self) -> None:
        """Go back; what was shown leaves the screen."""
        if self._running:
            return
        self.target, self.receipt = None, None
        clear(self._content)
        self.left.emit()

    def show_root(self, real: Path, shown: Path) -> None:
        """Show a folder's files as if they lay in another one."""
        self.shown_root = (real, shown)

    def _shown(self, path: Path) -> str:
        if self.shown_root is not None and path.is_relative_to(self.shown_root[0]):
            return str(self.shown_root[1] / path.relative_to(self.shown_root[0]))
        return str(path)

    # the question

    def _confirm(self, target: Target, plan: PurgePlan) -> None:
        if target != self.target:
            return
        clear(self._content)
        if purging.empty(plan):
            self._content.addWidget(label(translate("Purge", "Nothing holds it"), "display", wrap=True))
            self._content.addWidget(
                label(translate("Purge", "There is nothing of it in your memories or your diary."), "muted")
            )
            self._content.addLayout(self._buttons(None))
            return
        self._content.addWidget(label(translate("Purge", "Delete this for good?"), "display", wrap=True))
        self._content.addWidget(self._quotes(plan))
        self._content.addWidget(label(translate("Purge", "What will go"), "heading"))
        for line in plan_lines(plan):
            self._content.addWidget(label(f"•  {line}", "", wrap=True))
        if plan.backups:
            self._content.addWidget(label(translate("Purge", "Backups that hold it too"), "heading"))
            for path in plan.backups:
                self._content.addWidget(label(self._shown(path), "small", wrap=True, selectable=True))
            told = translate("Purge", "Afterwards you can have it deleted from these backups as well.")
            self._content.addWidget(label(told, "muted", wrap=True))
        warning = card("warning")
        across = row(12, (16, 12, 16, 12))
        mark = label()
        mark.setPixmap(picture(self._desk.theme, "warning", 22, "warning", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = column(4)
        words.addWidget(label(translate("Purge", "This cannot be undone."), "strong"))
        softer = translate(
            "Purge",
            "To keep something only out of the answers, choose Forget instead: that can be taken back.",
        )
        words.addWidget(label(softer, "muted", wrap=True))
        across.addLayout(words, 1)
        warning.setLayout(across)
        self._content.addWidget(warning)
        self._content.addLayout(self._buttons(target))

    def _quotes(self, plan: PurgePlan) -> QFrame:
        quoted = card("sunken")
        inside = column(8, (16, 12, 16, 12))
        lines = plan.text.splitlines()
        for line in lines[:_QUOTED]:
            words = label(line, "reading", wrap=True)
            words.setObjectName("purgeText")
            inside.addWidget(words)
        if len(lines) > _QUOTED:
            more = len(lines) - _QUOTED
            inside.addWidget(label(translate("Purge", "and %n more", "", more), "small"))
        quoted.setLayout(inside)
        return quoted

    def _buttons(self, target: Target | None) -> QVBoxLayout:
        below = row(8, (0, 8, 0, 0))
        below.addStretch(1)
        back = button(
            translate("Purge", "Keep it") if target else translate("Purge", "Back"), "", "purgeCancel"
        )
        back.clicked.connect(self.leave)
        below.addWidget(back)
        if target is not None:
            act = button(translate("Purge", "Delete for good"), "destroy", "purgeNow")
            act.setIcon(icon(self._desk.theme, "delete", "on_accent"))
            act.clicked.connect(lambda: self._purge(target))
            below.addWidget(act)
        back.setFocus()
        holder = column(0)
        holder.addLayout(below)
        return holder

    # doing it

    def purge(self) -> None:
        """Delete what was asked about."""
        if self.target is not None:
            self._purge(self.target)

    def _purge(self, target: Target) -> None:
        self._running = True
        self._wait(translate("Purge", "Deleting it everywhere…"))
        engine = self._desk.engine
        self._desk.jobs.operation(
            lambda _: purging.purge(engine, target),
            self._show_receipt,
            self._fail,
            translate("Purge", "Deleting it everywhere"),
        )

    def _wait(self, text: str) -> None:
        clear(self._content)
        self._content.addWidget(label(text, "title", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setObjectName("purgeBusy")
        bar.setTextVisible(False)
        bar.setAccessibleName(text)
        self._content.addWidget(bar)

    def _fail(self, error: Exception) -> None:
        self._running = False
        clear(self._content)
        shown = ProblemCard(self._desk.theme, worded(error, self._desk.language))
        shown.offer(translate("Purge", "Back"), "purgeBack").clicked.connect(self.leave)
        self._content.addWidget(shown)

    # the receipt

    def _show_receipt(self, receipt: PurgeReceipt) -> None:
        self._running = False
        self.receipt = receipt
        clear(self._content)
        self.done.emit()
        self._content.addWidget(label(translate("Purge", "Deleted for good"), "display", wrap=True))
        self._content.addWidget(
            label(translate("Purge", "This is where it was, and how much of it went:"), "muted", wrap=True)
        )
        table = card()
        grid = QGridLayout()
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        for place, (name, count) in enumerate(receipt_lines(receipt)):
            grid.addWidget(label(name), place, 0)
            grid.addWidget(label(count, "strong"), place, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        table.setLayout(grid)
        self._content.addWidget(table)
        for unfinished in receipt.unfinished:
            self._content.addWidget(label(unfinished_line(unfinished), "danger", wrap=True))
        self._backups(receipt)
        across = row(8, (0, 8, 0, 0))
        copy = button(translate("Purge", "Copy the receipt"), "", "copyReceipt")
        copy.setIcon(icon(self._desk.theme, "copy"))
        copy.clicked.connect(self._copy)
        save = button(translate("Purge", "Save it…"), "", "saveReceipt")
        save.setIcon(icon(self._desk.theme, "save"))
        save.clicked.connect(self._save)
        close = button(translate("Purge", "Done"), "primary", "purgeDone")
        close.clicked.connect(self.leave)
        across.addWidget(copy)
        across.addWidget(save)
        across.addStretch(1)
        across.addWidget(close)
        self._content.addLayout(across)
        close.setFocus()

    def _backups(self, receipt: PurgeReceipt) -> None:
        if not receipt.backups_left:
            none = translate("Purge", "No backup that can be looked into holds it.")
            self._content.addWidget(label(none, "muted", wrap=True))
            return
        self._content.addWidget(label(translate("Purge", "Backups that still hold it"), "heading"))
        for path in receipt.backups_left:
            self._content.addWidget(label(self._shown(path), "small", wrap=True, selectable=True))
        clean = button(translate("Purge", "Delete it from these backups too"), "", "cleanBackups")
        clean.clicked.connect(lambda: self._clean(receipt))
        self._content.addWidget(clean, 0, Qt.AlignmentFlag.AlignLeft)

    def _clean(self, receipt: PurgeReceipt) -> None:
        self._running = True
        self._wait(translate("Purge", "Deleting it from the backups…"))
        engine = self._desk.engine

        def done(found: tuple[tuple[Path, ...], tuple[Path, ...]]) -> None:
            written, failed = found
            removed = {**receipt.removed, "backups": len(written)}
            left = PurgeReceipt(
                receipt.at,
                removed,
                failed,
                receipt.bytes_before,
                receipt.bytes_after,
                receipt.unfinished,
                receipt.words,
            )
            self._show_receipt(left)
            count = len(failed)
            if count:
                told = translate("Purge", "%n backups could not be opened or written.", "", count)
                self._desk.say(told, "", None)

        self._desk.jobs.operation(
            lambda _: purging.clean_backups(engine, receipt),
            done,
            self._fail,
            translate("Purge", "Deleting it from the backups"),
        )

    def _copy(self) -> None:
        if self.receipt is not None:
            copies().put(receipt_text(self.receipt, self._desk.today()))
            self._desk.say(translate("Purge", "Copied"), "", None)

    def _save(self) -> None:
        dialog = QFileDialog(self, translate("Purge", "Save the receipt"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("mneme-receipt.txt")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the receipt to a file of the user's own."""
        if self.receipt is None:
            return
        text = receipt_text(self.receipt, self._desk.today())

        def said(_: None) -> None:
            self._desk.say(translate("Purge", "Saved in {path}").format(path=path), "", None)

        def failed(error: Exception) -> None:
            told = translate("Purge", "It could not be saved: {reason}")
            self._desk.say(told.format(reason=getattr(error, "strerror", "") or error), "", None)

        self._desk.jobs.query(lambda _: write_atomically(path, text.encode()), said, failed)
