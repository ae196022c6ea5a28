"""Why the gate decided as it did: each reason key with a person's words in English and Russian.

The window and the command line show these; the log keeps only the keys.
"""

from __future__ import annotations

from typing import Literal

REASONS: dict[str, tuple[str, str]] = {
    # grounds for writing it down
    "statement": (
        "You told me something about yourself that lasts.",
        "Вы рассказали о себе то, что не изменится завтра.",
    ),
    "remember": ("You asked me to remember it.", "Вы попросили это запомнить."),
    "instruction": ("You told me how to behave from now on.", "Вы сказали, как мне вести себя впредь."),
    "reminder": ("You asked to be reminded of it.", "Вы попросили об этом напомнить."),
    "confirmed": ("You confirmed what I had put to you.", "Вы подтвердили то, что я предположил."),
    "answer": ("You answered my question.", "Вы ответили на мой вопрос."),
    "correction": ("You corrected an earlier statement.", "Вы исправили сказанное раньше."),
    "cancel": ("Something was called off.", "Что-то отменилось."),
    "health": ("It is about health.", "Это касается здоровья."),
    "contact": ("It is a phone number, an address or an account.", "Это телефон, адрес или номер счёта."),
    "kin": ("It is about somebody close to you.", "Это о близком вам человеке."),
    "life_event": ("Something in your life has changed.", "В вашей жизни что-то произошло."),
    "slot": (
        "It is a plain fact about you or somebody you know.",
        "Это простой факт о вас или о ком-то из знакомых.",
    ),
    "preference": ("It is a liking or a dislike.", "Это о том, что нравится или не нравится."),
    "habit": ("It is a habit or a regular day.", "Это привычка или постоянный день."),
    "plan": ("It is a plan.", "Это план."),
    "state": ("It is how things are with you.", "Так обстоят ваши дела."),
    "standing_note": ("It is a note or a list to keep.", "Это заметка или список на будущее."),
    "pet": ("It is about an animal of yours.", "Это о вашем питомце."),
    "whereabouts": ("It says where something is kept.", "Здесь сказано, где что-то лежит."),
    "number": ("It holds a figure worth keeping.", "В этом есть число, которое стоит сохранить."),
    "date": ("It holds a date.", "В этом есть дата."),
    "name": ("It names somebody or something of yours.", "Здесь названо что-то или кто-то из вашей жизни."),
    "both_stand": (
        "It contradicts a memory that is surer, so both stand until you say which is right.",
        "Это противоречит более надёжному воспоминанию: оба остаются, пока вы не скажете, что верно.",
    ),
    "kept_part": (
        "The rest of an earlier memory, the part that is still true.",
        "Остаток прежнего воспоминания: та часть, что по-прежнему верна.",
    ),
    "taught": ("You told me that it is worth remembering.", "Вы сказали, что это стоит запомнить."),
    # it is known, or replaces what is known
    "repeated": ("You said it again, so I am surer of it.", "Вы повторили это, и я в этом увереннее."),
    "changed": (
        "It replaces what you told me before: things have changed.",
        "Это заменяет прежнее: обстоятельства изменились.",
    ),
    "corrected": ("It replaces a slip you put right.", "Это заменяет ошибку, которую вы исправили."),
    "cancelled": ("What was planned is off.", "Запланированное отменено."),
    "resumed": ("What was called off is on again.", "Отменённое снова в силе."),
    "replaced": ("The same message replaces it.", "То же сообщение это заменяет."),
    # grounds for letting it pass
    "question": ("It is a question.", "Это вопрос."),
    "recollect": ("It only asks whether you told me.", "Это лишь вопрос, говорили ли вы мне."),
    "request": ("It is a task for now, not a fact.", "Это поручение на сейчас, а не факт."),
    "forget": ("It asks me to forget.", "Это просьба забыть."),
    "hypothetical": ("It is only imagined.", "Это только предположение."),
    "joke": ("It is a joke.", "Это шутка."),
    "laugh": ("It is laughter.", "Это смех."),
    "anecdote": ("It is a story in passing.", "Это случай к слову."),
    "momentary": ("It will not matter tomorrow.", "Завтра это будет неважно."),
    "today": ("It is about today only.", "Это только про сегодня."),
    "fleeting": ("It is a liking of the moment.", "Это симпатия на минуту."),
    "weather": ("It is about the weather.", "Это о погоде."),
    "venting": ("It is a sigh, not a fact.", "Это вздох, а не факт."),
    "chitchat": ("It is small talk.", "Это обмен любезностями."),
    "greeting": ("It is a greeting.", "Это приветствие."),
    "thin": ("There is too little in it.", "Здесь слишком мало сказано."),
    "no_anchor": ("It says nothing about you or your people.", "Это не о вас и не о ваших близких."),
    "passing": ("It does not look lasting.", "Это не похоже на что-то надолго."),
    "scene": ("It was said in a role.", "Это сказано в роли."),
    "foreign": ("They are not your own words.", "Это не ваши собственные слова."),
    "injected": (
        "It is a pasted text that gives me orders.",
        "Это вставленный текст, который мне приказывает.",
    ),
    "shout": ("It is an exclamation.", "Это восклицание."),
    "second_person": ("It is about me, not about you.", "Это обо мне, а не о вас."),
}


def reason_text(key: str, language: Literal["en", "ru"] = "en") -> str:
    """A reason in a person's words; an unknown key (from a newer version) is said plainly."""
    english, russian = REASONS.get(key, ("Another reason.", "Другая причина."))
    return russian if language == "ru" else english
