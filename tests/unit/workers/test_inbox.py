"""Waiting requests: the chat's first, and whoever takes one may have to wait."""

from __future__ import annotations

import threading

from memory_core.workers.inbox import Inbox
from memory_core.workers.protocol import Frame


def test_the_chat_comes_first_and_each_kind_keeps_its_order() -> None:
    inbox = Inbox()
    for number, background in enumerate([True, False, True, False]):
        inbox.put({"id": number, "background": background})
    assert [inbox.take()["id"] for _ in range(4)] == [1, 3, 0, 2]


def test_only_the_chats_are_urgent() -> None:
    inbox = Inbox()
    inbox.put({"id": 1, "background": True})
    assert inbox.take_urgent() is None
    inbox.put({"id": 2})
    assert inbox.take_urgent() == {"id": 2}
    assert inbox.take_urgent() is None


def test_taking_waits_for_a_request() -> None:
    inbox, got = Inbox(), list[Frame]()
    thread = threading.Thread(target=lambda: got.append(inbox.take()))
    thread.start()
    inbox.put({"id": 1, "background": True})
    thread.join()
    assert got == [{"id": 1, "background": True}]
