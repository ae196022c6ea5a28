#!/usr/bin/env python3
"""Try Mneme's Debian package as its user would: ``python3 packaging/debian/test_package.py``.

As root, with debootstrap: a bare Debian is made (or ``--base FOLDER`` copied), the package is installed into
it by apt with what it depends on and nothing more, and a user of that system opens the window, talks to it
and runs ``mneme selftest``, all with the network switched off. Then the package is purged, the user's files
must be untouched, and, installed again, it must still know what it was told.

Without root or debootstrap the package is unpacked into a folder and run from there, with an empty home: that
shows less, and says so. Exit status 1 when anything was not as it must be. Standard library only.
"""

# ruff: noqa: S603, S606, S607, T201 - Debian's own programs, with arguments of ours

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USER = "anna"
SOCKETS = "/tmp/.X11-unix"  # noqa: S108  where X puts them
OWN_MOUNTS = "MNEME_PACKAGE_OWN_MOUNTS"
RUNS = 3
"""Starts of the window that are timed; the disk's cache is warm, for the package has just been installed."""

# Plug-ins that Qt itself leaves alone when the desktop they are for is not there.
_FOR_SOME_DESKTOPS = re.compile(r"/(platformthemes/libqgtk3|printsupport/libcups)")


class Wrong(Exception):
    """Something is not as it must be; the message says what."""


def say(text: str) -> None:
    """Print one line at once."""
    print("[package] " + text, flush=True)


def must(holds: bool, what: str) -> None:
    """Say that something holds, or stop.

    Raises:
        Wrong: it does not.
    """
    if not holds:
        raise Wrong(what)
    say("ok: " + what)


class Machine:
    """Where the package is tried: a bare Debian under a folder, or a folder with the unpacked package."""

    def __init__(self, root: Path, display: str | None, *, bare: bool) -> None:
        self.root, self.display, self.bare = root, display, bare
        self.home = root / "home" / USER
        self.program = root / "opt/mneme/mneme"

    def run(
        self, *words: str, network: bool = False, as_user: bool = True, more: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command there with nothing of our environment in it; standard error is passed on."""
        values = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **(more or {})}
        values["HOME"] = f"/home/{USER}" if self.bare else str(self.home)
        command = [] if network or not _may_unshare() else ["unshare", "--net"]
        if self.bare:
            command += ["chroot", *(["--userspec", USER] if as_user else []), str(self.root)]
        elif words[0] == "mneme":
            words = (str(self.program), *words[1:])
        command += ["env", "-i", *(f"{name}={value}" for name, value in values.items()), *words]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=900, check=False
        )

    def mneme(self, *words: str, more: dict[str, str] | None = None, status: int = 0) -> str:
        """What Mneme prints to a user there, without a network.

        Raises:
            Wrong: it ended with another status.
        """
        done = self.run("mneme", *words, more=more)
        if done.returncode != status:
            raise Wrong(f"mneme {' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def window(self) -> float:
        """Open the window and close it once it is shown; milliseconds from the start until then."""
        screen = {"DISPLAY": self.display} if self.display else {"QT_QPA_PLATFORM": "offscreen"}
        told = self.mneme("--plain", "--model", "none", more={**screen, "MNEME_EXIT_WHEN_SHOWN": "1"})
        found = re.search(r"^shown (\d+)", told, re.M)
        if found is None:
            raise Wrong(f"the window was not shown: {told}")
        return float(found[1])


def try_out(machine: Machine, model: Path | None) -> dict[str, object]:
    """Everything a user would do; returns the figures."""
    must("mneme" in machine.mneme("--help"), "mneme --help answers")
    times = [machine.window() for _ in range(RUNS)]
    where = "on an X display" if machine.display else "offscreen"
    say(f"ok: the window opens {where}, without a network: {', '.join(f'{one:.0f} ms' for one in times)}")
    machine.mneme("remember", "My parrot is called Kiwi.", "--plain")
    asked = ("recall", "What is my parrot called?", "--plain", "--json")
    must(json.loads(machine.mneme(*asked))["known"], "what it was told it knows")
    switches = []
    if model is not None:
        inside = machine.root / "tmp" / "model.gguf"
        inside.parent.mkdir(exist_ok=True)
        shutil.copy(model, inside)
        inside.chmod(0o644)
        switches = ["--model", "/tmp/model.gguf" if machine.bare else str(inside)]  # noqa: S108
    done = machine.run("mneme", "selftest", "--json", *switches)
    for step in json.loads(done.stdout)["steps"]:
        told = {True: "ok", False: "failed", None: "left out"}[step["ok"]]
        say(f"  selftest: {told}: {step['step']} {step['vault'] or ''} {step['why']}".rstrip())
    must(done.returncode == 0, "mneme selftest passes, without a network")
    return {"shown_ms": times, "selftest": json.loads(done.stdout)}


# --- a bare Debian ------------------------------------------------------------------------------------------


def in_bare_debian(package: Path, root: Path, display: str | None, model: Path | None) -> dict[str, object]:
    """Install, try, purge, install again."""
    machine = Machine(root, display, bare=True)
    shutil.copy(package, root / "tmp" / package.name)
    before = installed(machine)
    apt(machine, "update")
    apt(machine, "install", f"/tmp/{package.name}")  # noqa: S108
    say(f"ok: apt installs it with {len(installed(machine) - before) - 1} packages that it depends on")
    machine.run("useradd", "--create-home", USER, as_user=False)
    must(not missing_libraries(machine), "every library that its files ask for is there")
    page = machine.run("sh", "-c", "zcat /usr/share/man/man1/mneme.1.gz | head -c 4", as_user=False).stdout
    must(page == ".TH ", "its man page is there")
    figures = try_out(machine, model)
    kept = fingerprints(machine.home)
    must(any("memory.db" in name for name in kept), "the user's vault lies in the home folder")
    apt(machine, "purge", "mneme")
    gone = not (root / "opt/mneme").exists() and not (root / "usr/bin/mneme").is_symlink()
    must(gone, "purging the package removes the program")
    must(fingerprints(machine.home) == kept, "and leaves every file of the user's as it was")
    apt(machine, "install", f"/tmp/{package.name}")  # noqa: S108
    told = machine.mneme("recall", "What is my parrot called?", "--plain", "--json")
    must("Kiwi" in json.loads(told)["items"][0]["text"], "installed again, it still knows")
    return figures


def bare_debian(folder: Path, base: Path | None) -> None:
    """A bare Debian in an absent folder: a copy of one, or a new one from the system's own mirror."""
    if base is not None:
        subprocess.run(["cp", "-a", f"{base}/.", str(folder)], check=True)
        return
    say("Making a bare Debian; a minute or two.")
    command = ["debootstrap", "--variant=minbase", "bookworm", str(folder), mirror()]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def mirror() -> str:
    """The address from which this system itself takes Debian's packages."""
    for path in [*sorted(Path("/etc/apt/sources.list.d").glob("debian*")), Path("/etc/apt/sources.list")]:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        found = re.search(r"^(?:URIs:|deb(?: \[[^]]*\])?)\s+(\S+/debian)/?\s", text, re.M)
        if found:
            return found[1]
    raise Wrong("this system's package sources name no mirror of Debian; give --base")


def apt(machine: Machine, *words: str) -> None:
    """Run apt-get there, as root, with the network."""
    done = subprocess.run(
        ["chroot", str(machine.root), "apt-get", "-qq", "-y", "--no-install-recommends", *words],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Wrong(f"apt-get {' '.join(words)} failed:\n{done.stdout[-3000:]}")


def installed(machine: Machine) -> set[str]:
    """Names of the packages installed there."""
    told = machine.run("dpkg-query", "-W", "-f", "${Package}\n", as_user=False).stdout
    return set(told.split())


def missing_libraries(machine: Machine) -> list[str]:
    """Libraries that the program's files are linked with and that are not found there."""
    missing = []
    for path in sorted((machine.root / "opt/mneme").rglob("*.so*")):
        name = "/" + str(path.relative_to(machine.root))
        if path.is_symlink() or _FOR_SOME_DESKTOPS.search(name):
            continue
        told = machine.run("ldd", name, more={"LD_LIBRARY_PATH": "/opt/mneme/_internal"}).stdout
        missing += [f"{name}: {line.strip()}" for line in told.splitlines() if "not found" in line]
    for line in missing:
        say(line)
    return missing


def fingerprints(folder: Path) -> dict[str, str]:
    """Each file under a folder with a digest of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@contextlib.contextmanager
def mounted(root: Path) -> Iterator[None]:
    """What a running system has, in the bare one: processes, and our display's socket."""
    with contextlib.ExitStack() as undo:
        for words, target in ((("-t", "proc", "proc"), "proc"), (("--bind", SOCKETS), SOCKETS[1:])):
            place = root / target
            if words[0] == "-t" or Path(words[1]).is_dir():
                place.mkdir(parents=True, exist_ok=True)
                subprocess.run(["mount", *words, str(place)], check=True)
                undo.callback(subprocess.run, ["umount", str(place)], check=True)
        yield


def clear_away(folder: Path) -> None:
    """Delete the folder, unless something of this machine's is still mounted in it."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8")
    if f" {folder}/" in mounts:
        say(f"note: something is still mounted in {folder}; it is left there")
    else:
        shutil.rmtree(folder, ignore_errors=True)


# --- this machine -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def screen() -> Iterator[str | None]:
    """A display of our own without a monitor; None where there is no Xvfb."""
    if not shutil.which("Xvfb"):
        yield None
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _may_unshare() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.call(["unshare", "--net", "true"], stderr=subprocess.DEVNULL) == 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="test_package.py", description="Try Mneme's Debian package.")
    parser.add_argument("package", nargs="?", type=Path, help="the .deb; the newest in dist by default")
    parser.add_argument("--base", type=Path, metavar="FOLDER", help="a bare Debian, copied and not changed")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a GGUF that the selftest loads")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures into a file")
    given = parser.parse_args(arguments)
    made = sorted((ROOT / "dist").glob("mneme_*.deb"), key=lambda path: path.stat().st_mtime)
    package: Path | None = given.package or (made[-1] if made else None)
    if package is None:
        say("There is no package yet: python3 packaging/debian/build.py")
        return 1
    bare = os.geteuid() == 0 and bool(given.base or shutil.which("debootstrap"))
    if bare and OWN_MOUNTS not in os.environ:
        # in a space of its own: what is mounted there goes with this process, however it ends
        again = ["unshare", "--mount", sys.executable, str(Path(__file__).resolve()), *arguments]
        os.execvpe(again[0], again, {**os.environ, OWN_MOUNTS: "1"})
    folder = Path(tempfile.mkdtemp(prefix="mneme-package-"))
    try:
        folder.chmod(0o755)
        with screen() as display:
            if not _may_unshare():
                say("note: this system cannot switch off the network for one program; it stays on")
            if bare:
                root = folder / "debian"
                bare_debian(root, given.base)
                with mounted(root):
                    figures = in_bare_debian(package, root, display, given.model)
            else:
                say("note: no root or no debootstrap: the package is only unpacked and run from a folder")
                subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
                machine = Machine(folder, display, bare=False)
                machine.home.mkdir(parents=True)
                figures = try_out(machine, given.model)
    except Wrong as wrong:
        say(f"failed: {wrong}")
        return 1
    finally:
        clear_away(folder)
    figures = {"package_bytes": package.stat().st_size, **figures}
    say(f"All is well: {package.name}, {package.stat().st_size / 1e6:.0f} MB")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
