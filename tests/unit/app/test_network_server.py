"""A Chroma server is used when the user asked for it, logged, and beyond this machine only with consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Session
from app.connection import TOKEN_VARIABLE, connect
from app.network.chroma_server import ChromaServerIndex
from app.network.consent import Address, allow, consent_text
from app.network.log import NetworkLog
from app.paths import Paths
from app.settings import Settings, SettingsFile
from memory_core.errors import BadRequest, VectorIndexError, VectorIndexLate
from memory_core.store.keys import PLAIN, Key
from memory_core.types import IndexState
from tests.tools.vector_engines import chroma_server, held, numbers, units

KEY = Key(bytes(range(32)))
AWAY = "https://vectors.example.org"
LONG = 120.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "state")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with chroma_server(tmp_path_factory.mktemp("chroma") / "server") as (_, port):
        yield port


@pytest.mark.parametrize(
    ("text", "host", "port", "secure", "local"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", 8000, False, True),
        (" http://localhost ", "localhost", 8000, False, True),
        ("http://[::1]:9/", "::1", 9, False, True),
        ("https://Vectors.example.org", "vectors.example.org", 443, True, False),
        ("http://192.168.1.7:8000", "192.168.1.7", 8000, False, False),
        ("http://localhost.example.org", "localhost.example.org", 8000, False, False),
        ("http://127.0.0.1.example.org", "127.0.0.1.example.org", 8000, False, False),
    ],
)
def test_an_address_says_whether_it_is_this_machine(
    text: str, host: str, port: int, secure: bool, local: bool
) -> None:
    address = Address.parse(text)
    assert (address.host, address.port, address.secure, address.local) == (host, port, secure, local)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "127.0.0.1:8000",
        "ftp://a",
        "http://",
        "http://a/path",
        "http://me:secret@a",
        "http://a:b",
        "http://a?b=c",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        Address.parse(text)


def test_beyond_this_machine_it_takes_consent_for_that_very_server_safety_and_a_token() -> None:
    away = Address.parse(AWAY)
    allow(Address.parse("http://127.0.0.1:8000"), "", "")
    allow(away, "vectors.example.org:443", "token")
    for address, agreed, token in (
        (away, "", "token"),
        (away, "other.example.org:443", "token"),
        (away, "vectors.example.org:8443", "token"),
        (away, "vectors.example.org:443", ""),
        (Address.parse("http://vectors.example.org"), "vectors.example.org:8000", "token"),
    ):
        with pytest.raises(BadRequest):
            allow(address, agreed, token)


def test_consent_says_what_leaves_the_machine() -> None:
    away = Address.parse(AWAY)
    assert "could learn what you told Mneme" in consent_text(away, "en")
    assert "мог бы узнать" in consent_text(away, "ru")
    assert all("vectors.example.org:443" in consent_text(away, language) for language in ("en", "ru"))  # type: ignore[arg-type]


def test_every_request_is_written_down_before_it_is_made(tmp_path: Path, port: int) -> None:
    log = NetworkLog(tmp_path, KEY)
    index = ChromaServerIndex(Address.parse(f"http://127.0.0.1:{port}"), "mneme-logged", log)
    assert log.read() == []  # nothing is connected to before it is used
    index.put(numbers(5), units(5))
    index.nearest(units(1), 2)
    requests = log.read()
    assert {one.host for one in requests} == {f"127.0.0.1:{port}"}
    asked = [one for one in requests if not one.status]
    assert len(asked) == len(requests) / 2
    assert any(one.path.endswith("/add") and one.sent > 0 for one in asked)
    assert any(one.path.endswith("/query") for one in asked)
    index.close()


def test_what_cannot_be_written_down_is_not_asked(tmp_path: Path, port: int) -> None:
    log = NetworkLog(tmp_path, KEY)
    index = ChromaServerIndex(Address.parse(f"http://127.0.0.1:{port}"), "mneme-unlogged", log)
    log.path.mkdir()
    with pytest.raises(VectorIndexError):
        index.put(numbers(5), units(5))
    log.path.rmdir()
    assert held(index) == {}
    index.close()


def test_proxies_of_the_environment_are_not_used(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    index = ChromaServerIndex(
        Address.parse(f"http://127.0.0.1:{port}"), "mneme-proxy", NetworkLog(tmp_path, PLAIN)
    )
    assert held(index) == {}
    index.close()


def test_without_a_server_it_is_an_error_and_later_it_works(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as (process, port):
        index = ChromaServerIndex(
            Address.parse(f"http://127.0.0.1:{port}"), "mneme-away", NetworkLog(tmp_path, PLAIN)
        )
        index.put(numbers(3), units(3))
        process.kill()
        process.wait()
        with pytest.raises(VectorIndexError):
            index.nearest(units(1), 2)
    with chroma_server(tmp_path / "server", port):
        assert set(held(index)) == {0, 1, 2}
    index.close()
    with pytest.raises(VectorIndexError):
        index.held()


def test_a_question_that_waits_for_nothing_is_late(tmp_path: Path, port: int) -> None:
    index = ChromaServerIndex(
        Address.parse(f"http://127.0.0.1:{port}"), "mneme-late", NetworkLog(tmp_path, PLAIN)
    )
    index.put(numbers(3), units(3))
    with pytest.raises(VectorIndexLate):
        index.nearest(units(1), 2, wait=0.0)
    assert len(index.nearest(units(1), 2)[0].ids) == 2
    index.close()


def test_a_session_uses_the_server_that_the_settings_name(tmp_path: Path, paths: Paths, port: int) -> None:
    settings = Settings(vector_server=f"http://127.0.0.1:{port}", model="none")
    with Session.open(tmp_path / "vault", KEY, paths, settings) as session:
        session.engine.perceive("My sister Inga lives in Ghent.")
        session.engine.settle()
        kept = session.engine._long_term()
        assert kept is not None
        assert kept.wait(LONG)
        state = session.engine.vault.long_term_index()
        assert (state.state, state.engine) == (IndexState.READY, f"Chroma at 127.0.0.1:{port}")
        assert state.documents
        assert session.connection is not None
        assert session.connection.log is not None
        assert session.connection.log.read()
        assert any(trace.name == "connections" and trace.encrypted for trace in session.engine.vault.traces())
        session.engine.memories.purge_matching("Ghent")
        assert kept.wait(LONG)
        name = session.settings.vector_server_name
    assert SettingsFile(paths.settings).load()[0].vector_server_name == name != ""
    with Session.open(tmp_path / "vault", KEY, paths, replace(settings, vector_server="")) as session:
        assert session.connection is not None
        assert session.connection.index is None
        assert session.connection.log is not None  # what was done stays readable


def test_off_by_default_and_refused_where_nobody_agreed(
    tmp_path: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connect(tmp_path, PLAIN, paths, Settings()).index is None
    assert not list(tmp_path.iterdir())
    monkeypatch.setenv(TOKEN_VARIABLE, "token")
    refused = connect(tmp_path, PLAIN, paths, Settings(vector_server=AWAY))
    assert refused.index is None
    assert "nobody agreed" in refused.problem
    agreed = Settings(vector_server=AWAY, vector_server_agreed="vectors.example.org:443")
    allowed = connect(tmp_path, PLAIN, paths, agreed)
    assert allowed.index is not None
    assert allowed.log is not None
    assert allowed.log.read() == []
    allowed.close()
    assert connect(tmp_path, PLAIN, paths, Settings(vector_server="nonsense")).problem
