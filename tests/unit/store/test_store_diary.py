"""The diary: verbatim, durable with its job, in order, idempotent by external id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.store.queue import HEAR
from memory_core.types import Role, Span
from tests.tools.vaults import AT, Vault
from tests.tools.vaults import vault as opened


def test_a_message_comes_back_as_it_was_said(vault: Vault) -> None:
    text = "Ёлка, emoji 👩‍👩‍👧, half of one \ud83d, a NUL \0, combining e\u0301,\r\n\ttab"
    at = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    said = vault.diary.add(text, "user", at, "кухня", "id \udc00", "Мама")
    again = vault.diary.get(said.id)
    assert again == said
    assert (again.text, again.conversation) == (text, "кухня")
    assert (again.external_id, again.speaker) == ("id \udc00", "Мама")
    assert again.at == at
    assert again.at.utcoffset() == at.utcoffset()


def test_ten_megabytes_are_one_message(vault: Vault) -> None:
    text = "слово " * 1_000_000
    assert vault.diary.get(vault.say(text).id).text == text


def test_a_message_survives_closing_with_its_job(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        said = vault.say("Remember the milk")
    with opened(vault_folder) as vault:
        assert vault.diary.turns() == [said]
        (job,) = vault.queue.pending()
        assert (job.kind, job.turn_id, job.attempts) == (HEAR, said.id, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001  (naive on purpose)
        {"role": "narrator"},
        {"conversation": ""},
    ],
)
def test_impossible_messages_are_refused(vault: Vault, wrong: dict[str, object]) -> None:
    message: dict[str, object] = {"text": "x", "role": "user", "at": AT, **wrong}
    with pytest.raises(BadRequest):
        vault.diary.add(**message)
    assert vault.diary.count() == 0
    assert vault.queue.take() is None


def test_the_same_external_id_is_the_same_message(vault: Vault) -> None:
    first = vault.diary.add("hello", "user", AT, external_id="m1")
    assert vault.diary.add("hello", "user", AT, external_id="m1") == first
    assert vault.diary.count() == 1
    assert len(vault.queue.pending()) == 1
    with pytest.raises(BadRequest, match="m1"):
        vault.diary.add("other", "user", AT, external_id="m1")


def test_turns_stand_in_the_order_in_which_they_were_said(vault: Vault) -> None:
    late = vault.say("late", at=AT + timedelta(days=1))
    early = vault.say("early", at=AT)  # imported afterwards
    other = vault.say("other", "second", at=AT + timedelta(hours=1))
    assert vault.diary.turns() == [early, other, late]
    assert vault.diary.turns("main") == [early, late]
    assert vault.diary.turns(limit=1) == [early]
    assert vault.diary.recent(limit=2) == [other, late]
    assert vault.diary.after(late.id) == [early, other]


def test_neighbours_are_of_the_same_conversation(vault: Vault) -> None:
    turns = [vault.say(str(n), at=AT + timedelta(minutes=n)) for n in range(6)]
    vault.say("elsewhere", "second", at=AT + timedelta(minutes=3))
    assert vault.diary.neighbours(turns[3].id, 2) == [turns[1], turns[2], turns[4], turns[5]]
    assert vault.diary.neighbours(turns[0].id, 2) == [turns[1], turns[2]]
    with pytest.raises(BadRequest):
        vault.diary.neighbours(99, 1)


def test_conversations_have_a_title_that_forgets(vault: Vault) -> None:
    secret = vault.say("My locker's code is 4711 and it is in the cellar")
    vault.diary.add("Noted.", Role.ASSISTANT, AT)
    vault.say("How are you?", at=AT + timedelta(hours=2))
    vault.say("Hi", "later", at=AT + timedelta(days=1))
    later, main = vault.diary.conversations()
    assert (later.id, later.title) == ("later", "Hi")
    assert main.title.startswith("My locker's code")
    assert (main.started, main.last, main.turns, main.archived) == (AT, AT + timedelta(hours=2), 3, False)
    vault.operations.suppress([Span(secret.id, 0, len(secret.text))])
    assert vault.diary.conversations()[1].title == "How are you?"
    vault.chats.rename("main", "Kitchen")
    vault.chats.archive("main", True)
    main = vault.diary.conversations()[1]
    assert (main.title, main.archived) == ("Kitchen", True)
    with pytest.raises(BadRequest):
        vault.chats.rename("nowhere", "x")


def test_search_finds_beginnings_and_inflected_forms_in_both_languages(vault: Vault) -> None:
    guitar = vault.say("Вчера Маша играла на гитаре")
    paris = vault.say("We are running to Paris in spring", at=AT.astimezone(UTC))
    assert vault.diary.search("гитару") == [guitar]
    assert vault.diary.search("Маши гит") == [guitar]
    assert vault.diary.search("pari") == [paris]
    assert vault.diary.search("run") == [paris]
    assert vault.diary.search("springs Pa") == [paris]
    assert vault.diary.search("Paris гитара") == []
    assert vault.diary.search('"') == vault.diary.search("  ") == []
