"""Which parts of a message are the user's own words, and which are pasted, quoted or code.

Only own words can be facts (nothing is remembered by accident). Foreign are: code fences, lines that begin
with ">", letters from the salutation to the signature, mail headers with what follows, what stands under an
introducing line such as "got this mail:" or under a line that asks for work on a text ("sum this up", "what
does this error mean"), log lines and tracebacks, drafts of fiction after their announcement, links, what
follows a model's control tokens, and quotations of more than a few words. A short quotation is a name
(«Нордик»).
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
# A line that asks for work on a text, which follows it.
_WORK_ON_TEXT = re.compile(
    r"\b(?:summari[sz]e|tl;? ?dr|sum (?:this|it) up|proof-?read|paraphrase|rephrase|reword|rewrite|"
    r"translate|lint|debug|"
    r"review this|shorten|simplify|polish|(?:explain|fix|check|correct|edit|format|parse|read|grade|"
    r"rate) (?:this|these|(?:the|my) (?:text|essay|letter|e-?mail|draft|code|cv|story|poem|post|paragraph|"
    r"translation|message|error|log|listing))|"
    r"what(?:'s| is| does)? (?:this|that|it|the (?:error|log|message))(?: \w+){0,3} mean\w*|"
    r"what does (?:this|it|that) say|"
    r"what(?:'s| is| went) wrong|why (?:is|does|did) (?:this|it|that)(?: \w+){0,4} (?:fail|break|crash|"
    r"error|happen)\w*|"
    r"(?:is|are) (?:this|that|these|it) (?:any good|ok(?:ay)?|right|correct|legit|spam|a scam|real|fine)|"
    r"gist of|thoughts on this|feedback on this|make sense of)\b|"
    r"(?<!\w)(?:сократи|переведи|перескажи|перефразируй|отредактируй|исправь|проверь|вычитай|упрости|"
    r"разбери|оцени|"
    r"подытожь|резюмируй|кратк\w+ (?:пересказ|содержани|изложени)\w*|выдержк\w+|о чем (?:там|тут|это|он|"
    r"она|речь)|"
    r"что (?:это |тут |здесь )?(?:значит|означает|написано|за ошибка)|что (?:делать|не так)|че (?:делать|"
    r"за ошибка)|(?:объясни|поясни),? (?:что|че|эт|лог|ошибк)|(?:что|че) за (?:фигня|хрень|ошибка)|"
    r"почему (?:не работает|падает|ругается)|"
    r"в чем (?:ошибка|проблема|дело|суть)|глянь|посмотри)(?:те)?(?!\w)",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,}|~{3,}|\"{3}|#{3,})[ \t]*$", re.MULTILINE)
# "Here's the opening: ...": what follows is a story's, not the teller's
_DRAFT = re.compile(
    r"\b(?:(?:here'?s|here is|this is) (?:the|my|an?|how my) (?:\w+ ){0,2}(?:opening|first (?:line|lines|"
    r"page|paragraph|scene|draft|chapter)|"
    r"draft|chapter|scene|excerpt|passage|paragraph|poem|verse|stanza|story|monologue|dialogue|prologue|"
    r"lyrics?|script|speech|listing|"
    r"blurb)(?: \w+){0,4}|(?:opening|first) (?:line|lines|sentence|paragraph)(?: \w+){0,3}|(?:my|"
    r"the) (?:hero|heroine|narrator|"
    r"character|protagonist)(?: \w+){0,3} (?:says|writes|thinks))\s*[:—–-]|"
    r"(?<!\w)(?:вот|это) (?:\w+ ){0,2}(?:начало|первая (?:строка|глава|сцена|фраза)|отрывок|глава|сцена|"
    r"абзац|черновик|рассказ|"
    r"стих\w*|стихотворение|монолог|письмо|текст|пост|объявление|тост)(?: \w+){0,3}\s*[:—–-]|"
    r"(?<!\w)(?:мой|моя|наш) (?:геро\w+|персонаж|рассказчи\w+)(?: \w+){0,3} (?:говорит|пишет|"
    r"думает)\s*[:—–-]",
    re.IGNORECASE,
)
# From here on somebody else is quoted to the end of the sentence.
_QUOTE_SPOKEN = re.compile(
    r"(?:\band i quote|\bquote unquote|\bunquote|(?<!\w)цитирую|(?<!\w)дословно)\b[^.!?\n]*", re.IGNORECASE
)
_LOG_LINE = re.compile(
    r"^[ \t]*(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\n]*|\[?\d\d:\d\d:\d\d[\].,]?\d*\]? [^\n]*|\[(?:error|"
    r"warn(?:ing)?|info|debug|fatal|trace)\][^\n]*|(?-i:ERROR|FATAL)[: ][^\n]*|"
    r"[\w.]*(?:Error|Exception)\b ?:[^\n]*|goroutine \d[^\n]*|panic: [^\n]*|at [\w.$<>]+\([^\n]*|"
    r"File \"[^\n]*|npm ERR![^\n]*|\$ [a-z][^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
# A link's words are its target's; behind a model's own control tokens stands what wants to be taken for its
# master's voice.
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)")
_CONTROL = re.compile(
    r"(?:<\|[^|<>\n]{1,40}\|>|</?(?:system|assistant|user|developer|tool_call|tool_response|tools|results|"
    r"memories|earlier|core|start_of_turn|end_of_turn|im_start|im_end|s)>|<<SYS>>|"
    r"\[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\]).*",
    re.DOTALL,
)
_TRACEBACK = re.compile(r"^[ \t]*Traceback \(most recent call last\)[^\n]*(?:\n[^\n]+)*", re.MULTILINE)
_BULLET = re.compile(r"\s*(?:[-*•–#]|\d{1,2}[.)])\s")
_INTRO = re.compile(r"[:：]\s*$")
_QUOTE = re.compile(
    r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|(?<!\w)\"([^\"]{1,2000})\"(?!\w)|„([^“”]{1,2000})[“”]"
)
_SINGLE_QUOTE = re.compile(
    r"(?:^|(?<=[\s(:]))'(?=\w)((?:[^'\n]|(?<=\w)'(?=\w)){30,2000}[.!?\w])'(?=$|[\s).,!?])"
)
_SAYING = re.compile(
    r"^\W*(?-i:[a-zа-я])|\b(?:i|you|me|my|we)\b|(?<!\w)(?:я|ты|мы|меня|мой|моя)(?!\w)", re.IGNORECASE
)
_SAYING_WORDS = 4
"""A quotation of so many words is a saying if it begins small or speaks of somebody, else maybe a title."""
_LONG_QUOTE_WORDS = 6
_LONG_BLOCK = 500
_SHORT_TAIL = 200
_SHORT_BLOCK = 30
"""Characters that a text to be worked on has at least."""
_INJECTION = re.compile(
    r"ignore (?:all|any|the|your|previous)|disregard (?:all|any|the|your|previous)|system (?:note|prompt|"
    r"message|override)|"
    r"(?:delete|erase|store|remember|save|forget) (?:that |every |all |the )?(?:user|memor\w+)|(?:ai|"
    r"assistant)s?\W+(?:system|must|should|"
    r"please|remember|store|ignore)|игнорируй(?:те)? (?:все|предыдущ|прежн|прошл|любые|эти|сво|инструкц)|"
    r"забудь (?:все )?(?:предыдущ|инструкц)|"
    r"(?:сохрани|запомни|запиши|учти)(?:те)?\W+(?:что )?пользовател\w+|"
    r"(?:ии|ai)[- ]?(?:ассистент|помощник|модел)\w*\W+(?:запомни|сохрани|учти|игнорируй|сообщи|удали|ответь)|"
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


def _own_tail(text: str, start: int, *, worked_on: bool = False) -> int:
    """Where the user's own last paragraph begins in a pasted block without a signature (its end if none)."""
    blank = list(re.finditer(r"\n[ \t]*\n", text[start:]))
    if not blank:
        return len(text)
    tail_at = start + blank[-1].end()
    tail = cues.fold(text[tail_at:]).strip()
    if worked_on and (len(tail) > _SHORT_TAIL or _INJECTION.search(tail) or cues.has("remember", tail)):
        return len(text)  # a text given for work may speak of its own writer, and give orders
    own = (
        (not _BULLET.match(tail) and cues.has("first_person", tail))
        or cues.has("remember", tail)
        or tail.endswith("?")
    )
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


def _worked_on(text: str) -> list[Range]:
    """The text that a line asks to work on: all that follows the line, but the user's own last paragraph."""
    head = re.match(r"\s*[^\n]+", text)
    if head is None:
        return []
    asks = _WORK_ON_TEXT.search(cues.fold(head.group())) is not None
    fences = [hit for hit in _DELIMITER.finditer(text) if hit.start() >= head.end()]
    if fences and (asks or len(fences) > 1):
        end = fences[-1].end() if len(fences) > 1 else len(text)
        return [(fences[0].start(), end)]
    rest = text[head.end() :]
    if asks and len(rest.strip()) > _SHORT_BLOCK:
        begin = head.end() + len(rest) - len(rest.lstrip())
        return [(begin, _own_tail(text, begin, worked_on=True))]
    inline = re.match(r"[^\n:]{3,80}:\s+(?=\S)", text)
    if inline and _WORK_ON_TEXT.search(cues.fold(inline.group())) and len(text) - inline.end() > _SHORT_BLOCK:
        return [(inline.end(), _own_tail(text, inline.end(), worked_on=True))]
    return []


def _drafts(text: str) -> list[Range]:
    """Fiction and other drafts after the words that announce them, up to a blank line or the end."""
    out: list[Range] = []
    for hit in _DRAFT.finditer(text):
        if len(text) - hit.end() > _SHORT_BLOCK // 2:
            out.append((hit.end(), _own_tail(text, hit.end(), worked_on=True)))
    return out


def _is_list(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    bullets = sum(bool(re.match(r"\s*(?:[-*•–]|\d+[.)])\s", line)) for line in lines)
    return bullets * 2 >= len(lines) and bool(lines)


def _quotations(text: str) -> list[Range]:
    out: list[Range] = []
    for hit in (*_QUOTE.finditer(text), *_SINGLE_QUOTE.finditer(text)):
        inner = next(group for group in hit.groups() if group is not None)
        count = len(re.findall(r"\w+", inner))
        saying = count >= _SAYING_WORDS and _SAYING.search(inner) is not None
        if count >= _LONG_QUOTE_WORDS or saying or _INJECTION.search(inner):
            out.append(hit.span())
    return out


def foreign(text: str) -> list[Range]:
    """Ranges of a message that are not the user's own words, sorted and apart from each other."""
    whole = (_FENCE, _QUOTED_LINE, _LOG_LINE, _TRACEBACK, _QUOTE_SPOKEN, _LINK, _CONTROL)
    ranges = [hit.span() for pattern in whole for hit in pattern.finditer(text)]
    found = [*_letters(text), *_introduced(text), *_worked_on(text), *_drafts(text), *_quotations(text)]
    return _merge([*ranges, *found])


def quotations(text: str) -> list[Range]:
    """Only the long quotations, for a text that was asked to be remembered as it stands."""
    return _quotations(text)


def sounds_injected(text: str) -> bool:
    """Whether a text gives orders to an assistant in the manner of a prompt injection."""
    return _INJECTION.search(text) is not None
