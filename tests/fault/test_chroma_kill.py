"""Chroma may die at any moment, or find its files damaged: the exact scan answers, and it is built anew."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.network.chroma_server import ChromaServerIndex
from app.network.consent import Address
from app.network.log import NetworkLog
from memory_core.errors import VectorIndexError
from memory_core.params import Params
from memory_core.recall.recall import Recall
from memory_core.recall.vector_index import ExactIndex
from memory_core.recall.vector_index_keeper import LongTermIndex
from memory_core.store.keys import PLAIN
from memory_core.types import IndexState
from memory_core.workers.chroma import ChromaIndex
from memory_core.workers.chroma_worker import CHANGING
from tests.tools.diaries import HashEmbedder, Shelf, memory
from tests.tools.vector_engines import chroma_server, held, numbers, share_found, units

LONG = 120.0
PARAMS = Params(candidates=20, chroma_wait=LONG)
WORDS = ("amber", "birch", "cedar", "daisy", "ember", "flint", "grove", "heron", "iris", "jade", "kelp")

# An ordinary worker that says on its standard error when it is in the middle of something, and stays there.
STUCK = """
import sys, time
from memory_core.workers import chroma_worker
from memory_core.workers.chroma_collection import ChromaCollection
def stay(*arguments, **more):
    open(MARK, "w").close()
    time.sleep(600)
WHERE
chroma_worker.main()
"""
IN_A_QUESTION = "ChromaCollection.nearest = stay"
# After Chroma took the vectors, and before the client hears of it.
IN_AN_ADD = """
init = ChromaCollection.__init__
def wrapped(self, *arguments):
    init(self, *arguments)
    add = self._collection.add
    def adding(**fields):
        add(**fields)
        stay()
    self._collection.add = adding
ChromaCollection.__init__ = wrapped
"""


def stuck(where: str, mark: Path) -> list[str]:
    script = STUCK.replace("WHERE", where).replace("MARK", repr(str(mark)))
    return [sys.executable, "-P", "-c", script]


def when_there(mark: Path, act: Callable[[], None]) -> threading.Thread:
    """Do something on a thread as soon as a file is there."""

    def wait() -> None:
        pause = threading.Event()
        while not mark.exists():
            pause.wait(0.01)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def kill(index: ChromaIndex, how: int = signal.SIGKILL) -> None:
    assert index.pid is not None
    os.kill(index.pid, how)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "long-term"


@pytest.mark.parametrize(("where", "ask"), [(IN_A_QUESTION, True), (IN_AN_ADD, False)])
def test_killed_in_the_middle_it_is_an_error_at_once(
    tmp_path: Path, folder: Path, where: str, ask: bool
) -> None:
    index = ChromaIndex(folder, command=stuck(where, tmp_path / "mark"))
    if ask:
        index.put(numbers(50), units(50))
    killer = when_there(tmp_path / "mark", lambda: kill(index))
    with pytest.raises(VectorIndexError, match="SIGKILL"):
        index.nearest(units(1), 5) if ask else index.put(numbers(50), units(50))  # type: ignore[func-returns-value]
    killer.join()
    index.close()
    assert (folder / CHANGING).exists() is not ask
    index = ChromaIndex(folder)
    assert len(held(index)) == (50 if ask else 0)
    exact = ExactIndex(32)
    for one in (index, exact):
        one.put(numbers(50), units(50))
    assert share_found(index, exact, units(20, seed=1)) >= 0.99
    index.close()


def damage_empty(files: Path) -> None:
    for path in files.rglob("*.bin"):
        path.write_bytes(b"")


def damage_garbage(files: Path) -> None:
    for path in files.rglob("*.bin"):
        path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def damage_missing(files: Path) -> None:
    for path in files.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def damage_database(files: Path) -> None:
    database = next(files.glob("*.sqlite3"))
    data = bytearray(database.read_bytes())
    data[4096:] = random.Random(2).randbytes(len(data) - 4096)
    database.write_bytes(data)


def text(number: int) -> str:
    return " ".join(random.Random(number).sample(WORDS, 3)) + f" number{number}"


class Life:
    """A shelf of memories and what keeps its index."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.made: list[ChromaIndex] = []
        self.shelf = Shelf(HashEmbedder(), PARAMS)
        self.shelf.know(*(memory(number, text(number)) for number in range(1, count + 1)))
        self.exact = Recall(self.shelf.index, self.shelf.embedder, PARAMS)
        self.kept: LongTermIndex | None = None

    def open(self) -> LongTermIndex:
        self.kept = LongTermIndex(self.shelf.index, self._make, least=1, folder=self.folder, pause=0.0)
        self.recall = Recall(self.shelf.index, self.shelf.embedder, PARAMS, self.kept)
        return self.kept

    def close(self) -> None:
        if self.kept is not None:
            self.kept.close()

    def answers_as_exact(self) -> None:
        for number in (1, 7, 40):
            wanted = [item.id for item in self.exact(text(number), limit=5).items]
            assert [item.id for item in self.recall(text(number), limit=5).items] == wanted

    def _make(self) -> ChromaIndex:
        self.made.append(ChromaIndex(self.folder))
        return self.made[-1]


@pytest.fixture
def life(folder: Path) -> Iterator[Life]:
    life = Life(folder, 1300)  # more than Chroma keeps in its log before it writes its graph down
    yield life
    life.close()


def test_killed_while_it_answers_the_same_question_is_answered_exactly_and_it_comes_back(life: Life) -> None:
    kept = life.open()
    assert kept.wait(LONG)
    assert kept.state().state is IndexState.READY
    life.answers_as_exact()
    kill(life.made[0], signal.SIGSEGV)
    life.answers_as_exact()
    assert kept.wait(LONG)
    assert kept.state().state is IndexState.READY
    assert len(life.made) == 2
    assert len(held(life.made[1])) == 1300
    life.answers_as_exact()


@pytest.mark.parametrize("damage", [damage_empty, damage_garbage, damage_missing, damage_database])
def test_damaged_files_are_dropped_and_made_anew(life: Life, damage: Callable[[Path], None]) -> None:
    kept = life.open()
    assert kept.wait(LONG)
    kept.close()
    damage(life.folder / "files")
    kept = life.open()
    life.answers_as_exact()  # whatever it does just now
    assert kept.wait(LONG)
    assert kept.state().state is IndexState.READY
    assert len(held(life.made[-1])) == 1300
    life.answers_as_exact()


def test_what_is_whole_is_used_as_it_is(life: Life) -> None:
    kept = life.open()
    assert kept.wait(LONG)
    kept.close()
    life.shelf.know(memory(5000, "puffin egg"))
    kept = life.open()
    assert kept.wait(LONG)
    assert kept.state().failures == 0
    assert len(held(life.made[-1])) == 1301
    assert life.recall("puffin egg").items[0].memory_id == 5000


def test_crashes_leave_no_thread_and_no_process(life: Life) -> None:
    me = psutil.Process()
    before = (threading.active_count(), len(me.children()))
    kept = life.open()
    assert kept.wait(LONG)
    kill(life.made[-1])
    life.answers_as_exact()
    assert kept.wait(LONG)
    kept.close()
    assert (threading.active_count(), len(me.children())) == before


def test_a_server_killed_in_the_middle_is_missed_by_nobody_and_filled_again_when_it_is_back(
    tmp_path: Path,
) -> None:
    life = Life(tmp_path / "unused", 200)
    with chroma_server(tmp_path / "server") as (process, port):
        address = Address.parse(f"http://127.0.0.1:{port}")
        server = ChromaServerIndex(address, "mneme-killed", NetworkLog(tmp_path, PLAIN))
        kept = LongTermIndex(life.shelf.index, lambda: server, least=1, given=True, pause=0.01)
        life.recall = Recall(life.shelf.index, life.shelf.embedder, PARAMS, kept)
        assert kept.wait(LONG)
        life.answers_as_exact()
        process.kill()
        process.wait()
        life.answers_as_exact()
        assert kept.state().state is not IndexState.READY
    with chroma_server(tmp_path / "server", port):
        assert kept.wait(LONG)
        assert kept.state().state is IndexState.READY
        assert len(held(server)) == 200
        life.answers_as_exact()
        kept.close()
        server.close()
