"""Any message comes back as it was; what is visible is what is not hidden; counted against simple models."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from memory_core.store.codec import fold, from_image, instant, moment, to_image
from memory_core.store.matching import Needle
from memory_core.store.text_index import index_words
from memory_core.store.visibility import cut, open_ranges
from memory_core.types import Role, Span
from tests.tools.vaults import Vault
from tests.tools.vaults import vault as opened

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Every code point: lone surrogates and NUL too."""
OFFSETS = st.timedeltas(timedelta(hours=-23, minutes=-59), timedelta(hours=23, minutes=59)).map(timezone)
TIMES = st.datetimes(timezones=OFFSETS)
RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda r: (r[0], r[0] + r[1])))


@contextmanager
def fresh() -> Iterator[Vault]:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "vault") as vault:
        yield vault


Message = tuple[str, Role, datetime, str, str | None]
MESSAGES = st.tuples(ANY_TEXT, st.sampled_from(Role), TIMES, ANY_TEXT.filter(bool), st.none() | ANY_TEXT)
CELLS = st.none() | st.integers() | st.floats(allow_nan=False) | st.binary() | st.text()


@given(st.lists(MESSAGES))
def test_every_message_comes_back_as_it_was(messages: list[Message]) -> None:
    with fresh() as vault:
        said = vault.db.write(
            lambda _: [
                vault.diary.add(text, role, at, conversation, speaker=speaker)
                for text, role, at, conversation, speaker in messages
            ]
        )
        for turn, (text, role, at, conversation, speaker) in zip(said, messages, strict=True):
            again = vault.diary.get(turn.id)
            assert again == turn
            assert (again.text, again.role) == (text, role)
            assert (again.conversation, again.speaker) == (conversation, speaker)
            assert again.at == at
            assert again.at.utcoffset() == at.utcoffset()
        assert vault.diary.turns() == sorted(said, key=lambda turn: (turn.at, turn.id))
        assert vault.diary.after(0) == said
        assert [job.turn_id for job in vault.queue.pending()] == [turn.id for turn in said]


@given(TIMES)
def test_every_time_keeps_its_instant_and_offset(at: datetime) -> None:
    again = moment(*instant(at))
    assert again == at
    assert again.utcoffset() == at.utcoffset()
    assert again.replace(tzinfo=None) == at.replace(tzinfo=None)


@given(st.dictionaries(st.text(), CELLS))
def test_every_image_comes_back_with_its_types(row: dict[str, object]) -> None:
    again = to_image(from_image(row))
    assert again == row
    assert [type(value) for value in again.values()] == [type(value) for value in row.values()]


@given(st.integers(0, 40), RANGES)
def test_open_ranges_are_what_is_not_hidden(length: int, hidden: list[tuple[int, int]]) -> None:
    covered = {at for start, stop in hidden for at in range(start, stop)}
    ranges = open_ranges(length, hidden)
    assert [at for start, stop in ranges for at in range(start, stop)] == [
        at for at in range(length) if at not in covered
    ]
    assert all(start < stop for start, stop in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


@given(st.text(min_size=1), RANGES)
def test_a_cut_text_holds_visible_letters_only(text: str, hidden: list[tuple[int, int]]) -> None:
    visible = cut(text, hidden)
    left = [text[at] for start, stop in open_ranges(len(text), hidden) for at in range(start, stop)]
    if not hidden:
        assert visible == text
    elif any(letter.isalnum() for letter in left):
        assert "".join(visible.split()) == "".join("".join(left).split())
    else:
        assert visible == ""


@given(st.data())
def test_hidden_words_are_never_found_whatever_is_hidden_and_reopened(data: st.DataObject) -> None:
    text = "alpha beta gamma. delta epsilon. zeta"
    with fresh() as vault:
        memories = [vault.remember(f"memory {name}") for name in ("one", "two")]
        turn = vault.say(text)
        hidden: dict[int, set[tuple[int, int]]] = {memory.id: set() for memory in memories}
        for _ in range(data.draw(st.integers(1, 8))):
            memory_id = data.draw(st.sampled_from(list(hidden)))
            if data.draw(st.booleans()):
                start = data.draw(st.integers(0, len(text) - 1))
                stop = data.draw(st.integers(start + 1, len(text)))
                vault.operations.suppress([Span(turn.id, start, stop)], memory_id)
                hidden[memory_id].add((start, stop))
            else:
                vault.operations.restore(memory_id)
                hidden[memory_id].clear()
            visible = cut(text, [one for each in hidden.values() for one in each])
            assert vault.diary.visible_text(turn) == visible
            for word in text.replace(".", "").split():
                assert bool(vault.diary.search(word + " ")) == (word in index_words(visible).split())


@given(ANY_TEXT)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_text_is_found_where_it_stands(before: str, needle: str, after: str) -> None:
    if needle.strip():
        assert Needle(needle).within(f"{before} {needle} {after}")
