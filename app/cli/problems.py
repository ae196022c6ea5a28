"""Problems of the machine in three sentences: what happened, what it means for the data, what to do."""

from __future__ import annotations

import sys

from app.cli.texts import Text, text
from app.settings import Told
from memory_core import errors
from memory_core.errors import EnvironmentProblem
from memory_core.text.language import Language

_UNTOUCHED = "В хранилище ничего не изменилось."
_SAFE = "Ваши сообщения и записи целы."
_RUSSIAN: tuple[tuple[type[EnvironmentProblem], str, str, str], ...] = (
    (errors.WrongKey, "Ключ не подходит к этому хранилищу.", _UNTOUCHED,
     "Попробуйте ещё раз (проверьте раскладку и Caps Lock) или введите ключ восстановления."),
    (errors.KeyNeeded, "Хранилище зашифровано, нужен ключ.", _UNTOUCHED,
     "Откройте его в терминале или укажите --passphrase-file; новое без шифрования создаёт --plain."),
    (errors.NotAVault, "В этой папке лежит что-то другое, не хранилище.", _UNTOUCHED,
     "Выберите другую папку или уберите посторонний файл."),
    (errors.VaultDamaged, "Файл хранилища повреждён.", "Ничего не перезаписано, файл остался как был.",
     "Восстановите последнюю копию."),
    (errors.VaultTooNew, "Хранилище записано более новой версией программы.", _UNTOUCHED,
     "Обновите программу и откройте его снова."),
    (errors.VaultReadOnly, "В папку хранилища нельзя писать.", _UNTOUCHED,
     "Дайте себе право писать в неё или выберите другую папку."),
    (errors.VaultBusy, "Хранилище слишком долго занято другой программой.", _UNTOUCHED,
     "Закройте её и попробуйте снова."),
    (errors.DiskFull, "На диске нет места.", "Это изменение не записано, прежние записи целы.",
     "Освободите место и попробуйте снова."),
    (errors.VaultError, "С хранилищем не удалось работать.", _UNTOUCHED, "Попробуйте снова."),
    (errors.ModelFileInvalid, "Файл модели повреждён или это не модель.", _SAFE,
     "Выберите другой файл модели."),
    (errors.ModelTooLarge, "Модель не помещается в память компьютера.", _SAFE, "Выберите модель поменьше."),
    (errors.ModelCrashed, "Процесс модели завершился сбоем.", _SAFE,
     "Повторите вопрос или выберите другую модель."),
    (errors.ProcessorUnsupported, "Этот процессор не подходит для модели.", _SAFE,
     "Пользуйтесь памятью без модели: --model none."),
    (errors.ModelError, "Модель не может ответить.", _SAFE, "Повторите или выберите другую модель."),
    (errors.AssetMissing, "Не хватает файла программы.", _SAFE, "Установите программу заново."),
)  # fmt: skip


def three_sentences(problem: EnvironmentProblem, language: Language) -> str:
    """The problem for the user. In Russian the original first sentence follows in brackets: it
    names the file.
    """
    if language == "ru":
        for kind, what, data, todo in _RUSSIAN:
            if isinstance(problem, kind):
                return f"{what} {data} {todo}\n({problem.what})"
    return str(problem)


def told_sentence(told: Told, language: Language) -> str:
    """What happened to the settings' file, in a sentence."""
    if told.reason == "field":
        return text(Text.SETTINGS_FIELD, language, fields=", ".join(told.fields))
    name = Text.SETTINGS_NEWER if told.reason == "newer" else Text.SETTINGS_UNREADABLE
    return text(name, language, aside=str(told.aside or "?"))


def complain(sentence: str) -> None:
    """Print a problem on standard error."""
    print(sentence, file=sys.stderr, flush=True)
