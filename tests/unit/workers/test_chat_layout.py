"""Plain transcripts for base models, and roles that any template accepts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memory_core.workers.chat_layout import alternating, plain

_messages = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "user", "assistant"]), "content": st.text(max_size=8)}
    ),
    max_size=8,
)


def test_a_plain_transcript_ends_where_the_model_goes_on() -> None:
    text = plain(
        [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": " Hello "},
            {"role": "assistant", "content": "Hi."},
            {"role": "user", "content": "Как дела?"},
        ]
    )
    assert text == "Be brief.\nUser: Hello\nAssistant: Hi.\nUser: Как дела?\nAssistant:"


@given(_messages)
def test_alternating_keeps_every_word_and_alternates(messages: list[dict[str, str]]) -> None:
    result = alternating(messages)
    assert [message["role"] for message in result] == [
        ("user", "assistant")[i % 2] for i in range(len(result))
    ]
    joined = "\n\n".join(message["content"] for message in result)
    assert all(message["content"] in joined for message in messages)
