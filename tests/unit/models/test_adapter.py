"""An adapter is checked before the engine sees it, and what it took part in is never mixed with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory_core.errors import ModelFileInvalid
from memory_core.models.adapter import inspect_adapter
from memory_core.models.gguf import inspect
from memory_core.models.language_model import LanguageModel
from memory_core.types import Message, Piece, Role, Sampling
from tests.tools.tiny_gguf import LAYERS, WIDTH, write_tiny_gguf, write_tiny_lora

WITH = Sampling(max_tokens=12, temperature=0.0)
WITHOUT = Sampling(max_tokens=12, temperature=0.0, adapter=False)
PROMPT = "The keeper of the lighthouse wrote one line into the book every evening."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("adapter")
    write_tiny_gguf(folder / "tiny.gguf")
    write_tiny_lora(folder / "lora.gguf")
    return folder


@pytest.fixture(scope="module")
def adapted(folder: Path) -> Iterator[LanguageModel]:
    path = folder / "tiny.gguf"
    with LanguageModel.open(path, context=1024, threads=1, adapter=folder / "lora.gguf") as model:
        yield model


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(folder / "tiny.gguf", context=1024, threads=1) as model:
        yield model


def _answer(pieces: Iterator[Piece]) -> tuple[str, Piece]:
    read = list(pieces)
    return "".join(piece.text for piece in read), read[-1]


def test_an_adapter_says_what_it_is(folder: Path) -> None:
    found = inspect_adapter(folder / "lora.gguf", inspect(folder / "tiny.gguf"))
    assert (found.rank, found.matrices, found.name) == (4, 2 * LAYERS, "lora")
    assert found.file_bytes == (folder / "lora.gguf").stat().st_size


def test_it_changes_the_answers_and_can_be_left_out(adapted: LanguageModel, base: LanguageModel) -> None:
    plain, _ = _answer(base.complete(PROMPT, WITH))
    assert _answer(adapted.complete(PROMPT, WITH))[0] != plain
    assert _answer(adapted.complete(PROMPT, WITHOUT))[0] == plain


def test_a_prompt_computed_with_it_is_not_reused_without(adapted: LanguageModel) -> None:
    adapted.forget_prompt()
    with_it, first = _answer(adapted.complete(PROMPT, WITH))
    again, second = _answer(adapted.complete(PROMPT, WITH))
    without, third = _answer(adapted.complete(PROMPT, WITHOUT))
    back, fourth = _answer(adapted.complete(PROMPT, WITH))
    assert with_it == again == back != without
    assert second.evaluated_tokens == 1
    assert first.evaluated_tokens == third.evaluated_tokens == fourth.evaluated_tokens == first.prompt_tokens


@pytest.mark.parametrize("background", [False, True])
def test_scores_are_the_base_models_unless_asked_otherwise(
    adapted: LanguageModel, base: LanguageModel, background: bool
) -> None:
    line = adapted.background if background else adapted
    plain = base.score(["One", "Another"], " word")
    assert line.score(["One", "Another"], " word") == pytest.approx(plain, abs=1e-4)
    assert line.score(["One", "Another"], " word", adapter=True) != pytest.approx(plain, abs=1e-2)


def test_the_background_may_do_without_while_the_chat_uses_it(adapted: LanguageModel) -> None:
    chat = [Message(Role.USER, "Hello")]
    adapted.forget_prompt()
    text, first = _answer(adapted.chat(chat, WITH))
    alone, _ = _answer(adapted.background.chat(chat, WITHOUT))
    again, second = _answer(adapted.chat(chat, WITH))
    assert (text, second.evaluated_tokens) == (again, 1)
    assert alone != text
    assert first.evaluated_tokens > 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"architecture": "gemma3"}, "of the kind gemma3"),
        ({"width": 2 * WIDTH}, "another size"),
        ({"layers": LAYERS + 1}, "no matrix"),
        ({"layers": 0}, "changes nothing"),
    ],
)
def test_an_adapter_of_another_model_is_refused_before_anything_starts(
    folder: Path, tmp_path: Path, changes: dict[str, int], why: str
) -> None:
    wrong = write_tiny_lora(tmp_path / "wrong.gguf", **changes)  # type: ignore[arg-type]
    with pytest.raises(ModelFileInvalid, match=why) as error:
        LanguageModel.open(folder / "tiny.gguf", adapter=wrong, command=["false"])
    assert error.value.todo


def test_a_model_is_no_adapter_and_a_cut_one_neither(folder: Path, tmp_path: Path) -> None:
    tiny = inspect(folder / "tiny.gguf")
    with pytest.raises(ModelFileInvalid, match="no LoRA adapter"):
        inspect_adapter(folder / "tiny.gguf", tiny)
    cut = tmp_path / "cut.gguf"
    cut.write_bytes((folder / "lora.gguf").read_bytes()[:-100])
    with pytest.raises(ModelFileInvalid, match="incomplete"):
        inspect_adapter(cut, tiny)
