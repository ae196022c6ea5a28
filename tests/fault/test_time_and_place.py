"""Clocks put back, odd calendars, disks that fill up or go away: each with its words, and nothing lost."""

from __future__ import annotations

import resource
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core import PLAIN, Engine
from memory_core.errors import VaultError, VaultGone, VaultReadOnly
from memory_core.store.check import check
from memory_core.store.text_index import TextIndex
from memory_core.types import Turn
from tests.fault.ledger import answers
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock
from tests.tools.unwritable import unwritable
from tests.tools.vaults import KEY, vault

DATED = (
    "I start at the mill tomorrow, was in Lund last Friday, and on 29 February I fly to Oslo for three days."
)


def opened(folder: Path, clock: SetClock | None = None) -> Engine:
    return Engine.open(folder, KEY, clock=clock, embedder=QuickEmbedder())


def assert_whole(engine: Engine, texts: list[str]) -> None:
    engine.settle()
    assert sorted(turn.text for turn in engine.diary.turns()) == sorted(texts)
    assert engine.vault.statistics()["parked"] == engine.vault.statistics()["waiting"] == 0
    assert engine.vault.check().ok
    grown = answers(engine)
    engine.vault.rebuild_indexes()
    assert answers(engine) == grown


# time


def test_a_clock_that_is_put_back(vault_folder: Path, clock: SetClock) -> None:
    said = []
    with opened(vault_folder, clock) as engine:
        for number, step in enumerate((60, 60, -86_400, 30, -7, 0, 86_500, -400 * 86_400)):
            clock.advance(timedelta(seconds=step))
            said.append(f"My friend number {number} lives in house {number} in Riga.")
            engine.perceive(said[-1]).verdicts()
        assert_whole(engine, said)
        memory = engine.memories.find()[0]
        engine.memories.pin(memory.id)
        clock.advance(timedelta(days=-1))
        engine.memories.edit(memory.id, text="Somebody lives in Oslo.")
        engine.journal.undo()
        assert engine.memories.get(memory.id).pinned
        assert engine.memories.get(memory.id).text == memory.text
        first = engine.vault.backup()
        clock.advance(timedelta(hours=-3))
        second = engine.vault.backup()
        assert engine.vault.thin() == []  # the one from the future is not old
        assert first.exists()
        assert second.exists()
    with opened(vault_folder, clock) as engine:
        assert_whole(engine, said)


def test_messages_that_arrive_late_stand_where_they_were_said(vault_folder: Path, clock: SetClock) -> None:
    with opened(vault_folder, clock) as engine:
        said = [f"By the way, code number {number} is for the cellar." for number in range(6)]
        for place in (0, 4, 2, 1, 5, 3):
            engine.perceive(said[place], at=clock.now + timedelta(minutes=place)).verdicts()
        assert [turn.text for turn in engine.diary.turns()] == said
        assert_whole(engine, said)


ODD_ZONES = [
    ("Pacific/Apia", datetime(2011, 12, 29, 23, 30)),  # noqa: DTZ001  the day after was left out
    ("Pacific/Apia", datetime(2011, 12, 31, 0, 30)),  # noqa: DTZ001
    ("Pacific/Kiritimati", datetime(2024, 2, 29, 23, 59, 59)),  # noqa: DTZ001  14 hours ahead
    ("Etc/GMT+12", datetime(2024, 2, 29, 0, 0, 1)),  # noqa: DTZ001
    ("Europe/Amsterdam", datetime(1930, 6, 1, 12)),  # noqa: DTZ001  offsets with seconds
    ("Africa/Monrovia", datetime(1960, 2, 29, 3)),  # noqa: DTZ001
    ("Europe/Berlin", datetime(2025, 3, 30, 2, 30)),  # noqa: DTZ001  a time that did not exist
    ("America/New_York", datetime(2025, 11, 2, 1, 30, fold=1)),  # noqa: DTZ001  one that came twice
]


@pytest.mark.parametrize(("name", "local"), ODD_ZONES)
def test_odd_time_zones(vault_folder: Path, name: str, local: datetime) -> None:
    try:
        at = local.replace(tzinfo=ZoneInfo(name))
    except ZoneInfoNotFoundError:
        pytest.skip("this system has no table of time zones")
    with opened(vault_folder, SetClock(at)) as engine:
        engine.perceive(DATED)
        assert_whole(engine, [DATED])
        (turn,) = engine.diary.turns()
        assert turn.at.astimezone(UTC) == at.astimezone(UTC)  # two times of one zone compare without it
        assert turn.at.utcoffset() == at.utcoffset()
        assert turn.at.replace(tzinfo=None) == local.replace(fold=0)
        assert all(one.event_date is None or one.event_date.tzinfo for one in engine.memories.find(None))
        assert engine.journal.steps()
        engine.vault.backup()


AGES = st.datetimes(
    timezones=st.timedeltas(timedelta(hours=-23, minutes=-59), timedelta(hours=23, minutes=59)).map(timezone),
)


EDGES = [
    datetime.max.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),  # a year later in UTC
    datetime.max.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime.min.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),  # a year before in UTC
    datetime.min.replace(tzinfo=timezone(timedelta(hours=-14))),
]


@pytest.mark.parametrize("at", EDGES)
def test_a_message_from_the_end_of_time(vault_folder: Path, clock: SetClock, at: datetime) -> None:
    with opened(vault_folder, clock) as engine:
        engine.perceive(DATED, at=at).verdicts()
        heard = engine.memories.find()
        assert heard
        assert [turn.at for turn in engine.diary.turns()] == [at]
        memory = heard[0]
        engine.memories.edit(memory.id, text="I start at the bakery tomorrow.")
        engine.used(engine.recall("Where do I start?").items)
        engine.journal.undo()
        assert engine.memories.get(memory.id).text == memory.text
        assert engine.recall("Where do I start?").items
        engine.sleep.run()
        engine.vault.backup()
        assert_whole(engine, [DATED])


def test_a_clock_at_the_end_of_time(vault_folder: Path) -> None:
    clock = SetClock(EDGES[0])
    with opened(vault_folder, clock) as engine:
        engine.perceive(DATED, at=EDGES[3]).verdicts()
        engine.perceive(DATED).verdicts()
        engine.memories.pin(engine.memories.find()[0].id)
        engine.vault.backup()
        found = engine.recall("Where do I start?").items
        assert found
        engine.used(found)
        engine.used(found)  # a hundred centuries after it was learnt, and again at once
        assert_whole(engine, [DATED, DATED])


@given(st.lists(AGES, min_size=1, max_size=3))
def test_messages_of_any_age(tmp_path_factory: pytest.TempPathFactory, ages: list[datetime]) -> None:
    with opened(tmp_path_factory.mktemp("ages") / "vault", SetClock()) as engine:
        for at in ages:
            engine.perceive(DATED, at=at)
            engine.perceive("Позавчера я был в Казани, а через 300 лет полечу на Марс.", at=at)
        engine.settle()
        assert engine.vault.statistics()["parked"] == 0
        assert len(engine.diary.turns()) == 2 * len(ages)
        assert engine.vault.check().ok


# place


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file of this process grows over so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_up_while_the_memory_works(vault_folder: Path) -> None:
    said: list[str] = []
    with opened(vault_folder) as engine:
        engine.settle()

        def talk() -> None:
            for number in range(1000):
                text = f"My friend number {number} lives in house {number} in Riga. " + "And so on. " * 200
                engine.perceive(text)
                said.append(text)

        with small_files(500_000):
            with pytest.raises(VaultError) as caught:
                talk()
            # the system calls it a file too large, which SQLite tells as a fault of the disk
            assert all((caught.value.what, caught.value.data, caught.value.todo))
        said.append("There is room again.")
        engine.perceive(said[-1])
        assert_whole(engine, said)
    with opened(vault_folder) as engine:
        assert_whole(engine, said)


def test_a_vault_whose_folder_goes_away_and_comes_back(vault_folder: Path) -> None:
    away = vault_folder.with_name("away")
    with opened(vault_folder) as engine:
        engine.perceive("My friend Ann lives in Riga.").verdicts()
        vault_folder.rename(away)
        with pytest.raises(VaultGone):
            engine.perceive("lost")
        with pytest.raises(VaultError):
            engine.memories.forget(engine.memories.find()[0].id)
        away.rename(vault_folder)
        engine.perceive("I am back.")
        assert_whole(engine, ["My friend Ann lives in Riga.", "I am back."])


def test_a_backup_into_a_folder_that_went_away_is_refused_in_words(vault_folder: Path) -> None:
    with opened(vault_folder) as engine:
        vault_folder.rename(vault_folder.with_name("away"))
        with pytest.raises(VaultError):
            engine.vault.backup()


def test_a_vault_in_a_folder_that_may_only_be_read(vault_folder: Path) -> None:
    with opened(vault_folder) as engine:
        engine.perceive("kept").verdicts()
    with unwritable(vault_folder), pytest.raises(VaultReadOnly):
        opened(vault_folder)
    with opened(vault_folder) as engine:
        assert_whole(engine, ["kept"])


def test_a_folder_copied_while_the_vault_is_open_opens_clean(vault_folder: Path) -> None:
    said = [f"My friend number {number} lives in Riga." for number in range(12)]
    copy = vault_folder.with_name("copy")
    with opened(vault_folder) as engine:
        for text in said:
            engine.perceive(text)
        engine.settle()
        shutil.copytree(vault_folder, copy)
    with opened(copy) as engine:
        assert_whole(engine, said)


def test_a_folder_copied_while_the_vault_is_written_opens_or_is_refused(vault_folder: Path) -> None:
    stop = threading.Event()
    said: list[str] = []

    def talk(engine: Engine) -> None:
        while not stop.is_set():
            text = f"My friend number {len(said)} lives in Riga. " + "And so on. " * 300
            engine.perceive(text)
            said.append(text)

    with opened(vault_folder) as engine:
        thread = threading.Thread(target=talk, args=(engine,))
        thread.start()
        try:
            for number in range(5):
                shutil.copytree(vault_folder, vault_folder.with_name(f"copy-{number}"))
        finally:
            stop.set()
            thread.join()
    for number in range(5):
        with opened(vault_folder.with_name(f"copy-{number}")) as engine:
            engine.settle()
            assert engine.vault.check().ok
            assert {turn.text for turn in engine.diary.turns()} <= set(said)


def test_a_check_while_something_is_said_finds_nothing(
    vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vault(vault_folder) as one:
        one.say("My friend Ann lives in Riga.")
        real = TextIndex.catch_up
        said: list[Turn] = []

        def catch_up(index: TextIndex) -> None:
            real(index)
            if not said:
                said.append(one.say("My friend Boris lives in Oslo."))

        monkeypatch.setattr(TextIndex, "catch_up", catch_up)
        assert check(one.db).problems == ()


def test_a_vault_without_encryption_is_as_robust(vault_folder: Path, clock: SetClock) -> None:
    with Engine.open(vault_folder, PLAIN, clock=clock, embedder=QuickEmbedder()) as engine:
        engine.perceive(DATED)
        clock.advance(timedelta(days=-40))
        engine.perceive("Back in time.")
        assert_whole(engine, [DATED, "Back in time."])
