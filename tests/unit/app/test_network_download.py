"""A download survives whatever a network does, keeps what it has, and ends with the right file or none."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.download import Download
from app.network.exchange import Target
from app.network.log import NetworkLog
from app.network.part_file import PartFile, had
from app.network.problems import (
    AlreadyRunning,
    AnswerRefused,
    NoConnection,
    NotLogged,
    UnsafeAddress,
    WrongFile,
)
from app.network.progress import Manner, Progress, Speed, State
from memory_core.errors import BadRequest, Cancelled, DiskFull, EnvironmentProblem
from memory_core.models.catalogue import Offer
from memory_core.store.keys import PLAIN
from tests.tools.web_server import Act, WebServer, certificates, web_server

BODY = random.Random(3).randbytes(3_000_000)
HASTY = Manner(connect_seconds=5.0, stall_seconds=20.0, attempts=4, backoff=float, reserve=0)
Make = Callable[..., Download]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server(BODY) as running:
        yield running


@pytest.fixture
def offer(server: WebServer) -> Offer:
    return Offer(
        id="m",
        name="Model",
        repository="a/b",
        file="model.gguf",
        url=server.url(),
        file_bytes=len(BODY),
        exact=False,
        sha256=hashlib.sha256(BODY).hexdigest(),
        memory_gb=4,
        active_share=1.0,
        licence="Apache-2.0",
        languages=("en",),
        tools=False,
    )


@pytest.fixture
def log(tmp_path: Path) -> NetworkLog:
    return NetworkLog(tmp_path / "vault", PLAIN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def make(offer: Offer, folder: Path, log: NetworkLog) -> Make:
    def made(**given: Any) -> Download:
        given = {"manner": HASTY, "wait": lambda _seconds, _event: None, **given}
        return Download(given.pop("offer", offer), folder, log, **given)

    return made


def whole(folder: Path) -> None:
    """The file is there, right, and alone."""
    assert (folder / "model.gguf").read_bytes() == BODY
    assert [path.name for path in folder.iterdir()] == ["model.gguf"]


def partly(folder: Path, server: WebServer, make: Make, size: int, **given: Any) -> None:
    """Begin a download that breaks for good after ``size`` bytes."""
    server.acts = [Act(drop_after=size, **given)]
    with pytest.raises(NoConnection):
        make(manner=replace(HASTY, attempts=1)).run()
    assert (folder / "model.gguf.part").stat().st_size == size


def test_a_file_comes_whole(server: WebServer, make: Make, folder: Path, log: NetworkLog) -> None:
    told: list[Progress] = []
    download = make(progress=told.append)
    assert not log.read()  # nothing is asked before somebody says so
    assert not folder.exists()
    assert download.run() == folder / "model.gguf"
    whole(folder)
    assert told[-1] == Progress(State.DONE, len(BODY), len(BODY))
    assert told[0].state is State.CONNECTING
    lines = [(one.host, one.method, one.path, one.status) for one in reversed(log.read())]
    here = f"127.0.0.1:{server.port}"
    assert lines == [(here, "GET", "/model.gguf", 0), (here, "GET", "/model.gguf", 200)]
    assert server.asked[0].headers["accept-encoding"] == "identity"
    assert "range" not in server.asked[0].headers


def test_what_is_here_already_is_not_fetched(server: WebServer, make: Make, folder: Path) -> None:
    make().run()
    assert make().run() == folder / "model.gguf"
    assert len(server.asked) == 1
    (folder / "model.gguf").write_bytes(b"damaged since")
    make().run()
    assert len(server.asked) == 2
    whole(folder)


def test_a_broken_connection_is_gone_on_with(server: WebServer, make: Make, folder: Path) -> None:
    server.acts = [Act(drop_after=700_000), Act(drop_after=200_000), Act(drop_after=0)]
    told: list[Progress] = []
    waited: list[float] = []
    make(progress=told.append, wait=lambda seconds, _event: waited.append(seconds)).run()
    whole(folder)
    assert [one.headers.get("range") for one in server.asked] == [
        None, "bytes=700000-", "bytes=900000-", "bytes=900000-",
    ]  # fmt: skip
    assert {one.headers.get("if-range") for one in server.asked[1:]} == {'"one"'}
    assert waited == [1.0, 2.0, 3.0]
    assert [one.attempt for one in told if one.state is State.WAITING] == [2, 3, 4]
    assert all(one.problem for one in told if one.state is State.WAITING)


def test_it_gives_up_after_so_many_tries_and_keeps_what_it_has(
    server: WebServer, make: Make, folder: Path, offer: Offer
) -> None:
    server.acts = [Act(drop_after=1000)] * 4
    with pytest.raises(NoConnection, match="4 times in a row") as error:
        make().run()
    assert "kept" in error.value.data
    assert had(offer, folder) == 4000
    make().run()
    assert server.asked[-1].headers["range"] == "bytes=4000-"
    whole(folder)


def test_tries_that_bring_something_are_not_counted_together(
    server: WebServer, make: Make, folder: Path
) -> None:
    server.acts = [Act(drop_after=1), Act(drop_after=1 << 20), Act(drop_after=1), Act(drop_after=1 << 20)]
    make(manner=replace(HASTY, attempts=3)).run()
    whole(folder)


def test_a_server_that_begins_anew_each_time_is_given_up(server: WebServer, make: Make, folder: Path) -> None:
    sizes = itertools.cycle([2_000_000, 500_000])
    server.acts = [Act(drop_after=next(sizes), ignore_range=True) for _ in range(50)]
    with pytest.raises(NoConnection):
        make().run()
    assert len(server.asked) == 4


def test_a_stall_ends_after_its_time(server: WebServer, make: Make, folder: Path) -> None:
    server.acts = [Act(stall_after=700_000)]
    told: list[Progress] = []
    make(manner=replace(HASTY, stall_seconds=0.2), progress=told.append).run()
    whole(folder)
    assert server.asked[1].headers["range"] == "bytes=700000-"
    assert [one.problem for one in told if one.state is State.WAITING] == ["nothing came for too long"]


def test_nobody_listens(make: Make, offer: Offer, folder: Path) -> None:
    with web_server(b"") as gone:
        port = gone.port
    nowhere = replace(offer, url=f"http://127.0.0.1:{port}/model.gguf")
    with pytest.raises(NoConnection, match="cannot be reached"):
        make(offer=nowhere).run()
    assert list(folder.iterdir()) == []


class Watch:
    """Sees every progress (the clock jumps with each look at it) and says when so many bytes are here."""

    def __init__(self, wanted: int) -> None:
        self.told: list[Progress] = []
        self.there, self.paused = threading.Event(), threading.Event()
        self.clock = itertools.count().__next__
        self._wanted = wanted

    def __call__(self, one: Progress) -> None:
        self.told.append(one)
        if one.state is State.PAUSED:
            self.paused.set()
        if one.state is State.LOADING and one.done == self._wanted:
            self.there.set()


def test_a_pause_lets_go_and_goes_on(server: WebServer, make: Make, folder: Path) -> None:
    server.acts = [Act(stall_after=600_000)]
    watch = Watch(600_000)
    download = make(progress=watch, clock=watch.clock)
    ended: list[Path] = []
    thread = threading.Thread(target=lambda: ended.append(download.run()))
    thread.start()
    watch.there.wait()
    download.pause()
    watch.paused.wait()
    assert len(server.asked) == 1
    with pytest.raises(BadRequest):
        download.run()
    download.resume()
    thread.join()
    assert ended == [folder / "model.gguf"]
    whole(folder)
    assert server.asked[1].headers["range"] == "bytes=600000-"
    assert not [one for one in watch.told if one.state is State.WAITING]


@pytest.mark.parametrize("paused_before", [False, True])
def test_a_cancel_leaves_what_can_be_gone_on_with(
    server: WebServer, make: Make, folder: Path, offer: Offer, paused_before: bool
) -> None:
    server.acts = [Act(stall_after=600_000)]
    watch = Watch(600_000)
    download = make(progress=watch, clock=watch.clock)
    ended: list[BaseException] = []

    def run() -> None:
        try:
            download.run()
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    watch.there.wait()
    if paused_before:
        download.pause()
        watch.paused.wait()
    download.cancel()
    thread.join()
    assert len(ended) == 1
    assert had(offer, folder) == 600_000
    known = json.loads((folder / "model.gguf.part.json").read_bytes())
    assert (known["etag"], known["total"], known["sha256"]) == ('"one"', len(BODY), offer.sha256)
    told: list[Progress] = []
    make(progress=told.append).run()
    assert told[0].state is State.CHECKING
    assert server.asked[1].headers["range"] == "bytes=600000-"
    whole(folder)


def test_a_cancel_ends_the_waiting(server: WebServer, make: Make) -> None:
    server.acts = [Act(status=503)] * 3
    download: Download

    def wait(_seconds: float, changed: threading.Event) -> None:
        download.cancel()
        assert changed.is_set()

    download = make(wait=wait)
    with pytest.raises(Cancelled):
        download.run()
    assert len(server.asked) == 1


def test_what_was_begun_can_be_thrown_away(server: WebServer, make: Make, folder: Path, offer: Offer) -> None:
    partly(folder, server, make, 1000)
    make().discard()
    assert list(folder.iterdir()) == []
    assert had(offer, folder) == 0


def test_a_server_that_ignores_ranges_starts_anew(server: WebServer, make: Make, folder: Path) -> None:
    partly(folder, server, make, 1_000_000)
    server.acts = [Act(ignore_range=True)]
    make().run()
    assert server.asked[1].headers["range"] == "bytes=1000000-"
    whole(folder)


def test_a_file_changed_between_ranges_is_noticed(server: WebServer, make: Make, folder: Path) -> None:
    """Faithfully told (200 to If-Range), told by the mark only, by the length only, or by 416."""
    other = bytes(len(BODY))
    for act in (
        Act(etag='"two"'),
        Act(headers={"ETag": '"two"'}),
        Act(headers={"Content-Range": f"bytes 1000000-{len(BODY) + 6}/{len(BODY) + 7}"}),
        Act(status=416),
        Act(shift=5),
        Act(headers={"Content-Range": "nonsense"}),
    ):
        server.etag = '"one"'
        server.body = other
        partly(folder, server, make, 1_000_000)
        before = len(server.asked)
        server.body = BODY
        server.acts = [act]
        make().run()
        assert server.asked[before].headers["range"] == "bytes=1000000-"
        whole(folder)
        (folder / "model.gguf").unlink()


def test_bytes_of_another_file_under_the_same_mark_are_found_out(
    server: WebServer, make: Make, folder: Path
) -> None:
    server.body = bytes(len(BODY))
    partly(folder, server, make, 1_000_000)
    server.body = BODY
    with pytest.raises(WrongFile, match="checksum") as error:
        make().run()
    assert "deleted" in error.value.data
    assert list(folder.iterdir()) == []


def test_wrong_bytes_are_deleted_and_told(server: WebServer, make: Make, folder: Path) -> None:
    server.acts = [Act(body=BODY[:-1] + b"x")]
    with pytest.raises(WrongFile, match="checksum"):
        make().run()
    assert list(folder.iterdir()) == []


def test_a_length_that_lies(server: WebServer, make: Make, folder: Path, offer: Offer) -> None:
    """Too long: the rest is asked for and there is none. Too short: the checksum tells."""
    server.acts = [Act(headers={"Content-Length": str(len(BODY) + 10)})]
    make().run()
    assert server.asked[1].headers["range"] == f"bytes={len(BODY)}-"
    whole(folder)
    (folder / "model.gguf").unlink()
    server.acts = [Act(headers={"Content-Length": "1000"})]
    with pytest.raises(WrongFile, match="checksum"):
        make().run()
    exact = replace(offer, exact=True)
    server.acts = [Act(headers={"Content-Length": "1000"})]
    with pytest.raises(WrongFile, match="1,000 bytes long instead of 3,000,000"):
        make(offer=exact).run()
    server.acts = [Act(body=bytes(3 * len(BODY)))]
    with pytest.raises(WrongFile, match="long instead of"):
        make().run()
    server.acts = [Act(body=bytes(3 * len(BODY)), chunked=True)]
    with pytest.raises(WrongFile, match="more came"):
        make().run()
    assert list(folder.iterdir()) == []


def test_without_a_length_it_comes_too(server: WebServer, make: Make, folder: Path, offer: Offer) -> None:
    server.acts = [Act(chunked=True)]
    make().run()
    whole(folder)
    (folder / "model.gguf").unlink()
    server.acts = [Act(chunked=True, drop_after=0), Act(chunked=True)]
    make(offer=replace(offer, exact=True)).run()
    whole(folder)


def test_errors_that_pass_and_errors_that_stay(server: WebServer, make: Make, folder: Path) -> None:
    waited: list[float] = []
    server.acts = [Act(status=503, headers={"Retry-After": "7"}), Act(status=429), Act(status=500)]
    make(wait=lambda seconds, _event: waited.append(seconds)).run()
    assert waited == [7.0, 2.0, 3.0]
    whole(folder)
    (folder / "model.gguf").unlink()
    for status in (401, 403, 404, 410, 204):
        server.acts = [Act(status=status)]
        with pytest.raises(AnswerRefused, match=str(status)):
            make().run()
    server.acts = [Act(headers={"Content-Encoding": "gzip"})]
    with pytest.raises(AnswerRefused, match="not asked for"):
        make().run()
    assert list(folder.iterdir()) == []


def test_redirects_are_followed_and_each_hop_is_logged(
    server: WebServer, make: Make, folder: Path, log: NetworkLog
) -> None:
    with web_server(BODY) as far:
        server.acts = [Act(redirect="/elsewhere"), Act(redirect=far.url("/signed/model?sig=secret&a=b"))]
        make().run()
        assert far.asked[0].path == "/signed/model?sig=secret&a=b"
        hosts = [(one.host, one.path, one.status) for one in reversed(log.read())]
        assert hosts == [
            (f"127.0.0.1:{server.port}", "/model.gguf", 0),
            (f"127.0.0.1:{server.port}", "/model.gguf", 302),
            (f"127.0.0.1:{server.port}", "/elsewhere", 0),
            (f"127.0.0.1:{server.port}", "/elsewhere", 302),
            (f"127.0.0.1:{far.port}", "/signed/model", 0),
            (f"127.0.0.1:{far.port}", "/signed/model", 200),
        ]
        assert b"secret" not in log.path.read_bytes()
    whole(folder)


def test_redirects_without_end_and_to_nowhere(server: WebServer, make: Make) -> None:
    server.acts = [Act(redirect="/again")] * 10
    with pytest.raises(AnswerRefused, match="without end"):
        make().run()
    assert len(server.asked) == 6
    server.acts = [Act(status=302)]
    with pytest.raises(AnswerRefused):
        make().run()
    for url in ("ftp://127.0.0.1/x", "http://[::1", "file:///etc/passwd", "https://me:secret@example.org/"):
        server.acts = [Act(redirect=url)]
        with pytest.raises((UnsafeAddress, AnswerRefused)):
            make().run()


def test_only_this_machine_is_spoken_to_in_the_clear(server: WebServer, make: Make, offer: Offer) -> None:
    server.acts = [Act(redirect="http://example.org/model.gguf")]
    with pytest.raises(UnsafeAddress, match=r"example\.org:80"):
        make().run()
    with pytest.raises(UnsafeAddress):
        make(offer=replace(offer, url="http://example.org/model.gguf")).run()
    assert len(server.asked) == 1


def test_https_is_checked_and_never_left(
    server: WebServer, make: Make, offer: Offer, folder: Path, tmp_path: Path
) -> None:
    theirs, ours = certificates(tmp_path)
    with web_server(BODY, theirs) as safe:
        offered = replace(offer, url=safe.url())
        safe.acts = [Act(redirect=server.url())]
        with pytest.raises(UnsafeAddress, match="not safe"):
            make(offer=offered, tls=ours).run()
        assert server.asked == []
        with pytest.raises(UnsafeAddress, match="prove"):
            make(offer=offered).run()
        safe.acts = [Act(drop_after=100_000)]
        make(offer=offered, tls=ours).run()
        assert safe.asked[-1].headers["range"] == "bytes=100000-"
    whole(folder)


def test_a_pause_under_https(make: Make, offer: Offer, folder: Path, tmp_path: Path) -> None:
    theirs, ours = certificates(tmp_path)
    with web_server(BODY, theirs) as safe:
        safe.acts = [Act(stall_after=300_000)]
        paused = threading.Event()
        download = make(
            offer=replace(offer, url=safe.url()),
            tls=ours,
            progress=lambda one: paused.set() if one.state is State.PAUSED else None,
        )
        thread = threading.Thread(target=download.run)
        thread.start()
        safe.stalling.wait()
        download.pause()
        paused.wait()
        download.resume()
        thread.join()
    whole(folder)


def test_a_file_that_its_publisher_replaced_costs_nothing(
    server: WebServer, make: Make, folder: Path
) -> None:
    server.acts = [Act(redirect="/there", headers={"X-Linked-ETag": '"' + "0" * 64 + '"'})]
    with pytest.raises(WrongFile, match="replaced by its publisher"):
        make().run()
    assert len(server.asked) == 1
    digest = hashlib.sha256(BODY).hexdigest()
    server.acts = [Act(redirect="/there", headers={"X-Linked-ETag": f'"{digest}"'})]
    make().run()
    whole(folder)


def test_the_disk_is_looked_at_before_and_while(
    server: WebServer, make: Make, folder: Path, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DiskFull, match="no room"):
        make(free=lambda _: len(BODY) - 1).run()
    assert server.asked == []
    with pytest.raises(DiskFull):
        make(free=lambda _: len(BODY), manner=replace(HASTY, reserve=1)).run()
    monkeypatch.setattr("app.network.fetch._LOOK", 1 << 19)
    room = iter([10 * len(BODY)] * 3)
    with pytest.raises(DiskFull) as error:
        make(free=lambda _: next(room, 0)).run()
    assert "kept" in error.value.data
    assert 0 < had(offer, folder) < len(BODY)
    make().run()
    whole(folder)


def test_a_full_disk_and_a_folder_that_cannot_be(
    server: WebServer, make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("a file stands here")
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        make().run()
    folder.unlink()
    assert server.asked == []
    full = Path("/dev/full")
    if full.exists():
        folder.mkdir()
        (folder / "model.gguf.part").symlink_to(full)
        with pytest.raises(EnvironmentProblem, match="could not be written"):
            make().run()  # a link is not written through


def test_two_downloads_of_one_file_are_refused(server: WebServer, make: Make, folder: Path) -> None:
    server.acts = [Act(stall_after=500_000)]
    first = make()
    thread = threading.Thread(target=first.run)
    thread.start()
    server.stalling.wait()
    with pytest.raises(AlreadyRunning, match="already"):
        make().run()
    with pytest.raises(AlreadyRunning):
        make().discard()
    assert len(server.asked) == 1
    server.go.set()
    thread.join()
    whole(folder)


KILLED = """
import sys
from pathlib import Path
from app.network.download import Download
from app.network.log import NetworkLog
from memory_core.models.catalogue import Offer
from memory_core.store.keys import PLAIN
url, sha256, folder = sys.argv[1:]
offer = Offer("m", "Model", "a/b", "model.gguf", url, 3000000, False, sha256, 4, 1.0, "x", ("en",), False)
ticks = iter(range(10**6))
Download(offer, Path(folder), NetworkLog(Path(folder), PLAIN), clock=lambda: next(ticks),
    progress=lambda one: print(one.done, flush=True)).run()
"""


def test_a_killed_program_leaves_what_can_be_gone_on_with(
    server: WebServer, make: Make, folder: Path, offer: Offer, tmp_path: Path
) -> None:
    server.acts = [Act(stall_after=600_000)]
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, offer.url, offer.sha256, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout is not None
    with process.stdout:
        while process.stdout.readline() != "600000\n":
            assert process.poll() is None
        with pytest.raises(AlreadyRunning):
            make().run()  # another program has it
        process.kill()
        process.wait()
    assert had(offer, folder) == 600_000
    (folder / "connections.log").unlink()
    make().run()
    assert server.asked[1].headers["range"] == "bytes=600000-"
    whole(folder)


def test_what_cannot_be_logged_is_not_asked(server: WebServer, make: Make, log: NetworkLog) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(NotLogged) as error:
        make().run()
    assert error.value.todo
    assert server.asked == []


@pytest.mark.parametrize("file", ["../model.gguf", "/model.gguf", "a/b.gguf", "con.gguf", "x.exe", ""])
def test_no_other_name_than_the_catalogues(server: WebServer, make: Make, offer: Offer, file: str) -> None:
    with pytest.raises(BadRequest):
        make(offer=replace(offer, file=file)).run()
    assert server.asked == []


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b'{"url": 1}',
        b'{"url": "u", "sha256": "s", "etag": "a\\r\\nX: y"}',
        b'{"url": "u", "sha256": "s", "total": -1}',
        b'{"url": "u", "sha256": "s", "total": true}',
        b'{"url": "u", "sha256": "s", "extra": 1}',
        b'{"url": "u", "sha256": "of another file"}',
    ],
)
def test_a_part_that_nothing_is_known_of_is_dropped(
    server: WebServer, make: Make, folder: Path, note: bytes
) -> None:
    folder.mkdir()
    (folder / "model.gguf.part").write_bytes(b"of who knows what")
    (folder / "model.gguf.part.json").write_bytes(note)
    make().run()
    assert "range" not in server.asked[0].headers
    whole(folder)


def test_a_part_that_is_whole_needs_no_connection(
    server: WebServer, make: Make, folder: Path, offer: Offer
) -> None:
    part = PartFile.open(offer, folder)
    part.learn(etag="", last_modified="", total=len(BODY))
    part.write(BODY)
    part.close()
    make().run()
    assert server.asked == []
    whole(folder)


def test_without_a_strong_mark_the_date_is_asked_with(server: WebServer, make: Make, folder: Path) -> None:
    date = "Mon, 02 Mar 2026 09:30:00 GMT"
    partly(folder, server, make, 1000, headers={"ETag": 'W/"weak"', "Last-Modified": date})
    server.acts = [Act(ignore_range=True)]
    make().run()
    assert server.asked[1].headers["if-range"] == date
    whole(folder)


def test_the_speed_is_smoothed() -> None:
    speed = Speed(seconds=4.0)
    speed.add(0, 0.0)
    assert speed.value == 0.0
    for second in range(1, 60):
        speed.add(1000, float(second))
    assert speed.value == pytest.approx(1000.0)
    speed.add(5000, 60.0)
    assert 1000.0 < speed.value < 2000.0
    speed.add(10, 60.0)  # no time passed
    speed.rest()
    assert speed.value == 0.0


@given(st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from([0.0, 0.01, 0.5, 3.0, 100.0])), max_size=30))
def test_the_speed_lies_between_the_slowest_and_the_fastest(pieces: list[tuple[int, float]]) -> None:
    speed, now, rates = Speed(), 0.0, []
    speed.add(0, now)
    gathered, since = 0, 0.0
    for count, passed in pieces:
        now, gathered = now + passed, gathered + count
        if now > since:
            rates.append(gathered / (now - since))
            gathered, since = 0, now
        speed.add(count, now)
    if rates:
        assert min(rates) * 0.999 - 1e-6 <= speed.value <= max(rates) * 1.001 + 1e-6


def test_progress_tells_speed_and_time_left(make: Make) -> None:
    now = iter(float(number) for number in range(10_000))
    told: list[Progress] = []
    make(clock=lambda: next(now), progress=told.append).run()
    loading = [one for one in told if one.state is State.LOADING]
    assert loading
    assert all(one.total == len(BODY) and one.speed > 0 and one.left is not None for one in loading)
    assert [one.done for one in loading] == sorted(one.done for one in loading)
    assert loading[-1].left == 0


@settings(max_examples=12)
@given(
    st.lists(
        st.one_of(
            st.builds(lambda size: Act(drop_after=size), st.integers(0, 400_000)),
            st.sampled_from([Act(status=503), Act(status=416), Act(ignore_range=True), Act(chunked=True)]),
            st.builds(lambda size: Act(drop_after=size, ignore_range=True), st.integers(0, 400_000)),
        ),
        max_size=8,
    )
)
def test_whatever_a_server_does_the_file_is_right_or_not_there(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Act]
) -> None:
    body, place = BODY[:500_000], tmp_path_factory.mktemp("any")
    with web_server(body) as server:
        offer = Offer(
            "m", "Model", "a/b", "model.gguf", server.url(), len(body), True,
            hashlib.sha256(body).hexdigest(), 4, 1.0, "Apache-2.0", ("en",), False,
        )  # fmt: skip
        server.acts = list(acts)
        log = NetworkLog(place / "vault", PLAIN)
        manner = replace(HASTY, attempts=20)
        Download(offer, place / "models", log, manner=manner, wait=lambda *_: None).run()
        assert (place / "models" / "model.gguf").read_bytes() == body


@given(st.text(max_size=80))
def test_an_address_is_understood_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        with contextlib.suppress(UnsafeAddress):
            target = Target.parse(url)
            assert target.path.isascii()
            assert not set(" \r\n\t\0") & set(target.path)
            assert "?" not in target.shown
