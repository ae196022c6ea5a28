"""Another thing in the same words is no change and no repetition of the first; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core import PLAIN, Engine
from memory_core.gate.likeness import values_by_kind
from memory_core.gate.matter import carried
from memory_core.models.embedder import OnnxEmbedder
from memory_core.types import Status
from tests.tools.set_clock import SetClock

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

THINGS = {
    # what is known, another thing in the same frame, the first said again, the first changed
    "medicines": (
        "I take 50 mg of sertraline at night.",
        "The doctor changed my lisinopril, I take 20 mg now.",
        "Sertraline, 50 mg at night, as I said.",
        "My sertraline went up to 75 mg.",
    ),
    "schools": (
        "Ella goes to Meadow Lane primary school.",
        "Tom goes to Brookfield primary school now.",
        "As I said, Ella is at Meadow Lane primary.",
        "Ella has changed schools, she goes to Hillside now.",
    ),
    "favourites": (
        "I love gouda, that's my favourite kind of cheese.",
        "My favourite kind of bread is rye now.",
        None,
        "My favourite kind of cheese is feta now.",
    ),
    "favourites by name": (
        "My favourite cheese is gouda.",
        "My favourite bread is rye now.",
        "Gouda is still my favourite cheese.",
        "My favourite cheese is feta now.",
    ),
    "plants": (
        "I water the ficus on Mondays.",
        "From now on I water the orchid on Fridays.",
        "I water the ficus on Mondays, as always.",
        "I water the ficus on Thursdays now.",
    ),
    "cars": (
        "The Volvo has its service in May.",
        "The Fiat has its service in September now.",
        "The Volvo's service is still in May.",
        "The Volvo's service has been moved to June.",
    ),
    "pets": (
        "Our cat eats salmon kibble in the morning.",
        "Our dog eats turkey kibble now.",
        "As I said, our cat eats salmon kibble in the morning.",
        "We switched our cat to chicken kibble.",
    ),
    "clubs": (
        "Book club meets on Tuesday evenings.",
        "Chess club meets on Thursday evenings from now on.",
        "Book club is on Tuesday evenings, as you know.",
        "Book club has moved to Wednesday evenings.",
    ),
    "neighbours": (
        "The neighbour upstairs is called Ruth.",
        "The new neighbour downstairs is called Martin.",
        "The neighbour upstairs is Ruth, as I told you.",
        "Ruth moved out, the neighbour upstairs is Colin now.",
    ),
    "bank cards": (
        "The PIN of my blue bank card is 4471.",
        "The PIN of my travel card is 9026 now.",
        "As I told you, the PIN of my blue bank card is 4471.",
        "I changed the PIN of my blue bank card to 8812.",
    ),
    "rooms": (
        "We painted our kitchen sage green last year.",
        "We repainted our bedroom, the walls are dark blue now.",
        "As I told you, we painted our kitchen sage green.",
        "We repainted our kitchen, the walls are lemon yellow now.",
    ),
    "teas": (
        "I prefer the green tea from the corner shop.",
        "I prefer the black tea from the market.",
        "As I said, I prefer the green tea from the corner shop.",
        None,
    ),
    "лекарства": (
        "Я принимаю сертралин, 50 мг каждый вечер.",
        "Врач поменял дозу: теперь принимаю лизиноприл 20 мг.",
        "Сертралин, как я говорила, 50 мг каждый вечер.",
        "Сертралин мне подняли, теперь принимаю 75 мг.",
    ),
    "школы": (
        "Соня ходит в школу на Зелёной улице.",
        "Матвей теперь ходит в школу на Речной улице.",
        "Как я говорила, Соня ходит в школу на Зелёной.",
        "Соня сменила школу, теперь ходит в лицей на Парковой.",
    ),
    "любимое": (
        "Обожаю сулугуни, если речь про сыр.",
        "Теперь больше всего люблю чиабатту, если речь про хлеб.",
        "Сулугуни обожаю по-прежнему, если речь про сыр.",
        "Теперь больше всего люблю маасдам, если речь про сыр.",
    ),
    "растения": (
        "Фикус я поливаю по понедельникам.",
        "Орхидею теперь поливаю по пятницам.",
        "Фикус, как всегда, поливаю по понедельникам.",
        "Фикус теперь поливаю по четвергам.",
    ),
    "машины": (
        "У «Лады» техосмотр в мае.",
        "У «Шкоды» техосмотр теперь в сентябре.",
        "Техосмотр у «Лады», как я говорил, в мае.",
        "Техосмотр «Лады» перенесли на июнь.",
    ),
    "питомцы": (
        "Кошка ест корм с лососем.",
        "Собака теперь ест корм с индейкой.",
        "Кошка, как я говорила, ест корм с лососем.",
        "Кошку перевели на корм с кроликом.",
    ),
    "кружки": (
        "Книжный клуб собирается по вторникам вечером.",
        "Шахматный клуб теперь собирается по четвергам вечером.",
        "Книжный клуб, как всегда, по вторникам вечером.",
        "Книжный клуб перенесли на среду.",
    ),
    "соседи": (
        "Соседку сверху зовут Раиса.",
        "Нового соседа снизу зовут Мартин.",
        "Соседка сверху, напоминаю, Раиса.",
        "Раиса съехала, соседку сверху теперь зовут Нелли.",
    ),
    "карты": (
        "Пин-код синей карты 4471.",
        "Пин-код зарплатной карты теперь 9026.",
        "Пин-код синей карты, как я говорил, 4471.",
        "Поменял пин-код синей карты, теперь 8812.",
    ),
    "комнаты": (
        "Кухня у нас покрашена в оливковый цвет.",
        "Нашу спальню мы перекрасили, теперь она тёмно-синяя.",
        "Кухня по-прежнему покрашена в оливковый цвет.",
        "Нашу кухню мы перекрасили, теперь она лимонная.",
    ),
}


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    """The shipped embedder, loaded once for the module."""
    return OnnxEmbedder.shipped()


@pytest.fixture
def engine(tmp_path: Path, clock: SetClock, embedder: OnnxEmbedder) -> Iterator[Engine]:
    """A new plain vault."""
    with Engine.open(tmp_path / "vault", key=PLAIN, clock=clock, embedder=embedder) as opened:
        yield opened


def kinds(engine: Engine, text: str, day: int) -> set[str]:
    return {
        verdict.kind.value for verdict in engine.perceive(text, at=START + timedelta(days=day)).verdicts()
    }


@pytest.mark.parametrize("things", THINGS.values(), ids=THINGS)
def test_another_thing_in_the_same_frame(
    engine: Engine, things: tuple[str, str, str | None, str | None]
) -> None:
    known, another, again, change = things
    assert kinds(engine, known, 0) == {"admit"}
    assert kinds(engine, another, 20) == {"admit"}
    if again is not None:
        assert kinds(engine, again, 40) == {"reinforce"}
    if change is not None:
        assert kinds(engine, change, 60) == {"supersede"}
        engine.settle()
        assert [one.text for one in engine.memories.find(status=Status.SUPERSEDED)] == [known]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("The doctor changed my lisinopril, I take 20 mg now.", ("lisinopril",)),
        ("My favourite kind of bread is rye now.", ("bread", "rye")),
        ("Орхидею теперь поливаю по пятницам.", ("орхид",)),
        ("I pay 40 euros every month.", ()),
    ],
)
def test_the_matter_is_neither_frame_nor_figure_nor_announcement(text: str, matter: tuple[str, ...]) -> None:
    assert carried(text) == matter


@given(st.text(max_size=200))
def test_any_text_has_a_matter_or_none(text: str) -> None:
    assert all(carried(text)) or carried(text) == ()


def test_may_is_a_month_in_every_case_and_martin_is_none() -> None:
    assert values_by_kind("Техосмотр в мае")["month"] == values_by_kind("до конца мая")["month"]
    assert values_by_kind("Соседа зовут Мартин, у него маяк")["month"] == frozenset()
