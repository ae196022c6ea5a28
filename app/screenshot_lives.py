"""The invented lives that the pictures show: days ago, conversation, words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Life:
    """What was said, what is pinned and forgotten (by words), what is asked at the end, what is shown."""

    language: Literal["en", "ru"]
    said: tuple[tuple[int, str, str], ...]
    asked: tuple[str, ...]
    shown: str
    pinned: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()


LIVES = MappingProxyType(
    {
        "en": Life(
            "en",
            (
                (190, "garden", "We moved into the house by the river, it is number 12 on Mill Lane."),
                (121, "family", "My daughter Nora was born on 3 March 2019."),
                (121, "family", "She is allergic to hazelnuts, so no nut cakes for her."),
                (64, "work", "I work as a bookbinder in a small shop near the harbour."),
                (40, "trip", "We are going to Lisbon in October to see my brother Theo."),
                (26, "health", "My blood type is A negative."),
                (12, "garden", "I prefer tea without sugar, the smoky kind."),
                (6, "music", "I have started learning the cello on Tuesdays."),
                (2, "work", "The shop's alarm code is on the blue card in my desk."),
                (1, "music", "My cello teacher is called Ines."),
            ),
            ("My dentist, Dr Halloran, moved to 5 Quay Street.", "What is Nora allergic to?"),
            "Nora was born",
            pinned=("blood type", "Nora was born"),
            forgotten=("alarm code",),
        ),
        "ru": Life(
            "ru",
            (
                (190, "сад", "Мы переехали в дом у реки, Мельничный переулок, 12."),
                (121, "семья", "Моя дочь Варя родилась 3 марта 2019 года."),
                (121, "семья", "У Вари аллергия на фундук, никаких ореховых тортов."),
                (64, "работа", "Я работаю переплётчиком в маленькой мастерской у порта."),
                (40, "поездка", "В октябре мы едем в Калининград к моему брату Фёдору."),
                (26, "здоровье", "У меня вторая отрицательная группа крови."),
                (12, "сад", "Я люблю чай без сахара, с дымком."),
                (6, "музыка", "По вторникам я учусь играть на виолончели."),
                (2, "работа", "Код сигнализации мастерской лежит на синей карточке в столе."),
                (1, "музыка", "Мою учительницу виолончели зовут Инга."),
            ),
            ("Мой зубной врач Галкин переехал на Набережную, 5.", "На что аллергия у Вари?"),
            "Варя родилась",
            pinned=("группа крови", "Варя родилась"),
            forgotten=("Код сигнализации",),
        ),
    }
)
