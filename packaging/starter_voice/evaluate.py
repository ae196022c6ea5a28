"""Measure the adapter against its bars, through the program's own client of llama.cpp.

::

    python packaging/starter_voice/evaluate.py --adapter assets/voice/starter-lora.gguf
    python packaging/starter_voice/evaluate.py --adapter FILE --lives FILE       (scripted lives besides)

Run it with the project's own environment. Held-out examples have names, places, values, sentences and facts
that training has not seen; the lives in ``packaging/gate`` that it left out are measured by their labels.
``--without`` measures the model without the adapter, asked by example as the program asks base models.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import examples  # noqa: E402

from app.assistant.phrasing import keeps  # noqa: E402
from memory_core.evaluation.extraction import Score, messages  # noqa: E402
from memory_core.evaluation.lives import Life, read_lives  # noqa: E402
from memory_core.models import starter, starter_tasks  # noqa: E402
from memory_core.models.language_model import LanguageModel  # noqa: E402
from memory_core.perception import own_words, statements  # noqa: E402
from memory_core.perception.extraction_grammar import grammar, quotable  # noqa: E402
from memory_core.perception.extraction_prompt import for_base  # noqa: E402
from memory_core.text.language import language  # noqa: E402
from memory_core.types import Sampling  # noqa: E402

BARS = {
    ("phrasing", "en"): 0.97,
    ("phrasing", "ru"): 0.93,
    ("empties", "en"): 0.90,
    ("empties", "ru"): 0.90,
    ("f1", "en"): 0.85,
    ("f1", "ru"): 0.85,
}
_SEED = 99


def quotes(model: LanguageModel, text: str, *, base: bool) -> list[str]:
    """What the model would keep of a message, bound to the message's own words."""
    own = [(piece.start, piece.end) for piece in statements.pieces(text, own_words.foreign(text))]
    source = quotable(text, own)
    if not source.runs:
        return []
    prompt = (
        for_base(source.shown)
        if base
        else starter_tasks.extraction_prompt(source.shown, language(source.shown))
    )
    sampling = Sampling(max_tokens=256, temperature=0.0, grammar=grammar(source.runs))
    answer = "".join(piece.text for piece in model.complete(prompt, sampling))
    try:
        return [one for one in json.loads(answer, strict=False) if isinstance(one, str)]
    except ValueError:
        return []


def extraction(model: LanguageModel, number: int, *, base: bool, show: bool) -> Iterator[dict[str, object]]:
    """Held-out messages made as the training ones were."""
    for spoken in ("en", "ru"):
        score = Score()
        for one in _made("extraction", spoken, number):
            told = quotes(model, one.message, base=base)
            score.add(told, one.quotes)
            if show and told != list(one.quotes):
                say(f"    {one.message} -> {told} | {list(one.quotes)}")
        yield {"what": "extraction, held out", "language": spoken, "n": number, **_figures(score)}


def lived(
    model: LanguageModel, name: str, lives: Iterable[Life], *, base: bool, show: bool
) -> Iterator[dict[str, object]]:
    """Messages of lives, by their labels."""
    scores: dict[str, Score] = {}
    counts: dict[str, int] = {}
    for one in messages(lives):
        spoken = language(one.text)
        told = quotes(model, one.text, base=base)
        scores.setdefault(spoken, Score()).add_labelled(told, one.keep, one.values)
        counts[spoken] = counts.get(spoken, 0) + 1
        lost = [v for v in one.values if not any(form.casefold() in q.casefold() for form in v for q in told)]
        if show and (lost or bool(told) != one.keep):
            say(f"    {'keep' if one.keep else 'drop'}: {one.text} -> {told} | {lost}")
    for spoken, score in sorted(scores.items()):
        yield {"what": name, "language": spoken, "n": counts[spoken], **_figures(score)}


def phrasing(model: LanguageModel, number: int, task: str, *, show: bool) -> Iterator[dict[str, object]]:
    """Whether every value stands in the answer; and, of phrasings, whether the program would use it."""
    for spoken in ("en", "ru"):
        kept = used = exact = 0
        for one in _made(task, spoken, number):
            sampling = examples.SAMPLINGS[task]
            answer = "".join(piece.text for piece in model.complete(one.prompt, sampling)).strip()
            whole = all(value.casefold() in answer.casefold() for value in one.values)
            kept += whole
            exact += answer == one.answer.strip()
            question = one.prompt.split("\n")[1].split(": ", 1)[1] if task == "phrasing" else ""
            good = task == "phrasing" and keeps(answer, one.message, question, None)
            used += good
            if show and (not whole or (task == "phrasing" and not good)):
                say(f"    {one.prompt!r} -> {answer!r} | {one.answer.strip()!r} {'' if whole else 'LOST'}")
        figures = {"values kept": kept / number, "word for word": exact / number}
        if task == "phrasing":
            figures["used by the program"] = used / number
        yield {"what": f"{task}, held out", "language": spoken, "n": number, **figures}


def main() -> int:
    """Measure and print; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--adapter", type=Path)
    parser.add_argument(
        "--base", type=Path, default=Path.home() / ".cache" / "Mneme", help="folder of the base model"
    )
    parser.add_argument("--without", action="store_true", help="measure the base model's extraction alone")
    parser.add_argument("--lives", type=Path, help="scripted lives as JSON lines")
    parser.add_argument("--number", type=int, default=150, help="held-out examples of a task and a language")
    parser.add_argument(
        "--only", action="append", default=[], help="extraction, lived, lives, phrasing, title, summary"
    )
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    path = starter.starter_path(given.base)
    if path is None:
        raise SystemExit("The starter voice's package is not installed.")
    adapter = (
        None if given.without else given.adapter or HERE.parents[1] / "assets" / "voice" / "starter-lora.gguf"
    )
    missed = 0
    with LanguageModel.open(path, 1024, adapter=adapter) as model:
        began = time.perf_counter()
        for row in _rows(model, given, base=given.without):
            say(
                json.dumps(
                    {
                        key: round(value, 3) if isinstance(value, float) else value
                        for key, value in row.items()
                    }
                )
            )
            missed += _misses(row)
        say(f"{time.perf_counter() - began:.0f} s; {missed} bars missed")
    return int(missed > 0)


def _rows(model: LanguageModel, given: argparse.Namespace, *, base: bool) -> Iterator[dict[str, object]]:
    wanted = given.only or ["phrasing", "extraction", "lives", "lived", "title", "summary"]
    if "lives" in wanted and given.lives:
        yield from lived(
            model, "extraction, lives given", read_lives(given.lives), base=base, show=given.show
        )
    if "lived" in wanted:
        for spoken in ("en", "ru"):
            kept_back = examples.lives_of(spoken, examples.HELD_OUT)
            lives = [Life(one["id"], one.get("lang", spoken), tuple(one["steps"])) for one in kept_back]
            yield from lived(model, "extraction, lives left out", lives, base=base, show=given.show)
    if "extraction" in wanted:
        yield from extraction(model, given.number, base=base, show=given.show)
    for task in ("phrasing", "summary", "title"):
        if task in wanted and not base:
            yield from phrasing(model, given.number, task, show=given.show)


def _made(task: str, spoken: str, number: int) -> Iterator[examples.Example]:
    """Held-out examples of one task in one language; half of the messages to quote from hold nothing."""
    found = 0
    for one in examples.made(_SEED, 100 * number, examples.HELD_OUT, [task]):
        if one.language == spoken:
            yield one
            found += 1
            if found == number:
                return


def _figures(score: Score) -> dict[str, float]:
    return {
        "f1": score.f1, "precision": score.precision, "recall": score.recall, "empties": score.empties,
        "quotes": score.quoted, "wanted": score.wanted, "empty": score.empty,
    }  # fmt: skip


def _misses(row: dict[str, object]) -> int:
    what, spoken = str(row["what"]), str(row["language"])
    if what.startswith("phrasing"):
        return int(float(str(row["values kept"])) < BARS["phrasing", spoken])
    if what.startswith("extraction"):
        return sum(float(str(row[name])) < BARS[name, spoken] for name in ("f1", "empties"))
    return 0


def say(line: str) -> None:
    """A line of the report."""
    print(line, flush=True)  # noqa: T201  what the command is for


if __name__ == "__main__":
    raise SystemExit(main())
