"""A message becomes candidate facts, without any model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from memory_core.params import Params
from memory_core.perception import blend, conversation, cues, own_words, statements, weight
from memory_core.perception.dates import DateHit
from memory_core.perception.observe import observe
from memory_core.perception.slots import USER, Slot, find_slot
from memory_core.perception.statements import Statement
from memory_core.text.language import language
from memory_core.types import Candidate, MemoryKind, Role, Span, Turn

_TAKES_BACK = 5
"""Words that a sentence which takes back the one before it has at most."""
_MOST_CANDIDATES = 40
"""A very long message gives its most lasting statements only."""


class Perceiver:
    """Finds in a message what may be worth keeping. Stateless: what went before is given to it."""

    def __init__(self, params: Params | None = None) -> None:
        self._params = params or Params()

    def perceive(self, turn: Turn, previous: Sequence[Turn]) -> list[Candidate]:
        """Candidates of a user's turn, in the order of the text; none for other roles and empty texts.

        Statements that do not last are among them too, with a low ``lasting`` and the reason, so that the log
        can say why nothing was kept.

        Args:
            turn: the message.
            previous: the turns before it, oldest first; only those of its conversation are read.
        """
        if turn.role is not Role.USER or not turn.text.strip():
            return []
        text = turn.text[: self._params.max_message_chars]
        before = [earlier for earlier in previous if earlier.conversation == turn.conversation]
        foreign = own_words.foreign(text)
        own = statements.pieces(text, foreign)
        if not own:
            return [self._nothing(turn, text, "foreign")]
        playing = conversation.in_scene(turn, before)
        found: list[Candidate] = []
        whole = cues.fold(text[:600])
        opening = None if cues.has("role_out", whole) else cues.find("role_in", whole)
        for statement in statements.group(text, own):
            folded = cues.fold(statement.text)
            opens = opening is not None and statement.end > opening.start()
            if playing and cues.has("role_out", folded):
                playing = False
            playing = playing or opens
            found.append(self._candidate(turn, statement, playing, foreign, before))
        found = self._in_context(turn, before, self._taken_back(found))
        if len(found) > _MOST_CANDIDATES:
            kept = sorted(found, key=lambda c: -c.lasting)[:_MOST_CANDIDATES]
            found = sorted(kept, key=lambda c: c.span.start)
        return found

    def _taken_back(self, found: list[Candidate]) -> list[Candidate]:
        """What a short "just kidding" takes back with it: the statement before."""
        out = list(found)
        for at in range(1, len(out)):
            alone = out[at].cues.get("retracted") and len(out[at].text.split()) <= _TAKES_BACK
            if not alone or out[at - 1].cues.get("retracted"):
                continue
            seen = {**out[at - 1].cues, "retracted": 1.0, "joke": 1.0}
            reason = blend.reason(seen, self._params.lasting_floor)
            out[at - 1] = replace(out[at - 1], cues=seen, lasting=blend.lasting(seen), reason=reason)
        return out

    def quoted(self, turn: Turn, start: int, end: int, previous: Sequence[Turn]) -> Candidate:
        """The candidate of a range that a language model quoted from a user's turn.

        Its cues are read as ever, so that a question or a joke stays one; ``extracted`` is one cue more.
        """
        text = turn.text[start:end]
        before = [earlier for earlier in previous if earlier.conversation == turn.conversation]
        foreign = own_words.foreign(turn.text[: self._params.max_message_chars])
        around = statements.pieces(turn.text[: self._params.max_message_chars], foreign)
        asks = any(piece.asks and piece.start < end and start < piece.end for piece in around)
        statement = Statement(start, end, text, cues.fold(text), asks=asks)
        found = self._candidate(turn, statement, conversation.in_scene(turn, before), foreign, before)
        return replace(
            found,
            cues={**found.cues, "extracted": 1.0},
            confidence=found.confidence * weight.QUOTED,
            parts={**found.parts, "confidence_quoted": weight.QUOTED},
        )

    def _candidate(
        self,
        turn: Turn,
        statement: Statement,
        playing: bool,
        foreign: list[tuple[int, int]],
        before: Sequence[Turn],
    ) -> Candidate:
        speaker = turn.speaker or USER
        quoted = sum(max(0, min(statement.end, b) - max(statement.start, a)) for a, b in foreign)
        seen, dates, slot = observe(
            statement,
            turn.at,
            speaker,
            outside=quoted / (statement.end - statement.start),
            partners=_partners(before),
        )
        if playing:
            seen["scene"] = 1.0
        if turn.speaker is not None:
            seen["told"] = 1.0
        if before and before[-1].speaker not in (None, turn.speaker) and "?" in before[-1].text[-200:]:
            seen["answers"] = 1.0
        return self._build(
            turn, statement.text, Span(turn.id, statement.start, statement.end), seen, dates, slot
        )

    def _build(
        self,
        turn: Turn,
        text: str,
        span: Span,
        seen: dict[str, float],
        dates: list[DateHit],
        slot: Slot | None,
    ) -> Candidate:
        folded = cues.fold(text)
        event = dates[0].at if dates else None
        matters, sure = weight.importance(seen, folded), weight.confidence(folded)
        return Candidate(
            text=text,
            span=span,
            language=language(text),
            kind=weight.kind(seen, event is not None and event > turn.at),
            lasting=blend.lasting(seen),
            confidence=math.prod(sure.values()),
            importance=weight.together(matters),
            parts={**matters, **sure},
            cues=seen,
            subject=slot.subject if slot else (turn.speaker or USER if seen.get("first_person") else None),
            attribute=slot.attribute if slot else None,
            value=slot.value if slot else None,
            single_valued=slot is not None,
            supersedes_hint=any(seen.get(name) for name in ("change", "correction", "cancel", "resume")),
            cancels=bool(seen.get("cancel")),
            event_date=event,
            valid_from=_valid_from(seen, event, turn.at),
            reason=blend.reason(seen, self._params.lasting_floor),
        )

    def _in_context(self, turn: Turn, before: Sequence[Turn], found: list[Candidate]) -> list[Candidate]:
        """Add what the message means only together with the turns before it."""
        if any(candidate.cues.get("scene") for candidate in found):
            return found
        fixed = conversation.corrected(turn, before)
        if fixed is not None:
            return [self._recovered(turn, fixed)]
        agreed = conversation.confirmed(turn, before)
        if agreed is not None:
            rest = [c for c in found if c.lasting >= self._params.lasting_floor and c.span.start > 0]
            return [self._recovered(turn, agreed), *rest]
        if not any(candidate.lasting >= self._params.lasting_floor for candidate in found):
            answer = conversation.answered(turn, before)
            if answer is not None:
                return [self._recovered(turn, answer)]
        return found

    def _recovered(self, turn: Turn, recovered: conversation.Recovered) -> Candidate:
        whole = Span(turn.id, 0, len(turn.text))
        folded = cues.fold(recovered.text)
        bare = Statement(0, len(recovered.text), recovered.text, folded, asks=False)
        seen, dates, _ = observe(bare, turn.at, turn.speaker or USER)
        for name in (
            "question",
            "second_person",
            "request",
            "venting",
            "joke",
            "momentary",
            "anecdote",
            "thin",
            "no_anchor",
        ):
            seen.pop(name, None)
        seen[recovered.cue] = 1.0
        if recovered.cue == "correction":
            seen["remember"] = max(seen.get("remember", 0.0), 0.6)
        built = self._build(turn, recovered.text, whole, seen, dates, find_slot(folded, turn.speaker or USER))
        return replace(built, confidence=min(built.confidence, recovered.confidence))

    def _nothing(self, turn: Turn, text: str, cue: str) -> Candidate:
        return Candidate(
            text=text[:200],
            span=Span(turn.id, 0, len(text)),
            language=language(text),
            kind=MemoryKind.FACT,
            lasting=0.0,
            confidence=0.0,
            importance=0.0,
            cues={cue: 1.0},
            reason=cue,
        )


def _partners(before: Sequence[Turn]) -> frozenset[str]:
    """Names of those who spoke before."""
    return frozenset(part for turn in before if turn.speaker for part in turn.speaker.split())


def _valid_from(seen: dict[str, float], event: datetime | None, at: datetime) -> datetime | None:
    """When the statement became true: the day it names if that has come, else when it was said."""
    if event is not None and event <= at and seen.get("life_event"):
        return event
    return at
