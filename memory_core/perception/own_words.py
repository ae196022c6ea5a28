"""Which parts of a message are the user's own words, and which are pasted, quoted or code.

Only own words can be facts (nothing is remembered by accident). Foreign are: code fences, lines that begin
with ">", letters from the salutation to the signature, mail headers with what follows, what stands under an
introducing line such as "got this mail:", and quotations of more than a few words. A short quotation is a
name («Нордик»).
"""

from __future__ import annotations

import re

from memory_core.perception import cues

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|\|)[^\n]*$", re.MULTILINE)
_SALUTATION = re.compile(
    r"^[ \t]*(?:dear\b|hi\b|hello\b|good (?:morning|afternoon|evening)\b|to whom it may|уважаем\w+|"
    r"дорог(?:ой|ая|ие)\b|"
    r"здравствуйте|добрый (?:день|вечер)|доброе утро|привет)[^\n]{0,60}[,!:.]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(
    r"^[ \t]*(?:from|to|subject|sent|date|от кого|от|кому|тема|дата|"
    r"отправлено)[ \t]*:[^\n]+\n[ \t]*(?:from|to|subject|sent|date|cc|от|"
    r"кому|тема|дата|копия)[ \t]*:|^-{2,}\s*(?:original|forwarded|исходное|пересылаемое|пересланное)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:with )?(?:kind|best|warm|warmest|many)?\s*(?:regards|wishes|thanks)|yours\b[^\n]*|"
    r"sincerely|best|cheers|love|"
    r"respectfully|с уважением|с наилучшими[^\n]*|искренне[^\n]*|всего доброго|"
    r"ваш[аи]?\b[^\n]*)[,.!]?[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_INTRO = re.compile(r"[:：]\s*$")
_QUOTE = re.compile(
    r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|(?<!\w)\"([^\"]{1,2000})\"(?!\w)|„([^“”]{1,2000})[“”]"
)
_LONG_QUOTE_WORDS = 6
_LONG_BLOCK = 500
_INJECTION = re.compile(
    r"ignore (?:all|any|the|your|previous)|disregard (?:all|any|the|your|previous)|system (?:note|prompt|"
    r"message|override)|"
    r"(?:delete|erase|store|remember|save|forget) (?:that |every |all |the )?(?:user|memor\w+)|(?:ai|"
    r"assistant)s?\W+(?:system|must|should|"
    r"please|remember|store|ignore)|игнорируй (?:все|предыдущ)|забудь (?:все )?(?:предыдущ|инструкц)|"
    r"сохрани,? что пользовател\w+|"
    r"системн\w+ (?:сообщени|инструкц|промпт)\w*|пользователь (?:разрешил|просит|доверяет)",
    re.IGNORECASE,
)
Range = tuple[int, int]


def _merge(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _after_signature(text: str, end: int) -> int:
    """End of the signature's lines: up to two short lines after the sign-off."""
    for _ in range(2):
        line = re.compile(r"\n([^\n]*)").match(text, end)
        if not line or not line.group(1).strip() or len(line.group(1)) > 60:
            break
        end = line.end()
    return end


def _own_tail(text: str, start: int) -> int:
    """Where the user's own last paragraph begins in a pasted block without a signature (its end if none)."""
    blank = list(re.finditer(r"\n[ \t]*\n", text[start:]))
    if not blank:
        return len(text)
    tail_at = start + blank[-1].end()
    tail = cues.fold(text[tail_at:]).strip()
    own = cues.has("first_person", tail) or cues.has("remember", tail) or tail.endswith("?")
    return tail_at if own and len(tail) <= 400 else len(text)


def _letters(text: str) -> list[Range]:
    out: list[Range] = []
    for opening in (*_SALUTATION.finditer(text), *_HEADER.finditer(text)):
        body = text[opening.end() :]
        if len(body.strip()) < 80 or ("\n" not in body.strip("\n") and len(body) < 200):
            continue
        closing = _SIGN_OFF.search(text, opening.end())
        end = _after_signature(text, closing.end()) if closing else _own_tail(text, opening.end())
        out.append((opening.start(), end))
    return out


def _introduced(text: str) -> list[Range]:
    """What stands under a line that announces somebody else's text, or a long block after a colon."""
    out: list[Range] = []
    lines = list(re.finditer(r"[^\n]+", text))
    for line in lines[:-1]:
        rest = text[line.end() :]
        announces = _INTRO.search(line.group()) is not None
        foreign = announces and cues.has("quoting", cues.fold(line.group()))
        if (foreign and len(rest.strip()) > 40) or (
            announces and len(rest) > _LONG_BLOCK and not _is_list(rest)
        ):
            out.append((line.end(), _own_tail(text, line.end())))
            break
    return out


def _is_list(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    bullets = sum(bool(re.match(r"\s*(?:[-*•–]|\d+[.)])\s", line)) for line in lines)
    return bullets * 2 >= len(lines) and bool(lines)


def _quotations(text: str) -> list[Range]:
    out: list[Range] = []
    for hit in _QUOTE.finditer(text):
        inner = next(group for group in hit.groups() if group is not None)
        if len(re.findall(r"\w+", inner)) >= _LONG_QUOTE_WORDS or _INJECTION.search(inner):
            out.append(hit.span())
    return out


def foreign(text: str) -> list[Range]:
    """Ranges of a message that are not the user's own words, sorted and apart from each other."""
    ranges = [hit.span() for hit in (*_FENCE.finditer(text), *_QUOTED_LINE.finditer(text))]
    return _merge([*ranges, *_letters(text), *_introduced(text), *_quotations(text)])


def quotations(text: str) -> list[Range]:
    """Only the long quotations, for a text that was asked to be remembered as it stands."""
    return _quotations(text)


def sounds_injected(text: str) -> bool:
    """Whether a text gives orders to an assistant in the manner of a prompt injection."""
    return _INJECTION.search(text) is not None
