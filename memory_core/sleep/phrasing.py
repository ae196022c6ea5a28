"""A schema's sentence in a language model's words, kept only if it says nothing that the user has not said.

The model is asked for one short sentence from the user's own. It is believed as far as it can be checked:
every content word of the answer has the stem of a word of the sources or says how often something happens,
every number stands in them, and it names what repeats. Anything else, and the quotation stays.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from memory_core.errors import MnemeError
from memory_core.sleep.stage import Night
from memory_core.text.language import language
from memory_core.text.sentences import sentences
from memory_core.text.words import STOP, stem, terms, words
from memory_core.types import LanguageModelLike, Message, Role, Sampling

_MOST_WORDS = 25
_LEAST_WORDS = 3
_SHOWN = 6
"""Sentences that the model is shown, the newest."""
_LONGEST = 240
"""Letters of each."""
_SAMPLING = Sampling(max_tokens=64, temperature=0.0, top_k=1, top_p=1.0, stop=("\n",))
_A_LOOK = 0.02
"""Seconds between two looks at whether the night is to stop, while the model answers."""
_HABIT_EN = """\
often usually regularly sometimes frequently repeatedly again each every always mostly once twice daily weekly
monthly day days week weeks month months time times morning mornings evening evenings night nights weekend
weekends monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
fridays saturdays sundays after before during habit tend"""
_HABIT_RU = """\
часто обычно регулярно иногда снова опять каждый каждую каждое каждые всегда раз раза дважды ежедневно
еженедельно день дни дням неделя неделю неделям месяц время утро утром утрам вечер вечером вечерам ночь ночам
выходные выходным понедельник понедельникам вторник вторникам среда среду средам четверг четвергам пятница
пятницу пятницам суббота субботу субботам воскресенье воскресеньям после перед во привычка"""
HABIT: frozenset[str] = frozenset(stem(word) for word in (_HABIT_EN + " " + _HABIT_RU).split())
"""Stems of the words that the model may add: how often, and when."""
_NUMBER = re.compile(r"\d+")
_ASK_EN = """\
Below are sentences that one person said on different days. Write one short sentence that begins with "You" \
and says what this person does or has again and again. Use only their own words and words such as often, \
usually, every. Add nothing else.

Sentences:
"""
_ASK_RU = """\
Ниже предложения, которые один человек сказал в разные дни. Напиши одно короткое предложение, которое \
начинается с «Вы» и говорит, что у этого человека повторяется. Используй только его слова и такие, как \
часто, обычно, каждый. Больше ничего не добавляй.

Предложения:
"""


def phrased(night: Night, told: Sequence[str], theme: str) -> str | None:
    """A sentence about what repeats; None if there is no model for it, or nothing that holds.

    Args:
        night: the night; its model is asked if that has a chat template.
        told: the sources' sentences, the newest first.
        theme: the stem of what repeats.

    Raises:
        Interrupted: the night is to stop; the model was cancelled.
    """
    model = night.model
    if model is None or not model.describe().has_chat_template:
        return None
    spoken = language(told[0])
    shown = "\n".join(f"- {' '.join(one.split())[:_LONGEST]}" for one in told[:_SHOWN])
    try:
        answer = _answer(night, model, (_ASK_RU if spoken == "ru" else _ASK_EN) + shown)
    except MnemeError:
        answer = None  # its process died, or it was taken away: the quotation does
    night.check()
    return None if answer is None or not holds(answer, told, theme, spoken) else answer


def holds(answer: str, told: Sequence[str], theme: str, spoken: str) -> bool:
    """Whether a sentence says nothing that stands in none of these, and is about the theme.

    Args:
        answer: what a model wrote.
        told: the sources' sentences.
        theme: a stem.
        spoken: ``"en"`` or ``"ru"``.
    """
    count = len(words(answer))
    if not _LEAST_WORDS <= count <= _MOST_WORDS or len(sentences(answer)) != 1 or "?" in answer:
        return False
    if language(answer) != spoken:
        return False
    stems = {stem(word) for word in words(answer) if word not in STOP}
    known = {one for text in told for one in terms(text)} | HABIT
    if theme not in stems or not stems <= known:
        return False
    numbers = {found for text in told for found in _NUMBER.findall(text)}
    return set(_NUMBER.findall(answer)) <= numbers


def _answer(night: Night, model: LanguageModelLike, prompt: str) -> str | None:
    """What the model says, None if it was stopped or said too much.

    While it reads the prompt nothing comes, so somebody else looks whether the night is to stop.
    """
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_A_LOOK):
            if night.interrupted():
                model.cancel()
                return

    watcher = threading.Thread(target=watch, name="mneme-night-watch", daemon=True)
    watcher.start()
    said: list[str] = []
    try:
        for piece in model.chat([Message(Role.USER, prompt)], _SAMPLING):
            said.append(piece.text)
            if piece.finish not in (None, "stop"):
                return None
            night.check()
    finally:
        over.set()
        watcher.join()
    return "".join(said).strip() or None
