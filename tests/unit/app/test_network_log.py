"""The list of connections is readable by the user, by nobody else, and never grows without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.network import log as network_log
from app.network.log import NetworkLog, Request
from memory_core.store.keys import PLAIN, Key, Plain
from tests.tools.set_clock import SetClock

KEY = Key(bytes(range(32)))


@pytest.mark.parametrize("key", [PLAIN, KEY])
def test_what_was_written_is_read_newest_first(tmp_path: Path, key: Key | Plain, clock: SetClock) -> None:
    log = NetworkLog(tmp_path, key, clock)
    assert log.read() == []
    log.write("127.0.0.1:8000", "POST", "/api/v2/add", 512, 0)
    log.write("127.0.0.1:8000", "POST", "/api/v2/add", 0, 201)
    again = NetworkLog(tmp_path, key, clock)
    assert again.read() == [
        Request(clock(), "127.0.0.1:8000", "POST", "/api/v2/add", 0, 201),
        Request(clock(), "127.0.0.1:8000", "POST", "/api/v2/add", 512, 0),
    ]
    assert again.read(1)[0].status == 201


def test_of_an_encrypted_vault_it_tells_nothing_without_the_key(tmp_path: Path) -> None:
    log = NetworkLog(tmp_path, KEY)
    log.write("vectors.example.org:443", "GET", "/api/v2/heartbeat", 0, 200)
    assert log.encrypted
    assert b"example" not in log.path.read_bytes()
    assert NetworkLog(tmp_path, Key(bytes(32))).read() == []
    if os.name == "posix":
        assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_a_torn_line_hides_no_other(tmp_path: Path) -> None:
    log = NetworkLog(tmp_path, PLAIN)
    log.write("a", "GET", "/", 0, 1)
    with log.path.open("ab") as file:
        file.write(b'{"at": "torn\n[]\n')
    log.write("b", "GET", "/", 0, 2)
    assert [one.host for one in log.read()] == ["b", "a"]


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_log, "KEPT", 5)
    log = NetworkLog(tmp_path, KEY)
    for number in range(25):
        log.write("a", "GET", "/", number, 0)
    assert len(log.path.read_bytes().splitlines()) <= 10
    assert [one.sent for one in log.read(5)] == [24, 23, 22, 21, 20]


def test_a_purge_leaves_it_unless_it_holds_the_words(tmp_path: Path) -> None:
    log = NetworkLog(tmp_path, KEY)
    assert log.clean(()) == 0
    log.write("inga.example.org:443", "GET", "/", 0, 200)
    assert log.clean(["walnuts"]) == 0
    assert log.read()
    assert log.clean(["Inga"]) == 1
    assert log.read() == []
    log.write("a", "GET", "/", 0, 0)
    assert log.clean(()) == 1


def test_what_cannot_be_written_down_is_said(tmp_path: Path) -> None:
    log = NetworkLog(tmp_path, PLAIN)
    log.path.mkdir()
    with pytest.raises(OSError):  # noqa: PT011  whichever the system has for it
        log.write("a", "GET", "/", 0, 0)
