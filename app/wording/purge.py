"""What a deletion for good would remove and has removed, in plain words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.wording.dates import moment
from app.wording.sizes import size
from memory_core.types import PurgePlan, PurgeReceipt

translate = QCoreApplication.translate


def plan_lines(plan: PurgePlan) -> list[str]:
    """What would go, a sentence for each sort of thing."""
    lines = []
    memories, derived, turns = len(plan.memories), len(plan.derived), len(plan.turns)
    if memories:
        lines.append(translate("Purge", "%n memories", "", memories))
    if derived:
        lines.append(translate("Purge", "%n memories that come from the same words", "", derived))
    if turns:
        lines.append(translate("Purge", "the words of %n messages in the diary", "", turns))
    lines.append(
        translate("Purge", "everything that was made of it: search, history, decisions, what was learnt")
    )
    return lines


def place_name(place: str) -> str:
    """A place of a receipt."""
    names = {
        "memories": translate("Purge", "Memories"),
        "spans": translate("Purge", "Passages of the diary, overwritten"),
        "vectors": translate("Purge", "Fingerprints of meaning"),
        "words": translate("Purge", "Entries of the search"),
        "journal": translate("Purge", "Entries of the history"),
        "verdicts": translate("Purge", "Decisions about what was noticed"),
        "teachings": translate("Purge", "Lessons"),
        "questions": translate("Purge", "Questions"),
        "learnt": translate("Purge", "Things learnt from it"),
        "drafts": translate("Purge", "Drafts"),
        "attachments": translate("Purge", "Attachments"),
        "titles": translate("Purge", "Titles of chats"),
        "blocks": translate("Purge", "Sentences of what is always in mind"),
        "backups": translate("Purge", "Backups written anew"),
        "prompts": translate("Purge", "Prompts that the voice kept"),
        "crash reports": translate("Purge", "Reports of crashes"),
        "connections": translate("Purge", "Entries of the network log"),
        "server keys": translate("Purge", "Keys of servers"),
        "long-term index": translate("Purge", "The index for large memories, made anew"),
    }
    return names.get(place, place)


def unfinished_line(place: str) -> str:
    """What could not be wiped yet, and when it will be."""
    if place == "log":
        return translate(
            "Purge", "Another program is reading the vault; the last traces are wiped when it is opened next."
        )
    if place == "file":
        return translate(
            "Purge",
            "There is no room on the disk to rewrite the file; free some, and the last traces are wiped when "
            "the vault is opened next.",
        )
    return translate("Purge", "Not cleaned yet: {place}. It is tried again at the next start.").format(
        place=place_name(place)
    )


def receipt_lines(receipt: PurgeReceipt) -> list[tuple[str, str]]:
    """What was removed, by place, and how the file shrank."""
    lines = [(place_name(place), str(count)) for place, count in receipt.removed.items() if count]
    sizes = f"{size(receipt.bytes_before)} → {size(receipt.bytes_after)}"
    return [*lines, (translate("Purge", "The vault's file"), sizes)]


def receipt_text(receipt: PurgeReceipt, today: date) -> str:
    """The receipt to be copied or saved. It holds none of the words that have gone."""
    head = translate("Purge", "Deleted for good by Mneme: {moment}").format(
        moment=moment(receipt.at.astimezone(), today)
    )
    lines = [head, "", *(f"{name}: {count}" for name, count in receipt_lines(receipt))]
    lines += [unfinished_line(place) for place in receipt.unfinished]
    if receipt.backups_left:
        lines += ["", translate("Purge", "Backups that still hold it:")]
        lines += [f"  {path}" for path in receipt.backups_left]
    return "\n".join(lines) + "\n"
