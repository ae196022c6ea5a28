"""Is it a question? With or without a question mark, English and Russian."""

from __future__ import annotations

import re

from memory_core.perception.cues import fold
from memory_core.text.sentences import sentences

_LEAD = (
    r"^[\s\-–—\"«(]*(?:(?:hey|hi|ok|okay|so|and|but|or|oh|hm+|um+|er+|well|now|nice|cool|right|wait|then|"
    r"also|btw|by the way|please|quick one|"
    r"quick question|question|just wondering|yeah|yes|no|lol|haha|а|и|но|ну|так|слушай|скажи|кстати|"
    r"интересно|вот|еще|или|хм+|ой|эй|"
    r"подскажи|не знаешь|как думаешь)[,.!:…\s]+)*"
)
_SUBJECT = (
    r"(?:i|you|u|he|she|it|we|they|there|this|that|these|those|anyone|anybody|someone|somebody|everyone|"
    r"nobody|people|"
    r"the|my|your|our|his|her|their|its|any|some|all)"
)
_EN = re.compile(
    _LEAD + r"(?:"
    r"(?:what|what'?s|whats|who|who'?s|whose|whom|which|why|where|where'?s|how|how'?s)(?! (?:an? |lovely|"
    r"nice)\w)(?=\W)"
    r"|when(?:'s)? (?:is|are|was|were|do|does|did|will|can|could|should|would|has|have)\b"
    rf"|(?:is|are|was|were|am|do|does|did|can|could|would|will|should|shall|may|might|has|have|had|"
    rf"isn'?t|aren'?t|wasn'?t|don'?t|"
    rf"doesn'?t|didn'?t|won'?t|wouldn'?t|haven'?t|hasn'?t) {_SUBJECT}\b"
    r"|(?:do|does|did|are|is|can) (?!not\b)[a-z]+s? (?:\w+ ?)+$"
    r"|any (?:idea|chance|tips?|ideas|suggestions|recommendations)\b|wonder(?:ing)? (?:if|whether|what|"
    r"how|why)|i wonder\b"
    r"|remind me (?:what|how|who|why|when|where|which)\b"
    r")",
    re.IGNORECASE,
)
_HOW_EXCLAIMS = re.compile(
    r"^\W*(?:how (?:lovely|nice|sweet|kind|awful|sad|funny|cute|annoying|exciting|wonderful)|what an?)\b",
    re.IGNORECASE,
)
_WHAT_STATES = re.compile(
    r"^\W*(?:(?:what|how|where|who|why) (?:i|we|my|matters|really)\b(?!.*\?)(?=.*\b(?:is|are|was|were)\b)|"
    r"what'?s \w+ is\b)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"[, ](?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)n'?t (?:i|you|he|she|"
    r"it|we|they)\W*$|"
    r",? (?:right|correct|eh|innit|yeah|да|верно|правда|так ведь|не так ли|правильно)\?\W*$",
    re.IGNORECASE,
)
_WONDER = re.compile(
    r"\bi wonder\b|(?<!\w)спрашивается\W*$|(?<!\w)интересно,? (?:а )?(?:как|что|где|почему|зачем|сколько|"
    r"кто|когда)",
    re.IGNORECASE,
)
_RU = re.compile(
    _LEAD + r"(?:"
    r"(?:кто|что(?! касается)|что за|где|куда|откуда|почему|зачем|сколько|какой|какая|какое|какие|каким|"
    r"какую|каких|чей|чья|чем|кого|кому|"
    r"о чем|про что|на сколько|насколько|до скольки|во сколько|с кем|у кого)\b"
    r"|как (?!обычно|всегда|раньше|говор|сказа|ты (?:знаешь|помнишь)|я (?:уже )?(?:говор|сказ|упомин)|"
    r"только|же|и |раз |минимум|хорошо|жаль)\w+"
    r"|когда (?:\w+ )?(?:будет|был|была|начина|открыва|выходит|у|ближайш|следующ|день)\w*(?!.*,)"
    r"|(?:не )?(?:знаешь|подскажешь|помнишь|можешь|можно|не мог)\w* (?:ли|как|что|где|какой|мне|ты)\b"
    r"|\w+ ли\b|(?:правда|разве|неужели)\b"
    r")",
    re.IGNORECASE,
)


def is_question_sentence(sentence: str) -> bool:
    """Whether one sentence asks something."""
    text = fold(sentence).strip()
    bare = text.rstrip(")]}\"'»”:;-–— ")
    bare = re.sub(r"[\s:;]*[)(D]+$", "", bare)
    if re.search(r"[, ](?:remember|помнишь)\?$", bare, re.IGNORECASE) and len(bare.split()) > 3:
        return False  # "I'm allergic, remember?" says it again
    if bare.endswith(("?", "?!")) or re.search(r"\?[!?…]*$", bare):
        return True
    if _HOW_EXCLAIMS.match(text) or _WHAT_STATES.match(text):
        return False
    if _TAG.search(bare) or _WONDER.search(bare):
        return True
    return _EN.match(text) is not None or _RU.match(text) is not None


def is_question(text: str) -> bool:
    """Whether a whole message is nothing but a question (or several).

    A message that states something besides ("Any idea for Nora's cake? She eats no eggs.") is not.
    """
    spans = sentences(text)
    if not spans:
        return False
    from memory_core.perception import cues

    asked = False
    for start, end in spans:
        piece = text[start:end]
        if is_question_sentence(piece):
            asked = True
        elif cues.share("chitchat", fold(piece)) < 0.7:
            return False
    return asked
