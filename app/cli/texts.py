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
    GATE = "gate"
    GATE_LOG = "gate_log"
    GATE_TEACH = "gate_teach"
    GATE_LESSONS = "gate_lessons"
    GATE_QUESTIONS = "gate_questions"
    GATE_KIND = "gate_kind"
    GATE_REASON = "gate_reason"
    GATE_TAUGHT = "gate_taught"
    GATE_BEFORE = "gate_before"
    GATE_NUMBER = "gate_number"
    GATE_NOT_WORTH = "gate_not_worth"
    GATE_WRONG = "gate_wrong"
    GATE_ANSWER = "gate_answer"
    GATE_KEEP = "gate_keep"
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
    GATE_KEPT = "gate_kept"
    GATE_STRENGTHENED = "gate_strengthened"
    GATE_REPLACED = "gate_replaced"
    GATE_PASSED = "gate_passed"
    GATE_HIDDEN = "gate_hidden"
    TAUGHT_WORTH = "taught_worth"
    TAUGHT_NOT_WORTH = "taught_not_worth"
    TAUGHT_WRONG = "taught_wrong"
    ANSWERED = "answered"
    # nights
    SLEEP = "sleep"
    SLEEP_REPORT = "sleep_report"
    FADING = "fading"
    FADING_PROTECTED = "fading_protected"
    PROFILE = "profile"
    NIGHT = "night"
    NIGHT_NONE = "night_none"
    NIGHT_NOTHING = "night_nothing"
    NIGHT_STOPPED = "night_stopped"
    NIGHT_ROLLED_BACK = "night_rolled_back"
    NIGHT_UNDONE = "night_undone"
    NIGHT_UNDO = "night_undo"
    NIGHT_MERGED = "night_merged"
    NIGHT_SETTLED = "night_settled"
    NIGHT_UNCERTAIN = "night_uncertain"
    NIGHT_GENERALISED = "night_generalised"
    NIGHT_PROFILE = "night_profile"
    NIGHT_FADED = "night_faded"
    NIGHT_LINKED = "night_linked"
    NIGHT_MOVED = "night_moved"
    NIGHT_REPLAYED = "night_replayed"
    FADES = "fades"
    STAYS = "stays"
    FADES_UNUSED = "fades_unused"
    FADES_TRIVIAL = "fades_trivial"
    FADES_PAST = "fades_past"
    STAYS_PINNED = "stays_pinned"
    STAYS_HEALTH = "stays_health"
    STAYS_IDENTITY = "stays_identity"
    STAYS_CLOSE = "stays_close"
    STAYS_RECURRING = "stays_recurring"
    STAYS_ASKED = "stays_asked"
    PROFILE_NONE = "profile_none"
    TOPIC_NAME = "topic_name"
    TOPIC_HOME = "topic_home"
    TOPIC_WORK = "topic_work"
    TOPIC_PEOPLE = "topic_people"
    TOPIC_LIKES = "topic_likes"
    TOPIC_HEALTH = "topic_health"
    TOPIC_PLANS = "topic_plans"
    TOPIC_HABITS = "topic_habits"
    TOPIC_WISHES = "topic_wishes"
    TOPIC_OTHER = "topic_other"
    # chat
    CHAT_HELLO = "chat_hello"
    CHAT_HELP = "chat_help"
    CHAT_UNKNOWN = "chat_unknown"
    TOOL_REMEMBER = "tool_remember"
    TOOL_FORGET = "tool_forget"
    TOOL_EDIT = "tool_edit"
    TOOL_SEARCH = "tool_search"
    TOOL_FAILED = "tool_failed"
    NO_ANSWER_YET = "no_answer_yet"
    WHY = "why"
    SUPPORT = "support"
    VOICE = "voice"
    LOADING = "loading"
    STOPPED = "stopped"
    # the key
    NEW_VAULT = "new_vault"
    ASK_PHRASE = "ask_passphrase"
    LOST = "lost"
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
    # the vault as a whole
    PURGE = "purge"
    YES = "yes"
    PURGE_BACKUPS = "purge_backups"
    UNDO = "undo"
    REDO = "redo"
    STEP = "step"
    BACKUP = "backup"
    BACKUP_PATH = "backup_path"
    BACKUPS = "backups"
    BACKUPS_THIN = "backups_thin"
    RESTORE = "restore"
    RESTORE_PATH = "restore_path"
    CHECK = "check"
    CHECK_REPAIR = "check_repair"
    BACKED_UP = "backed_up"
    BACKUP_HOLDS = "backup_holds"
    BACKUP_CLOSED = "backup_closed"
    RESTORED = "restored"
    RESTORED_KEPT = "restored_kept"
    CHECK_GOOD = "check_good"
    CHECK_BAD = "check_bad"
    PURGE_PLAN = "purge_plan"
    PURGE_BACKUP = "purge_backup"
    PURGE_SURE = "purge_sure"
    PURGE_YES = "purge_yes"
    PURGE_KEPT = "purge_kept"
    PURGED = "purged"
    PURGE_UNFINISHED = "purge_unfinished"
    PURGE_BACKUPS_HINT = "purge_backups_hint"
    REDONE = "redone"
    UNDO_LATER = "undo_later"
    UNDO_PURGED = "undo_purged"
    UNDO_NOTHING = "undo_nothing"
    UNDO_CHANGED = "undo_changed"
    # the selftest
    SELFTEST = "selftest"
    SELFTEST_OK = "selftest_ok"
    SELFTEST_FAILED = "selftest_failed"
    SELFTEST_LEFT_OUT = "selftest_left_out"
    SELFTEST_PLAIN = "selftest_plain"
    SELFTEST_ENCRYPTED = "selftest_encrypted"
    SELFTEST_READER = "selftest_reader"
    SELFTEST_OPENS = "selftest_opens"
    SELFTEST_REMEMBERS = "selftest_remembers"
    SELFTEST_RECALLS = "selftest_recalls"
    SELFTEST_READABLE = "selftest_readable"
    SELFTEST_HIDDEN = "selftest_hidden"
    SELFTEST_FORGETS = "selftest_forgets"
    SELFTEST_BACKS_UP = "selftest_backs_up"
    SELFTEST_CHECKS = "selftest_checks"
    SELFTEST_PURGES = "selftest_purges"
    SELFTEST_MODEL = "selftest_model"
    SELFTEST_NO_MODEL = "selftest_no_model"
    SELFTEST_GOOD = "selftest_good"
    SELFTEST_BAD = "selftest_bad"
    SELFTEST_OTHER_KEY = "selftest_other_key"
    SELFTEST_ANY_KEY = "selftest_any_key"
    SELFTEST_NOT_KEPT = "selftest_not_kept"
    SELFTEST_NO_ANSWER = "selftest_no_answer"
    SELFTEST_STILL_ANSWERS = "selftest_still_answers"
    SELFTEST_NOT_THERE = "selftest_not_there"
    SELFTEST_NOT_HIDDEN = "selftest_not_hidden"
    SELFTEST_STILL_THERE = "selftest_still_there"
    SELFTEST_SILENT = "selftest_silent"


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
_both(
    Text.GATE,
    "what was noticed in your words and why, and teaching it better",
    "что замечено в ваших словах и почему, и как научить лучше",
)
_both(Text.GATE_LOG, "list the decisions, the newest first", "показать решения, сначала новые")
_both(
    Text.GATE_TEACH,
    "save anyway what was let pass; or, with a switch, the reverse",
    "всё равно запомнить пропущенное; с ключом наоборот",
)
_both(Text.GATE_LESSONS, "list what you have taught", "показать, чему вы научили")
_both(
    Text.GATE_QUESTIONS,
    "list statements of yours that contradict each other, or say which one is true",
    "показать ваши противоречивые слова или сказать, что верно",
)
_both(
    Text.GATE_KIND,
    "only these: admit, reinforce, supersede or ignore",
    "только такие: admit, reinforce, supersede или ignore",
)
_both(
    Text.GATE_REASON,
    "only with this reason, as --json names it",
    "только с этой причиной, как её называет --json",
)
_both(Text.GATE_TAUGHT, "only those that you taught about", "только те, о которых вы что-то сказали")
_both(Text.GATE_BEFORE, "only those before this number", "только те, что раньше этого номера")
_both(Text.GATE_NUMBER, "a decision's number in the log", "номер решения в списке")
_both(Text.GATE_NOT_WORTH, "it was not worth remembering", "это не стоило запоминать")
_both(Text.GATE_WRONG, "it was understood wrongly", "это понято неверно")
_both(Text.GATE_ANSWER, "the number of a question", "номер вопроса")
_both(
    Text.GATE_KEEP,
    "which is true now: the newer, the older, or both",
    "что верно сейчас: новое (new), прежнее (old) или оба (both)",
)
_both(Text.GATE_KEPT, "Kept", "Запомнено")
_both(Text.GATE_STRENGTHENED, "Strengthened", "Закреплено")
_both(Text.GATE_REPLACED, "Replaced", "Обновлено")
_both(Text.GATE_PASSED, "Let pass", "Пропущено")
_both(Text.GATE_HIDDEN, "(words you wanted forgotten)", "(слова, которые вы просили забыть)")
_both(Text.TAUGHT_WORTH, "You taught: save such things.", "Вы научили: такое стоит запоминать.")
_both(Text.TAUGHT_NOT_WORTH, "You taught: not worth remembering.", "Вы научили: такое не стоит запоминать.")
_both(Text.TAUGHT_WRONG, "You taught: this was wrong.", "Вы научили: это было неверно.")
_both(Text.ANSWERED, "Thank you; kept as you said.", "Спасибо; так и запомнено.")
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
    "recall, latency, gate, ablate, lifetime, ewc, associative, start, voice or injections; "
    "then its own switches",
    "recall, latency, gate, ablate, lifetime, ewc, associative, start, voice или injections; дальше их ключи",
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
    Text.SLEEP,
    "let the memory sleep now: it is put in order, and the night can be undone",
    "дать памяти поспать: она наводит в себе порядок, и ночь можно отменить",
)
_both(Text.SLEEP_REPORT, "tell what the last night did instead", "вместо этого рассказать о последней ночи")
_both(Text.FADING, "list what fades next and why", "показать, что потускнеет следующим и почему")
_both(
    Text.FADING_PROTECTED,
    "also what never fades, with the reason",
    "и то, что никогда не тускнеет, с причиной",
)
_both(Text.PROFILE, "tell what is known of you, in sentences", "рассказать, что о вас известно")
_both(Text.NIGHT, "The night of {moment}:", "Ночь: {moment}.")
_both(Text.NIGHT_NONE, "There was no night yet.", "Ночей ещё не было.")
_both(Text.NIGHT_NOTHING, "There was nothing to sleep on.", "Спать было не с чем.")
_both(
    Text.NIGHT_STOPPED,
    "It was broken off; the next one goes on with it.",
    "Её прервали; следующая продолжит.",
)
_both(
    Text.NIGHT_ROLLED_BACK,
    "It was taken back by itself: recall had got worse. Everything is as it was.",
    "Она отменила себя сама: память стала находить хуже. Всё как было.",
)
_both(Text.NIGHT_UNDONE, "It was taken back.", "Она отменена.")
_both(Text.NIGHT_UNDO, "(mneme undo {number} takes it back.)", "(mneme undo {number} отменит её.)")
_both(Text.NIGHT_MERGED, "Put together:", "Объединено:")
_both(Text.NIGHT_SETTLED, "Settled:", "Решено:")
_both(Text.NIGHT_UNCERTAIN, "Which one is true?", "Что из этого верно?")
_both(Text.NIGHT_GENERALISED, "Seen as a whole:", "Увидено в целом:")
_both(Text.NIGHT_PROFILE, "About you:", "О вас:")
_both(Text.NIGHT_FADED, "Faded:", "Потускнело:")
_both(Text.NIGHT_LINKED, "  Linked: {count}", "  Связано: {count}")
_both(Text.NIGHT_MOVED, "  Tidied: {count}", "  Разложено по местам: {count}")
_both(Text.NIGHT_REPLAYED, "  Gone over again: {count}", "  Повторено: {count}")
_both(Text.FADES, "goes {day}: {why}", "уйдёт {day}: {why}")
_both(Text.STAYS, "stays: {why}", "останется: {why}")
_both(Text.FADES_UNUSED, "not needed for long", "давно не было нужно")
_both(Text.FADES_TRIVIAL, "a small everyday thing", "обыденная мелочь")
_both(Text.FADES_PAST, "its day is over", "его день прошёл")
_both(Text.STAYS_PINNED, "pinned", "закреплено")
_both(Text.STAYS_HEALTH, "health", "здоровье")
_both(Text.STAYS_IDENTITY, "who you are", "кто вы")
_both(Text.STAYS_CLOSE, "somebody close to you", "близкий человек")
_both(Text.STAYS_RECURRING, "it comes round again", "повторяется из года в год")
_both(Text.STAYS_ASKED, "you asked to remember it", "вы просили это запомнить")
_both(
    Text.PROFILE_NONE,
    "Nothing is written about you yet; it is written at night (mneme sleep).",
    "О вас ещё ничего не написано; это пишется ночью (mneme sleep).",
)
_both(Text.TOPIC_NAME, "Who you are", "Кто вы")
_both(Text.TOPIC_HOME, "Where you live and how to reach you", "Где вы живёте и как с вами связаться")
_both(Text.TOPIC_WORK, "Work", "Работа")
_both(Text.TOPIC_PEOPLE, "People close to you", "Близкие люди")
_both(Text.TOPIC_LIKES, "What you like", "Что вы любите")
_both(Text.TOPIC_HEALTH, "Health", "Здоровье")
_both(Text.TOPIC_PLANS, "Plans", "Планы")
_both(Text.TOPIC_HABITS, "Habits", "Привычки")
_both(Text.TOPIC_WISHES, "What you asked for", "О чём вы просили")
_both(Text.TOPIC_OTHER, "And besides", "И ещё")
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
_both(Text.TOOL_REMEMBER, "remembered: {result}", "запомнено: {result}")
_both(Text.TOOL_FORGET, "forgotten: {result}", "забыто: {result}")
_both(Text.TOOL_EDIT, "always in mind: {result}", "всегда под рукой: {result}")
_both(Text.TOOL_SEARCH, "looked up, {result} found", "поиск, найдено: {result}")
_both(Text.TOOL_FAILED, "the tool {name} was not used: {result}", "инструмент {name} не сработал: {result}")
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
_both(
    Text.LOST,
    "If you forget the passphrase, only the recovery key, which you will see next, opens your memories. "
    "Who has lost both can never read them again: nobody can reset it, not even we.",
    "Если вы забудете парольную фразу, ваши воспоминания откроет только ключ восстановления, который вы "
    "увидите дальше. Кто потеряет и то и другое, не прочтёт их уже никогда: сбросить фразу не может никто, "
    "даже мы.",
)
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
_both(
    Text.SELFTEST,
    "try every part on a vault of its own, in a temporary folder; yours is not opened",
    "проверить все части на отдельном временном хранилище; ваше не открывается",
)
_both(Text.SELFTEST_OK, "ok", "хорошо")
_both(Text.SELFTEST_FAILED, "failed", "сбой")
_both(Text.SELFTEST_LEFT_OUT, "left out", "пропуск")
_both(Text.SELFTEST_PLAIN, "a vault without encryption", "хранилище без шифрования")
_both(Text.SELFTEST_ENCRYPTED, "an encrypted vault", "зашифрованное хранилище")
_both(Text.SELFTEST_READER, "What reads your words starts", "Части, которые читают ваши слова, запускаются")
_both(Text.SELFTEST_OPENS, "Makes and opens it", "Создаётся и открывается")
_both(Text.SELFTEST_REMEMBERS, "Remembers in English and in Russian", "Запоминает по-русски и по-английски")
_both(Text.SELFTEST_RECALLS, "Answers in English and in Russian", "Отвечает по-русски и по-английски")
_both(Text.SELFTEST_READABLE, "Its files can be read, as chosen", "Файлы можно прочитать, как и выбрано")
_both(Text.SELFTEST_HIDDEN, "Its files show none of the words", "В файлах не видно ни одного из слов")
_both(
    Text.SELFTEST_FORGETS,
    "Forgets, takes that back and forgets again",
    "Забывает, отменяет это и забывает снова",
)
_both(
    Text.SELFTEST_BACKS_UP,
    "Makes a backup that opens and answers",
    "Делает копию, которая открывается и отвечает",
)
_both(Text.SELFTEST_CHECKS, "The vault is whole", "Хранилище цело")
_both(
    Text.SELFTEST_PURGES, "Purges without a trace in its files", "Стирает так, что в файлах не остаётся следа"
)
_both(Text.SELFTEST_MODEL, "A model loads and writes", "Модель загружается и пишет")
_both(
    Text.SELFTEST_NO_MODEL,
    "there is no model to test (--model FILE names one)",
    "нет модели для проверки (её называет --model ФАЙЛ)",
)
_both(Text.SELFTEST_GOOD, "All is well.", "Всё в порядке.")
_both(
    Text.SELFTEST_BAD,
    "Something is not as it should be; your own vault was not opened.",
    "Что-то не так, как должно быть; ваше хранилище не открывалось.",
)
_both(
    Text.SELFTEST_OTHER_KEY,
    "passphrase and recovery key do not give the same key",
    "парольная фраза и ключ восстановления дают разные ключи",
)
_both(Text.SELFTEST_ANY_KEY, "another key opened it too", "его открыл и чужой ключ")
_both(Text.SELFTEST_NOT_KEPT, "not every sentence was kept", "запомнено не всё")
_both(Text.SELFTEST_NO_ANSWER, "no right answer to “{question}”", "нет верного ответа на «{question}»")
_both(Text.SELFTEST_STILL_ANSWERS, "“{question}” is still answered", "на «{question}» ответ всё ещё есть")
_both(Text.SELFTEST_NOT_THERE, "the words are not where they were written", "слов нет там, куда они записаны")
_both(Text.SELFTEST_NOT_HIDDEN, "the words can be read in its files", "слова можно прочитать в файлах")
_both(Text.SELFTEST_STILL_THERE, "the words are still in its files", "слова всё ещё есть в файлах")
_both(Text.SELFTEST_SILENT, "the model wrote nothing", "модель ничего не написала")
_both(
    Text.PURGE,
    "delete for good a memory by its number, or all that holds a text",
    "удалить навсегда запись по номеру или всё, что содержит текст",
)
_both(Text.YES, "do not ask", "не спрашивать")
_both(Text.PURGE_BACKUPS, "delete it from the backups too", "удалить и из резервных копий")
_both(Text.UNDO, "take back the last change", "отменить последнее изменение")
_both(Text.REDO, "do again what was taken back last", "повторить то, что отменено последним")
_both(Text.STEP, "a change's number", "номер изменения")
_both(Text.BACKUP, "make a checked copy of the vault", "сделать проверенную копию хранилища")
_both(
    Text.BACKUP_PATH,
    "a file or a folder; the vault's own folder if none is given",
    "файл или папка; без них папка самого хранилища",
)
_both(Text.BACKUPS, "list the copies", "показать копии")
_both(
    Text.BACKUPS_THIN,
    "first remove old ones: one a day, a week, a month stay",
    "сначала убрать старые: остаётся по одной в день, неделю, месяц",
)
_both(
    Text.RESTORE,
    "put a copy in the vault's place; what it replaces is kept",
    "поставить копию на место хранилища; прежнее сохранится",
)
_both(Text.RESTORE_PATH, "the copy's file", "файл копии")
_both(Text.CHECK, "check whether the vault is whole", "проверить, цело ли хранилище")
_both(
    Text.CHECK_REPAIR, "mend what can be mended, after a backup", "исправить, что можно, сначала сделав копию"
)
_both(Text.BACKED_UP, "Copied and checked: {path}", "Копия сделана и проверена: {path}")
_both(Text.BACKUP_HOLDS, "(still holds something deleted for good)", "(в ней ещё есть удалённое навсегда)")
_both(Text.BACKUP_CLOSED, "(cannot be looked into)", "(заглянуть в неё нельзя)")
_both(Text.RESTORED, "Restored: {path}", "Восстановлено: {path}")
_both(Text.RESTORED_KEPT, "What it replaced is kept: {path}", "Прежнее сохранено: {path}")
_both(Text.CHECK_GOOD, "The vault is whole.", "Хранилище цело.")
_both(
    Text.CHECK_BAD,
    "The vault is not whole. --repair mends indexes; for the rest restore a backup.",
    "Хранилище повреждено. --repair исправит указатели; остальное вернёт резервная копия.",
)
_both(
    Text.PURGE_PLAN,
    "To be deleted for good: {memories} memories, words of {turns} messages, and all that was made of them.",
    "Будет удалено навсегда: записей {memories}, слова сообщений: {turns}, и всё, что из них получено.",
)
_both(Text.PURGE_BACKUP, "This backup holds it: {path}", "Это есть в копии: {path}")
_both(Text.PURGE_SURE, "This cannot be undone. Delete it? [y/N] ", "Это нельзя отменить. Удалить? [д/Н] ")
_both(
    Text.PURGE_YES,
    "Nobody can be asked here; add --yes to delete it.",
    "Здесь некого спросить; добавьте --yes, чтобы удалить.",
)
_both(Text.PURGE_KEPT, "Nothing was deleted.", "Ничего не удалено.")
_both(Text.PURGED, "Deleted for good:", "Удалено навсегда:")
_both(
    Text.PURGE_UNFINISHED,
    "Not wiped yet, tried again at the next opening: {place}",
    "Ещё не стёрто, будет стёрто при следующем открытии: {place}",
)
_both(Text.PURGE_BACKUPS_HINT, "(--backups deletes it there too.)", "(--backups удалит и там.)")
_both(Text.REDONE, "Done again.", "Повторено.")
_both(
    Text.UNDO_LATER,
    "A later change stands in the way, number {number}: {text}",
    "Мешает более позднее изменение, номер {number}: {text}",
)
_both(
    Text.UNDO_PURGED,
    "What it was about was deleted for good; that cannot be taken back.",
    "То, чего это касалось, удалено навсегда; отменить нельзя.",
)
_both(Text.UNDO_NOTHING, "There is nothing to take back.", "Отменять нечего.")
_both(
    Text.UNDO_CHANGED,
    "It has changed since, so it stays as it is.",
    "С тех пор это изменилось, поэтому остаётся как есть.",
)

_PLACES: dict[str, tuple[str, str]] = {
    "memories": ("memories", "воспоминания"),
    "spans": ("passages of the diary, overwritten", "места в дневнике, затёрты"),
    "vectors": ("fingerprints of meaning", "отпечатки смысла"),
    "words": ("entries of the search", "записи поиска"),
    "journal": ("entries of the history", "записи истории"),
    "verdicts": ("decisions about what was noticed", "решения о замеченном"),
    "teachings": ("lessons", "уроки"),
    "questions": ("questions", "вопросы"),
    "learnt": ("things learnt from it", "выученное из этого"),
    "drafts": ("drafts", "черновики"),
    "attachments": ("attachments", "вложения"),
    "titles": ("titles of chats", "названия разговоров"),
    "blocks": ("sentences of core memory", "предложения основной памяти"),
    "backups": ("backups written anew", "копии, записанные заново"),
    "prompts": ("prompts that the voice kept", "запросы, которые хранил голос"),
    "crash reports": ("reports of crashes", "отчёты о сбоях"),
    "connections": ("entries of the network log", "записи журнала сети"),
    "server keys": ("keys of servers", "ключи серверов"),
    "long-term index": ("the long-term index", "долговременный указатель"),
    "log": ("the database's log", "журнал базы"),
    "file": ("the database file", "файл базы"),
}


def place_name(place: str, language: Language) -> str:
    """A place of a purge's receipt, as it is told on a terminal."""
    names = _PLACES.get(place, (place, place))
    return names[language == "ru"]
