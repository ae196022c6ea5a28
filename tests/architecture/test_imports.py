"""The direction of imports, who may know Qt, and who may open a socket (ARCHITECTURE.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.import_graph import Import, import_graph, imports_of

ROOT = Path(__file__).parents[2]

# Each row may import the rows above it and itself; rooms of one row do not import each other.
ROWS = (
    ("types", "errors", "clock"),
    ("params",),
    ("text",),
    ("store", "workers", "plasticity"),
    ("models",),
    ("perception", "tiers"),
    ("gate", "recall"),
    ("mirror", "learning"),
    ("hearing",),
    ("reflection",),
    ("sleep",),
    ("forgetting", "lane"),
    ("doors",),
    ("engine",),
    ("evaluation",),
)
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}
FOUNDATION = set(ROWS[0])
"""Plain values: the only row whose members may know each other."""

NETWORK = (
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp",
    "websockets", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "huggingface_hub",
    "asyncio.open_connection", "asyncio.start_server", "PySide6.QtNetwork", "PySide6.QtWebSockets",
    "chromadb.HttpClient", "chromadb.AsyncHttpClient", "chromadb.CloudClient", "chromadb.api.fastapi",
)  # fmt: skip
LOCAL_SOCKETS = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}
"""Between our own processes: no network."""

WITHOUT_QT = ("app.assistant", "app.keys", "app.settings", "app.exchange", "app.bridge", "app.network")


def room_of(module: str) -> str:
    """The room of a core module; the package itself is the engine's door."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "engine"


def within(module: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of the packages or lies in one."""
    return any(module == package or module.startswith(package + ".") for package in packages)


def breaches(graph: list[Import]) -> list[str]:
    """Every import that runs against the rules, each as one line."""
    found = []
    for edge in graph:
        importer, target = edge.importer, edge.target
        core = within(importer, ("memory_core",))
        if core and within(target, ("app",)):
            found.append(f"{edge}: the core does not know the program around it")
        if within(target, ("PySide6", "shiboken6", "pyqtgraph")) and (core or within(importer, WITHOUT_QT)):
            found.append(f"{edge}: this part works without Qt")
        network = within(target, NETWORK) and target not in LOCAL_SOCKETS
        if network and not within(importer, ("app.network",)):
            found.append(f"{edge}: only app.network opens sockets")
        if core and within(target, ("memory_core",)):
            here, there = room_of(importer), room_of(target)
            if here not in RANK or there not in RANK:
                unknown = here if here not in RANK else there
                found.append(f"{edge}: give the room {unknown!r} a place in ROWS")
            elif here != there and not (RANK[there] < RANK[here] or {here, there} <= FOUNDATION):
                found.append(f"{edge}: {here} stands before or beside {there}")
        mine, other = (name.split(".")[2:3] for name in (importer, target))
        screens = all(within(name, ("app.screens",)) for name in (importer, target))
        if screens and mine and other and mine != other:
            found.append(f"{edge}: screens do not know each other")
    return found


def test_every_import_runs_the_right_way() -> None:
    graph = import_graph(ROOT, ("memory_core", "app"))
    assert graph, "no imports were found: the walk is broken"
    assert breaches(graph) == []


KNOWN = {
    "memory_core", "memory_core.text", "memory_core.text.words", "memory_core.store",
    "memory_core.store.diary", "memory_core.workers", "memory_core.engine", "memory_core.errors",
    "memory_core.types",
    "app.screens", "app.screens.chat", "app.screens.memories", "app.assistant",
}  # fmt: skip


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("memory_core.text.words", "from memory_core.store.diary import Diary"),
        ("memory_core.text.words", "def f():\n    from ..store import diary"),
        ("memory_core.text.words", "import importlib\nimportlib.import_module('memory_core.store')"),
        ("memory_core.text.words", "import importlib\nimportlib.import_module('..store', __package__)"),
        ("memory_core.text.words", "from memory_core import Engine"),
        ("memory_core.text.words", "from memory_core import engine"),
        ("memory_core.store.diary", "from memory_core import workers"),
        ("memory_core.store.diary", "if TYPE_CHECKING:\n    import app.screens"),
        ("memory_core.store.diary", "def f():\n    import PySide6.QtCore"),
        ("memory_core.store.diary", "__import__('PySide6')"),
        ("memory_core.store.diary", "from urllib import request"),
        ("memory_core.store.diary", "import socket"),
        ("memory_core.workers", "from chromadb import HttpClient"),
        ("memory_core.drawer", "from memory_core import errors"),
        ("app.assistant", "from PySide6.QtCore import QObject"),
        ("app.screens.chat", "from PySide6.QtNetwork import QNetworkAccessManager"),
        ("app.screens.chat", "from app.screens.memories import MemoriesScreen"),
        ("app.screens.chat", "from . import memories"),
        ("app.screens.chat", "import requests"),
        ("memory_core.models.catalogue", "from http.client import HTTPSConnection"),
        ("app.assistant", "import ssl"),
    ],
)
def test_a_breach_is_seen(module: str, source: str) -> None:
    assert breaches(list(imports_of(source, module, is_package=False, known=KNOWN)))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("memory_core.store.diary", "from ..text.words import terms"),
        ("memory_core.store.diary", "from .. import errors"),
        ("memory_core.store.diary", "from urllib.parse import quote"),
        ("memory_core.errors", "from memory_core import types"),
        ("app.screens.chat", "from memory_core import Engine\nfrom PySide6.QtWidgets import QWidget"),
        ("app.shell", "from app.screens.chat import Chat\nfrom PySide6.QtNetwork import QLocalServer"),
        ("app.network.downloads", "import socket\nfrom http.client import HTTPSConnection"),
        ("app.assistant", "from app.network.openai import ServedLanguageModel"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert breaches(list(imports_of(source, module, is_package=False, known=KNOWN))) == []
