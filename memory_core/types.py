"""Values that cross the rooms' borders: frozen, small, without behaviour beyond their own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""Shape ``(dimensions,)``."""
Matrix = NDArray[np.float32]
"""Shape ``(rows, dimensions)``."""

NO_PARTS: Mapping[str, float] = MappingProxyType({})


class Role(StrEnum):
    """Who spoke a turn."""

    USER = "user"
    ASSISTANT = "assistant"
    SYSTEM = "system"


class VerdictKind(StrEnum):
    """What the gate decided about a span of a message."""

    IGNORE = "ignore"
    REINFORCE = "reinforce"
    ADMIT = "admit"
    SUPERSEDE = "supersede"


class Status(StrEnum):
    """Where a memory stands."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    FADED = "faded"
    FORGOTTEN = "forgotten"


class Tier(StrEnum):
    """Time scales of memory, fastest first."""

    SENSORY = "sensory"
    WORKING = "working"
    SHORT = "short"
    MID = "mid"
    LONG = "long"


class MemoryKind(StrEnum):
    """What a memory is about. ``find`` returns the last four only when asked for them by kind."""

    FACT = "fact"
    PREFERENCE = "preference"
    PERSON = "person"
    PLAN = "plan"
    INSTRUCTION = "instruction"
    SUMMARY = "summary"
    SEGMENT = "segment"
    SCHEMA = "schema"
    PROFILE = "profile"


DERIVED_KINDS = frozenset({MemoryKind.SUMMARY, MemoryKind.SEGMENT, MemoryKind.SCHEMA, MemoryKind.PROFILE})


class Visibility(StrEnum):
    """State of a span of the diary."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    REDACTED = "redacted"


class Lesson(StrEnum):
    """What the user taught about a statement that the gate judged."""

    WORTH = "worth"
    NOT_WORTH = "not_worth"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points ``[start, end)`` in one turn's text."""

    turn_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the diary, verbatim. ``speaker`` names a person when the role alone does not."""

    id: int
    text: str
    role: Role
    at: datetime
    conversation: str
    external_id: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class FsrsState:
    """State of the three-component forgetting model.

    ``stability`` in days (time until recall probability falls to 0.9), ``difficulty`` in 1..10.
    """

    stability: float
    difficulty: float
    last_review: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing remembered, with where it comes from and why it is there.

    ``surprise`` in bits with its named ``parts``; ``confidence`` and ``importance`` in 0..1. ``valid_from``
    and ``valid_to`` bound when it was true, ``learnt_at`` says when it was heard, ``event_date`` is the
    resolved date of what it tells, if it tells of one. ``subject``, ``attribute`` and ``value`` are set when
    perception understood them. ``reason`` is the gate's reason as a message key (translated by the window).
    """

    id: int
    text: str
    kind: MemoryKind
    tier: Tier
    status: Status
    confidence: float
    importance: float
    surprise: float
    parts: Mapping[str, float]
    learnt_at: datetime
    valid_from: datetime | None
    valid_to: datetime | None
    event_date: datetime | None
    sources: tuple[Span, ...]
    language: str = "en"
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    pinned: bool = False
    edited: bool = False
    used: int = 0
    superseded_by: int | None = None
    reason: str = ""
    fsrs: FsrsState | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that perception found in a message and that the gate will judge.

    ``text`` is the statement as it will be stored (verbatim, or the assistant's statement that the user
    confirmed); ``span`` is where it stands. ``lasting`` in 0..1 is how sure perception is that this is a
    lasting statement of the user's own; ``cues`` are named observations in 0..1 for the gate and for the log
    (``first_person``, ``remember``, ``number``, ``date``, ``question``, ``hypothetical`` ...).
    ``supersedes_hint`` is true when the words themselves announce a change ("now", "no longer", "moved to").
    ``cancels`` is true when the statement calls something off.
    """

    text: str
    span: Span
    language: str
    kind: MemoryKind
    lasting: float
    confidence: float
    importance: float
    cues: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    single_valued: bool = False
    supersedes_hint: bool = False
    cancels: bool = False
    event_date: datetime | None = None
    valid_from: datetime | None = None
    reason: str = ""
    parts: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)
    """What importance (addends) and confidence (factors) are made of."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision about one candidate, or about a whole message without candidates.

    ``surprise`` in bits; ``parts`` are its named addends and the other figures that decided.
    """

    kind: VerdictKind
    memory_id: int | None
    text: str
    span: Span | None
    surprise: float
    parts: Mapping[str, float]
    confidence: float
    importance: float
    reason: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """A standing lesson of the user's about one statement; ``span`` is None for the message as a whole.

    ``memory_id`` is the memory that it made or that it forgot, if it did either.
    """

    id: int
    turn_id: int
    span: Span | None
    lesson: Lesson
    at: datetime
    memory_id: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """Two memories that contradict each other, for the user to say which is right.

    ``memory_id`` is the one learnt earlier, ``other_id`` the later one. ``asked`` is true once it was shown;
    ``answer`` is ``"new"``, ``"old"`` or ``"both"``.
    """

    id: int
    memory_id: int
    other_id: int
    asked: bool
    answer: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing recalled; ``kind`` is ``"turn"`` or the memory's, ``score`` is on the formula's raw scale."""

    id: str
    text: str
    kind: str
    score: float
    parts: Mapping[str, float]
    tier: Tier | None
    memory_id: int | None
    sources: tuple[Span, ...]
    external_ids: tuple[str, ...]
    at: datetime
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    event_date: datetime | None = None
    speaker: str | None = None
    role: Role = Role.USER


@dataclass(frozen=True, slots=True)
class Found:
    """What recall found, best first. ``support`` in 0..1: under ``Params.support_floor`` it does not know."""

    cue: str
    items: tuple[Item, ...]
    support: float
    parts: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed change touched, for the screens."""

    turns: tuple[int, ...] = ()
    memories: tuple[int, ...] = ()
    conversations: tuple[str, ...] = ()
    verdicts_of: tuple[int, ...] = ()
    external: bool = False
    """True when another process made the change."""


@dataclass(frozen=True, slots=True)
class JournalStep:
    """One undoable step. ``name`` is a message key with ``detail`` as its argument.

    With ``purged`` it changed what was purged since: its detail is empty and it cannot be undone or redone.
    """

    id: int
    at: datetime
    cause: str
    name: str
    detail: str
    undone: bool
    memories: tuple[int, ...]
    purged: bool = False


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge would remove for good, found out before anything goes.

    ``memories`` are those asked for, ``derived`` those that come from the same words. ``spans`` are the words
    of the diary that would be overwritten, in ``turns``. ``backups`` hold it too. ``text`` is what would go,
    one statement on each line.
    """

    memories: tuple[int, ...]
    turns: tuple[int, ...]
    spans: tuple[Span, ...]
    derived: tuple[int, ...]
    backups: tuple[Path, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PurgeReceipt:
    """What a purge removed, by place.

    ``removed`` counts by names of places: ``"memories"``, ``"spans"``, ``"vectors"``, ``"words"`` (texts of
    the search), ``"journal"``, ``"verdicts"``, ``"teachings"``, ``"questions"``, ``"learnt"``, ``"drafts"``,
    ``"attachments"``, ``"titles"``, ``"backups"``, and each place that the program registered besides.
    ``backups_left`` still hold it. ``bytes_before`` and ``bytes_after`` are the vault's file with its log.
    ``unfinished`` names what could not be wiped yet and will be at the next opening: ``"log"`` (another
    program is reading the vault), ``"file"`` (no room to rewrite it), or a registered place's name.
    ``words`` are what to look for in backups; they are for this moment and must not be kept.
    """

    at: datetime
    removed: Mapping[str, int]
    backups_left: tuple[Path, ...]
    bytes_before: int
    bytes_after: int
    unfinished: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A copy of the vault. ``holds`` tells whether it holds what was purged from the vault since.

    ``holds`` is None where it cannot be looked into: its disk is away, or another key locks it.
    """

    path: Path
    at: datetime
    bytes: int
    turns: int
    memories: int
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A place outside the tables that holds what derives from the user.

    ``kind`` is ``"vault"``, ``"log"``, ``"backup"``, or what the program that registered it calls it.
    """

    name: str
    path: Path
    kind: str
    bytes: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class WordStates:
    """Late-interaction state of one text: its content words and their reduced unit vectors.

    ``stems`` has one entry a word; ``vectors`` is int8 of shape ``(words, Params.word_dimensions)``, scaled
    by 127. A text without content words has all of its words here, a text without words none.
    """

    stems: tuple[str, ...]
    vectors: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text as the embedder sees it: raw (uncalibrated) sentence vector and word states.

    A turn encoded in the context of what was said before it is understood by it; vector and words are its
    own.
    """

    vector: Vector
    words: WordStates


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer to a question looks like, by the kind of question it is.

    ``direction`` points to where such answers lie (zeros for a question of no known kind). ``kind`` names the
    nearest kind ("home", "job" ...) and ``nearness`` in 0..1 says how sure that is: 0 for another person's
    home.
    """

    direction: Vector
    kind: str
    nearness: float


class Embedder(Protocol):
    """Turns text into vectors. Raw vectors are stored, calibration happens on load (``calibrate``)."""

    @property
    def id(self) -> str:
        """Names model and preparation; stored beside each vector."""

    @property
    def dimensions(self) -> int:
        """Width of a sentence vector."""

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        """Encode statements (or questions) with one pass each, in the given order.

        ``contexts`` holds for each text what was said just before it, or ``""``.
        """

    def calibrate(self, vectors: Matrix, languages: Sequence[str], *, question: bool = False) -> Matrix:
        """Raw vectors ``(n, d)`` to calibrated unit vectors ``(n, d)``."""

    def expect(self, questions: Matrix) -> list[Expected]:
        """What answers to calibrated question vectors ``(n, d)`` look like."""


Ids = NDArray[np.int64]
"""Shape ``(n,)``."""
Checksums = NDArray[np.uint32]
"""Shape ``(n,)``: CRC-32 of the bytes of each vector as float32, little-endian."""


class Nearest(NamedTuple):
    """What lies nearest to a vector, nearest first: ids, and cosines (-1..1) as the index reckons them."""

    ids: Ids
    cosines: NDArray[np.float32]


@runtime_checkable
class VectorIndex(Protocol):
    """Finds the nearest of many unit vectors.

    It holds ids and vectors, never text. It derives from the vault and may be dropped at any time, and it is
    not believed: whoever uses it compares it with the vault, and scans exactly when it fails. Safe to call
    from several threads. Every method raises ``VectorIndexError`` when the index died or cannot be reached;
    it may be asked again later.
    """

    @property
    def id(self) -> str:
        """Names the engine behind it, for the user's eyes ("Chroma", "Chroma at 127.0.0.1:8000")."""

    def held(self) -> tuple[Ids, Checksums]:
        """Every id that it holds, each once and in no particular order, and the checksum of the vector that
        was put under it.
        """

    def put(self, ids: Ids, vectors: Matrix) -> None:
        """Add vectors, or replace those that are there under the same ids; every id once."""

    def drop(self, ids: Ids) -> None:
        """Take vectors out; an unknown id changes nothing."""

    def nearest(self, vectors: Matrix, k: int, wait: float | None = None) -> list[Nearest]:
        """For each of ``vectors`` at most ``k`` of the nearest that it holds.

        ``wait`` is how many seconds an answer is worth waiting for; ``VectorIndexLate`` is raised after that,
        and the index goes on. None waits as long as the index allows itself.
        """

    def clear(self) -> None:
        """Drop everything, on the disk too. It is empty afterwards and can be used again."""

    def close(self) -> None:
        """Give everything back; it may be called again."""


class IndexState(StrEnum):
    """How the long-term index stands."""

    OFF = "off"
    """Not needed: there are fewer documents than it pays for."""
    FILLING = "filling"
    """Opened, compared or filled in the background; the exact scan answers."""
    READY = "ready"
    RESTING = "resting"
    """It failed and is built anew after a pause; the exact scan answers."""
    GIVEN_UP = "given up"
    """It failed again and again; the exact scan answers until the vault is opened again."""


@dataclass(frozen=True, slots=True)
class LongTermState:
    """What the long-term index is doing. ``engine`` is empty as long as there is none, ``documents`` is how
    many memories and turns it holds, ``failures`` how often it failed in a row, and ``problem`` what it died
    of last.
    """

    state: IndexState
    engine: str = ""
    documents: int = 0
    failures: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a loaded language model is. ``has_chat_template`` is false for base models (the starter voice)."""

    name: str
    path: str
    parameters: int
    context: int
    file_bytes: int
    quantisation: str
    has_chat_template: bool
    chat_template: str | None = None
    adapter: str | None = None
    """File name of the LoRA adapter that it was loaded with."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a model may ask for. ``parameters`` is the JSON schema of its arguments, as JSON."""

    name: str
    description: str
    parameters: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to use a tool, as it wrote it: ``arguments`` is JSON, not checked."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt. ``calls`` are the assistant's; ``tool`` names the tool whose result it is."""

    role: Role
    content: str
    calls: tuple[ToolCall, ...] = ()
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to choose tokens. ``grammar`` is GBNF; ``stop`` strings end the answer and are not part of it."""

    max_tokens: int = 512
    temperature: float = 0.7
    top_p: float = 0.9
    top_k: int = 40
    repeat_penalty: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    adapter: bool = True
    """Whether the model's adapter, where it has one, takes part."""
    tools: tuple[Tool, ...] = ()
    """Tools that the model's chat template, or its server, is told of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One streamed piece of an answer. The last piece of a stream carries ``finish``."""

    text: str
    finish: str | None = None
    """``"stop"``, ``"length"`` or ``"cancelled"`` on the last piece."""
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    """Prompt tokens really evaluated, the reused prefix not counted (last piece only)."""
    generated_tokens: int = 0


@runtime_checkable
class LanguageModelLike(Protocol):
    """What the rooms ask of a language model; the real one lives in ``memory_core.models.language_model``."""

    def describe(self) -> ModelInfo:
        """The loaded model."""

    def chat(self, messages: Sequence[Message], sampling: Sampling = ...) -> Iterator[Piece]:
        """Stream the answer to a chat through the model's own template."""

    def complete(self, prompt: str, sampling: Sampling = ...) -> Iterator[Piece]:
        """Stream a plain completion."""

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Natural log-probability of ``continuation`` after each context, summed over its tokens."""

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without specials."""

    def cancel(self) -> None:
        """Stop the running answer; its stream ends with ``finish="cancelled"``."""

    def close(self) -> None:
        """End the model's process."""


class Stage(StrEnum):
    """Stages of a night, in their order."""

    REPLAY = "replay"
    MERGE = "merge"
    SETTLE = "settle"
    GENERALISE = "generalise"
    LINK = "link"
    MOVE = "move"
    FADE = "fade"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class SleepLine:
    """One thing that a night did.

    ``what`` is a message key: ``"replayed"``, ``"merged"``, ``"settled"``, ``"uncertain"``,
    ``"generalised"``, ``"profile"``, ``"linked"``, ``"promoted"``, ``"demoted"``, ``"segment"``,
    ``"faded"``, ``"learnt"``. ``memories`` are the result first and then what it was made of; ``figures``
    are named numbers of it (``"tier"``, ``"retrievability"``, ``"error_before"`` ...).
    """

    stage: Stage
    what: str
    memories: tuple[int, ...] = ()
    figures: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)


class NightState(StrEnum):
    """Where a night stands."""

    RUNNING = "running"
    """In hand, or broken off by a kill: the next one goes on with it."""
    STOPPED = "stopped"
    """Broken off because the user came back; the next one goes on with it."""
    DONE = "done"
    ROLLED_BACK = "rolled_back"
    """Recall of the user's own memories had got worse, so all of it was taken back."""


@dataclass(frozen=True, slots=True)
class SleepReport:
    """What one night did.

    ``step_id`` is the journal's step by which all of it can be undone, None if nothing was changed.
    ``probes_before`` and ``probes_after`` are the shares of held-back questions about the user's own memories
    that recall answered before and after, None if there were too few. ``notes`` are message keys.
    """

    started: datetime
    finished: datetime | None
    lines: tuple[SleepLine, ...] = ()
    notes: tuple[str, ...] = ()
    id: int = 0
    state: NightState = NightState.DONE
    step_id: int | None = None
    probes_before: float | None = None
    probes_after: float | None = None

    @property
    def merged(self) -> tuple[tuple[int, int], ...]:
        """Pairs (kept, absorbed)."""
        return tuple(
            (line.memories[0], other)
            for line in self.lines
            if line.what == "merged"
            for other in line.memories[1:]
        )


@dataclass(frozen=True, slots=True)
class Fading:
    """How a memory stands with forgetting.

    ``retrievability`` in 0..1 is the chance that it would be remembered now. ``fades_at`` is when it leaves
    recall if nothing happens, None for what never leaves (``reason`` says why: ``"pinned"``, ``"health"``,
    ``"identity"``, ``"close"``, ``"recurring"``, ``"asked"``); else ``reason`` is ``"unused"``,
    ``"trivial"`` or ``"past"``.
    """

    memory: Memory
    retrievability: float
    fades_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A memory's forgetting curve: retrievability (0..1) at times, the floor, and the reviews so far."""

    points: tuple[tuple[datetime, float], ...]
    floor: float
    reviews: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One exchange of the short term: a turn of the user's and the replies to it, by their ids."""

    id: int
    turn_id: int
    last_turn_id: int
    conversation: str
    at: datetime
    boundary: bool
    segment_id: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the mid term: pages about one thing, with the heat that decides where it goes."""

    memory: Memory
    visits: int
    pages: int
    last_visit: datetime
    ended: bool
    heat: float


@dataclass(frozen=True, slots=True)
class Block:
    """A block of core memory: it stands in every prompt; ``most`` characters fit."""

    name: str
    text: str
    most: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands in a prompt for a conversation's turns up to ``upto`` (a turn's id)."""

    memory: Memory
    conversation: str
    upto: int


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One sentence of the profile, with the memories that it was made of."""

    memory: Memory
    sources: tuple[Memory, ...]
    topic: str
    """``"name"``, ``"home"``, ``"work"``, ``"people"``, ``"likes"``, ``"health"``, ``"plans"``, ``"habits"``,
    ``"wishes"`` (instructions) or ``"other"``."""
