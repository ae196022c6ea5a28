"""Programs that serve models: found on this computer when asked for, or named by their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app import served
from app.desk import Desk
from app.jobs.progress import Progress
from app.screens.models.parts import rule, show_problem
from app.served import served_name
from app.widgets.basics import button, card, clear, column, label, row
from app.widgets.search_field import Field
from memory_core.errors import BadRequest

if TYPE_CHECKING:
    from app.network.consent import Address
    from app.network.local_servers import LocalServer
    from app.served import Connected

translate = QCoreApplication.translate


class ServersCard(QFrame):
    """``model_wanted`` carries a served model's name, ``left`` that the server in use may not be any more.

    ``known`` is set by tests that serve on ports of their own.
    """

    model_wanted = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._asking: Progress | None = None
        self.known: tuple[tuple[str, int], ...] = ()
        told = translate(
            "Models",
            "Ollama, LM Studio, Jan, GPT4All and llama.cpp's server can answer in the place of a file. They "
            "are asked only when you press a button here, or talk to one of their models.",
        )
        self.look = button(translate("Models", "Look on this computer"), "", "lookServers")
        self.look.clicked.connect(self.look_around)
        self.state = label("", "muted", wrap=True)
        self.state.setObjectName("serversState")
        self.busy = QProgressBar()
        self.busy.setObjectName("nightBar")
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.stop = button(translate("Models", "Cancel"), "", "stopAsking")
        self.stop.clicked.connect(self.stop_asking)
        self._list: QVBoxLayout = column(6)
        self.address = Field(translate("Models", "Address, such as http://127.0.0.1:8080"), "serverAddress")
        self.address.setText(desk.session.settings.server)
        self.address.textChanged.connect(self._hide_consent)
        self.key = Field(translate("Models", "Key, if the server asks for one"), "serverKey")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.connect_button = button(translate("Models", "Connect"), "", "connectServer")
        self.connect_button.clicked.connect(self.connect_to)
        for field in (self.address, self.key):
            field.returnPressed.connect(self.connect_to)
        self.wrong = label("", "danger", wrap=True)
        self.wrong.setObjectName("serverWrong")
        self.consent = self._consent()
        self.back = button("", "link", "takeBackConsent")
        self.back.clicked.connect(self._take_back)
        self._problem: QVBoxLayout = column(0)
        inside = column(8, (18, 14, 18, 16))
        inside.addWidget(label(told, "muted", wrap=True))
        finding = row(8)
        finding.addWidget(self.look)
        finding.addWidget(self.stop)
        finding.addStretch(1)
        inside.addLayout(finding)
        naming = row(8)
        naming.addWidget(self.address, 3)
        naming.addWidget(self.key, 2)
        naming.addWidget(self.connect_button)
        inside.addLayout(naming)
        for widget in (self.wrong, self.consent, self.busy, self.state):
            inside.addWidget(widget)
        inside.addLayout(self._list)
        inside.addLayout(self._problem)
        inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(inside)
        self.wrong.hide()
        self.consent.hide()
        self._show_busy("")
        self.show_agreed()

    def look_around(self) -> None:
        """Ask the usual ports of this computer."""
        session, known = self._desk.session, self.known
        self._show_busy(translate("Models", "Asking the usual ports of this computer…"))
        self._asking = self._desk.jobs.query(
            lambda _: served.find(session, known), self._show_found, self._failed, kind="servers"
        )

    def connect_to(self) -> None:
        """Ask the server whose address stands in the field."""
        address = self._address()
        if address is None:
            return
        if not address.local and self._desk.session.settings.server_agreed != address.name:
            self._ask_consent(address)
            return
        self._connect()

    def stop_asking(self) -> None:
        """Wait for no answer any more."""
        if self._asking is not None:
            self._asking.cancel()
        self._show_busy("")

    def show_agreed(self) -> None:
        """Say to which server beyond this computer the user agreed."""
        agreed = self._desk.session.settings.server_agreed
        self.back.setText(
            translate("Models", "Take back the consent to {host}").format(host=agreed).replace("&", "&&")
        )
        self.back.setVisible(bool(agreed))

    def _address(self) -> Address | None:
        """The address in the field; None if it cannot be used, and then it is said why."""
        from app.network.server import server_address

        wrong = ""
        address: Address | None
        try:
            address = server_address(self.address.text())
        except BadRequest:
            wrong = translate(
                "Models", "This is no address of a server. One looks like http://127.0.0.1:8080."
            )
            address = None
        if address is not None and not address.local:
            if not address.secure:
                wrong = translate(
                    "Models",
                    "{host} is not this computer: everybody on the way could read along. Only an address "
                    "that begins with https:// is safe.",
                ).format(host=address.name)
            elif not self.key.text() and self._desk.session.settings.server_agreed != address.name:
                wrong = translate(
                    "Models", "{host} is not this computer, so it has to ask for a key. Enter it here."
                ).format(host=address.name)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        return None if wrong else address

    def _consent(self) -> QFrame:
        made = card("warning")
        inside = column(8, (16, 14, 16, 14))
        self.consent_words = label("", "", wrap=True, selectable=True)
        self.consent_words.setObjectName("consentText")
        inside.addWidget(
            label(translate("Models", "This server is not on this computer"), "strong", wrap=True)
        )
        inside.addWidget(self.consent_words)
        buttons = row(8)
        buttons.addStretch(1)
        no = button(translate("Models", "No"), "", "refuseServer")
        no.clicked.connect(self._hide_consent)
        yes = button(translate("Models", "I agree, connect"), "", "agreeServer")
        yes.clicked.connect(self._agree)
        buttons.addWidget(no)
        buttons.addWidget(yes)
        inside.addLayout(buttons)
        made.setLayout(inside)
        return made

    def _ask_consent(self, address: Address) -> None:
        from app.network.server import consent_text

        self.consent_words.setText(consent_text(address, self._desk.language))
        self.consent.show()

    def _hide_consent(self) -> None:
        self.consent.hide()

    def _agree(self) -> None:
        address = self._address()
        self.consent.hide()
        if address is None:
            return
        session = self._desk.session

        def done(_: object) -> None:
            self.show_agreed()
            self._connect()

        self._desk.jobs.operation(lambda _: session.change(server_agreed=address.name), done, self._failed)

    def _connect(self) -> None:
        session, text, token = self._desk.session, self.address.text(), self.key.text()
        self._show_busy(translate("Models", "Asking {server}…").format(server=text.strip()))
        self._asking = self._desk.jobs.query(
            lambda _: served.connect(session, text, token), self._show_connected, self._failed, kind="servers"
        )

    def _show_busy(self, text: str) -> None:
        busy = bool(text)
        self.state.setText(text)
        for widget in (self.busy, self.state, self.stop):
            widget.setVisible(busy)
        self.look.setEnabled(not busy)
        self.connect_button.setEnabled(not busy)
        if busy:
            clear(self._list)
            show_problem(self._desk, self._problem, None)

    def _say(self, text: str) -> None:
        self.state.setText(text)
        self.state.show()

    def _failed(self, error: Exception) -> None:
        self._show_busy("")
        show_problem(self._desk, self._problem, error)

    def _show_found(self, found: tuple[LocalServer, ...]) -> None:
        self._show_busy("")
        if not found:
            self._say(
                translate(
                    "Models",
                    "No program answered on the usual ports. Start its server, or enter the address that it "
                    "shows.",
                )
            )
        for place, one in enumerate(found):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(one.name, one.address, [model.id for model in one.models]))

    def _show_connected(self, found: Connected) -> None:
        from app.keys.server_keys import Kept

        self._show_busy("")
        self.key.clear()
        kept = {
            None: "",
            Kept.KEYCHAIN: translate("Models", "Its key is kept in this computer's keychain."),
            Kept.VAULT: translate("Models", "Its key is kept in your vault, encrypted."),
            Kept.NOWHERE: translate("Models", "Its key is kept until you close the program."),
        }[found.kept]
        if kept:
            self._say(kept)
        self._list.addWidget(self._line("", found.address, [model.id for model in found.models]))

    def _line(self, name: str, address: Address, offered: list[str]) -> QWidget:
        """A server, and its models to choose from."""
        made = QWidget()
        across = row(8)
        words = column(1)
        words.addWidget(label(name or address.url, "strong", wrap=True))
        if name:
            words.addWidget(label(address.url, "small"))
        across.addLayout(words, 1)
        if not offered:
            across.addWidget(label(translate("Models", "answers, but offers no model"), "muted"))
        else:
            choice = QComboBox()
            choice.setObjectName("servedModels")
            choice.setAccessibleName(translate("Models", "Models of this server"))
            choice.setMaximumWidth(300)
            choice.addItems(offered)
            last = choice.findText(self._desk.session.settings.server_model)
            choice.setCurrentIndex(max(0, last))
            use = button(translate("Models", "Use"), "", "useServed")
            use.clicked.connect(lambda: self._use(address, choice.currentText()))
            across.addWidget(choice)
            across.addWidget(use)
        made.setLayout(across)
        return made

    def _use(self, address: Address, model: str) -> None:
        session = self._desk.session
        self._desk.jobs.operation(lambda _: session.change(server=address.url, server_model=model))
        self.model_wanted.emit(served_name(address, model))

    def _take_back(self) -> None:
        session = self._desk.session

        def done(_: None) -> None:
            self.address.clear()
            clear(self._list)
            self.show_agreed()
            self.left.emit()

        self._desk.jobs.operation(lambda _: served.take_back(session), done, self._failed)
