"""Every tunable number of the memory, with its unit. One frozen value; the engine hands it to the rooms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from memory_core.errors import BadRequest

STAGES = frozenset({"replay", "merge", "settle", "generalise", "link", "move", "fade", "learn"})
"""Stages of the night."""
SYSTEMS = frozenset({"spread", "associative", "ranker", "rerank", "extraction", "sleep"}) | STAGES
"""What ``Params.without`` may name besides the gate's scorers; ``sleep`` is the whole of the night."""


@dataclass(frozen=True, slots=True)
class Params:
    """Defaults were tuned on development conversations and lives only (ARCHITECTURE.md says which)."""

    # recall: the formula's weights (dimensionless, raw cosines)
    weight_dense: float = 2.0
    """On the cosine with a turn read in the context of the one before it, or with a memory by itself."""
    weight_expected: float = 0.6
    """On the direction in which answers to a question of its kind lie, added to the question's vector."""
    weight_late: float = 1.25
    """At most; see ``weight_late_word``."""
    weight_late_word: float = 0.25
    """For each content word of the question: the match of one or two words says little."""
    weight_lexical: float = 0.6
    weight_speaker: float = 0.25
    weight_attribute: float = 0.4
    """On how sure the question asks for the attribute that a memory gives."""
    weight_spread: float = 0.8
    """On what the question's names lead to, over other documents and over links between memories."""
    weight_associative: float = 0.05
    """On what names that were reached and earlier questions complete to; more costs more than it brings."""
    association_half_life: float = 60.0
    """Days until a link between memories that is not used has lost half of its weight."""
    association_gain: float = 0.2
    """Share (0..1) of what is missing to 1 that a link gains when both memories are used in one answer."""
    weight_date: float = 0.5
    """On how well a date fits the dates that the question names."""
    weight_answer: float = 0.15
    """On a turn that follows a matching question."""
    weight_session: float = 0.2
    """On how far the best of a session stays behind the best of all."""
    ranker: str = ""
    """The ranker's weights as ``name=number name=number`` (``recall/ranker.py``); empty for the shipped."""
    weight_voice_fact: float = 1.0
    """On a language model's log-probability of the question after a fact that stands alone; standardised."""
    weight_voice_dialogue: float = 0.0
    """The same after a turn of a dialogue: a small model does harm there."""
    rerank_first: int = 8
    """Candidates that a language model looks at, if there is one; 0 for none."""
    rerank_tokens: int = 48
    """Tokens of each of them that it reads, half as many of what the other one said before."""
    rerank_seconds: float = 1.0
    """Seconds that an answer may wait for that; then the order stays as it was."""
    weight_memory: float = 0.05
    """For an active memory, over a plain turn."""
    cost_asking: float = 0.15
    """For a turn that ends with a question."""
    cost_addressing: float = 1.0
    """On the share of words that speak to the listener."""
    cost_assistant: float = 0.15
    """For a turn of the assistant's."""
    cost_assistant_asking: float = 0.3
    """For a question of the assistant's, besides: it asks the same, it does not answer."""
    cost_ignored: float = 0.1
    """For a turn that the gate found not worth writing."""
    cost_wondering: float = 0.4
    """For a question of the user's own to the assistant that told nothing."""
    cost_asked_again: float = 2.0
    """For a question that holds no other words than the one asked now: it cannot answer it."""
    cost_faded: float = 0.3
    """For the turn of a memory that has faded."""
    late_near: float = 0.9
    """Factor on a word found one turn away in a dialogue."""
    late_far: float = 0.8
    """Factor on a word found two turns away."""
    bm25_k1: float = 1.2
    bm25_b: float = 0.5
    bm25_reach: int = 2
    """Turns on either side that count as the turn's window in a dialogue."""
    candidates: int = 300
    """First candidates by dense + lexical score that get late interaction."""
    word_dimensions: int = 64
    support_floor: float = 0.5
    """Support under this means "I do not know" (0..1)."""
    tokens_per_word: float = 1.3

    # gate, first rules
    lasting_floor: float = 0.5
    """Perception's confidence that a statement lasts, needed to admit (0..1)."""
    without: str = ""
    """Scorers of the gate (``gate/scorers.py``) and ``SYSTEMS`` that are left out, separated by commas: for
    ablation."""
    extract_with_base_models: int = 0
    """1 asks a model without a chat template too what it would keep of a message. Half of what an untaught
    one quotes is noise; the starter voice with its adapter finds some of what the gate missed, but on lives
    held out no answer was better for it."""
    duplicate_cosine: float = 0.67
    """Calibrated cosine over which two statements may be the same (0..1)."""
    max_message_chars: int = 200_000
    """Longer messages are kept whole in the diary; only this many characters are perceived."""

    # the long-term index
    chroma_from: int = 20_000
    """Memories and turns from which on candidates come from Chroma in a process of its own; 0 for never."""
    chroma_wait: float = 0.25
    """Seconds that a question waits for it before the exact scan answers."""

    # tiers
    working_turns: int = 12
    """Turns of a conversation that count as being in mind."""
    short_pages: int = 10
    """Exchanges in the short term (MemoryOS: 7 to 10)."""
    mid_segments: int = 200
    """Segments in the mid term; the coldest leaves (MemoryOS: 200)."""
    join_floor: float = 0.35
    """Cosine + Jaccard over which a page joins a segment; why it is not the published .6 stands in
    ``tiers/mid_term.py``."""
    stay_bonus: float = 0.2
    """Added to that for the segment of the page before: what is said next to each other belongs together."""
    heat_promotes: float = 5.0
    """Heat from which a segment is promoted (MemoryOS)."""
    heat_hours: float = 24.0
    """Hours after a visit until its warmth has fallen to 1/e (MemoryOS)."""
    used_keeps: int = 2
    """Answers that used a memory until it belongs to the long term."""
    long_floor: float = 0.7
    """Retrievability (0..1) under which a memory leaves the long term for the mid term."""
    mid_floor: float = 0.6
    """The same from the mid term to the short term, out of which memories fade."""
    segment_words: int = 40
    """Words at most in what stands for a segment."""
    summary_words: int = 90
    """Words at most in the summary of a segment that was promoted."""
    block_letters: int = 2000
    """Characters that fit into a block of core memory."""
    schema_days: int = 3
    """Different days on which something must come up to be called a habit of the user's."""
    schema_cosine: float = 0.3
    """Mean calibrated cosine (-1..1) of such mentions with one another, at least."""
    schema_reach_days: int = 180
    """Days back that are looked through for what repeats."""
    profile_lines: int = 8
    """Lines of the profile about one topic, at most."""
    # forgetting
    retention_floor: float = 0.45
    """Retrievability (0..1) under which a memory fades: some five months for a trifle said once, more than a
    year for what is told plainly, many years for what matters."""
    retention_floor_past: float = 0.6
    """The same for a trivial plan or event whose day is over (0..1): some weeks."""
    trivial_importance: float = 0.6
    """Importance (0..1) under which what has a day of its own is trivial once that is over."""
    importance_doubles: float = 0.1
    """So much more importance (0..1) doubles the stability that a new memory begins with."""
    fade_share: float = 0.05
    """Share of the active memories (0..1) that may fade in one night, so that a year away or an import of old
    conversations empties nothing over night."""
    fade_least: int = 20
    """Memories that may fade in one night however few there are."""

    # sleep
    replays: int = 64
    """Memories that one night goes through again."""
    settled_most: int = 400
    """New or changed memories that one night judges once more."""
    linked_most: int = 400
    """New or changed memories that one night links with what they came with."""
    link_turn: float = 0.3
    """So much of what is missing to 1 a link grows at night between memories of one message."""
    link_segment: float = 0.1
    """The same between memories of one segment."""
    sleep_after_minutes: float = 10.0
    """Minutes that nobody was there after which a night may begin by itself."""
    sleep_gap_hours: float = 20.0
    """Hours after a night until another one is worth while though nothing was said."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.support_floor <= 1.0:
            raise BadRequest("support_floor must lie in 0..1")
        if not (0.0 < self.retention_floor < 1.0 and 0.0 < self.retention_floor_past < 1.0):
            raise BadRequest("retention_floor and retention_floor_past must lie between 0 and 1")
        if self.importance_doubles <= 0.0:
            raise BadRequest("importance_doubles must be positive")
        if self.chroma_from < 0 or self.chroma_wait <= 0.0:
            raise BadRequest("chroma_from must not be negative, and chroma_wait must be positive")
        if min(self.working_turns, self.short_pages, self.mid_segments, self.block_letters) < 1:
            raise BadRequest("every tier has room for something")
        if self.heat_hours <= 0.0 or self.schema_days < 2:
            raise BadRequest("heat_hours must be positive, and what repeats comes up on two days at least")
        if not 0.0 < self.mid_floor <= self.long_floor < 1.0:
            raise BadRequest("mid_floor and long_floor must lie between 0 and 1, in this order")
        if self.candidates < 1 or self.word_dimensions < 1:
            raise BadRequest("candidates and word_dimensions must be positive")

    def lacks(self, name: str) -> bool:
        """Whether ``without`` leaves this out."""
        return name in (one.strip() for one in self.without.split(","))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a JSON object of parameter names and numbers; names left out keep their defaults.

        Raises:
            BadRequest: the file is no JSON object, or it names an unknown parameter or a wrong type.
        """
        try:
            given = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadRequest(f"cannot read parameters from {path}: {error}") from error
        if not isinstance(given, dict):
            raise BadRequest(f"{path} does not hold a JSON object")
        defaults = asdict(cls())
        for name, value in given.items():
            if name not in defaults:
                raise BadRequest(f"unknown parameter {name!r} in {path}")
            wanted = type(defaults[name])
            if isinstance(value, bool) or not isinstance(value, (int, float) if wanted is float else wanted):
                raise BadRequest(f"parameter {name!r} in {path} must be a {wanted.__name__}")
        return cls(**given)

    def save(self, path: str | Path) -> None:
        """Write every parameter as a JSON object."""
        Path(path).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
