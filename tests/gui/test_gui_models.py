"""The page of models: what is here is used in place, what is fetched is asked for, servers are agreed to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTableView, QWidget

from app.downloads import Stage
from app.network.progress import Manner
from app.screens.models.offers import OfferLine
from app.screens.models.parts import ModelLine
from app.settings import SettingsFile
from app.shell.workspace import Workspace
from app.widgets.problem_card import ProblemCard
from app.widgets.requests_dialog import RequestsDialog
from memory_core.models.catalogue import Offer
from memory_core.models.model_folders import Surroundings
from tests.gui.conftest import Desktop, type_text
from tests.tools.chat_server import MODEL, ChatServer, Say, chat_server
from tests.tools.tiny_gguf import write_tiny_gguf
from tests.tools.web_server import Act, WebServer, web_server

HASTY = Manner(connect_seconds=5.0, stall_seconds=20.0, attempts=1, backoff=float, reserve=0)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def published(tiny: Path) -> Iterator[WebServer]:
    with web_server(tiny.read_bytes()) as server:
        yield server


@pytest.fixture
def served() -> Iterator[ChatServer]:
    with chat_server() as server:
        yield server


def offer_of(server: WebServer) -> Offer:
    """The model that a server publishes, as the catalogue would have it."""
    return Offer(
        id="tiny",
        name="Tiny 1",
        repository="someone/tiny-gguf",
        file="tiny-q8.gguf",
        url=server.url(),
        file_bytes=len(server.body),
        exact=True,
        sha256=hashlib.sha256(server.body).hexdigest(),
        memory_gb=1,
        active_share=1.0,
        licence="Apache-2.0",
        languages=("en", "ru"),
        tools=False,
    )


def button(inside: QWidget, name: str) -> QPushButton:
    found = inside.findChild(QPushButton, name)
    assert found is not None, name
    return found


def press(inside: QWidget, name: str) -> None:
    """Click a button by its name, once it has its place on the page."""
    QApplication.processEvents()
    QTest.mouseClick(button(inside, name), Qt.MouseButton.LeftButton)


def words(inside: QWidget, name: str) -> str:
    found = inside.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def look(desktop: Desktop, space: Workspace, home: Path, *offers: Offer) -> None:
    """Go to the page; only the folders of ``home`` are looked through, only ``offers`` are offered."""
    space.models.found.where = Surroundings(home, {}, "linux", home / "root")
    space.models.downloads.offers = lambda: offers
    space.models.downloads.manner = HASTY
    QTest.keyClick(space, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    desktop.rest()
    assert space.models.isVisible()


def awake(desktop: Desktop, space: Workspace, name: str) -> None:
    """Wait until a model of this name speaks."""
    desktop.until(lambda: words(space.models, "inUseName") == name)
    desktop.rest()


def test_a_model_of_another_program_is_used_where_it_lies(
    desktop: Desktop, tmp_path: Path, tiny: Path
) -> None:
    home = tmp_path / "person"
    place = home / ".lmstudio" / "models" / "someone" / "tiny" / "found.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(tiny.read_bytes())
    before = (place.stat().st_mtime_ns, place.read_bytes())
    space = desktop.start()
    look(desktop, space, home)
    assert words(space.models, "inUseName") == "Memory alone"
    line = space.models.found.findChild(ModelLine)
    assert line is not None
    assert line.name.text() == "found"
    said = " ".join(one.text() for one in line.findChildren(QLabel))
    assert "LM Studio" in said
    assert "fits" in said
    assert words(line, "verdictWhy").startswith("Takes about")
    press(line, "useModel")
    awake(desktop, space, "Tiny")
    assert SettingsFile(desktop.paths.settings).load()[0].model == str(place)
    used = space.models.found.findChild(ModelLine)
    assert used is not None
    assert used.findChild(QPushButton, "useModel") is None
    press(space.models, "useNone")
    awake(desktop, space, "Memory alone")
    assert (place.stat().st_mtime_ns, place.read_bytes()) == before
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"no model")
    space.models.found.model_wanted.emit(str(bad))
    desktop.until(lambda: space.models.in_use.findChild(ProblemCard) is not None)
    desktop.rest()
    assert words(space.models, "inUseName") == "Memory alone"


def test_an_empty_computer_is_told_so_and_too_large_models_have_no_button(
    desktop: Desktop, tmp_path: Path
) -> None:
    space = desktop.start()
    space.models.found.where = Surroundings(tmp_path, {}, "linux", tmp_path / "root")
    press(space, "nav_models")
    desktop.rest()
    assert words(space.models, "foundState").startswith("No models of other programs were found.")
    assert "huggingface.co" in words(space.models, "offersTold")
    lines = space.models.offers.lines
    assert len(lines) == 7
    shown = [
        (one, words(one, "verdictWhy"), one.findChild(QPushButton, "beginDownload")) for one in lines.values()
    ]
    for line, why, begin in shown:
        fits = line.offered.weighed.fit.verdict.value != "does not fit"
        assert (begin is not None) == fits
        assert why
    assert not (desktop.paths.data / "models").exists()  # nothing was fetched or prepared
    assert space.desk.session.connection is not None
    assert space.desk.session.connection.log is None


def test_a_file_dropped_on_the_list_speaks_and_waking_it_can_be_stopped(
    desktop: Desktop, tmp_path: Path, tiny: Path
) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tiny))])
    keys, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction

    def drop() -> None:
        over = QDragEnterEvent(QPoint(20, 20), copy, data, left, keys)
        QApplication.sendEvent(space.models.found, over)
        assert over.isAccepted()
        QApplication.sendEvent(space.models.found, QDropEvent(QPointF(20, 20), copy, data, left, keys))

    drop()
    assert words(space.models, "inUseName") == "Waking the voice…"
    press(space.models, "stopLoading")
    awake(desktop, space, "Memory alone")
    assert space.desk.session.settings.model == "none"
    drop()
    awake(desktop, space, "Tiny")
    line = space.models.found.findChild(ModelLine)
    assert line is not None  # a file of the user's own is listed while it speaks
    assert "A file of your own" in " ".join(one.text() for one in line.findChildren(QLabel))


def line_of(space: Workspace) -> OfferLine:
    return space.models.offers.lines["tiny"]


def test_a_model_is_fetched_paused_broken_gone_on_with_and_used(
    desktop: Desktop, tmp_path: Path, published: WebServer
) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path, offer_of(published))
    downloads, line = space.models.downloads, line_of(space)

    def stage() -> Stage | None:
        known = downloads.of("tiny")
        return None if known is None else known.stage

    published.acts = [Act(stall_after=100_000)]
    press(line, "beginDownload")
    desktop.until(lambda: "of" in words(line, "downloadState") and line.bar.value() > 0)
    press(line, "pauseDownload")
    desktop.until(lambda: words(line, "downloadState").startswith("Paused at"))
    published.go.set()
    published.acts = [Act(drop_after=50_000)]
    press(line, "resumeDownload")
    desktop.until(lambda: stage() is Stage.FAILED)
    assert line.findChild(ProblemCard) is not None
    press(line, "retryDownload")
    desktop.until(lambda: stage() is Stage.DONE)
    assert "range" in published.asked[-1].headers  # it went on where it broke
    assert (space.desk.session.models_folder / "tiny-q8.gguf").read_bytes() == published.body
    press(line, "useModel")
    awake(desktop, space, "Tiny")
    assert line_of(space).findChild(QPushButton, "useModel") is None
    space.show_screen("settings")
    press(space.settings, "showRequests")
    desktop.until(lambda: space.findChild(RequestsDialog) is not None)
    dialog = space.findChild(RequestsDialog)
    assert dialog is not None
    table = dialog.findChild(QTableView)
    assert table is not None
    model = table.model()
    assert model.rowCount() == len(published.asked)
    row = [model.index(0, column).data() for column in range(6)]
    assert row[1] == f"127.0.0.1:{published.port}"
    assert row[2] == "Downloading model.gguf"
    assert row[5] == "done"
    press(dialog, "closeRequests")


def test_a_download_that_was_stopped_can_be_removed_and_a_wrong_file_is_not_kept(
    desktop: Desktop, tmp_path: Path, published: WebServer
) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path, offer_of(published))
    line, folder = line_of(space), space.desk.session.models_folder
    published.acts = [Act(stall_after=100_000)]
    press(line, "beginDownload")
    desktop.until(lambda: line.bar.value() > 0)
    press(line, "cancelDownload")
    desktop.until(lambda: line.findChild(QPushButton, "removeDownload") is not None)
    published.go.set()
    assert (folder / "tiny-q8.gguf.part").exists()
    press(line, "removeDownload")
    desktop.rest()
    assert not list(folder.iterdir())
    published.acts = [Act(body=bytes(len(published.body)), etag='"two"')]
    press(line_of(space), "beginDownload")
    desktop.until(lambda: line_of(space).findChild(ProblemCard) is not None)
    assert not (folder / "tiny-q8.gguf").exists()
    desktop.rest()


def test_a_download_ends_with_the_window_and_goes_on_another_day(
    desktop: Desktop, tmp_path: Path, published: WebServer
) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path, offer_of(published))
    published.acts = [Act(stall_after=100_000)]
    press(line_of(space), "beginDownload")
    desktop.until(lambda: line_of(space).bar.value() > 0)
    desktop.close()
    published.go.set()
    space = desktop.start()
    look(desktop, space, tmp_path, offer_of(published))
    assert words(line_of(space), "downloadState").endswith("are here already.")
    press(line_of(space), "retryDownload")
    desktop.until(lambda: line_of(space).findChild(QPushButton, "useModel") is not None)
    assert published.asked[-1].headers["range"] == "bytes=100000-"
    desktop.rest()


def test_a_server_on_this_computer_is_found_when_asked_and_answers(
    desktop: Desktop, tmp_path: Path, served: ChatServer
) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path)
    servers = space.models.servers
    servers.known = (("Test", served.port),)
    assert not served.asked  # not before the button is pressed
    press(servers, "lookServers")
    desktop.until(lambda: servers.findChild(QComboBox, "servedModels") is not None)
    press(servers, "useServed")
    awake(desktop, space, MODEL)
    address = f"http://127.0.0.1:{served.port}"
    assert address in words(space.models, "inUseText")
    served.say = [Say(words=("Bees ", "hum."))]
    space.show_screen("chat")
    desktop.say(space, "Tell me about bees.")
    assert "Bees hum." in space.chat.column.messages[-1].view.toPlainText()
    desktop.close()

    space = desktop.start(model=f"{address}#{MODEL}")
    assert f"{MODEL}, from 127.0.0.1" in space.chat.voice.text()
    served.offered.rows = []
    space.models.model_wanted.emit(f"{address}#{MODEL}")
    desktop.until(lambda: space.models.in_use.findChild(ProblemCard) is not None)
    desktop.rest()


def test_a_server_elsewhere_needs_https_a_key_and_consent(desktop: Desktop, tmp_path: Path) -> None:
    space = desktop.start()
    look(desktop, space, tmp_path)
    servers = space.models.servers

    def attempt(address: str, key: str = "") -> None:
        servers.address.clear()
        servers.key.clear()
        type_text(servers.address, address)
        type_text(servers.key, key)
        press(servers, "connectServer")

    attempt("nonsense")
    assert servers.wrong.text().startswith("This is no address")
    attempt("http://models.example.org")
    assert "https://" in servers.wrong.text()
    attempt("https://models.example.org")
    assert "key" in servers.wrong.text()
    assert not servers.consent.isVisible()
    attempt("https://models.example.invalid", "sesame")
    assert servers.consent.isVisible()
    assert "models.example.invalid:443" in servers.consent_words.text()
    press(servers, "refuseServer")
    assert not servers.consent.isVisible()
    assert not SettingsFile(desktop.paths.settings).load()[0].server_agreed
    press(servers, "connectServer")
    press(servers, "agreeServer")
    desktop.until(lambda: servers.findChild(ProblemCard) is not None)  # there is no such host
    desktop.rest()
    assert SettingsFile(desktop.paths.settings).load()[0].server_agreed == "models.example.invalid:443"
    assert "sesame" not in desktop.paths.settings.read_text(encoding="utf-8")
    press(servers, "takeBackConsent")
    desktop.rest()
    assert not SettingsFile(desktop.paths.settings).load()[0].server_agreed
    assert not servers.back.isVisible()


def test_answers_and_the_server_for_numbers_are_set_in_the_settings(desktop: Desktop, tmp_path: Path) -> None:
    space = desktop.start()
    space.show_screen("settings")
    answers, connections = space.settings.answers, space.settings.connections
    for box, value in ((answers.preset, "exact"), (answers.unload, 0)):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    answers.use_folder(str(tmp_path / "elsewhere"))
    type_text(connections.address, "https://numbers.example.org")
    press(connections, "useVectorServer")
    assert "numbers.example.org" in connections.consent_words.text()
    press(connections, "agreeVectorServer")
    desktop.rest()
    kept = SettingsFile(desktop.paths.settings).load()[0]
    assert (kept.preset, kept.unload_after) == ("exact", 0)
    assert kept.models_folder == str(tmp_path / "elsewhere")
    assert answers.folder.text() == str(tmp_path / "elsewhere")
    assert kept.vector_server_agreed == "numbers.example.org:443"
    press(connections, "noVectorServer")
    desktop.rest()
    assert not SettingsFile(desktop.paths.settings).load()[0].vector_server
