"""What the tree holds: names that say something, licences beside assets, locks with hashes, no hosts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = {"build", "dist", "__pycache__"}
OUR_DOTS = {".ci", ".github", ".gitignore", ".editorconfig", ".gitattributes"}
LOCKS = ROOT / "packaging" / "locks"

# Joined here so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
PLACES = ["/wo" + "rk/", "/opt/py" + "pi"]


def files() -> Iterator[Path]:
    """Every file of the project itself."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in OUR_DOTS
        if path.is_file() and not hidden and not MADE.intersection(parts):
            yield path


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file with what it says."""
    for path in files():
        if path.stat().st_size < 4_000_000:
            data = path.read_bytes()
            if b"\0" not in data:
                yield path.relative_to(ROOT), data.decode("utf-8", errors="replace")


def test_no_drawer_for_the_rest() -> None:
    drawers = {"utils", "util", "misc", "helpers", "helper", "common", "stuff"}
    for path in files():
        names = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
        assert not names & drawers, path


def test_no_package_index_and_no_place_of_one_machine_is_named() -> None:
    found = [(str(path), word) for path, text in texts() for word in HOSTS + PLACES if word in text.lower()]
    assert found == []


def test_every_folder_of_assets_states_its_licence() -> None:
    table = (ROOT / "assets" / "LICENSES.md").read_text(encoding="utf-8")
    folders = [path for path in (ROOT / "assets").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert folders
    for folder in folders:
        row = re.search(rf"^\| `{folder.name}/` \|.*$", table, re.MULTILINE)
        assert row, f"assets/LICENSES.md does not say whose {folder.name}/ is"
        for name in re.findall(r"\((\S+?)\)", row.group(0)):
            assert (ROOT / "assets" / name).is_file(), f"the licence text {name} is missing"


def test_licence_is_complete() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("name", ["uv", "build", "run", "voice", "dev"])
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    assert "http" not in re.sub(r"^\S*http\S*==|via.*|#.*", "", text, flags=re.MULTILINE)
    hashes = r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
    packages = re.findall(r"^(\S+?)==(\S+)(?: ; .*?)? \\\n" + hashes, text, re.M)
    assert len(packages) == len(re.findall(r"^[^\s#]", text, re.M)) > 0
    assert "torch" not in {package for package, *_ in packages}, "PyTorch is too large for what Mneme needs"


def test_locks_belong_to_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    voice = (LOCKS / "voice.in").read_text(encoding="utf-8").split()
    assert voice == project["project"]["optional-dependencies"]["voice"]
    assert project["build-system"]["requires"][0] in (LOCKS / "build.in").read_text(encoding="utf-8")
    for lock, wanted in (
        ("run", project["project"]["dependencies"]),
        ("dev", project["dependency-groups"]["dev"]),
    ):
        locked = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8").lower()
        for requirement in wanted:
            name = re.split(r"[<>=\[ ]", requirement)[0].lower()
            assert re.search(rf"^{re.escape(name)}==", locked, re.M), f"{name} is not in {lock}.txt"


def test_files_agree_on_versions() -> None:
    """They are installed together, so a package in two of them must have one version."""
    seen: dict[str, str] = {}
    for name in ("run", "voice", "dev"):
        pins = re.findall(r"^(\S+?)==([^ \\]+(?: ; [^\\]*)?)", (LOCKS / f"{name}.txt").read_text(), re.M)
        for package, pin in pins:
            key = package + pin.partition(";")[2]
            version = pin.split()[0]
            assert seen.setdefault(key, version) == version, package
