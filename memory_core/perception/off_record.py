"""Off the record: recognised before anything is committed, and never written (nor is the reply to it)."""

from __future__ import annotations

import re

from memory_core.perception import own_words
from memory_core.perception.cues import fold

# A line's leading space counts when it is one more than the indentation, which is a multiple of four.
_BREAK = re.compile(r"\n(?:    )*")
_PARTS = {
    # what is not to be kept
    "THIS": r"""(?:this|that|it|these|any of (?:this|it)|this one|that one|
        what i(?:'m| am) (?:about|going) to|
        what i (?:say|tell|told|said)|what follows|the following|anything (?:of this|i say)|my next|
        the next (?:message|thing|bit)|a word of this)""",
    "KEEP": r"(?:save|remember|store|record|keep|write down|note|log|memori[sz]e)",
    "NOT": r"(?:do not|don'?t|dont|never|no need to)",
    # An order opens its clause ("please don't save this"); "I don't remember that" only tells.
    "CLAUSE": r"""(?:(?:^|[,.;:!?()\n—–-])\s*(?:(?:please|pls|but|and|so|ok|okay|just|also|hey) )*|
        (?:please|pls|but|and|so) )""",
    "ЗАПОМНИТЬ": r"(?:запоминать|записывать|сохранять)",
    "ЗАПОМНИ": r"(?:запоминай|записывай|сохраняй|фиксируй|заноси)(?:те)?",
}
_ORDERS = (
    r"<CLAUSE><NOT> (?:ever |please |you )*<KEEP> (?:down )?<THIS>",
    r"<CLAUSE><NOT> write (?:this|that|it) down",
    r"<CLAUSE>(?:can|could) you (?:please )?not <KEEP> <THIS>",
    r"(?<!\w)(?:rather|prefer it if|like it if) you (?:did not|didn't) <KEEP> <THIS>",
    r"""<CLAUSE><NOT> (?:put|add|commit) <THIS> (?:in|to|into) (?:your |the |my )?
        (?:memory|diary|notes|records?|log)""",
    r"(?<!\w)off[- ]the[- ]record",
    r"""(?<!\w)(?:just|strictly|keep (?:it|this)|(?:this|that|it) (?:is|stays)|this'?s|that'?s)
         (?:just |strictly )?between (?:us|you and me|ourselves)""",
    r"(?<!\w)between (?:us|you and me)(?=[,:])",
    r"""(?<!\w)(?:keep|leave) <THIS> (?:off the record|unsaved|out of (?:your memory|memory|the diary|
        your diary|the notes|your notes|the records?))""",
    r"(?<!\w)(?:without|not) (?:saving|remembering|storing|recording) <THIS>",
    r"(?<!\w)not for the record",
    r"(?<!\w)not to be (?:saved|remembered|stored|recorded)",
    r"(?<!\w)forget (?:this|i said this) (?:right away|immediately|afterwards|after)",
    r"(?<!\w)не для (?:записи|протокола|памяти|дневника)",
    r"(?<!\w)(?:строго|только|чисто|это|останется|пусть будет) между нами",
    r"(?<!\w)между нами(?: говоря)?(?=[,:])",
    r"(?<!\w)(?:без протокола|без записи|не под запись|офф?[- ]?зе[- ]?рекорд)",
    r"(?<!\w)не <ЗАПОМНИ>(?! (?:рецепт|файл|документ))",
    r"(?<!\w)(?:это|этого) <ЗАПОМНИТЬ> не (?:надо|нужно|стоит)",
    r"(?<!\w)(?:не надо|не нужно|не стоит) (?:это(?:го)? )?<ЗАПОМНИТЬ>",
    r"(?<!\w)можешь (?:это(?:го)? |такое )?не <ЗАПОМНИТЬ>",
    r"(?<!\w)не (?:пиши|добавляй|клади|вноси) это в (?:память|дневник|заметки)",
)
_LIFTED = (
    r"(?<!\w)(?:this|that) (?:one )?you can (?:keep|save|remember)",
    r"(?<!\w)(?:back )?on the record(?: again)?(?=:)",
    r"(?<!\w)(?:no longer|not) off[- ]the[- ]record",
    r"(?<!\w)это (?:уже )?можно (?:запомнить|записать|сохранить)",
    r"(?<!\w)можешь записывать",
)
_MENTIONED = (
    r"""(?<!\w)(?:what does|what's|whats|meaning of|define|spell|translate|how do (?:you|i) say|что значит|
        что такое|как переводится|переведи)
        [^.?!]{0,25}(?:off[- ]the[- ]record|between us|между нами|не для протокола)""",
)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, part in _PARTS.items():
        joined = joined.replace(f"<{name}>", part)
    return re.compile(rf"(?:{_BREAK.sub('', joined)})(?!\w)", re.IGNORECASE)


_ASKS, _ALLOWS, _TALKS_ABOUT = _compiled(_ORDERS), _compiled(_LIFTED), _compiled(_MENTIONED)


def off_record(text: str) -> bool:
    """Whether the user asks, in own words, that this message be not kept. The whole message counts, pastes
    do not.

    Errs on the side of silence: when the words are there, the message is not written.
    """
    folded = fold(text)
    for start, end in reversed(own_words.foreign(text)):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return bool(_ASKS.search(folded)) and not _ALLOWS.search(folded) and not _TALKS_ABOUT.search(folded)
