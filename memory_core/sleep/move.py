"""Move: pages that left the short term become segments, hot segments last, and memories change their tier.

Which page goes where is thought out when the stage begins, and stands in the keys of its units: so each
segment is written once, with all of its pages, and a night resumed decides nothing anew. Every change of a
tier goes through the one table of moves (``tiers/moves``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from memory_core.sleep.stage import Night, Task, Unit
from memory_core.store import derived, segments
from memory_core.store.connection import Reader
from memory_core.store.fading import texts_about_kin
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.reshaping import row_of
from memory_core.store.segments import SegmentRow
from memory_core.store.step import Step
from memory_core.text.language import language
from memory_core.text.sentences import sentences
from memory_core.text.summary import Told, extract
from memory_core.text.words import terms
from memory_core.tiers import long_term, mid_term, moves
from memory_core.tiers.grounds import names_of_the_close
from memory_core.tiers.mid_term import Gist, OpenSegment
from memory_core.types import (
    DERIVED_KINDS,
    Memory,
    MemoryKind,
    Page,
    SleepLine,
    Span,
    Stage,
    Status,
    Tier,
)

SEGMENT, SUMMARY = "segment", "segment_summary"
"""Reasons of the memories made here."""
_LOOKED_AT = 12
"""Newest pages of a segment that say what it is about."""
_FULL = 40
"""Pages after which a segment takes no more: what goes on for longer is several events."""
_PLACED = 1500
"""Pages that one night places; what was imported takes several nights."""
_LONGEST = 300
"""Letters of a page that stand for it when none of its sentences can."""
_READ = 500
"""Memories read at a time while planning."""
_MOVED = 24
"""Memories moved in one unit."""
_NEW = 0
"""In a unit's key: the segment is not there yet."""


@dataclass(frozen=True, slots=True)
class _Quote:
    """A sentence that may be seen, and where it stands."""

    text: str
    span: Span


@dataclass(slots=True)
class _Growing:
    """A segment while pages are placed. ``id`` is a memory's, or negative for one that is yet to be made."""

    id: int
    gists: list[Gist]
    last: Page
    held: int
    pages: list[Page] = field(default_factory=list)
    ended: bool = False

    def take(self, page: Page, gist: Gist) -> None:
        """A page joins."""
        self.pages.append(page)
        self.gists = [*self.gists, gist][-_LOOKED_AT:]
        self.last = page
        self.held += 1

    def seen(self) -> OpenSegment:
        """As a page sees it that may join."""
        return OpenSegment(self.id, mid_term.gist_of(self.gists), self.last.at)

    @property
    def key(self) -> str:
        """Of the unit that writes it: its memory or 0, whether it has ended, its new pages."""
        pages = ",".join(str(page.id) for page in self.pages)
        return f"segment:{max(self.id, _NEW)}:{int(self.ended)}:{pages}"


class MoveStage:
    """The stage of the night that moves things between the tiers."""

    stage = Stage.MOVE

    def __init__(self) -> None:
        self._work: _Work | None = None

    def plan(self, night: Night) -> Sequence[Unit]:
        """Segments in the order in which they began, then those that are hot, then the memories."""
        work = self._of(night)
        with night.db.read() as reader:
            hidden = segments.hidden(reader)
            placed = work.place(reader)
            rows = segments.standing(reader)
            over = work.over(reader, rows, placed)
            left = segments.short_term_turns(reader) - {page.turn_id for one in placed for page in one.pages}
            hot = segments.promoted_turns(reader) | work.turns_of_hot(reader, rows, placed)
        keys = [f"renew:{memory_id}" for memory_id in hidden]
        keys += [one.key for one in placed if one.pages]
        if over:
            keys.append("end:" + ",".join(str(one) for one in over))
        growing = {one.id for one in placed if one.pages}
        keys += [
            f"heat:{row.memory_id}"
            for row in rows
            if row.memory_id not in growing and mid_term.is_hot(row, night.started, night.params)
        ]
        made = sum(one.id < 0 for one in placed)
        if len(rows) > night.params.mid_segments and not made:
            keys.append("capacity:")  # a forgetting was undone: more stand than there is room for
        moving = work.moving(hot, left)
        for first in range(0, len(moving), _MOVED):
            keys.append("tiers:" + ",".join(str(one) for one in moving[first : first + _MOVED]))
        return [unit for key in keys if (unit := self.unit(night, key))]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of a key."""
        work = self._of(night)
        what, _, told = key.partition(":")
        if what == "segment":
            segment, ended, pages = told.split(":")
            return _Write(work, key, int(segment), bool(int(ended)), _numbers(pages))
        if what == "renew":
            return _Renew(work, key, int(told))
        if what == "heat":
            return _Heat(work, key, int(told))
        if what == "end":
            return Task(key, partial(work.end, _numbers(told)))
        if what == "capacity":
            return Task(key, work.make_room)
        return Task(key, partial(work.move, _numbers(told)))

    def _of(self, night: Night) -> _Work:
        if self._work is None or self._work.night is not night:
            self._work = _Work(night)
        return self._work


def _numbers(told: str) -> list[int]:
    return [int(one) for one in told.split(",")]


class _Work:
    """What the units of one night share."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.params = night.params
        self.embedder = night.mirror.embedder
        self.memories = MemoryStore(night.db)
        with night.db.read() as reader:
            self.close_names = names_of_the_close(texts_about_kin(reader))

    # what pages say

    def quotes(self, reader: Reader, pages: Iterable[Page]) -> list[_Quote]:
        """The open sentences of the user's turns on these pages, in order."""
        found = []
        for page in pages:
            text, ranges = segments.open_text(reader, page.turn_id, self.params.max_message_chars)
            for start, stop in ranges:
                found += [
                    _Quote(text[start + a : start + b], Span(page.turn_id, start + a, start + b))
                    for a, b in sentences(text[start:stop])
                    if any(letter.isalnum() for letter in text[start + a : start + b])
                ]
        return found

    def gist(self, reader: Reader, page: Page) -> Gist | None:
        """What a page is about; None if nothing of it may be seen, or it has not been encoded."""
        stored = segments.vector_of(reader, page.turn_id, self.embedder.id)
        if stored is None:
            return None
        text, ranges = segments.open_text(reader, page.turn_id, self.params.max_message_chars)
        said = " ".join(text[start:stop] for start, stop in ranges)
        if not any(letter.isalnum() for letter in said):
            return None
        vector = self.embedder.calibrate(stored[None], [language(said[:2000])])[0]
        return Gist(vector, frozenset(terms(said[:4000])))

    def told(self, quotes: Sequence[_Quote], most_words: int) -> tuple[str, list[Span]]:
        """The sentences that say most in so many words, and where they stand."""
        chosen = extract([Told(one.text) for one in quotes], most_words)
        if not chosen:  # every sentence is too long, or has no words of its own
            first = quotes[0]
            text = first.text[:_LONGEST]
            return text, [Span(first.span.turn_id, first.span.start, first.span.start + len(text))]
        return " ".join(quotes[at].text for at in chosen), [quotes[at].span for at in chosen]

    # where pages go

    def place(self, reader: Reader) -> list[_Growing]:
        """The segments of the conversations that have pages to place, those that are there first; nothing is
        written."""
        open_in: dict[str, list[_Growing]] = {}
        latest: dict[str, int] = {}
        every: list[_Growing] = []
        placed = 0
        for page in segments.leaving_pages(reader, self.params.short_pages):
            self.night.check()
            gist = self.gist(reader, page)
            if gist is None:
                continue
            if page.conversation not in open_in:
                there = self._standing_in(reader, page.conversation)
                open_in[page.conversation] = there
                every += there
                if there:
                    latest[page.conversation] = max(there, key=lambda one: one.last.id).id
            still = open_in[page.conversation]
            for one in still:
                one.ended = mid_term.ends(one.seen(), page)
            still = [one for one in still if not one.ended and one.held < _FULL]
            choice = mid_term.choose(
                gist, [one.seen() for one in still], self.params, latest.get(page.conversation)
            )
            joined = next((one for one in still if one.id == choice), None)
            if joined is None:
                joined = _Growing(-1 - len(every), [], page, 0)
                still = [*still, joined]
                every.append(joined)
            joined.take(page, gist)
            open_in[page.conversation], latest[page.conversation] = still, joined.id
            placed += 1
            if placed == _PLACED:
                break
        for one in every:
            one.ended = one.ended or mid_term.is_over(one.last.at, self.night.started)
        return every

    def _standing_in(self, reader: Reader, conversation: str) -> list[_Growing]:
        """Segments of a conversation that a page may join."""
        found = []
        for row in segments.open_in(reader, conversation):
            pages = segments.pages_of(reader, row.memory_id)
            gists = [gist for page in pages[-_LOOKED_AT:] if (gist := self.gist(reader, page)) is not None]
            if gists:
                found.append(_Growing(row.memory_id, gists, pages[-1], len(pages)))
        return found

    def over(self, reader: Reader, rows: Sequence[SegmentRow], placed: Sequence[_Growing]) -> list[int]:
        """Segments that take no more pages and get none tonight."""
        ended = {one.id for one in placed if one.ended and not one.pages}
        growing = {one.id for one in placed if one.pages}
        found = []
        for row in rows:
            if row.ended or row.memory_id in growing:
                continue
            last = segments.pages_of(reader, row.memory_id, 1)
            if row.memory_id in ended or not last or mid_term.is_over(last[0].at, self.night.started):
                found.append(row.memory_id)
        return found

    def turns_of_hot(
        self, reader: Reader, rows: Sequence[SegmentRow], placed: Sequence[_Growing]
    ) -> set[int]:
        """Turns of the segments that will be promoted tonight, as far as can be told."""
        grown = {one.id: one for one in placed if one.pages}
        standing = {row.memory_id: row for row in rows}
        hot: set[int] = set()
        for one in grown.values():
            before = standing.get(one.id, SegmentRow(one.id, 0, 0, one.last.at, ended=False))
            row = SegmentRow(one.id, before.visits, before.pages + len(one.pages), one.last.at, one.ended)
            if mid_term.is_hot(row, self.night.started, self.params):
                hot |= {page.turn_id for page in one.pages}
                if one.id > 0:
                    hot |= {page.turn_id for page in segments.pages_of(reader, one.id)}
        for row in rows:
            if row.memory_id not in grown and mid_term.is_hot(row, self.night.started, self.params):
                hot |= {page.turn_id for page in segments.pages_of(reader, row.memory_id)}
        return hot

    # segments

    def new(self, kind: MemoryKind, text: str, sources: Sequence[Span], page: Page) -> NewMemory:
        """A segment or its summary, to be made."""
        return NewMemory(
            text=text,
            kind=kind,
            learnt_at=page.at,
            sources=tuple(sources),
            tier=Tier.MID if kind is MemoryKind.SEGMENT else Tier.LONG,
            confidence=1.0,
            language=language(text),
            valid_from=page.at,
            reason=SEGMENT if kind is MemoryKind.SEGMENT else SUMMARY,
        )

    def end(self, memory_ids: Sequence[int], step: Step) -> list[SleepLine]:
        """End segments."""
        for memory_id in memory_ids:
            segments.end(step, memory_id)
        return []

    def make_room(self, step: Step) -> list[SleepLine]:
        """Let the coldest segments beyond the capacity leave; what was said stays in the diary."""
        rows = segments.standing(step.writer)
        lines = []
        for row in mid_term.coldest(rows, self.night.started, self.params):
            if not moves.allowed(Tier.MID, moves.OUT):
                raise AssertionError("the table of moves lets segments leave")
            step.update("memories", row.memory_id, {"status": Status.FADED.value}, row.memory_id)
            warmth = mid_term.heat(row, self.night.started, self.params)
            lines.append(SleepLine(Stage.MOVE, "demoted", (row.memory_id,), {"heat": warmth}))
        return lines

    def promote(self, step: Step, segment: int) -> list[SleepLine]:
        """Promote a segment if it is hot: a summary in the long term, and the page counter is reset."""
        row = segments.one(step.writer, segment)
        if row is None or not mid_term.is_hot(row, self.night.started, self.params):
            return []
        pages = segments.pages_of(step.writer, segment, _FULL)
        quotes = self.quotes(step.writer, pages)
        if not quotes:
            return []
        text, sources = self.told(quotes, self.params.summary_words)
        warmth = mid_term.heat(row, self.night.started, self.params)
        made = self._summarise(step, segment, self.new(MemoryKind.SUMMARY, text, sources, pages[0]))
        segments.reset_pages(step, segment)
        return [SleepLine(Stage.MOVE, "promoted", (made, segment), {"heat": warmth})]

    def _summarise(self, step: Step, segment: int, new: NewMemory) -> int:
        for former in derived.made_of(step.writer, [segment]):
            row = row_of(step, former)
            if row["kind"] != MemoryKind.SUMMARY or row["status"] != Status.ACTIVE:
                continue
            if not row["edited"]:
                derived.grow(step, former, new.text, new.sources, [segment])
            return former
        return derived.put(step, new, [segment])

    # memories

    def moving(self, hot: Collection[int], short: Collection[int]) -> list[int]:
        """Memories that are not where they belong, given the turns in hot segments and in the short term."""
        ids = self.memories.all_active_ids()
        found = []
        for first in range(0, len(ids), _READ):
            self.night.check()
            for memory in self.memories.get_many(ids[first : first + _READ]):
                if memory.kind in DERIVED_KINDS:
                    continue
                turns = {span.turn_id for span in memory.sources}
                if self._where(memory, hot=not turns.isdisjoint(hot), left=turns.isdisjoint(short)) is not (
                    memory.tier
                ):
                    found.append(memory.id)
        return found

    def move(self, memory_ids: Sequence[int], step: Step) -> list[SleepLine]:
        """Move memories to where they belong, each by one move at most."""
        lines = []
        for memory in self.memories.get_many(memory_ids):
            if memory.status is not Status.ACTIVE:
                continue
            turns = {span.turn_id for span in memory.sources}
            target = self._where(
                memory,
                hot=segments.promoted(step.writer, turns),
                left=not segments.in_short_term(step.writer, turns),
            )
            if moves.move(step, memory.id, target):
                up = _ORDER.index(target) > _ORDER.index(memory.tier)
                figures = {"tier": float(_ORDER.index(target)), "from": float(_ORDER.index(memory.tier))}
                lines.append(SleepLine(Stage.MOVE, "promoted" if up else "demoted", (memory.id,), figures))
        return lines

    def _where(self, memory: Memory, *, hot: bool, left: bool) -> Tier:
        return long_term.where(
            memory, self.night.started, self.params, hot=hot, left=left, close_names=self.close_names
        )


_ORDER = tuple(Tier)


@dataclass(frozen=True, slots=True)
class _Write:
    """Writes one segment with all the pages that join it tonight, and promotes it if that makes it hot."""

    work: _Work
    key: str
    segment: int
    ended: bool
    page_ids: Sequence[int]

    def do(self, step: Step) -> list[SleepLine]:
        """Write what may be seen of the pages now; those that are in a segment by now are left out."""
        work, writer = self.work, step.writer
        found = [segments.page(writer, one) for one in self.page_ids]
        pages = [one for one in found if one is not None and one.segment_id is None]
        if not pages:
            return []
        former = segments.pages_of(writer, self.segment, _FULL) if self.segment else []
        quotes = work.quotes(writer, [*former, *pages])
        if not quotes:
            return []
        text, sources = work.told(quotes, work.params.segment_words)
        last = max(page.at for page in pages)
        begun: list[SleepLine] = []
        memory_id = self.segment
        if memory_id:
            row = row_of(step, memory_id)
            if row["status"] != Status.ACTIVE:
                return []
            if not row["edited"]:
                derived.grow(step, memory_id, text, sources, ())
            segments.count_pages(step, memory_id, len(pages), last)
            if self.ended:
                segments.end(step, memory_id)
        else:
            memory_id = derived.put(step, work.new(MemoryKind.SEGMENT, text, sources, pages[0]), ())
            segments.begin(step, memory_id, len(pages), last, ended=self.ended)
            begun = [SleepLine(Stage.MOVE, "segment", (memory_id,))]
        for page in pages:
            segments.join(step, page.id, memory_id)
        return [*begun, *work.promote(step, memory_id), *work.make_room(step)]


@dataclass(frozen=True, slots=True)
class _Renew:
    """Makes anew, of what may still be seen, a segment of which words were hidden."""

    work: _Work
    key: str
    segment: int

    def do(self, step: Step) -> list[SleepLine]:
        """Let a new segment take over the old one's pages."""
        work = self.work
        if self.segment not in segments.hidden(step.writer):
            return []
        pages = segments.pages_of(step.writer, self.segment, _FULL)
        quotes = work.quotes(step.writer, pages)
        if not quotes:
            return []
        text, sources = work.told(quotes, work.params.segment_words)
        new = work.new(MemoryKind.SEGMENT, text, sources, pages[0])
        made = derived.put(step, new, ())
        derived.retire(step, self.segment)
        segments.replace(step, self.segment, made)
        return [SleepLine(Stage.MOVE, "segment", (made,)), *work.make_room(step)]


@dataclass(frozen=True, slots=True)
class _Heat:
    """Promotes a segment that grew hot by being visited."""

    work: _Work
    key: str
    segment: int

    def do(self, step: Step) -> list[SleepLine]:
        """Promote it, if it stands and is hot still."""
        if row_of(step, self.segment)["status"] != Status.ACTIVE:
            return []
        return self.work.promote(step, self.segment)
