#!/usr/bin/env python3
"""Set everything up and start Mneme. Needs Python with pip and a C++ compiler; the rest it sees to itself.

Standard library only, and written so that an old Python can still read it and be told what is missing.
What it makes lies in ``.venv`` and ``.tools`` beside this file; what was downloaded or compiled is kept in
uv's cache, so that a second start takes a second and a second copy of the project some seconds. Every package
is locked by hash in ``packaging/locks``: uv itself, the tools that build, and all that the program imports.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

USAGE = """\
python3 start.py [SWITCHES]                 set up and start Mneme
python3 start.py [SWITCHES] COMMAND ...     set up and run a command of Mneme, for example: chat
python3 start.py [SWITCHES] -- ...          the same, all that follows goes to Mneme: -- --help
python3 start.py [SWITCHES] setup           set up only
python3 start.py [SWITCHES] test ...        set up and run ruff, mypy and pytest (what follows goes to pytest)
python3 start.py lock ...                   write packaging/locks anew (what follows goes to uv: --upgrade)

Switches, remembered until you say otherwise:
  --no-voice, --voice   without or with the starter voice (Gemma 3 270M, 253 MB, Gemma terms)
  --gpu KIND            compile llama.cpp for cuda, vulkan, hip, sycl; none takes it back
Other switches:
  --no-apt              name missing system packages, install none
  --help                this text
Environment: MNEME_CMAKE_ARGS holds more CMake arguments for llama.cpp, separated by semicolons (remembered).
"""

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "packaging" / "locks"
VENV = ROOT / ".venv"
UV_FOLDER = ROOT / ".tools" / "uv"
STAMP = VENV / "mneme-setup.json"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHONS = ((3, 11), (3, 12), (3, 13))
VOICE_NOTICE = (
    "The starter voice is Gemma 3 270M, provided under and subject to the Gemma Terms of Use found at "
    "https://ai.google.dev/gemma/terms (--no-voice leaves it out)."
)

# One llama.cpp for every x86 or ARM processor: the CPU backends are plug-ins, the best is chosen at run time.
# The three folders keep its files inside the package. uv reuses its compiled wheel only while this text stays
# the same to the letter. Elsewhere llama.cpp's own choice is right (Metal on a Mac).
CMAKE_LINUX = (
    "-DGGML_NATIVE=OFF",
    "-DGGML_BACKEND_DL=ON",
    "-DGGML_CPU_ALL_VARIANTS=ON",
    "-DLLAVA_BUILD=OFF",
    "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include",
)
CMAKE_ELSEWHERE = ("-DLLAVA_BUILD=OFF",)
GPU = {
    "none": (),
    "cuda": ("-DGGML_CUDA=ON",),
    "vulkan": ("-DGGML_VULKAN=ON",),
    "hip": ("-DGGML_HIP=ON",),
    "sycl": ("-DGGML_SYCL=ON",),
}

# What Qt's wheel needs from the system: library -> Debian package.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
X_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}


class Stop(Exception):
    """Set-up cannot go on; the message says what happened and what to do."""


def say(text: str) -> None:
    """Print one line at once: what follows may take minutes."""
    print("[mneme] " + text, flush=True)


class Wishes:
    """What the command line asks for.

    ``voice``, ``gpu`` and ``cmake`` are None where nothing was said; ``rest`` goes on to the command.
    """

    def __init__(self, arguments: list[str]) -> None:
        self.command = "run"
        self.voice: bool | None = None
        self.gpu: str | None = None
        self.cmake: str | None = os.environ.get("MNEME_CMAKE_ARGS")
        self.apt = True
        self.help = False
        self.rest: list[str] = []
        waiting = list(arguments)
        while waiting:
            word = waiting.pop(0)
            if word in ("--voice", "--no-voice"):
                self.voice = word == "--voice"
            elif word == "--no-apt":
                self.apt = False
            elif word in ("--help", "-h"):
                self.help = True
            elif word == "--gpu" or word.startswith("--gpu="):
                kind = word[6:] if "=" in word else (waiting.pop(0) if waiting else "")
                if kind not in GPU:
                    raise Stop("--gpu takes one of: " + ", ".join(GPU) + ".")
                self.gpu = kind
            elif word == "--":
                self.rest = waiting
                break
            elif word.startswith("-"):
                raise Stop(f"{word} is no switch of start.py. For Mneme itself: python3 start.py -- {word}")
            else:
                if word in ("test", "lock", "setup"):
                    self.command, self.rest = word, waiting
                else:
                    self.rest = [word, *waiting]
                break


# --- the system: libraries, compiler ------------------------------------------------------------------------


def has_library(name: str) -> bool:
    """Whether the system's loader finds the shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_compiler() -> bool:
    """Whether a C++ compiler is there to compile llama.cpp with."""
    if WINDOWS:
        return True  # CMake finds Visual Studio by itself, and its message is the better one
    return any(shutil.which(name) for name in (os.environ.get("CXX"), "c++", "g++", "clang++") if name)


def has_display() -> bool:
    """Whether a window could be shown to someone, or to a test; Mneme itself asks the same."""
    return not LINUX or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def needs_window(wishes: Wishes) -> bool:
    """Whether this very call needs what Qt needs; talking in the terminal does not."""
    rest = wishes.rest
    if wishes.command != "run":
        return wishes.command == "test"
    if rest and not rest[0].startswith("-"):
        return rest[0] == "bench" and "start" in rest  # it measures how fast the window opens
    return has_display() and not {"-h", "--help"}.intersection(rest)


def missing_system_packages(window: bool, screen: bool, testing: bool, compiling: bool) -> list[str]:
    """Debian's names of what is not there: for Qt, Qt on an X server, the tests, a compilation."""
    libraries = {**(QT_LIBRARIES if window else {}), **(X_LIBRARIES if screen else {})}
    missing = [package for library, package in libraries.items() if not has_library(library)]
    if testing:
        missing += [package for program, package in X_PROGRAMS.items() if not shutil.which(program)]
    if compiling and not has_compiler():
        missing.append("g++")
    return missing


def administrator() -> list[str] | None:
    """The words to put before apt-get to run it without asking anyone, or None if that cannot be."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    quiet = subprocess.DEVNULL
    if shutil.which("sudo") and subprocess.call([*sudo, "true"], stdout=quiet, stderr=quiet) == 0:
        return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def see_to_system(wishes: Wishes, ready: bool, compiling: bool) -> None:
    """Install the system packages that are missing, or say how; stop only where nothing goes without them.

    Setting up looks for all that Mneme may need; once all is set up, a call looks for what it needs itself.

    Raises:
        Stop: a compiler, or the libraries that this call needs, are missing and were not installed.
    """
    if not LINUX:
        if compiling and not has_compiler():
            raise Stop("llama.cpp must be compiled; there is no C++ compiler. Run: xcode-select --install")
        return
    testing = wishes.command == "test"
    window = needs_window(wishes)
    complete = not ready or wishes.command == "setup"
    screen = testing or complete or (window and bool(os.environ.get("DISPLAY")))

    def missing_now() -> list[str]:
        return missing_system_packages(window or complete, screen, testing, compiling)

    missing = missing_now()
    if not missing:
        return
    say("System packages that are missing: " + " ".join(missing))
    prefix = administrator() if wishes.apt else None
    if prefix is not None:
        install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
        say("Installing them with apt-get.")
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for command in (["apt-get", "update"], install):
            say("$ " + " ".join([*prefix, *command]))
            subprocess.call([*prefix, *command], env=environment, stdin=subprocess.DEVNULL)
        missing = missing_now()
        if not missing:
            return
        say("Still missing: " + " ".join(missing))
    how = "apt-get install --no-install-recommends " + " ".join(missing)
    if os.geteuid() != 0:
        how = "sudo " + how
    if not shutil.which("apt-get"):
        how = "install with your system's package manager what Debian calls: " + " ".join(missing)
    if "g++" in missing:
        raise Stop(
            f"llama.cpp must be compiled, and there is no C++ compiler. Please run\n    {how}\n"
            "and start again."
        )
    if testing and not set(QT_LIBRARIES.values()).isdisjoint(missing):
        raise Stop(
            f"The tests need them, and they were not installed. Please run\n    {how}\nand start again."
        )
    if window and not testing:
        raise Stop(
            f"The window needs them, and they were not installed. Please run\n    {how}\n"
            "and start again, or talk to Mneme in this terminal: python3 start.py chat"
        )
    say("They were not installed. To have them:\n    " + how)
    say("Going on without: the window needs them, the terminal does not.")


# --- Python and uv ------------------------------------------------------------------------------------------


def version_of(python: str) -> tuple[int, ...]:
    """Major and minor version of an interpreter, () if it does not run."""
    ask = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.run(
            [python, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=True
        )
        return tuple(int(part) for part in answer.stdout.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def find_python() -> str:
    """An interpreter the locked packages are made for: this one if it fits, else one on the path.

    Raises:
        Stop: there is none.
    """
    if sys.version_info[:2] in PYTHONS:
        return sys.executable
    for major, minor in PYTHONS:
        found = shutil.which(f"python{major}.{minor}")
        if found and version_of(found) == (major, minor):
            return found
    raise Stop(
        f"Mneme needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}, and no other was found on "
        "the path. Install one of them and run it on start.py: python3.11 start.py"
    )


def pinned_uv() -> str:
    """The version of uv that packaging/locks/uv.txt names."""
    first = (LOCKS / "uv.txt").read_text(encoding="utf-8").split()[0]
    return first.partition("==")[2]


def find_uv(python: str) -> str:
    """The uv of the locked version: from here, from the path, or fetched with pip by its hash.

    ``pip install --target`` touches no environment, so it works where Debian has fenced its Python off.

    Raises:
        Stop: pip is missing or could not fetch it.
    """
    inside = [UV_FOLDER / folder / name for folder in ("bin", "Scripts") for name in ("uv", "uv.exe")]
    for candidate in [*map(str, inside), shutil.which("uv") or ""]:
        if candidate and Path(candidate).is_file():
            try:
                answer = subprocess.run([candidate, "--version"], stdout=subprocess.PIPE, check=True)
            except (OSError, subprocess.SubprocessError):
                continue
            if answer.stdout.decode().split()[1:2] == [pinned_uv()]:
                return candidate
    say(f"Fetching uv {pinned_uv()}, which installs the locked packages.")
    fresh = UV_FOLDER.with_name(f"uv-{os.getpid()}")
    pip = [python, "-m", "pip"]
    if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        raise Stop(f"{python} has no pip. On Debian: sudo apt-get install python3-pip")
    # nothing goes into the system's Python, so pip need not warn of being root
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_ROOT_USER_ACTION="ignore")
    switches = ["--quiet", "--disable-pip-version-check", "--no-deps"]
    switches += ["--only-binary=:all:", "--require-hashes"]
    try:
        status = subprocess.call(
            [*pip, "install", *switches, "--target", str(fresh), "-r", str(LOCKS / "uv.txt")], env=environment
        )
        if status != 0:
            raise Stop("uv could not be fetched; pip's message is above. Check the network and start again.")
        shutil.rmtree(UV_FOLDER, ignore_errors=True)
        fresh.replace(UV_FOLDER)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return next(str(path) for path in inside if path.is_file())


# --- the environment ----------------------------------------------------------------------------------------


def venv_python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


class Plan:
    """Which locked packages the environment should hold, and how llama.cpp is compiled for it."""

    def __init__(self, wishes: Wishes, before: dict[str, object]) -> None:
        self.voice = bool(before.get("voice", True) if wishes.voice is None else wishes.voice)
        self.gpu = wishes.gpu or str(before.get("gpu", "none"))
        self.cmake = str(before.get("cmake", "")) if wishes.cmake is None else wishes.cmake
        self.dev = wishes.command == "test" or bool(before.get("dev"))

    def locks(self) -> list[Path]:
        """The lock files to install, together."""
        names = ["run.txt"] + ["voice.txt"] * self.voice + ["dev.txt"] * self.dev
        return [LOCKS / name for name in names]

    def flags(self) -> str:
        """CMake's arguments for llama.cpp, joined by semicolons."""
        more = [part for part in self.cmake.split(";") if part]
        return ";".join([*(CMAKE_LINUX if LINUX else CMAKE_ELSEWHERE), *GPU[self.gpu], *more])

    def stamp(self) -> dict[str, object]:
        """What is written down once the environment is complete; equal stamps mean nothing to do.

        The root is part of it because scripts and the editable install hold absolute paths.
        """
        digest = hashlib.sha256()
        for path in [*self.locks(), LOCKS / "build.txt", ROOT / "pyproject.toml"]:
            digest.update(path.read_bytes())
        return {
            "root": str(ROOT),
            "locks": digest.hexdigest(),
            "flags": self.flags(),
            "voice": self.voice,
            "gpu": self.gpu,
            "cmake": self.cmake,
            "dev": self.dev,
        }


def read_stamp() -> dict[str, object]:
    """What was written down about the environment, or nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def run_patiently(command: list[str], environment: dict[str, str], work: str) -> int:
    """Run a command to its end; where no terminal shows its progress, say each half minute that it lives."""
    began = time.monotonic()
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            while True:
                try:
                    return process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    if not sys.stderr.isatty():
                        seconds = int(time.monotonic() - began)
                        say(f"{work}: {seconds // 60} min {seconds % 60:02d} s so far")
        except BaseException:
            process.terminate()
            raise


def uv_environment() -> dict[str, str]:
    """What uv is told besides its arguments; what the user has set himself stands.

    It never fetches a Python, it waits while another copy compiles llama.cpp (minutes), and it trusts the
    authorities that the system trusts (a company's proxy), where the system has a list of them.
    """
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
    environment.setdefault("UV_LOCK_TIMEOUT", "7200")
    if not LINUX or any(Path(bundle).exists() for bundle in CERTIFICATES):
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    return environment


def build_environment(python: str, uv: str, plan: Plan, before: dict[str, object]) -> None:
    """Make ``.venv`` hold exactly the locked packages and the project itself; write the stamp last.

    Raises:
        Stop: uv failed; its own message stands above ours.
    """
    environment = uv_environment()
    into = ["--python", str(venv_python())]
    hashed_tools = ["--build-constraints", str(LOCKS / "build.txt"), "--require-build-hashes"]
    hashed_tools += ["--preview-features", "build-dependency-hashes"]
    switches = ["--require-hashes", "--config-settings-package"]
    switches += ["llama-cpp-python:cmake.args=" + plan.flags()]
    if before.get("flags") not in (None, plan.flags()):
        switches += ["--reinstall-package", "llama-cpp-python"]
    steps = [
        [uv, "pip", "sync", *into, *hashed_tools, *switches, *map(str, plan.locks())],
        [uv, "pip", "install", "--quiet", *into, *hashed_tools, "--no-deps", "--editable", str(ROOT)],
    ]
    if version_of(str(venv_python())) not in PYTHONS:
        steps.insert(0, [uv, "venv", "--quiet", "--clear", "--python", python, str(VENV)])
    STAMP.unlink(missing_ok=True)
    say("Installing the locked packages. The first time llama.cpp is compiled: 7 minutes on two free cores.")
    if plan.voice:
        say(VOICE_NOTICE)
    for step in steps:
        if run_patiently(step, environment, "installing and compiling") != 0:
            raise Stop(
                "Setting up failed; uv's message is above. No data of yours was touched. Mostly it is the "
                "network or a missing C++ compiler (Debian: g++; Windows: Visual Studio Build Tools with "
                "C++). Starting again goes on where this stopped."
            )
    STAMP.write_text(json.dumps(plan.stamp(), indent=1) + "\n", encoding="utf-8")


def set_up(wishes: Wishes) -> None:
    """Bring the system and the environment to what the wishes ask for; a second of checks when they are."""
    before = read_stamp()
    plan = Plan(wishes, before)
    ready = plan.stamp() == before and venv_python().exists()
    see_to_system(wishes, ready, compiling=not ready and plan.flags() != before.get("flags"))
    if not ready:
        python = find_python()
        build_environment(python, find_uv(python), plan, before)
        say("Everything is set up.")


# --- commands -----------------------------------------------------------------------------------------------


def lock(arguments: list[str]) -> int:
    """Write packaging/locks anew. What comes beside the program is bound to the versions of ``run.txt``.

    In a cache of its own: resolving may fetch llama-cpp-python's source again, upon which uv would no longer
    find the wheel it compiled from the same source before.
    """
    uv = find_uv(find_python())
    environment = dict(uv_environment(), UV_CACHE_DIR=str(ROOT / ".tools" / "lock-cache"))
    base = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    base += ["--generate-hashes", "--no-header", *arguments]
    bound = ["--constraints", "run.txt"]
    project = "../../pyproject.toml"
    for output, inputs in {
        "uv.txt": ["uv.in"],
        "build.txt": ["build.in"],
        "run.txt": [project],
        "voice.txt": ["voice.in"],
        "dev.txt": [*bound, "--group", project + ":dev"],
        "package.txt": [*bound, "package.in"],
        "starter_voice.txt": [*bound, "starter_voice.in"],
    }.items():
        say("packaging/locks/" + output)
        status = subprocess.call([*base, *inputs, "--output-file", output], cwd=LOCKS, env=environment)
        if status != 0:
            return status
    return 0


def test(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest, all three even if one fails; 0 if all passed."""
    python = str(venv_python())
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = []
    for name, command in {
        # where the copy is no git repository, ruff does not heed .gitignore, and uv is not ours to check
        "ruff": ["ruff", "check", "--extend-exclude", UV_FOLDER.parent.name, "."],
        "mypy": ["mypy", "--strict"],
        "pytest": ["pytest", *arguments],
    }.items():
        say(name)
        if subprocess.call([python, "-m", *command], cwd=ROOT, env=environment) != 0:
            failed.append(name)
    say("Failed: " + ", ".join(failed) if failed else "ruff, mypy and pytest passed")
    return 1 if failed else 0


def start(arguments: list[str]) -> int:
    """Become Mneme. ``-P`` keeps folders named like ours in the current folder out of the way."""
    command = [str(venv_python()), "-P", "-m", "app", *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; returns the exit status."""
    try:
        wishes = Wishes(arguments)
        if wishes.help:
            print(USAGE)
            return 0
        if wishes.command == "lock":
            return lock(wishes.rest)
        set_up(wishes)
        if wishes.command == "setup":
            return 0
        return test(wishes.rest) if wishes.command == "test" else start(wishes.rest)
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Starting again goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
