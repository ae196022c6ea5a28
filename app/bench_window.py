"""``mneme bench window``: how smoothly a long chat scrolls, and how free the window is while a model talks.

The real program on a vault of its own, drawn offscreen: no display's waiting is in the figures. Figures only:
nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import print_json

if TYPE_CHECKING:
    from app.shell.program import Program
    from app.shell.workspace import Workspace

_FRAME = 1 / 60
"""Seconds of a frame."""
_STEP = 180
"""Pixels of a turn of the wheel."""
_STEPS, _JUMPS = 400, 40
_TICK_MS = 4
_IDLE_SECONDS, _TALK_SECONDS = 4.0, 12.0
_PATIENCE = 120.0
_CHAT = "bench"
_SAID = (
    "The ferry to the island leaves at nine, and the last one back is at six in the evening.",
    "Notes for the garden: **tomatoes** by the wall, beans where peas were.\n\n- water late\n- no lime",
    "I read the chapter about knots twice and still tie the bowline the wrong way round. " * 4,
    "```python\nfor day in week:\n    print(day)\n```\n\nThat is all of it.",
    "| Day | Boat |\n|---|---|\n| Monday | Siskin |\n| Friday | Wren |",
    "Ночью был дождь, и утром лодка стояла полная воды; пришлось вычерпывать её ведром до самого завтрака.",
)


def main(args: Sequence[str]) -> int:
    """Measure scrolling through a chat, and the event loop while a model (the starter voice) generates.

    Args:
        args: ``[--messages N] [--model FILE.gguf] [--json]``.

    Returns:
        0, or 1 when the window did not come to rest.
    """
    parser = argparse.ArgumentParser(prog="mneme bench window", description=main.__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--model", default=None, help="a GGUF file; the starter voice by default")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(list(args))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        with tempfile.TemporaryDirectory(prefix="mneme-window-") as folder:
            figures = _measure(Path(folder), given.messages, given.model)
    except TimeoutError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if given.json:
        print_json(figures)
    else:
        for name, row in figures.items():
            shown = ", ".join(f"{key} {value}" for key, value in row.items())
            sys.stdout.write(f"{name:28} {shown}\n")
    return 0


def _measure(home: Path, messages: int, model: str | None) -> dict[str, dict[str, float]]:
    from PySide6.QtWidgets import QApplication

    from app.options import Options
    from app.paths import Paths
    from app.settings import Settings
    from app.shell.program import Program

    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)  # type: ignore[attr-defined]
    _fill(home / "vault", messages)
    paths = Paths(home / "config", home / "data", Paths.of_user().cache, home / "state")
    settings = Settings(language="en", theme="light", model=model, first_run_done=True)
    program = Program(Options(vault=home / "vault", plain=True), paths, settings)
    program.begin()
    _wait(lambda: program.workspace is not None and not program.voice_loading and program.jobs.idle)
    space = program.workspace
    if space is None:
        raise TimeoutError("the vault did not open")
    try:
        return {**_scrolled(program, space), **_talked(program, space)}
    finally:
        program.window.close()
        _wait(lambda: program.jobs.idle)


def _fill(vault: Path, messages: int) -> None:
    """A chat of many messages, as if they had been heard long ago: no memory work waits."""
    from memory_core.clock import system_clock
    from memory_core.models.embedder import OnnxEmbedder
    from memory_core.store.connection import Writer
    from memory_core.store.database import Database
    from memory_core.store.diary import Diary
    from memory_core.store.keys import PLAIN
    from memory_core.store.vectors import VectorStore

    embedder = OnnxEmbedder.shipped()
    encoded = embedder.encode(list(_SAID))
    begun = datetime(2024, 3, 1, 8, tzinfo=UTC)
    with Database.open(vault, PLAIN, system_clock) as db:
        diary, vectors = Diary(db), VectorStore(db)

        def write(writer: Writer) -> None:
            for number in range(messages):
                role = "assistant" if number % 2 else "user"
                text = f"{number}: {_SAID[number % len(_SAID)]}"
                turn = diary.add(text, role, begun + timedelta(minutes=37 * number), _CHAT)
                vectors.put_turn(turn.id, embedder.id, encoded[number % len(_SAID)])
            writer.execute("DELETE FROM queue")

        db.write(write)


def _scrolled(program: Program, space: Workspace) -> dict[str, dict[str, float]]:
    column = space.chat.column
    began = time.perf_counter()
    space.chat.open(_CHAT)
    _wait(lambda: bool(column.messages))
    opened = time.perf_counter() - began
    _wait(lambda: program.jobs.idle)
    bar = column.verticalScrollBar()
    wheel = [_frame(lambda: bar.setValue(bar.value() - _STEP)) for _ in range(_STEPS)]
    chance = random.Random(7)  # noqa: S311 - places to look at
    jumps = [_frame(lambda: bar.setValue(chance.randrange(bar.maximum()))) for _ in range(_JUMPS)]
    _wait(lambda: program.jobs.idle)
    return {
        "opening": {"ms": round(1000 * opened, 1), "messages": len(column.turns)},
        "frames, wheel": _shares([taken for taken, _ in wheel]),
        "own work of them": _shares([own for _, own in wheel]),
        "frames, jumping": _shares([taken for taken, _ in jumps]),
        "own work of those": _shares([own for _, own in jumps]),
    }


def _frame(move: Callable[[], None]) -> tuple[float, float]:
    """The longest piece of work of one frame on the GUI thread, drawing included.

    Returns:
        Seconds by the clock, and seconds of this thread's own work: on a busy machine only those compare.
    """
    from PySide6.QtWidgets import QApplication

    def timed(work: Callable[[], object]) -> tuple[float, float]:
        began, own = time.perf_counter(), time.thread_time()
        work()
        return time.perf_counter() - began, time.thread_time() - own

    def first() -> None:
        move()
        QApplication.processEvents()

    began = time.perf_counter()
    pieces = [timed(first)]
    while (left := _FRAME - (time.perf_counter() - began)) > 0:  # what comes from other threads meanwhile
        pieces.append(timed(QApplication.processEvents))
        time.sleep(min(left, 0.001))
    return max(pieces)


def _talked(program: Program, space: Workspace) -> dict[str, dict[str, float]]:
    """Lateness of a timer while nothing happens, and while answers are given."""
    space.chat.new()
    _wait(lambda: program.jobs.idle)
    idle = _late(_IDLE_SECONDS, lambda: None)
    asked: list[int] = []

    def keep_talking() -> None:
        if not space.chat.busy and program.jobs.idle:
            asked.append(1)
            space.chat.ask(
                ("Good morning!", "When does the ferry leave?", "Tell me about the garden")[len(asked) % 3]
            )

    busy = _late(_TALK_SECONDS, keep_talking)
    space.chat.stop()
    _wait(lambda: not space.chat.busy)
    above = {name: round(busy[name] - idle[name], 2) for name in ("p50_ms", "p95_ms", "p99_ms")}
    return {
        "event loop, idle": idle,
        "event loop, generating": {**busy, "answers": len(asked)},
        "above idle": above,
    }


def _late(seconds: float, meanwhile: Callable[[], None]) -> dict[str, float]:
    """How late a timer of a few milliseconds comes."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    late: list[float] = []
    last = [time.perf_counter()]
    loop = QEventLoop()

    def tick() -> None:
        now = time.perf_counter()
        late.append(max(0.0, now - last[0] - _TICK_MS / 1000))
        last[0] = now

    timer, other = QTimer(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(_TICK_MS)
    other.timeout.connect(meanwhile)
    other.start(50)
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    timer.stop()
    other.stop()
    return _shares(late[3:])


def _shares(seconds: Sequence[float]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    ordered = sorted(seconds)
    names = (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99), ("max_ms", 1.0))
    return {
        name: round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
        for name, share in names
    }


def _wait(condition: Callable[[], bool]) -> None:
    """Let the window live until something is true.

    Raises:
        TimeoutError: it did not become true in time.
    """
    from PySide6.QtWidgets import QApplication

    until = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents()
        time.sleep(0.002)
