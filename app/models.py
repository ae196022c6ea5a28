"""What there is to choose from on the page of models, read from the disk and the catalogue; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.served import is_served
from app.settings import NO_MODEL
from memory_core.errors import ModelFileInvalid
from memory_core.models.catalogue import Offer, Weighed, weigh
from memory_core.models.discovery import discover
from memory_core.models.fit import Fit, Machine, Verdict, fit
from memory_core.models.gguf import ModelFile, inspect
from memory_core.models.model_folders import Owner, Surroundings

if TYPE_CHECKING:
    from app.bootstrap import Session


@dataclass(frozen=True, slots=True)
class Local:
    """A model file on this computer and whether it fits. ``owner`` is None for a file of the user's own."""

    name: str
    owner: Owner | None
    file: ModelFile
    fit: Fit

    @property
    def path(self) -> str:
        """The file, as the settings name it."""
        return str(self.file.path)


@dataclass(frozen=True, slots=True)
class Look:
    """What was found. ``complete`` is false if the search was cut short."""

    models: tuple[Local, ...]
    machine: Machine
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer of the catalogue, weighed: whether its file is here, or how many bytes of it."""

    weighed: Weighed
    file: Path | None
    had: int

    @property
    def offer(self) -> Offer:
        """What is offered."""
        return self.weighed.offer


def look(session: Session, cancelled: Callable[[], bool], where: Surroundings | None = None) -> Look:
    """Look for models in the folders of the programs that keep them, and in this program's own.

    Args:
        session: whose settings name a file, a context and a folder for downloads.
        cancelled: asked between files; true ends the search with what was found so far.
        where: whose folders; by default this user's.
    """
    machine, context = Machine.here(), session.settings.context
    places = replace(where or Surroundings(), own=session.models_folder)
    found = discover(places, cancelled=cancelled)
    models = [Local(one.name, one.owner, one.file, fit(one.file, context, machine)) for one in found.models]
    chosen = session.settings.model
    if chosen and chosen != NO_MODEL and not is_served(chosen):
        path = Path(chosen).expanduser()
        if not any(_same(one.file.path, path) for one in models):
            try:
                file = inspect(path)
            except ModelFileInvalid:
                file = None
            if file is not None:
                models.insert(0, Local(path.stem, None, file, fit(file, context, machine)))
    return Look(tuple(models), machine, found.complete)


def fitting(models: Sequence[Local], most: int) -> tuple[Local, ...]:
    """The models that fit, the ones that know most first, each once."""
    able = [one for one in models if one.fit.verdict is Verdict.FITS and one.file.chat_template]
    able.sort(key=lambda one: -one.file.file_bytes)
    seen: set[tuple[str, int]] = set()
    chosen = []
    for one in able:
        key = (one.file.name, one.file.file_bytes)
        if key not in seen:
            seen.add(key)
            chosen.append(one)
    return tuple(chosen[:most])


def offered(offers: Sequence[Offer], folder: Path, language: str) -> tuple[Offered, ...]:
    """The offers, weighed for this machine, and what of them is in the folder of downloads already."""
    from app.network.part_file import had

    return tuple(
        Offered(one, file if (file := folder / one.offer.file).is_file() else None, had(one.offer, folder))
        for one in weigh(offers, Machine.here(), language)
    )


def checked(path: Path) -> ModelFile:
    """A file that the user named, as a model that can answer.

    Raises:
        ModelFileInvalid: it is none.
    """
    file = inspect(path)
    if file.context <= 0:
        raise ModelFileInvalid(
            f"{path.name} is no model that answers.",
            "Nothing of yours was changed.",
            "Choose a chat model in GGUF.",
        )
    return file


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
