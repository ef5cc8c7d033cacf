"""Which bytes leave the house?"""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.channels.email.reading.parse import parse
from deskbell.channels.email.sending.compose import Answer, MailFile, Quoted, compose
from deskbell.channels.email.sending.outgoing_headers import LONGEST_CHAIN
from deskbell.channels.email.sending.outgoing_html import outgoing_html

SENT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PLAIN = Answer(
    from_=("Maija (Support)", "support@desk.example"),
    to=(("Ann", "ann@customer.example"),),
    subject="Re: The invoice",
    text="The sum is right now.",
    message_id="db.1-x@desk.example",
    date=SENT,
)


def read(answer: Answer) -> EmailMessage:
    return email.message_from_bytes(compose(answer), policy=email.policy.default)  # type: ignore[return-value] # the policy's class


def test_the_same_answer_is_the_same_mail_to_the_byte() -> None:
    answer = replace(PLAIN, html="<p>x</p>", files=(MailFile("a.pdf", "application/pdf", b"%PDF"),))
    assert compose(answer) == compose(answer)


@pytest.mark.parametrize(
    "bad", ["x\r\nBcc: eve@evil.example", "x\nSubject: y", "x\x00y", "x\u2028Bcc: e@e", "x\x0b\x0c"]
)
def test_nothing_a_person_wrote_starts_a_header_field(bad: str) -> None:
    answer = replace(
        PLAIN,
        from_=(bad, f"support@desk.example{bad}"),
        to=((bad, f"ann@customer.example{bad}"),),
        cc=((bad, bad),),
        reply_to=(bad, bad),
        subject=bad,
        message_id=bad,
        in_reply_to=bad,
        references=(bad,),
        extra=((("X-Note"), bad),),
    )
    got = read(answer)
    assert set(got.keys()) <= {
        *("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Note"),
        *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
    }
    assert got["Bcc"] is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=150))
def test_any_subject_and_name_come_back_as_they_were(subject: str, name: str) -> None:
    raw = compose(replace(PLAIN, subject=subject, from_=(name, "support@desk.example")))
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    got = parse(raw)
    assert got.from_ is not None
    assert got.from_.email == "support@desk.example"
    assert len(got.to) == 1


@pytest.mark.parametrize(
    "subject", ["Żółć i łódź", "Re: 請求書について", "plain", "=?utf-8?q?not_decoded?=", "x" * 400]
)
def test_subjects_survive(subject: str) -> None:
    assert parse(compose(replace(PLAIN, subject=subject))).subject == subject


def test_the_chain_of_references_keeps_its_root_and_its_newest() -> None:
    got = read(replace(PLAIN, references=tuple(f"{number}@x" for number in range(50))))
    ids = got["References"].split()
    assert len(ids) == LONGEST_CHAIN
    assert (ids[0], ids[1], ids[-1]) == ("<0@x>", "<31@x>", "<49@x>")


def test_only_machines_say_that_they_are_machines() -> None:
    assert read(PLAIN)["Auto-Submitted"] is None
    automatic = read(replace(PLAIN, is_automatic=True))
    assert automatic["Auto-Submitted"] == "auto-generated"
    assert automatic["X-Auto-Response-Suppress"] == "All"


def test_the_answered_message_is_quoted_below_with_the_marker_before_it() -> None:
    quoted = Quoted(
        "Ann", "ann@customer.example", SENT, "The sum\nis wrong.", '<b>wrong</b><script>x</script><img src="x">'
    )
    got = read(replace(PLAIN, quoted=quoted, marker="ref:t1-abc", signature_html="<p>Maija</p>"))
    text = got.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr] # it has one
    assert (
        text.index("The sum is right") < text.index("-- \nMaija") < text.index("ref:t1-abc") < text.index("> is wrong.")
    )
    rich = got.get_body(("html",)).get_content()  # type: ignore[union-attr] # it has one
    assert "<b>wrong</b>" in rich
    assert "script" not in rich
    assert "<img" not in rich


def test_pictures_of_ours_are_named_by_their_content_id() -> None:
    html = outgoing_html("<img src=\"/api/attachments/7/a.png\"><img src='https://desk.example/api/attachments/8'>")
    assert html == '<img src="cid:file-7@deskbell"><img src="cid:file-8@deskbell">'


def test_files_of_any_kind_arrive_as_they_are() -> None:
    files = (
        MailFile("kuva ä.png", "image/png", b"\x89PNG\r\n", "file-7@deskbell", is_inline=True),
        MailFile("mail.eml", "message/rfc822", b"From: x\n\nhi"),
        MailFile("x", "multipart/mixed; boundary=b", b"--b"),
        MailFile("strange", "no type at all", b"\x00\xff"),
        MailFile("text.txt", "text/plain; charset=utf-16", "ä".encode("utf-16")),
    )
    got = parse(compose(replace(PLAIN, html="<p>x</p>", files=files)))
    assert {(one.name, one.content) for one in got.attachments} == {(one.name, one.content) for one in files}


def test_encoded_lines_are_as_short_as_the_standard_wants() -> None:
    file = MailFile("a.pdf", "application/pdf", b"%PDF-1.7" * 500)
    answer = replace(PLAIN, text="pitkä rivi " * 300, html=f"<p>{'pitkä rivi ' * 300}</p>", files=(file,))
    assert max(len(line) for line in compose(answer).split(b"\r\n")) <= 76
    [plain, html, sent] = [part for part in read(answer).walk() if not part.is_multipart()]
    assert "pitkä rivi " * 299 in plain.get_content()
    assert "pitkä rivi " * 299 in html.get_content()
    assert sent.get_content() == file.content


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    assert b"ann@xn--mller-kva.example" in compose(replace(PLAIN, to=(("Ann", "ann@müller.example"),)))
