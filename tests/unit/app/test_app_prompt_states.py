"""A conversation's computed prompt outlives its process, and nothing forgotten outlives in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.assistant.events import Answered, Receipt, Token
from app.bootstrap import Session
from app.paths import Paths
from app.prompt_files import PromptFiles
from app.resting import Resting
from app.settings import Settings
from memory_core import Engine
from memory_core.models.language_model import LanguageModel
from memory_core.store.keys import PLAIN, Key, Plain
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.tiny_gguf import write_tiny_gguf

KEY = Key(bytes(range(32)))
SECRET = "Remember this: my locker code is quokka seventeen."
MORE = ("The lake froze over in the first week.", "The violin wants a new bridge.")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@contextmanager
def _session(folder: Path, tiny: Path, key: Key | Plain = KEY) -> Iterator[Session]:
    paths = Paths(folder / "config", folder / "data", folder / "cache", folder / "state")
    vault = folder / "vault"
    vault.mkdir(exist_ok=True)
    settings = replace(Settings(), context=8192, threads=1, model=str(tiny))
    session = Session(Engine.open(vault, key=key, embedder=QuickEmbedder()), key, vault, paths, settings)
    try:
        assert session.load_model().result() is not None
        yield session
    finally:
        session.close()


def _ask(session: Session, text: str, conversation: str = "main", **how: bool) -> Receipt:
    """Say something, hear a word or two of the answer, and stop it."""
    receipt, said = None, 0
    for event in session.assistant.answer(text, conversation, **how):
        if isinstance(event, Token):
            said += 1
            if said == 5:
                session.assistant.stop()
        if isinstance(event, Answered):
            receipt = event.receipt
    assert receipt is not None
    session.engine.settle()
    session.prompts.settle()
    return receipt


def _watched(session: Session) -> list[int]:
    """Tokens that each answer from now on takes up from a file."""
    taken: list[int] = []
    session.assistant.before_answer = lambda *of: taken.append(session.prompts.before(*of))
    return taken


def _files(folder: Path) -> list[Path]:
    found = folder / "vault" / "prompts"
    return sorted(found.iterdir()) if found.exists() else []


def _model(session: Session) -> LanguageModel:
    assert isinstance(session.model, LanguageModel)
    return session.model


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> Iterator[Session]:
    with _session(tmp_path_factory.mktemp("life"), tiny) as session:
        yield session


@pytest.fixture
def session(life: Session) -> Session:
    """A session that has no saved prompt yet."""
    life.prompts.forget()
    return life


def _files_of(session: Session) -> list[Path]:
    return session.prompts.files.paths()


def test_after_a_restart_the_prompt_is_taken_up_until_words_of_it_are_forgotten(
    tmp_path: Path, tiny: Path
) -> None:
    with _session(tmp_path, tiny) as session:
        cold = _ask(session, SECRET)
        assert not _files(tmp_path)
    (file,) = _files(tmp_path)
    assert b"quokka" not in file.read_bytes()
    with _session(tmp_path, tiny) as session:
        (trace,) = [one for one in session.engine.vault.traces() if one.name == "prompts"]
        assert (trace.path, trace.encrypted) == (file, True)
        taken = _watched(session)
        _ask(session, MORE[0])
        assert taken[0] > 0.9 * cold.prompt_tokens
        assert session.prompts.save()
        assert session.engine.memories.forget_matching("quokka").memories
        assert not session.prompts.save()
        session.prompts.settle()
        assert not _files(tmp_path)
        _ask(session, MORE[1])
    (file,) = _files(tmp_path)
    files = PromptFiles(tmp_path / "vault", KEY)
    assert MORE[1] in str(files.told(file))
    assert "quokka" not in str(files.told(file))


def test_what_the_voice_lets_go_to_rest_it_takes_up_again(session: Session) -> None:
    _ask(session, MORE[0], "rest")
    told: list[bool] = []
    resting = Resting(
        lambda: session.model,
        lambda: 1e-9,
        lambda: session.assistant.answering,
        session.prompts.save,
        lambda: told.append(session.voice_rests),
    )
    assert resting.look()
    assert (told, session.voice_rests, _model(session).pid) == ([True], True, None)
    assert not resting.look()
    taken = _watched(session)
    _ask(session, MORE[1], "rest")
    assert not session.voice_rests
    assert taken[0] > 500


def test_a_voice_that_is_needed_does_not_rest(session: Session) -> None:
    _model(session).count_tokens("x")
    for after, busy in [(0.0, False), (1e9, False), (1e-9, True)]:
        resting = Resting(lambda: session.model, partial(float, after), partial(bool, busy), list)
        assert not resting.look()
    assert not Resting(lambda: None, lambda: 1e-9, lambda: False, list).look()
    assert _model(session).pid is not None


def test_another_conversation_does_not_cost_the_first_one_its_prompt(session: Session) -> None:
    taken = _watched(session)
    _ask(session, MORE[0], "one")
    _ask(session, MORE[1], "two")
    _ask(session, "And then?", "one")
    assert taken[:2] == [0, 0]
    assert taken[2] > 500
    assert len(_files_of(session)) == 2


def test_off_the_record_nothing_is_saved(session: Session) -> None:
    _ask(session, SECRET, "secret", off_record=True)
    assert not session.prompts.save()
    assert not _files_of(session)
    _ask(session, MORE[0], "half")
    _ask(session, "Psst, the heron flies.", "half", off_record=True)
    assert not session.prompts.save()
    (file,) = _files_of(session)
    assert "heron" not in str(session.prompts.files.told(file))


def test_a_purge_removes_every_saved_prompt(session: Session) -> None:
    _ask(session, SECRET, "one")
    _ask(session, MORE[0], "two")
    assert _files_of(session)
    receipt = session.engine.memories.purge_matching("quokka")
    assert receipt.removed["prompts"] >= 1
    assert not _files_of(session)
    assert not session.prompts.save()


def test_a_damaged_foreign_or_moved_file_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    for key in (KEY, PLAIN):
        files = PromptFiles(tmp_path, key)
        assert files.write("mine", {"a": 1}, b"state" * 50)
        path, other = files.path_of("mine"), files.path_of("another conversation")
        data = path.read_bytes()
        assert (files.told(path), files.read(path)) == ({"a": 1}, b"state" * 50)
        for broken in (b"", data[:20], data[:-1], data[:70] + b"~" + data[71:], b"MNEMEPS1" + b"\xff" * 40):
            path.write_bytes(broken)
            assert files.told(path) is None or files.read(path) is None
        path.write_bytes(data)
        other.write_bytes(data)
        assert (files.told(other) is None) is (key is KEY)
        assert PromptFiles(tmp_path, Key(bytes(32))).told(path) is None
        files.close()
        assert (files.told(path) is None) is (key is KEY)


@pytest.mark.parametrize("key", [KEY, PLAIN])
def test_those_used_longest_ago_make_room(tmp_path: Path, key: Key | Plain) -> None:
    files = PromptFiles(tmp_path, key, most=3000)
    for number, name in enumerate(("one", "two", "three")):
        assert files.write(name, {"n": number}, bytes(800))
        os.utime(files.path_of(name), (number, number))
    assert files.read(files.path_of("one")) == bytes(800)
    assert files.write("four", {}, bytes(800))
    assert {path.name for path in files.paths()} == {
        files.path_of(name).name for name in ("one", "three", "four")
    }
    assert not files.write("one", {}, bytes(4000))
    assert not files.path_of("one").exists()
