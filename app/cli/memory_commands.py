"""``mneme remember | recall | memories | forget``: one command, one answer, as lines or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime

from app.bootstrap import Session
from app.cli.output import item_line, memory_line, print_json
from app.cli.texts import Text, text
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.types import Status, Verdict, VerdictKind

_VERDICTS = {
    VerdictKind.ADMIT: Text.KEPT,
    VerdictKind.SUPERSEDE: Text.UPDATED,
    VerdictKind.REINFORCE: Text.KNOWN,
}


def remember(session: Session, given: Namespace, language: Language) -> int:
    """Hear a text as if the user had said it, and say what was kept.

    JSON: ``{"turn_id": int | null, "verdicts": [verdict, ...]}``; turn_id is null off the record.
    """
    heard = session.engine.perceive(given.text, conversation=given.conversation)
    verdicts = heard.verdicts()
    if given.json:
        print_json({"turn_id": heard.turn_id, "verdicts": verdicts})
    elif heard.turn_id is None:
        print(text(Text.OFF_RECORD, language))
    else:
        print("\n".join(verdict_lines(verdicts, language)))
    return 0


def recall(session: Session, given: Namespace, language: Language) -> int:
    """Ask the memory. Status 0 whether it knows or not.

    JSON: ``{"cue": str, "known": bool, "support": float, "floor": float, "items": [item, ...]}``, best first.
    """
    session.engine.settle()
    found = session.engine.recall(
        given.cue, limit=given.limit, valid_at=_day(given.as_of), known_at=_day(given.known_at)
    )
    floor = session.engine.params.support_floor
    if given.json:
        print_json(
            {
                "cue": found.cue,
                "known": found.support >= floor,
                "support": found.support,
                "floor": floor,
                "items": found.items,
            }
        )
        return 0
    if found.support < floor:
        print(text(Text.UNKNOWN, language, support=f"{found.support:.2f}"))
    for item in found.items:
        print(item_line(item, language))
    return 0


def memories(session: Session, given: Namespace, language: Language) -> int:
    """List memories, the newest first. JSON: ``[memory, ...]``."""
    session.engine.settle()
    if given.status not in tuple(Status):
        raise BadRequest(f"the status {given.status!r} is unknown; there are {', '.join(Status)}")
    found = session.engine.memories.find(
        given.status, containing=given.containing, kind=given.kind, limit=given.limit
    )
    if given.json:
        print_json(found)
        return 0
    for memory in found:
        print(memory_line(memory, language))
    if not found:
        print(text(Text.NOTHING, language))
    return 0


def forget(session: Session, given: Namespace, language: Language) -> int:
    """Forget a memory by number, or all that holds a text; status 1 when nothing does.

    JSON: ``{"memories": [id, ...], "turns": [id, ...]}`` of what was forgotten and hidden.
    """
    session.engine.settle()
    gone, hidden = forgotten(session, given.what)
    if given.json:
        print_json({"memories": gone, "turns": hidden})
    elif gone or hidden:
        print(text(Text.FORGOTTEN, language, memories=str(len(gone)), turns=str(len(hidden))))
        print(text(Text.UNDO_HINT, language))
    else:
        print(text(Text.NOT_FOUND, language, text=given.what))
    return 0 if gone or hidden else 1


def forgotten(session: Session, what: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Forget by number or by text; the memories forgotten and the turns in which something was hidden.

    Raises:
        BadRequest: there is no memory of this number.
    """
    if what.isdecimal():
        memory = session.engine.memories.get(int(what))
        session.engine.memories.forget(memory.id)
        return (memory.id,), tuple(sorted({span.turn_id for span in memory.sources}))
    done = session.engine.memories.forget_matching(what)
    return tuple(done.memories), tuple(done.turns)


def verdict_lines(verdicts: Sequence[Verdict], language: Language) -> list[str]:
    """What the gate decided, a line for each thing kept; one line when nothing was."""
    lines = [
        text(_VERDICTS[verdict.kind], language, text=" ".join(verdict.text.split()))
        for verdict in verdicts
        if verdict.kind in _VERDICTS
    ]
    return lines or [text(Text.IGNORED, language)]


def _day(given: str | None) -> datetime | None:
    """A day or a moment in ISO form; without an offset it is the user's own."""
    if given is None:
        return None
    try:
        return datetime.fromisoformat(given).astimezone()
    except ValueError as error:
        raise BadRequest(f"{given!r} is no date of the form YYYY-MM-DD") from error
