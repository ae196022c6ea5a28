"""Spreading activation: what the question does not resemble, but what it names leads to.

"What does my sister's husband do?" resembles nothing that is told of Oleg. The sister is Ann, Ann's husband
is Oleg: activation runs from what the question names through documents that say one of its relations to whom
those name besides, and what is told of them gets a part of its own. Collins and Loftus (1975), "A
Spreading-Activation Theory of Semantic Processing"; the fan as in Anderson (1983). A bounded number of steps
over a bounded number of documents, whatever the memory holds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from memory_core.params import Params
from memory_core.perception.aliases import OWNING, is_known_role, nominative
from memory_core.recall.aliases import NOTHING as NO_EXPANSION
from memory_core.recall.aliases import STRONG, Aliases, Expansion
from memory_core.recall.completion import likeness
from memory_core.recall.documents import Key, Owner
from memory_core.recall.graph import Link, Names, name_key, names_in, own_role
from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.text.words import STOP, spans, stem, terms, words
from memory_core.types import Vector

Floats = NDArray[np.float32]
Fit = Callable[[Rows], Floats]
"""How well some rows fit a question by themselves, on the formula's scale."""

STEPS = 3
"""Hops from what the question names: the husband of the sister's friend is three away."""
_FRONTIER = 6
"""Names that activation goes on from in one step: the most active ones."""
_DOCUMENTS = 24
"""Documents of one name that activation reaches: those most like the question."""
_FAN = 4096
"""A name in so many documents says nothing."""
_STEP = 0.9
"""What is left of activation after one step."""
_LOOSE = 0.6
"""Share that passes through a document that shares words with the question, but says no relation of it."""
_LINKED_FROM = 3
"""First candidates whose links are followed."""
_READINGS = 2
"""Further readings of a question at most: each costs one pass of the embedder."""
_MOST_ROWS = 60
"""Rows that spreading, and completion, may reach each."""
_TURNS = 2
"""First candidates that ask, of which the next turn is completed."""
_AFTER = 0.5
"""What the completion of a turn is worth, against that of a name."""
_LINK = 0.3
"""Share of a first candidate's activation that its strongest link passes on."""


@dataclass(frozen=True, slots=True)
class Activation:
    """What a question activates.

    ``rows`` are documents with their ``values`` in 0..1. ``nodes`` are the names reached, with how active
    they are; those that the question names itself have 1.
    """

    rows: Rows
    values: Floats
    nodes: Mapping[str, float]

    def at(self, rows: Rows) -> Floats:
        """The activation of some rows, 0 for those that nothing reached."""
        known = dict(zip(self.rows.tolist(), self.values.tolist(), strict=True))
        return np.array([known.get(row, 0.0) for row in rows.tolist()], np.float32)


NOTHING = Activation(np.zeros(0, np.intp), np.zeros(0, np.float32), {})


@dataclass(frozen=True, slots=True)
class Reached:
    """What a question leads to: ``rows``, by ``spread`` over names and links and by completion
    (``associative``), each 0..1.
    """

    rows: Rows
    spread: Floats
    associative: Floats

    def parts(self, rows: Rows) -> tuple[Floats, Floats]:
        """Both activations of some rows, 0 for those that nothing reached."""
        at = np.searchsorted(self.rows, rows)
        at[at == len(self.rows)] = 0
        known = self.rows[at] == rows if len(self.rows) else np.zeros(len(rows), np.bool_)
        if not len(self.rows):
            return np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
        return np.where(known, self.spread[at], 0), np.where(known, self.associative[at], 0)


def reach(
    table: Table,
    question: str,
    vector: Vector,
    candidates: Rows,
    fit: Fit,
    allowed: NDArray[np.bool_],
    params: Params,
) -> Reached:
    """What a question leads to besides what it resembles, candidates and others; a bounded number of rows.

    Args:
        table: the index, held still.
        question: its text.
        vector: its calibrated sentence vector.
        candidates: rows that fit the question by themselves.
        fit: how well rows fit it by themselves.
        allowed: rows that may answer ``(all rows,)``; nothing else is reached or passed through.
        params: ``without`` may name "spread" and "associative".
    """
    active = NOTHING
    if not params.lacks("spread"):
        active = spread(table, question, candidates, fit, allowed, params.association_half_life)
    completed = NOTHING
    if not params.lacks("associative"):
        # What the question itself names is found by its words; completing it would only prefer those.
        asked = named_by(table, question)[1]
        led_to = {node: value for node, value in active.nodes.items() if node not in asked}
        completed = complete(table, led_to, vector, candidates, fit, allowed)
    rows = np.union1d(_most_active(active), _most_active(completed)).astype(np.intp)
    return Reached(rows, active.at(rows), completed.at(rows))


def complete(
    table: Table,
    nodes: Mapping[str, float],
    vector: Vector,
    candidates: Rows,
    fit: Fit,
    allowed: NDArray[np.bool_],
) -> Activation:
    """What names and the best turns complete to (``completion``), as activation of rows.

    Args:
        table: the index, held still.
        nodes: names, and how active they are.
        vector: the question's calibrated sentence vector.
        candidates: rows that fit the question by themselves.
        fit: how well rows fit it by themselves.
        allowed: rows that may answer ``(all rows,)``.
    """
    found: defaultdict[int, float] = defaultdict(float)
    for name, completed, sure in table.completions.about(nodes, vector):
        rows = np.array(_rows(table, table.graph.documents(name), fit, allowed), np.intp)
        for row, like in zip(rows.tolist(), likeness(table.vectors[rows], completed).tolist(), strict=True):
            found[row] = max(found[row], sure * like)
    # A question that was asked completes to what was said next; after a statement comes anything.
    asking = [row for row in candidates.tolist() if table.document(row).asks]
    turns = np.array(asking, np.intp)
    if len(turns):
        fits = fit(turns)
        order = np.argsort(-fits, kind="stable")[:_TURNS]
        top = float(fits[order[0]])
        for at in order:
            if top <= 0 or (share := float(fits[at]) / top) <= 0:
                continue
            after = int(table.after[turns[at]])
            for completed, sure in table.completions.after(table.vectors[turns[at]]):
                rows = np.union1d(candidates, [] if after == NO_ROW or not allowed[after] else [after])
                rows = rows.astype(np.intp)
                likely = likeness(table.vectors[rows], completed)
                for place in np.flatnonzero(likely):
                    row = int(rows[place])
                    found[row] = max(found[row], _AFTER * share * sure * float(likely[place]))
    if not found:
        return NOTHING
    rows = np.array(sorted(found), np.intp)
    return Activation(rows, np.array([found[int(row)] for row in rows], np.float32), nodes)


def _most_active(active: Activation) -> Rows:
    if len(active.rows) <= _MOST_ROWS:
        return active.rows
    return active.rows[np.lexsort((active.rows, -active.values))[:_MOST_ROWS]]


@dataclass(slots=True)
class _Node:
    """A name that was reached: how active, by which of the question's relations and through what."""

    activation: float
    said: frozenset[str]
    through: set[int] = field(default_factory=set)


def spread(
    table: Table,
    question: str,
    candidates: Rows,
    fit: Fit,
    allowed: NDArray[np.bool_],
    half_life_days: float,
) -> Activation:
    """Let a question's names activate what they lead to.

    Args:
        table: the index, held still.
        question: its text.
        candidates: rows that fit the question by themselves; the links of the best memories are followed.
        fit: how well rows fit it by themselves: of a name's many documents the best count.
        allowed: rows that may answer ``(all rows,)``; nothing passes through any other.
        half_life_days: how long links between memories take to lose half of their weight.
    """
    found: defaultdict[int, float] = defaultdict(float)
    nodes = _over_names(table, question, fit, allowed, found)
    _over_links(table, candidates, fit, allowed, half_life_days, found)
    if not found:
        return Activation(NOTHING.rows, NOTHING.values, nodes)
    rows = np.array(sorted(found), np.intp)
    return Activation(rows, np.array([found[int(row)] for row in rows], np.float32), nodes)


def read_on(
    table: Table, question: str, other: Expansion, allowed: Callable[[], NDArray[np.bool_]], params: Params
) -> Expansion:
    """A question by other names (``other``), first by that of whom its chain of relations leads to.

    Args:
        table: the index, held still.
        question: its text.
        other: its readings by the other names of those that it names.
        allowed: gives the rows that may answer ``(all rows,)``; asked only for a question with a chain.
        params: ``without`` may name "spread".
    """
    if params.lacks("spread") or not names_in(question).others:
        return other
    chain = follow(table, question, allowed())
    if not chain.readings:
        return other
    readings = (*chain.readings, *other.readings)[: max(_READINGS, len(other.readings))]
    both = {
        one: {**other.alternatives.get(one, {}), **chain.alternatives.get(one, {})}
        for one in {**other.alternatives, **chain.alternatives}
    }
    return Expansion(readings, both)


def follow(table: Table, question: str, allowed: NDArray[np.bool_]) -> Expansion:
    """A question about somebody's somebody, asked by that one's own name: "my sister's husband" is Oleg.

    Nothing unless every relation that the question says was told, and they lead to one name.

    Args:
        table: the index, held still.
        question: its text.
        allowed: rows that may answer ``(all rows,)``; what they do not say is not known.
    """
    names, asked = named_by(table, question)
    if not asked or not names.others:
        return NO_EXPANSION
    latest = _walk(table, question, names, asked, lambda rows: rows.astype(np.float32), allowed)
    ends = {
        node: here
        for node, here in latest.items()
        if node not in asked and here.said == names.others and not node.startswith("=")
    }
    place = _place_of_chain(question, asked)
    if not ends or place is None:
        return NO_EXPANSION
    best = max(ends, key=lambda one: (ends[one].activation, max(ends[one].through), one))
    shown = _as_written(table, best, ends[best].through)
    if shown is None:
        return NO_EXPANSION
    start, end, said = place
    possessive = "'s" if question[start:end].endswith(("'s", "’s")) else ""
    told = stem(shown)
    reading = question[:start] + shown + possessive + question[end:]
    return Expansion(((reading, STRONG),), {one: {told: STRONG} for one in said if one != told})


def _place_of_chain(question: str, asked: Collection[str]) -> tuple[int, int, list[str]] | None:
    """Where a question says whose somebody it asks about ("my sister's husband"), and the stems that do."""
    run: list[tuple[int, int, str]] = []
    best: list[tuple[int, int, str]] = []
    for one in spans(question):
        start, end, word = one
        name = name_key(question[start:end])
        telling = is_known_role(word) or (name in asked and question[start].isupper())
        if telling or word in OWNING or (run and word in ("of", "the")) or (not run and word == "the"):
            run.append(one)
        else:
            run = []
        if telling and _roles(run) > _roles(best):
            best = list(run)
    if not _roles(best):
        return None
    return best[0][0], best[-1][1], [stem(word) for _, _, word in best if word not in STOP]


def _roles(run: Iterable[tuple[int, int, str]]) -> int:
    said = [word for _, _, word in run if word not in STOP and word not in OWNING]
    return len(said) if any(is_known_role(word) for word in said) else 0


def _as_written(table: Table, node: str, rows: Iterable[int]) -> str | None:
    """A name as documents write it, a Russian one in the nominative if it is a usual one."""
    for row in sorted(rows):
        text = table.document(row).text
        for start, end, word in spans(text):
            if text[start].isupper() and name_key(text[start:end]) == node:
                return nominative(text[start : min(end, start + len(word))])
    return None


def named_by(table: Table, question: str) -> tuple[Names, dict[str, float]]:
    """What a question names, and the graph's nodes for it; other names of the same a little weaker."""
    names = names_in(question)
    graph = table.graph
    asked = {one: 1.0 for one in names.opening if graph.is_name(one)}
    asked |= {one: 1.0 for one in names.sure | names.own if graph.is_name(one, surely=True)}
    if not names.sure and question[:1].islower():  # typed in haste
        asked |= {one: 1.0 for one in map(name_key, words(question)) if graph.is_name(one)}
    for one in _same(table.aliases, set(asked) | names.own):
        if graph.is_name(one):
            asked.setdefault(one, 0.95)
    return names, asked


def _same(aliases: Aliases, asked: Iterable[str]) -> list[str]:
    """Other keys of the people and things that some keys name."""
    sought = set(asked)
    if not sought:
        return []
    out: list[str] = []
    for entity in aliases.entities():
        keys = {name_key(name.split()[0]) for name in entity.names if name.split()}
        roles = {own_role(role.key) for role in entity.roles}
        if keys & sought or roles & sought:
            out += sorted((keys | roles) - sought)
    return out


def _over_names(
    table: Table, question: str, fit: Fit, allowed: NDArray[np.bool_], found: defaultdict[int, float]
) -> dict[str, float]:
    names, asked = named_by(table, question)
    if not asked:
        return {}
    reached = _walk(table, question, names, asked, fit, allowed)
    graph, wanted = table.graph, names.others
    for node, here in reached.items():
        if node in asked:
            continue
        # A chain of which a part was not found leads astray.
        whole = (len(here.said & wanted) / len(wanted)) ** 2 if wanted else 1.0
        value = here.activation * whole * _fan(len(graph.documents(node)))
        for row in _rows(table, graph.documents(node), fit, allowed):
            if row not in here.through:
                found[row] = max(found[row], value)
    return {node: one.activation for node, one in reached.items()}


def _walk(
    table: Table,
    question: str,
    names: Names,
    asked: Mapping[str, float],
    fit: Fit,
    allowed: NDArray[np.bool_],
) -> dict[str, _Node]:
    """The names that those of a question lead to, step by step; itself included."""
    graph, wanted = table.graph, names.others
    content = _content(table, question, asked)
    reached = {node: _Node(value, frozenset()) for node, value in asked.items()}
    frontier = dict(reached)
    for _ in range(STEPS):
        ahead: dict[str, _Node] = {}
        for node in sorted(frontier, key=lambda one: (-frontier[one].activation, one))[:_FRONTIER]:
            here = frontier[node]
            for row, passed, said in _bridges(table, node, here, wanted, content, fit, allowed):
                for far in graph.nodes(table.document(row).key):
                    if far in reached:
                        if far not in asked:
                            reached[far].through.add(row)
                        continue
                    there = ahead.setdefault(far, _Node(0.0, frozenset()))
                    there.through.add(row)
                    if passed > there.activation:
                        there.activation, there.said = passed, said
        reached |= ahead
        frontier = ahead
        if not frontier:
            break
    return reached


def _bridges(
    table: Table,
    node: str,
    here: _Node,
    wanted: frozenset[str],
    content: Mapping[str, float],
    fit: Fit,
    allowed: NDArray[np.bool_],
) -> Iterable[tuple[int, float, frozenset[str]]]:
    """Documents of a name through which activation passes: the row, how much, the relations said by then."""
    graph = table.graph
    there = graph.documents(node)
    open_relations = sorted(wanted - here.said)
    for relation in open_relations:
        saying = there & graph.mentioning(relation)
        fan = _fan(len(saying))
        for row in _rows(table, saying, fit, allowed):
            yield row, here.activation * _STEP * fan, here.said | {relation}
    if wanted or not content:
        return
    fan = _fan(len(there))
    for row in _rows(table, there, fit, allowed):
        share = sum(content.get(one, 0.0) for one in set(table.document(row).stems))
        if share > 0:
            yield row, here.activation * _STEP * fan * _LOOSE * min(1.0, share), here.said


def _content(table: Table, question: str, asked: Iterable[str]) -> dict[str, float]:
    """The question's other words, each with its share of all that they tell (by idf)."""
    out = {
        one: table.lexicon.idf(one)
        for one in dict.fromkeys(terms(question))
        if one not in asked and table.lexicon.frequency(one)
    }
    total = sum(out.values())
    return {one: idf / total for one, idf in out.items()} if total else {}


def _rows(table: Table, keys: set[Key], fit: Fit, allowed: NDArray[np.bool_]) -> list[int]:
    """The rows of some documents, those only that fit best if they are many."""
    if len(keys) > _FAN:
        return []
    rows = np.array([row for row in map(table.row, keys) if row != NO_ROW and allowed[row]], np.intp)
    if len(rows) > _DOCUMENTS:
        rows = rows[np.lexsort((rows, -fit(rows)))[:_DOCUMENTS]]
    return sorted(int(row) for row in rows)


def _fan(count: int) -> float:
    """What each of so many documents gets: ``1 - ln n / ln n_max``."""
    return max(0.0, 1.0 - math.log(count) / math.log(_FAN)) if count else 0.0


def _over_links(
    table: Table,
    candidates: Rows,
    fit: Fit,
    allowed: NDArray[np.bool_],
    half_life_days: float,
    found: defaultdict[int, float],
) -> None:
    """Pass activation from the best memories to those that are linked with them."""
    graph = table.graph
    memories = candidates[table.memories[candidates]]
    if not graph.linked or not len(memories):
        return
    newest = graph.newest()
    fits = fit(memories)
    order = np.argsort(-fits, kind="stable")[:_LINKED_FROM]
    top = float(fits[order[0]])
    for at in order:
        links = graph.links(table.document(int(memories[at])).key.id)
        share = max(0.0, float(fits[at]) / top) if top > 0 else 0.0
        weights = {other: _weight(link, newest, half_life_days) for other, link in links.items()}
        fan = max(1.0, sum(weights.values()))
        for other, weight in weights.items():
            far = table.row(Key(Owner.MEMORY, other))
            if far != NO_ROW and allowed[far]:
                found[far] = max(found[far], _LINK * share * weight / fan)


def _weight(link: Link, newest: datetime | None, half_life_days: float) -> float:
    weight, at = link
    if at is None or newest is None:
        return weight
    return float(weight * 0.5 ** (max(0.0, (newest - at).total_seconds()) / (86_400 * half_life_days)))
