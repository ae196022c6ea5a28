"""A model's process may die at any moment: the app lives, says so, and the next request works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from memory_core.errors import ModelCrashed, ModelFileInvalid, ProcessorUnsupported
from memory_core.models.language_model import LanguageModel
from memory_core.types import Sampling
from memory_core.workers import launch, protocol
from memory_core.workers.supervisor import Worker, WorkerDied
from tests.tools.tiny_gguf import write_tiny_gguf

SHORT = Sampling(max_tokens=8, temperature=0.0)
ENDLESS = Sampling(max_tokens=100_000, temperature=0.0)
ROOT = Path(__file__).resolve().parents[2]

# Another implementation of the worker's side, as small as the protocol allows: it dies on its best variant.
DYING = """
import os, signal, sys
from memory_core.workers.protocol import VERSION, read_frame, write_frame
out, inp = sys.stdout.buffer, sys.stdin.buffer
write_frame(out, {"event": "hello", "protocol": VERSION})
load = read_frame(inp)
left = [name for name in VARIANTS if name not in load["skip"]]
write_frame(out, {"id": load["id"], "event": "begun"})
if not left:
    write_frame(out, {"id": load["id"], "event": "error", "kind": "processor", "message": ""})
write_frame(out, {"id": load["id"], "event": "note", "backend": left[0]})
if left[0].endswith("dies"):
    os.kill(os.getpid(), signal.SIGILL)
write_frame(out, {"id": load["id"], "event": "result", "backend": left[0], "threads": 1})
read_frame(inp)
"""

OTHER_VERSION = """
import sys
from memory_core.workers.protocol import write_frame
write_frame(sys.stdout.buffer, {"event": "hello", "protocol": NUMBER})
sys.stdin.read()
"""

# A worker whose background requests stop half-way and wait for a chat request.
PATIENT = """
import threading
from memory_core.workers import llama
from memory_core.workers.inbox import Inbox
put, take_urgent = Inbox.put, Inbox.take_urgent
asked, checks = threading.Event(), []
def noting_put(self, request):
    put(self, request)
    if request["op"] != "load" and not request.get("background"):
        asked.set()
def patient_take_urgent(self):
    checks.append(1)
    if len(checks) < 12:
        return None
    asked.wait()
    return take_urgent(self)
Inbox.put, Inbox.take_urgent = noting_put, patient_take_urgent
llama.main()
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_gguf(tmp_path / "tiny.gguf")


@pytest.fixture
def model(tiny: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(tiny, threads=1) as model:
        yield model


def _kill(pid: int | None, how: int = signal.SIGKILL) -> None:
    assert pid is not None
    os.kill(pid, how)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_a_crash_in_the_middle_of_an_answer_is_told_and_the_next_request_works(
    model: LanguageModel, how: signal.Signals
) -> None:
    stream = model.complete("Go on", ENDLESS)
    next(stream)
    _kill(model.pid, how)
    with pytest.raises(ModelCrashed, match=how.name) as error:
        list(stream)
    assert error.value.data
    assert error.value.todo
    assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_a_process_killed_while_idle_is_replaced_unseen(model: LanguageModel) -> None:
    expected = [piece.text for piece in model.complete("Go on", SHORT)]
    first = model.pid
    _kill(first)
    assert [piece.text for piece in model.complete("Go on", SHORT)] == expected
    assert model.pid != first
    _kill(model.pid)
    assert model.count_tokens("abc") == 3


def test_crashes_leave_no_descriptor_thread_or_zombie(model: LanguageModel) -> None:
    me = psutil.Process()
    list(model.complete("Go on", SHORT))
    before = (me.num_fds(), threading.active_count(), len(me.children()))
    for _ in range(4):
        _kill(model.pid)
        list(model.complete("Go on", SHORT))
    assert (me.num_fds(), threading.active_count(), len(me.children())) == before


def test_close_ends_the_process_and_gives_everything_back(tiny: Path) -> None:
    me = psutil.Process()
    before = (me.num_fds(), threading.active_count(), len(me.children()))
    model = LanguageModel.open(tiny, threads=1)
    stream = model.complete("Go on", ENDLESS)
    next(stream)
    model.close()
    del stream
    assert (me.num_fds(), threading.active_count(), len(me.children())) == before


def test_a_failed_open_leaves_nothing(tiny: Path) -> None:
    me = psutil.Process()
    before = (me.num_fds(), threading.active_count(), len(me.children()))
    tiny.write_bytes(tiny.read_bytes().replace(b"llama.block_count", b"llama.block_kount"))
    with pytest.raises(ModelFileInvalid):
        LanguageModel.open(tiny, threads=1)
    assert (me.num_fds(), threading.active_count(), len(me.children())) == before


def test_a_file_cut_short_since_is_found_at_the_restart(model: LanguageModel, tiny: Path) -> None:
    whole = tiny.read_bytes()
    _kill(model.pid)
    tiny.unlink()  # a new file: the mapped one must not shrink under a living process
    tiny.write_bytes(whole[:-5000])
    with pytest.raises(ModelFileInvalid, match="incomplete"):
        list(model.complete("Go on", SHORT))
    tiny.write_bytes(whole)
    assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_the_process_ends_with_its_parent_however_that_ends(tiny: Path) -> None:
    script = (
        "import sys\n"
        "from memory_core.models.language_model import LanguageModel\n"
        "from memory_core.types import Sampling\n"
        f"model = LanguageModel.open({str(tiny)!r}, threads=1)\n"
        "stream = model.complete('Go on', Sampling(max_tokens=100000, temperature=0.0))\n"
        "next(stream)\n"
        "print(model.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=launch.environment(),
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    _, alive = psutil.wait_procs([child], timeout=30)
    assert not alive


def _command(source: str) -> list[str]:
    return [sys.executable, "-c", source]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_variant_that_dies_of_an_illegal_instruction_is_passed_over(tiny: Path) -> None:
    variants = ["best-dies", "second-dies", "third"]
    command = _command(DYING.replace("VARIANTS", repr(variants)))
    with LanguageModel.open(tiny, command=command) as model:
        assert model.backend.startswith("third")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_processor_on_which_every_variant_dies_is_named(tiny: Path) -> None:
    with pytest.raises(ProcessorUnsupported, match="processor") as error:
        LanguageModel.open(tiny, command=_command(DYING.replace("VARIANTS", "['only-dies']")))
    assert error.value.todo


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_illegal_instruction_before_anything_is_chosen(tiny: Path) -> None:
    source = "import os, signal; os.kill(os.getpid(), signal.SIGILL)"
    with pytest.raises(ProcessorUnsupported):
        LanguageModel.open(tiny, command=_command(source))


@pytest.mark.parametrize(
    "source",
    [
        "raise SystemExit(3)",
        "print('hello, I am a chatty program', flush=True)",
        "import sys; sys.stdout.buffer.write(b'\\xff' * 100); sys.stdout.flush(); sys.stdin.read()",
        OTHER_VERSION.replace("NUMBER", "999"),
        OTHER_VERSION.replace("NUMBER", "None"),
    ],
)
def test_a_program_that_does_not_speak_the_protocol(tiny: Path, source: str) -> None:
    with pytest.raises(ModelCrashed, match="process ended"):
        LanguageModel.open(tiny, command=_command(source))


def test_an_older_program_is_refused_with_both_versions(tiny: Path) -> None:
    older = _command(OTHER_VERSION.replace("NUMBER", "1"))
    with pytest.raises(ModelCrashed, match=f"it speaks protocol 1, this program {protocol.VERSION}"):
        LanguageModel.open(tiny, command=older)


def test_an_answer_to_no_possible_request_ends_the_child() -> None:
    source = (
        "import sys\n"
        "from memory_core.workers.protocol import VERSION, write_frame\n"
        "write_frame(sys.stdout.buffer, {'event': 'hello', 'protocol': VERSION})\n"
        "write_frame(sys.stdout.buffer, {'id': [], 'event': 'result'})\n"
        "sys.stdin.read()\n"
    )
    worker = Worker("llama", command=_command(source))
    try:
        with pytest.raises(WorkerDied):
            worker.call("ping")
    finally:
        worker.close()


def test_a_crash_in_a_background_request_is_told_to_its_caller_and_unseen_by_the_chat(tiny: Path) -> None:
    with LanguageModel.open(tiny, threads=1, command=_command(PATIENT)) as model:
        stream = model.background.complete("Go on", ENDLESS)
        next(stream)
        _kill(model.pid, signal.SIGSEGV)
        with pytest.raises(ModelCrashed, match="SIGSEGV") as error:
            list(stream)
        assert error.value.todo
        assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_a_crash_below_a_suspended_background_request_is_told_to_both(model: LanguageModel) -> None:
    background = model.background.complete("Go on", ENDLESS)
    next(background)
    chat = model.complete("Go on", ENDLESS)
    next(chat)
    _kill(model.pid)
    for stream in (chat, background):
        with pytest.raises(ModelCrashed):
            list(stream)
    assert list(model.background.complete("Go on", SHORT))[-1].finish == "length"
    assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_a_background_request_that_waited_through_a_crash_runs_in_the_next_process(
    model: LanguageModel,
) -> None:
    expected = [piece.text for piece in model.background.complete("Go on", SHORT)]
    chat = model.complete("Go on", ENDLESS)
    next(chat)
    got: list[str] = []
    thread = threading.Thread(
        target=lambda: got.extend(piece.text for piece in model.background.complete("Go on", SHORT))
    )
    thread.start()
    _kill(model.pid)
    thread.join()
    assert got == expected


def test_what_native_code_prints_about_the_users_words_is_not_kept() -> None:
    source = (
        "import os, sys, signal\n"
        "print('parse: error near my secret diary line', file=sys.stderr)\n"
        "print('GGML_ASSERT(n > 0) failed', file=sys.stderr)\n"
        "print('my secret again', file=sys.stderr, flush=True)\n"
        "raise SystemExit(7)\n"
    )
    with pytest.raises(WorkerDied) as error:
        Worker("llama", command=_command(source))
    assert str(error.value) == "exit status 7: GGML_ASSERT(n > 0) failed"


def test_prints_to_stdout_do_not_break_the_frames(tiny: Path) -> None:
    source = (
        "import os, threading\n"
        "from memory_core.workers import llama\n"
        "real = llama.Server.run\n"
        "def run(self):\n"
        "    os.write(1, b'llama.cpp says hello on stdout\\n')\n"
        "    real(self)\n"
        "llama.Server.run = run\n"
        "llama.main()\n"
    )
    with LanguageModel.open(tiny, threads=1, command=_command(source)) as model:
        assert model.count_tokens("abc") == 3


def test_a_frozen_program_starts_itself_as_a_worker() -> None:
    assert launch.dispatch(["--version"]) is None
    assert launch.dispatch([launch.SWITCH, "unknown"]) is None
    source = (
        "import sys\n"
        "from memory_core.workers.launch import dispatch\n"
        f"sys.exit(dispatch([{launch.SWITCH!r}, 'llama']))"
    )
    worker = Worker("llama", command=_command(source))
    try:
        assert worker.call("ping")["event"] == "result"
    finally:
        worker.close()
