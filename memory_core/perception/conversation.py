"""What a message means because of what went before it: role play, confirmations, answers, corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from memory_core.perception import cues
from memory_core.perception.questions import is_question_sentence
from memory_core.perception.shapes import numbers, people_and_places
from memory_core.text.sentences import sentences
from memory_core.types import Role, Turn

_SCENE_ENDS = timedelta(hours=6)
"""A scene does not survive a night's sleep."""
_ASKS_TO_CONFIRM = re.compile(
    r"(?:is (?:that|this|it) (?:right|correct|so|still (?:right|correct|true))|(?:,|^) ?(?:right|correct|"
    r"yes|isn'?t (?:it|that so))|did i get "
    r"(?:that|it) right|have i got (?:that|it) right|am i right|(?:все )?(?:верно|правильно|так)|"
    r"я прав\w*|правда|не так ли|да)\?\s*$",
    re.IGNORECASE,
)
_PUT_TO_CONFIRM = re.compile(
    r"^\W*(?:(?:do|did|have) i (?:understand|understood|get|got) (?:it |this |that |you )?(?:right|"
    r"correctly)?[,:]? ?(?:that )?|"
    r"am i right (?:in thinking |to think )?(?:that )?|is it (?:right|correct|true) that |"
    r"(?:правильно|верно) ли я (?:понял[аи]?|помню|понимаю)[,:]? ?(?:что )?|я (?:правильно|"
    r"верно) (?:понял[аи]?|помню|понимаю)[,:]? ?(?:что )?)"
    r"(?P<said>.{8,})\?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_USER = re.compile(
    r"\b(?:you|your|you'?re)\b|(?<!\w)(?:ты|вы|тебя|вас|тебе|вам|тво\w+|ваш\w*)(?!\w)", re.IGNORECASE
)
_GUESSES = re.compile(
    r"\b(?:(?:you|it|they|he|she|that) (?:may|might)|"
    r"perhaps|maybe|probably|seem|guess|i think|would you|could you|should i|shall i|"
    r"want me to)\b|"
    r"(?<!\w)(?:наверн\w+|может быть|кажется|похоже|хочешь|хотите|давай\w*)(?!\w)",
    re.IGNORECASE,
)
_ASKS_FACT = re.compile(
    r"(?:what(?:'s| is| are| was)|which|where|when|who(?:'s| is)|how (?:many|old|long|much|often|"
    r"tall))\b.*\b(?:you|your)\b|"
    r"(?:как(?:ой|ая|ое|ие|ую|ого)?|где|когда|кто|сколько|кем|чем)(?!\w).*(?<!\w)(?:ты|вы|тебя|вас|тебе|"
    r"вам|тво\w+|ваш\w*)(?!\w)",
    re.IGNORECASE,
)
_ASKS_MOOD = re.compile(
    r"how are you|how'?s it going|what'?s up|what would you like|how can i|what do you (?:think|want|"
    r"mean|need|say)|how do you feel|"
    r"how was|как (?:ты|дела|настроение|жизнь|прош)|а (?:у )?т(?:ы|ебя)\?|что (?:думаешь|скажешь|хочешь)|"
    r"чем (?:могу|помочь)",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    r"\bnot (?P<old>[\w:.'-]+(?: [\w:.'-]+)?),? but (?P<new>[\w:.'-]+(?: [A-ZА-Я0-9][\w:.'-]*)?)|"
    r"(?<!\w)не (?P<old2>[\w:.-]+),? а (?P<new2>[\w:.-]+(?: [A-ZА-Я0-9][\w:.-]*)?)|"
    r"(?<!\w)(?P<new3>[\w:.'-]+),? (?:not|а не|не) (?P<old3>[\w:.'-]+)",
    re.IGNORECASE,
)
_SLIP = re.compile(
    r"\W*(?:sorry|oops|whoops|argh|doh|ой|упс|извини|прости|тьфу|блин|опечатка)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?<!\w)(?:понедельник|вторник|сред[ауы]|четверг|"
    r"пятниц[ауы]|суббот[ауы]|"
    r"воскресень[ея])(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Recovered:
    """A statement recovered from its context: its full text, and how sure the recovery is (0..1)."""

    text: str
    confidence: float
    cue: str


def in_scene(turn: Turn, previous: Sequence[Turn]) -> bool:
    """Whether the user speaks in a role at ``turn``: a scene was opened before and has not been closed.

    ``previous`` is the conversation before the turn, oldest first.
    """
    playing = False
    last = turn
    for earlier in previous:
        if earlier.role is not Role.USER or earlier.conversation != turn.conversation:
            continue
        text = cues.fold(earlier.text[:600])
        if playing and (earlier.at - last.at > _SCENE_ENDS or cues.has("role_out", text)):
            playing = False
        if not playing and cues.has("role_in", text):
            playing = True
        last = earlier
    return playing and turn.at - last.at <= _SCENE_ENDS


def _last(previous: Sequence[Turn], turn: Turn, role: Role) -> Turn | None:
    for earlier in reversed(previous):
        if earlier.conversation == turn.conversation and earlier.role is role:
            return earlier
    return None


def _just_before(previous: Sequence[Turn], turn: Turn) -> Turn | None:
    """The assistant's turn directly before this one."""
    last = previous[-1] if previous else None
    return (
        last
        if last is not None and last.role is Role.ASSISTANT and last.conversation == turn.conversation
        else None
    )


def confirmed(turn: Turn, previous: Sequence[Turn]) -> Recovered | None:
    """The assistant's statement that this message says yes to, if it was put as one to confirm."""
    reply = _just_before(previous, turn)
    text = cues.fold(turn.text).strip()
    if reply is None or not cues.has("confirm", text) or cues.has("correction", text) or "?" in text:
        return None
    head = text[: sentences(text)[0][1]]
    if len(head.split()) > 8:
        return None
    spans = sentences(reply.text)
    parts = [reply.text[start:end] for start, end in spans]
    whole = _PUT_TO_CONFIRM.match(parts[-1]) if parts else None
    if whole is not None and _ABOUT_USER.search(cues.fold(whole["said"])):
        return Recovered(f"{whole['said'][0].upper()}{whole['said'][1:]}.", 0.8, "confirmed")
    if not parts or not _ASKS_TO_CONFIRM.search(cues.fold(parts[-1])):
        return None
    statements = [
        part for part in parts if not (part is parts[-1] and len(part.split()) <= 5 and len(parts) > 1)
    ]
    about = [part for part in statements if _ABOUT_USER.search(cues.fold(part)) or people_and_places(part)]
    about = about[-2:]
    if not about or any(_GUESSES.search(cues.fold(part)) for part in about):
        return None
    return Recovered(_as_statement(" ".join(about)), 0.8, "confirmed")


def _as_statement(text: str) -> str:
    """A statement with its tag question cut off."""
    return re.sub(
        r",?\s*(?:right|correct|isn'?t (?:it|that so)|верно|правильно|так|да|не так ли)\?\s*$",
        ".",
        text,
        flags=re.IGNORECASE,
    )


def answered(turn: Turn, previous: Sequence[Turn]) -> Recovered | None:
    """A short answer to the assistant's question for a fact about the user, joined to that question."""
    reply = _just_before(previous, turn)
    if reply is None or len(turn.text.split()) > 8 or is_question_sentence(turn.text):
        return None
    spans = sentences(reply.text)
    if not spans:
        return None
    question = reply.text[spans[-1][0] : spans[-1][1]]
    folded, answer = cues.fold(question), cues.fold(turn.text)
    if not folded.rstrip().endswith("?") or not _ASKS_FACT.search(folded) or _ASKS_MOOD.search(folded):
        return None
    if cues.share("chitchat", answer) > 0.5 or cues.has("joke", answer) or cues.has("momentary", answer):
        return None
    return Recovered(f"{question} — {turn.text.strip()}", 0.85, "answer")


def corrected(turn: Turn, previous: Sequence[Turn]) -> Recovered | None:
    """The user's own last statement with a slip put right ("no wait, 42"): the full statement, corrected.

    Only for a short message that announces a correction and brings a value of a kind that the statement
    before has: a clock time, a weekday, a number or a name.
    """
    text = cues.fold(turn.text)
    mine = _last(previous, turn, Role.USER)
    announced = (
        cues.has("correction", text)
        or _NOT_BUT.search(text)
        or (len(text.split()) <= 6 and _SLIP.match(text))
    )
    if mine is None or len(text.split()) > 14 or not announced:
        return None
    if is_question_sentence(mine.text) or turn.at - mine.at > timedelta(hours=1):
        return None
    swapped = _swap(text, mine.text)
    if swapped is None or swapped == mine.text:
        return None
    return Recovered(swapped, 0.9, "correction")


def _swap(text: str, statement: str) -> str | None:
    """``statement`` with one value replaced by the one that ``text`` brings; None if it is not plain
    which."""
    explicit = _NOT_BUT.search(text)
    if explicit:
        got = {key.rstrip("23"): value for key, value in explicit.groupdict().items() if value}
        at = statement.lower().find(got["old"].lower())
        if at >= 0:
            return statement[:at] + got["new"] + statement[at + len(got["old"]) :]
    for pattern in (_CLOCK, _WEEKDAY):
        new, old = list(pattern.finditer(text)), list(pattern.finditer(statement))
        if new and old:
            if len(old) != 1 and pattern is _CLOCK:
                return None
            return statement[: old[0].start()] + new[-1].group() + statement[old[0].end() :]
    new_numbers, old_numbers = numbers(text), numbers(statement)
    if new_numbers and old_numbers:
        chosen = _same_number(new_numbers[0][2], old_numbers)
        if chosen is None:
            return None
        start, end, _ = new_numbers[0]
        return statement[: chosen[0]] + text[start:end].strip() + statement[chosen[1] :]
    names, old_names = people_and_places(text), people_and_places(statement)
    if len(names) == 1 and len(old_names) == 1 and len(text.split()) <= 6:
        return statement.replace(old_names[0], names[0])
    return None


def _same_number(new: str, old: list[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """Which of the old numbers the new one stands for: the only one, or the only one with the same digits."""
    if len(old) == 1:
        return old[0]
    same = [entry for entry in old if sorted(entry[2]) == sorted(new) or len(entry[2]) == len(new) > 2]
    return same[0] if len(same) == 1 else None
