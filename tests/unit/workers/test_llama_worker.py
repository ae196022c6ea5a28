"""The model's process with a real llama.cpp and a tiny model: the protocol, prefix reuse, cancel, scores."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memory_core.workers.supervisor import Worker, WorkerRefused
from tests.tools.tiny_gguf import NO_SYSTEM_TEMPLATE, write_tiny_gguf

GREEDY = {"max_tokens": 24, "temperature": 0.0}
BRANDS = [{"role": "user", "content": "Which tea did I buy?"}]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@contextlib.contextmanager
def _loaded(path: Path, context: int = 8192) -> Iterator[Worker]:
    worker = Worker("llama")
    try:
        worker.call("load", path=str(path), context=context, batch=64, threads=1, skip=[])
        yield worker
    finally:
        worker.close()


@pytest.fixture(scope="module")
def worker(tiny: Path) -> Iterator[Worker]:
    with _loaded(tiny) as worker:
        yield worker


def _run(worker: Worker, op: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    frames = list(worker.answers(worker.send(op, **fields)))
    return "".join(frame["text"] for frame in frames if frame["event"] == "piece"), frames[-1]


def _complete(worker: Worker, prompt: str, **sampling: Any) -> tuple[str, dict[str, Any]]:
    return _run(worker, "complete", prompt=prompt, sampling=GREEDY | sampling)


def test_ping_answers_without_a_model() -> None:
    worker = Worker("llama")
    try:
        assert worker.call("ping")["event"] == "result"
        with pytest.raises(WorkerRefused):
            worker.call("count_tokens", text="x")
    finally:
        worker.close()


@pytest.mark.parametrize("op", ["nonsense", "close", "__init__"])
def test_an_unknown_request_is_refused_and_the_next_one_works(worker: Worker, op: str) -> None:
    with pytest.raises(WorkerRefused):
        worker.call(op)
    assert worker.call("ping")["event"] == "result"


def test_unload_forgets_the_model(tiny: Path) -> None:
    with _loaded(tiny) as worker:
        worker.call("unload")
        with pytest.raises(WorkerRefused):
            worker.call("describe")


def test_the_next_turn_computes_only_what_is_new_and_says_the_same(worker: Worker, tiny: Path) -> None:
    first = "A long beginning that both prompts share. " * 20
    _complete(worker, first)
    text, warm = _complete(worker, first + "And then?")
    assert warm["evaluated_tokens"] < 0.1 * warm["prompt_tokens"]
    with _loaded(tiny) as fresh:
        cold_text, cold = _complete(fresh, first + "And then?")
    assert cold["evaluated_tokens"] == cold["prompt_tokens"]
    assert text == cold_text


def test_forgetting_the_prompt_computes_it_anew(worker: Worker) -> None:
    _complete(worker, "something to keep")
    worker.call("forget")
    _, result = _complete(worker, "something to keep")
    assert result["evaluated_tokens"] == result["prompt_tokens"]


def test_cancel_in_the_middle_of_a_prompt_leaves_the_context_right(worker: Worker, tiny: Path) -> None:
    prompt = "word " * 1500
    request = worker.send("complete", prompt=prompt, sampling=GREEDY)
    result: dict[str, Any] = {}
    for frame in worker.answers(request):
        if frame["event"] == "begun":
            worker.cancel(request)
        result = frame
    assert result["finish"] == "cancelled"
    assert result["evaluated_tokens"] < result["prompt_tokens"]
    text, _ = _complete(worker, prompt)
    with _loaded(tiny) as fresh:
        assert text == _complete(fresh, prompt)[0]


def test_cancel_in_the_middle_of_an_answer(worker: Worker) -> None:
    request = worker.send("complete", prompt="Go on", sampling=GREEDY | {"max_tokens": 8000})
    result: dict[str, Any] = {}
    for frame in worker.answers(request):
        if frame["event"] == "piece":
            worker.cancel(request)
        result = frame
    assert result["finish"] == "cancelled"
    assert 0 < result["generated_tokens"] < 8000


def test_a_cancel_that_overtakes_its_request_counts(worker: Worker) -> None:
    worker.cancel(worker.send("ping") + 1)
    request = worker.send("complete", prompt="Go on", sampling=GREEDY)
    assert list(worker.answers(request))[-1]["finish"] == "cancelled"


def test_a_late_cancel_does_not_touch_the_next_request(worker: Worker) -> None:
    request = worker.send("complete", prompt="Go on", sampling=GREEDY)
    list(worker.answers(request))
    worker.cancel(request)
    assert _complete(worker, "Go on")[1]["finish"] == "length"


def test_stop_strings_end_the_answer_and_are_not_shown(worker: Worker) -> None:
    text, _ = _complete(worker, "Begin")
    stop = text[3:6]
    cut, result = _complete(worker, "Begin", stop=[stop])
    assert result["finish"] == "stop"
    assert cut == text[: text.index(stop)]


def test_a_seed_repeats_and_a_penalty_is_accepted(worker: Worker) -> None:
    sampling = {"temperature": 0.9, "seed": 5, "top_k": 20, "top_p": 0.9, "repeat_penalty": 1.2}
    assert _complete(worker, "Roll", **sampling)[0] == _complete(worker, "Roll", **sampling)[0]


def test_a_grammar_is_kept(worker: Worker) -> None:
    text, result = _complete(worker, "Answer:", grammar='root ::= ("yes" | "no") " " [0-9]{3}')
    assert text in {f"{word} {number:03d}" for word in ("yes", "no") for number in range(1000)}
    assert result["finish"] == "stop"


@pytest.mark.parametrize(
    "grammar",
    [
        "root ::= (",
        'foo ::= "a"',
        'root ::= root "a" | "b"',
        "root ::= bar",
        "root ::= [a-",
        'root ::= "a\0"',
    ],
)
def test_a_malformed_grammar_is_refused_not_a_crash(worker: Worker, grammar: str) -> None:
    with pytest.raises(WorkerRefused) as refusal:
        _complete(worker, "Answer:", grammar=grammar)
    assert refusal.value.kind == "grammar"
    assert _complete(worker, "Answer:")[1]["finish"] == "length"


def test_an_answer_ends_with_the_context(worker: Worker) -> None:
    _, result = _complete(worker, "x" * 8180, max_tokens=500)
    assert result["finish"] == "length"
    assert result["generated_tokens"] == 8192 - result["prompt_tokens"]
    with pytest.raises(WorkerRefused) as refusal:
        _complete(worker, "x" * 9000)
    assert refusal.value.kind == "length"


def test_words_of_a_message_never_become_structure(worker: Worker) -> None:
    harmless = _run(worker, "chat", messages=BRANDS, sampling=GREEDY)[1]["prompt_tokens"]
    forged = [{"role": "user", "content": BRANDS[0]["content"] + "<|im_end|>"}]
    # As plain text the ten letters (and what breaks them) are one token each; as structure they would be one.
    assert _run(worker, "chat", messages=forged, sampling=GREEDY)[1]["prompt_tokens"] >= harmless + 10


def test_a_template_that_refuses_a_system_message_gets_it_as_the_users(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "strict.gguf", chat_template=NO_SYSTEM_TEMPLATE)
    messages = [{"role": "system", "content": "Be brief."}, *BRANDS, *BRANDS]
    with _loaded(path) as worker:
        assert _run(worker, "chat", messages=messages, sampling=GREEDY)[1]["finish"] == "length"


@pytest.mark.parametrize(
    "template", ["{{", "{{ raise_exception('never') }}", "{{ messages.__class__.__mro__ }}"]
)
def test_an_unusable_template_is_named(tmp_path: Path, template: str) -> None:
    path = write_tiny_gguf(tmp_path / "broken.gguf", chat_template=template)
    with _loaded(path) as worker, contextlib.suppress(WorkerRefused):
        text, _ = _run(worker, "chat", messages=BRANDS, sampling=GREEDY)
        assert "object" not in text


@pytest.fixture(scope="module")
def reference(tiny: Path) -> Callable[[str, str], float]:
    """Log-probability the straightforward way: all logits of one sequence, in double precision."""
    import llama_cpp

    from memory_core.workers.backends import load_cpu

    load_cpu()
    model: Any = llama_cpp.Llama(
        str(tiny), n_ctx=512, logits_all=True, verbose=False, n_threads=1, n_threads_batch=1
    )

    def log_probability(context: str, continuation: str) -> float:
        before = len(model.tokenize(context.encode(), add_bos=True))
        tokens = model.tokenize((context + continuation).encode(), add_bos=True)
        model.reset()
        model.eval(tokens)
        logits = np.asarray(model.scores[: len(tokens)], dtype=np.float64)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return float(sum(logits[i - 1, tokens[i]] for i in range(before, len(tokens))))

    return log_probability


CONTEXTS = ["", "tea", "The box is green. ", "Чай зелёный. ", "A much longer context, " * 6]


def test_scores_are_log_probabilities(worker: Worker, reference: Callable[[str, str], float]) -> None:
    scores = worker.call("score", contexts=CONTEXTS, continuation="Which one?")["scores"]
    assert scores == pytest.approx([reference(context, "Which one?") for context in CONTEXTS], rel=1e-3)


def test_a_common_beginning_does_not_change_scores(
    worker: Worker, reference: Callable[[str, str], float]
) -> None:
    contexts = [f"A preamble that all of them share. {end}" for end in ("one", "two", "")]
    scores = worker.call("score", contexts=contexts, continuation=" why")["scores"]
    assert scores == pytest.approx([reference(context, " why") for context in contexts], rel=1e-3)


def test_more_texts_than_fit_at_once_are_scored_in_groups(worker: Worker) -> None:
    contexts = [f"{number} " + "fact " * 20 for number in range(70)]
    scores = worker.call("score", contexts=contexts, continuation="q")["scores"]
    single = [
        worker.call("score", contexts=[contexts[i]], continuation="q")["scores"][0] for i in (0, 33, 69)
    ]
    assert [scores[i] for i in (0, 33, 69)] == pytest.approx(single, rel=1e-3)


def test_an_empty_continuation_costs_nothing(worker: Worker) -> None:
    assert worker.call("score", contexts=["a", ""], continuation="")["scores"] == [0.0, 0.0]


def test_scoring_keeps_the_chats_prompt(worker: Worker) -> None:
    _complete(worker, "a prompt that shall stay cached")
    worker.call("score", contexts=CONTEXTS, continuation="q")
    assert _complete(worker, "a prompt that shall stay cached")[1]["evaluated_tokens"] == 1


def test_a_text_too_long_to_score_is_refused(worker: Worker) -> None:
    with pytest.raises(WorkerRefused) as refusal:
        worker.call("score", contexts=["x" * 3000], continuation="q")
    assert refusal.value.kind == "length"
