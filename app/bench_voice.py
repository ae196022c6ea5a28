"""``mneme bench voice``: what the process around llama.cpp costs, against the library called directly.

Both sides run the same file on the same CPU variant with the same number of threads, in turns, so that a busy
machine slows both. At the end stand the bars and whether they are met; a busy machine may miss one by chance.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from app.bench_voice_memory import background_ways, first_with_memories, restored
from app.paths import Paths
from memory_core.errors import Cancelled, MnemeError
from memory_core.models.language_model import LanguageModel
from memory_core.models.starter import starter_path
from memory_core.types import Message, Piece, Role, Sampling

_PROMPT = "The keeper of the lighthouse wrote one line into the book every evening. " * 16 + "\nThat evening"
_TOKENS = 64
_HISTORY_TOKENS = 2000
_CONTEXT = 4096
_CANCELS = 20
_ARRIVALS = 30
_FACTS = (
    "The spare key hangs behind the green door.",
    "The cellar was painted in autumn.",
    "Tomato seeds go out after the frost.",
    "The violin needs a new bridge.",
    "Запасной ключ висит за зелёной дверью.",
    "The bus to the lake leaves at nine.",
    "The library closes early on Saturdays.",
    "The old map shows a second well.",
)
_QUESTION = "Where does the spare key hang?"


@dataclass(frozen=True, slots=True)
class _Speed:
    """Seconds to the first token, tokens a second after it."""

    first: float
    rate: float


def main(args: Sequence[str]) -> int:
    """Measure a model (the starter voice by default) and print the figures.

    Args:
        args: ``[--model FILE.gguf] [--threads N] [--rounds N]``.

    Returns:
        0, or 1 when there is no model to measure or it cannot be used.
    """
    parser = argparse.ArgumentParser(prog="mneme bench voice", description=main.__doc__)
    parser.add_argument("--model", type=Path, help="a GGUF file; the starter voice by default")
    parser.add_argument("--threads", type=int, default=None, help="measured by default")
    parser.add_argument("--rounds", type=int, default=6)
    given = parser.parse_args(args)
    try:
        path = given.model or starter_path(Paths.of_user().cache)
        if path is None:
            _say("no model: the optional voice package is not installed and no file was named")
            return 1
        with LanguageModel.open(path, context=_CONTEXT, threads=given.threads) as model:
            bars = _measure(model, path, max(given.rounds, 1))
        for bar in bars:
            _say(bar.line())
    except MnemeError as problem:
        _say(str(problem))
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure, and what it must be at most, or at least."""

    name: str
    figure: float
    bound: float
    least: bool = False

    def line(self) -> str:
        """How it is printed."""
        met = self.figure >= self.bound if self.least else self.figure <= self.bound
        relation = ">=" if self.least else "<="
        return (
            f"bar {self.name:42} {self.figure:8.3f} {relation} {self.bound:g}  {'met' if met else 'MISSED'}"
        )


def _measure(model: LanguageModel, path: Path, rounds: int) -> list[Bar]:
    backend, _, threads = model.backend.rpartition(" x ")
    _say(f"model                     {model.describe().name}, {backend}, threads {threads}")
    direct = _Direct(path, backend, int(threads))
    ours, theirs = [], []
    for _ in range(rounds):
        model.forget_prompt()
        ours.append(_timed(lambda: _texts(model.complete(_PROMPT, Sampling(_TOKENS, temperature=0.0)))))
        theirs.append(_timed(direct.stream))
    _compare("first token", "s", min, [one.first for one in ours], [one.first for one in theirs])
    rates = [one.rate for one in ours], [one.rate for one in theirs]
    bars = [
        Bar("tokens/s, ours to the library's", _compare("tokens per second", "", max, *rates), 0.95, True)
    ]
    first, plain, tokens = first_with_memories(model, direct.complete, rounds)
    ratio = _compare(f"first, {tokens} recalled", "s", min, first, plain)
    bars.append(Bar(f"first token, {tokens} tokens recalled", ratio, 1.3))
    direct.close()
    bars.append(Bar("cancel, p95 in milliseconds", _cancels(model), 100))
    bars.append(Bar("second turn, share of a cold prompt", _second_turn(model), 0.1))
    found = restored(model, _history(model))
    _say(
        f"saved prompt              {found.tokens} tokens, {found.size / 1e6:.1f} MB: first token "
        f"{found.warm:.2f} s, from nothing {found.cold:.2f} s"
    )
    bars.append(Bar("first token of a saved prompt to a cold one", found.warm / found.cold, 0.5))
    for line in background_ways(model, _history(model)):
        _say(line)
    _scores(model)
    _behind_background(model)
    _turn_after_background(model)
    return bars


def _compare(
    name: str, unit: str, best: Callable[[list[float]], float], ours: list[float], direct: list[float]
) -> float:
    """Medians, and the best of all rounds: on a busy machine only the best ones are comparable.

    Returns the ratio of the best ones.
    """
    ratio = best(ours) / best(direct)
    _say(
        f"{name:25} median {median(ours):.3f}{unit}, direct {median(direct):.3f}{unit}; "
        f"best {best(ours):.3f}{unit}, direct {best(direct):.3f}{unit}, ratio {ratio:.3f}"
    )
    return ratio


class _Direct:
    """llama-cpp-python as its own documentation shows it, in this process."""

    def __init__(self, path: Path, backend: str, threads: int) -> None:
        import llama_cpp

        from memory_core.workers.backends import load_cpu, ranked

        names = {name for name, _ in ranked(Path(llama_cpp.__file__).parent / "lib")}
        load_cpu(names - {backend})
        self._llama: Any = llama_cpp.Llama(
            str(path), n_ctx=_CONTEXT, n_threads=threads, n_threads_batch=threads, verbose=False
        )

    def stream(self) -> Iterator[str]:
        """The same prompt, from nothing."""
        self._llama.reset()
        chunks = self._llama.create_completion(_PROMPT, max_tokens=_TOKENS, temperature=0.0, stream=True)
        return (chunk["choices"][0]["text"] for chunk in chunks)

    def complete(self, prompt: str) -> Iterator[str]:
        """One token after a prompt, from nothing."""
        self._llama.reset()
        chunks = self._llama.create_completion(prompt, max_tokens=1, temperature=0.0, stream=True)
        return (chunk["choices"][0]["text"] for chunk in chunks)

    def close(self) -> None:
        """Free it."""
        self._llama.close()


def _texts(pieces: Iterator[Piece]) -> Iterator[str]:
    return (piece.text for piece in pieces if piece.finish is None)


def _timed(ask: Callable[[], Iterator[str]]) -> _Speed:
    start = time.perf_counter()
    times = [time.perf_counter() for text in ask() if text]
    return _Speed(times[0] - start, (len(times) - 1) / max(times[-1] - times[0], 1e-9))


def _cancels(model: LanguageModel) -> float:
    """Cancel at twenty different moments: while the prompt is computed and while the answer is written.

    Returns the 95th percentile in milliseconds.
    """
    prompt = _PROMPT * 8
    seconds: list[float] = []
    for number in range(_CANCELS):
        model.forget_prompt()
        pressed: list[float] = []

        def press(pressed: list[float] = pressed) -> None:
            pressed.append(time.perf_counter())
            model.cancel()

        in_prompt = number % 2 == 0
        timer = threading.Timer(0.05 * (number + 1), press)
        timer.start()
        stream = model.complete(prompt if in_prompt else "Once", Sampling(_CONTEXT, temperature=0.0))
        last = list(stream)[-1]
        timer.join()
        if last.finish == "cancelled":
            seconds.append(time.perf_counter() - pressed[0])
    seconds.sort()
    p95 = seconds[min(int(0.95 * len(seconds)), len(seconds) - 1)]
    _say(f"cancel                    p95 {1000 * p95:.0f} ms, median {1000 * median(seconds):.0f} ms")
    return 1000 * p95


def _history(model: LanguageModel) -> str:
    sentence = "The keeper of the lighthouse wrote one line into the book every evening. "
    history = sentence
    while model.count_tokens(history) < _HISTORY_TOKENS:
        history += sentence * 8
    return history


def _second_turn(model: LanguageModel) -> float:
    """Prompt tokens that a second turn computes, against the same prompt from nothing: their share."""
    talk = [Message(Role.USER, _history(model))]
    short = Sampling(16, temperature=0.0)
    model.forget_prompt()
    answer = "".join(_texts(model.chat(talk, short)))
    talk += [Message(Role.ASSISTANT, answer), Message(Role.USER, "And what did the keeper do then?")]
    warm = list(model.chat(talk, short))[-1]
    model.forget_prompt()
    cold = list(model.chat(talk, short))[-1]
    share = warm.evaluated_tokens / max(cold.evaluated_tokens, 1)
    _say(
        f"second turn               {warm.evaluated_tokens} of {cold.evaluated_tokens} prompt tokens "
        f"computed ({100 * share:.1f} %)"
    )
    return share


def _scores(model: LanguageModel) -> None:
    contexts = [f"{fact}\n" for fact in _FACTS]
    model.score(contexts, _QUESTION)
    start = time.perf_counter()
    model.score(contexts, _QUESTION)
    _say(f"one question, {len(_FACTS)} facts   {time.perf_counter() - start:.2f} s")


def _behind_background(model: LanguageModel) -> None:
    """The chat's first token while the background reads prompts, writes answers and scores texts."""
    talk = [Message(Role.USER, _PROMPT)]

    def first() -> float:
        start = time.perf_counter()
        stream = model.chat(talk, Sampling(2, temperature=0.0))
        next(stream)
        seconds = time.perf_counter() - start
        deque(stream, maxlen=0)
        return seconds

    first()
    alone = sorted(first() for _ in range(_ARRIVALS))
    over, begun = threading.Event(), threading.Event()

    def work() -> None:
        for number in itertools.count():
            begun.set()
            if over.is_set():
                return
            with contextlib.suppress(Cancelled):
                list(model.background.complete(f"{number} {_PROMPT * 3}", Sampling(24, temperature=0.0)))
                model.background.score([f"{number} {fact}\n" for fact in _FACTS], _QUESTION)

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait()
    behind: list[float] = []
    for number in range(_ARRIVALS):
        time.sleep(0.01 * (number % 10))  # arrive at different moments of a batch
        behind.append(first())
    over.set()
    model.background.cancel()
    worker.join()
    behind.sort()
    p95 = [times[min(int(0.95 * len(times)), len(times) - 1)] for times in (alone, behind)]
    _say(
        f"chat behind background    first token median {1000 * median(behind):.0f} ms, alone "
        f"{1000 * median(alone):.0f} ms, ratio {median(behind) / median(alone):.1f}; "
        f"p95 {1000 * p95[1]:.0f} ms, alone {1000 * p95[0]:.0f} ms"
    )


def _turn_after_background(model: LanguageModel) -> None:
    """Prompt tokens that a second turn computes when memory has used the model in between."""
    talk = [Message(Role.USER, _PROMPT)]
    short = Sampling(16, temperature=0.0)
    model.forget_prompt()
    answer = "".join(_texts(model.chat(talk, short)))
    list(model.background.complete(_PROMPT[::-1], short))
    model.background.score([f"{fact}\n" for fact in _FACTS], _QUESTION)
    talk += [Message(Role.ASSISTANT, answer), Message(Role.USER, "And what did the keeper do then?")]
    last = list(model.chat(talk, short))[-1]
    share = last.evaluated_tokens / max(last.prompt_tokens, 1)
    _say(
        f"turn after background     {last.evaluated_tokens} of {last.prompt_tokens} prompt tokens computed "
        f"({100 * share:.1f} %)"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
