"""The starter voice: memory answers, a small base model ranks what it found and phrases the best of it.

Free talk of a model this small invents things about the user and answers grief with joy, so its own words are
used for pleasantries only, and only when every one of them is a pleasantry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from app.assistant.events import Voice
from app.assistant.intent import Intent, intent_of
from app.assistant.phrases import Say, say
from app.assistant.phrasing import phrased, reranked
from app.assistant.quoting import escaped, excerpt, near_best
from app.assistant.recall_voice import RecallVoice, identity, spoken
from app.assistant.voice import Answering, Asked
from memory_core.models import starter_tasks
from memory_core.text.words import words
from memory_core.types import LanguageModelLike

_PLEASANTRIES = frozenset({Intent.GREETING, Intent.HOW_ARE_YOU, Intent.THANKS, Intent.GOODBYE})
_CHAT = MappingProxyType(
    {
        "en": """User: Good morning!
Mneme: Good morning! How are you today?

User: Thank you so much!
Mneme: You are very welcome!

User: How are you doing?
Mneme: I am fine, thank you! And you?

User: See you tomorrow!
Mneme: See you tomorrow! Take care!

User: {text}
Mneme:""",
        "ru": """Пользователь: Доброе утро!
Мнеме: Доброе утро! Как дела?

Пользователь: Большое спасибо!
Мнеме: Пожалуйста, всегда!

Пользователь: Как поживаете?
Мнеме: Спасибо, всё хорошо! А вы?

Пользователь: До завтра!
Мнеме: До завтра! Всего доброго!

Пользователь: {text}
Мнеме:""",
    }
)
_PLEASANT = frozenset(
    words(
        """good morning afternoon evening day night hello hi there hey how are you today doing i am
        i'm fine thank thanks very well welcome see tomorrow soon later take care bye goodbye have a
        nice great lovely and to hear from much so you're it is was my pleasure glad meet sleep
        tight anytime going
        доброе утро добрый день вечер доброй ночи здравствуйте привет как дела спасибо всё хорошо а вы у вас
        пожалуйста до завтра свидания встречи скорого всего доброго хорошего дня вечера спокойной пока на
        здоровье всегда"""
    )
)
_FAREWELL = frozenset(words("see bye goodbye night tomorrow later soon свидания пока завтра встречи ночи"))


class StarterVoice:
    """Recall mode with a base model's help. ``on_offer`` is called when a bigger model was offered, once."""

    def __init__(
        self, recall: RecallVoice, model: LanguageModelLike, *, on_offer: Callable[[], None] | None = None
    ) -> None:
        self._recall = recall
        self._model = model
        self._name = model.describe().name
        self._on_offer = on_offer

    def answer(self, asked: Asked) -> Answering:
        """Answer one message."""
        intent = intent_of(asked.text, self._recall.is_question)
        if intent in (Intent.QUESTION, Intent.GENERAL):
            said = yield from self._from_memory(intent, asked)
        elif intent in _PLEASANTRIES:
            said = yield from self._pleasantry(intent, asked)
        elif intent is Intent.IDENTITY:
            voice = say(Say.IDENTITY_STARTER, asked.language, model=self._name)
            said = yield from spoken(identity(asked.language, voice))
        else:
            said = yield from self._recall.for_intent(intent, asked)
        return replace(said, model=self._name, voice=Voice.STARTER)

    def _from_memory(self, intent: Intent, asked: Asked) -> Answering:
        items = self._recall.candidates(asked)
        if not items:
            return (yield from self._unknown(intent, asked))
        ranked, scores = reranked(items, asked.text, self._model)
        best = ranked[0]
        value = self._recall.value(best)
        told = None
        if not asked.stopped():
            told = phrased(excerpt(best.text, asked.text), asked.text, value, self._model)
        return (
            yield from self._recall.quoted(near_best(ranked, scores, asked.text), asked, escaped(told or ""))
        )

    def _unknown(self, intent: Intent, asked: Asked) -> Answering:
        if intent is Intent.QUESTION:
            return (yield from spoken(self._recall.unknown(intent, asked)))
        lines = [say(Say.UNKNOWN_STARTER, asked.language)]
        if self._on_offer is not None:
            self._on_offer()
            self._on_offer = None
            lines.append(say(Say.OFFER, asked.language))
        return (yield from spoken("\n\n".join(lines)))

    def _pleasantry(self, intent: Intent, asked: Asked) -> Answering:
        if starter_tasks.taught(self._model.describe()):
            prompt = starter_tasks.pleasantry_prompt(asked.text, asked.language)
        else:
            prompt = _CHAT[asked.language].format(text=" ".join(asked.text.split()))
        sampling = starter_tasks.PLEASANTRY
        text = "".join(piece.text for piece in self._model.complete(prompt, sampling)).strip()
        if pleasant(text, intent):
            return (yield from spoken(text))
        return (yield from self._recall.for_intent(intent, asked))


def pleasant(text: str, intent: Intent) -> bool:
    """Whether every word is a pleasantry, it ends as a sentence does, and it bids farewell
    only in reply to one.
    """
    said = words(text)
    if not 1 <= len(said) <= 12 or text[-1] not in ".!?" or not set(said) <= _PLEASANT:
        return False
    return bool(_FAREWELL & set(said)) == (intent is Intent.GOODBYE)
