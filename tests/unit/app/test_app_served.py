"""Models behind servers: their names in the settings, their keys, and what a session may ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant.events import Voice
from app.bootstrap import Session, open_model
from app.keys.keychain import Keychain
from app.keys.server_keys import Kept, ServerKeys
from app.network.consent import Address
from app.paths import Paths
from app.served import SERVER_KEYS, connect, find, is_served, parts_of, served_name, take_back
from app.settings import Settings
from app.wording.network import paired
from memory_core.errors import BadRequest, ModelError
from memory_core.store.keys import PLAIN, Key
from tests.tools.chat_server import MODEL, ChatServer, Say, chat_server
from tests.unit.app.test_app_keys import InMemory, Liar

KEY = Key(bytes(range(32)))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "state")


@pytest.fixture
def served() -> Iterator[ChatServer]:
    with chat_server(token="sesame") as server:
        yield server


def address(server: ChatServer) -> str:
    return f"http://127.0.0.1:{server.port}"


def test_a_served_model_has_a_name_that_no_path_has() -> None:
    name = served_name(Address.parse("https://models.example.org"), "a/b#c")
    assert name == "https://models.example.org:443#a/b#c"
    assert is_served(name)
    assert parts_of(name) == ("https://models.example.org:443", "a/b#c")
    assert served_name(Address.parse("http://[::1]:8080"), "m") == "http://[::1]:8080#m"
    assert not any(is_served(one) for one in (None, "none", "/models/a#b.gguf", "http://127.0.0.1:8080"))


def test_keys_are_kept_in_the_keychain_or_sealed_or_not_at_all(tmp_path: Path) -> None:
    chain = Keychain(InMemory())
    assert ServerKeys(tmp_path, KEY, chain).write("a:1", "sesame") is Kept.KEYCHAIN
    assert ServerKeys(tmp_path, KEY, chain).read("a:1") == "sesame"
    assert not (tmp_path / SERVER_KEYS).exists()
    none = Keychain(Liar())
    assert ServerKeys(tmp_path, KEY, none).write("b:2", "open") is Kept.VAULT
    assert ServerKeys(tmp_path, KEY, none).read("b:2") == "open"
    assert b"open" not in (tmp_path / SERVER_KEYS).read_bytes()
    assert ServerKeys(tmp_path, Key(bytes(32)), none).read("b:2") == ""
    plain = ServerKeys(tmp_path / "plain", PLAIN, none)
    assert plain.write("c:3", "shut") is Kept.NOWHERE
    assert plain.read("c:3") == "shut"
    assert ServerKeys(tmp_path / "plain", PLAIN, none).read("c:3") == ""
    keys = ServerKeys(tmp_path, KEY, none)
    assert keys.clean(["nothing of it"]) == 0
    keys.forget("b:2")
    assert keys.read("b:2") == ""
    assert not (tmp_path / SERVER_KEYS).exists()
    keys.write("d:4", "x")
    assert keys.clean([]) == 1


def test_a_session_speaks_through_a_server_that_it_was_connected_to(paths: Paths, served: ChatServer) -> None:
    with Session.open(paths.vault, KEY, paths, Settings(model="none")) as session:
        with pytest.raises(ModelError):
            connect(session, address(served), "wrong")
        found = connect(session, address(served), "sesame")
        assert [one.id for one in found.models] == [MODEL]
        assert found.kept is Kept.VAULT
        assert session.settings.server == address(served)
        assert any(trace.name == "server keys" and trace.encrypted for trace in session.engine.vault.traces())
        name = served_name(found.address, MODEL)
        assert session.load_model(name).result() is session.model
        assert session.assistant.voice is Voice.FULL
        served.say = [Say(words=("Bees ", "hum."))]
        for _ in session.assistant.answer("Tell me about bees."):
            pass
        made = paired(session.list_of_requests().read())
        assert [(one.path, one.status) for one in made[:1]] == [("/v1/chat/completions", 200)]
        assert made[0].sent > 0
        served.offered.rows = []
        session.load_model(name).result()
        assert session.model_problem is not None
        assert "does not offer" in str(session.model_problem)
    with Session.open(paths.vault, KEY, paths, Settings(model="none")) as session:
        assert session.server_keys.read(found.address.name) == "sesame"


def test_nobody_is_asked_beyond_this_machine_without_consent(paths: Paths) -> None:
    with Session.open(paths.vault, PLAIN, paths, Settings(model="none")) as session:
        with pytest.raises(BadRequest):
            connect(session, "https://models.example.org", "sesame")
        session.load_model("https://models.example.org#m").result()
        assert session.model_problem is not None
        assert "may not be used" in str(session.model_problem)
        session.load_model("http://nonsense:x#m").result()
        assert session.model_problem is not None
        assert session.list_of_requests().read() == []
        session.change(server_agreed="models.example.org:443")
        take_back(session)
        assert session.settings.server_agreed == ""
    with pytest.raises(ModelError):
        open_model("http://127.0.0.1:1#m", paths, Settings())


def test_the_usual_ports_are_asked_when_somebody_says_so(paths: Paths, served: ChatServer) -> None:
    with (
        chat_server() as open_one,
        Session.open(paths.vault, PLAIN, paths, Settings(model="none")) as session,
    ):
        found = find(session, (("Open", open_one.port), ("Shut", served.port)))
        assert [(one.name, [model.id for model in one.models]) for one in found] == [("Open", [MODEL])]
        assert {one.status for one in paired(session.list_of_requests().read())} == {200, 401}
