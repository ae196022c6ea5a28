"""The settings screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QLayout, QWidget

from app.desk import Desk
from app.keys.wraps import WrapKind
from app.screens.settings.answers_card import AnswersCard
from app.screens.settings.connections_card import ConnectionsCard
from app.screens.settings.keys_card import KeysCard
from app.screens.settings.sleep_card import SleepCard
from app.screens.settings.voice_card import VoiceCard
from app.widgets.basics import Page, button, card, column, icon_button, label, row
from app.wording.language import LANGUAGES
from app.wording.voices import VoiceState
from memory_core.models.starter import LICENCE_NAME, LICENCE_URL, terms_path

translate = QCoreApplication.translate


class SettingsScreen(Page):
    """Shows the settings; the shell makes them true."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    zoom_stepped = Signal(int)
    models_folder_chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(680, (32, 24, 32, 40))
        self.setObjectName("page")
        self._desk = desk
        self.body.addWidget(label(translate("Settings", "Settings"), "display"))
        self.body.addSpacing(4)
        self.languages = QComboBox()
        self.themes = QButtonGroup(self)
        self.zoom = label("", "muted")
        self._section(translate("Settings", "Language and look"), self._look())
        self.voice = VoiceCard(desk)
        self._section(translate("Settings", "Voice"), None, self.voice)
        self.answers = AnswersCard(desk)
        self.answers.folder_chosen.connect(self.models_folder_chosen)
        self._section(translate("Settings", "Answers"), None, self.answers)
        self.sleep = SleepCard(desk)
        self._section(translate("Settings", "Sleep"), None, self.sleep)
        self.folder = label("", "", wrap=True, selectable=True)
        self.protection = label("", "muted", wrap=True)
        self._section(translate("Settings", "Your memories"), self._vault())
        self.keys = KeysCard(desk)
        self.keys.changed.connect(self.read)
        self.body.addWidget(self.keys)
        self.connections = ConnectionsCard(desk)
        self._section(translate("Settings", "Network"), None, self.connections)
        self._section(translate("Settings", "About"), self._about())
        self.body.addStretch(1)
        self.show_zoom()
        self.read()

    def read(self) -> None:
        """Read how the vault is protected."""
        desk = self._desk
        desk.jobs.query(lambda _: _ways_in(desk), self._show_protection, kind="protection")
        self.keys.read()

    def show_voice(self, state: VoiceState) -> None:
        """Show what speaks now."""
        self.voice.show_voice(state)

    def show_folder(self, folder: Path) -> None:
        """Show where the vault lies."""
        self.folder.setText(str(folder))

    def show_zoom(self) -> None:
        """Show the text size."""
        self.zoom.setText(f"{round(self._desk.theme.zoom * 100)} %")

    def _section(self, title: str, inside: QLayout | None, widget: QWidget | None = None) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(label(title, "heading"))
        if widget is None and inside is not None:
            widget = card()
            widget.setLayout(inside)
        if widget is not None:
            self.body.addWidget(widget)

    def _look(self) -> QLayout:
        settings = self._desk.session.settings
        inside = column(14, (18, 16, 18, 16))
        self.languages.setAccessibleName(translate("Settings", "Language"))
        self.languages.addItem(translate("Settings", "As the system"), "auto")
        for code, name in LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(0, self.languages.findData(settings.language)))
        self.languages.activated.connect(self._choose_language)
        inside.addLayout(self._line(translate("Settings", "Language"), self.languages))
        segments = QFrame()
        segments.setObjectName("segments")
        across = row(2, (3, 3, 3, 3))
        for place, (name, text) in enumerate(
            (
                ("system", translate("Settings", "As the system")),
                ("light", translate("Settings", "Light")),
                ("dark", translate("Settings", "Dark")),
            )
        ):
            one = button(text, "segment", f"theme_{name}")
            one.setCheckable(True)
            one.setChecked(settings.theme == name)
            one.clicked.connect(lambda _=False, name=name: self.theme_chosen.emit(name))
            self.themes.addButton(one, place)
            across.addWidget(one)
        segments.setLayout(across)
        inside.addLayout(self._line(translate("Settings", "Colours"), segments))
        sizes = QWidget()
        across = row(4)
        smaller = button("A−", "", "zoomOut")
        smaller.setAccessibleName(translate("Settings", "Smaller text"))
        smaller.clicked.connect(lambda: self.zoom_stepped.emit(-1))
        larger = button("A+", "", "zoomIn")
        larger.setAccessibleName(translate("Settings", "Larger text"))
        larger.clicked.connect(lambda: self.zoom_stepped.emit(1))
        for widget in (smaller, self.zoom, larger):
            across.addWidget(widget)
        sizes.setLayout(across)
        inside.addLayout(self._line(translate("Settings", "Text size"), sizes))
        return inside

    def _line(self, name: str, widget: QWidget) -> QLayout:
        across = row(12)
        across.addWidget(label(name))
        across.addStretch(1)
        across.addWidget(widget)
        return across

    def _vault(self) -> QLayout:
        folder = self._desk.session.folder
        inside = column(6, (18, 16, 18, 16))
        across = row(8)
        self.folder.setObjectName("vaultFolder")
        self.show_folder(folder)
        across.addWidget(self.folder, 1)
        look = icon_button(self._desk.theme, "folder", translate("Settings", "Open the folder"), "openVault")
        look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        across.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(across)
        inside.addWidget(self.protection)
        kept = translate("Settings", "Everything you say is kept in this folder and nowhere else.")
        inside.addWidget(label(kept, "small", wrap=True))
        return inside

    def _about(self) -> QLayout:
        inside = column(6, (18, 16, 18, 16))
        inside.addWidget(label(f"Mneme {_version()}", "strong"))
        inside.addWidget(
            label(
                translate(
                    "Settings",
                    "A free program under the Apache License 2.0. It sends nothing anywhere unless you ask.",
                ),
                "muted",
                wrap=True,
            )
        )
        about_voice = translate(
            "Settings", "The starter voice, {model}, is used under the {licence}."
        ).format(model="Gemma 3 270M", licence=LICENCE_NAME)
        inside.addWidget(label(about_voice, "muted", wrap=True))
        licence = button(LICENCE_NAME, "link", "voiceLicence")
        licence.setToolTip(LICENCE_URL)
        licence.clicked.connect(_show_terms)
        inside.addWidget(licence, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(
            label(
                translate("Settings", "The typeface is Inter, under the SIL Open Font License."),
                "muted",
                wrap=True,
            )
        )
        return inside

    def _choose_language(self, place: int) -> None:
        self.language_chosen.emit(self.languages.itemData(place))

    def _show_protection(self, ways: tuple[WrapKind, ...] | None) -> None:
        names = {
            WrapKind("keychain"): translate("Settings", "this computer's keychain"),
            WrapKind("passphrase"): translate("Settings", "a passphrase"),
            WrapKind("recovery"): translate("Settings", "a recovery key"),
        }
        if ways is None:
            self.protection.setText(translate("Settings", "Not encrypted, as you chose."))
        else:
            listed = ", ".join(names[kind] for kind in ways)
            self.protection.setText(
                translate("Settings", "Encrypted. Opens with {ways}.").format(ways=listed)
            )


def _ways_in(desk: Desk) -> tuple[WrapKind, ...] | None:
    keys = desk.session.ways_in()
    return keys.kinds if keys is not None and keys.encrypted else None


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mneme")
    except PackageNotFoundError:
        return ""


def _show_terms() -> None:
    local = terms_path()
    url = QUrl.fromLocalFile(str(Path(local))) if local is not None else QUrl(LICENCE_URL)
    QDesktopServices.openUrl(url)
