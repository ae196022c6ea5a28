"""The ranker: what the formula cannot see of a turn, added to it with learnt weights.

A linear model over named features, each with a reason of its own: what the question asks for and whether the
text shows such a thing, what stands around the turn, how much of its session fits. The weights also hold
factors on the formula's own addends. They were learnt listwise (Cao and others 2007, "Learning to rank: from
pairwise approach to listwise approach"), towards weights set by hand, on dialogues written for this project
(``packaging/recall/fit_ranker.py``); without weights the ranker is the formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import AssetMissing, BadRequest
from memory_core.params import Params
from memory_core.recall.asked import CUES, Asked, asked_for
from memory_core.recall.cue import Cue
from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.formula import Scored
from memory_core.recall.table import NO_ROW, Table

Floats = NDArray[np.float32]

ADDENDS = ("late", "lexical", "speaker", "date", "answer", "session", "manner")
"""Addends of the formula that may get a factor. The dense one is the yardstick; the others concern memories,
of which dialogues can teach nothing."""
_SHARPNESS = 0.15
"""Scores that differ by this much count as e times more in a session's mass."""


@dataclass(slots=True)
class View:
    """One question with its candidates, best first by the formula."""

    table: Table
    cue: Cue
    scored: Scored
    documents: Sequence[Document]
    sessions: NDArray[np.intp]
    """For each candidate the number of its session."""
    asked: Asked = field(init=False)
    before: NDArray[np.intp] = field(init=False)
    """For each candidate the place of the turn before it among the candidates, or -1."""
    after: NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        self.asked = asked_for(self.cue.text)
        self.before = self._places(self.table.before[self.scored.rows])
        self.after = self._places(self.table.after[self.scored.rows])

    def _places(self, rows: NDArray[np.int64]) -> NDArray[np.intp]:
        order = np.argsort(self.scored.rows)
        found = np.minimum(np.searchsorted(self.scored.rows, rows, sorter=order), len(order) - 1)
        places = order[found] if len(order) else found
        return np.where((rows != NO_ROW) & (self.scored.rows[places] == rows), places, -1)

    def shown(self, kind: Asked) -> Floats:
        """How much of what is asked for each text shows, if it is this kind that is asked for (0..1)."""
        if kind is not self.asked:
            return np.zeros(len(self.documents), np.float32)
        return np.array([CUES[kind](one.text, one.stems) for one in self.documents], np.float32)

    def neighbour(self, values: Floats, places: NDArray[np.intp]) -> Floats:
        """The value of each candidate's neighbour, 0 where that is no candidate."""
        return np.where(places >= 0, values[places], np.float32(0)).astype(np.float32)


Feature = Callable[[View], Floats]


def time_said(view: View) -> Floats:
    """Words of date answer "when": «вчера», "last week"."""
    return view.shown(Asked.TIME)


def number_said(view: View) -> Floats:
    """A number answers "how many"."""
    return view.shown(Asked.NUMBER)


def person_said(view: View) -> Floats:
    """Names inside the sentence answer "who"."""
    return view.shown(Asked.PERSON)


def place_said(view: View) -> Floats:
    """Names answer "where", too."""
    return view.shown(Asked.PLACE)


def reason_said(view: View) -> Floats:
    """Words of reason answer "why"."""
    return view.shown(Asked.REASON)


def words_before(view: View) -> Floats:
    """Words of the question in the turn before: late interaction counts them for this turn as well, more or
    less than it should (0..1)."""
    return view.neighbour(view.scored.late_alone, view.before)


def asked_on(view: View) -> Floats:
    """The turn after it is a question: what the other one asks about was told here (0..1)."""
    asking = np.array([one.asks for one in view.documents], np.float32)
    return view.neighbour(asking, view.after)


def session_mass(view: View) -> Floats:
    """Log-sum-exp of the scores of its session, how far behind the heaviest one (0 or less): a session that
    was about the question holds many turns that fit."""
    if not len(view.documents):
        return np.zeros(0, np.float32)
    scores = view.scored.score.astype(np.float64)
    mass = np.bincount(view.sessions, np.exp((scores - scores.max()) / _SHARPNESS))
    logs = _SHARPNESS * np.log(np.maximum(mass, 1e-30))
    return np.asarray((logs - logs.max())[view.sessions], np.float32)


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            time_said,
            number_said,
            person_said,
            place_said,
            reason_said,
            words_before,
            asked_on,
            session_mass,
        )
    }
)
"""What the ranker adds, by name; each function's docstring is its reason."""

Weights = Mapping[str, float]
"""Factors on ``ADDENDS`` (1 where none is given) and weights of ``FEATURES`` (0)."""


def weights_of(params: Params) -> Weights:
    """The weights that these parameters ask for: their own, or those that come with the program.

    Raises:
        BadRequest: ``params.ranker`` is no list of weights.
        AssetMissing: the shipped weights are absent or altered.
    """
    if params.lacks("ranker"):
        return MappingProxyType({})
    return parse(params.ranker) if params.ranker.strip() else shipped()


@lru_cache(maxsize=16)
def parse(text: str) -> Weights:
    """Read ``"late=1.1 place_said=.1"``.

    Raises:
        BadRequest: something else, or an unknown name.
    """
    found = {}
    for part in text.split():
        name, _, number = part.partition("=")
        try:
            found[name] = float(number)
        except ValueError as error:
            raise BadRequest(f"{part!r} is no weight of the ranker; write name=number") from error
    return _checked(found)


def written(weights: Weights) -> str:
    """Weights as ``Params.ranker`` holds them."""
    return " ".join(f"{name}={weight:.4g}" for name, weight in sorted(weights.items()))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the program.

    Raises:
        AssetMissing: the file is absent or altered.
    """
    try:
        text = resources.files("assets").joinpath("recall", "ranker.json").read_text("utf-8")
        return _checked({name: float(weight) for name, weight in json.loads(text).items()})
    except (OSError, ValueError, TypeError, AttributeError, ModuleNotFoundError, BadRequest) as error:
        raise AssetMissing(
            f"Recall's weights that came with the program are missing or altered ({error}).",
            "Your vault was not touched.",
            "Install the program again.",
        ) from error


def _checked(weights: dict[str, float]) -> Weights:
    if unknown := weights.keys() - set(ADDENDS) - FEATURES.keys():
        raise BadRequest(f"the ranker has no {', '.join(sorted(unknown))}")
    if not all(np.isfinite(weight) for weight in weights.values()):
        raise BadRequest("the ranker's weights must be finite")
    return MappingProxyType(weights)


def measured(view: View, weights: Weights | None = None) -> dict[str, Floats]:
    """Features by name, each ``(candidates,)``: those with a weight, or all of them."""
    wanted = FEATURES if weights is None else [name for name in FEATURES if weights.get(name)]
    return {name: FEATURES[name](view) for name in wanted}


def numbered_sessions(table: Table, documents: Sequence[Document]) -> NDArray[np.intp]:
    """For each document the number of its session, from 0.

    A turn's session is its conversation and day; a memory belongs to the session that it was told in.
    """
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(_session(table, one), len(numbers)) for one in documents], np.intp)


def _session(table: Table, document: Document) -> object:
    if document.memory is not None:
        for span in document.memory.sources:
            row = table.row(Key(Owner.TURN, span.turn_id))
            if row != NO_ROW:
                return table.document(row).session
        return document.key
    return document.session
