"""Every tunable number of the memory, with its unit. One frozen value; the engine hands it to the rooms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from memory_core.errors import BadRequest


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
    weight_date: float = 0.5
    """On how well a date fits the dates that the question names."""
    weight_answer: float = 0.15
    """On a turn that follows a matching question."""
    weight_session: float = 0.2
    """On how far the best of a session stays behind the best of all."""
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
    """Scorers of the gate that are left out, separated by commas (``gate/scorers.py``): for ablation."""
    extract_with_base_models: int = 0
    """1 asks a model without a chat template too what it would keep of a message; half of it is noise."""
    duplicate_cosine: float = 0.67
    """Calibrated cosine over which two statements may be the same (0..1)."""
    max_message_chars: int = 200_000
    """Longer messages are kept whole in the diary; only this many characters are perceived."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.support_floor <= 1.0:
            raise BadRequest("support_floor must lie in 0..1")
        if self.candidates < 1 or self.word_dimensions < 1:
            raise BadRequest("candidates and word_dimensions must be positive")

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
