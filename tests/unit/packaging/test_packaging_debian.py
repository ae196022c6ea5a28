"""The Debian package's parts: what goes in, how it is laid out, and the archive written by hand."""

from __future__ import annotations

import argparse
import importlib
import io
import lzma
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import start
from app.cli import main as command_line

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "packaging" / "debian"
MOMENT = 1_700_000_000
ELF = b"\x7fELF then GLIBC_2.4 and GLIBC_2.31 and GLIBCXX_3.4.30"


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The modules of packaging/debian, which is no package of its own."""
    names = ("contents", "deb", "tree", "build")
    monkeypatch.syspath_prepend(FOLDER)
    yield {name: importlib.import_module(name) for name in names}
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A small folder like the one that PyInstaller makes."""
    folder = tmp_path / "frozen"
    library = folder / "_internal" / "llama_cpp" / "lib"
    library.mkdir(parents=True)
    (folder / "mneme").write_bytes(ELF)
    (folder / "mneme").chmod(0o700)
    for name in ("libllama.so", "libllama.so.0", "libllama.so.0.5.0"):
        (library / name).write_bytes(b"one library")
    (library / "libother.so.0").write_bytes(b"another")
    (folder / "_internal" / "libllama.so.0").symlink_to("llama_cpp/lib/libllama.so.0")
    return folder


def members(package: Path) -> dict[str, bytes]:
    """The ``ar`` archive's members, read by the format's own description."""
    content = package.read_bytes()
    assert content.startswith(b"!<arch>\n")
    found, place = {}, 8
    while place < len(content):
        header = content[place : place + 60]
        assert header[58:] == b"`\n"
        size = int(header[48:58])
        found[header[:16].decode().strip()] = content[place + 60 : place + 60 + size]
        place += 60 + size + size % 2
    return found


def test_a_package_written_by_hand_is_one(
    debian: dict[str, ModuleType], frozen: Path, tmp_path: Path
) -> None:
    deb, tree = debian["deb"], debian["tree"]
    root = tmp_path / "root"
    tree.lay(root, frozen, ROOT, MOMENT)
    texts = {**tree.control(root, "1.2.3", "amd64"), "md5sums": deb.checksums(root)}
    deb.normalise(root, MOMENT)
    first, second = tmp_path / "first.deb", tmp_path / "second.deb"
    for target in (first, second):
        deb.by_hand(root, texts, target, MOMENT)
    assert first.read_bytes() == second.read_bytes()
    parts = members(first)
    assert list(parts) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert parts["debian-binary"] == b"2.0\n"
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(parts["data.tar.xz"]))) as data:
        entries = {entry.name: entry for entry in data}
    assert {(entry.uname, entry.uid, entry.mtime) for entry in entries.values()} == {("root", 0, MOMENT)}
    assert entries["./opt/mneme/mneme"].mode == 0o755
    assert entries["./usr/share/applications/mneme.desktop"].mode == 0o644
    assert entries["./usr/bin/mneme"].linkname == "/opt/mneme/mneme"
    assert not [name for name in entries if name.startswith(("./home", "./root", "./var", "./etc"))]
    if shutil.which("dpkg-deb"):
        told = subprocess.run(["dpkg-deb", "-f", first, "Version"], stdout=subprocess.PIPE, check=True)
        assert told.stdout == b"1.2.3\n"
        subprocess.run(["dpkg-deb", "-x", first, tmp_path / "unpacked"], check=True)
        assert (tmp_path / "unpacked/opt/mneme/mneme").read_bytes() == ELF


def test_copies_of_a_library_become_links(
    debian: dict[str, ModuleType], frozen: Path, tmp_path: Path
) -> None:
    debian["tree"].lay(tmp_path / "root", frozen, ROOT, MOMENT)
    library = tmp_path / "root/opt/mneme/_internal/llama_cpp/lib"
    assert not (library / "libllama.so.0.5.0").is_symlink()
    for name in ("libllama.so", "libllama.so.0"):
        assert (library / name).readlink() == Path("libllama.so.0.5.0")
    assert (library / "libother.so.0").read_bytes() == b"another"
    assert (library.parents[1] / "libllama.so.0").read_bytes() == b"one library"


def test_it_depends_on_what_qt_needs_and_the_newest_c_library_named(
    debian: dict[str, ModuleType], frozen: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    debian["tree"].lay(root, frozen, ROOT, MOMENT)
    control = debian["tree"].control(root, "1.2.3", "amd64")
    assert set(control) == {"control"}, "a maintainer script could touch what is not the package's"
    fields = dict(line.split(": ", 1) for line in control["control"].splitlines() if not line.startswith(" "))
    depends = fields["Depends"].split(", ")
    assert {*start.QT_LIBRARIES.values(), *start.X_LIBRARIES.values(), "libc6 (>= 2.31)"} <= set(depends)
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("mneme", "1.2.3", "amd64")


def test_what_the_desktop_shows_of_it_is_well_formed(debian: dict[str, ModuleType]) -> None:
    icon = debian["tree"].icon(ROOT)
    assert ElementTree.fromstring(icon).tag.endswith("svg")
    assert "currentColor" not in icon
    told = ElementTree.fromstring(debian["tree"].description(ROOT, MOMENT))
    release = told.find("releases/release")
    assert release is not None
    assert release.get("date") == "2023-11-14"
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.get("version", ""))
    launcher = (FOLDER / "mneme.desktop").read_text(encoding="utf-8")
    assert launcher.startswith("[Desktop Entry]\n")
    assert {"Name", "Comment[ru]", "Exec", "Icon"} <= {line.split("=")[0] for line in launcher.splitlines()}


@pytest.mark.parametrize("page", ["mneme.1", "mneme.ru.1"])
def test_the_man_pages_name_every_command_and_switch(page: str) -> None:
    text = (FOLDER / page).read_text(encoding="utf-8")
    parser = command_line._parser("en")
    commands = next(
        action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    )
    for name in commands:
        assert re.search(rf"^\.BI? {name}\b", text, re.M), f"{page} says nothing of mneme {name}"
    for action in parser._actions:
        if action.option_strings and not isinstance(action, argparse._HelpAction):
            assert action.option_strings[-1] in text, f"{page} says nothing of {action.option_strings[-1]}"


def test_only_the_libraries_that_debian_does_not_bring_go_in(debian: dict[str, ModuleType]) -> None:
    belongs = debian["contents"].belongs
    assert belongs("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
    assert belongs("libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3")
    assert not belongs("libglib-2.0.so.0", "/lib/x86_64-linux-gnu/libglib-2.0.so.0")
    assert not belongs("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0")
    inside = "/somewhere/site-packages/"
    for kept in ("PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/translations/qtbase_ru.qm"):
        assert belongs(kept, inside + kept)
    for left in (
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6",
        "libQt6EglFsKmsSupport.so.6",
        "llama_cpp/lib/cmake/llama/llama-config.cmake",
    ):
        assert not belongs(left, inside + left)


def test_the_large_index_comes_with_the_first_module_that_imports_it(
    debian: dict[str, ModuleType], tmp_path: Path
) -> None:
    contents = debian["contents"]
    module = tmp_path / "memory_core" / "store" / "long_term.py"
    module.parent.mkdir(parents=True)
    (tmp_path / "app").mkdir()
    module.write_text("import numpy\n# import chromadb\n")
    assert contents.packages_with_files(tmp_path, voice=False) == ["llama_cpp"]
    assert "pydantic" in contents.excluded_modules(tmp_path)
    module.write_text("def late() -> None:\n    from chromadb.api import Client\n")
    assert "chromadb_rust_bindings" in contents.packages_with_files(tmp_path, voice=False)
    assert "pydantic" not in contents.excluded_modules(tmp_path)


def test_the_starter_voice_comes_only_when_it_is_asked_for(debian: dict[str, ModuleType]) -> None:
    packages = debian["contents"].packages_with_files
    assert not [name for name in packages(ROOT, voice=False) if "gemma" in name]
    assert len([name for name in packages(ROOT, voice=True) if "gemma" in name]) == 5


def test_a_package_with_the_voice_says_under_which_terms(
    debian: dict[str, ModuleType], frozen: Path, tmp_path: Path
) -> None:
    tree, build = debian["tree"], debian["build"]
    tree.lay(tmp_path / "without", frozen, ROOT, MOMENT)
    assert "Gemma" not in (tmp_path / "without" / tree.DOCS / "copyright").read_text(encoding="utf-8")
    (frozen / "_internal" / debian["contents"].VOICE).mkdir()
    tree.lay(tmp_path / "with", frozen, ROOT, MOMENT)
    assert "Gemma Terms of Use" in (tmp_path / "with" / tree.DOCS / "copyright").read_text(encoding="utf-8")
    with pytest.raises(start.Stop, match="with the starter voice"):
        build.build(voice=False, frozen=frozen)


def test_what_freezes_agrees_with_what_runs() -> None:
    def pinned(name: str) -> dict[str, str]:
        text = (start.LOCKS / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.M))

    runs, freezes = pinned("run.txt"), pinned("package.txt")
    assert "pyinstaller" in freezes
    assert {name: runs[name] for name in freezes if name in runs} == {
        name: version for name, version in freezes.items() if name in runs
    }
