"""Is a mail from a person or from a machine?"""

from __future__ import annotations

import pytest

from deskbell.channels.email import tokens
from deskbell.channels.email.judging.screening import screen
from deskbell.channels.email.reading.parse import parse
from tests.channels.email.mails import mail, multipart, part

KEY = tokens.epoch_key(b"secret", 1)
OWN = frozenset({"support@desk.example"})


def kind_of(raw: bytes) -> str:
    return screen(parse(raw), OWN, KEY).kind


def with_subject(subject: str) -> bytes:
    return f"From: a@example.com\r\nTo: support@desk.example\r\nSubject: {subject}\r\n\r\nText\r\n".encode()


@pytest.mark.parametrize(
    "field",
    [
        b"Auto-Submitted: auto-replied",
        b"Auto-Submitted: auto-generated (vacation)",
        b"auto-submitted: AUTO-REPLIED; owner=x",
        b"X-Autoreply: yes",
        b"X-Autorespond: 1",
        b"X-Autoresponder: true",
        b"X-Auto-Response-Suppress: All",
        b"X-Auto-Response-Suppress: OOF, AutoReply",
        b"Precedence: auto_reply",
        b"X-Precedence: auto-reply",
    ],
)
def test_a_responder_gives_itself_away_by_its_head(field: bytes) -> None:
    assert kind_of(mail(b"I am away", field)) == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: Re: your question",
        "Automatic reply: Re: [#12] Hello",
        "Automatische Antwort: Bestellung",
        "Abwesenheitsnotiz: Urlaub",
        "Réponse automatique : commande",
        "Respuesta automática: pedido",
        "Risposta automatica: ordine",
        "Resposta automática: pedido",
        "Automatisch antwoord: vraag",
        "Autosvar: spørgsmål",
        "Automatiskt svar: fråga",
        "Automaattinen vastaus: tilaus",
        "Poissaoloviesti",
        "Odpowiedź automatyczna: zamówienie",
        "Automatická odpověď: dotaz",
        "Автоматический ответ: заказ",
        "自動返信: お問い合わせ",
        "自动回复: 您好",
        "Otomatik yanıt: sipariş",
    ],
)
def test_a_vacation_subject_is_known_in_many_languages(subject: str) -> None:
    assert kind_of(with_subject(subject)) == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Out of office",
        "Your automatic reply does not work",
        "Auto: Frage zum Leasing",
        "How do I switch the auto-reply on?",
        "Poissa pelistä",
        "Absent item in my order",
        "Office chair out of stock",
    ],
)
def test_a_person_may_write_about_automatic_replies(subject: str) -> None:
    assert kind_of(with_subject(subject)) == "ordinary"


@pytest.mark.parametrize(
    "field",
    [
        b"Auto-Submitted: no",
        b"X-Autoreply: no",
        b"X-Auto-Response-Suppress: DR, RN",
        b"Precedence: first-class",
        b"X-Priority: 1",
        b"Return-Path: <>",
    ],
)
def test_a_person_stays_a_person(field: bytes) -> None:
    assert kind_of(mail(b"Where is my order?", field)) == "ordinary"


@pytest.mark.parametrize(
    "field",
    [
        b"List-Id: News <news.example.com>",
        b"Precedence: bulk",
        b"Precedence: list",
        b"List-Unsubscribe: <mailto:u@example.com>",
    ],
)
def test_mail_to_many_is_automatic(field: bytes) -> None:
    assert kind_of(mail(b"Buy now", field)) == "bulk"


def test_a_group_in_front_of_our_own_address_is_no_list() -> None:
    fields = (b"List-Id: <support.desk.example>", b"Precedence: list", b"List-Unsubscribe: <mailto:u@desk.example>")
    assert kind_of(mail(b"Where is my order?", *fields)) == "ordinary"


def test_an_answer_to_us_with_an_unsubscribe_link_is_a_persons() -> None:
    answered = b"In-Reply-To: <" + tokens.message_id_for(4, "desk.example", KEY).encode() + b">"
    assert kind_of(mail(b"Thanks", answered, b"List-Unsubscribe: <mailto:u@example.com>")) == "ordinary"


def test_our_own_mail_come_back_is_a_loop() -> None:
    raw = mail(b"Hello", b"Message-ID: <" + tokens.message_id_for(4, "desk.example", KEY).encode() + b">")
    verdict = screen(parse(raw), OWN, KEY)
    assert (verdict.kind, verdict.code) == ("loop", "loop.own_message")


def test_a_forged_own_id_is_no_loop() -> None:
    assert kind_of(mail(b"Hello", b"Message-ID: <db.4-" + b"a" * 26 + b"@desk.example>")) == "ordinary"


def test_a_hundred_hops_are_a_loop() -> None:
    assert kind_of(mail(b"Hello", *[b"Received: from a by b"] * 100)) == "loop"


def test_a_complaint_is_feedback() -> None:
    report = part("message/feedback-report", b"Feedback-Type: abuse\r\nUser-Agent: x\r\n")
    assert (
        kind_of(multipart("report; report-type=feedback-report", part("text/plain", b"complaint"), report))
        == "feedback"
    )


def test_a_read_receipt_is_a_receipt() -> None:
    report = part("message/disposition-notification", b"Disposition: manual-action/MDN-sent-manually; displayed\r\n")
    assert (
        kind_of(multipart("report; report-type=disposition-notification", part("text/plain", b"was read"), report))
        == "receipt"
    )


def test_a_report_of_success_is_a_receipt() -> None:
    report = part(
        "message/delivery-status",
        b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@example.com\r\nAction: delivered\r\n",
    )
    assert kind_of(multipart("report; report-type=delivery-status", part("text/plain", b"done"), report)) == "receipt"


def test_each_verdict_has_a_code_and_a_sentence() -> None:
    verdict = screen(parse(mail(b"x", b"Auto-Submitted: auto-replied")), OWN, KEY)
    assert verdict.code == "auto_reply.auto_submitted"
    assert verdict.sentence.endswith(".")
    assert verdict.is_automatic
