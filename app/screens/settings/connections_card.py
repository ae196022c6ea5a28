"""What the program has to do with the network: a server for numbers, if one is named, and every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame

from app.connection import TOKEN_VARIABLE
from app.desk import Desk
from app.widgets.basics import button, card, column, label, row
from app.widgets.requests_dialog import RequestsDialog
from app.widgets.search_field import Field
from memory_core.errors import BadRequest

if TYPE_CHECKING:
    from app.bootstrap import Session
    from app.network.consent import Address
    from app.network.log import Request

translate = QCoreApplication.translate


class ConnectionsCard(QFrame):
    """A change of the server counts from the next opening of the vault on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        inside = column(8, (18, 16, 18, 16))
        inside.addWidget(
            label(
                translate(
                    "Connections",
                    "Mneme opens a connection only when you ask for it: to fetch a model, to talk to a model "
                    "on a server, or to the server for numbers below. The computer's proxy settings are "
                    "not used.",
                ),
                "muted",
                wrap=True,
            )
        )
        self.list = button(translate("Connections", "Show every request…"), "", "showRequests")
        self.list.clicked.connect(self.show_requests)
        inside.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(6)
        inside.addWidget(
            label(translate("Connections", "A Chroma server for very large memories"), "strong", wrap=True)
        )
        inside.addWidget(
            label(
                translate(
                    "Connections",
                    "Keeps the numbers by which memories are found. Few people need one: this computer finds "
                    "among a hundred thousand memories by itself.",
                ),
                "small",
                wrap=True,
            )
        )
        self.address = Field(
            translate("Connections", "Address, such as http://127.0.0.1:8000"), "vectorServer"
        )
        self.address.setText(desk.session.settings.vector_server)
        self.address.returnPressed.connect(self.save)
        self.address.textChanged.connect(self._edited)
        self.use = button(translate("Connections", "Use it"), "", "useVectorServer")
        self.use.clicked.connect(self.save)
        self.none = button(translate("Connections", "Use none"), "", "noVectorServer")
        self.none.clicked.connect(self._leave)
        naming = row(8)
        naming.addWidget(self.address, 1)
        naming.addWidget(self.use)
        naming.addWidget(self.none)
        inside.addLayout(naming)
        self.state = label("", "small", wrap=True)
        self.state.setObjectName("vectorServerState")
        self.wrong = label("", "danger", wrap=True)
        self.wrong.setObjectName("vectorServerWrong")
        self.consent = self._consent()
        for widget in (self.wrong, self.consent, self.state):
            inside.addWidget(widget)
        self.setLayout(inside)
        self.wrong.hide()
        self.consent.hide()
        self._show_state()

    def show_requests(self) -> None:
        """Show the list of connections."""
        session = self._desk.session
        self._desk.jobs.query(lambda _: _requests(session), self._list, kind="requests")

    def save(self) -> None:
        """Use the server whose address stands in the field, once the user agreed to one elsewhere."""
        address = self._address()
        if address is None:
            return
        if not address.local and self._desk.session.settings.vector_server_agreed != address.name:
            from app.network.consent import consent_text

            self.consent_words.setText(consent_text(address, self._desk.language))
            self.consent.show()
            return
        self._change(vector_server=address.url)

    def _address(self) -> Address | None:
        from app.network.consent import Address

        wrong = ""
        address = None
        try:
            address = Address.parse(self.address.text())
        except BadRequest:
            wrong = translate(
                "Connections", "This is no address of a server. One looks like http://127.0.0.1:8000."
            )
        if address is not None and not address.local and not address.secure:
            wrong = translate(
                "Connections",
                "{host} is not this computer: only an address that begins with https:// is safe.",
            ).format(host=address.name)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        return None if wrong else address

    def _consent(self) -> QFrame:
        made = card("warning")
        inside = column(8, (16, 14, 16, 14))
        self.consent_words = label("", "", wrap=True, selectable=True)
        self.consent_words.setObjectName("vectorConsent")
        token = translate(
            "Connections",
            "It has to ask for a token; put it into the variable {name} before you start Mneme.",
        )
        inside.addWidget(self.consent_words)
        inside.addWidget(label(token.format(name=TOKEN_VARIABLE), "small", wrap=True, selectable=True))
        buttons = row(8)
        buttons.addStretch(1)
        no = button(translate("Connections", "No"), "", "refuseVectorServer")
        no.clicked.connect(made.hide)
        yes = button(translate("Connections", "I agree, use it"), "", "agreeVectorServer")
        yes.clicked.connect(self._agree)
        buttons.addWidget(no)
        buttons.addWidget(yes)
        inside.addLayout(buttons)
        made.setLayout(inside)
        return made

    def _edited(self) -> None:
        self.consent.hide()
        self.wrong.hide()

    def _agree(self) -> None:
        address = self._address()
        self.consent.hide()
        if address is not None:
            self._change(vector_server=address.url, vector_server_agreed=address.name)

    def _leave(self) -> None:
        self.address.clear()
        self._change(vector_server="", vector_server_agreed="")

    def _change(self, **changes: str) -> None:
        session = self._desk.session
        self._desk.jobs.operation(
            lambda _: session.change(**changes), lambda _: self._show_state(changed=True)
        )

    def _show_state(self, *, changed: bool = False) -> None:
        session = self._desk.session
        server = session.settings.vector_server
        self.none.setVisible(bool(server))
        problem = session.connection.problem if session.connection is not None else ""
        if changed:
            said = translate("Connections", "Counts from the next time your memories are opened.")
        elif server and problem:
            said = translate("Connections", "Not used: {why}.").format(why=problem)
        elif server:
            said = translate("Connections", "In use for large memories.")
        else:
            said = ""
        self.state.setText(said)
        self.state.setVisible(bool(said))

    def _list(self, lines: list[Request]) -> None:
        RequestsDialog(self, lines, self._desk.today()).open()


def _requests(session: Session) -> list[Request]:
    log = session.connection.log if session.connection is not None else None
    return [] if log is None else log.read(4000)
