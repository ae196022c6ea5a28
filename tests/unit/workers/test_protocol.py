"""Frames survive any JSON, and nonsense on the pipe is named, never misread."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.workers import protocol
from memory_core.workers.protocol import ProtocolError, read_frame, write_frame

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(st.dictionaries(st.text(), _json), max_size=4))
def test_frames_come_back_as_they_were_sent(frames: list[protocol.Frame]) -> None:
    pipe = io.BytesIO()
    for frame in frames:
        write_frame(pipe, frame)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in frames] == frames
    assert read_frame(pipe) is None


def test_lone_surrogates_cross_the_pipe() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"text": "a\ud800b"})
    pipe.seek(0)
    assert read_frame(pipe) == {"text": "a\ud800b"}


@given(st.integers(0, 20))
def test_a_pipe_that_closes_in_the_middle_of_a_frame_is_an_end(length: int) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"text": "something longer"})
    assert read_frame(io.BytesIO(pipe.getvalue()[:length])) is None


def test_an_unbuffered_pipe_may_give_a_frame_byte_by_byte() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"text": "слово"})

    class Trickle(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._data = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self._data.read(min(size, 1))

    assert read_frame(Trickle(pipe.getvalue())) == {"text": "слово"}  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [b"not json", b"[1, 2]", b'"text"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_frame(io.BytesIO(len(body).to_bytes(4, "big") + body))


def test_an_absurd_length_is_refused_before_memory_is_taken() -> None:
    with pytest.raises(ProtocolError, match="limit"):
        read_frame(io.BytesIO(b"\xff\xff\xff\xff"))


def test_a_frame_over_the_limit_is_not_sent() -> None:
    pipe = io.BytesIO()
    with pytest.raises(ProtocolError, match="limit"):
        write_frame(pipe, {"text": "x" * protocol.MAX_FRAME})
    assert pipe.getvalue() == b""


def test_the_length_counts_bytes_not_letters() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"t": "ё"})
    data = pipe.getvalue()
    assert (
        int.from_bytes(data[:4], "big")
        == len(data) - 4
        == len(json.dumps({"t": "ё"}, ensure_ascii=False).encode()) - 1
    )


def test_bytes_behind_a_frame_arrive_as_they_were() -> None:
    stream = io.BytesIO()
    protocol.write_frame(stream, {"id": 1, "blob": bytes(range(256)) * 300})
    protocol.write_frame(stream, {"id": 2, "blob": b""})
    protocol.write_frame(stream, {"id": 3})
    stream.seek(0)
    assert protocol.read_frame(stream) == {"id": 1, "blob": bytes(range(256)) * 300}
    assert protocol.read_frame(stream) == {"id": 2, "blob": b""}
    assert protocol.read_frame(stream) == {"id": 3}


@pytest.mark.parametrize("size", [-1, "7", True, None, 1 << 40])
def test_an_impossible_number_of_bytes_behind_a_frame_is_refused(size: object) -> None:
    body = json.dumps({"blob": size}).encode()
    with pytest.raises(protocol.ProtocolError):
        protocol.read_frame(io.BytesIO(len(body).to_bytes(4, "big") + body))


def test_a_pipe_closed_within_the_bytes_is_an_end() -> None:
    body = json.dumps({"blob": 10}).encode()
    assert protocol.read_frame(io.BytesIO(len(body).to_bytes(4, "big") + body + b"1234")) is None
