"""One place for one thing: a memory and the turn that it comes from do not crowd each other out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.rank import STANDING, Ranked
from memory_core.recall.table import NO_ROW, Table

MOST = 0.6
"""Share of one text's different words that another must hold to stand for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A turn that a memory comes from, at place ``at`` among the candidates.

    ``holds`` is the share of the turn's words that stand in the memory, ``says`` the share of the memory's
    words that stand in the turn.
    """

    turn: Document
    holds: float
    says: float
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """One document in the answer.

    ``at`` is its place among the candidates; a memory's score leans on the turn ``lean`` by the share of the
    turn's words that it holds. ``external_ids`` name the turns that it stands for or was said in, best first.
    """

    document: Document
    at: int
    lean: Told | None
    score: float
    external_ids: tuple[str, ...]


def places(table: Table, ranked: Ranked, include_turns: bool) -> list[Place]:
    """The ranking with one place for each thing, best first.

    A memory was said in a dialogue that its own text has lost, so its score leans on its turn's: by the
    share of the turn's words that it holds. Holding most of them it stands for the turn, which has no place
    of its own. A turn that said the same in other words keeps its own place.

    Args:
        table: the index, held still.
        ranked: candidates, best first.
        include_turns: whether plain turns have places.
    """
    position = {int(row): at for at, row in enumerate(ranked.rows)}
    documents = [table.document(row) for row in position]
    out: list[Place] = []
    stood_for: set[Key] = set()
    for at, document in enumerate(documents):
        if document.memory is None:
            continue
        told = _told(table, position, document)
        saying = [one for one in told if one.says >= MOST] or told
        stood_for.update(one.turn.key for one in saying if one.holds >= MOST)
        shown = sorted(saying if include_turns else told, key=lambda one: -float(ranked.score[one.at]))
        names = tuple(dict.fromkeys(name for one in shown for name in one.turn.external_ids))
        lean = max(saying, key=lambda one: float(ranked.score[one.at]), default=None)
        out.append(Place(document, at, lean, _score(ranked, at, lean), names or document.external_ids))
    if include_turns:
        out += [
            Place(document, at, None, float(ranked.score[at]), document.external_ids)
            for at, document in enumerate(documents)
            if document.memory is None and document.key not in stood_for
        ]
    return sorted(out, key=lambda place: (-round(place.score, 5), place.document.key))


def parts_of(ranked: Ranked, place: Place) -> dict[str, float]:
    """The addends of a place's score by name."""
    own = {name: float(part[place.at]) for name, part in ranked.parts.items()}
    if place.lean is None:
        return own
    holds, at = place.lean.holds, place.lean.at
    leaning = {name: (1 - holds) * own[name] + holds * float(part[at]) for name, part in ranked.parts.items()}
    return leaning | {STANDING: own[STANDING]}


def _score(ranked: Ranked, at: int, lean: Told | None) -> float:
    """The sum of ``parts_of``, without taking it apart."""
    own = float(ranked.score[at])
    if lean is None:
        return own
    standing = ranked.parts[STANDING]
    kept = float(standing[at] - standing[lean.at])
    return (1 - lean.holds) * own + lean.holds * (float(ranked.score[lean.at]) + kept)


def _told(table: Table, position: Mapping[int, int], document: Document) -> list[Told]:
    """The turns that a memory comes from, as far as they are candidates."""
    out = []
    for row in dict.fromkeys(table.row(Key(Owner.TURN, span.turn_id)) for span in document.spans):
        at = position.get(row, NO_ROW)
        if at != NO_ROW:
            turn = table.document(row)
            holds, says = _share(document.stems, turn.stems), _share(turn.stems, document.stems)
            out.append(Told(turn, holds, says, at))
    return out


def _share(part: Sequence[str], whole: Sequence[str]) -> float:
    """Share of the different words of ``whole`` that stand in ``part`` too; 1 for a text without words."""
    wanted = set(whole)
    return len(wanted & set(part)) / len(wanted) if wanted else 1.0
