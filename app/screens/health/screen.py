"""The health page: is everything whole, is it found again, is it safe, and where does it lie?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app import health
from app.desk import Desk
from app.health import Health, Quiz
from app.screens.health.backups import BackupRow
from app.theme.icons import icon, picture
from app.widgets.basics import Page, button, card, clear, column, label, row
from app.widgets.meter import Meter
from app.widgets.problem_card import ProblemCard
from app.wording.dates import moment
from app.wording.health import place_title
from app.wording.network import outcome, paired, purpose
from app.wording.problems import problem as worded
from app.wording.sizes import size
from memory_core.store.check import CheckReport
from memory_core.types import Changes

translate = QCoreApplication.translate


class HealthScreen(Page):
    """Shows how the memory is doing and what can be done for it."""

    restore_wanted = Signal(Path)
    memory_wanted = Signal(int)
    history_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(760, (32, 24, 32, 40))
        self.setObjectName("page")
        self._desk = desk
        self.health: Health | None = None
        self.shown_root: tuple[Path, Path] | None = None
        self.body.addWidget(label(translate("Health", "Health"), "display"))
        self._check_result: QVBoxLayout = column(6)
        self._quiz_result: QVBoxLayout = column(6)
        self._counts = label("", "muted", wrap=True)
        self._disk = QGridLayout()
        self._traces: QVBoxLayout = column(8)
        self._backups: QVBoxLayout = column(0)
        self._connections: QVBoxLayout = column(3)
        self._section(translate("Health", "Is everything whole?"), self._check_card())
        self._section(translate("Health", "Is it found again?"), self._quiz_card())
        self._section(translate("Health", "Backups"), self._backups_card())
        self._section(translate("Health", "Room on the disk"), self._disk_card())
        self._section(translate("Health", "Every place that holds something of yours"), self._traces_card())
        self._section(translate("Health", "Connections to the network"), self._network_card())
        self.body.addStretch(1)

    def read(self) -> None:
        """Look around again."""
        session = self._desk.session
        self._desk.jobs.query(
            lambda _: health.read(session),
            self._show,
            kind="health",
            name=translate("Health", "Looking around"),
        )

    def changed(self, changes: Changes) -> None:
        """Something was committed."""
        if self.isVisible() and (changes.memories or changes.turns):
            self.read()

    # parts

    def _section(self, title: str, widget: QWidget) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(label(title, "heading"))
        self.body.addWidget(widget)

    def _card(self, *parts: QVBoxLayout | QGridLayout | QWidget) -> QFrame:
        made = card()
        inside = column(10, (18, 16, 18, 16))
        for part in parts:
            if isinstance(part, QWidget):
                inside.addWidget(part)
            else:
                inside.addLayout(part)
        made.setLayout(inside)
        return made

    def _line(self, text: str, *buttons: QPushButton) -> QWidget:
        made = QWidget()
        across = row(8)
        across.addWidget(label(text, "muted", wrap=True), 1)
        for one in buttons:
            across.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(across)
        return made

    def _button(self, text: str, name: str, act: Callable[[], None]) -> QPushButton:
        made = button(text, "", name)
        made.clicked.connect(lambda _=False: act())
        return made

    def _check_card(self) -> QFrame:
        told = translate("Health", "Reads the vault's file page by page and compares what derives from it.")
        rebuilt = translate("Health", "Makes the search and the index anew from what you said.")
        return self._card(
            self._counts,
            self._line(told, self._button(translate("Health", "Check now"), "checkNow", self.check)),
            self._check_result,
            self._line(
                rebuilt, self._button(translate("Health", "Build anew"), "rebuildIndexes", self.rebuild)
            ),
        )

    def _quiz_card(self) -> QFrame:
        told = translate(
            "Health",
            "Asks your memory for ten of its own facts by half of their words, and counts how many it finds. "
            "Nothing changes.",
        )
        return self._card(
            self._line(told, self._button(translate("Health", "Ask ten"), "quizNow", self.quiz)),
            self._quiz_result,
        )

    def _backups_card(self) -> QFrame:
        told = translate(
            "Health",
            "Each is a whole copy, checked before it gets its name. It needs the key that it was made with.",
        )
        away = self._button(translate("Health", "Save one elsewhere…"), "backupElsewhere", self._elsewhere)
        make = self._button(translate("Health", "Back up now"), "backupNow", lambda: self.backup(None))
        make.setIcon(icon(self._desk.theme, "save"))
        thin = self._button(translate("Health", "Thin out old ones"), "thinBackups", self.thin)
        thin.setToolTip(
            translate(
                "Health",
                "Keeps all of the last day, one a day for a week, one a week for a month, then one a month",
            )
        )
        other = self._button(translate("Health", "Restore from a file…"), "restoreFile", self._from_file)
        below = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for place, one in enumerate((make, away, thin, other)):
            grid.addWidget(one, place // 2, place % 2)
        grid.setColumnStretch(2, 1)
        below.setLayout(grid)
        return self._card(label(told, "muted", wrap=True), self._backups, below)

    def _disk_card(self) -> QFrame:
        self._disk.setHorizontalSpacing(16)
        self._disk.setVerticalSpacing(8)
        self._disk.setColumnStretch(0, 1)
        return self._card(self._disk)

    def _traces_card(self) -> QFrame:
        told = translate(
            "Health", "Deleting something for good and locking reach all of these. There are no others."
        )
        return self._card(label(told, "muted", wrap=True), self._traces)

    def _network_card(self) -> QFrame:
        made = card()
        across = row(12, (18, 16, 18, 16))
        mark = label()
        mark.setPixmap(picture(self._desk.theme, "health", 22, "accent", self.devicePixelRatioF()))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._connections, 1)
        made.setLayout(across)
        return made

    # showing

    def _show_connections(self, found: Health) -> None:
        clear(self._connections)
        asked = paired(found.connections)
        if not asked:
            self._connections.addWidget(
                label(translate("Health", "No connection was ever opened."), "strong")
            )
            told = translate("Health", "None is, unless you ask for a model or a server. It works offline.")
            self._connections.addWidget(label(told, "muted", wrap=True))
            return
        told = translate("Health", "The latest requests, and how much was sent with each:")
        self._connections.addWidget(label(told, "strong", wrap=True))
        for one in asked[: health.SHOWN]:
            when = moment(one.at.astimezone(), self._desk.today())
            line = " · ".join((when, one.host, purpose(one), size(one.sent), outcome(one)))
            self._connections.addWidget(label(line, "small", wrap=True, selectable=True))

    def _show(self, found: Health) -> None:
        self.health = found
        self._show_connections(found)
        counts = found.counts
        active, said, parked = counts["active"], counts["turns"], counts["parked"]
        memories = translate("Health", "%n memories", "", active)
        turns = translate("Health", "%n messages", "", said)
        line = translate("Health", "{memories} from {messages}.").format(memories=memories, messages=turns)
        if parked:
            unread = translate("Health", "%n messages could not be read through.", "", parked)
            line = f"{line} {unread}"
        self._counts.setText(line)
        self._show_disk(found)
        clear(self._traces)
        for trace in found.traces:
            safe = translate("Health", "encrypted") if trace.encrypted else translate("Health", "readable")
            words = column(1)
            words.addWidget(label(f"{place_title(trace.name)} · {size(trace.bytes)} · {safe}"))
            words.addWidget(label(self._shown(trace.path), "small", wrap=True, selectable=True))
            self._traces.addLayout(words)
        clear(self._backups)
        for info in found.backups:
            line_of = BackupRow(self._desk, info, self._shown(info.path))
            line_of.verify_wanted.connect(self.verify)
            line_of.restore_wanted.connect(self._ask_restore)
            line_of.clean_wanted.connect(self.clean)
            self._backups.addWidget(line_of)
        if not found.backups:
            self._backups.addWidget(label(translate("Health", "There is none yet."), "muted"))

    def _show_disk(self, found: Health) -> None:
        clear(self._disk)
        most = max((part.bytes for part in found.parts), default=0) or 1
        whole = sum(part.bytes for part in found.parts)
        shown = [part for part in found.parts if part.bytes]
        for place, part in enumerate(sorted(shown, key=lambda one: -one.bytes)):
            self._disk.addWidget(label(place_title(part.name)), place, 0)
            self._disk.addWidget(Meter(self._desk.theme, part.bytes / most, size(part.bytes), 140), place, 1)
            self._disk.addWidget(label(size(part.bytes), "muted"), place, 2, Qt.AlignmentFlag.AlignRight)
        together = label(translate("Health", "Together"), "strong")
        self._disk.addWidget(together, len(shown), 0)
        self._disk.addWidget(label(size(whole), "strong"), len(shown), 2, Qt.AlignmentFlag.AlignRight)

    def show_root(self, real: Path, shown: Path) -> None:
        """Show a folder's files as if they lay in another one."""
        self.shown_root = (real, shown)

    def _shown(self, path: Path) -> str:
        if self.shown_root is not None and path.is_relative_to(self.shown_root[0]):
            return str(self.shown_root[1] / path.relative_to(self.shown_root[0]))
        return str(path)

    # doing

    def check(self, repair: bool = False) -> None:
        """Check the vault; with ``repair`` mend what derives from it, after a backup."""
        engine = self._desk.engine
        self._say(self._check_result, translate("Health", "Checking…"))
        self._desk.jobs.operation(
            lambda _: engine.vault.check(repair),
            self._checked,
            lambda error: self._problem(self._check_result, error),
            translate("Health", "Checking the vault"),
        )

    def _checked(self, report: CheckReport) -> None:
        if report.ok and not report.problems:
            self._say(self._check_result, translate("Health", "Everything is whole."), "strong")
            return
        if report.ok:
            mended = translate("Health", "Mended. A backup was made before: {path}")
            self._say(self._check_result, mended.format(path=self._shown(report.backup or Path())), "strong")
            self.read()
            return
        count = len(report.problems)
        said = translate("Health", "%n problems were found:", "", count)
        self._say(self._check_result, said, "danger")
        for one in report.problems:
            self._check_result.addWidget(label(one, "small", wrap=True, selectable=True))
        if report.repaired or not all(one.startswith("Search:") for one in report.problems):
            told = translate("Health", "This cannot be mended from within: restore the last good backup.")
            self._check_result.addWidget(label(told, "", wrap=True))
            return
        mend = self._button(
            translate("Health", "Mend it (a backup is made first)"), "repairNow", lambda: self.check(True)
        )
        self._check_result.addWidget(mend, 0, Qt.AlignmentFlag.AlignLeft)

    def rebuild(self) -> None:
        """Make search and index anew."""
        engine = self._desk.engine
        self._desk.jobs.operation(
            lambda _: engine.vault.rebuild_indexes(),
            lambda _: self._desk.say(translate("Health", "Search and index are new."), "", None),
            name=translate("Health", "Building search and index anew"),
        )

    def quiz(self) -> None:
        """Ask the memory for facts of its own."""
        engine = self._desk.engine
        self._say(self._quiz_result, translate("Health", "Asking…"))
        self._desk.jobs.query(
            lambda progress: health.quiz(engine, progress.report),
            self._quizzed,
            lambda error: self._problem(self._quiz_result, error),
            kind="quiz",
            name=translate("Health", "Asking your memory"),
        )

    def _quizzed(self, result: Quiz) -> None:
        if not result.asked:
            self._say(
                self._quiz_result, translate("Health", "There is too little to ask about yet."), "strong"
            )
            return
        said = translate("Health", "Found {found} of {asked}.").format(found=result.found, asked=result.asked)
        self._say(self._quiz_result, said, "strong")
        for memory in result.missed:
            link = button(memory.text, "link")
            link.clicked.connect(lambda _=False, number=memory.id: self.memory_wanted.emit(number))
            self._quiz_result.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def backup(self, target: Path | None) -> None:
        """Make a backup, in the vault's own folder if no file is named."""
        engine = self._desk.engine

        def done(path: Path) -> None:
            said = translate("Health", "Backed up and checked: {path}").format(path=self._shown(path))
            self._desk.say(said, "", None)
            self.read()

        self._desk.jobs.operation(
            lambda _: engine.vault.backup(target), done, name=translate("Health", "Backing up")
        )

    def thin(self) -> None:
        """Remove old backups."""
        engine = self._desk.engine

        def done(gone: list[Path]) -> None:
            count = len(gone)
            self._desk.say(translate("Health", "%n old backups removed", "", count), "", None)
            self.read()

        self._desk.jobs.operation(
            lambda _: engine.vault.thin(), done, name=translate("Health", "Removing old backups")
        )

    def verify(self, path: Path) -> None:
        """Read a backup page by page."""
        session = self._desk.session

        def done(good: bool) -> None:
            said = (
                translate("Health", "This backup is whole.")
                if good
                else translate("Health", "This backup is damaged. Make a new one.")
            )
            self._desk.say(said, "", None)

        self._desk.jobs.query(
            lambda _: health.whole(session, path), done, name=translate("Health", "Reading the backup")
        )

    def clean(self, path: Path) -> None:
        """Delete from a backup what was deleted for good."""
        engine = self._desk.engine

        def done(_: object) -> None:
            self._desk.say(translate("Health", "The backup holds it no more."), "", None)
            self.read()

        self._desk.jobs.operation(
            lambda _: engine.vault.rewrite_backups([path]),
            done,
            name=translate("Health", "Deleting it from the backup"),
        )

    def _elsewhere(self) -> None:
        dialog = QFileDialog(self, translate("Health", "Save a backup"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"mneme-{self._desk.today().isoformat()}.db")
        dialog.fileSelected.connect(lambda chosen: self.backup(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _from_file(self) -> None:
        dialog = QFileDialog(self, translate("Health", "Restore from a backup"))
        dialog.setNameFilter(translate("Health", "Backups (*.db)"))
        dialog.fileSelected.connect(lambda chosen: self._ask_restore(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_restore(self, path: Path) -> None:
        known = self.health.backups if self.health is not None else ()
        info = next((one for one in known if one.path == path), None)
        when = path.name if info is None else moment(info.at.astimezone(), self._desk.today())
        ask = QMessageBox(self)
        ask.setObjectName("askRestore")
        ask.setWindowTitle(translate("Health", "Restore a backup"))
        ask.setText(translate("Health", "Go back to the backup of {moment}?").format(moment=when))
        ask.setInformativeText(
            translate(
                "Health",
                "What was said since then leaves your memories. As they are now they are kept as a backup "
                "first, and what you deleted for good stays deleted.",
            )
        )
        yes = ask.addButton(translate("Health", "Restore"), QMessageBox.ButtonRole.AcceptRole)
        no = ask.addButton(translate("Health", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(no)
        ask.buttonClicked.connect(lambda pressed: self.restore_wanted.emit(path) if pressed is yes else None)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _say(self, place: QVBoxLayout, text: str, role: str = "muted") -> None:
        clear(place)
        made = label(text, role, wrap=True)
        made.setObjectName("healthResult")
        place.addWidget(made)

    def _problem(self, place: QVBoxLayout, error: Exception) -> None:
        clear(place)
        place.addWidget(ProblemCard(self._desk.theme, worded(error, self._desk.language)))
