"""Generalise: what comes up on several days becomes a schema, and what is known of the user a profile.

Nothing is put into words anew that the user has not said: a schema names the word that repeats, counts the
days and quotes, a line of the profile gives a value that stands in its memory, or quotes it. Each keeps what
it was made of, and goes with it.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from memory_core.gate.matter import is_kin
from memory_core.sleep import wording
from memory_core.sleep.phrasing import phrased
from memory_core.sleep.stage import Night, Unit
from memory_core.store import derived
from memory_core.store.codec import to_text
from memory_core.store.connection import Reader
from memory_core.store.episodes import episodes, of_named_speakers, said
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.reshaping import row_of
from memory_core.store.step import Step
from memory_core.text.language import language
from memory_core.text.schema_words import EVERYDAY
from memory_core.text.words import STOP, spans, stem
from memory_core.types import (
    DERIVED_KINDS,
    Memory,
    MemoryKind,
    SleepLine,
    Span,
    Stage,
    Status,
    Tier,
    Vector,
)

SCHEMA, PROFILE = "schema", "profile"
"""Reasons of the memories made here; one whose reason is only that was forgotten by the user's own hand."""
_PASSING = (
    "momentary", "today", "passing", "anecdote", "venting", "no_anchor", "thin", "replaced", "repeated",
    "fleeting",
)  # fmt: skip
"""Reasons for which a true statement was not worth a memory by itself: it may still be one of many."""
_NO_EPISODE = (
    "question", "hypothetical", "conditional", "joke", "scene", "foreign", "injected", "second_person",
    "request", "instruction", "told", "quoted",
)  # fmt: skip
"""Cues of what tells nothing that happened."""
_MOST_EPISODES = 4000
_MOST_SCHEMAS = 16
_COMMON = 0.5
"""Share of the episodes (0..1) from which on a word is everyday for this user."""
_ENOUGH = 20
"""Episodes from which on that can be told."""
_SHARED = 0.6
"""Share of its episodes (0..1) that a schema may have in common with a larger one."""
_MOSTLY = 0.7
"""Share (0..1) that counts as most."""
_WEEKS = 2
"""Weeks over which something must go on to have a day of the week."""
_REGULAR = 0.75
"""Factor on the likeness that episodes need if they come on one day of the week: that they do is a sign."""
_FEW = 0.2
"""Share (0..1) of new episodes up to which a schema is not written anew for them."""
_SUNG = "♪"
_LIGHT_TEXT = """
    go goes went going gone come came take took make made get got do did have had say said tell told start
    started begin want need try see saw know think feel put keep thing time day week today tomorrow
    идти иду идет шел ходить хожу ходит ходил ехать еду езжу ездит пойти пойду пошел прийти пришел взять
    делать делаю сделал быть есть начать начал хотеть хочу надо нужно стать стал сказать сказал говорить
    видеть знать думать день неделя сегодня завтра раз время number phone address name номер телефон адрес имя
"""
_LIGHT = frozenset(stem(word) for word in _LIGHT_TEXT.split())
"""Stems that name nothing by themselves."""
_SHORTEST = 3
"""Letters of a word that can name something."""


@dataclass(frozen=True, slots=True)
class _Episode:
    """Something that the user told of a day."""

    span: Span
    day: date
    text: str
    memory_id: int | None
    vector: Vector


@dataclass(frozen=True, slots=True)
class _Theme:
    """What came up on several days: ``stem`` names it, ``word`` is its plainest form, ``beside`` a word that
    comes with it, ``weekday`` the day of the week on which it mostly came up."""

    stem: str
    word: str
    episodes: tuple[_Episode, ...]
    beside: str | None = None
    weekday: int | None = None

    @property
    def days(self) -> int:
        """On how many days."""
        return len({one.day for one in self.episodes})


class GeneraliseStage:
    """The stage of the night that makes schemas and the profile."""

    stage = Stage.GENERALISE

    def plan(self, night: Night) -> Sequence[Unit]:
        """Schemas first, what came up most often before the rest; then the profile, by importance."""
        with night.db.read() as reader:
            found = _episodes(reader, night)
        night.check()
        themes = _themes(found, night)
        with night.db.read() as reader:
            units: list[Unit] = [_Schema(night, theme) for theme in themes if not _is_told(reader, theme)]
        night.check()
        return [*units, *_profile_units(night)]


# schemas


def _episodes(reader: Reader, night: Night) -> list[_Episode]:
    """What the user told of late, the newest first, with where it stands; nothing that is hidden."""
    since = night.started - timedelta(days=night.params.schema_reach_days)
    embedder = night.mirror.embedder
    told = [
        one
        for one in episodes(reader, embedder.id, since, night.started, _PASSING, _MOST_EPISODES)
        if one.text.strip() and _SUNG not in one.text and not _tells_nothing(one.parts)
    ]
    if not told:
        return []
    raw = np.stack([one.raw for one in told]).astype(np.float32)
    vectors = embedder.calibrate(raw, [language(one.text) for one in told])
    return [
        _Episode(one.span, one.at.date(), one.text, one.memory_id, vector)
        for one, vector in zip(told, vectors, strict=True)
    ]


def _tells_nothing(parts: Mapping[str, float]) -> bool:
    return any(parts.get(f"cue_{name}", 0.0) >= 0.5 for name in _NO_EPISODE)


def _themes(episodes: Sequence[_Episode], night: Night) -> list[_Theme]:
    """Words that came up on enough days in episodes that are about the same, the most frequent first."""
    holding: dict[str, list[_Episode]] = {}
    forms: dict[str, Counter[str]] = {}
    names: dict[str, bool] = {}
    for episode in episodes:
        seen = set()
        for start, _, word in spans(episode.text):
            root = stem(word)
            if not word.isalpha() or len(word) < _SHORTEST or word in STOP or root in EVERYDAY | _LIGHT:
                continue
            forms.setdefault(root, Counter())[word] += 1
            if start > 0:  # a capital inside a sentence, and never a small letter, is a name's
                names[root] = names.get(root, True) and episode.text[start].isupper()
            if root not in seen:
                seen.add(root)
                holding.setdefault(root, []).append(episode)
    found = []
    for root, having in holding.items():
        if names.get(root) or (len(episodes) >= _ENOUGH and len(having) > _COMMON * len(episodes)):
            continue  # a name, or everyday for this user
        days = {one.day for one in having}
        if len(days) < night.params.schema_days:
            continue
        weekday = _weekday(days)
        if weekday is None and is_kin(min(forms[root])):
            continue  # who it is about, unless it comes every week: "I call my mother on Sundays"
        least = night.params.schema_cosine * (1.0 if weekday is None else _REGULAR)
        if _cohesion(having) >= least:
            beside = _beside(root, having, {one: held for one, held in holding.items() if not names.get(one)})
            found.append(
                _Theme(root, _form(forms[root]), tuple(having), beside and _form(forms[beside]), weekday)
            )
    found.sort(key=lambda one: (-one.days, -len(one.episodes), one.stem))
    kept: list[_Theme] = []
    for theme in found:
        mine = {one.span for one in theme.episodes}
        if all(len(mine & {one.span for one in other.episodes}) < _SHARED * len(mine) for other in kept):
            kept.append(theme)
    return kept[:_MOST_SCHEMAS]


def _form(forms: Counter[str]) -> str:
    """The form in which a word is named: the shortest, which is often the plain one."""
    return min(forms, key=lambda one: (len(one), -forms[one], one))


def _weekday(days: Collection[date]) -> int | None:
    """The day of the week that most of some days are, if they go on for weeks; None if there is none."""
    (weekday, count), *_ = Counter(one.weekday() for one in days).most_common(1)
    weeks = (max(days) - min(days)).days / 7
    return weekday if weeks >= _WEEKS and count >= _MOSTLY * len(days) else None


def _beside(root: str, having: Sequence[_Episode], holding: Mapping[str, Sequence[_Episode]]) -> str | None:
    """Another word that most of the episodes hold, and few others: what repeats together with it."""
    mine = {one.span for one in having}
    found = [
        (shared, other)
        for other, episodes in holding.items()
        if other != root
        and (shared := sum(one.span in mine for one in episodes)) >= max(3, _MOSTLY * len(having))
        and shared >= _MOSTLY * len(episodes)
    ]
    return min(found, key=lambda one: (-one[0], one[1]))[1] if found else None


def _cohesion(episodes: Sequence[_Episode]) -> float:
    """Mean cosine of episodes with one another, -1..1."""
    count = len(episodes)
    if count < 2:
        return 0.0
    total = np.sum([one.vector for one in episodes], axis=0)
    own = sum(float(one.vector @ one.vector) for one in episodes)
    return (float(total @ total) - own) / (count * (count - 1))


def _is_told(reader: Reader, theme: _Theme) -> bool:
    """Whether a schema that stands was made of these episodes but for a few, or the user wants none."""
    standing, _, unwanted = derived.named(reader, MemoryKind.SCHEMA, theme.stem, SCHEMA)
    if unwanted or standing is None:
        return unwanted
    known = derived.spans_of(reader, standing)
    new = sum(one.span not in known for one in theme.episodes)
    return new <= _FEW * len(known)


@dataclass(slots=True)
class _Schema:
    """Makes a schema, or counts on."""

    night: Night
    theme: _Theme
    _text: str | None = field(default=None, init=False)

    @property
    def key(self) -> str:
        """Names what repeats by where it was told: no word of the user's."""
        places = ",".join(f"{one.span.turn_id}:{one.span.start}" for one in self.theme.episodes)
        return f"schema:{zlib.crc32(places.encode())}"

    def prepare(self) -> None:
        """Put it into words: a language model's if they hold, else a quotation."""
        theme = self.theme
        episodes = theme.episodes
        said = [one.text for one in episodes]
        self._text = phrased(self.night, said, theme.stem) or wording.schema(
            theme.word,
            theme.days,
            min(one.day for one in episodes),
            episodes[0].day,
            said[0],
            beside=theme.beside,
            weekday=theme.weekday,
        )

    def do(self, step: Step) -> list[SleepLine]:
        """Write it, unless something that it was made of is hidden by now or the user does not want it."""
        theme = self.theme
        spans = [one.span for one in theme.episodes]
        memories = list(dict.fromkeys(one.memory_id for one in theme.episodes if one.memory_id is not None))
        if self._text is None or not derived.open_spans(step.writer, spans):
            return []
        text = self._text
        standing, hidden, unwanted = derived.named(step.writer, MemoryKind.SCHEMA, theme.stem, SCHEMA)
        if unwanted:
            return []
        figures = {"days": float(theme.days)}
        if standing is not None:
            row = row_of(step, standing)
            if row["edited"] or to_text(row["text"]) == text:
                return []
            derived.grow(step, standing, text, spans, memories)
            return [SleepLine(Stage.GENERALISE, "generalised", (standing, *memories), figures)]
        for former in hidden:
            derived.retire(step, former)
        first = min(one.day for one in theme.episodes)
        began = datetime(first.year, first.month, first.day, tzinfo=self.night.started.tzinfo)
        new = NewMemory(
            text=text,
            kind=MemoryKind.SCHEMA,
            learnt_at=self.night.started,
            sources=spans,
            tier=Tier.LONG,
            confidence=1.0 - 0.5 ** len(spans),
            valid_from=began,
            language=language(text),
            subject=theme.stem,
            reason=SCHEMA,
        )
        made = derived.put(step, new, memories)
        return [SleepLine(Stage.GENERALISE, "generalised", (made, *memories), figures)]


# the profile


def _profile_units(night: Night) -> list[Unit]:
    """Lines to be taken out, then lines to be made."""
    memories = MemoryStore(night.db)
    with night.db.read() as reader:
        lines = derived.profile_lines(reader, PROFILE)
        foreign = of_named_speakers(reader)  # no part of the user's own profile
    # Tonight's schemas stand in it from the next night on: a plan made again must not differ by them.
    schemas = [one for one in memories.find(kind=MemoryKind.SCHEMA) if one.learnt_at < night.started]
    every = [*memories.find(), *schemas]
    wanted: dict[int, tuple[Memory, str]] = {}
    by_topic: Counter[str] = Counter()
    for memory in sorted(every, key=lambda one: (-one.importance * one.confidence, -one.id)):
        topic = None if memory.id in foreign else wording.topic(memory, night.started)
        if topic is not None and by_topic[topic] < night.params.profile_lines:
            by_topic[topic] += 1
            wanted[memory.id] = memory, topic
    texts = {
        memory_id: wording.line(memory, _said(night, memory)) for memory_id, (memory, _) in wanted.items()
    }
    dropped: list[Unit] = []
    there: set[int] = set()
    for line in lines:
        if line.unwanted:
            there.add(line.source)
        elif line.stands:
            keeps = line.edited or (line.source in texts and texts[line.source] == line.text)
            if keeps and line.source not in there:
                there.add(line.source)
            elif not line.edited:
                dropped.append(_Drop(line.id))
    made = [
        _Line(night, memory, topic, texts[memory_id])
        for memory_id, (memory, topic) in wanted.items()
        if memory_id not in there
    ]
    return [*dropped, *made]


def _said(night: Night, memory: Memory) -> bool:
    """Whether a memory's text stands word for word in one of its sources."""
    if memory.kind in DERIVED_KINDS:
        return False
    with night.db.read() as reader:
        return any(memory.text in said(reader, span) for span in memory.sources)


@dataclass(frozen=True, slots=True)
class _Drop:
    """Takes out a line that its memory no longer says, or for which there is no room."""

    line: int

    @property
    def key(self) -> str:
        """Names the line."""
        return f"drop:{self.line}"

    def do(self, step: Step) -> list[SleepLine]:
        """Take it out, unless the user edited it meanwhile."""
        row = row_of(step, self.line)
        if row["status"] == Status.ACTIVE and not row["edited"]:
            derived.retire(step, self.line)
        return []


@dataclass(frozen=True, slots=True)
class _Line:
    """Writes a line about one memory."""

    night: Night
    memory: Memory
    topic: str
    text: str

    @property
    def key(self) -> str:
        """Names the memory."""
        return f"line:{self.memory.id}"

    def do(self, step: Step) -> list[SleepLine]:
        """Write it, if its memory still says so."""
        memory = self.memory
        row = row_of(step, memory.id)
        unchanged = row["status"] == Status.ACTIVE and to_text(row["text"]) == memory.text
        if not unchanged or not derived.open_spans(step.writer, memory.sources):
            return []
        new = NewMemory(
            text=self.text,
            kind=MemoryKind.PROFILE,
            learnt_at=self.night.started,
            sources=memory.sources,
            tier=Tier.LONG,
            confidence=memory.confidence,
            importance=memory.importance,
            valid_from=memory.valid_from,
            language=memory.language,
            subject=self.topic,
            reason=PROFILE,
        )
        made = derived.put(step, new, [memory.id])
        return [SleepLine(Stage.GENERALISE, "profile", (made, memory.id))]
