"""Background requests in the model's process: they give way between two batches and lose nothing by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memory_core.workers import launch
from memory_core.workers.abort import Aborted, AbortFlag
from memory_core.workers.backends import load_cpu
from memory_core.workers.protocol import Frame, read_frame, write_frame
from memory_core.workers.slot import Slot
from memory_core.workers.weights import Weights
from tests.tools.tiny_gguf import write_tiny_gguf

GREEDY = {"max_tokens": 24, "temperature": 0.0}
FACTS = [f"fact {number} of this house" for number in range(40)]
BATCH = 8

# At its twelfth check a background request waits until the chat asks something: it is always half-way then.
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


class Speaker:
    """Speaks the protocol with a child and sees the frames of all requests in the order they came."""

    def __init__(self, model: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-c", PATIENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=launch.environment(),
        )
        assert self.read()["event"] == "hello"
        self.send(1, "load", path=str(model), context=4096, batch=64, threads=1, skip=[])
        assert self.until(1)[-1]["event"] == "result"

    def send(self, number: int, op: str, **fields: Any) -> None:
        assert self._child.stdin is not None
        write_frame(self._child.stdin, {"id": number, "op": op, **fields})  # type: ignore[arg-type]

    def read(self) -> Frame:
        assert self._child.stdout is not None
        frame = read_frame(self._child.stdout)  # type: ignore[arg-type]
        assert frame is not None
        return frame

    def until(self, number: int) -> list[Frame]:
        """Frames up to the end of request ``number``."""
        frames = [self.read()]
        while (frames[-1]["id"], frames[-1]["event"]) not in ((number, "result"), (number, "error")):
            frames.append(self.read())
        return frames

    def close(self) -> None:
        with self._child as child:  # closes the pipes; the child ends with them
            assert child.stdin is not None
            child.stdin.close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def speaker(tiny: Path) -> Iterator[Speaker]:
    speaker = Speaker(tiny)
    yield speaker
    speaker.close()


def _said(frames: list[Frame], number: int) -> str:
    return "".join(frame["text"] for frame in frames if (frame["id"], frame["event"]) == (number, "piece"))


def _result(frames: list[Frame], number: int) -> Frame:
    return next(frame for frame in frames if (frame["id"], frame["event"]) == (number, "result"))


BACKGROUND: list[tuple[str, dict[str, Any]]] = [
    ("complete", {"prompt": "a long beginning " * 20, "sampling": GREEDY}),  # half-way in its prompt
    ("complete", {"prompt": "Go on", "sampling": GREEDY}),  # half-way in its answer
    ("chat", {"messages": [{"role": "user", "content": "Go on"}], "sampling": GREEDY}),
    ("score", {"contexts": FACTS, "continuation": " why"}),
]


@pytest.mark.parametrize(("op", "fields"), BACKGROUND)
def test_the_chat_is_answered_at_once_and_the_rest_goes_on(
    speaker: Speaker, op: str, fields: dict[str, Any]
) -> None:
    speaker.send(2, op, background=True, **fields)
    assert speaker.read() == {"id": 2, "event": "begun"}
    speaker.send(3, "complete", prompt="Tell me", sampling=GREEDY)
    speaker.send(4, "score", contexts=FACTS[:3], continuation=" why")
    frames = speaker.until(2)
    while not {3, 4} <= {frame["id"] for frame in frames if frame["event"] == "result"}:
        frames.append(speaker.read())
    for number in (3, 4):  # no token of the other in between
        begun = frames.index({"id": number, "event": "begun"})
        ended = frames.index(_result(frames, number))
        assert {frame["id"] for frame in frames[begun:ended]} == {number}
    # Asked again with nobody else about, everything says the same.
    speaker.send(5, op, background=True, **fields)
    again = speaker.until(5)
    assert _said(again, 5) == _said(frames, 2)
    assert again[-1].get("scores") == pytest.approx(_result(frames, 2).get("scores"))
    speaker.send(6, "complete", prompt="Tell me", sampling=GREEDY)
    assert _said(speaker.until(6), 6) == _said(frames, 3)


def test_a_background_request_waits_for_the_chat(speaker: Speaker) -> None:
    speaker.send(2, "complete", prompt="Tell me", sampling=GREEDY | {"max_tokens": 400})
    speaker.read()
    speaker.send(3, "count_tokens", background=True, text="abc")
    frames = speaker.until(2)
    assert {frame["id"] for frame in frames} == {2}
    assert speaker.until(3)[-1]["count"] == 3


def test_cancelling_the_background_leaves_the_chat_alone(speaker: Speaker) -> None:
    speaker.send(2, "complete", background=True, prompt="Go on", sampling=GREEDY | {"max_tokens": 2000})
    speaker.send(2, "cancel", background=True)
    speaker.send(3, "complete", prompt="Tell me", sampling=GREEDY)
    frames = speaker.until(3)
    frames += [] if any(frame["id"] == 2 and "finish" in frame for frame in frames) else speaker.until(2)
    finishes = {frame["id"]: frame["finish"] for frame in frames if frame["event"] == "result"}
    assert finishes == {2: "cancelled", 3: "length"}


def test_cancelling_the_chat_leaves_the_background_alone(speaker: Speaker) -> None:
    speaker.send(9, "complete", background=True, prompt="Go on", sampling=GREEDY)
    assert speaker.read() == {"id": 9, "event": "begun"}
    speaker.send(10, "cancel")  # a higher number than the background's: they are not compared
    speaker.send(10, "complete", prompt="Tell me", sampling=GREEDY)
    frames = speaker.until(9)
    finishes = {frame["id"]: frame["finish"] for frame in frames if frame["event"] == "result"}
    assert finishes == {9: "length", 10: "cancelled"}


def test_weights_in_use_are_not_taken_away(speaker: Speaker) -> None:
    speaker.send(2, "complete", background=True, prompt="Go on", sampling=GREEDY)
    assert speaker.read() == {"id": 2, "event": "begun"}
    speaker.send(3, "unload")
    frames = speaker.until(2)
    assert [frame.get("kind") for frame in frames if frame["event"] == "error"] == ["request"]
    assert frames[-1]["finish"] == "length"


def test_forgetting_reaches_a_suspended_request_when_it_ends(speaker: Speaker) -> None:
    request = {"prompt": "the same words again", "sampling": GREEDY, "background": True}
    speaker.send(2, "complete", **request)
    assert speaker.read() == {"id": 2, "event": "begun"}
    speaker.send(3, "forget")
    assert speaker.until(2)[-1]["finish"] == "length"
    speaker.send(4, "complete", **request)
    first = speaker.until(4)[-1]
    assert first["evaluated_tokens"] == first["prompt_tokens"]
    speaker.send(5, "complete", **request)
    assert speaker.until(5)[-1]["evaluated_tokens"] == 1
    speaker.send(6, "forget")
    speaker.until(6)
    speaker.send(7, "complete", **request)
    assert speaker.until(7)[-1]["evaluated_tokens"] == first["prompt_tokens"]


@pytest.fixture(scope="module")
def weights(tiny: Path) -> Iterator[Weights]:
    load_cpu()
    weights = Weights(str(tiny))
    yield weights
    weights.close()


class Counted:
    """A slot that notes how many tokens are computed from one check to the next."""

    def __init__(self, weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = [0]
        self.flag = AbortFlag(lambda: self.steps.append(0))
        self.slot = Slot(weights, self.flag, size=512, batch=BATCH, outputs=BATCH, threads=1)
        real = weights.api.llama_decode

        def decode(context: Any, batch: Any) -> int:
            self.steps[-1] += int(batch.n_tokens)
            return int(real(context, batch))

        monkeypatch.setattr(weights.api, "llama_decode", decode)


@pytest.fixture
def counted(weights: Weights, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    counted = Counted(weights, monkeypatch)
    yield counted
    counted.slot.close()


def test_one_batch_at_most_is_computed_between_two_checks(weights: Weights, counted: Counted) -> None:
    prompt = weights.tokenise("a long beginning " * 10, special=True)
    outcome = counted.slot.generate(prompt, GREEDY, lambda _: None)
    assert sum(counted.steps) == len(prompt) + outcome.generated - 1
    assert max(counted.steps) == BATCH
    counted.steps[:] = [0]
    counted.slot.score([f"A preamble that all of them share. {fact}" for fact in FACTS], " why")
    assert sum(counted.steps) > 200
    assert max(counted.steps) <= BATCH
    counted.steps[:] = [0]
    counted.slot.score_at("a long beginning " * 10, [(0, 20), (100, 160)])
    assert sum(counted.steps) > 100
    assert max(counted.steps) <= BATCH


def test_scoring_ends_what_was_cached_for_generating(weights: Weights, counted: Counted) -> None:
    prompt = weights.tokenise("the same words again", special=True)
    said: list[str] = []
    counted.slot.generate(prompt, GREEDY, said.append)
    counted.slot.score(FACTS[:2], " why")
    again: list[str] = []
    outcome = counted.slot.generate(prompt, GREEDY, again.append)
    assert (outcome.evaluated, "".join(again)) == (len(prompt), "".join(said))


def test_a_cancelled_score_stops_and_the_slot_works_on(weights: Weights, counted: Counted) -> None:
    counted.flag.cancel(1)
    counted.flag.begin(1)
    assert counted.flag.running
    with pytest.raises(Aborted):
        counted.slot.score(FACTS, " why")
    counted.flag.end()
    assert len(counted.slot.score(FACTS, " why")) == len(FACTS)
