"""Steps of the journal in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.undoing import Entry, Outcome

translate = QCoreApplication.translate


def step_name(name: str) -> str:
    """What was done, by the journal's message key."""
    names = {
        "step.hearing": translate("Steps", "Heard in the chat"),
        "step.admit": translate("Steps", "Written down"),
        "step.reinforce": translate("Steps", "Said again"),
        "step.supersede": translate("Steps", "Replaced by something newer"),
        "step.edit": translate("Steps", "Edited by you"),
        "step.pin": translate("Steps", "Pinned"),
        "step.unpin": translate("Steps", "Unpinned"),
        "step.forget": translate("Steps", "Forgotten"),
        "step.forget_matching": translate("Steps", "Forgotten"),
        "step.restore": translate("Steps", "Restored"),
        "step.merge": translate("Steps", "Merged with one that says the same"),
        "step.split": translate("Steps", "Split"),
        "step.suppress": translate("Steps", "Hidden in the diary"),
        "step.teaching": translate("Steps", "Taught by you"),
        "step.answer": translate("Steps", "You said which one is true"),
        "step.ask": translate("Steps", "A question came up"),
        "step.tool_remember": translate("Steps", "Remembered, as you asked in the chat"),
        "step.tool_forget": translate("Steps", "Forgotten, as you asked in the chat"),
        "step.tool_edit": translate("Steps", "Changed what is always in mind, as you asked in the chat"),
        "step.sleep": translate("Steps", "Slept on it"),
        "step.summary": translate("Steps", "Summed up the beginning of a long conversation"),
        "step.block": translate("Steps", "Changed what is always in mind"),
        "step.fade": translate("Steps", "Faded"),
        "step.let_go": translate("Steps", "Let go by you"),
        "step.rescue": translate("Steps", "Kept by you"),
        "step.replay": translate("Steps", "Gone over at night"),
        "step.settle": translate("Steps", "Settled at night"),
        "step.generalise": translate("Steps", "Seen as a whole at night"),
        "step.link": translate("Steps", "Linked at night"),
        "step.move": translate("Steps", "Tidied at night"),
        "step.learn": translate("Steps", "Learnt at night"),
        "step.rename_chat": translate("Steps", "A chat renamed"),
        "step.pin_chat": translate("Steps", "A chat pinned"),
        "step.unpin_chat": translate("Steps", "A chat unpinned"),
        "step.put_away_chat": translate("Steps", "A chat put away"),
        "step.take_out_chat": translate("Steps", "A chat taken out again"),
        "step.delete_chat": translate("Steps", "A chat deleted"),
        "step.resend": translate("Steps", "A message said otherwise"),
        "step.segment": translate("Steps", "A part of the conversation put aside"),
    }
    return names.get(name, name)


def step_line(entry: Entry) -> str:
    """What was done, and to which memory."""
    name = step_name(entry.step.name)
    return f"{name} “{entry.text}”" if entry.text else name


def refusal(outcome: Outcome, *, back: bool) -> str:
    """Why a step could not be taken back (or done again), and what can be done instead."""
    if outcome.later is not None:
        return translate("Steps", "A later change stands in the way: {step}").format(
            step=step_line(outcome.later)
        )
    if outcome.purged:
        return translate("Steps", "What it was about was deleted for good; that cannot be taken back.")
    if outcome.nothing:
        return (
            translate("Steps", "There is nothing to take back.")
            if back
            else translate("Steps", "There is nothing to do again.")
        )
    return translate("Steps", "It has changed since; change it by hand in the list of memories.")
