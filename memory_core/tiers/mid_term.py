"""Mid-term memory: segments, stretches of pages about one thing, with the heat that decides where they go.

MemoryOS (Kang et al. 2025) with three faults left out: a page joins the one segment that fits best, not every
one that fits; who leaves is the coldest, not the least used; and a segment ends where an event ends (EM-LLM,
Fountas et al. 2024), so that two mornings do not become one for being alike.

The published threshold, F > .6, is one for an embedder whose raw cosines lie high for anything. Ours are
calibrated: unrelated texts lie near 0 and pages next to each other in a chat between .3 and .65, so .6 would
cut most conversations into single pages. On dialogues that are not part of the project, pages of one evening
of talk lie around .4 whatever they are about and those next to each other around .5. So a page joins any
segment of its conversation from .35 on, and that of the page before it unless it is about something else
altogether (.15). With the ends of events that gives four to six pages for the segment of a usual page.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from memory_core.params import Params
from memory_core.plasticity.learner import GAP
from memory_core.store.segments import SegmentRow
from memory_core.types import Page, Vector


@dataclass(frozen=True, slots=True)
class Gist:
    """What a page or a segment is about: a calibrated unit vector and the stems of its content words."""

    vector: Vector
    keywords: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenSegment:
    """A segment that pages may still join. ``last`` is the time of its last page."""

    id: int
    gist: Gist
    last: datetime


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """Shared keywords over all keywords, 0..1; 0 without any."""
    every = len({*one, *other})
    return len({*one} & {*other}) / every if every else 0.0


def likeness(page: Gist, segment: Gist) -> float:
    """``F = cos(e_s, e_p) + Jaccard(K_s, K_p)`` (MemoryOS, equation 1), -1..2."""
    return float(page.vector @ segment.vector) + jaccard(page.keywords, segment.keywords)


def gist_of(pages: Sequence[Gist]) -> Gist:
    """What several pages are about together: their mean direction, and the keywords of half of them or, in a
    short segment, of any.

    Raises:
        ValueError: there are no pages.
    """
    if not pages:
        raise ValueError("a segment has pages")
    mean = np.mean([page.vector for page in pages], axis=0)
    length = float(np.linalg.norm(mean))
    counts: dict[str, int] = {}
    for page in pages:
        for word in page.keywords:
            counts[word] = counts.get(word, 0) + 1
    least = 1 if len(pages) < _SEVERAL else 2
    kept = frozenset(word for word, count in counts.items() if count >= least)
    return Gist((mean / max(length, 1e-12)).astype(np.float32), kept)


_SEVERAL = 4
"""From so many pages on a keyword must stand in two of them."""


def ends(segment: OpenSegment, page: Page) -> bool:
    """Whether an event ended between a segment's last page and this one: a surprise, or a long silence."""
    return page.boundary or abs(page.at - segment.last) > GAP


def is_over(last: datetime, now: datetime) -> bool:
    """Whether the silence since a segment's last page ends it."""
    return now - last > GAP


def choose(
    page: Gist, segments: Sequence[OpenSegment], params: Params, latest: int | None = None
) -> int | None:
    """The one segment that a page joins, None for a new one; of equally good ones the older.

    Args:
        page: what the page is about.
        segments: those that it may join.
        params: ``join_floor`` and ``stay_bonus`` are used.
        latest: the segment of the page before it in its conversation: what is said next to each other belongs
            together unless it is about something else (EM-LLM's contiguity), so that one is nearer.
    """

    def near(one: OpenSegment) -> float:
        return likeness(page, one.gist) + (params.stay_bonus if one.id == latest else 0.0)

    best = max(segments, key=lambda one: (near(one), -one.id), default=None)
    return best.id if best is not None and near(best) > params.join_floor else None


def heat(row: SegmentRow, now: datetime, params: Params) -> float:
    """``H = visits + pages + exp(-dt / tau)`` (MemoryOS, equation 4, with weights 1 as published).

    ``dt`` is the time since the last visit, never negative; ``tau`` is ``params.heat_hours``.
    """
    since = max(timedelta(), now - row.last_visit) / timedelta(hours=params.heat_hours)
    return row.visits + row.pages + math.exp(-since)


def is_hot(row: SegmentRow, now: datetime, params: Params) -> bool:
    """Whether a segment is to be promoted: hot, and with pages that no promotion has counted yet."""
    return row.pages > 0 and heat(row, now, params) >= params.heat_promotes


def coldest(rows: Sequence[SegmentRow], now: datetime, params: Params) -> list[SegmentRow]:
    """Segments beyond the capacity, the coldest first; of equally cold ones the older."""
    over = max(0, len(rows) - params.mid_segments)
    return sorted(rows, key=lambda row: (heat(row, now, params), row.memory_id))[:over]


def overview(rows: Sequence[SegmentRow], now: datetime, params: Params) -> Mapping[int, float]:
    """The heat of each segment by its memory's id."""
    return {row.memory_id: heat(row, now, params) for row in rows}
