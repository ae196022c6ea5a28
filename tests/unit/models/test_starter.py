"""The starter voice: put together once, whole or not at all, with its terms; and the real model at work."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory_core.models import starter
from memory_core.models.language_model import LanguageModel
from memory_core.types import Message, Role, Sampling
from memory_core.workers import launch

needs_package = pytest.mark.skipif(
    not starter.installed(), reason="the optional voice package is not installed"
)


@pytest.fixture(scope="module")
def gemma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = starter.starter_path(tmp_path_factory.mktemp("voice"))
    assert path is not None
    return path


@pytest.fixture(scope="module")
def voice(gemma: Path) -> Iterator[LanguageModel]:
    with LanguageModel.open(gemma, threads=1) as model:
        yield model


def _in_another_program(code: str, packages: Path) -> str:
    """Run code with only ``packages`` and this project to import from, as if nothing else were installed."""
    environment = launch.environment()
    environment["PYTHONPATH"] = f"{packages}:{environment['PYTHONPATH']}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_without_the_package_there_is_no_voice(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "sys.path = [p for p in sys.path if 'site-packages' not in p]\n"
        "from memory_core.models import starter\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "print(starter.starter_path(folder), starter.notice(), starter.terms_path())"
    )
    assert _in_another_program(code, tmp_path) == "None None None"


@pytest.mark.parametrize("chunk", ["wrong bytes", None])
def test_an_altered_or_incomplete_package_is_named_and_leaves_no_file(
    tmp_path: Path, chunk: str | None
) -> None:
    package = tmp_path / "packages" / starter.PACKAGE
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef chunk_paths(): return [Path(__file__).with_name('chunk')]\n"
    )
    if chunk:
        (package / "chunk").write_text(chunk)
    target = tmp_path / "cache"
    code = (
        "import pathlib\n"
        "from memory_core.models import starter\n"
        "from memory_core.errors import AssetMissing\n"
        f"target = pathlib.Path({str(target)!r})\n"
        "try:\n"
        "    starter.starter_path(target)\n"
        "except AssetMissing as error:\n"
        "    print(error.what, sorted(p.name for p in target.glob('*')) if target.exists() else [])"
    )
    assert _in_another_program(code, package.parent).endswith("[]")


@needs_package
def test_the_model_is_put_together_once(gemma: Path) -> None:
    assert hashlib.sha256(gemma.read_bytes()).hexdigest() == starter.SHA256
    changed = gemma.stat().st_mtime_ns
    assert starter.starter_path(gemma.parent) == gemma
    assert gemma.stat().st_mtime_ns == changed
    assert not list(gemma.parent.glob("*.part"))


@needs_package
def test_a_half_written_file_is_written_again_and_progress_is_told(tmp_path: Path) -> None:
    (tmp_path / starter.FILE_NAME).write_bytes(b"half")
    told: list[tuple[int, int]] = []
    path = starter.starter_path(tmp_path, lambda done, total: told.append((done, total)))
    assert path is not None
    assert told[-1][0] == told[-1][1] == path.stat().st_size
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@needs_package
def test_its_terms_travel_with_it(gemma: Path) -> None:
    terms = starter.terms_path()
    assert terms is not None
    assert "Gemma" in terms.read_text(encoding="utf-8")
    assert starter.LICENCE_URL in (starter.notice() or "")
    assert starter.LICENCE_URL in gemma.with_name(f"{gemma.name}.NOTICE.txt").read_text(encoding="utf-8")


@needs_package
def test_it_is_a_base_model(voice: LanguageModel) -> None:
    info = voice.describe()
    assert not info.has_chat_template
    assert (info.quantisation, info.parameters) == ("Q4_K_M", 268_098_176)
    assert list(voice.chat([Message(Role.USER, "Hello")], Sampling(max_tokens=4)))[-1].finish in (
        "stop",
        "length",
    )


@needs_package
@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("What is the parrot called?", "Our parrot is called Figaro."),
        ("Where does Ingrid live?", "Ingrid moved to Tromsø."),
        ("Как зовут попугая?", "Нашего попугая зовут Фигаро."),
    ],
)
def test_its_scores_find_the_fact_that_answers(voice: LanguageModel, question: str, fact: str) -> None:
    facts = ["I drink barley coffee.", "The meeting is on Thursday.", "Мой брат играет в шашки.", fact]
    scores = voice.score([f"{one}\n" for one in facts], question)
    assert facts[scores.index(max(scores))] == fact


@needs_package
def test_its_second_turn_computes_only_what_is_new(voice: LanguageModel) -> None:
    history = "The lighthouse keeper wrote one line into the book every evening. " * 12
    list(voice.complete(history, Sampling(max_tokens=2, temperature=0.0)))
    text = [
        piece.text for piece in voice.complete(history + "One day", Sampling(max_tokens=6, temperature=0.0))
    ]
    warm = list(voice.complete(history + "One day", Sampling(max_tokens=6, temperature=0.0)))
    assert warm[-1].evaluated_tokens <= 0.1 * warm[-1].prompt_tokens
    voice.forget_prompt()
    cold = list(voice.complete(history + "One day", Sampling(max_tokens=6, temperature=0.0)))
    assert cold[-1].evaluated_tokens == cold[-1].prompt_tokens
    assert "".join(text) == "".join(piece.text for piece in cold)
