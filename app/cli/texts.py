"""Every sentence of the terminal, in both languages, in one table. Help texts double as the
commands' reference.
"""

from __future__ import annotations

from enum import StrEnum

from memory_core.text.language import Language


class Text(StrEnum):
    """Names of the sentences."""

    PROGRAM = "program"
    NO_DISPLAY = "no_display"
    TALK_HERE = "talk_here"
    CHAT = "chat"
    REMEMBER = "remember"
    RECALL = "recall"
    MEMORIES = "memories"
    FORGET = "forget"
    BENCH = "bench"
    TEXT = "text"
    CUE = "cue"
    WHAT = "what"
    LIMIT = "limit"
    AS_OF = "as_of"
    KNOWN_AT = "known_at"
    STATUS = "status"
    CONTAINING = "containing"
    KIND = "kind"
    JSON = "json"
    VAULT = "vault"
    MODEL = "model"
    PLAIN = "plain"
    PHRASE_FILE = "passphrase_file"
    CONVERSATION = "conversation"
    BENCH_WHICH = "bench_which"
    # results
    KEPT = "kept"
    UPDATED = "updated"
    KNOWN = "known"
    IGNORED = "ignored"
    OFF_RECORD = "off_record"
    UNKNOWN = "unknown"
    NOTHING = "nothing"
    FORGOTTEN = "forgotten"
    NOT_FOUND = "not_found"
    UNDO_HINT = "undo_hint"
    UNDONE = "undone"
    # chat
    CHAT_HELLO = "chat_hello"
    CHAT_HELP = "chat_help"
    CHAT_UNKNOWN = "chat_unknown"
    NO_ANSWER_YET = "no_answer_yet"
    WHY = "why"
    SUPPORT = "support"
    VOICE = "voice"
    LOADING = "loading"
    STOPPED = "stopped"
    # the key
    NEW_VAULT = "new_vault"
    ASK_PHRASE = "ask_passphrase"
    ASK_NEW = "ask_new"
    ASK_AGAIN = "ask_again"
    DIFFERENT = "different"
    SHORT = "short"
    RECOVERY = "recovery"
    NO_KEYCHAIN = "no_keychain"
    CHOICE = "choice"
    CHOICE_KEYCHAIN = "choice_keychain"
    # settings and crashes
    SETTINGS_NEWER = "settings_newer"
    SETTINGS_UNREADABLE = "settings_unreadable"
    SETTINGS_FIELD = "settings_field"
    CRASH = "crash"
    CRASH_NOWHERE = "crash_nowhere"
    WRONG_REQUEST = "wrong_request"


_TABLE: dict[Text, tuple[str, str]] = {}


def _both(name: Text, en: str, ru: str) -> None:
    _TABLE[name] = (en, ru)


def text(name: Text, language: Language, /, **fields: str) -> str:
    """The sentence in the language, with its fields put in."""
    sentence = _TABLE[name][1 if language == "ru" else 0]
    return sentence.format_map(fields) if fields else sentence


_both(
    Text.PROGRAM,
    "A desktop assistant with a lifelong memory that never leaves your machine. Without a command it "
    "opens its window.",
    "Помощник с памятью на всю жизнь, которая не покидает ваш компьютер. Без команды открывает окно.",
)
_both(
    Text.NO_DISPLAY,
    "There is no display for the window here. The same conversation is in the terminal:\n\n    {command}\n",
    "Здесь нет экрана для окна. Та же беседа есть в терминале:\n\n    {command}\n",
)
_both(
    Text.TALK_HERE,
    "There is no display for the window here. Shall we talk in this terminal instead? [Y/n] ",
    "Здесь нет экрана для окна. Поговорим прямо в этом терминале? [Д/н] ",
)
_both(
    Text.CHAT, "talk in the terminal (also with piped lines)", "беседа в терминале (и со строками из канала)"
)
_both(Text.REMEMBER, "tell it something", "рассказать что-нибудь")
_both(Text.RECALL, "ask the memory; nothing changes", "спросить память; ничего не меняется")
_both(Text.MEMORIES, "list what is remembered", "показать, что хранится в памяти")
_both(
    Text.FORGET,
    "forget a memory by its number, or all that holds a text",
    "забыть запись по номеру или всё, что содержит текст",
)
_both(Text.BENCH, "measure recall, latency, start or voice", "измерить память, скорость, запуск или голос")
_both(Text.TEXT, "what you want to tell", "что вы хотите рассказать")
_both(Text.CUE, "a question or any words", "вопрос или любые слова")
_both(Text.WHAT, "a memory's number, or a text", "номер записи или текст")
_both(Text.LIMIT, "how many at most", "сколько, самое большее")
_both(Text.AS_OF, "what was true on a day (YYYY-MM-DD)", "что было верно в этот день (ГГГГ-ММ-ДД)")
_both(Text.KNOWN_AT, "what was known on a day (YYYY-MM-DD)", "что было известно в этот день (ГГГГ-ММ-ДД)")
_both(Text.STATUS, "active, superseded, faded or forgotten", "active, superseded, faded или forgotten")
_both(Text.CONTAINING, "only those that hold this text", "только те, в которых есть этот текст")
_both(
    Text.KIND,
    "only this kind: fact, preference, person, plan ...",
    "только этот вид: fact, preference, person, plan ...",
)
_both(Text.JSON, "print JSON for scripts", "вывести JSON для программ")
_both(Text.VAULT, "the vault's folder", "папка хранилища")
_both(
    Text.MODEL,
    "a model's GGUF file, or none: memory answers alone",
    "файл модели GGUF или none: память отвечает одна",
)
_both(Text.PLAIN, "a vault without encryption", "хранилище без шифрования")
_both(
    Text.PHRASE_FILE,
    "read the passphrase from the first line of a file",
    "прочитать парольную фразу из первой строки файла",
)
_both(Text.CONVERSATION, "the conversation's name", "имя беседы")
_both(
    Text.BENCH_WHICH,
    "recall, latency, start or voice; then its own switches",
    "recall, latency, start или voice; дальше их ключи",
)
_both(Text.KEPT, "Kept in mind: {text}", "Запомнено: {text}")
_both(Text.UPDATED, "Brought up to date: {text}", "Обновлено: {text}")
_both(Text.KNOWN, "Known already: {text}", "Уже известно: {text}")
_both(
    Text.IGNORED,
    "It stands in the diary; there was nothing lasting in it to keep.",
    "Это осталось в дневнике; надолго запоминать в нём нечего.",
)
_both(Text.OFF_RECORD, "Off the record: nothing was written.", "Не для записи: ничего не записано.")
_both(
    Text.UNKNOWN,
    "It does not know (support {support}). What comes nearest:",
    "Этого в памяти нет (опора {support}). Ближе всего:",
)
_both(Text.NOTHING, "Nothing there.", "Ничего нет.")
_both(
    Text.FORGOTTEN,
    "Forgotten: {memories} memories, hidden in {turns} messages.",
    "Забыто записей: {memories}, скрыто в сообщениях: {turns}.",
)
_both(
    Text.NOT_FOUND, "Nothing holds “{text}”; nothing was changed.", "«{text}» нигде нет; ничего не изменено."
)
_both(Text.UNDO_HINT, "(/undo in mneme chat brings it back.)", "(/undo в mneme chat вернёт это.)")
_both(Text.UNDONE, "Taken back.", "Отменено.")
_both(
    Text.CHAT_HELLO,
    "Mneme. /help shows the commands, /quit ends.",
    "Mneme. /help покажет команды, /quit закончит.",
)
_both(
    Text.CHAT_HELP,
    "/why  what the last answer rests on\n/again  answer once more\n/memories [TEXT]  what is remembered\n"
    "/forget NUMBER|TEXT  forget it\n/undo  take back the last change\n/quit  end (Ctrl+C stops an answer)",
    "/why  на что опирается последний ответ\n/again  ответить ещё раз\n/memories [ТЕКСТ]  что хранится в "
    "памяти\n"
    "/forget НОМЕР|ТЕКСТ  забыть\n/undo  отменить последнее изменение\n/quit  закончить (Ctrl+C "
    "останавливает ответ)",
)
_both(
    Text.CHAT_UNKNOWN,
    "There is no command {name}. /help shows them.",
    "Команды {name} нет. /help покажет все.",
)
_both(Text.NO_ANSWER_YET, "There is no answer yet.", "Ответа ещё не было.")
_both(Text.WHY, "The last answer rests on:", "Последний ответ опирается на:")
_both(Text.SUPPORT, "support {support}", "опора {support}")
_both(Text.VOICE, "voice: {voice}", "голос: {voice}")
_both(Text.LOADING, "(loading the voice)", "(загружается голос)")
_both(Text.STOPPED, "(stopped)", "(остановлено)")
_both(
    Text.NEW_VAULT,
    "A new vault in {folder}. How shall it be protected?",
    "Новое хранилище в {folder}. Как его защитить?",
)
_both(
    Text.CHOICE,
    "{keychain}  p) passphrase\n  n) not at all (anyone with this disk can read it)\n> ",
    "{keychain}  p) парольной фразой\n  n) никак (прочитает любой, у кого этот диск)\n> ",
)
_both(Text.CHOICE_KEYCHAIN, "  k) your keychain\n", "  k) системной связкой ключей\n")
_both(Text.ASK_PHRASE, "Passphrase or recovery key: ", "Парольная фраза или ключ восстановления: ")
_both(Text.ASK_NEW, "New passphrase: ", "Новая парольная фраза: ")
_both(Text.ASK_AGAIN, "Once more: ", "Ещё раз: ")
_both(Text.DIFFERENT, "The two differ.", "Они не совпадают.")
_both(Text.SHORT, "At least eight characters, please.", "Не короче восьми знаков, пожалуйста.")
_both(
    Text.RECOVERY,
    "Your recovery key, shown once. Write it down and keep it apart from this machine:\n\n    {key}\n",
    "Ваш ключ восстановления, он показан один раз. Запишите его и храните отдельно от компьютера:\n\n    "
    "{key}\n",
)
_both(Text.NO_KEYCHAIN, "(the system's keychain is {state})", "(системная связка ключей: {state})")
_both(
    Text.SETTINGS_NEWER,
    "The settings are from a newer version; they were kept as {aside}, and the defaults hold.",
    "Настройки от более новой версии; они сохранены как {aside}, действуют обычные.",
)
_both(
    Text.SETTINGS_UNREADABLE,
    "The settings could not be read; they were kept as {aside}, and the defaults hold.",
    "Настройки не читаются; они сохранены как {aside}, действуют обычные.",
)
_both(
    Text.SETTINGS_FIELD,
    "Some settings have impossible values and were left out: {fields}.",
    "Некоторые настройки имеют невозможные значения и пропущены: {fields}.",
)
_both(
    Text.CRASH,
    "The program failed; that is our fault. Your messages are safe in the vault. A report without your "
    "words is in {path}.",
    "Сбой программы, по нашей вине. Ваши сообщения целы в хранилище. Отчёт без ваших слов лежит в {path}.",
)
_both(
    Text.CRASH_NOWHERE,
    "The program failed; that is our fault. Your messages are safe in the vault.",
    "Сбой программы, по нашей вине. Ваши сообщения целы в хранилище.",
)
_both(Text.WRONG_REQUEST, "That is not possible: {why}.", "Так нельзя: {why}.")
