"""What a recall benchmark asks: things said, and questions whose answers stand in some of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from memory_core.errors import BadRequest

_SESSION = re.compile(r"session_(\d+)")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said. ``session`` is the conversation it belongs to."""

    id: str
    text: str
    at: datetime
    session: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """``evidence`` holds the ids of what answers it (none: it was never said), ``group`` its line's name."""

    text: str
    evidence: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """One memory's worth of things said, in order, and questions about them."""

    name: str
    said: tuple[Said, ...]
    questions: tuple[Question, ...]
    depths: tuple[int, int, int]
    """The k of its R@k."""


def shipped() -> list[Corpus]:
    """The bilingual set in ``evaluation/data``: statements of two invented people, with questions."""
    text = (resources.files("memory_core.evaluation") / "data" / "bilingual.json").read_text(encoding="utf-8")
    data = json.loads(text)
    language = {fact["id"]: fact["lang"] for fact in data["facts"]}
    said = tuple(
        Said(fact["id"], fact["text"], datetime.fromisoformat(fact["at"]), fact["at"][:10])
        for fact in sorted(data["facts"], key=lambda fact: str(fact["at"]))
    )
    questions = tuple(
        Question(asked["text"], frozenset(asked["facts"]), _group(asked, language))
        for asked in data["questions"]
    )
    return [Corpus("bilingual", said, questions, (1, 3, 10))]


def _group(asked: Mapping[str, Any], language: Mapping[str, str]) -> str:
    facts = asked["facts"]
    return f"{asked['lang']} on {language[facts[0]]}" if facts else f"{asked['lang']}, never said"


def dialogues(path: Path) -> list[Corpus]:
    """A file of long dialogues between two named people, with questions and their evidence.

    A JSON list of ``{"sample_id", "conversation": {"session_N": [turn], "session_N_date_time": "1:56 pm on
    8 May, 2023"}, "qa": [{"question", "evidence": [dia_id], "category"}]}``; a turn is ``{"dia_id",
    "speaker", "text"}``, with ``"blip_caption"`` if a picture came with it.

    Raises:
        BadRequest: the file cannot be read, or it is something else.
    """
    try:
        samples = json.loads(path.read_text(encoding="utf-8"))
        return [_dialogue(sample) for sample in samples]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"{path} is no file of dialogues with questions: {error}") from error


def _dialogue(sample: Mapping[str, Any]) -> Corpus:
    said = tuple(_turns(sample["conversation"]))
    there = {one.id for one in said}
    questions = tuple(
        Question(
            asked["question"], frozenset(asked.get("evidence", ())) & there, f"category {asked['category']}"
        )
        for asked in sample["qa"]
    )
    return Corpus(str(sample["sample_id"]), said, tuple(q for q in questions if q.evidence), (5, 10, 25))


def _turns(conversation: Mapping[str, Any]) -> Iterator[Said]:
    numbers = sorted(int(found[1]) for key in conversation if (found := _SESSION.fullmatch(key)))
    for number in numbers:
        at = datetime.strptime(conversation[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y").replace(
            tzinfo=UTC
        )
        for turn in conversation[f"session_{number}"]:
            caption = turn.get("blip_caption")
            text = turn["text"] + (f" [shares a picture: {caption}]" if caption else "")
            yield Said(turn["dia_id"], text, at, f"session_{number}", turn["speaker"])
