"""What opens the vault: passphrase, keychain, recovery key; locking; another data key; protection at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.keys.keychain import Keychain, KeychainState
from app.keys.protecting import NewWays, delete_copies, encrypt_copies, plain_copies
from app.keys.rotation import Asked
from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from app.screens.settings.keys_dialogs import KeyDialog, PassphraseDialog, RecoveryDialog, RotationDialog
from app.screens.settings.keys_plain import DeletionDialog, PlainCopies, PlainVault, ProtectionDialog
from app.widgets.basics import button, clear, column, label, row
from app.widgets.problem_card import ProblemCard
from app.wording.problems import problem as worded
from memory_core.errors import BadRequest, VaultError
from memory_core.store.keys import Key

translate = QCoreApplication.translate
_MINUTES = (0, 5, 15, 60)
_PHRASE, _KEYCHAIN, _RECOVERY = WrapKind("passphrase"), WrapKind("keychain"), WrapKind("recovery")


class KeysCard(QFrame):
    """Shows the ways in and changes them; where the vault has none, offers to protect it."""

    lock_wanted = Signal()
    idle_chosen = Signal(int)
    rotation_wanted = Signal(Asked)
    protection_wanted = Signal(NewWays)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._kinds: tuple[WrapKind, ...] = ()
        self._copies: tuple[Path, ...] = ()
        self.plain_vault = PlainVault()
        self.plain_vault.protect_wanted.connect(self._protect)
        self.plain_copies = PlainCopies()
        self.plain_copies.encrypt_wanted.connect(self._encrypt_copies)
        self.plain_copies.delete_wanted.connect(self._delete_copies)
        self._rows: QVBoxLayout = column(12)
        self._problem: QVBoxLayout = column(0)
        self.minutes = QComboBox()
        self.minutes.setObjectName("lockAfter")
        self.minutes.setAccessibleName(translate("Settings", "Lock by itself"))
        self.minutes.addItem(translate("Settings", "Never"), 0)
        for minutes in _MINUTES[1:]:
            self.minutes.addItem(translate("Settings", "After %n minutes", "", minutes), minutes)
        self.minutes.activated.connect(lambda place: self.idle_chosen.emit(self.minutes.itemData(place)))
        lock = button(translate("Settings", "Lock now (Ctrl+L)"), "", "lockNow")
        lock.clicked.connect(self.lock_wanted)
        anew = button(translate("Settings", "Encrypt everything anew…"), "", "rotateKey")
        anew.clicked.connect(self._rotate)
        inside = column(14, (18, 16, 18, 16))
        inside.addWidget(self.plain_vault)
        inside.addWidget(self.plain_copies)
        inside.addLayout(self._rows)
        inside.addLayout(self._problem)
        line = QFrame()
        line.setObjectName("line")
        locking = column(14)
        locking.addWidget(line)
        idle = row(12)
        idle.addWidget(label(translate("Settings", "Lock by itself")))
        idle.addStretch(1)
        idle.addWidget(self.minutes)
        locking.addLayout(idle)
        last = row(8)
        last.addWidget(lock)
        last.addWidget(anew)
        last.addStretch(1)
        locking.addLayout(last)
        self._locking = QWidget()
        self._locking.setLayout(locking)
        inside.addWidget(self._locking)
        self.setLayout(inside)
        self.hide()

    @property
    def has_keychain(self) -> bool:
        """Whether the keychain opens this vault."""
        return _KEYCHAIN in self._kinds

    def read(self) -> None:
        """Read which ways in there are, and which backups need none."""
        session = self._desk.session

        def ways() -> tuple[tuple[WrapKind, ...], int, tuple[Path, ...]]:
            keys = session.ways_in()
            kinds = keys.kinds if keys is not None and keys.encrypted else ()
            copies = plain_copies(session.engine.vault.traces()) if session.protected else ()
            return kinds, session.minutes_to_lock, copies

        self._desk.jobs.query(lambda _: ways(), lambda found: self._show(*found), kind="ways-in")

    def _show(self, kinds: tuple[WrapKind, ...], minutes: int, copies: tuple[Path, ...]) -> None:
        self._kinds, self._copies = kinds, copies
        self.setVisible(True)
        self.plain_vault.setVisible(not kinds)
        self.plain_copies.show_copies(copies)
        self._locking.setVisible(bool(kinds))
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))
        clear(self._rows)
        if not kinds:
            return
        phrase, keychain = _PHRASE in kinds, _KEYCHAIN in kinds
        self._rows.addLayout(
            self._way(
                translate("Settings", "Passphrase"),
                translate("Settings", "You type it each time you start.")
                if phrase
                else translate("Settings", "None is set."),
                [
                    (
                        translate("Settings", "Change…") if phrase else translate("Settings", "Set…"),
                        "setPassphrase",
                        self._set_passphrase,
                    ),
                    *self._removal(_PHRASE, "removePassphrase", offered=phrase and keychain),
                ],
            )
        )
        use = (translate("Settings", "Use it"), "useKeychain", self._use_keychain)
        self._rows.addLayout(
            self._way(
                translate("Settings", "This computer's keychain"),
                translate("Settings", "Opens by itself when you are logged in.")
                if keychain
                else translate("Settings", "Not used."),
                self._removal(_KEYCHAIN, "removeKeychain", offered=phrase) if keychain else [use],
            )
        )
        self._rows.addLayout(
            self._way(
                translate("Settings", "Recovery key"),
                translate("Settings", "Opens your memories when all else is lost.")
                if _RECOVERY in kinds
                else translate("Settings", "There is none yet: make one, and keep it in a safe place."),
                [(translate("Settings", "Make a new one…"), "newRecovery", self._new_recovery)],
            )
        )

    def _removal(
        self, kind: WrapKind, name: str, *, offered: bool
    ) -> list[tuple[str, str, Callable[[], None]]]:
        if not offered:
            return []
        said = translate("Settings", "Removed; it opens nothing any more.")

        def remove() -> None:
            self._change(lambda keys, _: keys.without(kind, Keychain()), said)

        return [(translate("Settings", "Remove"), name, remove)]

    def _way(self, name: str, text: str, acts: list[tuple[str, str, Callable[[], None]]]) -> QLayout:
        across = row(8)
        words = column(2)
        words.addWidget(label(name))
        words.addWidget(label(text, "small", wrap=True))
        across.addLayout(words, 1)
        for shown, object_name, act in acts:
            made: QPushButton = button(shown, "", object_name)
            made.setAccessibleName(f"{name}: {shown}")
            made.clicked.connect(lambda _=False, act=act: act())
            across.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        return across

    # changing

    def _set_passphrase(self) -> None:
        change = _PHRASE in self._kinds
        dialog = PassphraseDialog(self, change=change, recovery_key=_RECOVERY in self._kinds)

        def given(current: str, new: str) -> None:
            def work(keys: VaultKeys, key: Key) -> VaultKeys:
                if change:
                    keys.by_passphrase(current)
                return keys.with_passphrase(key, new)

            self._change(work, translate("Settings", "From now on the new passphrase holds."), dialog)

        dialog.given.connect(given)
        dialog.open()

    def _new_recovery(self) -> None:
        dialog = RecoveryDialog(self, self._desk.theme)

        def given(text: str) -> None:
            said = translate("Settings", "The new recovery key holds; the old one opens nothing any more.")
            self._change(lambda keys, key: keys.with_recovery_text(key, text), said, dialog)

        dialog.given.connect(given)
        dialog.open()

    def _use_keychain(self) -> None:
        said = translate("Settings", "From now on the keychain opens your memories.")

        def work(keys: VaultKeys, key: Key) -> VaultKeys:
            keychain = Keychain()
            state = keychain.state()
            if state is not KeychainState.READY:
                raise _Unusable(state)
            return keys.with_keychain(key, keychain)

        self._change(work, said)

    def _rotate(self) -> None:
        dialog = RotationDialog(
            self,
            self._desk.theme,
            passphrase=_PHRASE in self._kinds,
            recovery_key=_RECOVERY in self._kinds,
        )
        session = self._desk.session

        def given(asked: Asked) -> None:
            def known() -> Asked:
                keys = session.ways_in()
                if asked.passphrase and keys is not None:
                    keys.by_passphrase(asked.passphrase)
                return asked

            def go_on(right: Asked) -> None:
                dialog.close()
                self.rotation_wanted.emit(right)

            self._desk.jobs.query(lambda _: known(), go_on, lambda error: self._refuse(dialog, error))

        dialog.given.connect(given)
        dialog.open()

    def _protect(self) -> None:
        def ask(ready: bool) -> None:
            dialog = ProtectionDialog(self, self._desk.theme, keychain=ready)

            def given(ways: NewWays) -> None:
                dialog.close()
                self.protection_wanted.emit(ways)

            dialog.given.connect(given)
            dialog.open()

        self._desk.jobs.query(lambda _: Keychain().state() is KeychainState.READY, ask, kind="keychain")

    def _encrypt_copies(self) -> None:
        session, copies = self._desk.session, self._copies

        def work() -> None:
            if isinstance(session.key, Key):
                encrypt_copies(copies, session.key)

        said = translate("Settings", "These backups are encrypted now.")
        self._do_with_copies(work, said, translate("Settings", "Encrypting backups"))

    def _delete_copies(self) -> None:
        copies: Sequence[Path] = self._copies
        dialog = DeletionDialog(self, copies)

        def given() -> None:
            dialog.close()
            said = translate("Settings", "These backups are deleted.")
            self._do_with_copies(
                lambda: delete_copies(copies), said, translate("Settings", "Deleting backups")
            )

        dialog.given.connect(given)
        dialog.open()

    def _do_with_copies(self, work: Callable[[], None], said: str, name: str) -> None:
        clear(self._problem)

        def done(_: None) -> None:
            self._desk.say(said, "", None)
            self.read()

        def failed(error: Exception) -> None:
            self._problem.addWidget(ProblemCard(self._desk.theme, worded(error, self._desk.language)))
            self.read()

        self._desk.jobs.operation(lambda _: work(), done, failed, name)

    def _change(
        self, work: Callable[[VaultKeys, Key], VaultKeys], said: str, dialog: KeyDialog | None = None
    ) -> None:
        session = self._desk.session
        clear(self._problem)

        def change() -> None:
            keys = session.ways_in()
            if keys is None or not isinstance(session.key, Key):
                raise BadRequest("this vault has no keys to change")
            work(keys, session.key)

        def done(_: None) -> None:
            if dialog is not None:
                dialog.close()
            self._desk.say(said, "", None)
            self.read()
            self.changed.emit()

        def failed(error: Exception) -> None:
            if dialog is not None:
                self._refuse(dialog, error)
            elif isinstance(error, _Unusable):
                self._problem.addWidget(label(keychain_words(error.state), "danger", wrap=True))
            else:
                self._problem.addWidget(ProblemCard(self._desk.theme, worded(error, self._desk.language)))

        name = translate("Settings", "Changing what opens your memories")
        self._desk.jobs.operation(lambda _: change(), done, failed, name)

    def _refuse(self, dialog: KeyDialog, error: Exception) -> None:
        shown = worded(error, self._desk.language)
        dialog.refuse(f"{shown.what} {shown.todo}")


class _Unusable(VaultError):
    """The keychain cannot be trusted with the key."""

    def __init__(self, state: KeychainState) -> None:
        super().__init__(f"The keychain is {state.value}.")
        self.state = state


def keychain_words(state: KeychainState) -> str:
    """Why the keychain cannot be used, in plain words, and what to do."""
    return {
        KeychainState.READY: "",
        KeychainState.ABSENT: translate(
            "Settings", "This computer has no keychain that keeps secrets safely. Keep to the passphrase."
        ),
        KeychainState.LOCKED: translate(
            "Settings", "The keychain is locked. Unlock it in your system's settings and try again."
        ),
        KeychainState.LYING: translate(
            "Settings",
            "The keychain took a trial secret and did not give it back, so it is not trusted. Keep to the "
            "passphrase.",
        ),
    }[state]
