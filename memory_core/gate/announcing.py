"""Words by which a statement announces that something known changed, ended, moved, or is being said again.

They say nothing by themselves ("now" stands in many first statements); ``gate/relation.py`` weighs them
together with how near a memory is. Written for text that ``cues.fold`` has prepared, without regard to case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from memory_core.perception.cues import fold

_ANNOUNCING: dict[str, str] = {
    # in place of what was, from a moment on
    "now": r"""
        now|nowadays|these days|from now on|as of|since (?:monday|last \w+|this \w+)|
        (?<!week )(?<!weeks )(?<!days )(?<!month )(?<!months )from (?:today|tomorrow|this|next)(?: \w+)?|
        any ?more|no longer|no more|
        теперь|отныне|с этого \w+|со следующ\w+|
        с (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|понедельника|
        сегодня\w*|завтра\w*)|уже не|больше не|больше нет|сейчас
    """,
    "instead": r"""
        instead|rather than|in place of|in (?:his|her|its|their) place|not(?= [\w' :]{2,30}(?:,| but) )|
        вместо|взамен|заместо|не(?= [\w: ]{2,30},? а )
    """,
    "altered": r"""
        chang(?:ed|es|ing)|switch(?:ed|ing)|swap(?:ped|ping)|replac(?:ed|es|ing)|renamed|repainted|
        refurbished|transferred|relocated|upgraded|converted|redone|traded|became|turned into|over to|
        signed (?:on )?with|got promoted|promoted|shifted|updated|reset|reissued|
        смен\w+|помен\w+|поменя\w+|измен\w+|замен\w+|переимен\w+|перекрас\w+|пересел\w*|перевел\w*|
        перевели\w*|переш[ел]\w*|переустро\w+|переоформ\w+|обнов\w+|перевыпу\w+|переключ\w+|передела\w+|стал[аио]?
    """,
    "moved": r"""
        moved|moving|vacated|relocated|handed (?:\w+ )?(?:\w+ )?back|got the keys|
        перее\w+|перебрал\w+|перестав\w+|съехал\w*|перевез\w*|переместил\w*|переложил\w*|перевес\w+
    """,
    "rescheduled": r"""
        postponed|put (?:\w+ ){0,4}(?:off|back)|pushed|pulled (?:\w+ ){0,3}forward|
        brought (?:\w+ ){0,3}forward|rescheduled|delayed|extended|extension|extra time|pulled forward|
        moved (?:it |us |me )?(?:to|from|forward|back)|bumped|later than|earlier than|
        перенес\w*|перенос\w*|сдвин\w*|передвин\w*|двинул\w*|отлож\w*|продл\w*|задерж\w*|переназнач\w*
    """,
    "more": r"""
        (?:went|gone|goes|going|put|bumped|is|are|'s) up|up to|down to|(?:went|gone|goes|came) down|raised|
        rais(?:e|es|ing)|rise|increased|lowered|dropp(?:ed|ing)|cut (?:to|down)|doubled|halved|grew|grown|
        подн[яи]\w+|подорож\w*|дорож\w*|повыс\w*|сниз(?!у(?!\w))\w*|выр[оа]с\w*|увелич\w*|уменьш\w*|упал[аои]?|
        подешев\w*
    """,
    "ended": r"""
        retired|has left|have left|'s left|left (?:the|my|our|us|for)|left$|quit|resigned|sold|gave up|
        given up|got rid|stopped|finished with|behind me|handed in|closed(?: down)?|shut down|split up|
        broke up|divorced|lost|died|passed away|dropped|gone|used up|stolen|expired|done with|
        ушел\w*|ушли|уволи\w*|продал\w*|продан\w*|продали|закры\w*|брос\w*|завяз\w+|разош\w+|развел\w*|
        расста\w*|умер\w*|не стало|сда[лн]\w*|спер\w*|укра\w*|потеря\w*|съехал\w*|заброш\w*|отказал\w*|
        на поко\w+|на пенси\w+|перестал\w*|убрал\w*|слил\w*|законч\w*|избав\w*
    """,
    "called_off": r"""
        cancel\w*|called (?:it )?off|calling (?:it )?off|fell through|fallen through|scrapped|not happening|
        is off|dropped (?:me|us|it)|no (?:trip|flight|party|show)|off the table|
        отмен\w*|сорва\w*|не состо\w*|не будет|не едем|не еду|не поед\w*|передум\w*|отпада\w*|накры\w*|
        слил[аи]с\w*
    """,
    "revived": r"""
        back on|on again|back together|after all|false alarm|still on|uncancel\w*|
        все-таки|все же|в силе|ложная тревога|откат\w*
    """,
    "corrected": r"""
        no[,.]? wait|wait[,.]? no|hold (?:up|on)|sorry[,.]? (?:not|i|it|that|no|my)|i lied|correction|
        i misread|i meant|scratch that|scrap that|my mistake|my bad|i was wrong|typo|mixed up|actually|
        got (?:that|it) wrong|turns out|i said|misspoke|make that|
        ой[,.]? нет|нет[,.]? (?:стоп|погоди|подожди|не)|стоп|то есть|точнее|вернее|ошиб\w*|перепут\w*|
        напут\w*|оговор\w*|попра\w*|опечат\w*|не туда|на самом деле|оказал\w*|^не(?=,)
    """,
    "new": r"""
        (?:a |the |our |my |his |her )?new|someone (?:named|called)|first day|starting (?:at|in|with|as)|
        нов(?:ый|ая|ое|ые|ого|ой|ому|ую|ым|ом|ых)
    """,
    # said before
    "again": r"""
        again|once (?:more|again)|as always|like always|as usual|
        as (?:i(?:'ve)?|you) (?:said|told|mentioned|know)|as told|as before|like i said|
        same as (?:before|ever)|(?:i(?:'ve)? )?(?:already )?told (?:you|them|the)|say it again|
        how many times|you know me|you keep|reminder|remember$|remember\?|note to self|
        опять|снова|еще раз|как (?:я )?(?:уже )?(?:говор\w+|сказал\w*|писал\w*|упомина\w*)|напомина\w*|
        говорил\w* же|же говорил\w*|повтор\w*|ты (?:же )?(?:помнишь|знаешь)|помни|я ж|как всегда|как обычно
    """,
    "unchanged": r"""
        still|hasn't (?:gone|changed)|unchanged|the same|same|remains?|stays?|keep|as it was|
        все еще|по-прежнему|до сих пор|все так же|(?:все )?(?:тот|та|то|те) же|так и|без изменений|то же
    """,
    "too": r"""
        also|too|as well|another|second|add|besides|plus|on top of that|
        тоже|также|еще один|еще одна|еще одну|вторая|второй|вторую|заодно|плюс|зато|добавь
    """,
    "for_now": r"""
        (?:this|next|that) (?:month|week|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|
        once) only|(?:only|just) (?:this|next) (?:once|time|week|month)|
        just for (?:today|tonight|now|this \w+)|temporarily|for (?:this|one) (?:week|day|time)|
        as an exception|today only|only today|
        только (?:в )?(?:этот|эту|это|этой|этом|сегодня|завтра|на этой|один раз)(?: \w+)?|временно|
        в порядке исключения|разово|(?:в|на) этот раз
    """,
}  # fmt: skip
_BREAK = re.compile(r"\n\s*")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?<![\w])(?:{_BREAK.sub('', block.strip())})(?!\w)", re.IGNORECASE)
        for kind, block in _ANNOUNCING.items()
    }


@lru_cache(maxsize=1024)
def announced(text: str) -> frozenset[str]:
    """The kinds of announcement that stand in a text."""
    folded = fold(text).strip()
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(folded))


def without(text: str, kind: str) -> str:
    """The text, as ``cues.fold`` gives it, without the words of one kind of announcement."""
    return _patterns()[kind].sub(" ", fold(text))


def unannounced(text: str) -> str:
    """The text, as ``cues.fold`` gives it, without any words that announce something."""
    left = fold(text)
    for pattern in _patterns().values():
        left = pattern.sub(" ", left)
    return left
