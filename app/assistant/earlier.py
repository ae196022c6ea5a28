"""The beginning of a long conversation as a few lines: a summary in place of what no longer fits (MemGPT).

The summary is recursive: a new one is made of the one before and of the messages that leave now. Its lines
are the conversation's own sentences, so it needs no model and invents nothing; the verbatim messages stay in
the diary, and recall brings them back when they matter.

Packer et al. (2023), "MemGPT: Towards LLMs as Operating Systems", section 2.1 (queue manager).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.assistant.door import SummariesLike
from app.assistant.fence import flat
from app.assistant.quoting import plain
from memory_core.errors import BadRequest
from memory_core.perception.questions import is_question
from memory_core.text.sentences import sentences
from memory_core.text.summary import Told, extract
from memory_core.types import Role, Span, Summary, Turn

OPEN, CLOSE = "<earlier>", "</earlier>"
_SPEAKERS = {Role.USER: "user", Role.ASSISTANT: "assistant"}
_KEPT_BEFORE = 1.3
"""Weight of a sentence that an earlier summary chose: what was worth it once is let go late."""
_OF_ASSISTANT = 0.5
_ASKING = 0.6
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with its place; ``kept`` if the summary before held it."""

    role: Role
    text: str
    span: Span
    kept: bool = False

    @property
    def told(self) -> Told:
        weight = _KEPT_BEFORE if self.kept else 1.0
        weight *= _OF_ASSISTANT if self.role is Role.ASSISTANT else 1.0
        return Told(self.text, weight * (_ASKING if is_question(self.text) else 1.0))


def summarise(
    summaries: SummariesLike,
    conversation: str,
    leaving: Sequence[tuple[Turn, str]],
    before: Sequence[tuple[Turn, str]],
    most_words: int,
) -> Summary | None:
    """Keep a summary of a conversation up to the last message that leaves the window.

    Args:
        summaries: where it is kept.
        conversation: whose.
        leaving: the messages that leave now with their visible text, oldest first.
        before: those that left before, with their visible text: the former summary is read back from them.
        most_words: words at most.

    Returns:
        The summary; None when nothing said is worth a line, or its words were hidden in the meantime.
    """
    former = summaries.of(conversation)
    kept = set() if former is None else set(former.memory.sources)
    lines: list[_Line] = []
    for turn, visible in before:
        if former is None or turn.id > former.upto:
            lines += _lines(turn, visible)
        else:
            lines += [line for line in _lines(turn, visible, kept) if line.kept]
    for turn, visible in leaving:
        lines += _lines(turn, visible)
    chosen = [lines[place] for place in extract([line.told for line in lines], most_words)]
    if not chosen:
        return None
    text = "\n".join(f"{_SPEAKERS[line.role]}: {line.text}" for line in chosen)
    try:
        return summaries.write(conversation, leaving[-1][0].id, text, [line.span for line in chosen])
    except BadRequest:
        return None  # forgotten while it was being made; the next message tries again without it


def shown(summary: Summary | None) -> str:
    """The summary as it stands in a prompt: data between marks."""
    return "" if summary is None else f"{OPEN}\n{summary.memory.text}\n{CLOSE}"


def _lines(turn: Turn, visible: str, kept: Iterable[Span] = ()) -> list[_Line]:
    """A message's sentences, without code. One with hidden words is left out: places in it no longer fit."""
    if visible != turn.text or turn.role not in _SPEAKERS:
        return []
    known = set(kept)
    found: list[_Line] = []
    coding = False
    for start, end in sentences(visible):
        text = visible[start:end]
        coding ^= text.count(_FENCE) % 2 == 1
        if coding or _FENCE in text:
            continue
        said = flat(plain(text))
        if said:
            span = Span(turn.id, start, end)
            found.append(_Line(turn.role, said, span, span in known))
    return found
