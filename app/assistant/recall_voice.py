"""Recall mode: memory itself answers, in full sentences, by quotation, without any model."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant import dates
from app.assistant.door import MemoriesLike
from app.assistant.events import Voice
from app.assistant.intent import Intent, IsQuestion, intent_of
from app.assistant.phrases import Say, say
from app.assistant.quoting import escaped, excerpt, listed, near_best, quotes, supporting, told
from app.assistant.voice import Answering, Asked, Spoken, pieces
from memory_core.text.language import Language
from memory_core.types import Item, Memory, Role, Verdict, VerdictKind

_ABOUT = 8
"""Memories in the answer to "what do you know about me"."""
_CANNED = {
    Intent.GREETING: Say.HELLO,
    Intent.HOW_ARE_YOU: Say.HOW_ARE_YOU,
    Intent.THANKS: Say.THANKS,
    Intent.GOODBYE: Say.GOODBYE,
    Intent.HELP: Say.HELP,
}


class RecallVoice:
    """Answers from what recall found, and from the rules of :mod:`app.assistant.intent`."""

    def __init__(self, memories: MemoriesLike, is_question: IsQuestion) -> None:
        self._memories = memories
        self.is_question = is_question

    def answer(self, asked: Asked) -> Answering:
        """Answer one message; every sentence comes from the table of phrases or is a quotation."""
        return (yield from self.for_intent(intent_of(asked.text, self.is_question), asked))

    def for_intent(self, intent: Intent, asked: Asked) -> Answering:
        """Answer a message whose intent is known."""
        if intent in (Intent.QUESTION, Intent.GENERAL):
            items = self.candidates(asked)
            if not items:
                return (yield from spoken(self.unknown(intent, asked)))
            return (
                yield from self.quoted(near_best(items, [item.score for item in items], asked.text), asked)
            )
        if intent is Intent.ABOUT_ME:
            return (yield from self._about_me(asked))
        if intent is Intent.STATEMENT:
            return (yield from spoken(self.acknowledged(asked)))
        if intent is Intent.TODAY:
            date = dates.day_and_weekday(asked.at, asked.language)
            return (yield from spoken(say(Say.TODAY, asked.language, date=date)))
        if intent is Intent.IDENTITY:
            return (yield from spoken(identity(asked.language, say(Say.IDENTITY_RECALL, asked.language))))
        return (yield from spoken(say(_CANNED[intent], asked.language)))

    def candidates(self, asked: Asked) -> tuple[Item, ...]:
        """What may be quoted in answer to a question; nothing when support is under the floor."""
        return supporting(asked.found, asked.turn_id, self.is_question) if asked.known else ()

    def value(self, item: Item) -> str | None:
        """The value of the memory behind an item, where perception understood one."""
        return None if item.memory_id is None else self._memories.get(item.memory_id).value

    def quoted(self, items: Sequence[Item], asked: Asked, before: str = "") -> Answering:
        """Quote the items, after words of a voice that phrased the first."""
        lines = [before] if before else []
        lines += [
            told(quote, asked.language, again=place > 0)
            for place, quote in enumerate(quotes(items, asked.text))
        ]
        return (yield from spoken("\n\n".join(lines), used=tuple(items)))

    def unknown(self, intent: Intent, asked: Asked) -> str:
        """The admission that memory does not know."""
        name = Say.UNKNOWN if intent is Intent.QUESTION else Say.UNKNOWN_GENERAL
        return say(name, asked.language)

    def acknowledged(self, asked: Asked) -> str:
        """What to say to a statement: only what the gate has really decided is claimed."""
        if asked.turn_id is None:
            return say(Say.OFF_RECORD, asked.language)
        return acknowledgement(asked.verdicts() or (), asked.language)

    def _about_me(self, asked: Asked) -> Answering:
        memories = sorted(
            self._memories.find("active", limit=200),
            key=lambda memory: (memory.pinned, memory.importance, memory.learnt_at),
            reverse=True,
        )[:_ABOUT]
        items = tuple(as_item(memory) for memory in memories)
        if not items:
            return (yield from spoken(say(Say.ABOUT_YOU_EMPTY, asked.language)))
        lines = [say(Say.ABOUT_YOU, asked.language), "", *(listed(item, asked.language) for item in items)]
        return (yield from spoken("\n".join(lines), used=items))


def acknowledgement(verdicts: Sequence[Verdict], language: Language) -> str:
    """What was kept of a statement, in the user's words."""
    kept = [verdict.text for verdict in verdicts if verdict.kind is VerdictKind.ADMIT]
    replaced = [verdict.text for verdict in verdicts if verdict.kind is VerdictKind.SUPERSEDE]
    lines = []
    if len(kept) == 1:
        lines.append(say(Say.KEPT, language, text=_shown(kept[0])))
    elif kept:
        mark = ("«", "»") if language == "ru" else ("“", "”")
        lines.append(say(Say.KEPT_SEVERAL, language))
        lines.append("\n".join(f"- {mark[0]}{_shown(text)}{mark[1]}" for text in kept))
    lines += [say(Say.REPLACED, language, text=_shown(text)) for text in replaced]
    if lines:
        return "\n\n".join(lines)
    known = any(verdict.kind is VerdictKind.REINFORCE for verdict in verdicts)
    return say(Say.KNOWN if known else Say.DIARY, language)


def identity(language: Language, voice: str) -> str:
    """What the assistant says that it is, with a sentence about its voice, and how to use it."""
    return "\n\n".join((say(Say.IDENTITY, language), voice, say(Say.HELP, language)))


def spoken(text: str, used: tuple[Item, ...] = ()) -> Answering:
    """Stream a text that is ready."""
    yield from pieces(text)
    return Spoken(text=text, used=used, considered=used, voice=Voice.RECALL)


def as_item(memory: Memory) -> Item:
    """A memory as an item that an answer used."""
    return Item(
        id=f"memory:{memory.id}",
        text=memory.text,
        kind=memory.kind.value,
        score=memory.importance,
        parts={"importance": memory.importance},
        tier=memory.tier,
        memory_id=memory.id,
        sources=memory.sources,
        external_ids=(),
        at=memory.learnt_at,
        valid_from=memory.valid_from,
        valid_to=memory.valid_to,
        event_date=memory.event_date,
        role=Role.USER,
    )


def _shown(text: str) -> str:
    return escaped(excerpt(text, text))
