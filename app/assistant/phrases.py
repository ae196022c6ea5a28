"""Every sentence that the assistant says by itself, in both languages, in one table.

The Russian sentences avoid forms that would guess the user's or the assistant's gender.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memory_core.text.language import Language


class Say(StrEnum):
    """Names of the sentences."""

    # from memory
    QUOTE = "quote"
    QUOTE_AGAIN = "quote_again"
    QUOTE_OTHER = "quote_other"
    MEANT_DATE = "meant_date"
    UNTIL = "until"
    UNKNOWN = "unknown"
    UNKNOWN_GENERAL = "unknown_general"
    UNKNOWN_STARTER = "unknown_starter"
    ABOUT_YOU = "about_you"
    ABOUT_YOU_EMPTY = "about_you_empty"
    # of a statement
    KEPT = "kept"
    KEPT_SEVERAL = "kept_several"
    REPLACED = "replaced"
    KNOWN = "known"
    DIARY = "diary"
    OFF_RECORD = "off_record"
    OFF_RECORD_ANSWER = "off_record_answer"
    # small talk
    HELLO = "hello"
    HOW_ARE_YOU = "how_are_you"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    TODAY = "today"
    # about itself
    IDENTITY = "identity"
    IDENTITY_RECALL = "identity_recall"
    IDENTITY_STARTER = "identity_starter"
    HELP = "help"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Both:
    """One sentence in both languages; ``{names}`` in braces are its fields."""

    en: str
    ru: str


_TABLE: dict[Say, Both] = {
    Say.QUOTE: Both(
        en="You told me on {date}: “{text}”",
        ru="Вот что вы говорили {date}: «{text}»",
    ),
    Say.QUOTE_AGAIN: Both(
        en="On {date} you also said: “{text}”",
        ru="А {date} вы говорили ещё: «{text}»",
    ),
    Say.QUOTE_OTHER: Both(
        en="{speaker} said on {date}: “{text}”",
        ru="{speaker}, {date}: «{text}»",
    ),
    Say.MEANT_DATE: Both(
        en="That is {date}.",
        ru="То есть {date}",
    ),
    Say.UNTIL: Both(
        en="That was so until {date}.",
        ru="Так было до {date}",
    ),
    Say.UNKNOWN: Both(
        en="I do not know: nothing that you told me answers this. Tell me, and I will keep it in mind.",
        ru="Этого я не знаю: ничто из того, что вы говорили, не отвечает на это. Расскажите, и я запомню.",
    ),
    Say.UNKNOWN_GENERAL: Both(
        en="I cannot answer this: it is nothing that you told me, and I have no model that knows the world.",
        ru="На это я ответить не могу: вы об этом не говорили, а модели, которая знает мир, у меня "
        "сейчас нет.",
    ),
    Say.UNKNOWN_STARTER: Both(
        en="I cannot answer this: it is nothing that you told me, and my starter voice knows too little "
        "of the world to be trusted.",
        ru="На это я ответить не могу: вы об этом не говорили, а мой начальный голос слишком мало знает "
        "о мире, чтобы ему верить.",
    ),
    Say.ABOUT_YOU: Both(
        en="This is what I keep in mind about you:",
        ru="Вот что я помню о вас:",
    ),
    Say.ABOUT_YOU_EMPTY: Both(
        en="Nothing yet. Tell me about yourself, and I will keep what matters.",
        ru="Пока ничего. Расскажите о себе, и я запомню главное.",
    ),
    Say.KEPT: Both(
        en="I will keep in mind: “{text}”",
        ru="Я запомню: «{text}»",
    ),
    Say.KEPT_SEVERAL: Both(
        en="I will keep in mind:",
        ru="Я запомню:",
    ),
    Say.REPLACED: Both(
        en="I have brought what I knew up to date: “{text}”",
        ru="Теперь я знаю по-новому: «{text}»",
    ),
    Say.KNOWN: Both(
        en="Yes, I have that in mind already.",
        ru="Да, это я уже помню.",
    ),
    Say.DIARY: Both(
        en="All right. It stands in our diary.",
        ru="Хорошо. Это осталось в нашем дневнике.",
    ),
    Say.OFF_RECORD: Both(
        en="Off the record: I have written nothing down, and I will not.",
        ru="Не для записи: я ничего не записываю.",
    ),
    Say.OFF_RECORD_ANSWER: Both(
        en="(Off the record: neither your message nor this answer is written down.)",
        ru="(Не для записи: ни ваше сообщение, ни этот ответ нигде не сохраняются.)",
    ),
    Say.HELLO: Both(
        en="Hello! What is on your mind?",
        ru="Здравствуйте! О чём поговорим?",
    ),
    Say.HOW_ARE_YOU: Both(
        en="All is well here, thank you. And how are you?",
        ru="Всё хорошо, спасибо. А как вы?",
    ),
    Say.THANKS: Both(
        en="You are welcome.",
        ru="Пожалуйста!",
    ),
    Say.GOODBYE: Both(
        en="Goodbye! I will be here, with all that you told me.",
        ru="До свидания! Я буду здесь, со всем, что вы рассказали.",
    ),
    Say.TODAY: Both(
        en="Today is {date}.",
        ru="Сегодня {date}.",
    ),
    Say.IDENTITY: Both(
        en="I am Mneme, an assistant that remembers what you tell it. I live on this computer only: "
        "nothing leaves it. I write down what is new, and I can always say when you told me and why I"
        " kept it.",
        ru="Я Mneme, помощник, который помнит то, что вы рассказываете. Я живу только на этом "
        "компьютере: наружу ничего не уходит. Я записываю новое и всегда могу сказать, когда вы об "
        "этом говорили и почему я это помню.",
    ),
    Say.IDENTITY_RECALL: Both(
        en="Right now no language model is loaded, so I answer from memory, in your own words.",
        ru="Сейчас языковая модель не загружена, поэтому я отвечаю по памяти, вашими же словами.",
    ),
    Say.IDENTITY_STARTER: Both(
        en="I speak with a small starter voice ({model}): memory finds the answers, the voice puts them "
        "into words. It knows little of the world; for longer conversations choose a bigger model.",
        ru="Я говорю маленьким начальным голосом ({model}): ответы находит память, голос облекает их в "
        "слова. О мире он знает мало; для долгих бесед выберите модель побольше.",
    ),
    Say.HELP: Both(
        en="Tell me about your life, and ask me later: “When is my appointment?”, “What did I say about "
        "the garden?”. “What do you know about me?” shows what I keep. Say “off the record” and "
        "nothing is written down.",
        ru="Рассказывайте о своей жизни, а потом спрашивайте: «Когда у меня приём?», «Что я говорил(а) о"
        " саде?». «Что ты обо мне знаешь?» покажет, что я помню. Скажите «не для записи», и я ничего "
        "не запишу.",
    ),
    Say.OFFER: Both(
        en="By the way: I speak with a small starter voice. With a bigger model I can talk about more "
        "than what you told me; you choose one under Models.",
        ru="Кстати: я говорю маленьким начальным голосом. С моделью побольше можно говорить не только о "
        "том, что вы рассказали; выбрать её можно в разделе «Модели».",
    ),
}


def say(name: Say, language: Language, /, **fields: str) -> str:
    """The sentence in the language, with its fields put in."""
    both = _TABLE[name]
    text = both.ru if language == "ru" else both.en
    return text.format_map(fields) if fields else text
