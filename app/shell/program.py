"""The running program: from the first window to the open vault, and to the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.jobs.jobs import Jobs
from app.options import Options
from app.paths import Paths
from app.settings import Settings, SettingsFile
from app.shell.curtain import Curtain
from app.shell.idle import IdleWatch
from app.shell.lock_key import LockKey
from app.shell.window import MainWindow
from app.theme.theme import Theme
from app.widgets.clipboard import copies
from app.wording.language import Speech
from app.wording.problems import problem as worded
from memory_core.errors import WrongKey

if TYPE_CHECKING:
    from app.bootstrap import Session
    from app.desk import Desk
    from app.keys.protecting import NewWays
    from app.keys.rotation import Asked
    from app.screens.protection.unlock import UnlockPage
    from app.shell.first_steps import FirstSteps
    from app.shell.nights import Nights
    from app.shell.unlocking import Locked
    from app.shell.voice import VoiceKeeper
    from app.shell.workspace import Workspace
    from memory_core.store.keys import Key, Plain
    from memory_core.types import Changes

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a lock keeps of the window: where it was, and the draft, sealed."""

    conversation: str
    screen: str
    draft: bytes


class Program(QObject):
    """Owns theme, language, jobs, window and session. Everything slow is imported and done by jobs."""

    ready = Signal()
    crashed = Signal(object)
    """A bug of ours, on whatever thread; carries the path of its report, or None."""
    ended = Signal()
    moved = Signal(object)
    """The vault lies in another folder from now on."""

    def __init__(self, options: Options, paths: Paths, settings: Settings) -> None:
        super().__init__()
        self._options, self._paths, self._settings = options, paths, settings
        self.folder = options.vault_folder(paths, settings)
        self.theme = Theme(settings.theme, settings.font_scale, self)
        self.theme.apply()
        self.speech = Speech(self)
        self.speech.speak(settings.interface_language())
        self.jobs = Jobs(self)
        self.session: Session | None = None
        self.voice: VoiceKeeper | None = None
        self.nights: Nights | None = None
        self.workspace: Workspace | None = None
        self._closed = False
        self.first_steps: FirstSteps | None = None
        self._kept: _Kept | None = None
        self._after: str = ""
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self._idle)
        self._lock_key = LockKey(self)
        self._lock_key.pressed.connect(self.lock)
        self._copies = copies()
        self.crashed.connect(self._tell_crash, Qt.ConnectionType.QueuedConnection)
        self.window = MainWindow(self.theme, settings.window)
        self.window.closing.connect(self.close)
        self.window.show_page(Curtain(self.theme))

    @property
    def voice_loading(self) -> bool:
        """Whether the voice is still on its way."""
        return self.voice is None or self.voice.state.loading

    def begin(self) -> None:
        """Show the window and open the vault behind it."""
        self.window.painted.connect(self._look)
        self.window.show()

    def close(self) -> None:
        """Finish what was asked for, close the vault, and say that the program has ended."""
        if self._closed:
            return
        self._closed = True
        self.idle.watch(0)
        geometry = self.window.geometry_text()
        session = self.session
        if self.nights is not None:
            self.nights.close()
        if session is not None:
            session.assistant.stop()
        if self.voice is not None:
            self.voice.downloads.close()
        self.jobs.close()
        if session is not None:
            self._remember(session, window=geometry)
            session.close()
        self.speech.silence()
        self.ended.emit()

    # opening

    def _look(self) -> None:
        """See what is there: a vault that opens, one that asks for its key, or none yet."""
        options, folder = self._options, self.folder
        self.jobs.query(lambda _: _find_key(folder, options), self._found, self._cannot_open)

    def _found(self, found: Key | Plain | Locked | None) -> None:
        from app.shell.unlocking import Locked

        if found is None:
            self._begin_first_steps()
        elif isinstance(found, Locked):
            self._ask(keychain=found.keychain)
        else:
            self._open(found)

    def _ask(self, *, keychain: bool, locked: bool = False) -> None:
        """Ask for the key; ``locked`` by the user, who may have the keychain asked again."""
        from app.screens.protection.unlock import UnlockPage
        from app.shell.unlocking import unlock, unlock_by_keychain

        asking = UnlockPage(self.theme, self.folder, keychain=keychain, locked=locked)
        folder = self.folder

        def refused(error: Exception) -> None:
            self._refused(asking, error)

        def tried(text: str) -> None:
            self.jobs.query(lambda _: unlock(folder, text), self._open, refused)

        def keychain_tried() -> None:
            self.jobs.query(lambda _: unlock_by_keychain(folder), self._open, refused)

        asking.tried.connect(tried)
        asking.keychain_wanted.connect(keychain_tried)
        self.window.show_page(asking)

    def _refused(self, page: UnlockPage, error: Exception) -> None:
        if isinstance(error, WrongKey):
            shown = worded(error, self.speech.language)
            page.refuse(f"{shown.what} {shown.todo}")
        else:
            self._cannot_open(error)

    def _begin_first_steps(self) -> None:
        from app.shell.first_steps import FirstSteps

        steps = FirstSteps(self.theme, self.jobs, self.speech, self.window.show_page, self)
        self.first_steps = steps
        steps.moved.connect(self._move)
        steps.made.connect(self._open)
        steps.voice_chosen.connect(self._choose_first_voice)
        steps.done.connect(self._end_first_steps)
        steps.begin(self.folder, movable=self._options.vault is None)

    def _move(self, folder: Path) -> None:
        """The new vault, or one that is there already, lies in another folder from now on."""
        self.folder = folder
        self._settings = replace(self._settings, vault=str(folder))
        file, settings = SettingsFile(self._paths.settings), self._settings
        self.jobs.operation(lambda _: file.save(settings))
        self.moved.emit(folder)
        if (folder / "vault.json").exists() or (folder / "memory.db").exists():
            self.first_steps = None
            self._look()

    def _choose_first_voice(self, wanted: str | None) -> None:
        session, voice = self.session, self.voice
        if session is None or voice is None:
            return
        asked = self._options.model

        def begin(_: object) -> None:
            voice.begin(asked)

        self.jobs.operation(lambda _: session.change(model=wanted, starter_terms_shown=True), begin)

    def _end_first_steps(self, conversation: str) -> None:
        """The first start is over; what was told is on screen."""
        session, steps = self.session, self.first_steps
        self.first_steps = None
        if session is None:
            return
        if steps is not None:
            steps.deleteLater()
        self._change(first_run_done=True)
        self._build()
        self._come_back(session)
        if conversation and self.workspace is not None:
            self.workspace.chat.open(conversation)
        self.ready.emit()

    def _open(self, key: Key | Plain) -> None:
        if self.session is not None:
            return
        self.window.show_page(Curtain(self.theme))
        folder, paths, settings, tell = self.folder, self._paths, self._settings, self.window.changes.emit
        self.jobs.operation(
            lambda _: _open_session(folder, key, paths, settings, tell), self._opened, self._cannot_open
        )

    def _opened(self, session: Session) -> None:
        from app.shell.nights import Nights
        from app.shell.voice import VoiceKeeper

        self.session = session
        self.nights = Nights(session, self.jobs, self.idle, self)
        self.voice = VoiceKeeper(session, self.jobs, self)
        self.window.model_dropped.connect(self.voice.choose)
        if self.first_steps is not None:
            self.first_steps.voice(self._first_desk(session))
            return
        self._build()
        self.voice.begin(self._options.model)
        self._come_back(session)
        self.ready.emit()

    def _first_desk(self, session: Session) -> Desk:
        from app.desk import Desk

        language: Literal["en", "ru"] = "ru" if self.speech.language == "ru" else "en"
        return Desk(session, self.jobs, self.theme, language, lambda *_: None)

    def _come_back(self, session: Session) -> None:
        """Show what was on screen before the vault was locked or closed for a moment."""
        from app.shell.unlocking import unsealed_draft

        kept, self._kept = self._kept, None
        space = self.workspace
        if space is not None and kept is not None:
            space.chat.open(kept.conversation)
            space.chat.composer.editor.setPlainText(unsealed_draft(kept.draft, session.key))
            space.show_screen(kept.screen)
        if space is not None and self._after:
            space.snackbar.say(self._after)
        self._after = ""
        self.jobs.query(lambda _: session.minutes_to_lock, self.idle.watch)

    def _cannot_open(self, error: Exception) -> None:
        from app.screens.protection.problem_page import ProblemPage

        page = ProblemPage(self.theme, worded(error, self.speech.language))
        page.again_wanted.connect(self._look)
        page.folder_wanted.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))))
        page.quit_wanted.connect(self.window.close)
        self.window.show_page(page)

    # closing it for a while

    def lock(self) -> None:
        """Take everything off the screen, the clipboard and out of memory, and ask for the key."""
        session = self.session
        if session is None or self.workspace is None:
            return
        if not session.protected:
            self.workspace.tell_no_lock()
            return
        keychain = self.workspace.settings.keys.has_keychain
        self._put_away(session.lock)
        self._ask(keychain=keychain, locked=True)
        self._copies.clear()

    def _idle(self) -> None:
        """Nobody is there: lock as soon as nothing runs that was asked for. A night goes on another time."""
        if self.nights is not None and self.session is not None and self.session.protected:
            self.nights.hold()
        if self.jobs.idle and not (self.voice is not None and self.voice.downloads.busy):
            self.lock()

    def restore(self, backup: Path) -> None:
        """Put a backup in the vault's place; what is replaced is kept as a backup."""
        from app.shell.unlocking import put_back

        folder = self.folder
        said = translate("Shell", "Restored. What it replaced is kept among the backups.")
        self._closed_for(lambda session: put_back(folder, backup, session.key), said)

    def rotate(self, asked: Asked) -> None:
        """Give the vault another data key."""
        from app.shell.unlocking import changed_key

        folder = self.folder
        said = translate("Shell", "Everything is encrypted with a new key now.")
        self._closed_for(lambda session: changed_key(folder, session.key, asked), said)

    def protect(self, ways: NewWays) -> None:
        """Encrypt a vault that was made without protection."""
        from app.keys.keychain import Keychain
        from app.keys.protecting import protect

        folder = self.folder
        said = translate("Shell", "Your memories are encrypted from now on.")
        self._closed_for(lambda _: protect(folder, ways, Keychain()), said)

    def _closed_for(self, work: Callable[[Session], Key | Plain], said: str) -> None:
        """Close the vault, do something with its files, and open it again; also when it could not be done."""
        from app.keys.wiping import wipe

        session = self.session
        if session is None:
            return
        key = session.key
        self._put_away(session.close)
        curtain = Curtain(self.theme, translate("Shell", "One moment: your memories are being moved…"))
        self.window.show_page(curtain)

        def done(new: Key | Plain) -> None:
            if new != key:
                wipe(key)
            self._after = said
            self._open(new)

        def failed(error: Exception) -> None:
            shown = worded(error, self.speech.language)
            self._after = f"{shown.what} {shown.data}"
            self._open(key)

        self.jobs.operation(lambda _: work(session), done, failed)

    def _put_away(self, close: Callable[[], None]) -> None:
        """Take the open vault off the screen; ``close`` ends the session behind it."""
        from PySide6.QtWidgets import QDialog

        from app.shell.unlocking import sealed_draft

        session, space, voice, nights = self.session, self.workspace, self.voice, self.nights
        if session is None or space is None or voice is None or nights is None:
            return
        self.idle.watch(0)
        draft = sealed_draft(space.chat.composer.text(), session.key)
        self._kept = _Kept(space.chat.conversation, space.shown, draft)
        self._settings = session.settings
        session.assistant.stop()
        self.jobs.cancel_all()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        nights.close()
        self.session, self.workspace, self.voice, self.nights = None, None, None, None
        self.window.takes_models = False
        self.window.model_dropped.disconnect(voice.choose)
        nights.deleteLater()
        space.chat.composer.editor.clear()

        def work() -> None:
            voice.downloads.close()
            close()

        voice.end()
        self.jobs.operation(lambda _: work(), lambda _: voice.deleteLater(), self._cannot_open)

    # the open vault

    def _build(self) -> None:
        from app.shell.workspace import Workspace

        self.window.takes_models = True

        if self.session is None or self.voice is None or self.nights is None:
            return
        made = Workspace(self.session, self.jobs, self.theme, self.voice, self.nights, self.speech.language)
        self.window.changes.connect(made.changed)
        made.language_chosen.connect(self._change_language)
        made.theme_chosen.connect(self._change_theme)
        made.zoom_stepped.connect(self._change_zoom)
        made.lock_wanted.connect(self.lock)
        made.restore_wanted.connect(self.restore)
        made.rotation_wanted.connect(self.rotate)
        made.protection_wanted.connect(self.protect)
        made.idle_chosen.connect(self._change_idle)
        made.sleep_chosen.connect(lambda changes: self._change(**changes))
        made.sidebar_toggled.connect(lambda shown: self._change(sidebar=shown))
        self.workspace = made
        self.window.show_page(made)

    def _change_language(self, choice: str) -> None:
        """Say everything in the new language: the screens are made anew, the session goes on."""
        if self.session is None or self.workspace is None:
            return
        self._change(language=choice)
        language = Settings(language=choice).interface_language()
        if language != self.speech.language:
            conversation = self.workspace.chat.conversation
            self.session.assistant.stop()
            self.jobs.cancel_all()
            self.speech.speak(language)
            self._build()
            self.workspace.chat.open(conversation)
            self.workspace.show_screen("settings")

    def _change_theme(self, choice: str) -> None:
        self.theme.choose(choice)
        self._change(theme=choice)

    def _change_idle(self, minutes: int) -> None:
        self._change(lock_after=minutes)
        self.idle.watch(minutes)

    def _change_zoom(self, steps: int) -> None:
        zoom = self.theme.step_zoom(steps)
        if self.workspace is not None:
            self.workspace.settings.show_zoom()
        self._change(font_scale=zoom)

    def _tell_crash(self, path: Path | None) -> None:
        if self.workspace is not None:
            said = translate("Shell", "Something went wrong in the program; what you said is safe.")
            if path is None:
                self.workspace.snackbar.say(said)
                return

            def look() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

            self.workspace.snackbar.say(said, translate("Shell", "Open the report"), look)

    def _change(self, **changes: object) -> None:
        session = self.session
        if session is not None:
            self.jobs.operation(lambda _: session.change(**changes))

    def _remember(self, session: Session, **changes: object) -> None:
        """Keep the window's place; not worth a message when it cannot be kept."""
        from memory_core.errors import EnvironmentProblem

        try:
            session.change(**changes)
        except EnvironmentProblem:
            return


def _find_key(folder: Path, options: Options) -> Key | Plain | Locked | None:
    # what is heavy to import is imported by the job, behind the window that is on screen already
    from app.shell.unlocking import find_key

    return find_key(folder, options)


def _open_session(
    folder: Path, key: Key | Plain, paths: Paths, settings: Settings, tell: Callable[[Changes], None]
) -> Session:
    from app.shell.unlocking import open_session

    import_module("app.shell.workspace")  # the GUI thread will need it in a moment

    return open_session(folder, key, paths, settings, tell)


def load_settings(paths: Paths) -> Settings:
    """The settings, or the defaults where they cannot be read."""
    return SettingsFile(paths.settings).load()[0]
