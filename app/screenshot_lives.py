"""The invented lives that the pictures show: days ago, conversation, words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Life:
    """What was said, what is pinned, forgotten and taught (by words), what is asked, what is shown.

    ``noticed`` is the decision shown; ``doubted`` is said at the end and contradicts what was said before;
    ``deleted`` is deleted for good.
    """

    language: Literal["en", "ru"]
    said: tuple[tuple[int, str, str], ...]
    asked: tuple[str, ...]
    shown: str
    noticed: str
    doubted: str
    deleted: str
    lasting: str = ""
    """The memory whose forgetting curve is shown."""
    taught: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    """Memories edited before the night (by words), with their new text: the night finds what that does."""


LIVES = MappingProxyType(
    {
        "en": Life(
            "en",
            (
                (400, "garden", "We watched an old film about a lighthouse."),
                (190, "garden", "We moved into the house by the river, it is number 12 on Mill Lane."),
                (121, "family", "My daughter Nora was born on 3 March 2019."),
                (121, "family", "She is allergic to hazelnuts, so no nut cakes for her."),
                (88, "work", "My phone number is 555-0142."),
                (64, "work", "I work as a bookbinder in a small shop near the harbour."),
                (40, "trip", "We are going to Lisbon in October to see my brother Theo."),
                (26, "health", "My blood type is A negative."),
                (60, "work", "My locker number is 214."),
                (50, "family", "My brother Theo keeps bees."),
                (11, "family", "My brother Theo sings in a choir."),
                (7, "work", "My bus now leaves at 7:10."),
                (30, "work", "My bus leaves at 7:25."),
                (12, "garden", "I prefer tea without sugar, the smoky kind."),
                (150, "garden", "We painted the garden shed dark green."),
                (148, "work", "The binding press was repaired last week."),
                (33, "family", "Nora goes swimming on Saturdays."),
                (19, "family", "On Saturdays Nora goes swimming at the old pool."),
                (5, "family", "Nora goes swimming every Saturday morning."),
                (6, "music", "I have started learning the cello on Tuesdays."),
                (5, "work", "My shift starts at 8:00."),
                (4, "family", "As I said, Nora is allergic to hazelnuts."),
                (3, "work", "From now on my shift starts at 7:30."),
                (3, "work", "The bus was late today."),
                (2, "work", "The shop's alarm code is on the blue card in my desk."),
                (1, "music", "My cello teacher is called Ines."),
                (1, "music", "The neighbour's cat sat on the piano."),
            ),
            ("My dentist, Dr Halloran, moved to 5 Quay Street.", "What is Nora allergic to?"),
            "Nora was born",
            "shift starts at 7:30",
            "I think my phone number is 555-0199.",
            "number is 555-0142",
            "Lisbon in October",
            taught=("cat sat",),
            pinned=("blood type", "Nora was born"),
            forgotten=("alarm code",),
            mended=(
                ("sings in a choir", "Theo, my brother, keeps bees."),
                ("I have started", "My locker number is 241."),
            ),
        ),
        "ru": Life(
            "ru",
            (
                (400, "сад", "Мы с Варей посмотрели старый фильм про маяк."),
                (190, "сад", "Мы переехали в дом у реки, Мельничный переулок, 12."),
                (121, "семья", "Моя дочь Варя родилась 3 марта 2019 года."),
                (121, "семья", "У Вари аллергия на фундук, никаких ореховых тортов."),
                (88, "работа", "Мой номер телефона 555-01-42."),
                (64, "работа", "Я работаю переплётчиком в маленькой мастерской у порта."),
                (40, "поездка", "В октябре мы едем в Калининград к моему брату Фёдору."),
                (26, "здоровье", "У меня вторая отрицательная группа крови."),
                (60, "работа", "Мой шкафчик номер 214."),
                (50, "семья", "Мой брат Фёдор держит пчёл."),
                (11, "семья", "Мой брат Фёдор поёт в хоре."),
                (7, "работа", "Теперь мой автобус отходит в 7:10."),
                (30, "работа", "Мой автобус отходит в 7:25."),
                (12, "сад", "Я люблю чай без сахара, с дымком."),
                (150, "сад", "Мы покрасили сарай в саду в тёмно-зелёный цвет."),
                (148, "работа", "На прошлой неделе починили переплётный пресс."),
                (33, "семья", "По субботам Варя ходит на плавание."),
                (19, "семья", "Варя ходит по субботам на плавание в старый бассейн."),
                (5, "семья", "Варя каждую субботу утром ходит на плавание."),
                (6, "музыка", "По вторникам я учусь играть на виолончели."),
                (5, "работа", "Моя смена начинается в 8:00."),
                (4, "семья", "Как я уже говорил, у Вари аллергия на фундук."),
                (3, "работа", "Теперь моя смена начинается в 7:30."),
                (3, "работа", "Автобус сегодня опоздал."),
                (2, "работа", "Запасной ключ от дома лежит под синим горшком."),
                (1, "музыка", "Мою учительницу виолончели зовут Инга."),
                (1, "музыка", "Соседский кот сидел на пианино."),
            ),
            ("Мой зубной врач Галкин переехал на Набережную, 5.", "На что аллергия у Вари?"),
            "Варя родилась",
            "смена начинается в 7:30",
            "Кажется, мой номер телефона 555-01-99.",
            "телефона 555-01-42",
            "едем в Калининград",
            taught=("кот сидел",),
            pinned=("группа крови", "Варя родилась"),
            forgotten=("Запасной ключ",),
            mended=(
                ("поёт в хоре", "Фёдор, мой брат, держит пчёл."),
                ("учусь играть", "Мой шкафчик номер 241."),
            ),
        ),
    }
)
