"""A model behind a server answers like any other; what the server does becomes an answer or a clear error."""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assistant.conversation import Assistant
from app.assistant.events import Answered, Failed, Thinking, Token, Voice
from app.assistant.thinking import ThinkingSplitter
from app.network.consent import Address
from app.network.local_servers import KNOWN, LocalServer, find_servers
from app.network.log import NetworkLog
from app.network.openai import ServedLanguageModel
from app.network.problems import NotLogged, ScoresUnavailable, ServerLost, ServerRefused
from app.network.server import ServedModel, Server, consent_text, server_address
from app.network.stream import EventReader, TooLong
from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest, EnvironmentProblem, ModelError
from memory_core.models.embedder import OnnxEmbedder
from memory_core.models.starter import installed, starter_path
from memory_core.params import Params
from memory_core.recall.rerank import Candidate, Reranker
from memory_core.types import LanguageModelLike, Message, Piece, Role, Sampling, Tool, ToolCall
from tests.tools.chat_server import MODEL, ChatServer, Offered, Say, chat_server
from tests.tools.set_clock import SetClock
from tests.tools.web_server import certificates

HELLO = [Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Привет")]


@pytest.fixture
def served() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> NetworkLog:
    return NetworkLog(tmp_path / "vault", PLAIN)


@pytest.fixture
def server(served: ChatServer, log: NetworkLog) -> Server:
    return Server(Address("127.0.0.1", served.port, secure=False), log, stall_seconds=20.0)


@pytest.fixture
def model(server: Server) -> Iterator[ServedLanguageModel]:
    with ServedLanguageModel(server, MODEL) as opened:
        yield opened


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_an_answer_streams(model: ServedLanguageModel, served: ChatServer, log: NetworkLog) -> None:
    assert isinstance(model, LanguageModelLike)
    answer = model.chat(HELLO, Sampling(max_tokens=7, temperature=0.25, seed=3, stop=("\n",)))
    assert served.asked == []  # nothing is asked before the answer is read
    pieces = list(answer)
    assert [piece.text for piece in pieces] == ["Hel", "lo", ", Рига!", ""]
    assert pieces[-1] == Piece("", "stop", prompt_tokens=20, evaluated_tokens=5, generated_tokens=5)
    (asked,) = served.asked
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert asked.body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Привет"},
    ]
    assert (asked.body["model"], asked.body["stream"]) == (MODEL, True)
    assert (asked.body["max_tokens"], asked.body["temperature"], asked.body["seed"]) == (7, 0.25, 3)
    assert asked.body["stop"] == ["\n"]
    assert "authorization" not in asked.headers
    done, begun = log.read()
    assert (begun.method, begun.path, begun.status) == ("POST", "/v1/chat/completions", 0)
    assert begun.sent == int(asked.headers["content-length"])
    assert (done.sent, done.status) == (0, 200)
    assert "Привет" not in log.path.read_text()


def test_a_plain_completion_and_a_grammar(model: ServedLanguageModel, served: ChatServer) -> None:
    pieces = list(model.complete("Once", Sampling(grammar='root ::= "a"')))
    assert text_of(pieces) == "Hello, Рига!"
    assert served.asked[0].path == "/v1/completions"
    assert served.asked[0].body["prompt"] == "Once"
    assert served.asked[0].body["grammar"] == 'root ::= "a"'
    assert served.asked[0].body["top_k"] == 40


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
@pytest.mark.parametrize("chunked", [True, False])
def test_however_it_is_cut(
    model: ServedLanguageModel, served: ChatServer, line: bytes, chunk: int, chunked: bool
) -> None:
    served.say = [Say(line=line, chunk=chunk, chunked=chunked)]
    pieces = list(model.chat(HELLO))
    assert text_of(pieces) == "Hello, Рига!"
    assert pieces[-1].finish == "stop"


def test_reasons_of_an_end(model: ServedLanguageModel, served: ChatServer) -> None:
    served.say = [
        Say(finish="length"),
        Say(finish="content_filter"),
        Say(finish="", usage=False),
        Say(done=False),
        Say(raw=b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}'),
        Say(raw=b"data:[DONE]"),
    ]
    ends = [list(model.chat(HELLO))[-1] for _ in range(6)]
    assert [one.finish for one in ends] == ["length", "stop", "stop", "stop", "stop", "stop"]
    assert (ends[2].prompt_tokens, ends[2].generated_tokens) == (0, 3)


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
def test_a_thinking_trace_comes_in_marks(model: ServedLanguageModel, served: ChatServer, field: str) -> None:
    served.say = [Say(thoughts=("Hm", "m."), thinking_field=field), Say(words=(), thoughts=("Only",))]
    pieces = list(model.chat(HELLO))
    assert text_of(pieces) == "<think>Hmm.</think>Hello, Рига!"
    splitter = ThinkingSplitter()
    parts = [part for piece in pieces for part in splitter.feed(piece.text)]
    assert "".join(text for thought, text in parts if not thought) == "Hello, Рига!"
    assert text_of(list(model.chat(HELLO))) == "<think>Only</think>"


def test_tools_are_offered_and_calls_come_in_marks(model: ServedLanguageModel, served: ChatServer) -> None:
    tools = (Tool("forget", "Forget it.", '{"type": "object", "properties": {}}'),)
    parts = [{"function": {"name": "forget", "arguments": ""}}, {"function": {"arguments": '{"text": "te'}}]
    parts.append({"function": {"arguments": 'a"}'}})
    deltas = [{"delta": {"tool_calls": [{"index": 0, **part}]}} for part in parts]
    chunks = [{"choices": [one]} for one in [*deltas, {"delta": {}, "finish_reason": "tool_calls"}]]
    raw = b"".join(f"data: {json.dumps(one)}\n\n".encode() for one in chunks)
    served.say = [Say(words=("Well.",), raw=raw)]
    said = text_of(list(model.chat(HELLO, Sampling(tools=tools))))
    assert said == 'Well.<tool_call>{"name": "forget", "arguments": {"text": "tea"}}</tool_call>'
    assert served.asked[-1].body["tools"][0]["function"]["name"] == "forget"
    call = Message(Role.ASSISTANT, "", (ToolCall("forget", '{"text": "tea"}'),))
    served.say = [Say()]
    list(model.chat([*HELLO, call, Message(Role.USER, "done", tool="forget")], Sampling(tools=tools)))
    asked = served.asked[-1].body["messages"][-2:]
    assert asked[0]["tool_calls"][0]["id"] == asked[1]["tool_call_id"]
    assert asked[1]["role"] == "tool"


def test_a_server_that_refuses_tools_is_asked_without(model: ServedLanguageModel, served: ChatServer) -> None:
    tools = Sampling(tools=(Tool("forget", "Forget it.", '{"type": "object", "properties": {}}'),))
    served.say = [Say(status=400, body=b'{"error": {"message": "no tools here"}}'), Say(), Say()]
    before = len(served.asked)
    for _ in range(2):
        assert text_of(list(model.chat(HELLO, tools))) == "Hello, Рига!"
    assert ["tools" in one.body for one in served.asked[before:]] == [True, False, False]


def test_an_answer_that_breaks_off_is_no_answer(model: ServedLanguageModel, served: ChatServer) -> None:
    whole = len(b"".join(served._events(Say(), chat=True)))
    last = len(b"".join(served._events(Say(finish="", usage=False, done=False), chat=True)))
    for chunked in (True, False):
        for size in (0, 50, 200, 300, last - 3, last):
            served.say = [Say(drop_after=size, chunked=chunked)]
            with pytest.raises(ServerLost) as error:
                list(model.chat(HELLO))
            assert error.value.what
            assert error.value.data
            assert error.value.todo
        served.say = [Say(drop_after=whole - 20, chunked=chunked)]  # all was said when it broke
        assert list(model.chat(HELLO))[-1].finish == "stop"


@pytest.mark.parametrize(
    "raw",
    [
        b"data: {not json\n\n",
        b"data: 7\n\n",
        b"data: []\n\n",
        b'data: {"choices": 1}\n\n',
        b'data: {"choices": [1]}\n\n',
        b"data: \xff\xfe\n\n",
        b"data: " + b"[" * 100_000 + b"\n\n",
        b"data: " + b"x" * (2 << 20),
    ],
)
def test_what_cannot_be_understood_is_said(
    model: ServedLanguageModel, served: ChatServer, raw: bytes
) -> None:
    served.say = [Say(raw=raw)]
    with pytest.raises(ServerRefused, match="could not be understood"):
        list(model.chat(HELLO))


def test_odd_but_harmless_chunks(model: ServedLanguageModel, served: ChatServer) -> None:
    odd = (
        b"event: message\nid: 3\nretry: 5\nunknown\n\n"
        b'data: {"choices": [{"delta": null}], "usage": {"prompt_tokens": -1, "completion_tokens": "x"}}\n\n'
        b'data: {"choices": [{"delta": {"content": 5, "tool_calls": []}}]}\n\n'
        b'data: {"object": "ping"}\n\n'
        b'data: {"choices":\ndata: [{"delta": {"content": "!"}}]}\n\n'
        b"data: [DONE]\n\n"
    )
    served.say = [Say(raw=odd)]
    pieces = list(model.chat(HELLO))
    assert text_of(pieces) == "Hello, Рига!!"
    assert pieces[-1] == Piece("", "stop", generated_tokens=4)


def test_the_servers_own_errors(model: ServedLanguageModel, served: ChatServer) -> None:
    served.say = [
        Say(status=500, body=b'{"error": {"message": "out of\\nmemory."}}'),
        Say(status=404, body=b'{"error": "model \\"x\\" not found"}'),
        Say(status=503, body=b"<html>busy</html>"),
        Say(status=302, body=b""),
        Say(status=400, body=b"\xff\x00" * 1000),
        Say(raw=b'data: {"error": {"message": "context is full"}}\n\n'),
    ]
    for says in ("500 (out of memory)", 'model "x" not found', "503.", "302.", "400", "context is full"):
        with pytest.raises(ServerRefused) as error:
            list(model.chat(HELLO))
        assert says in error.value.what
        assert error.value.what.isprintable()
        assert len(error.value.what) < 450
    served.say = [Say(body=b'{"choices": [{"message": {"content": "not streamed"}}]}')]
    with pytest.raises(ServerRefused, match="could not be understood"):
        list(model.chat(HELLO))


def test_a_cancel_from_another_thread(model: ServedLanguageModel, served: ChatServer) -> None:
    served.say = [Say(stall=True)]
    answer = model.chat(HELLO)
    assert next(answer).text == "Hel"
    served.stalling.wait()
    threading.Thread(target=model.cancel).start()
    rest = list(answer)
    assert rest[-1].finish == "cancelled"
    served.left.wait()  # the server sees it too and can stop computing
    assert list(model.chat(HELLO))[-1].finish == "stop"  # a cancel is of what runs, not of what comes


def test_a_cancel_before_it_is_read(model: ServedLanguageModel, served: ChatServer) -> None:
    answer = model.chat(HELLO)
    model.cancel()
    assert list(answer) == [Piece("", "cancelled")]
    assert served.asked == []


def test_an_answer_dropped_half_read_is_cancelled(model: ServedLanguageModel, served: ChatServer) -> None:
    served.say = [Say(stall=True)]
    answer = model.chat(HELLO)
    next(answer)
    del answer
    served.left.wait()


def test_a_stall_ends_after_its_time(served: ChatServer, log: NetworkLog) -> None:
    server = Server(Address("127.0.0.1", served.port, secure=False), log, stall_seconds=0.2)
    served.say = [Say(stall=True)]
    with pytest.raises(ServerLost, match="in time"):
        list(ServedLanguageModel(server, MODEL).chat(HELLO))


def test_several_answers_at_once(model: ServedLanguageModel) -> None:
    one, two = model.chat(HELLO), model.complete("x")
    mixed = list(itertools.chain.from_iterable(zip(one, two, strict=True)))
    assert text_of(mixed[::2]) == text_of(mixed[1::2]) == "Hello, Рига!"


def test_a_closed_model_answers_no_more(model: ServedLanguageModel, served: ChatServer) -> None:
    served.say = [Say(stall=True)]
    answer = model.chat(HELLO)
    next(answer)
    model.close()
    model.close()
    assert list(answer)[-1].finish == "cancelled"
    with pytest.raises(BadRequest):
        model.chat(HELLO)


def test_what_a_server_offers(server: Server, served: ChatServer) -> None:
    assert server.models() == (ServedModel(MODEL),)
    served.offered.rows = [
        {"id": "lm-studio", "loaded_context_length": 8192, "max_context_length": 131072},
        {"id": "vllm", "max_model_len": 32768},
        {"id": "llama-server", "meta": {"n_ctx": 16384, "n_ctx_train": 32768}},
        {"id": "odd", "max_model_len": "many", "meta": 3},
        {"id": ""},
        {"id": 5},
        "nonsense",
    ]
    assert server.models() == (
        ServedModel("lm-studio", 8192),
        ServedModel("vllm", 32768),
        ServedModel("llama-server", 16384),
        ServedModel("odd"),
    )
    for offered in (
        Offered(raw=b""),
        Offered(raw=b"[]"),
        Offered(raw=b'{"data": 3}'),
        Offered(raw=b"<html>"),
        Offered(raw=b"[" * 100_000),
        Offered(raw=b" " * (9 << 20)),
        Offered(status=500),
    ):
        served.offered = offered
        with pytest.raises(ServerRefused):
            server.models()


def test_a_model_is_opened_if_it_is_offered(server: Server, served: ChatServer) -> None:
    served.offered.rows = [{"id": MODEL, "max_model_len": 9000}]
    assert ServedLanguageModel.open(server, MODEL).describe().context == 9000
    assert ServedLanguageModel.open(server, MODEL, 2000).describe().context == 2000
    with pytest.raises(ServerRefused, match="does not offer"):
        ServedLanguageModel.open(server, "another")
    for name, context in (("", 4096), (MODEL, 0)):
        with pytest.raises(BadRequest):
            ServedLanguageModel(server, name, context)


def test_it_says_what_it_is_without_asking(model: ServedLanguageModel, served: ChatServer) -> None:
    info = model.describe()
    assert (info.name, info.context, info.has_chat_template) == (MODEL, 4096, True)
    assert info.path == f"http://127.0.0.1:{served.port}"
    assert served.asked == []


def test_scores_are_not_to_be_had_and_who_needs_them_goes_on(model: ServedLanguageModel) -> None:
    assert model.scores is False
    assert model.score([], "x") == []
    with pytest.raises(ScoresUnavailable) as error:
        model.score(["a"], "b")
    assert isinstance(error.value, ModelError)
    assert error.value.todo
    reranker = Reranker(model, Params())
    candidates = [Candidate("I live in Riga", 0.5), Candidate("I like tea", 0.4)]
    assert reranker("Where do I live?", candidates) is None  # the order stays
    reranker.close()


def test_tokens_are_estimated_rather_too_many(model: ServedLanguageModel, tmp_path: Path) -> None:
    assert model.count_tokens("") == 0
    texts = [
        "The quick brown fox jumps over the lazy dog near the river bank.",
        "My sister Ann moved to Lisbon last spring and works as a nurse.",
        "Моя сестра Анна прошлой весной переехала в Лиссабон и работает медсестрой.",
        "今日は天気がいいので散歩に行きます。",
    ]
    for text in texts:
        assert len(text.split()) <= model.count_tokens(text) <= 2 * len(text)
    if not installed():
        return
    from memory_core.models.language_model import LanguageModel

    path = starter_path(tmp_path)
    assert path is not None
    with LanguageModel.open(path, context=512, threads=1) as real:
        for text in texts:
            assert real.count_tokens(text) <= model.count_tokens(text)


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_longer_text_has_no_fewer_tokens(text: str, more: str) -> None:
    address = Address("127.0.0.1", 9, secure=False)
    model = ServedLanguageModel(Server(address, NetworkLog(Path("unused"), PLAIN)), "m")
    assert model.count_tokens(text + more) >= model.count_tokens(text)


def test_nobody_listens(log: NetworkLog) -> None:
    with chat_server() as gone:
        port = gone.port
    server = Server(Address("127.0.0.1", port, secure=False), log)
    with pytest.raises(ServerLost, match="cannot be reached"):
        server.models()
    with pytest.raises(ServerLost, match="cannot be reached"):
        list(ServedLanguageModel(server, MODEL).chat(HELLO))


def test_what_cannot_be_logged_is_not_asked(
    model: ServedLanguageModel, served: ChatServer, log: NetworkLog
) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(NotLogged) as error:
        list(model.chat(HELLO))
    assert isinstance(error.value, EnvironmentProblem)
    with pytest.raises(NotLogged):
        find_servers(log, [("Here", served.port)])
    assert served.asked == []


def test_beyond_this_machine_it_takes_consent_https_and_a_token(log: NetworkLog) -> None:
    away = server_address("https://models.example.org/v1/")
    assert away == Address("models.example.org", 443, secure=True)
    Server(away, log, agreed="models.example.org:443", token="t")
    for address, agreed, token in (
        (away, "", "t"),
        (away, "other.example.org:443", "t"),
        (away, "models.example.org:443", ""),
        (away, "models.example.org:443", "t\r\nX: y"),
        (server_address("http://models.example.org:443"), "models.example.org:443", "t"),
        (server_address("http://192.168.1.5:1234"), "192.168.1.5:1234", "t"),
    ):
        with pytest.raises(BadRequest):
            Server(address, log, agreed=agreed, token=token)
    assert "memories" in consent_text(away, "en")
    assert "воспоминания" in consent_text(away, "ru")
    assert all("models.example.org:443" in consent_text(away, language) for language in ("en", "ru"))
    assert log.read() == []


def test_addresses_as_people_copy_them() -> None:
    here = Address("127.0.0.1", 1234, secure=False)
    for text in ("http://127.0.0.1:1234", "http://127.0.0.1:1234/v1", " http://127.0.0.1:1234/v1/ "):
        assert server_address(text) == here
    for text in ("127.0.0.1:1234", "http://127.0.0.1:1234/api", ""):
        with pytest.raises(BadRequest):
            server_address(text)


def test_a_key_is_sent_and_a_missing_one_is_told(log: NetworkLog) -> None:
    with chat_server(token="sesame") as served:
        address = Address("127.0.0.1", served.port, secure=False)
        model = ServedLanguageModel(Server(address, log, token="sesame"), MODEL)
        assert text_of(list(model.chat(HELLO))) == "Hello, Рига!"
        with pytest.raises(ServerRefused, match="401") as error:
            Server(address, log).models()
        assert "key" in error.value.todo
    assert "sesame" not in log.path.read_text()


def test_certificates_are_checked(log: NetworkLog, tmp_path: Path) -> None:
    theirs, ours = certificates(tmp_path)
    with chat_server(theirs) as served:
        address = Address("127.0.0.1", served.port, secure=True)
        trusting = ServedLanguageModel(Server(address, log, tls=ours), MODEL)
        assert text_of(list(trusting.chat(HELLO))) == "Hello, Рига!"
        served.say = [Say(stall=True)]
        answer = trusting.chat(HELLO)
        next(answer)
        served.stalling.wait()
        trusting.cancel()
        assert list(answer)[-1].finish == "cancelled"
        with pytest.raises(ServerLost, match="prove"):
            Server(address, log).models()


def test_servers_are_found_when_asked_for(served: ChatServer, log: NetworkLog) -> None:
    assert dict(KNOWN) == {
        "Ollama": 11434, "LM Studio": 1234, "Jan": 1337, "GPT4All": 4891, "llama-server": 8080,
    }  # fmt: skip
    with chat_server() as other, chat_server() as gone:
        port = gone.port
        other.offered = Offered(raw=b"hello, I am a printer")
        gone.close()
        known = [("A", served.port), ("B", other.port), ("C", port)]
        found = find_servers(log, known)
    assert found == (
        LocalServer("A", Address("127.0.0.1", served.port, secure=False), (ServedModel(MODEL),)),
    )
    assert {one.path for one in log.read()} == {"/v1/models"}
    assert {one.host for one in log.read()} == {f"127.0.0.1:{port}" for _, port in known}


@settings(max_examples=60)
@given(
    st.lists(st.text(max_size=12), max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
def test_events_are_the_same_however_the_bytes_come(texts: list[str], end: str, cuts: list[int]) -> None:
    texts = [json.dumps(text) for text in texts]
    data = "".join(f": note{end}data: {text}{end}{end}" for text in texts).encode()
    reader, found, at = EventReader(), [], 0
    for size in itertools.cycle(cuts):
        found += reader.feed(data[at : at + size])
        at += size
        if at >= len(data):
            break
    assert found + list(reader.end()) == texts


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    reader = EventReader()
    whole = [*reader.feed(data), *reader.end()]
    one_by_one = EventReader()
    pieces = [event for number in range(len(data)) for event in one_by_one.feed(data[number : number + 1])]
    assert [*pieces, *one_by_one.end()] == whole


def test_an_event_without_end_is_refused() -> None:
    lines = (b"data: " + b"x" * 1000 + b"\n") * 2000
    with pytest.raises(TooLong):
        list(EventReader().feed(lines))
    with pytest.raises(TooLong):
        list(EventReader().feed(b"data: " + b"x" * (2 << 20)))


LLAMA_CPP = """
from memory_core.workers.backends import load_cpu
load_cpu()
from llama_cpp.server.__main__ import main
main()
"""
SERVES = all(find_spec(name) for name in ("fastapi", "sse_starlette", "starlette_context", "uvicorn"))


@pytest.mark.skipif(
    not (SERVES and installed()), reason="llama_cpp's server or the starter voice is not here"
)
def test_against_llama_cpps_own_server(tmp_path: Path, log: NetworkLog) -> None:
    path = starter_path(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", LLAMA_CPP, "--model", str(path), "--n_ctx", "1024"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--model_alias", MODEL]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=dict(os.environ))
    try:
        server = Server(Address("127.0.0.1", port, secure=False), log)
        while not find_servers(log, [("llama-cpp-python", port)]):
            assert process.poll() is None, (tmp_path / "said").read_text()
        model = ServedLanguageModel.open(server, MODEL)
        pieces = list(model.complete("One, two, three,", Sampling(max_tokens=8, temperature=0.0)))
        assert "four" in text_of(pieces)
        assert pieces[-1].finish in ("stop", "length")
        pieces = list(model.chat(HELLO, Sampling(max_tokens=8)))
        assert pieces[-1].finish in ("stop", "length")
        long = model.chat(HELLO, Sampling(max_tokens=900))
        next(long)
        model.cancel()
        assert list(long)[-1].finish == "cancelled"
        with pytest.raises(ModelError):  # this server breaks off without a word when a prompt is too long
            list(model.complete("x " * 3000, Sampling(max_tokens=8)))
    finally:
        process.terminate()
        process.wait()


def test_the_assistant_speaks_with_it(
    model: ServedLanguageModel, served: ChatServer, vault_folder: Path, clock: SetClock
) -> None:
    served.say = [
        Say(words=("Kiwi is", " a fine name."), thoughts=("A parrot.",)),
        Say(words=("Your par",), finish="", done=False, usage=False),
    ]
    embedder = OnnxEmbedder.shipped(threads=1)
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        assistant = Assistant(engine, model, "en", clock=clock)
        events = list(assistant.answer("My parrot is called Kiwi."))
        assert "".join(one.text for one in events if isinstance(one, Token)) == "Kiwi is a fine name."
        assert "".join(one.text for one in events if isinstance(one, Thinking)) == "A parrot."
        answered = [one for one in events if isinstance(one, Answered)]
        assert (answered[0].receipt.voice, answered[0].receipt.model) == (Voice.FULL, MODEL)
        engine.settle()
        clock.advance(timedelta(minutes=5))
        events = list(assistant.answer("What is my parrot called?"))
        (failed,) = [one for one in events if isinstance(one, Failed)]
        assert isinstance(failed.problem, ServerLost)
        assert "Kiwi" in str(served.asked[1].body["messages"][1:])
        engine.settle()
    assert {one.path for one in served.asked} == {"/v1/chat/completions"}
