"""Lanes, cancelling and delivery: what the screens rely on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.jobs.jobs import Jobs
from app.jobs.progress import Progress


def _note(seen: list[int], number: int, _: Progress) -> None:
    seen.append(number)


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def test_operations_run_in_the_order_in_which_they_were_asked(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[int] = []
    gate = threading.Event()

    def first(_: Progress) -> None:
        gate.wait(30)
        seen.append(0)

    jobs.operation(first)
    for number in range(1, 6):
        jobs.operation(partial(_note, seen, number))
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle, timeout=30_000)
    assert seen == [0, 1, 2, 3, 4, 5]


def test_callbacks_come_on_the_gui_thread_and_work_does_not(jobs: Jobs, qtbot: QtBot) -> None:
    here = QThread.currentThread()
    seen: list[bool] = []
    jobs.query(lambda _: threading.current_thread() is threading.main_thread(), seen.append)
    jobs.query(lambda _: None, lambda _: seen.append(QThread.currentThread() is here))
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=30_000)
    assert sorted(seen) == [False, True]


def test_a_newer_query_of_a_kind_makes_the_older_one_s_answer_unwanted(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []

    def slow(_: Progress) -> str:
        gate.wait(30)
        return "Pari"

    jobs.query(slow, seen.append, kind="search")
    jobs.query(lambda _: "Paris", seen.append, kind="search")
    qtbot.waitUntil(lambda: seen == ["Paris"], timeout=30_000)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle, timeout=30_000)
    assert seen == ["Paris"]


def test_a_failure_reaches_its_callback_or_the_signal(jobs: Jobs, qtbot: QtBot) -> None:
    def broken(_: Progress) -> None:
        raise ValueError("no")

    own: list[Exception] = []
    jobs.query(broken, failed=own.append)
    qtbot.waitUntil(lambda: len(own) == 1, timeout=30_000)
    with qtbot.waitSignal(jobs.failed, timeout=30_000) as caught:
        jobs.operation(broken)
    assert isinstance(caught.args[0], ValueError)


def test_a_stream_comes_whole_and_in_order(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[int] = []
    ends: list[None] = []
    jobs.stream(lambda _: iter(range(5000)), seen.extend, ends.append)
    qtbot.waitUntil(lambda: bool(ends), timeout=30_000)
    assert seen == list(range(5000))


def test_closing_makes_the_changes_already_asked_for(qtbot: QtBot) -> None:
    jobs = Jobs()
    gate, done = threading.Event(), []
    jobs.operation(lambda _: gate.wait(30))
    jobs.operation(lambda _: done.append("forgotten"))
    gate.set()
    jobs.close()
    assert done == ["forgotten"]
    jobs.query(lambda _: done.append("late"))
    assert done == ["forgotten"]
    jobs.deleteLater()


def test_slow_work_shows_itself_and_reports(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(0.25)
        gate.wait(30)

    with qtbot.waitSignal(jobs.slow, timeout=30_000) as shown:
        jobs.operation(work, name="Looking")
    assert shown.args[0].name == "Looking"
    assert shown.args[0].fraction == 0.25
    with qtbot.waitSignal(jobs.slow, timeout=30_000) as hidden:
        gate.set()
    assert hidden.args[0] is None
