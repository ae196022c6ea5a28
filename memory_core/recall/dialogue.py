"""What a dialogue is: turns of one conversation, close in time, that give each other sense."""

from __future__ import annotations

from datetime import timedelta

from memory_core.perception.questions import is_question
from memory_core.types import Role, Turn

PAUSE = timedelta(hours=1)
"""A longer silence ends a dialogue: what was said before it no longer explains what is said after it."""
_CONTEXT = 4000
"""Characters of the turn before that may matter to the sense of the next one: its end."""


def continues(previous: Turn, turn: Turn) -> bool:
    """Whether ``turn`` goes on with the dialogue that ``previous`` belongs to, and takes sense from it.

    Nobody answers their own question, and memory's own answer tells nothing new: what the user says after
    either ("Okay, perfect.") would otherwise be found for that question ever after, before the answer itself.
    """
    if previous.conversation != turn.conversation or abs(turn.at - previous.at) > PAUSE:
        return False
    if previous.role is Role.ASSISTANT:
        return previous.text.rstrip().endswith("?")
    same_voice = previous.role is turn.role and previous.speaker == turn.speaker
    # what is as long as a page is more than a question, and reading it would take its time
    return not (same_voice and len(previous.text) <= _CONTEXT and is_question(previous.text))


def context_of(turn: Turn, previous: Turn | None, previous_visible: str = "") -> str:
    """The context that the embedder reads before a turn: ``"Name: previous text Name:"``.

    A question that the assistant asked gives sense to a bare "Yes, Riga". Names stand there only for turns
    with a named speaker; ``previous`` counts only if ``turn`` continues it.

    Args:
        turn: the turn that will be encoded.
        previous: the turn before it in the same conversation, if there is one.
        previous_visible: the visible text of ``previous`` (without suppressed spans).
    """
    parts = []
    previous_visible = previous_visible[-_CONTEXT:]
    if previous is not None and previous_visible and continues(previous, turn):
        parts.append(f"{previous.speaker}: {previous_visible}" if previous.speaker else previous_visible)
    if turn.speaker:
        parts.append(f"{turn.speaker}:")
    return " ".join(parts)
