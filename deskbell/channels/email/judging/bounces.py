"""Pure. Does this mail tell that one of ours was not delivered, to whom, and for good? (RFC 3464, free words)"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbell.channels.email.judging import bounce_phrases as phrases
from deskbell.channels.email.judging.bounce_text import opens_with_failure, recipients_in, report_of
from deskbell.channels.email.judging.delivery_reports import (
    RecipientReport,
    failed_recipients,
    read_reports,
    reports_in_text,
)
from deskbell.channels.email.reading.header_block import read_header_block
from deskbell.channels.email.reading.header_text import decode_value
from deskbell.channels.email.reading.message_ids import read_id
from deskbell.channels.email.reading.parse import parse
from deskbell.channels.email.reading.parsed_mail import ParsedMail

ENOUGH_EVIDENCE = 4

_DAEMON = re.compile(
    r"^(mailer-?daemon|post_?master|mdaemon|mail\.?delivery(\.?(sub)?system)?|mail-?daemon|maildaemon|bounces?|ndr|undeliverable|mailadm|imss|microsoftexchange[0-9a-f]+)\b|smtp_mail_service",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail (delivery|administrator|system)|mailer[- ]daemon|delivery (sub)?system|postmaster"
    r"|system administrator|internet mail delivery|undeliver",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.:])([45])[0-7]\d(?=[\s:-]|$)")
_MESSAGE_ID_LINE = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{3,900}>)", re.IGNORECASE | re.MULTILINE)
_COPIES = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"}
)
_ANSWER = re.compile(r"\s*(re|aw|sv|vs|odp|fwd?|wg|tr|rv|antw|vl)\s*:", re.IGNORECASE)
_MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """`hard`: the address itself is dead (True), it may work later or for other mail (False), not told (None).

    `delayed`: nothing has failed yet, the server goes on trying. `recipients` may be empty when none could be read.
    """

    recipients: tuple[str, ...]
    hard: bool | None
    delayed: bool
    statuses: tuple[str, ...]
    diagnostic: str
    original_message_id: str | None


def read_bounce(mail: ParsedMail) -> Bounce | None:
    """Gives None for anything but a failure or delay report; reports of success are none."""
    reports = read_reports(mail)
    if reports and not _is_multipart_from_person(mail):
        return _of_reports(mail, reports)
    if not _is_of_server(mail, ENOUGH_EVIDENCE):
        return None
    return _of_words(mail)


def _is_multipart_from_person(mail: ParsedMail) -> bool:
    """A colleague forwarding a report as a file wrote a mail; only the report itself is a bounce."""
    return mail.content_type != "multipart/report" and not _is_of_server(mail, ENOUGH_EVIDENCE - 1)


def _of_reports(mail: ParsedMail, reports: tuple[RecipientReport, ...]) -> Bounce | None:
    failed = [one for one in reports if one.has_failed]
    delayed = [one for one in reports if one.is_delayed]
    chosen = failed or delayed
    if not chosen:
        return None
    recipients = tuple(dict.fromkeys(one.recipient for one in chosen if one.recipient))
    if not recipients:
        recipients = failed_recipients(mail) or _recipients_in_words(mail)
    statuses = tuple(dict.fromkeys(one.status for one in chosen if one.status))
    diagnostic = next((one.diagnostic for one in chosen if one.diagnostic), "")
    words = " ".join(one.diagnostic for one in chosen) or report_of(mail.text[:_MOST_TEXT])
    hard = _is_hard(statuses, words) if failed else False
    return Bounce(recipients, hard, not failed, statuses, diagnostic[:1_000], _original_id(mail))


def _of_words(mail: ParsedMail) -> Bounce | None:
    inner = _inner_report(mail)
    if inner is not None:
        return inner
    report = report_of(mail.text[:_MOST_TEXT])
    written = reports_in_text(report)
    if any(one.recipient for one in written):
        return _of_reports(mail, written)
    words = f"{mail.subject}\n{report}"
    delayed = phrases.DELAYED.search(words) is not None and phrases.GIVEN_UP.search(words) is None
    recipients = failed_recipients(mail) or _recipients_in_words(mail)
    statuses = tuple(dict.fromkeys(match[0] for match in _STATUS.finditer(report)))
    if not statuses and (code := _CODE.search(report)) is not None:
        statuses = (f"{code[1]}.0.0",)
    diagnostic = next(
        (line.strip() for line in report.split("\n") if _CODE.search(line) or phrases.HARD.search(line)), ""
    )
    hard = False if delayed else _is_hard(statuses, report)
    return Bounce(recipients, hard, delayed, statuses, diagnostic[:1_000], _original_id(mail))


def _recipients_in_words(mail: ParsedMail) -> tuple[str, ...]:
    sender = mail.from_.email if mail.from_ else ""
    not_these = frozenset(one.lower() for one in (sender, *(person.email for person in mail.to)) if one)
    found = recipients_in(report_of(mail.text[:_MOST_TEXT]), not_these, sender.rpartition("@")[2])
    return found or recipients_in(mail.subject, not_these, "")


def _inner_report(mail: ParsedMail) -> Bounce | None:
    """Some gateways wrap the true report in a mail of their own."""
    for part in mail.attachments:
        if part.content_type == "message/rfc822" and b"delivery-status" in part.content[:20_000]:
            inner = parse(part.content)
            reports = read_reports(inner)
            if reports and (found := _of_reports(inner, reports)) is not None:
                return found
    return None


def _is_of_server(mail: ParsedMail, enough: int) -> bool:
    """Counts what speaks for a mail server as the author; no single sign is enough, as people are Postmasters too.

    Phrases in the text are dear to look for, a millisecond for each few hundred words: only where they decide.
    """
    sender = mail.from_.email if mail.from_ else ""
    name = mail.from_.name if mail.from_ else ""
    report = report_of(mail.text[:_MOST_TEXT])[:20_000]
    is_daemon = bool(_DAEMON.search(sender) or _DAEMON_NAME.search(name))
    signs = sum(
        (
            2 * is_daemon,
            2 * bool(mail.header("x-failed-recipients")),
            2 * (mail.content_type == "multipart/report" and bool(mail.attachments)),
            3 * opens_with_failure(report),
            re.sub(r"\s", "", mail.header("return-path")).lower() in {"<>", "<mailer-daemon>"} or not sender,
            any(one.content_type in _COPIES for one in mail.attachments),
            len(report) + 20 < len(mail.text),
        )
    )
    if not signs:
        return False  # parcels are not delivered either
    ends_with_phrase = any(phrases.SUBJECT.match(end) for end in re.split(r"[:(]", mail.subject)[1:])
    signs += 2 * bool(phrases.SUBJECT.match(mail.subject)) or int(ends_with_phrase)
    if sender and not is_daemon and _ANSWER.match(mail.subject) is not None:
        signs -= 1 if ends_with_phrase else 3
    if signs < enough:
        signs += bool(_STATUS.search(report) or _CODE.search(report))
    if signs == enough - 1:
        signs += bool(phrases.FAILED.search(report) or phrases.DELAYED.search(report))
    return signs >= enough


def _is_hard(statuses: tuple[str, ...], words: str) -> bool | None:
    """5.x.x means for good, but not when it is about this mail or a full box: such an address still works."""
    if any(one.startswith("5.1.") or one in {"5.2.1", "5.4.4"} for one in statuses) and not any(
        one in {"5.1.7", "5.1.8"} for one in statuses
    ):
        return True
    if phrases.HARD.search(words):
        return True
    if phrases.SOFT.search(words) or any(
        one.startswith(("4.", "5.7.")) or one in {"5.2.2", "5.2.3", "5.3.4"} for one in statuses
    ):
        return False
    if statuses or phrases.GIVEN_UP.search(words):
        return True
    return None


def _original_id(mail: ParsedMail) -> str | None:
    """Finds the Message-ID of the mail that came back: in its copy, the report, the text, or in what is answered."""
    for part in mail.attachments:
        if part.content_type in _COPIES:
            found = read_header_block(part.content, 0).first("message-id")
            if found is not None and (one := read_id(decode_value(found))) is not None:
                return one
    for part in mail.attachments:
        if "delivery-status" in part.content_type:
            said = re.search(
                rb"(?im)^(?:x-original-message-id|original-message-id):\s*(<[^<>\s]+>)", part.content[:_MOST_TEXT]
            )
            if said is not None:
                return read_id(decode_value(said[1]))
    line = _MESSAGE_ID_LINE.search(mail.text[:_MOST_TEXT])
    if line is not None:
        return read_id(line[1])
    return next(iter((*mail.in_reply_to, *reversed(mail.references))), None)
