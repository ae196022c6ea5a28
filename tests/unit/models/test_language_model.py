"""The client of the model's process: one request at a time, from many threads."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from memory_core.errors import BadRequest, Cancelled, ModelFileInvalid, ModelTooLarge
from memory_core.models.language_model import BackgroundModel, LanguageModel
from memory_core.models.machine import available_bytes
from memory_core.types import LanguageModelLike, Message, Piece, Role, Sampling
from tests.tools.tiny_gguf import CHAT_TEMPLATE, write_tiny_gguf

SHORT = Sampling(max_tokens=8, temperature=0.0)
ENDLESS = Sampling(max_tokens=100_000, temperature=0.0)
HELLO = [Message(Role.USER, "Hello")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture(scope="module")
def model(tiny: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(tiny, context=8192, threads=1) as model:
        yield model


def _text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_it_is_what_the_rooms_ask_for(model: LanguageModel) -> None:
    assert isinstance(model, LanguageModelLike)
    assert isinstance(model.background, LanguageModelLike)
    assert isinstance(model.background, BackgroundModel)
    assert model.background is model.background


def test_describe(model: LanguageModel, tiny: Path) -> None:
    info = model.describe()
    assert (info.name, info.path, info.context, info.quantisation) == ("Tiny", str(tiny), 8192, "F32")
    assert (info.has_chat_template, info.chat_template) == (True, CHAT_TEMPLATE)
    assert info.file_bytes == tiny.stat().st_size
    assert info.parameters > 100_000


def test_a_chat_streams_and_ends_with_its_counts(model: LanguageModel) -> None:
    pieces = list(model.chat(HELLO, SHORT))
    assert [piece.finish for piece in pieces[:-1]] == [None] * (len(pieces) - 1)
    assert (pieces[-1].text, pieces[-1].finish, pieces[-1].generated_tokens) == ("", "length", 8)
    assert pieces[-1].prompt_tokens > 20


def test_a_base_model_continues_a_transcript(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "base.gguf", chat_template=None)
    with LanguageModel.open(path, threads=1) as base:
        assert not base.describe().has_chat_template
        assert base.describe().chat_template is None
        last = list(base.chat(HELLO, SHORT))[-1]
        assert last.prompt_tokens == 1 + base.count_tokens("User: Hello\nAssistant:")


def test_count_tokens_leaves_specials_out(model: LanguageModel) -> None:
    assert model.count_tokens("") == 0
    assert model.count_tokens("ё") == 2
    assert model.count_tokens("<s>") == 3


def test_the_context_is_bounded_by_training_and_by_memory(tiny: Path) -> None:
    with LanguageModel.open(tiny, context=100_000, threads=1) as model:
        assert model.describe().context == 8192
    tight = tiny.stat().st_size + 256 * 1024 * 1024 + 3000 * 512
    with LanguageModel.open(tiny, context=8192, threads=1, memory=tight) as model:
        assert 512 <= model.describe().context < 1536


def test_a_model_without_room_is_refused_before_it_starts(tiny: Path) -> None:
    with pytest.raises(ModelTooLarge, match="GB") as error:
        LanguageModel.open(tiny, memory=1_000_000)
    assert error.value.data
    assert error.value.todo


@pytest.mark.parametrize(
    ("context", "threads"), [(0, 1), (-5, 1), (2_000_000_000, 1), (512, 0), (512, 10_000)]
)
def test_impossible_sizes_are_refused(tiny: Path, context: int, threads: int) -> None:
    with pytest.raises(BadRequest):
        LanguageModel.open(tiny, context=context, threads=threads)


def test_a_file_that_only_the_engine_can_refuse(tmp_path: Path, tiny: Path) -> None:
    data = tiny.read_bytes().replace(b"llama.block_count", b"llama.block_kount")
    path = tmp_path / "odd.gguf"
    path.write_bytes(data)
    with pytest.raises(ModelFileInvalid) as error:
        LanguageModel.open(path, threads=1)
    assert error.value.todo


def test_bad_requests_leave_the_model_working(model: LanguageModel) -> None:
    with pytest.raises(BadRequest, match="GBNF"):
        list(model.complete("x", Sampling(grammar="root ::= (")))
    with pytest.raises(BadRequest, match="9001 tokens"):
        list(model.complete("x" * 9000, SHORT))
    with pytest.raises(BadRequest, match="too long"):
        list(model.complete("x" * 20_000_000, SHORT))
    with pytest.raises(BadRequest, match="does not fit"):
        model.score(["x" * 9000], "q")
    assert list(model.complete("x", SHORT))[-1].finish == "length"


def test_nothing_to_score(model: LanguageModel) -> None:
    assert model.score([], "q") == []
    assert model.score(["a"], "") == [0.0]


def test_asking_while_reading_ones_own_answer_is_refused_not_a_deadlock(model: LanguageModel) -> None:
    with contextlib.closing(model.chat(HELLO, ENDLESS)) as stream:  # type: ignore[type-var]
        next(stream)
        with pytest.raises(BadRequest, match="still reading"):
            model.count_tokens("x")
    assert model.count_tokens("x") == 1


def test_a_dropped_stream_frees_the_model(model: LanguageModel) -> None:
    stream = model.complete("Go on", ENDLESS)
    next(stream)
    del stream
    assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_threads_take_turns_and_each_gets_its_own_answer(model: LanguageModel) -> None:
    prompts = [f"prompt number {i}" for i in range(6)]
    expected = [_text(list(model.complete(prompt, SHORT))) for prompt in prompts]
    got: dict[int, str] = {}

    def ask(i: int) -> None:
        got[i] = _text(list(model.complete(prompts[i], SHORT)))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[i] for i in range(6)] == expected


def test_cancel_from_another_thread_ends_the_stream(model: LanguageModel) -> None:
    started = threading.Event()

    def stop() -> None:
        started.wait()
        model.cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    pieces: list[Piece] = []
    for piece in model.complete("Go on", ENDLESS):
        pieces.append(piece)
        started.set()
    thread.join()
    assert pieces[-1].finish == "cancelled"
    assert list(model.complete("Go on", SHORT))[-1].finish == "length"


def test_cancel_reaches_a_stream_that_was_asked_for_but_not_begun(model: LanguageModel) -> None:
    stream = model.chat(HELLO, ENDLESS)
    model.cancel()
    assert [piece.finish for piece in stream] == ["cancelled"]


def test_cancel_reaches_those_that_wait_for_their_turn(model: LanguageModel) -> None:
    running = model.complete("Go on", ENDLESS)
    next(running)
    waiting = model.complete("Wait", ENDLESS)
    finishes: list[str | None] = []
    thread = threading.Thread(target=lambda: finishes.extend(piece.finish for piece in waiting))
    thread.start()
    model.cancel()
    assert list(running)[-1].finish == "cancelled"
    thread.join()
    assert finishes == ["cancelled"]


def test_cancel_ends_a_score(model: LanguageModel) -> None:
    begun = threading.Event()
    problems: list[BaseException] = []

    def score() -> None:
        begun.set()
        try:
            model.score(["many words " * 150] * 3000, "q")
        except Cancelled as problem:
            problems.append(problem)

    thread = threading.Thread(target=score)
    thread.start()
    begun.wait()
    while thread.is_alive():  # the request may not be under way at the first try
        model.cancel()
        thread.join(0.05)
    assert len(problems) == 1


def test_cancel_without_anything_running_is_nothing(model: LanguageModel) -> None:
    model.cancel()
    assert list(model.complete("x", SHORT))[-1].finish == "length"


def test_a_forgotten_prompt_is_computed_anew(model: LanguageModel) -> None:
    list(model.complete("the same words again", SHORT))
    assert list(model.complete("the same words again", SHORT))[-1].evaluated_tokens == 1
    model.forget_prompt()
    last = list(model.complete("the same words again", SHORT))[-1]
    assert last.evaluated_tokens == last.prompt_tokens


def test_close_from_another_thread_ends_the_stream(tiny: Path) -> None:
    model = LanguageModel.open(tiny, threads=1)
    stream = model.complete("Go on", ENDLESS)
    next(stream)
    thread = threading.Thread(target=model.close)
    thread.start()
    assert list(stream)[-1].finish in ("cancelled", "length")
    thread.join()
    model.close()
    with pytest.raises(BadRequest, match="closed"):
        model.count_tokens("x")


def test_the_threads_are_measured_when_nobody_says(tiny: Path) -> None:
    with LanguageModel.open(tiny) as model:
        backend, _, threads = model.backend.rpartition(" x ")
        assert backend
        assert int(threads) >= 1


def test_the_machine_tells_its_free_memory() -> None:
    assert (available_bytes() or 1 << 40) > 1 << 20


def _work_in_the_background(background: BackgroundModel) -> None:
    grammar = Sampling(max_tokens=8, temperature=0.0, grammar='root ::= "[" [a-z]{1,20} "]"')
    list(background.complete("Something quite different " * 20, grammar))
    list(background.chat([Message(Role.USER, "And another thing " * 20)], SHORT))
    background.score(["one thing", "another thing"] * 20, "which?")


def test_background_work_leaves_the_chats_prompt_cached(model: LanguageModel) -> None:
    talk = [Message(Role.USER, "A beginning that both turns share. " * 40)]
    answer = _text(list(model.chat(talk, SHORT)))
    talk += [Message(Role.ASSISTANT, answer), Message(Role.USER, "And then?")]
    undisturbed = list(model.chat(talk, SHORT))
    _work_in_the_background(model.background)
    last = list(model.chat(talk, SHORT))
    assert last[-1].evaluated_tokens == 1
    assert _text(last) == _text(undisturbed)
    model.forget_prompt()
    list(model.chat(talk[:1], SHORT))
    _work_in_the_background(model.background)
    last = list(model.chat(talk, SHORT))
    assert last[-1].evaluated_tokens <= 0.1 * last[-1].prompt_tokens


def test_the_chat_leaves_the_backgrounds_prompt_cached(model: LanguageModel) -> None:
    list(model.background.complete("examples that come each time", SHORT))
    list(model.chat(HELLO, SHORT))
    assert list(model.background.complete("examples that come each time", SHORT))[-1].evaluated_tokens == 1
    model.forget_prompt()
    last = list(model.background.complete("examples that come each time", SHORT))[-1]
    assert last.evaluated_tokens == last.prompt_tokens


def test_the_background_says_what_the_model_says(model: LanguageModel) -> None:
    background = model.background
    assert _text(list(background.chat(HELLO, SHORT))) == _text(list(model.chat(HELLO, SHORT)))
    assert _text(list(background.complete("x", SHORT))) == _text(list(model.complete("x", SHORT)))
    contexts = ["", "tea", "A longer context, " * 9]
    assert background.score(contexts, "why") == pytest.approx(model.score(contexts, "why"), rel=1e-3)
    assert background.score([], "why") == []
    assert background.count_tokens("ё") == 2
    assert background.describe() == replace(model.describe(), context=2048)


def test_the_background_has_less_room(model: LanguageModel) -> None:
    with pytest.raises(BadRequest, match="does not fit"):
        list(model.background.complete("x" * 3000, SHORT))
    with pytest.raises(BadRequest, match="does not fit"):
        model.background.score(["x" * 3000], "q")
    with pytest.raises(BadRequest, match="GBNF"):
        list(model.background.complete("x", Sampling(grammar="root ::= (")))


def test_one_thread_may_read_a_chat_and_a_background_answer_at_once(model: LanguageModel) -> None:
    expected = _text(list(model.background.complete("Go on", SHORT)))
    background = model.background.complete("Go on", SHORT)
    chat = model.chat(HELLO, SHORT)
    pieces = [next(background)]
    assert list(chat)[-1].finish == "length"
    with pytest.raises(BadRequest, match="still reading"):
        model.background.count_tokens("x")
    assert _text(pieces + list(background)) == expected


def test_cancel_reaches_its_own_requests_only(model: LanguageModel) -> None:
    chat, background = model.chat(HELLO, SHORT), model.background.chat(HELLO, SHORT)
    model.cancel()
    assert list(background)[-1].finish == "length"
    assert [piece.finish for piece in chat] == ["cancelled"]
    chat, background = model.chat(HELLO, SHORT), model.background.chat(HELLO, SHORT)
    model.background.cancel()
    assert [piece.finish for piece in background] == ["cancelled"]
    assert list(chat)[-1].finish == "length"


def test_closing_the_background_ends_its_requests_and_not_the_process(model: LanguageModel) -> None:
    stream = model.background.complete("Go on", ENDLESS)
    next(stream)
    pid = model.pid
    model.background.close()
    assert list(stream)[-1].finish in ("cancelled", "length")
    assert list(model.background.complete("x", SHORT))[-1].finish == "length"
    assert model.pid == pid


def test_a_dropped_background_stream_frees_the_background(model: LanguageModel) -> None:
    stream = model.background.complete("Go on", ENDLESS)
    next(stream)
    del stream
    assert list(model.background.complete("Go on", SHORT))[-1].finish == "length"


def test_closing_the_model_ends_background_requests(tiny: Path) -> None:
    model = LanguageModel.open(tiny, threads=1)
    stream = model.background.complete("Go on", ENDLESS)
    next(stream)
    model.close()
    assert list(stream)[-1].finish in ("cancelled", "length")
    with pytest.raises(BadRequest, match="closed"):
        model.background.count_tokens("x")


def test_many_threads_ask_both_and_each_gets_its_own_answer(model: LanguageModel) -> None:
    asked = [(model, model.background)[i % 2] for i in range(8)]
    prompts = [f"prompt number {i}" for i in range(8)]
    expected = [_text(list(one.complete(prompt, SHORT))) for one, prompt in zip(asked, prompts, strict=True)]
    got: dict[int, str] = {}

    def ask(i: int) -> None:
        got[i] = _text(list(asked[i].complete(prompts[i], SHORT)))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[i] for i in range(8)] == expected
