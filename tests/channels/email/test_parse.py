"""What does the parser make of good, odd and hostile bytes?"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbell.channels.email.reading.parse import parse
from deskbell.channels.email.reading.parsed_mail import Address, ParsedMail
from tests.channels.email.mails import HEAD, base64_part, mail, multipart, part

UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def strings_of(read: ParsedMail) -> Iterator[str]:
    for person in (read.from_, read.sender, *read.reply_to, *read.to, *read.cc, *read.bcc):
        if person is not None:
            yield from (person.name, person.email)
    yield from (read.subject, read.text, read.html or "", read.message_id or "", *read.in_reply_to, *read.references)
    yield from (*read.delivered_to, *read.problems, read.content_type)
    for file in read.attachments:
        yield from (file.name, file.content_type, file.content_id or "")
    for name, values in read.headers.items():
        yield from (name, *values)


def assert_storable(read: ParsedMail) -> None:
    """PostgreSQL text and JSON take every string."""
    for text in strings_of(read):
        assert UNSAFE.search(text) is None, ascii(text[:80])
    json.dumps(list(strings_of(read))).encode("utf-8")
    assert all(file.name and "/" not in file.name and "\\" not in file.name for file in read.attachments)
    assert all(one for one in (*read.in_reply_to, *read.references))


def test_a_plain_mail_is_read_whole() -> None:
    read = parse(
        b"From: Anna Berg <anna@example.com>\r\nTo: a@desk.example, Bob <b@desk.example>\r\nCc: c@desk.example\r\n"
        b"Reply-To: other@example.com\r\nSubject: Hello\r\nDate: Tue, 1 Jul 2025 10:00:00 +0300\r\n"
        b"Message-ID: <one@example.com>\r\nIn-Reply-To: <zero@example.com>\r\n"
        b"References: <a@example.com>\r\n <zero@example.com>\r\nDelivered-To: support@desk.example\r\n\r\nHi there\r\n"
    )
    assert read.from_ == Address("Anna Berg", "anna@example.com")
    assert [person.email for person in read.to] == ["a@desk.example", "b@desk.example"]
    assert [person.email for person in read.cc] == ["c@desk.example"]
    assert [person.email for person in read.reply_to] == ["other@example.com"]
    assert read.subject == "Hello"
    assert read.date == datetime(2025, 7, 1, 10, tzinfo=timezone(timedelta(hours=3)))
    assert read.message_id == "one@example.com"
    assert read.in_reply_to == ("zero@example.com",)
    assert read.references == ("a@example.com", "zero@example.com")
    assert read.delivered_to == ("support@desk.example",)
    assert read.text.strip() == "Hi there"
    assert read.html is None
    assert read.problems == ()


@pytest.mark.parametrize(
    ("subject", "charset"),
    [
        ("测试邮件", "gb18030"),
        ("关于订单的问题", "gbk"),
        ("Тестовое письмо", "koi8-r"),
        ("Вопрос по заказу", "cp1251"),
        ("注文について", "shift_jis"),
        ("お問い合わせ", "euc_jp"),
        ("주문 문의드립니다", "cp949"),
        ("Rückfrage zur Größe", "latin-1"),
        ("Verão | Cursos de Setembro", "latin-1"),
        ("Hälsning från Åsa", "cp1252"),
        ("Zażółć gęślą jaźń", "iso8859-2"),
        ("Pytanie o płatność", "cp1250"),
        ("Καλημέρα", "cp1253"),
        ("Zażółć gęślą jaźń", "utf-8"),
    ],
)
def test_a_bare_8_bit_subject_is_understood(subject: str, charset: str) -> None:
    read = parse(b"From: a@example.com\r\nSubject: " + subject.encode(charset) + b"\r\n\r\nHi\r\n")
    assert read.subject == subject


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?Q?caf=C3=A9?= au lait", "café au lait"),
        (b"=?utf-8?B?w6Q=?= =?utf-8?B?w7Y=?=", "äö"),
        (b"=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),  # one character cut in two words
        (b"=?utf-8?Q?a b?=", "a b"),  # a blank where none may be
        (b"=?iso-8859-1?Q?=E4?=x", "äx"),
        (b"=?unknown-8bit?Q?=E4?=", "ä"),
        (b"=?utf-8?B?w6Q?=", "ä"),  # padding forgotten
        (b"=?gb2312?B?suLK1A==?=", "测试"),
        (b"=?utf-8?Q?broken", "=?utf-8?Q?broken"),
        (b"a\x00b\x07c", "abc"),
        (b"one\r\n\ttwo", "one two"),
    ],
)
def test_an_encoded_subject_is_decoded(raw: bytes, subject: str) -> None:
    assert parse(b"Subject: " + raw + b"\r\n\r\nHi\r\n").subject == subject


@pytest.mark.parametrize(
    ("field", "people"),
    [
        (b"Doe, John <j@example.com>, b@example.com", [("Doe, John", "j@example.com"), ("", "b@example.com")]),
        (b'"Joe, A" <a@example.com>', [("Joe, A", "a@example.com")]),
        (b"A group: x@example.com, Bob <b@example.com>;", [("", "x@example.com"), ("Bob", "b@example.com")]),
        (b"x@example.com (Some Name)", [("Some Name", "x@example.com")]),
        (b"undisclosed-recipients:;", []),
        (b"<>", []),
        (b"=?utf-8?Q?Foo=2C_Bar?= <f@example.com>", [("Foo, Bar", "f@example.com")]),
        (b"=?utf-8?Q?Foo_<foo@example.com>?=", [("Foo", "foo@example.com")]),
        (b"John <@route,@other:j@example.com>", [("John", "j@example.com")]),
        (b'"john doe"@example.com', [("", '"john doe"@example.com')]),
        (b"foo <foo@example.com", [("foo", "foo@example.com")]),
        (b"Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", [("Pete", "pete@silly.test")]),
        (b"a@example.com; b@example.com", [("", "a@example.com"), ("", "b@example.com")]),
    ],
)
def test_people_are_read_from_any_list(field: bytes, people: list[tuple[str, str]]) -> None:
    read = parse(b"To: " + field + b"\r\n\r\nHi\r\n")
    assert [(person.name, person.email) for person in read.to] == people


@pytest.mark.parametrize(
    ("field", "date"),
    [
        (b"Tue, 01 Jul 2025 10:00:00 +0000", datetime(2025, 7, 1, 10, tzinfo=UTC)),
        (b"1 Jul 2025 10:00 GMT", datetime(2025, 7, 1, 10, tzinfo=UTC)),
        (b"2025-07-01T10:00:00Z", datetime(2025, 7, 1, 10, tzinfo=UTC)),
        (b"2025-07-01 10:00:00", datetime(2025, 7, 1, 10, tzinfo=UTC)),
        (b"yesterday", None),
        (b"Tue, 99 Foo 2025 10:00:00 +0000", None),
        (b"Tue, 01 Jul 99999 10:00:00 +9999", None),
        (b"Mon, 1 Jan 1800 00:00:00 +2400", None),
    ],
)
def test_a_date_is_aware_or_none(field: bytes, date: datetime | None) -> None:
    assert parse(mail(b"Hi", b"Date: " + field)).date == date


def test_alternatives_are_one_text_in_two_faces() -> None:
    read = parse(multipart("alternative", part("text/plain", b"plain"), part("text/html", b"<p>rich</p>")))
    assert (read.text, read.html, read.attachments) == ("plain", "<p>rich</p>", ())


def test_markdown_alone_is_read_and_beside_the_same_text_left_out() -> None:
    assert parse(mail(b"# Hi there\r\n", b"Content-Type: text/markdown")).text.strip() == "# Hi there"
    faces = multipart("alternative", part("text/plain", b"Hi there"), part("text/markdown", b"# Hi there"))
    assert parse(faces).text.strip() == "Hi there"


INVITATION = r"""BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:STANDARD
DTSTART:16010101T040000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=fi:Lamppu\, huolto
DTSTART;TZID="Europe/Helsinki":20261112T100000
DTEND:20261112T090000Z
ORGANIZER;CN="Anna: Berg":mailto:a@x.example
DESCRIPTION:Tuon uuden
  lampun.\nAnna
BEGIN:VALARM
DESCRIPTION:REMINDER
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Another
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_without_a_word_beside_it_is_told_in_its_own_words() -> None:
    read = parse(mail(INVITATION.encode(), b"Content-Type: text/calendar; method=REQUEST; charset=utf-8"))
    assert read.text.strip() == (
        "Lamppu, huolto\n2026-11-12 10:00 Europe/Helsinki – 2026-11-12 09:00 UTC\n"
        "Anna: Berg <a@x.example>\n\nTuon uuden lampun.\nAnna"
    )
    assert [one.name for one in read.attachments] == ["invite.ics"]
    beside = multipart("alternative", part("text/plain", b"Come"), part("text/calendar", INVITATION.encode()))
    assert parse(beside).text.strip() == "Come"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "BEGIN:VEVENT",
        "END:VEVENT\nEND:X",
        "BEGIN:VEVENT\nSUMMARY",
        "BEGIN:VEVENT\nDTSTART:x",
        ";:" * 5_000,
        'A;B="' * 5_000,
    ],
)
def test_a_broken_calendar_harms_nothing(content: str) -> None:
    assert len(parse(mail(content.encode(), b"Content-Type: text/calendar")).attachments) <= 1


def test_html_alone_gives_readable_text() -> None:
    read = parse(
        mail(b"<style>p{}</style><p>One<br>two</p><ul><li>three</ul>", b"Content-Type: text/html; charset=utf-8")
    )
    assert read.text.split() == ["One", "two", "-", "three"]
    assert "p{}" not in read.text


def test_text_around_a_picture_stays_in_order() -> None:
    picture = base64_part("image/png", b"\x89PNG", "Content-ID: <p1@x>", "Content-Disposition: inline; filename=p.png")
    read = parse(multipart("mixed", part("text/plain", b"before"), picture, part("text/plain", b"after")))
    assert read.text == "before\nafter"
    assert [(one.name, one.content_id, one.inline) for one in read.attachments] == [("p.png", "p1@x", True)]


def test_html_and_plain_in_turn_both_stay() -> None:
    read = parse(multipart("mixed", part("text/html", b"<p>rich</p>"), part("text/plain", b"a <footer>")))
    assert "rich" in read.text
    assert "a <footer>" in read.text
    assert "a &lt;footer&gt;" in (read.html or "")


def test_two_different_plain_alternatives_are_both_kept() -> None:
    read = parse(multipart("alternative", part("text/plain", b"first"), part("text/plain", b"second")))
    assert "first" in read.text
    assert "second" in read.text


def test_nameless_parts_get_names() -> None:
    read = parse(
        multipart(
            "mixed",
            part("text/plain", b"see"),
            base64_part("application/pdf", b"%PDF-1.4"),
            base64_part("image/jpeg", b"\xff\xd8\xff"),
            part("text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"),
            part("message/rfc822", b"Subject: Old / matter\r\n\r\nold text"),
            base64_part("application/octet-stream", b"abc"),
        )
    )
    names = [one.name for one in read.attachments]
    assert names == ["attachment-2.pdf", "image-3.jpg", "invite.ics", "Old - matter.eml", "attachment-6.bin"]
    assert "old text" not in read.text


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename=a b.txt", "a b.txt"),
        ("attachment; filename*=utf-8''%C3%A4.txt", "ä.txt"),
        ('attachment; filename*0="long"; filename*1="name.txt"', "longname.txt"),
        ("attachment; filename*0*=utf-8''%C3; filename*1*=%A4.txt", "ä.txt"),
        ('attachment; filename="=?utf-8?B?w6QudHh0?="', "ä.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\dir\\\\x.txt"', "x.txt"),
        ('attachment; filename="evil\u202egpj.exe"', "evil_gpj.exe"),
        ('attachment; filename=""', "attachment-2.bin"),
        ('attachment; filename=".."', "attachment-2.bin"),
    ],
)
def test_a_file_name_is_read_and_made_harmless(disposition: str, name: str) -> None:
    raw = multipart(
        "mixed",
        part("text/plain", b"x"),
        base64_part("application/x-thing", b"1", f"Content-Disposition: {disposition}"),
    )
    assert [one.name for one in parse(raw).attachments] == [name]


def test_uuencoded_files_are_taken_out_of_the_text() -> None:
    read = parse(mail(b"before\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nafter\r\n"))
    assert [(one.name, one.content) for one in read.attachments] == [("a.txt", b"Cat")]
    assert read.text.split() == ["before", "after"]


def test_a_sentence_that_looks_like_uuencode_stays() -> None:
    text = b"begin 644 the work\r\nWe will begin tomorrow.\r\nend\r\n"
    read = parse(mail(text))
    assert read.attachments == ()
    assert "We will begin tomorrow." in read.text


def test_a_yenc_block_becomes_a_file() -> None:
    content = bytes(range(256))
    coded = b"".join(
        bytes([61, (byte + 106) % 256]) if (byte + 42) % 256 in {0, 10, 13, 61} else bytes([(byte + 42) % 256])
        for byte in content
    )
    read = parse(mail(b"text\r\n=ybegin line=256 size=256 name=all.bin\r\n" + coded + b"\r\n=yend size=256\r\n"))
    assert [(one.name, one.content) for one in read.attachments] == [("all.bin", content)]


def der(tag: int, content: bytes) -> bytes:
    size = len(content).to_bytes(2, "big")
    return bytes([tag, 0x82]) + size + content


def test_an_opaquely_signed_mail_can_be_read() -> None:
    inside = b"Content-Type: text/plain; charset=utf-8\r\n\r\nSigned words"
    data_oid, signed_oid = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    encapsulated = der(0x30, data_oid + der(0xA0, der(0x24, der(0x04, inside[:20]) + der(0x04, inside[20:]))))
    signed = der(0x30, signed_oid + der(0xA0, der(0x30, b"\x02\x01\x01" + der(0x31, b"") + encapsulated)))
    raw = mail(
        base64.encodebytes(signed),
        b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        b"Content-Transfer-Encoding: base64",
    )
    assert parse(raw).text == "Signed words"


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x80" * 500, b"\x30\x84\xff\xff\xff\xff", os.urandom(500)])
def test_an_encrypted_or_broken_envelope_stays_a_file(data: bytes) -> None:
    raw = mail(
        base64.encodebytes(data) or b"x", b"Content-Type: application/pkcs7-mime", b"Content-Transfer-Encoding: base64"
    )
    read = parse(raw)
    assert [one.name for one in read.attachments] == ["smime.p7m"]
    assert any("encrypted" in problem for problem in read.problems)


def test_a_text_under_a_file_name_is_shown_when_there_is_no_other() -> None:
    read = parse(mail(b"<p>the words</p>", b'Content-Type: text/html; name="body.html"'))
    assert read.text == "the words"
    assert [one.name for one in read.attachments] == ["body.html"]


def test_entities_bring_no_control_characters() -> None:
    read = parse(mail(b"<p>a&#x81;b&#1;c&#xD800;d&#0;</p>", b"Content-Type: text/html"))
    assert_storable(read)


def test_of_ten_thousand_files_the_first_are_shown_with_a_note() -> None:
    read = parse(multipart("mixed", *[part("application/pdf", b"%PDF")] * 3_000))
    assert len(read.attachments) == 500
    assert any("3000 files" in problem for problem in read.problems)


def test_flowed_text_is_joined() -> None:
    read = parse(mail(b"one \r\ntwo\r\n-- \r\nsig\r\n", b"Content-Type: text/plain; format=flowed"))
    assert read.text.strip() == "one two\n-- \nsig"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.b64encode("größer".encode())),
        ("base64", b"Z3LDtsOf\r\nZXI"),
        ("quoted-printable", b"gr=C3=B6=  \r\n=C3=9Fer"),
        ("Quoted-Printable;", b"gr=C3=B6=C3=9Fer"),
        ("8bit (really)", "größer".encode()),
        ("base64", "größer, not encoded at all".encode()),
    ],
)
def test_a_transfer_encoding_is_undone_as_far_as_it_is_true(encoding: str, body: bytes) -> None:
    read = parse(
        mail(body, b"Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}".encode())
    )
    assert read.text.startswith("größer")


def test_a_list_footer_under_base64_is_kept() -> None:
    body = base64.encodebytes(b"Hello list") + b"\r\n\r\n_____\r\nThe list: unsubscribe here\r\n"
    read = parse(mail(body, b"Content-Type: text/plain", b"Content-Transfer-Encoding: base64"))
    assert "Hello list" in read.text
    assert "unsubscribe here" in read.text


def test_a_forgotten_blank_line_loses_nothing() -> None:
    read = parse(b"From: a@example.com\r\nSubject: x\r\nThis is the body already.\r\nSecond line.\r\n")
    assert read.subject == "x"
    assert "This is the body already." in read.text
    assert read.problems


def test_a_broken_line_in_the_head_does_not_end_it() -> None:
    read = parse(b"From: a@example.com\r\nSubject: one\r\ntwo without a fold\r\nTo: b@example.com\r\n\r\nHi\r\n")
    assert read.subject == "one two without a fold"
    assert [person.email for person in read.to] == ["b@example.com"]


def test_parts_behind_a_wrong_boundary_are_still_found() -> None:
    line = b"--real\r\n"
    body = line + part("text/plain", b"hello\r\n") + line + part("application/pdf; name=a.pdf", b"%PDF\r\n--real--\r\n")
    read = parse(mail(body, b'Content-Type: multipart/mixed; boundary="said"'))
    assert read.text == "hello"
    assert [one.name for one in read.attachments] == ["a.pdf"]


def test_a_multipart_without_any_boundary_shows_its_text() -> None:
    read = parse(mail(b"just text", b"Content-Type: multipart/mixed"))
    assert "just text" in read.text


def test_a_piece_of_a_partial_message_says_so() -> None:
    read = parse(mail(b"Subject: inner\r\n\r\npiece one", b'Content-Type: message/partial; id="x"; number=1; total=3'))
    assert "piece one" in read.text
    assert any("piece 1 of 3" in problem for problem in read.problems)


def test_an_mbox_line_and_leading_blank_lines_are_no_header() -> None:
    assert parse(b"\r\nFrom a@example.com Tue May 10\r\nSubject: x\r\n\r\nHi").subject == "x"


def test_an_empty_first_field_does_not_hide_the_true_one() -> None:
    assert parse(b"Subject: \r\nSubject: true one\r\n\r\nHi").subject == "true one"


def test_an_empty_message_id_is_none() -> None:
    read = parse(mail(b"x", b"Message-ID: <>", b"In-Reply-To: <>", b"References: <> < >"))
    assert (read.message_id, read.in_reply_to, read.references) == (None, (), ())


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\r", b"\x00" * 1000, b"\xff" * 1000, b"From", b"Subject:", b":\r\n:\r\n"]
)
def test_hardly_any_bytes_are_a_mail_too(raw: bytes) -> None:
    assert_storable(parse(raw))


def nested_parts(depth: int) -> bytes:
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return HEAD + inner + b"Content-Type: text/plain\r\n\r\nhello inside\r\n"


def test_two_thousand_nested_parts_are_read_to_the_innermost() -> None:
    assert parse(nested_parts(2_000)).text.strip() == "hello inside"


@pytest.mark.parametrize(
    "raw",
    [
        nested_parts(20_000),
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 5_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000,
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"".join(b"--b\r\nContent-Type: multipart/mixed; boundary=c%d\r\n\r\nx\r\n" % n for n in range(9_000)),
        HEAD + b"\r\n" + b"begin 644 a\n" * 100_000,
        HEAD + b"\r\n" + b"begin 644 a\nfoo bar baz\nend\n" * 50_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b'<a "' * 200_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 200_000,
        HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"abc \r\n" * 200_000,
        b"Subject: " + b"=?utf-8?q?a" * 30_000 + b"\r\n\r\nhi",
        b"To: " + b'"a\\' * 50_001 + b"\r\n\r\nhi",
        b"To: " + b"(" * 100_001 + b"\r\n\r\nhi",
        b"To: " + b"a," * 50_001 + b"b <c@d>\r\n\r\nhi",
        b"References: " + b"<a" * 100_000 + b"\r\n\r\nhi",
        b"From: a\r\n" + b"garbage no colon\r\n" * 60_000 + b"Subject: x\r\n\r\nhi",
        b"".join(b"X-%d: b\r\n" % n for n in range(60_000)) + b"Subject: x\r\n\r\nhi",
    ],
    ids=lambda raw: f"{len(raw)} bytes",
)
def test_a_hostile_shape_ends_and_harms_nothing(raw: bytes) -> None:
    assert_storable(parse(raw))


def test_a_header_of_a_megabyte_hides_no_other_header() -> None:
    read = parse(b"X-Big: " + b"a" * 1_200_000 + b"\r\n" + mail(b"the body"))
    assert (read.subject, read.text.strip()) == ("Hello", "the body")
    assert read.from_ is not None
    assert any("too long" in problem for problem in read.problems)


def test_a_mail_of_25_megabytes_keeps_its_file_byte_for_byte() -> None:
    content = os.urandom(18_000_000)
    read = parse(multipart("mixed", part("text/plain", b"see"), base64_part("application/zip; name=big.zip", content)))
    assert read.attachments[0].content == content
    assert read.text == "see"


def test_a_very_long_text_is_shown_in_part_and_attached_whole() -> None:
    read = parse(mail(b"word " * 300_000))
    assert len(read.text) == 1_000_000
    assert read.attachments[0].name == "whole-text.txt"
    assert len(read.attachments[0].content) == 1_500_000
    assert read.problems


SEEDS = [
    mail(b"Hi there\r\n", b"Date: Tue, 1 Jul 2025 10:00:00 +0300", b"Message-ID: <a@b>", b"References: <c@d> <e@f>"),
    multipart(
        "alternative",
        part("text/plain; charset=koi8-r", b"\xd0\xd2\xc9"),
        part("text/html", b"<p>x<blockquote>y</blockquote>"),
    ),
    multipart(
        "mixed",
        part("text/plain", b"x"),
        base64_part("application/ms-tnef", b"\x78\x9f\x3e\x22\0\0\2\x10\x80\1\0\3\0\0\0abc"),
    ),
    mail(b"begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"),
    mail(b"=C3=A4=", b"Content-Transfer-Encoding: quoted-printable", b"Content-Type: text/plain; charset*=utf-8''x"),
]
JUNK = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"\r\n\r\n",
            b"\n",
            b"\r",
            b"--b1",
            b'"',
            b"<",
            b"=?utf-8?q?",
            b"?=",
            b"\0",
            b";",
            b"charset=utf-7",
            b"\xff\xfe",
            b"\x1b$B",
        ]
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    raw=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), JUNK), max_size=12),
)
def test_no_mutilated_mail_breaks_the_parser(raw: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    for where, length, junk in changes:
        at = int(where * len(raw))
        raw = raw[:at] + junk + raw[at + length :]
    assert_storable(parse(raw))
    assert parse(raw) == parse(raw)
