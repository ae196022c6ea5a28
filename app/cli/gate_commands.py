"""``mneme gate log | teach | lessons | questions``: what the gate decided, and teaching it better."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from app.assistant import dates
from app.bootstrap import Session
from app.cli.output import print_json
from app.cli.texts import Text, text
from app.teaching import read_doubts
from memory_core.errors import BadRequest
from memory_core.gate.reasons import reason_text
from memory_core.text.language import Language
from memory_core.types import Lesson, VerdictKind

if TYPE_CHECKING:
    from memory_core import Engine
    from memory_core.store.gate_log import LoggedVerdict

_KINDS = {
    VerdictKind.ADMIT: Text.GATE_KEPT,
    VerdictKind.REINFORCE: Text.GATE_STRENGTHENED,
    VerdictKind.SUPERSEDE: Text.GATE_REPLACED,
    VerdictKind.IGNORE: Text.GATE_PASSED,
}
_LESSONS = {
    Lesson.WORTH: Text.TAUGHT_WORTH,
    Lesson.NOT_WORTH: Text.TAUGHT_NOT_WORTH,
    Lesson.WRONG: Text.TAUGHT_WRONG,
}


def gate(session: Session, given: Namespace, language: Language) -> int:
    """Do what was asked of the gate; status 1 when there is nothing to show."""
    session.engine.settle()
    return {"log": _log, "teach": _teach, "lessons": _lessons, "questions": _questions}[given.gate](
        session.engine, given, language
    )


def _log(engine: Engine, given: Namespace, language: Language) -> int:
    """List decisions, the newest first.

    JSON: ``[{"id", "turn_id", "at", "verdict": verdict, "lesson", "hidden"}, ...]``.
    """
    if given.kind is not None and given.kind not in tuple(VerdictKind):
        raise BadRequest(f"the kind {given.kind!r} is unknown; there are {', '.join(VerdictKind)}")
    found = engine.gate.log(
        given.limit,
        None if given.kind is None else [VerdictKind(given.kind)],
        containing=given.containing,
        before=given.before,
        reasons=None if given.reason is None else {given.reason},
        taught=True if given.taught else None,
    )
    if given.json:
        print_json(found)
        return 0
    for one in found:
        print(_line(one, language))
    if not found:
        print(text(Text.NOTHING, language))
    return 0


def _teach(engine: Engine, given: Namespace, language: Language) -> int:
    """Teach about the decision of this number. JSON: the lesson, as in ``lessons``."""
    found = engine.gate.log(1, before=given.number + 1)
    if not found or found[0].id != given.number:
        raise BadRequest(f"there is no decision {given.number}")
    worth = not (given.not_worth or given.wrong)
    made = engine.gate.teach(found[0].turn_id, worth, span=found[0].verdict.span, wrong=given.wrong)
    if given.json:
        print_json(made)
    else:
        print(text(_LESSONS[made.lesson], language))
        print(text(Text.UNDO_HINT, language))
    return 0


def _lessons(engine: Engine, given: Namespace, language: Language) -> int:
    """List what was taught, oldest first.

    JSON: ``[{"id", "turn_id", "span", "lesson", "at", "memory_id"}, ...]``.
    """
    found = engine.gate.lessons()
    if given.json:
        print_json(found)
        return 0
    for one in found:
        turn = engine.diary.get(one.turn_id)
        words = turn.text if one.span is None else turn.text[one.span.start : one.span.end]
        visible = words if words in engine.diary.visible_text(turn) else text(Text.GATE_HIDDEN, language)
        said = text(_LESSONS[one.lesson], language)
        print(f"{one.id:>5}  {said}  {' '.join(visible.split())}  ({dates.day(one.at, language)})")
    if not found:
        print(text(Text.NOTHING, language))
    return 0


def _questions(engine: Engine, given: Namespace, language: Language) -> int:
    """List the open questions, or answer one.

    JSON: ``[{"id", "older": memory, "newer": memory}, ...]``; of an answer ``{"id", "keep"}``.
    """
    if given.answer is not None:
        if given.keep is None:
            raise BadRequest("an answer needs --keep new, old or both")
        engine.questions.answer(given.answer, given.keep)
        if given.json:
            print_json({"id": given.answer, "keep": given.keep})
        else:
            print(text(Text.ANSWERED, language))
            print(text(Text.UNDO_HINT, language))
        return 0
    doubts = read_doubts(engine)
    if given.json:
        print_json([{"id": one.question.id, "older": one.older, "newer": one.newer} for one in doubts])
        return 0
    for one in doubts:
        old, new = dates.day(one.older.learnt_at, language), dates.day(one.newer.learnt_at, language)
        print(f"{one.question.id:>5}  old: {' '.join(one.older.text.split())}  ({old})")
        print(f"{'':>5}  new: {' '.join(one.newer.text.split())}  ({new})")
    if not doubts:
        print(text(Text.NOTHING, language))
    return 0


def _line(one: LoggedVerdict, language: Language) -> str:
    """A decision as a line: its number, what was decided, the statement, why, when, what was taught."""
    words = text(Text.GATE_HIDDEN, language) if one.hidden else " ".join(one.verdict.text.split())
    taught = "" if one.lesson is None else f" [{text(_LESSONS[one.lesson], language)}]"
    kind = text(_KINDS[one.verdict.kind], language)
    why = reason_text(one.verdict.reason, language)
    return f"{one.id:>5}  {kind}: {words}  {why}  ({dates.day(one.at, language)}){taught}"
