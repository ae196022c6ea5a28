"""Models of other programs are found wherever these keep them, and nothing there is ever touched."""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.models import model_folders
from memory_core.models.discovery import Discovery, discover
from memory_core.models.gguf import inspect
from memory_core.models.model_folders import Owner, Surroundings
from tests.tools.tiny_gguf import CHAT_TEMPLATE, write_tiny_gguf

LINUX, WINDOWS, MACOS = "linux", "win32", "darwin"
DIGEST = "sha256:" + "ab" * 32


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def put(tiny: Path, *paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tiny, path)


def look(home: Path, platform: str = LINUX, **environ: str) -> Discovery:
    return discover(Surroundings(home, environ, platform, home.parent / "root"))


def names(found: Discovery) -> list[tuple[str, str]]:
    return [(str(one.owner), one.name) for one in found.models]


def ollama(tiny: Path, folder: Path, *tags: str, digest: str = DIGEST) -> None:
    put(tiny, folder / "blobs" / digest.replace(":", "-"))
    for tag in tags:
        manifest = folder / "manifests" / tag
        manifest.parent.mkdir(parents=True, exist_ok=True)
        layers = [
            {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "cd" * 32},
            {"mediaType": "application/vnd.ollama.image.model", "digest": digest},
        ]
        manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))


def write_other(path: Path, architecture: str, context: int) -> None:
    """A sound GGUF file that is no language model."""
    writer = gguf.GGUFWriter(path, architecture)
    if context:
        writer.add_context_length(context)
    writer.add_tensor("token_embd.weight", np.zeros((2, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def snapshot(home: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def test_an_empty_home_has_none(home: Path) -> None:
    for platform in (LINUX, WINDOWS, MACOS):
        assert look(home, platform) == Discovery((), complete=True)


def test_what_is_found_says_what_it_is(home: Path, tiny: Path) -> None:
    path = home / ".lmstudio" / "models" / "someone" / "Tiny-GGUF" / "Tiny-F32.gguf"
    put(tiny, path)
    (one,) = look(home).models
    assert (one.owner, one.name) == (Owner.LM_STUDIO, "Tiny-F32")
    assert (one.file.path, one.file.parts) == (path, (path,))
    assert one.file.file_bytes == tiny.stat().st_size
    assert (one.file.quantisation, one.file.context, one.file.chat_template) == ("F32", 8192, CHAT_TEMPLATE)
    assert one.file.parameters > 0


@pytest.mark.parametrize(
    ("platform", "gpt4all", "jan", "llama_cpp"),
    [
        (LINUX, ".local/share/nomic.ai/GPT4All", ".config/Jan/data", ".cache/llama.cpp"),
        (LINUX, ".local/share/nomic.ai/GPT4All", ".local/share/Jan/data", ".cache/llama.cpp"),
        (
            WINDOWS,
            "AppData/Local/nomic.ai/GPT4All",
            "AppData/Roaming/Jan/data",
            "AppData/Local/llama.cpp",
        ),
        (
            MACOS,
            "Library/Application Support/nomic.ai/GPT4All",
            "Library/Application Support/Jan/data",
            "Library/Caches/llama.cpp",
        ),
    ],
)
def test_every_program_on_every_system(
    home: Path, tiny: Path, platform: str, gpt4all: str, jan: str, llama_cpp: str
) -> None:
    put(
        tiny,
        home / gpt4all / "four.gguf",
        home / jan / "llamacpp" / "models" / "jan-one" / "model.gguf",
        home / llama_cpp / "org_repo_file.gguf",
        home / ".cache/huggingface/hub/models--org--repo/snapshots/abc/hub.gguf",
        home / ".lmstudio/models/org/repo/studio.gguf",
    )
    ollama(tiny, home / ".ollama/models", "registry.ollama.ai/library/llama3.2/3b")
    assert names(look(home, platform)) == [
        ("GPT4All", "four"),
        ("Hugging Face", "hub"),
        ("Jan", "jan-one"),
        ("LM Studio", "studio"),
        ("Ollama", "llama3.2:3b"),
        ("llama.cpp", "org_repo_file"),
    ]


def test_variables_of_the_environment_are_obeyed(home: Path, tiny: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    put(
        tiny,
        away / "hub/models--a--b/snapshots/1/deep/hub.gguf",
        away / "cache/cached.gguf",
        away / "local/nomic.ai/GPT4All/four.gguf",
        away / "roaming/Jan/data/llamacpp/models/j/model.gguf",
        home / ".cache/llama.cpp/not-here.gguf",
        home / ".cache/huggingface/hub/models--a--b/snapshots/1/not-here.gguf",
    )
    ollama(tiny, away / "ollama", "registry.ollama.ai/library/m/1")
    ollama(tiny, home / ".ollama/models", "registry.ollama.ai/library/not-here/1")
    found = look(
        home,
        WINDOWS,
        HF_HUB_CACHE=str(away / "hub"),
        HF_HOME=str(away / "nowhere"),
        LLAMA_CACHE=str(away / "cache"),
        LOCALAPPDATA=str(away / "local"),
        APPDATA=str(away / "roaming"),
        OLLAMA_MODELS=str(away / "ollama"),
    )
    assert names(found) == [
        ("GPT4All", "four"),
        ("Hugging Face", "hub"),
        ("Jan", "j"),
        ("Ollama", "m:1"),
        ("llama.cpp", "cached"),
    ]


def test_the_home_of_hugging_face_and_folders_of_the_desktop(home: Path, tiny: Path, tmp_path: Path) -> None:
    put(
        tiny,
        tmp_path / "hf/hub/models--a--b/snapshots/1/hub.gguf",
        tmp_path / "data/nomic.ai/GPT4All/four.gguf",
        tmp_path / "cache/llama.cpp/cached.gguf",
        home / "models/elsewhere.gguf",
    )
    found = look(
        home,
        HF_HOME=str(tmp_path / "hf"),
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
        OLLAMA_MODELS="relative/is/not/obeyed",
    )
    assert [one for _, one in names(found)] == ["four", "hub", "cached"]
    assert names(look(home, LLAMA_CACHE="~/models")) == [("llama.cpp", "elsewhere")]


def test_lm_studio_may_have_been_moved(home: Path, tiny: Path, tmp_path: Path) -> None:
    put(tiny, home / ".lmstudio/models/a/b/new.gguf")
    assert names(look(home)) == [("LM Studio", "new")]
    put(tiny, home / ".cache/lm-studio/models/a/b/old.gguf")
    assert names(look(home)) == [("LM Studio", "old")]
    moved = tmp_path / "moved"
    put(tiny, moved / "models/a/b/moved.gguf")
    (home / ".lmstudio-home-pointer").write_text(f"{moved}\n", encoding="utf-8")
    assert names(look(home)) == [("LM Studio", "moved")]
    put(tiny, tmp_path / "downloads/a/b/downloaded.gguf")
    (moved / "settings.json").write_text(json.dumps({"downloadsFolder": str(tmp_path / "downloads")}))
    assert names(look(home)) == [("LM Studio", "downloaded")]
    (moved / "settings.json").write_text('{"downloadsFolder": 7')
    assert names(look(home)) == [("LM Studio", "moved")]


def test_ollama_names_its_models_and_each_blob_once(home: Path, tiny: Path) -> None:
    folder = home / ".ollama/models"
    ollama(tiny, folder, "registry.ollama.ai/library/qwen3/4b", "registry.ollama.ai/library/qwen3/latest")
    other = write_tiny_gguf(home / "other", seed=8)
    ollama(other, folder, "hf.co/someone/Model-GGUF/Q4_K_M", digest="sha256:" + "ef" * 32)
    third = write_tiny_gguf(home / "third", seed=9)
    service = home.parent / "root/usr/share/ollama/.ollama/models"
    ollama(third, service, "registry.ollama.ai/me/mine/1")
    found = look(home)
    assert names(found) == [
        ("Ollama", "hf.co/someone/Model-GGUF:Q4_K_M"),
        ("Ollama", "me/mine:1"),
        ("Ollama", "qwen3:4b"),
    ]
    assert found.models[2].file.path == folder / "blobs" / DIGEST.replace(":", "-")
    assert ("Ollama", "me/mine:1") not in names(look(home, MACOS))


def test_manifests_that_lie_lead_nowhere(home: Path, tiny: Path) -> None:
    folder = home / ".ollama/models/manifests/registry.ollama.ai/library/evil"
    folder.mkdir(parents=True)
    put(tiny, home / "outside.gguf")
    model = "application/vnd.ollama.image.model"
    for number, text in enumerate(
        [
            "",
            "[]",
            "{",
            "[" * 100_000,
            '{"layers": {"a": 1}}',
            '{"layers": [1, null, {"mediaType": 3}]}',
            json.dumps({"layers": [{"mediaType": model, "digest": "sha256:../../../../outside.gguf"}]}),
            json.dumps({"layers": [{"mediaType": model, "digest": None}]}),
            json.dumps({"layers": [{"mediaType": model, "digest": "sha256:" + "0" * 64}]}),
        ]
    ):
        (folder / str(number)).write_text(text)
    assert look(home) == Discovery((), complete=True)


def test_jan_says_where_an_imported_model_lies(home: Path, tiny: Path, tmp_path: Path) -> None:
    data = home / ".config/Jan/data"
    put(
        tiny,
        tmp_path / "far/imported.gguf",
        data / "llamacpp/models/org/nested/model.gguf",
        data / "llamacpp/models/plain/model.gguf",
    )
    for folder, text in {
        "imported": f'name: "My model"\nmodel_path: {tmp_path}/far/imported.gguf\nsize_bytes: 3\n',
        "org/nested": "embedding: false\nmodel_path: llamacpp/models/org/nested/model.gguf\nname: Nested\n",
        "gone": "name: Gone\nmodel_path: /nowhere/x.gguf\n",
        "odd": "name: [\nmodel_path: \0\n",
    }.items():
        (data / "llamacpp/models" / folder).mkdir(parents=True, exist_ok=True)
        (data / "llamacpp/models" / folder / "model.yml").write_text(text)
    assert names(look(home)) == [("Jan", "My model"), ("Jan", "Nested"), ("Jan", "plain")]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_and_each_file_is_named_once(home: Path, tiny: Path) -> None:
    hub = home / ".cache/huggingface/hub/models--org--repo"
    put(tiny, hub / "blobs" / "a1b2")
    for revision in ("rev1", "rev2"):
        (hub / "snapshots" / revision).mkdir(parents=True)
        (hub / "snapshots" / revision / "Model-Q4.gguf").symlink_to(hub / "blobs" / "a1b2")
    models = home / ".lmstudio/models"
    models.mkdir(parents=True)
    (models / "loop").symlink_to(models)
    (models / "dangling.gguf").symlink_to(home / "nowhere")
    (models / "self.gguf").symlink_to(models / "self.gguf")
    found = look(home)
    assert names(found) == [("Hugging Face", "Model-Q4")]
    assert found.models[0].file.path.resolve() == hub / "blobs" / "a1b2"
    (models / "borrowed.gguf").symlink_to(hub / "blobs" / "a1b2")
    assert names(look(home)) == [("LM Studio", "borrowed")]
    (models / "borrowed.gguf").unlink()
    os.link(hub / "blobs" / "a1b2", models / "hard.gguf")
    assert names(look(home)) == [("LM Studio", "hard")]


def test_a_split_model_is_one_model(home: Path, tiny: Path) -> None:
    data = tiny.read_bytes()
    (keys,) = struct.unpack_from("<Q", data, 16)

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    count = text("split.count") + struct.pack("<IH", 2, 2)
    fill = -(len(count) + len(text("fill")) + 4 + 8) % 32
    count += text("fill") + struct.pack("<I", 8) + text("x" * fill)
    folder = home / ".lmstudio/models/a/b"
    put(tiny, folder / "big-00002-of-00002.gguf", folder / "half-00002-of-00003.gguf")
    first = folder / "big-00001-of-00002.gguf"
    first.write_bytes(data[:16] + struct.pack("<Q", keys + 2) + count + data[24:])
    (one,) = look(home).models
    assert one.name == "big"
    assert one.file.parts == (first, folder / "big-00002-of-00002.gguf")
    assert one.file.file_bytes == sum(path.stat().st_size for path in one.file.parts)


def test_what_is_unfinished_broken_or_cannot_answer_is_left_out(home: Path, tiny: Path) -> None:
    folder = home / ".lmstudio/models/a/b"
    put(
        tiny,
        folder / "incomplete-model.gguf",
        folder / "model.gguf.part",
        folder / "model.gguf.downloadInProgress",
        folder / "mmproj-model-f16.gguf",
        folder / ".hidden.gguf",
        folder / "UPPER.GGUF",
    )
    (folder / "cut.gguf").write_bytes(tiny.read_bytes()[:-1000])
    (folder / "page.gguf").write_text("<!DOCTYPE html>")
    (folder / "empty.gguf").write_bytes(b"")
    (folder / "folder.gguf").mkdir()
    write_other(folder / "encoder.gguf", "bert", context=512)
    write_other(folder / "adapter.gguf", "llama", context=0)
    assert inspect(folder / "encoder.gguf").context == 512
    assert names(look(home)) == [("LM Studio", "UPPER")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_a_pipe_is_not_waited_for(home: Path) -> None:
    folder = home / ".lmstudio/models"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.gguf")
    os.mkfifo(home / ".lmstudio-home-pointer")
    assert look(home) == Discovery((), complete=True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_passed_over(home: Path, tiny: Path) -> None:
    put(tiny, home / ".lmstudio/models/a/shut/x.gguf", home / ".lmstudio/models/b/open/y.gguf")
    shut = home / ".lmstudio/models/a/shut"
    shut.chmod(0)
    try:
        assert names(look(home)) == [("LM Studio", "y")]
    finally:
        shut.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_hostile_names_are_shown_harmlessly(home: Path, tiny: Path) -> None:
    folder = home / ".lmstudio/models"
    folder.mkdir(parents=True)
    hostile = (b"two\nlines", b"\xff\xfe", "right\u202eleft".encode(), b"x" * 200, b"%s{0}")
    for number, name in enumerate(hostile):
        write_tiny_gguf(home / "made", seed=number).rename(folder / os.fsdecode(name + b".gguf"))
    found = look(home)
    assert len(found.models) == 5
    for one in found.models:
        assert one.name.isprintable()
        assert len(one.name) <= 120
        assert one.file.path.is_file()


def test_nothing_is_changed(home: Path, tiny: Path) -> None:
    put(tiny, home / ".lmstudio/models/a/b/x.gguf", home / ".cache/llama.cpp/y.gguf")
    ollama(tiny, home / ".ollama/models", "registry.ollama.ai/library/m/1")
    before = snapshot(home)
    look(home)
    assert snapshot(home) == before


def test_a_search_can_be_cut_short(home: Path, tiny: Path) -> None:
    for number in range(4):
        path = home / f".lmstudio/models/a/{number}/m{number}.gguf"
        path.parent.mkdir(parents=True)
        write_tiny_gguf(path, seed=number)
    where = Surroundings(home, {}, LINUX, home.parent / "root")
    assert discover(where, cancelled=lambda: True) == Discovery((), complete=False)

    def ticking() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += 1.0

    ticks = ticking()
    some = discover(where, seconds=9.0, clock=lambda: next(ticks))
    assert not some.complete
    assert 0 < len(some.models) < 4
    assert len(discover(where).models) == 4


def test_a_walk_has_bounds(home: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = home / ".lmstudio/models"
    put(tiny, deep / "/".join("abcdefghij") / "deep.gguf")
    assert look(home) == Discovery((), complete=True)
    monkeypatch.setattr(model_folders, "_MOST_ENTRIES", 20)
    for number in range(30):
        (deep / f"{number}.txt").touch()
    assert not look(home).complete


@settings(max_examples=25)
@given(pointer=st.binary(max_size=60), settings_file=st.binary(max_size=60), note=st.binary(max_size=80))
def test_no_content_of_others_files_makes_it_fail(
    tmp_path_factory: pytest.TempPathFactory, pointer: bytes, settings_file: bytes, note: bytes
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".lmstudio-home-pointer").write_bytes(pointer)
    (home / ".lmstudio").mkdir()
    (home / ".lmstudio/settings.json").write_bytes(settings_file)
    folder = home / ".config/Jan/data/llamacpp/models/x"
    folder.mkdir(parents=True)
    (folder / "model.yml").write_bytes(b"model_path: " + note)
    manifest = home / ".ollama/models/manifests/registry.ollama.ai/library/m/1"
    manifest.parent.mkdir(parents=True)
    manifest.write_bytes(settings_file)
    assert look(home).complete


def test_what_this_program_downloaded_is_found_too(home: Path, tiny: Path, tmp_path: Path) -> None:
    own = tmp_path / "downloads"
    put(tiny, own / "fetched.gguf")
    (own / "half.gguf.part").write_bytes(b"GGUF")
    found = discover(Surroundings(home, {}, LINUX, home.parent / "root", own))
    assert [(one.owner, one.name) for one in found.models] == [(Owner.MNEME, "fetched")]
