"""Nights in plain words: what is being done, what was done, and why a night was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.sleeping import Asleep, Line, Quote, counts
from app.wording.dates import clock, day
from app.wording.memories import number
from memory_core.types import NightState, SleepReport, Stage

translate = QCoreApplication.translate
_MORE = 5
"""Quotes in one sentence; the others are counted."""


def stage_doing(stage: Stage | None) -> str:
    """What is done in a stage of the night."""
    names = {
        None: translate("Sleep", "falling asleep"),
        Stage.REPLAY: translate("Sleep", "going over the day"),
        Stage.MERGE: translate("Sleep", "putting things together"),
        Stage.SETTLE: translate("Sleep", "sorting out what contradicts"),
        Stage.GENERALISE: translate("Sleep", "looking for what comes back again and again"),
        Stage.LINK: translate("Sleep", "linking what belongs together"),
        Stage.MOVE: translate("Sleep", "tidying up"),
        Stage.FADE: translate("Sleep", "letting go of what is not used"),
        Stage.LEARN: translate("Sleep", "learning from the day"),
    }
    return names[stage]


def asleep_line(asleep: Asleep) -> str:
    """How far the night is."""
    return translate("Sleep", "Asleep: {doing} ({share})").format(
        doing=stage_doing(asleep.stage), share=_share(asleep.share)
    )


def night_title(report: SleepReport, today: date) -> str:
    """Which night it was: the one that has just been, or by its day and time."""
    begun = report.started.astimezone()
    if begun.date() in (today, today - timedelta(days=1)) and (begun.hour < 6 or begun.hour >= 20):
        last = begun.date() == today if begun.hour < 6 else begun.date() == today - timedelta(days=1)
        if last:
            return translate("Sleep", "Last night")
    return translate("Sleep", "{day}, {time}").format(day=day(begun, today), time=clock(begun))


def night_length(report: SleepReport) -> str:
    """From when to when it was slept."""
    begun = report.started.astimezone()
    if report.finished is None:
        return translate("Sleep", "Began at {time}").format(time=clock(begun))
    ended = report.finished.astimezone()
    if (ended - begun) < timedelta(minutes=1):
        return translate("Sleep", "for less than a minute")
    return translate("Sleep", "From {begun} to {ended}").format(begun=clock(begun), ended=clock(ended))


def section_title(name: str, count: int) -> str:
    """The heading of a section of a night."""
    titles = {
        "uncertain": translate("Sleep", "%n questions for you", "", count),
        "learnt": translate("Sleep", "Learnt"),
        "merged": translate("Sleep", "Put together"),
        "generalised": translate("Sleep", "Seen as a whole"),
        "profile": translate("Sleep", "Written about you"),
        "settled": translate("Sleep", "Settled"),
        "faded": translate("Sleep", "Faded"),
        "linked": translate("Sleep", "%n links between memories", "", count),
        "moved": translate("Sleep", "%n things tidied away", "", count),
        "replayed": translate("Sleep", "Went over %n memories again", "", count),
    }
    return titles[name]


def section_told(name: str) -> str:
    """What a section means, for those who see it for the first time; empty where the title says it."""
    told = {
        "merged": translate("Sleep", "These said the same, so each pair is one memory now."),
        "generalised": translate("Sleep", "What several memories say together."),
        "profile": translate("Sleep", "You find it all under About you, and can correct it there."),
        "settled": translate("Sleep", "Of two that contradict, the newer one holds now."),
        "faded": translate(
            "Sleep", "Not needed for a long time. They stay out of answers until you bring them back."
        ),
        "uncertain": translate("Sleep", "Two memories contradict, and I cannot tell which one is true."),
    }
    return told.get(name, "")


def line_sentence(line: Line) -> str:
    """A line of a night as a sentence."""
    first = _said(line.quotes[0]) if line.quotes else ""
    others = _listed(line.quotes[1:])
    figures = line.figures
    if line.what == "learnt":
        return _learnt(figures.get("messages", 0.0), figures.get("error_before"), figures.get("error_after"))
    if line.what == "merged":
        return translate("Sleep", "{kept} now holds {others} too.").format(kept=first, others=others)
    if line.what == "settled":
        return translate("Sleep", "{newer} took the place of {older}.").format(newer=first, older=others)
    if line.what == "uncertain":
        return translate("Sleep", "{one}, or {other}?").format(one=first, other=others)
    if line.what == "generalised":
        return translate("Sleep", "{pattern}, from {others}.").format(pattern=first, others=others)
    if line.what == "profile":
        return translate("Sleep", "About you: {line}").format(line=first)
    if line.what == "linked":
        return translate("Sleep", "{one} goes together with {others}.").format(one=first, others=others)
    if line.what == "promoted":
        return translate("Sleep", "{one} is kept for longer now.").format(one=first)
    if line.what == "demoted":
        return translate("Sleep", "{one} steps back.").format(one=first)
    if line.what == "segment":
        return translate("Sleep", "A part of your conversation was put aside as one piece: {one}").format(
            one=first
        )
    return first


def line_caption(line: Line) -> str:
    """What stands between a line's result and the memories that it was made of."""
    captions = {
        "merged": translate("Sleep", "holds these too:"),
        "settled": translate("Sleep", "took the place of:"),
        "generalised": translate("Sleep", "seen in:"),
        "linked": translate("Sleep", "goes together with:"),
        "promoted": translate("Sleep", "is kept for longer now"),
        "demoted": translate("Sleep", "steps back"),
        "uncertain": translate("Sleep", "or:"),
    }
    return captions.get(line.what, "")


def _learnt(messages: float, before: float | None, after: float | None) -> str:
    count = round(messages)
    said = translate("Sleep", "I went through %n of your messages again.", "", count)
    if before is None or after is None or before <= 0:
        return said
    less = (1 - after / before) * 100
    if less >= 1:
        share = _share(less / 100)
        how = translate("Sleep", "I can foresee them {share} better now.").format(share=share)
    else:
        how = translate("Sleep", "They were familiar to me already.")
    return f"{said} {how}"


def quoted(quote: Quote) -> str:
    """A memory's words in a sentence, or what stands in their place."""
    return _said(quote)


def _said(quote: Quote) -> str:
    if quote.gone:
        return translate("Sleep", "(something you wanted forgotten)")
    text = quote.text.rstrip(".")
    return translate("Sleep", "“{text}”").format(text=text)


def _listed(quotes: Sequence[Quote]) -> str:
    shown = ", ".join(_said(one) for one in quotes[:_MORE])
    left = len(quotes) - _MORE
    if left > 0:
        shown = f"{shown} " + translate("Sleep", "and %n more", "", left)
    return shown


def summary(report: SleepReport) -> str:
    """What a night did, in one line."""
    found = counts(report)
    parts = []
    if count := found.get("merged", 0):
        parts.append(translate("Sleep", "%n put together", "", count))
    if count := found.get("generalised", 0):
        parts.append(translate("Sleep", "%n seen as a whole", "", count))
    if count := found.get("profile", 0):
        parts.append(translate("Sleep", "%n lines written about you", "", count))
    if count := found.get("settled", 0):
        parts.append(translate("Sleep", "%n settled", "", count))
    if count := found.get("faded", 0):
        parts.append(translate("Sleep", "%n faded", "", count))
    if count := found.get("linked", 0):
        parts.append(translate("Sleep", "%n linked", "", count))
    if count := found.get("uncertain", 0):
        parts.append(translate("Sleep", "%n questions for you", "", count))
    if not parts:
        return translate("Sleep", "A quiet night: nothing had to change.")
    whole = ", ".join(parts)
    return whole[:1].upper() + whole[1:] + "."


def state_line(report: SleepReport, *, undone: bool) -> str:
    """What became of a night; empty for one that simply stands."""
    if report.state is NightState.ROLLED_BACK:
        if report.probes_before is not None and report.probes_after is not None:
            return translate(
                "Sleep",
                "This night was taken back by itself: after it I found less of what you told me ({after} "
                "of a sample, {before} before). Everything is as it was.",
            ).format(before=_share(report.probes_before), after=_share(report.probes_after))
        return translate(
            "Sleep", "This night was taken back by itself: after it I found less of what you told me."
        )
    if undone:
        return translate("Sleep", "You took this night back. Everything is as it was before.")
    if report.state is NightState.STOPPED:
        return translate("Sleep", "You came back, so I stopped here. The rest is done next time.")
    if report.state is NightState.RUNNING:
        return translate("Sleep", "This night is not over yet.")
    return ""


def state_chip(report: SleepReport, *, undone: bool) -> str:
    """What became of a night, in a word or two; empty for one that simply stands."""
    if report.state is NightState.ROLLED_BACK:
        return translate("Sleep", "Taken back by itself")
    if undone:
        return translate("Sleep", "Taken back")
    if report.state is NightState.STOPPED:
        return translate("Sleep", "Goes on next time")
    return ""


def probe_line(report: SleepReport) -> str:
    """How well the user's own memories were found before and after; empty if that was not asked."""
    if report.probes_before is None or report.probes_after is None:
        return ""
    return translate(
        "Sleep",
        "To be sure, I asked myself about your own memories: {before} found before, {after} after.",
    ).format(before=_share(report.probes_before), after=_share(report.probes_after))


def note_line(note: str) -> str:
    """A note of a report."""
    name, _, stage = note.partition(":")
    if name == "stage_failed":
        doing = stage_doing(Stage(stage)) if stage in tuple(Stage) else stage
        return translate("Sleep", "One part did not work out this time: {doing}. All else went on.").format(
            doing=doing
        )
    notes = {
        "asleep_already": translate("Sleep", "I am asleep already."),
        "asleep_elsewhere": translate("Sleep", "Another window of this program is asleep on these memories."),
        "interrupted": translate("Sleep", "You came back before I had fallen asleep."),
        "nothing_new": translate("Sleep", "There is nothing new to sleep on."),
        "unfinished": translate("Sleep", "It was broken off; the next night did the rest."),
        "probe_worse": "",
        "probe_worse_kept": translate(
            "Sleep",
            "After it I found a little less of what you told me; it stands, because you changed something "
            "since that builds on it.",
        ),
    }
    return notes.get(name, "")


def slept_line(report: SleepReport) -> str:
    """What is said when a night has ended."""
    if report.id == 0:
        said = [line for note in report.notes if (line := note_line(note))]
        return said[0] if said else translate("Sleep", "I was not asleep.")
    if report.state is NightState.STOPPED:
        return translate("Sleep", "Awake. The rest is done next time.")
    if report.state is NightState.ROLLED_BACK:
        return translate("Sleep", "I slept, but it did no good, so I took it back.")
    return translate("Sleep", "Slept on it. {summary}").format(summary=summary(report))


def _share(value: float) -> str:
    """A share as percents, which no line ends between the number and its sign."""
    return f"{number(value * 100, 0)}\N{NO-BREAK SPACE}%"


def time_of_day(minutes: int, today: datetime) -> str:
    """A time of the night as this language writes it; ``minutes`` after midnight."""
    return clock(today.replace(hour=minutes // 60, minute=minutes % 60))
