"""Which mail was not delivered, to whom, and for good? And is no person taken for a mail server?"""

# ruff: noqa: E501 - tables of mails, a row each
from __future__ import annotations

import pytest

from deskbell.channels.email.judging.bounces import Bounce, read_bounce
from deskbell.channels.email.reading.parse import parse
from tests.channels.email.mails import mail, multipart, part

DAEMON = b"From: Mail Delivery System <MAILER-DAEMON@mx.example.com>\r\nTo: support@desk.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"


def report(*groups: str) -> bytes:
    said = "Reporting-MTA: dns; mx.example.com\r\n\r\n" + "\r\n\r\n".join(groups) + "\r\n"
    return multipart(
        "report; report-type=delivery-status",
        part("text/plain", b"Sorry."),
        part("message/delivery-status", said.encode()),
        part("message/rfc822", b"Message-ID: <ours@desk.example>\r\nSubject: x\r\n\r\nold"),
    )


def group(recipient: str, action: str = "failed", status: str = "5.1.1", diagnostic: str = "") -> str:
    lines = [f"Final-Recipient: rfc822; {recipient}", f"Action: {action}", f"Status: {status}"]
    return "\r\n".join([*lines, f"Diagnostic-Code: smtp; {diagnostic}"] if diagnostic else lines)


def bounce_of(raw: bytes) -> Bounce:
    found = read_bounce(parse(raw))
    assert found is not None
    return found


def test_a_standard_report_is_read() -> None:
    found = bounce_of(report(group("a@example.com", diagnostic="550 5.1.1 User unknown")))
    assert found == Bounce(
        recipients=("a@example.com",),
        hard=True,
        delayed=False,
        statuses=("5.1.1",),
        diagnostic="550 5.1.1 User unknown",
        original_message_id="ours@desk.example",
    )


def test_only_the_failed_recipients_of_a_mixed_report_count() -> None:
    found = bounce_of(
        report(
            group("ok@example.com", "delivered", "2.0.0"),
            group("bad@example.com"),
            group("late@example.com", "delayed", "4.4.1"),
        )
    )
    assert (found.recipients, found.delayed) == (("bad@example.com",), False)


def test_a_delay_is_no_failure() -> None:
    found = bounce_of(report(group("late@example.com", "delayed", "4.4.1")))
    assert (found.recipients, found.delayed, found.hard) == (("late@example.com",), True, False)


def test_a_report_of_success_is_no_bounce() -> None:
    assert read_bounce(parse(report(group("ok@example.com", "delivered", "2.0.0")))) is None


def test_groups_without_blank_lines_between_are_told_apart() -> None:
    found = bounce_of(report(group("a@example.com") + "\r\n" + group("b@example.com")))
    assert found.recipients == ("a@example.com", "b@example.com")


@pytest.mark.parametrize(
    ("status", "diagnostic", "hard"),
    [
        ("5.1.1", "", True),
        ("5.0.0", "550 no such user here", True),
        ("5.2.2", "552 mailbox full", False),
        ("5.7.1", "554 message rejected as spam", False),
        ("4.2.2", "over quota", False),
        ("5.3.4", "552 message too large", False),
        ("5.4.4", "", True),
        ("5.0.0", "", True),
    ],
)
def test_hard_means_that_the_address_is_dead(status: str, diagnostic: str, hard: bool) -> None:
    assert bounce_of(report(group("a@example.com", status=status, diagnostic=diagnostic))).hard is hard


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (("Hi. This is the qmail-send program at x.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\n\r\n"
          "<a@example.com>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nTo: <other@example.com>:\r\n"),
         ("a@example.com",)),
        (("This message was created automatically by mail delivery software.\r\n\r\nA message that you sent could not be delivered to one or more of its\r\n"
          "recipients. The following address(es) failed:\r\n\r\n  a@example.com\r\n    SMTP error from remote server: 550 unknown user\r\n  b@example.com\r\n    all relays failed\r\n"),
         ("a@example.com", "b@example.com")),
        (("Your message\r\n\r\n  To:      A\r\n  Subject: x\r\n\r\ndid not reach the following recipient(s):\r\n\r\na@example.com on Fri, 4 Oct 2024 17:12:28 -0400\r\n"
          "    The recipient name is not recognized\r\n"),
         ("a@example.com",)),
        ("Delivery has failed to these recipients or groups:\r\n\r\na@example.com\r\nThe email address you entered couldn't be found.\r\n", ("a@example.com",)),
        (("I'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients.\r\nFor further assistance, please contact <postmaster@mx.example.com>\r\n\r\n"
          "<a@example.com>: host mx[1.2.3.4] said: 550 5.1.1\r\n    <a@example.com>: Recipient address rejected\r\n"),
         ("a@example.com",)),
    ],
    ids=["qmail", "exim", "exchange", "exchange-online", "postfix"],
)  # fmt: skip
def test_free_words_of_servers_are_read(text: str, recipients: tuple[str, ...]) -> None:
    assert bounce_of(mail(text.encode(), head=DAEMON)).recipients == recipients


def test_the_original_message_id_is_found_in_a_pasted_copy() -> None:
    text = b"<a@example.com>:\r\nuser unknown\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <ours@desk.example>\r\nSubject: x\r\n"
    assert bounce_of(mail(text, head=DAEMON)).original_message_id == "ours@desk.example"


def test_exims_own_header_names_the_recipients() -> None:
    found = bounce_of(
        mail(
            b"A message that you sent could not be delivered.",
            b"X-Failed-Recipients: a@example.com, b@example.com",
            head=DAEMON,
        )
    )
    assert found.recipients == ("a@example.com", "b@example.com")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b"From: Anna <anna@example.com>\r\nSubject: Re: Undelivered Mail Returned to Sender\r\n",
         b"Hi,\r\n\r\nmy mail to you came back with this:\r\n<support@desk.example>: 550 5.1.1 User unknown\r\nWhat now?\r\n"),
        (b"From: Anna <anna@example.com>\r\nSubject: Fwd: Delivery failure\r\n", b"See below, the mail failed.\r\n\r\n> a@example.com\r\n> user unknown\r\n"),
        (b"From: Anna <anna@example.com>\r\nSubject: My parcel could not be delivered\r\n", b"The courier says that it could not be delivered to me.\r\nOrder 55012.\r\n"),
        (b"From: Postmaster Paul <postmaster@example.com>\r\nSubject: Question about your invoice\r\n", b"Hello, could you send the invoice again? Paul\r\n"),
        (b"From: Shop <noreply@shop.example>\r\nSubject: Delivery of your order is delayed\r\n", b"Your order has been delayed.\r\n"),
        (b"From: Anna <anna@example.com>\r\nSubject: Delivery failed\r\n", b"The delivery of 5 May failed, nobody rang. Call 550 1234.\r\n"),
        (b"From: Anna <anna@example.com>\r\nSubject: Mail problem\r\n", b"Hi, my mail to you could not be delivered:\r\n\r\nanna2@example.com\r\n\r\nWhat now?"),
        (b"From: Bob <bob@example.com>\r\nSubject: Undeliverable: Hello\r\n", b"Please see the attached, it was returned to me. 550 5.1.1 user unknown"),
        (b"From: Postmaster Team <postmaster@example.com>\r\nSubject: Your IP is blocked\r\n", b"Hello support, we blocked your IP, error 550 5.7.1. Please call us."),
        (b"From: Anna <anna@example.com>\r\nSubject: user unknown\r\n", b"When I sign in it says: user unknown.\r\n"),
        (b"From: Anna <anna@example.com>\r\nSubject: Mail error\r\n", b"I get error 550 when I write to bob@desk.example. Please help.\r\n"),
    ],
)  # fmt: skip
def test_people_are_not_taken_for_servers(head: bytes, text: bytes) -> None:
    assert read_bounce(parse(mail(text, head=head))) is None


def test_a_report_forwarded_as_a_file_is_a_persons_mail() -> None:
    raw = multipart(
        "mixed",
        part("text/plain", b"What does this mean?"),
        part("message/delivery-status", group("a@example.com").encode()),
    )
    assert read_bounce(parse(raw)) is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Mail System Error - Returned Mail",
            "The following recipients did not receive this message:\n\n       <a@example.com>\n",
        ),
        (
            "Undeliverable message",
            "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\na@example.com\n\n------- Returned Message --------\n",
        ),
        (
            "Undeliverable Mail",
            "Your message could not be delivered because of\n\n550 User unknown\n\nThe following recipients were affected:\n    a@example.com\n",
        ),
        (
            "Error sending your mail",
            "1 error(s):\n\nSMTP Server <mta2.example.jp> rejected recipient <a@example.com>\n  (Error following RCPT command).\n",
        ),
        (
            "Returned mail: User unknown",
            "   ----- Transcript of session follows -----\n>>> RCPT To:<a@example.com>\n<<< 550 User Unknown\n\n   ----- Unsent message follows -----\n",
        ),
        (
            "Message Delivery Failure",
            "Your message could not be sent.\nAddressed To: a@example.com\n\nFailed to send to identified host\n",
        ),
        (
            "Non remis : Objet",
            "Échec de la remise pour les destinataires ou groupes suivants :\n\na@example.com\nAdresse introuvable.\n",
        ),
        (
            "Unzustellbar: Betreff",
            "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\na@example.com\n",
        ),
        (
            "Niedostarczalne: Temat",
            "Dostarczenie do następujących adresatów lub grup nie powiodło się:\n\na@example.com\n",
        ),
        ("Toimittamaton: Aihe", "Toimitus epäonnistui seuraaville vastaanottajille tai ryhmille:\n\na@example.com\n"),
        (
            "Недоставленное сообщение",
            "Ваше письмо не может\nбыть отправлено одному или нескольким адресатам.\n\n<a@example.com>: host mx said: 550 not found\n",
        ),
        ("系统退信", "抱歉，您的邮件被退回来了\n收件人 a@example.com\n邮件无法送达。\n"),
        ("系统退信/Systems bounce", "抱歉\n原邮件信息：\n主题　Re: Lamp\n收件人　a@example.com\n"),
    ],
)
def test_servers_of_many_makes_and_languages_are_understood(subject: str, text: str) -> None:
    head = f"From: MAILER-DAEMON@mx.example.net\r\nTo: me@desk.example\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    assert bounce_of(mail(text.encode(), head=head.encode())).recipients == ("a@example.com",)


@pytest.mark.parametrize(
    ("said", "hard"),
    [
        ("użytkownik nie istnieje", True),
        ("vastaanottajaa ei ole olemassa", True),
        ("Empfänger existiert nicht", True),
        ("该邮箱不存在", True),
        ("skrzynka odbiorcy jest pełna", False),
        ("Postilaatikko on täynnä", False),
        ("Das Postfach des Empfängers ist voll", False),
    ],
)
def test_whether_an_address_is_gone_is_understood_in_other_languages(said: str, hard: bool) -> None:
    head = "From: MAILER-DAEMON@mx.example.net\r\nSubject: Undeliverable mail\r\nContent-Type: text/plain; charset=utf-8\r\n"
    assert bounce_of(mail(f"<a@example.com>:\n{said}\n".encode(), head=head.encode())).hard is hard
