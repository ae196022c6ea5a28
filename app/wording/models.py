"""Models in plain words: what they are, whether they fit, how a download stands."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from app.downloads import Fetching, Stage
from app.models import Local
from app.wording.sizes import size
from memory_core.models.catalogue import Offer
from memory_core.models.fit import Fit, Machine, Verdict, Why
from memory_core.models.model_folders import Owner

translate = QCoreApplication.translate
_LANGUAGES = ("en", "ru")
_HOUR, _MINUTE = 3600, 60


def verdict_name(fit: Fit) -> str:
    """Fits, slow, does not fit."""
    return {
        Verdict.FITS: translate("Models", "fits"),
        Verdict.SLOW: translate("Models", "slow"),
        Verdict.DOES_NOT_FIT: translate("Models", "does not fit"),
    }[fit.verdict]


def verdict_why(fit: Fit) -> str:
    """The reason of a verdict, with the numbers behind it."""
    need, free = size(fit.need.total), size(fit.machine.free or 0)
    pace = max(1, round(fit.pace))
    if fit.why is Why.ROOM:
        if fit.machine.free is None:
            return translate("Models", "Takes about {need} of memory.").format(need=need)
        return translate("Models", "Takes about {need} of memory; {free} are free.").format(
            need=need, free=free
        )
    if fit.why is Why.PACE:
        return translate(
            "Models", "There is room, but this processor will write about %n words a second.", "", pace
        )
    if fit.why is Why.OTHERS:
        return translate(
            "Models", "Takes about {need} of memory; other programs leave {free}. Close some of them first."
        ).format(need=need, free=free)
    return translate("Models", "Takes about {need} of memory; this computer can give {most}.").format(
        need=need, most=size(fit.machine.usable or 0)
    )


def machine_line(machine: Machine) -> str:
    """What this computer has."""
    count = machine.cores
    cores = translate("Models", "%n processor cores", "", count)
    if machine.total is None:
        return translate("Models", "This computer: {cores}.").format(cores=cores)
    return translate("Models", "This computer: {memory} of memory, {cores}.").format(
        memory=size(machine.total), cores=cores
    )


def owner_line(model: Local) -> str:
    """Whose folder a model lies in."""
    if model.owner is None:
        return translate("Models", "A file of your own")
    if model.owner is Owner.MNEME:
        return translate("Models", "Downloaded here")
    return translate("Models", "In the folder of {program}").format(program=str(model.owner))


def file_line(model: Local) -> str:
    """Whose, how large, how exact."""
    parts = [owner_line(model), size(model.file.file_bytes)]
    if model.file.quantisation not in ("", "?"):
        parts.append(model.file.quantisation)
    if not model.file.chat_template:
        parts.append(translate("Models", "not made for conversation"))
    return " · ".join(parts)


def offer_line(offer: Offer) -> str:
    """Size, licence, languages."""
    known = {"en": translate("Models", "English"), "ru": translate("Models", "Russian")}
    spoken = ", ".join(known[code] for code in _LANGUAGES if code in offer.languages)
    about = size(offer.file_bytes) if offer.exact else f"≈ {size(offer.file_bytes)}"
    return " · ".join((about, offer.licence, spoken))


def offer_good_for(offer: Offer) -> str:
    """What a model of this size is good for."""
    if offer.active_share < 1:
        return translate("Models", "Knows most, and is quick for its size; needs a large computer.")
    if offer.tools:
        return translate("Models", "For everyday talk; good at using what memory offers it.")
    if offer.memory_gb <= 4:
        return translate("Models", "For small computers: short talk and simple questions.")
    if offer.memory_gb <= 8:
        return translate("Models", "For everyday talk on an ordinary computer.")
    return translate("Models", "For long and difficult conversations; needs a strong computer.")


def host_of(offer: Offer) -> str:
    """The server that a model is fetched from."""
    return urlsplit(offer.url).hostname or ""


def duration(seconds: float) -> str:
    """How long something will take, roughly."""
    hours, minutes, rest = round(seconds / _HOUR), round(seconds / _MINUTE), max(1, round(seconds))
    if seconds >= _HOUR:
        return translate("Models", "%n hours left", "", hours)
    if seconds >= _MINUTE:
        return translate("Models", "%n minutes left", "", minutes)
    return translate("Models", "%n seconds left", "", rest)


def fetching_line(fetching: Fetching) -> str:
    """How a download stands, in one line."""
    progress = fetching.progress
    if fetching.stage is Stage.WAITING or progress is None:
        return translate("Models", "Waiting for its turn…")
    total = progress.total or fetching.offer.file_bytes
    came = translate("Models", "{done} of {total}").format(done=size(progress.done), total=size(total))
    if fetching.stage is Stage.PAUSED:
        return translate("Models", "Paused at {came}").format(came=came)
    state = str(progress.state)
    if state == "checking":
        return translate("Models", "Reading what is here already: {came}").format(came=came)
    if state == "connecting":
        return translate("Models", "Connecting to {host}…").format(host=host_of(fetching.offer))
    if state == "waiting":
        return translate("Models", "The connection broke; trying again in a moment. {came} are kept.").format(
            came=came
        )
    parts = [came]
    if progress.speed > 0:
        parts.append(translate("Models", "{size} a second").format(size=size(round(progress.speed))))
    if progress.left is not None:
        parts.append(duration(progress.left))
    if total and progress.done >= total:
        return translate("Models", "Checking that it is what was published…")
    return " · ".join(parts)
