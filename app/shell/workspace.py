"""The open vault on screen: left side, screens, keys. Made anew when the language changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.bootstrap import Session
from app.desk import Desk
from app.jobs.jobs import Jobs
from app.keys.protecting import NewWays
from app.keys.rotation import Asked
from app.purging import Target
from app.screens.chat.screen import ChatScreen
from app.screens.fading.screen import FadingScreen
from app.screens.gate_log.screen import GateLogScreen
from app.screens.health.screen import HealthScreen
from app.screens.memories.screen import MemoriesScreen
from app.screens.models.screen import ModelsScreen
from app.screens.profile.screen import ProfileScreen
from app.screens.purge.screen import PurgeScreen
from app.screens.settings.screen import SettingsScreen
from app.screens.sleep.screen import SleepScreen
from app.shell.help_dialog import HelpDialog
from app.shell.nights import Nights
from app.shell.sidebar import Sidebar
from app.shell.undoing import Undoing
from app.shell.voice import VoiceKeeper
from app.theme.theme import Theme
from app.widgets.basics import row
from app.widgets.busy_line import BusyLine
from app.widgets.snackbar import Snackbar
from app.wording.problems import problem as worded
from app.wording.sleep import slept_line
from app.wording.voices import VoiceState, voice_line
from memory_core.types import Changes, SleepReport

translate = QCoreApplication.translate
_GATHER_MS = 60
"""Changes of the memory work come in bursts; the lists are read once for each burst."""


class Workspace(QWidget):
    """Routes what one screen wants from another, and what changed to those who show it."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    zoom_stepped = Signal(int)
    sidebar_toggled = Signal(bool)
    lock_wanted = Signal()
    idle_chosen = Signal(int)
    restore_wanted = Signal(Path)
    rotation_wanted = Signal(Asked)
    protection_wanted = Signal(NewWays)
    sleep_chosen = Signal(object)
    """Settings of sleep by their names, with their new values."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        theme: Theme,
        voice: VoiceKeeper,
        nights: Nights,
        language: str,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._jobs = jobs
        self._voice = voice
        self.nights = nights
        self._snackbar = Snackbar(self)
        self._busy = BusyLine(self)
        self.desk = Desk(session, jobs, theme, "ru" if language == "ru" else "en", self._snackbar.say)
        self.sidebar = Sidebar(self.desk)
        self.chat = ChatScreen(self.desk)
        self.memories = MemoriesScreen(self.desk)
        self.gate_log = GateLogScreen(self.desk)
        self.settings = SettingsScreen(self.desk)
        self.models = ModelsScreen(self.desk, voice.downloads)
        self.health = HealthScreen(self.desk)
        self.sleep = SleepScreen(self.desk)
        self.fading = FadingScreen(self.desk)
        self.profile = ProfileScreen(self.desk)
        self.purge = PurgeScreen(self.desk)
        self.undoing = Undoing(self.desk, self)
        self.shown = "chat"
        self._before_purge = "chat"
        self._screens = QStackedWidget()
        for screen in (
            self.chat,
            self.memories,
            self.profile,
            self.sleep,
            self.fading,
            self.gate_log,
            self.models,
            self.health,
            self.settings,
            self.purge,
        ):
            self._screens.addWidget(screen)
        across = row(0)
        across.addWidget(self.sidebar)
        across.addWidget(self._screens, 1)
        self.setLayout(across)
        self.sidebar.setVisible(session.settings.sidebar)
        self._changes: list[Changes] = []
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._pass_on)
        self._connect()
        self._make_keys()
        self.show_voice(voice.state)
        self.show_screen("chat")

    @property
    def snackbar(self) -> Snackbar:
        """The bar at the bottom."""
        return self._snackbar

    def show_screen(self, name: str) -> None:
        """Go to a screen of the left side, or to ``"fading"``."""
        screen = {
            "chat": self.chat,
            "memories": self.memories,
            "profile": self.profile,
            "sleep": self.sleep,
            "fading": self.fading,
            "gate_log": self.gate_log,
            "models": self.models,
            "health": self.health,
            "settings": self.settings,
        }[name]
        self.shown = name
        self._screens.setCurrentWidget(screen)
        self.sidebar.show_screen(name)
        if name == "memories":
            self.memories.show_list()
        elif name == "health":
            self.health.read()
        elif name == "models":
            self.models.read()
        elif name == "profile":
            self.profile.read()
        elif name == "sleep":
            self.sleep.read()
        elif name == "fading":
            self.fading.read()
        screen.setFocus()

    def show_voice(self, state: VoiceState) -> None:
        """Show who speaks."""
        self.chat.show_voice(voice_line(state))
        self.settings.show_voice(state)
        self.models.show_voice(state)

    def show_problem(self, error: Exception) -> None:
        """Say what went wrong where no screen has a place of its own for it."""
        shown = worded(error, self.desk.language)
        self._snackbar.say(f"{shown.title}. {shown.todo}", "", None)

    def changed(self, changes: Changes) -> None:
        """Something was committed."""
        self._changes.append(changes)
        self._gather.start()

    def tell_no_lock(self) -> None:
        """There is nothing to lock."""
        self._snackbar.say(translate("Shell", "Your memories are not protected, so there is no lock."))

    def purge_of(self, target: Target) -> None:
        """Ask whether something shall be deleted for good."""
        self._before_purge = self.shown
        self._screens.setCurrentWidget(self.purge)
        self.purge.ask(target)

    def _pass_on(self) -> None:
        came, self._changes = self._changes, []
        whole = Changes(
            turns=tuple({one for change in came for one in change.turns}),
            memories=tuple({one for change in came for one in change.memories}),
            conversations=tuple({one for change in came for one in change.conversations}),
            verdicts_of=tuple({one for change in came for one in change.verdicts_of}),
            external=any(change.external for change in came),
        )
        if whole.conversations or whole.turns:
            self.sidebar.read()
        self.chat.changed(whole)
        self.memories.changed(whole)
        self.health.changed(whole)
        self.gate_log.changed(whole)
        self.sleep.changed(whole)
        self.fading.changed(whole)
        self.profile.changed(whole)

    def _show_asleep(self) -> None:
        asleep = self.nights.asleep
        self.sidebar.show_asleep(asleep)
        self.sleep.show_asleep(asleep)

    def _tell_slept(self, report: SleepReport, by_hand: bool) -> None:
        """Say what the night did, with the way to its page unless it is on screen."""
        said = slept_line(report)
        if not by_hand:
            said = translate("Shell", "While you were away: {said}").format(said=said)
        if self.shown == "sleep" or not report.id:
            self._snackbar.say(said)
        else:
            self._snackbar.say(said, translate("Shell", "Show"), lambda: self.show_screen("sleep"))

    def _sleep_or_wake(self) -> None:
        if self.nights.asleep is None:
            self.nights.sleep()
        else:
            self.nights.wake()

    def _connect_nights(self) -> None:
        nights, sleep, fading, profile = self.nights, self.sleep, self.fading, self.profile
        nights.changed.connect(self._show_asleep)
        nights.slept.connect(self._tell_slept)
        nights.failed.connect(self.show_problem)
        self.sidebar.wake_wanted.connect(nights.wake)
        sleep.wake_wanted.connect(nights.wake)
        sleep.sleep_wanted.connect(nights.sleep)
        profile.sleep_wanted.connect(nights.sleep)
        sleep.fading_wanted.connect(lambda: self.show_screen("fading"))
        self.memories.fading_wanted.connect(lambda: self.show_screen("fading"))
        for screen in (sleep, fading, profile):
            screen.memory_wanted.connect(self._open_memory)
        sleep.undo_wanted.connect(self.undoing.undo)
        sleep.redo_wanted.connect(self.undoing.redo)
        fading.undo_wanted.connect(self.undoing.undo)
        profile.undo_wanted.connect(self.undoing.undo)
        fading.purge_wanted.connect(lambda number: self.purge_of(Target(memory_id=number)))
        self.settings.sleep.chosen.connect(self.sleep_chosen)
        self._show_asleep()

    def _connect(self) -> None:
        self._jobs.slow.connect(self._busy.follow)
        self._jobs.failed.connect(self.show_problem)
        self._voice.changed.connect(self.show_voice)
        sidebar, chat, memories, settings = self.sidebar, self.chat, self.memories, self.settings
        sidebar.new_wanted.connect(self._new)
        sidebar.opened.connect(self._open)
        sidebar.turn_opened.connect(self._open_turn)
        sidebar.deleted.connect(chat.deleted)
        sidebar.screen_wanted.connect(self.show_screen)
        sidebar.hide_wanted.connect(self._toggle_sidebar)
        chat.memory_wanted.connect(self._open_memory)
        chat.voice_wanted.connect(lambda: self.show_screen("models"))
        chat.conversation_changed.connect(sidebar.select)
        memories.turn_wanted.connect(self._open_turn)
        self.gate_log.turn_wanted.connect(self._open_turn)
        self.gate_log.memory_wanted.connect(self._open_memory)
        memories.purge_wanted.connect(lambda number: self.purge_of(Target(memory_id=number)))
        memories.purge_matching_wanted.connect(lambda text: self.purge_of(Target(text=text)))
        chat.purge_wanted.connect(lambda number: self.purge_of(Target(turn_id=number)))
        memories.history.undo_wanted.connect(self.undoing.undo)
        memories.history.redo_wanted.connect(self.undoing.redo)
        self.undoing.done.connect(self._refresh_history)
        self.purge.left.connect(lambda: self.show_screen(self._before_purge))
        self.purge.done.connect(self._forget_shown)
        self.health.restore_wanted.connect(self.restore_wanted)
        self.health.memory_wanted.connect(self._open_memory)
        sidebar.lock_wanted.connect(self.lock_wanted)
        settings.keys.lock_wanted.connect(self.lock_wanted)
        settings.keys.idle_chosen.connect(self.idle_chosen)
        settings.keys.rotation_wanted.connect(self.rotation_wanted)
        settings.keys.protection_wanted.connect(self.protection_wanted)
        settings.language_chosen.connect(self.language_chosen)
        settings.theme_chosen.connect(self.theme_chosen)
        settings.zoom_stepped.connect(self.zoom_stepped)
        settings.voice.model_wanted.connect(self._voice.choose)
        settings.voice.models_wanted.connect(lambda: self.show_screen("models"))
        settings.models_folder_chosen.connect(self.models.offers.read)
        self.models.model_wanted.connect(self._voice.choose)
        self.models.stop_wanted.connect(self._voice.stop)
        sidebar.select(chat.conversation)
        self._connect_nights()

    def _refresh_history(self) -> None:
        """A step was taken back or done again."""
        if self.memories.history.isVisible():
            self.memories.history.read()
        for screen in (self.sleep, self.fading, self.profile):
            if screen.isVisible():
                screen.read()

    def _forget_shown(self) -> None:
        """Something was deleted for good: no screen may go on showing it."""
        self.sidebar.read()
        self.memories.let_go()
        for screen in (self.sleep, self.fading, self.profile):
            screen.let_go()
        self.chat.open(self.chat.conversation)

    def _new(self) -> None:
        self.show_screen("chat")
        self.chat.new()

    def _new_temporary(self) -> None:
        self.show_screen("chat")
        self.chat.new_temporary()

    def _open(self, conversation: str) -> None:
        self.show_screen("chat")
        self.chat.open(conversation)

    def _open_turn(self, turn_id: int, start: int = 0, end: int = -1) -> None:
        self.show_screen("chat")
        self.chat.open_turn(turn_id, start, end)

    def _open_memory(self, memory_id: int) -> None:
        self.show_screen("memories")
        self.memories.open_memory(memory_id)

    def _toggle_sidebar(self) -> None:
        shown = not self.sidebar.isVisible()
        self.sidebar.setVisible(shown)
        self.sidebar_toggled.emit(shown)

    def _search(self) -> None:
        if self._focus_search():
            return
        self.sidebar.show()
        self.sidebar.search.setFocus()
        self.sidebar.search.selectAll()

    def _find(self) -> None:
        if not self._focus_search():
            self.show_screen("chat")
            self.chat.open_find()

    def _focus_search(self) -> bool:
        """Go to the search box of the screen that is shown, if it has one."""
        for screen in (self.memories, self.gate_log, self.fading):
            if self._screens.currentWidget() is screen:
                screen.search.setFocus()
                return True
        return False

    def _help(self) -> None:
        HelpDialog(self).open()

    def _make_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+N", self._new),
            ("Ctrl+Shift+N", self._new_temporary),
            ("Ctrl+K", self._search),
            ("Ctrl+F", self._find),
            ("Ctrl+R", self.chat.ask_again),
            ("Ctrl+Shift+C", self.chat.copy_last),
            ("Ctrl+Z", self.undoing.undo),
            ("Ctrl+Shift+Z", self.undoing.redo),
            ("Ctrl+Y", self.undoing.redo),
            ("Ctrl+L", self.lock_wanted.emit),
            ("Ctrl+1", lambda: self.show_screen("chat")),
            ("Ctrl+2", lambda: self.show_screen("memories")),
            ("Ctrl+3", lambda: self.show_screen("gate_log")),
            ("Ctrl+4", lambda: self.show_screen("health")),
            ("Ctrl+5", lambda: self.show_screen("sleep")),
            ("Ctrl+6", lambda: self.show_screen("fading")),
            ("Ctrl+7", lambda: self.show_screen("profile")),
            ("Ctrl+Shift+S", self._sleep_or_wake),
            ("Ctrl+,", lambda: self.show_screen("settings")),
            ("Ctrl+8", lambda: self.show_screen("models")),
            ("Ctrl+Shift+M", lambda: self.show_screen("models")),
            ("Ctrl+B", self._toggle_sidebar),
            ("Ctrl++", lambda: self.zoom_stepped.emit(1)),
            ("Ctrl+=", lambda: self.zoom_stepped.emit(1)),
            ("Ctrl+-", lambda: self.zoom_stepped.emit(-1)),
            ("Ctrl+0", lambda: self.zoom_stepped.emit(0)),
            ("Ctrl+/", self._help),
            ("F1", self._help),
        )
        for key, act in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
