"""``mneme sleep | fading | profile``: letting the memory sleep, what fades next, and what is known of you."""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby

from app.assistant import dates
from app.bootstrap import Session
from app.cli.output import memory_line, print_json
from app.cli.texts import Text, text
from app.sleeping import Line, Quote, read_night
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.types import Fading, NightState, SleepReport

_MOST = 200
_WHATS = {
    "merged": Text.NIGHT_MERGED,
    "settled": Text.NIGHT_SETTLED,
    "uncertain": Text.NIGHT_UNCERTAIN,
    "generalised": Text.NIGHT_GENERALISED,
    "profile": Text.NIGHT_PROFILE,
    "faded": Text.NIGHT_FADED,
}
"""What a night did that is told in full; the rest is counted."""
_COUNTED = {"linked": Text.NIGHT_LINKED, "moved": Text.NIGHT_MOVED, "replayed": Text.NIGHT_REPLAYED}
_REASONS = {
    "unused": Text.FADES_UNUSED,
    "trivial": Text.FADES_TRIVIAL,
    "past": Text.FADES_PAST,
    "pinned": Text.STAYS_PINNED,
    "health": Text.STAYS_HEALTH,
    "identity": Text.STAYS_IDENTITY,
    "close": Text.STAYS_CLOSE,
    "recurring": Text.STAYS_RECURRING,
    "asked": Text.STAYS_ASKED,
}
_TOPICS = {
    "name": Text.TOPIC_NAME,
    "home": Text.TOPIC_HOME,
    "work": Text.TOPIC_WORK,
    "people": Text.TOPIC_PEOPLE,
    "likes": Text.TOPIC_LIKES,
    "health": Text.TOPIC_HEALTH,
    "plans": Text.TOPIC_PLANS,
    "habits": Text.TOPIC_HABITS,
    "wishes": Text.TOPIC_WISHES,
}


def sleep(session: Session, given: Namespace, language: Language) -> int:
    """Let the memory sleep, or tell what the last night did (``--report``); status 1 when nothing was done.

    JSON: a night ``{"id", "started", "finished", "state", "step_id", "probes_before", "probes_after",
    "notes", "lines"}``, a line ``{"stage", "what", "memories", "figures"}``; null when there was none yet.
    """
    if given.report:
        found = session.engine.sleep.reports(1)
        report = found[0] if found else None
    else:
        session.engine.settle()
        try:
            report = session.engine.sleep.run()
        except KeyboardInterrupt:
            session.engine.sleep.interrupt()
            raise
    if given.json:
        print_json(report)
    elif report is None:
        print(text(Text.NIGHT_NONE, language))
    else:
        _tell(session, report, language)
    return 0 if report is not None and report.id else 1


def fading(session: Session, given: Namespace, language: Language) -> int:
    """List what fades next, the soonest first.

    JSON: ``[{"memory", "retrievability", "fades_at", "reason"}, ...]``; fades_at is null for what never does.
    """
    if given.limit < 1:
        raise BadRequest("the limit must be 1 or more")
    session.engine.settle()
    found = session.engine.memories.fading(given.limit, protected=given.protected)
    if given.json:
        print_json(found)
        return 0
    for one in found:
        print(memory_line(one.memory, language))
        print(f"       {_standing(one, language)}")
    if not found:
        print(text(Text.NOTHING, language))
    return 0


def profile(session: Session, given: Namespace, language: Language) -> int:
    """Tell what is known of the user, by topic.

    JSON: ``[{"memory", "sources", "topic"}, ...]``.
    """
    session.engine.settle()
    lines = session.engine.tiers.profile()
    if given.json:
        print_json(lines)
        return 0
    for topic, some in groupby(lines, key=lambda line: line.topic):
        print(text(_TOPICS.get(topic, Text.TOPIC_OTHER), language))
        for line in some:
            sources = ", ".join(str(one.id) for one in line.sources)
            print(memory_line(line.memory, language) + (f"  <- {sources}" if sources else ""))
    if not lines:
        print(text(Text.PROFILE_NONE, language))
    return 0


def _tell(session: Session, report: SleepReport, language: Language) -> None:
    if report.id == 0:
        print(text(Text.NIGHT_NOTHING, language))
        return
    begun = report.started.astimezone()
    print(text(Text.NIGHT, language, moment=f"{dates.day(begun, language)} {begun:%H:%M}"))
    if report.state is NightState.ROLLED_BACK:
        print(text(Text.NIGHT_ROLLED_BACK, language))
    elif report.state is not NightState.DONE:
        print(text(Text.NIGHT_STOPPED, language))
    night = read_night(session.engine, report, _MOST)
    for section in night.sections:
        if section.name in _COUNTED:
            print(text(_COUNTED[section.name], language, count=str(section.count)))
            continue
        for line in section.lines:
            if line.what in _WHATS:
                print(f"  {text(_WHATS[line.what], language)} {_line(line, language)}")
    if night.undone:
        print(text(Text.NIGHT_UNDONE, language))
    elif night.step is not None and report.state is not NightState.ROLLED_BACK:
        print(text(Text.NIGHT_UNDO, language, number=str(night.step.id)))


def _line(line: Line, language: Language) -> str:
    """The result, and behind an arrow what it was made of."""
    first, *others = [_words(one, language) for one in line.quotes]
    return f"{first} <- {'; '.join(others)}" if others else first


def _words(quote: Quote, language: Language) -> str:
    return text(Text.GATE_HIDDEN, language) if quote.gone else f"{quote.memory_id} {quote.text}"


def _standing(one: Fading, language: Language) -> str:
    why = text(_REASONS[one.reason], language) if one.reason in _REASONS else one.reason
    if one.fades_at is None:
        return text(Text.STAYS, language, why=why)
    return text(Text.FADES, language, day=dates.day(one.fades_at.astimezone(), language), why=why)
