"""Pure. How does a parsed mail become the message that every channel hands over?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskbell.channels.accounts import ChannelAccount
from deskbell.channels.email.judging.bounces import Bounce
from deskbell.channels.email.judging.screening import Verdict
from deskbell.channels.email.judging.thread_hints import Hint, read_answered, read_hints
from deskbell.channels.email.ledger.ledger import Known, Waiting
from deskbell.channels.email.reading.parsed_mail import Address, ParsedMail
from deskbell.channels.email.tokens import read_message_id, read_reply_address
from deskbell.conversations.message import (
    BounceReport,
    Field,
    IncomingMessage,
    Person,
    Recipient,
    StoredFile,
)
from deskbell.kernel.told import Told

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MOST_RECIPIENTS = 300


@dataclass(frozen=True, slots=True)
class Claims:
    """What the mail says it answers, each verified as far as a signature can tell.

    `hints` come in the order of trust, `answered` with the nearest first.
    """

    hints: tuple[Hint, ...]
    answered: tuple[int | str, ...] = ()

    @property
    def own_message_ids(self) -> tuple[int, ...]:
        return tuple(int(hint.value) for hint in self.hints if hint.kind == "own_message")

    def thread_ids(self, thread_of_message: dict[int, int]) -> tuple[int, ...]:
        """Threads in the order of trust; our messages stand for the threads that they are in."""
        found: dict[int, None] = {}
        for hint in self.hints:
            if hint.kind in {"thread_token", "thread_marker"}:
                found.setdefault(int(hint.value))
            elif hint.kind == "own_message" and int(hint.value) in thread_of_message:
                found.setdefault(thread_of_message[int(hint.value)])
        return tuple(found)

    @property
    def foreign_mail_ids(self) -> tuple[str, ...]:
        return tuple(str(hint.value) for hint in self.hints if hint.kind == "foreign_message")

    @property
    def ticket_tokens(self) -> tuple[int, ...]:
        return tuple(int(hint.value) for hint in self.hints if hint.kind == "ticket_number")


def read_claims(mail: ParsedMail, envelope_to: Iterable[str], key: bytes) -> Claims:
    """The envelope's own recipients come first: a signed address may stand nowhere else."""
    threads = (read_reply_address(address, key) for address in envelope_to)
    first = [Hint("thread_token", thread_id) for thread_id in threads if thread_id is not None]
    return Claims(tuple(dict.fromkeys([*first, *read_hints(mail, key)])), read_answered(mail, key))


def known_of(mail: ParsedMail, fingerprint: str) -> Known:
    sender = mail.from_ or mail.sender
    return Known(mail.subject[:500], sender.email if sender else None, mail.message_id, fingerprint)


def to_message(
    mail: ParsedMail,
    raw: Waiting,
    account: ChannelAccount,
    *,
    verdict: Verdict,
    claims: Claims,
    thread_of_message: dict[int, int],
    files: Sequence[StoredFile],
    own_addresses: frozenset[str],
    bounced: int | None,
) -> IncomingMessage:
    recipients = tuple(_recipients(mail))[:MOST_RECIPIENTS]
    return IncomingMessage(
        channel="email",
        channel_account_id=account.id,
        inbox_id=account.inbox_id,
        pipeline_id=account.pipeline_id,
        status_id=account.status_id,
        from_=_sender(mail, raw),
        recipients=recipients,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sent_at=_sent_at(mail, raw),
        mail_id=mail.message_id,
        files=tuple(files),
        automatic_kind=verdict.kind if verdict.is_automatic else None,
        bounce=_bounce(verdict, bounced if bounced in thread_of_message else None),
        thread_ids=tuple(
            dict.fromkeys(
                [
                    *([thread_of_message[bounced]] if bounced in thread_of_message else []),
                    *claims.thread_ids(thread_of_message),
                ]
            )
        ),
        answered=tuple(one for one in claims.answered if isinstance(one, str) or one in thread_of_message),
        ticket_tokens=claims.ticket_tokens,
        raw_mail_id=raw.id,
        is_history=raw.is_history,
        own_addresses=own_addresses | _own_plus_addresses(recipients, own_addresses),
    )


def plain_address(address: str) -> str:
    """Without a +detail, in lower case."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _own_plus_addresses(recipients: Iterable[Recipient], own_addresses: frozenset[str]) -> frozenset[str]:
    return frozenset(one.address.lower() for one in recipients if plain_address(one.address) in own_addresses)


def _recipients(mail: ParsedMail) -> Iterator[Recipient]:
    fields: tuple[tuple[Field, tuple[Address, ...]], ...] = (
        ("to", mail.to),
        ("cc", mail.cc),
        ("bcc", mail.bcc),
        ("reply_to", mail.reply_to),
    )
    for field, people in fields:
        for person in people:
            if "@" in person.email:
                yield Recipient(field, person.name, person.email)


def _sender(mail: ParsedMail, raw: Waiting) -> Person | None:
    sender = mail.from_ or mail.sender
    if sender is not None and "@" in sender.email:
        return Person(sender.name, sender.email)
    return Person(sender.name if sender else "", raw.envelope_from) if raw.envelope_from else None


def _sent_at(mail: ParsedMail, raw: Waiting) -> datetime:
    """The sender's own date, unless it can't be true."""
    date = mail.date
    if date is None:
        return raw.received_at
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return aware if EARLIEST <= aware <= raw.received_at + timedelta(minutes=10) else raw.received_at


def bounced_message_id(verdict: Verdict, claims: Claims, key: bytes) -> int | None:
    """Our message that a bounce is about, told by its signature; never by anything that could be made up."""
    if verdict.bounce is None:
        return None
    original = verdict.bounce.original_message_id
    return (read_message_id(original, key) if original else None) or next(iter(claims.own_message_ids), None)


def _bounce(verdict: Verdict, bounced: int | None) -> BounceReport | None:
    bounce = verdict.bounce
    if bounce is None:
        return None
    return BounceReport(
        message_id=bounced,
        # Anybody can write a report about anybody: without a mail of ours behind it, it marks no address.
        recipients=bounce.recipients if bounced is not None and not bounce.delayed else (),
        is_hard=bool(bounce.hard) and not bounce.delayed,
        told=_what_bounced(bounce),
    )


BOUNCED = {
    "bounce.back": "The mail to {who} came back.",
    "bounce.back_saying": "The mail to {who} came back. The server said: {said}",
    "bounce.back_unnamed": "The mail came back.",
    "bounce.back_unnamed_saying": "The mail came back. The server said: {said}",
    "bounce.late": "The mail to {who} is late; its server goes on trying.",
    "bounce.late_saying": "The mail to {who} is late; its server goes on trying. The server said: {said}",
    "bounce.late_unnamed": "The mail is late; its server goes on trying.",
    "bounce.late_unnamed_saying": "The mail is late; its server goes on trying. The server said: {said}",
}


def _what_bounced(bounce: Bounce) -> Told:
    facts = {"who": ", ".join(bounce.recipients[:3]), "said": bounce.diagnostic[:300]}
    code = "bounce.late" if bounce.delayed else "bounce.back"
    code += ("" if facts["who"] else "_unnamed") + ("_saying" if facts["said"] else "")
    return Told(BOUNCED[code].format(**facts), code=code, **facts)
