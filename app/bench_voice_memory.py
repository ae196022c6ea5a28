"""What ``mneme bench voice`` measures with the memory in it: recall before the first token, saved prompts,
and the two ways in which background work could leave the chat's prompt alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.assistant.fence import fenced
from app.prompt_files import PromptFiles
from memory_core import PLAIN, Engine
from memory_core.models.language_model import LanguageModel
from memory_core.store.keys import Key
from memory_core.types import Message, Role, Sampling

RECALLED_TOKENS = 1000
_WHO = "My uncle|The dentist|Our neighbour|A sailor|The teacher|My cousin|The baker|A tourist|The vet|My boss"
_DID = "painted|sold|lost|repaired|borrowed|hid|photographed|measured|buried|polished"
_THINGS = "ladder|kettle|violin|lantern|anchor|saddle|compass|barrel|mirror|rope"
_PLACES = "harbour|mill|orchard|tower|quarry|chapel|bakery|ferry|garden|station"
_WHEN = (
    "at dawn|on Friday|last spring|after lunch|in the fog|before Easter|at noon|by mistake|twice|in secret"
)
_QUESTION = "Who repaired the ladder near the mill?"
_ONE = Sampling(1, temperature=0.0)
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Restored:
    """Medians in seconds: a prompt from nothing, and one taken up from an encrypted file; its size."""

    cold: float
    warm: float
    tokens: int
    size: int


def first_with_memories(
    model: LanguageModel, direct: Callable[[str], Iterator[str]], rounds: int
) -> tuple[list[float], list[float], int]:
    """Seconds to the first token: recall, fence and answer here, and the same prompt given to the library.

    Args:
        model: answers, from nothing each time.
        direct: streams the library's completion of a prompt, from nothing.
        rounds: how often, in turns.

    Returns:
        Both lists, and the tokens of memories in the prompt.
    """
    ours, theirs, tokens = [], [], 0
    with tempfile.TemporaryDirectory(prefix="mneme-bench-") as folder, _life(Path(folder)) as engine:
        engine.recall(_QUESTION, limit=10)
        for _ in range(rounds):
            model.forget_prompt()
            start = time.perf_counter()
            found = engine.recall(_QUESTION, limit=60, token_budget=RECALLED_TOKENS, rerank=False)
            memories = fenced(found.items, "en")
            prompt = f"{memories}\n\nUser: {_QUESTION}\nAssistant:"
            deque(model.complete(prompt, _ONE), maxlen=0)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            next(direct(prompt))
            theirs.append(time.perf_counter() - start)
            tokens = model.count_tokens(memories)
    return ours, theirs, tokens


def _life(folder: Path) -> Engine:
    engine = Engine.open(folder, PLAIN)
    who, did, things, places, when = (one.split("|") for one in (_WHO, _DID, _THINGS, _PLACES, _WHEN))
    for i in range(10):
        for j in range(10):  # two sentences share one word at most, so none of them replaces another
            words = who[i], did[j], things[(i + j) % 10], places[(i + 3 * j) % 10], when[(i + 7 * j) % 10]
            engine.perceive("{} {} a {} near the {} {}.".format(*words))
    engine.settle()
    return engine


def restored(model: LanguageModel, history: str) -> Restored:
    """A conversation's next turn after its process ended: from nothing, and from what was saved of it."""
    talk = [Message(Role.USER, history)]
    model.forget_prompt()
    answer = "".join(piece.text for piece in model.chat(talk, Sampling(16, temperature=0.0)))
    state = model.save_prompt()
    talk += [Message(Role.ASSISTANT, answer), Message(Role.USER, "And what did the keeper do then?")]
    cold, warm, tokens = [], [], 0
    with tempfile.TemporaryDirectory(prefix="mneme-bench-") as folder:
        files = PromptFiles(Path(folder), Key(os.urandom(32)))
        files.write("main", {}, state)
        for _ in range(_ROUNDS):
            model.forget_prompt()
            cold.append(_first(model, talk))
            model.forget_prompt()
            start = time.perf_counter()
            tokens = model.restore_prompt(files.read(files.path_of("main")) or b"")
            warm.append(time.perf_counter() - start + _first(model, talk))
    return Restored(median(cold), median(warm), tokens, len(state))


def background_ways(model: LanguageModel, history: str) -> list[str]:
    """Lines that compare a second context with saving and restoring the chat's prompt around other work."""
    model.forget_prompt()
    deque(model.chat([Message(Role.USER, history)], _ONE), maxlen=0)
    saving, restoring, size = [], [], 0
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        state = model.save_prompt()
        saving.append(time.perf_counter() - start)
        start = time.perf_counter()
        model.restore_prompt(state)
        restoring.append(time.perf_counter() - start)
        size = len(state)
    before = _resident(model.pid)
    deque(model.background.complete("Once", Sampling(2, temperature=0.0)), maxlen=0)
    grown = _resident(model.pid) - before
    change = 1000 * (median(saving) + median(restoring))
    return [
        f"saving and restoring      {change:.0f} ms for each background request, {size / 1e6:.0f} MB",
        f"a second context          0 ms, {grown / 1e6:.0f} MB more at its first request",
    ]


def _first(model: LanguageModel, talk: Sequence[Message]) -> float:
    start = time.perf_counter()
    deque(model.chat(talk, _ONE), maxlen=0)
    return time.perf_counter() - start


def _resident(pid: int | None) -> int:
    """Bytes of memory that a process holds; 0 where the system does not tell."""
    if pid is None or not sys.platform.startswith("linux"):
        return 0
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
