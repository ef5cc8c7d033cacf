"""Which thread does a mail say it answers, and can nobody forge it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.channels.email import tokens
from deskbell.channels.email.judging.thread_hints import Hint, read_hints
from deskbell.channels.email.reading.parse import parse
from tests.channels.email.mails import mail

KEY = tokens.epoch_key(b"a secret of 32 bytes, more or less", 1)
OTHER_EPOCH = tokens.epoch_key(b"a secret of 32 bytes, more or less", 2)
IDS = st.integers(1, 2**63 - 1)


@given(number=IDS)
def test_what_we_signed_is_read_back(number: int) -> None:
    address = tokens.reply_address("help@desk.example", number, KEY)
    mail_id = tokens.message_id_for(number, "desk.example", KEY)
    marker = tokens.body_marker(number, KEY)
    assert tokens.read_reply_address(address, KEY) == number
    assert tokens.read_message_id(mail_id, KEY) == number
    assert tokens.read_body_markers(f"<p>{marker}</p>", KEY) == (number,)


def test_servers_may_lower_or_raise_the_case() -> None:
    assert tokens.read_reply_address(tokens.reply_address("Help@Desk.example", 7, KEY).upper(), KEY) == 7


def test_a_token_fits_a_local_part_or_is_left_out() -> None:
    assert len(tokens.reply_address("support@desk.example", 10**9, KEY).split("@")[0]) <= 64
    long = "a" * 60 + "@desk.example"
    assert tokens.reply_address(long, 1, KEY) == long


def test_an_address_with_a_plus_of_its_own_carries_a_token_too() -> None:
    assert tokens.read_reply_address(tokens.reply_address("help+eu@desk.example", 7, KEY), KEY) == 7


def test_the_message_id_of_a_message_is_always_the_same() -> None:
    assert tokens.message_id_for(5, "desk.example", KEY) == tokens.message_id_for(5, "desk.example", KEY)
    assert tokens.message_id_for(5, "desk.example", KEY) != tokens.message_id_for(6, "desk.example", KEY)


@given(number=IDS, place=st.integers(0, 200), letter=st.sampled_from("abcxyz234567-"))
def test_a_changed_letter_voids_a_token(number: int, place: int, letter: str) -> None:
    token = tokens.reply_address("h@d.example", number, KEY).removeprefix("h+t").removesuffix("@d.example")
    place %= len(token)
    forged = token[:place] + letter + token[place + 1 :]
    if forged != token:
        assert tokens.read_reply_address(f"h+t{forged}@d.example", KEY) is None


def test_a_restore_voids_what_was_signed_before() -> None:
    assert tokens.read_reply_address(tokens.reply_address("h@d.example", 7, KEY), OTHER_EPOCH) is None
    assert tokens.read_message_id(tokens.message_id_for(7, "d.example", KEY), OTHER_EPOCH) is None


def test_a_thread_token_is_no_message_token() -> None:
    token = tokens.reply_address("h@d.example", 7, KEY).removeprefix("h+t").removesuffix("@d.example")
    assert tokens.read_message_id(f"db.{token}@d.example", KEY) is None


@pytest.mark.parametrize(
    "text", ["", "@", "+t@", "h+t1-@d", "h+t0-aaaaaaaaaaaaaaaaaaaaaaaaaa@d", "h+tzzzzzzzzzzzzz-" + "a" * 26 + "@d"]
)
def test_anything_else_is_no_token(text: str) -> None:
    assert tokens.read_reply_address(text, KEY) is None
    assert tokens.read_message_id(text, KEY) is None
    assert tokens.read_body_markers(text, KEY) == ()


def test_only_stored_rows_can_be_signed() -> None:
    with pytest.raises(ValueError, match="start at 1"):
        tokens.message_id_for(0, "d.example", KEY)


def own_id(number: int) -> bytes:
    return tokens.message_id_for(number, "desk.example", KEY).encode()


def test_hints_come_with_the_most_trustworthy_first() -> None:
    read = parse(
        mail(
            b"> as agreed\r\n> " + tokens.body_marker(33, KEY).encode() + b"\r\n",
            b"X-Original-To: " + tokens.reply_address("h@desk.example", 11, KEY).encode(),
            b"In-Reply-To: <" + own_id(21) + b">",
            b"References: <first@example.com> <" + own_id(20) + b"> <" + own_id(21) + b"> <last@example.com>",
            head=b"From: a@example.com\r\nTo: "
            + tokens.reply_address("h@desk.example", 12, KEY).encode()
            + b"\r\nSubject: Re: [#44] x\r\n",
        )
    )
    assert read_hints(read, KEY) == (
        Hint("thread_token", 11),
        Hint("thread_token", 12),
        Hint("own_message", 21),
        Hint("own_message", 20),
        Hint("thread_marker", 33),
        Hint("foreign_message", "last@example.com"),
        Hint("foreign_message", "first@example.com"),
        Hint("ticket_number", 44),
    )


@pytest.mark.parametrize("field", ["Delivered-To", "X-Original-To", "Envelope-To", "X-Forwarded-To", "To", "Cc", "Bcc"])
def test_a_token_is_found_in_each_field_that_can_carry_it(field: str) -> None:
    raw = f"{field}: Help <{tokens.reply_address('h@desk.example', 5, KEY)}>\r\n\r\nHi"
    assert read_hints(parse(raw.encode()), KEY) == (Hint("thread_token", 5),)


def test_a_marker_in_html_alone_is_found() -> None:
    read = parse(
        mail(
            b"<p>x</p><span style='display:none'>" + tokens.body_marker(9, KEY).encode() + b"</span>",
            b"Content-Type: text/html",
        )
    )
    assert read_hints(read, KEY) == (Hint("thread_marker", 9),)


@pytest.mark.parametrize(
    "fields", [(b"In-Reply-To: <>",), (b"References: <> <   >",), (b"In-Reply-To: ", b"References:"), ()]
)
def test_an_empty_id_is_no_hint(fields: tuple[bytes, ...]) -> None:
    assert read_hints(parse(mail(b"x", *fields)), KEY) == ()


def test_a_mail_does_not_answer_itself() -> None:
    assert read_hints(parse(mail(b"x", b"Message-ID: <a@b>", b"References: <a@b>")), KEY) == ()


def test_forged_tokens_give_no_signed_hint() -> None:
    read = parse(
        mail(
            b"ref:t9-" + b"a" * 26,
            b"Delivered-To: h+t9-" + b"a" * 26 + b"@d.example",
            b"In-Reply-To: <db.9-" + b"a" * 26 + b"@d.example>",
        )
    )
    assert [hint.kind for hint in read_hints(read, KEY)] == ["foreign_message"]


def test_ten_thousand_references_give_a_bounded_number_of_hints() -> None:
    references = b" ".join(b"<%d@example.com>" % number for number in range(10_000))
    hints = read_hints(parse(mail(b"x", b"References: " + references)), KEY)
    assert len(hints) <= 200
    assert hints[0] == Hint("foreign_message", "9999@example.com")
