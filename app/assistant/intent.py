"""What kind of message this is, by rules in both languages: who should answer it and from what."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

IsQuestion = Callable[[str], bool]


class Intent(StrEnum):
    """What the user wants with a message."""

    GREETING = "greeting"
    HOW_ARE_YOU = "how_are_you"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    IDENTITY = "identity"
    HELP = "help"
    ABOUT_ME = "about_me"
    TODAY = "today"
    QUESTION = "question"
    """About the user's own life, or about anything that was said."""
    GENERAL = "general"
    """A question that names nobody of the user's: memory may know, the world's knowledge is not ours."""
    STATEMENT = "statement"


_END = r"[\s,.!?…:;)\-–—~👋🙂😊]*$"
_START = r"^[\s\-–—(]*"
_NAME = r"(?:[\s,]+(?:mneme|мнема|мнеме|there|again|everyone|all|всем|ещё раз|снова))?"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(_START + "(?:" + pattern + ")" + _NAME + _END, re.IGNORECASE)


_GREETING = (
    r"hi+|hello+|hey+|yo|howdy|good (?:morning|afternoon|evening|day)|morning|evening|greetings"
    r"|привет(?:ик|ствую)?|здравствуй(?:те)?|доброе утро|добрый (?:день|вечер)"
    r"|доброго (?:дня|утра|вечера)|хай|салют"
)
_HOW = (
    r"how(?:'s| is| are) (?:you|things|it going|life)(?: (?:doing|today|going))*|how do you do"
    r"|what'?s up|sup"
    r"|как (?:ты|вы|дела|жизнь|поживае(?:шь|те)|оно|сам|сама)(?: (?:сегодня|поживае(?:шь|те)))?"
    r"|как твои дела"
    r"|как ваши дела|что нового"
)
_SMALL: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (Intent.GREETING, _whole(_GREETING)),
    (Intent.HOW_ARE_YOU, _whole(rf"(?:(?:{_GREETING})[\s,.!]+)?(?:{_HOW})")),
    (
        Intent.THANKS,
        _whole(
            r"(?:(?:ok(?:ay)?|great|nice|perfect|cool)[\s,.!]+)?"
            r"(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|much appreciated)"
            r"|(?:(?:ок(?:ей)?|хорошо|отлично|супер)[\s,.!]+)?(?:большое |огромное )?"
            r"(?:спасибо(?: большое| огромное)?|благодарю|спс|пасиб(?:о|ки))"
        ),
    ),
    (
        Intent.GOODBYE,
        _whole(
            r"(?:ok(?:ay)?[\s,.!]+)?(?:(?:good)?bye+(?: bye)?|see (?:you|ya)(?: (?:later|soon|tomorrow))?"
            r"|good ?night|later|take care|talk (?:to you )?(?:later|soon))"
            r"|пока(?:[\s-]пока)?|до (?:свидания|завтра|встречи|скорого)|спокойной ночи|доброй ночи"
            r"|увидимся"
        ),
    ),
    (
        Intent.IDENTITY,
        _whole(
            r"(?:so[\s,]+)?(?:who|what) (?:are|r) (?:you|u)(?: exactly)?|what(?:'s| is) (?:mneme|your name)"
            r"|introduce yourself|tell me about yourself"
            r"|are you (?:an? )?(?:ai|bot|robot|human|person|machine|program)"
            r"|what (?:model|llm)(?: are you| do you use| is this)?"
            r"|(?:а )?(?:ты|вы) (?:кто|что)(?: так(?:ой|ая|ое|ие))?"
            r"|(?:а )?(?:кто|что) (?:ты|вы)(?: так(?:ой|ая|ое|ие))?"
            r"|как тебя зовут|как вас зовут|расскажи(?:те)? о себе|представь(?:ся|тесь)|что такое mneme"
            r"|ты (?:бот|робот|человек|программа|ии)|какая (?:ты|вы|это) модель|какая у тебя модель"
        ),
    ),
    (
        Intent.HELP,
        _whole(
            r"help(?: me)?(?: please)?|what can (?:you|u) do(?: for me)?"
            r"|how (?:do|can) i use (?:you|this|mneme)"
            r"|how does (?:this|it|mneme) work|what do you do|how do you work|commands"
            r"|помощь|помоги(?:те)?|справка"
            r"|что (?:ты |вы )?(?:умее(?:шь|те)|може(?:шь|те))(?: делать)?|как (?:это|ты) работае(?:т|шь)"
            r"|как (?:тобой|этим|вами) пользоваться"
        ),
    ),
    (
        Intent.ABOUT_ME,
        _whole(
            r"(?:so[\s,]+)?what do (?:you|u) (?:know|remember|have)(?: so far)? (?:about|on) me(?: so far)?"
            r"|what have i told you(?: so far| about (?:me|myself))?"
            r"|tell me (?:everything|what) you know about me"
            r"|what do you remember|who am i|tell me about (?:me|myself)"
            r"|что (?:ты |вы )?(?:обо мне )?(?:знае(?:шь|те)|помни(?:шь|те))(?: обо мне)?"
            r"|расскажи(?:те)?(?: мне)? обо мне"
            r"|расскажи(?:те)?,? что (?:ты |вы )?(?:обо мне )?(?:знае(?:шь|те)|помни(?:шь|те))(?: обо мне)?"
            r"|кто я(?: такой| такая)?|что я тебе рассказывал(?:а)?"
        ),
    ),
    (
        Intent.TODAY,
        _whole(
            r"(?:what(?:'s| is) (?:the date|today(?:'s date)?)|what (?:day|date) is (?:it|today))(?: today)?"
            r"|какое сегодня число|какой сегодня день(?: недели)?|сегодня какое число|какой день сегодня"
        ),
    ),
)

_OWN = re.compile(
    r"\b(?:i|me|my|mine|myself|we|us|our|ours|i'm|i've|i'd|i'll)\b"
    r"|\b(?:я|меня|мне|мной|мною|мо[йяеёи]|мо(?:его|ей|ему|им|их|ими|ём|ем|ю)|мы|нас|нам|нами|наш\w{0,3})\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:please|so|and|but|hey|hi|ok(?:ay)?|mneme)[\s,]+)*"
    r"(?:remind me|tell me|show me|do you (?:remember|know|recall)|can you (?:tell|remind)|what did i|list)\b"
    r"|^\W*(?:(?:пожалуйста|а|и|ну|слушай|так|mneme)[\s,]+)*"
    r"(?:напомни(?:те)?|расскажи(?:те)?|скажи(?:те)?|подскажи(?:те)?|помнишь|помните|покажи(?:те)?|перечисли(?:те)?)\b",
    re.IGNORECASE,
)
_TO_REMEMBER = re.compile(
    r"^\W*(?:remind me to\b|tell me when\b|напомни(?:те)?(?: мне)?[\s,]+(?:\w+ть(?:ся)?|чтобы)\b)",
    re.IGNORECASE,
)


def intent_of(text: str, is_question: IsQuestion) -> Intent:
    """The intent of a message. ``is_question`` is perception's judgement of a sentence."""
    plain = text.strip().replace("’", "'")
    for intent, pattern in _SMALL:
        if pattern.match(plain):
            return intent
    asks = bool(_ASKS.match(plain)) and not _TO_REMEMBER.match(plain)
    if asks or is_question(text):
        return Intent.QUESTION if asks or _OWN.search(plain) else Intent.GENERAL
    return Intent.STATEMENT
