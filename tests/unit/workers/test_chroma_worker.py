"""Chroma's process: what it keeps, whom it lets in, that it stays at home, and what its client says of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from memory_core.errors import VectorIndexError, VectorIndexLate
from memory_core.workers import launch
from memory_core.workers.chroma import ChromaIndex
from memory_core.workers.chroma_worker import CHANGING, LOCK
from memory_core.workers.supervisor import Worker, WorkerRefused
from tests.tools.vector_engines import held, numbers, units

# The ordinary worker, but every event of the audit that has to do with sockets ends it.
WATCHED = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        os.write(2, b"OSError: " + event.encode() + b"\\n")
        os._exit(77)
sys.addaudithook(watch)
from memory_core.workers import chroma_worker
chroma_worker.main()
"""

# A worker whose questions wait until a file is there.
SLOW = """
import sys, time
from pathlib import Path
from memory_core.workers import chroma_worker
from memory_core.workers.chroma_collection import ChromaCollection
nearest = ChromaCollection.nearest
def patient(self, vectors, k):
    while not Path(GO).exists():
        time.sleep(0.01)
    return nearest(self, vectors, k)
ChromaCollection.nearest = patient
chroma_worker.main()
"""


@pytest.fixture(scope="module")
def index() -> Iterator[ChromaIndex]:
    index = ChromaIndex()
    yield index
    index.close()


def test_it_opens_no_socket_that_leads_anywhere(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index", command=[sys.executable, "-P", "-c", WATCHED])
    index.put(numbers(100), units(100))
    index.nearest(units(2), 5)
    index.drop(numbers(10))
    assert psutil.Process(index.pid).net_connections("inet") == []
    index.close()


@pytest.mark.parametrize(
    "what",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket().bind(('127.0.0.1', 0))",
    ],
)
def test_nobody_in_it_can_open_one(what: str) -> None:
    script = (
        "import sys, socket\n"
        "from memory_core.workers.chroma_worker import _stay_at_home\n"
        "sys.addaudithook(_stay_at_home)\n"
        f"try:\n    {what}\nexcept PermissionError as refused:\n    sys.exit(3)\n"
    )
    env = launch.environment()
    assert os.spawnve(os.P_WAIT, sys.executable, [sys.executable, "-c", script], env) == 3


def test_settings_of_the_environment_and_of_the_folder_do_not_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(
        "chroma_api_impl=chromadb.api.fastapi.FastAPI\nchroma_server_host=elsewhere\n"
    )
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.fastapi.FastAPI")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "elsewhere")
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")
    index = ChromaIndex(tmp_path / "index")
    index.put(numbers(3), units(3))
    assert set(held(index)) == {0, 1, 2}
    index.close()


def test_what_is_on_the_disk_is_there_again_and_is_the_users_alone(tmp_path: Path) -> None:
    folder, vectors = tmp_path / "index", units(300)
    index = ChromaIndex(folder)
    index.put(numbers(300), vectors)
    index.drop(numbers(5))
    before = held(index)
    index.close()
    assert not (folder / CHANGING).exists()
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
    index = ChromaIndex(folder)
    assert held(index) == before
    assert index.nearest(vectors[9:10], 1)[0].ids.tolist() == [9]
    index.close()


def test_in_memory_nothing_reaches_the_disk_and_two_know_nothing_of_each_other(index: ChromaIndex) -> None:
    other = ChromaIndex()
    index.put(numbers(2), units(2))
    assert held(other) == {}
    opened = [Path(file.path) for file in psutil.Process(index.pid).open_files()]
    assert not [path for path in opened if path.suffix in (".sqlite3", ".bin", ".db")]
    other.close()


def test_a_folder_in_which_another_works_is_left_alone(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path / "index")
    first.put(numbers(4), units(4))
    second = ChromaIndex(tmp_path / "index")
    assert second.folder is None
    assert held(second) == {}
    second.put(numbers(1, 50), units(1))
    second.clear()
    assert set(held(first)) == {0, 1, 2, 3}
    first.close()
    second.close()


def test_a_folder_left_in_the_middle_of_a_change_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = ChromaIndex(folder)
    index.put(numbers(4), units(4))
    index.close()
    (folder / CHANGING).touch()
    index = ChromaIndex(folder)
    assert held(index) == {}
    index.close()
    assert not (folder / CHANGING).exists()


def test_files_of_somebody_elses_making_end_in_an_error_or_an_empty_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = ChromaIndex(folder)
    index.put(numbers(1200), units(1200))
    index.close()
    database = next((folder / "files").glob("*.sqlite3"))
    database.write_bytes(b"no database" * 1000)
    with pytest.raises(VectorIndexError):
        ChromaIndex(folder)
    shutil.rmtree(folder)
    index = ChromaIndex(folder)
    assert held(index) == {}
    index.close()


def test_a_late_answer_costs_one_wait_and_is_dropped(tmp_path: Path) -> None:
    go = tmp_path / "go"
    index = ChromaIndex(command=[sys.executable, "-P", "-c", SLOW.replace("GO", repr(str(go)))])
    vectors = units(5)
    index.put(numbers(5), vectors)
    with pytest.raises(VectorIndexLate):
        index.nearest(vectors[:1], 1, wait=0.05)
    with pytest.raises(VectorIndexLate):  # not asked at all: the first is still being answered
        index.nearest(vectors[1:2], 1, wait=0.05)
    go.touch()
    assert index.nearest(vectors[2:3], 1)[0].ids.tolist() == [2]
    index.close()


def test_a_refused_request_leaves_it_alive(index: ChromaIndex) -> None:
    with pytest.raises(VectorIndexError, match="failed"):
        index.put(numbers(1), np.ones((1, 7), np.float32))  # of another width than the others
    assert index.pid is not None


def test_requests_that_make_no_sense_are_refused() -> None:
    worker = Worker("chroma")
    with pytest.raises(WorkerRefused):
        worker.call("held", after=0, most=5)  # nothing is open
    worker.call("open", folder=None)
    for op, fields in (("unknown", {}), ("put", {"ids": "?"}), ("nearest", {"rows": 1}), ("held", {})):
        with pytest.raises(WorkerRefused):
            worker.call(op, **fields)
    worker.close()


def test_it_ends_with_the_pipe(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index")
    child = psutil.Process(index.pid)
    index.close()
    assert not child.is_running()
    assert (tmp_path / "index" / LOCK).exists()
