"""Broken files and odd messages: each is understood or refused in words; nothing crashes, nothing hangs.

Few examples in the short run; ``HYPOTHESIS_PROFILE=campaign`` makes a thousand of each.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.files import write_atomically
from app.keys import key_file
from app.settings import Settings, SettingsFile
from memory_core import PLAIN, Engine
from memory_core.errors import VaultError
from memory_core.params import Params
from memory_core.store.check import check
from memory_core.store.database import Database
from memory_core.store.keys import Key, Plain
from memory_core.types import Encoded
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.scripted_model import ScriptedModel
from tests.tools.vaults import KEY, Vault
from tests.tools.vaults import vault as opened

ODD = (
    "lone \ud83c half and \udfff other",
    "NUL\x00in the middle\x00",
    "\u200f\u05d0\u05e0\u05d9 \u05d2\u05e8 \u05d1\u05d7\u05d9\u05e4\u05d4\u200f",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 live in Riga, \ufdfa",
    "e" + "\u0301" * 5000,
    "\u202eI live in Riga\u202c \ufeff\u200b\u2060",
    "Ｉ ｌｉｖｅ ｉｎ Ｒｉｇａ. I̶ ̶l̶i̶v̶e̶",
    "\n" * 3000,
    "." * 3000,
    "?!" * 2000 + "remember" * 500,
    "«" * 500 + "I live in Riga" + "»" * 499,
    "```" * 333 + "\nI live in Riga",
    "9" * 4000 + " years ago on 99/99/9999 at 25:61",
)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
MESSAGES = st.one_of(
    ANY_TEXT,
    st.sampled_from(ODD),
    st.lists(
        st.sampled_from(
            [
                "I",
                "live",
                "in",
                "Riga",
                "\ud83c",
                "\x00",
                "👩‍👧",
                "не",
                "в",
                "2026-02-30",
                "—",
                "\u0301",
                "\u202e",
            ]
        )
    ).map(" ".join),
)

PLAIN_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEY_FILE_NAMES = st.sampled_from(
    [
        *("format", "version", "id", "encryption", "wraps", "former", "next"),
        *("kind", "salt", "nonce", "wrapped", "argon2id"),
    ]
)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


# files


@cache
def _vault_files(encrypted: bool) -> dict[str, bytes]:
    """A vault's file and its log, as a crash leaves them."""
    key: Key | Plain = KEY if encrypted else PLAIN
    with folder() as place:
        with Engine.open(place / "v", key, embedder=QuickEmbedder()) as engine:
            for number in range(40):
                engine.perceive(f"My friend number {number} lives in Riga. " + "And so on. " * number)
            engine.settle()
        with Database.open(place / "v", key) as db:
            Vault(db).say("said before the crash")
            return {
                one.name: one.read_bytes() for one in (place / "v").iterdir() if not one.name.endswith("-shm")
            }


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, Callable[[bytearray], None]]:
    """Which file, and what happens to it."""
    name = draw(st.sampled_from(["memory.db", "memory.db", "memory.db-wal"]))
    place = draw(st.floats(0, 1) | st.sampled_from([0.0, 1e-4, 2e-3]))
    kind = draw(st.sampled_from(["flip", "cut", "zero", "noise", "grow", "swap"]))
    noise = draw(st.binary(min_size=1, max_size=64))

    def damage(content: bytearray) -> None:
        at = min(int(place * len(content)), len(content) - 1) if content else 0
        if kind == "flip" and content:
            content[at] ^= noise[0] or 1
        elif kind == "cut":
            del content[at:]
        elif kind == "zero":
            content[at : at + 4096] = bytes(len(content[at : at + 4096]))
        elif kind == "noise":
            content[at : at + len(noise)] = noise[: len(content) - at]
        elif kind == "grow":
            content.extend(noise * 100)
        else:
            content[at : at + 4096], content[:4096] = content[:4096], content[at : at + 4096]

    return name, damage


def _damaged(place: Path, encrypted: bool, wanted: Sequence[tuple[str, Callable[[bytearray], None]]]) -> None:
    files = {name: bytearray(content) for name, content in _vault_files(encrypted).items()}
    for name, damage in wanted:
        damage(files[name])
    for name, content in files.items():
        (place / name).write_bytes(content)


@pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "plain"])
@given(wanted=st.lists(damages(), min_size=1, max_size=3))
def test_a_damaged_vault_is_read_or_refused_in_words(
    encrypted: bool, wanted: list[tuple[str, Callable[[bytearray], None]]]
) -> None:
    with folder() as place:
        _damaged(place, encrypted, wanted)
        try:
            with opened(place, KEY if encrypted else PLAIN) as vault:
                whole = check(vault.db).ok
                said = [turn.text for turn in vault.diary.turns()]
                vault.memories.find(None)
                vault.queue.pending()
                vault.journal.steps(100)
                vault.diary.search("Riga")
                vault.say("still there")
        except VaultError as refused:
            assert all((refused.what, refused.data, refused.todo))  # noqa: PT017  a damage may be harmless
        else:
            if whole and encrypted:  # what the file's authentication lets through is what was written
                assert all(text.startswith(("My friend number", "said before")) for text in said)


@given(st.binary(max_size=300) | st.recursive(
    PLAIN_VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY_FILE_NAMES, inner, max_size=8),
    max_leaves=20,
))  # fmt: skip
def test_a_damaged_key_file_is_refused_in_words(content: object) -> None:
    with folder() as place:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        (place / key_file.FILE).write_bytes(raw)
        try:
            key_file.read(place)
        except VaultError as refused:
            assert all((refused.what, refused.data, refused.todo))  # noqa: PT017  a damage may be harmless
        assert (place / key_file.FILE).read_bytes() == raw


@given(st.binary(max_size=300) | st.dictionaries(
    st.sampled_from([*(one.name for one in fields(Settings)), "version", "unknown"]),
    PLAIN_VALUES | st.lists(st.integers(), max_size=2),
).map(lambda row: json.dumps({"version": 1, **row}).encode()))  # fmt: skip
def test_damaged_settings_are_put_aside_and_never_lost(content: bytes) -> None:
    with folder() as place:
        file = SettingsFile(place / "settings.json")
        write_atomically(file.path, content)
        settings_read, told = file.load()
        assert isinstance(settings_read, Settings)
        if told is not None and told.aside is not None:
            assert told.aside.read_bytes() == content
        else:
            assert file.path.read_bytes() == content
        file.save(settings_read)
        assert file.load() == (settings_read, None)


# messages


@settings(max_examples=max(6, settings().max_examples // 5))
@given(st.lists(MESSAGES, max_size=8), ANY_TEXT, ANY_TEXT.filter(bool))
def test_any_message_is_kept_and_worked_on(messages: list[str], cue: str, conversation: str) -> None:
    with folder() as place, Engine.open(place / "v", PLAIN, embedder=QuickEmbedder()) as engine:
        said = {}
        for text in messages:
            heard = engine.perceive(text, conversation=conversation)
            if heard.turn_id is not None:
                said[heard.turn_id] = text
        engine.settle()
        engine.recall(cue)
        for text in messages[:2]:
            engine.recall(text)
            engine.memories.search(text)
            engine.diary.search(text)
            if text.strip():
                engine.memories.forget_matching(text)
        assert {turn.id: turn.text for turn in engine.diary.turns()} == said
        assert engine.vault.statistics()["parked"] == 0
        assert engine.vault.check().ok


def test_the_real_embedder_reads_odd_messages(tmp_path: Path) -> None:
    with Engine.open(tmp_path / "v", PLAIN) as engine:
        for text in ODD:
            engine.perceive(text)
        engine.settle()
        assert [turn.text for turn in engine.diary.turns()] == list(ODD)
        assert engine.vault.statistics()["parked"] == 0


class _Counting(QuickEmbedder):
    """Counts the letters that it was given."""

    letters = 0

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        self.letters += sum(map(len, texts)) + sum(map(len, contexts or ()))
        return super().encode(texts, contexts=contexts, question=question)


def test_a_message_of_ten_megabytes_is_kept_whole_and_read_in_part(tmp_path: Path) -> None:
    text = ("My friend Ann lives in Riga, and so on and on. " * 220_000)[: 10 << 20]
    embedder = _Counting()
    params = Params(max_message_chars=20_000)  # what is read of it; the shipped bound takes ten times as long
    with Engine.open(tmp_path / "v", PLAIN, params, embedder=embedder) as engine:
        heard = engine.perceive(text)
        engine.settle()
        engine.perceive("My brother Emil lives in Lund.").verdicts()
        assert heard.turn_id is not None
        assert engine.diary.get(heard.turn_id).text == text
        assert engine.vault.check().ok
        assert engine.memories.search("Emil")
    # The message, its statements, and the context of the message after it: each at most once and a half.
    assert embedder.letters < 5 * engine.params.max_message_chars


class _Nothing(QuickEmbedder):
    """Gives vectors that are no numbers."""

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        return [
            Encoded(np.full_like(one.vector, np.nan), one.words)
            for one in super().encode(texts, contexts=contexts, question=question)
        ]


@pytest.mark.logs("job 1 failed")
def test_memory_work_that_is_always_refused_is_given_up(tmp_path: Path) -> None:
    with Engine.open(tmp_path / "v", PLAIN, embedder=_Nothing()) as engine:
        engine.perceive("My friend Ann lives in Riga.")
        engine.settle()
        assert engine.vault.statistics()["parked"] == 1
        assert [turn.text for turn in engine.diary.turns()] == ["My friend Ann lives in Riga."]


# the model


@settings(max_examples=max(6, settings().max_examples // 5))
@given(
    st.lists(
        st.one_of(
            ANY_TEXT, st.sampled_from(['{"facts": [', "[]", '["I live"]', "null", '"' * 50, "{" * 300])
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_whatever_a_model_answers_memory_work_ends(answers: list[str], instruct: bool) -> None:
    turn = [0]

    def script(_: str) -> str:
        turn[0] += 1
        return answers[turn[0] % len(answers)]

    model = ScriptedModel(script, instruct=instruct)
    with (
        folder() as place,
        Engine.open(place / "v", PLAIN, embedder=QuickEmbedder(), language_model=model) as engine,
    ):
        engine.perceive("My friend Ann lives in Riga and I bake bread for her on Fridays.")
        engine.settle()
        assert engine.vault.statistics()["parked"] == 0
        assert engine.vault.check().ok


def test_files_that_are_no_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "v" / "memory.db").mkdir(parents=True)
    with pytest.raises(VaultError):
        Database.open(tmp_path / "v", KEY)
    shutil.rmtree(tmp_path / "v")
