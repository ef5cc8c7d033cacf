"""Pure. Whom does a report in free words name as not reached? The part before the returned mail is read, line by line."""

# ruff: noqa: E501 - lists of words are read as lists
from __future__ import annotations

import re

from deskbell.channels.email.judging.bounce_phrases import FAILED, ORIGINAL_FOLLOWS

MAX_LINES = 400
MAX_RECIPIENTS = 200

_ADDRESS = re.compile(r"[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)*[A-Za-z0-9-]+")
# A line that is nothing but an address, with the marks that servers put around it.
_ALONE = re.compile(
    r"^[\s>*|•-]*(?:[<\[\"'(]|\[?SMTP:|\"[^\"<>]{0,80}\"\s*<)*(?P<address>[^\s<>\[\]\"'(),;:（）]+@[^\s<>\[\]\"'(),;:（）]+)[>\])\"';,.]*\s*(?:$|[:]|\.\.\.|-{1,2}\s|\(|<|on \w{3}, )"
)
_ALIAS = re.compile(r"^\s+\((?:expanded|generated) from:? *<?(?P<address>[^\s<>()]+@[^\s<>()]+)>?\)")
_LABELLED = re.compile(
    r"(?:(?:failed |final |intended |original )?recipient(?: address| name)?|undeliverable(?: address)?|unknown user|user unknown|invalid (?:final delivery userid|recipient)|error-for"
    r"|mailbox is full|undeliverable +to|delivery failed .{0,20}attempts|(?:originally )?addressed(?: to)?,?|generated from|expanded from|unable to deliver (?:your )?(?:message|mail) to|delivered to"
    r"|your (?:message|mail) to|reach the following recipient|quota violation for|did not reach|email address|message to|dda:smtp|rcpt to|local mailbox|the address|smtp|failed addresses|delivery to|gateway for|无法发送到|收件人|收件者|宛先|受信者|empfänger|destinataire|destinatario|adresat)"
    r"\s*[:=]*\s*(?:email address)?[:\s]*[<\[\"'(]*(?:SMTP:)?(?P<address>[^\s<>\[\]\"'(),;:=]+@[^\s<>\[\]\"'(),;:（）]+)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"contact|发件人|寄件者|差出人|assistance|help|^\W*(from|sender|reply-to|sent by|message-id|von|de|e-?mail):|administrator|postmaster@|abuse@|https?://|mailto:|mail from\b|message-id|original-?envelope",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"^\W*(hi|hello|hey|dear|hallo|liebe[rs]?|guten|bonjour|hei|moi|terve|cześć|dzień|witam|hola|buenos|ciao|hej|olá|ahoj|здравствуйте|привет)\b"
    r"|\b(my|mine|I|meine?|mein|mon|ma|mes|moj\w*|mój|moja|minun|mi|mio|min|mitt|meu|minha|мой|моё|моя)\b",
    re.IGNORECASE,
)
_LOCAL_ALONE = re.compile(r"^\s+(?P<local>[A-Za-z0-9_.+-]{2,64})(?:\s{2,}.*)?\s*$")


def report_of(text: str) -> str:
    """Gives the server's own words: what stands before the returned mail."""
    kept: list[str] = []
    for line in text.split("\n")[:MAX_LINES]:
        if kept and any(one.strip() for one in kept) and ORIGINAL_FOLLOWS.match(line[:300]):
            break
        kept.append(line)
    return "\n".join(kept)


def opens_with_failure(report: str) -> bool:
    """Whether the first words are about failing and an address stands alone right under them: no person begins so."""
    lines = [line for line in report.split("\n") if re.search(r"\w", line)][:6]
    is_found = any(
        any(_ALONE.match(one[:500]) for one in lines[place + 1 : place + 3]) and FAILED.search(line)
        for place, line in enumerate(lines[:3])
    )
    return is_found and not any(_PERSONAL.search(line) for line in lines[:3])


def recipients_in(report: str, not_these: frozenset[str], domain: str) -> tuple[str, ...]:
    """Gives the addresses that failed. `not_these` are those of sender and reader; `domain` is the reporting server's.

    Addresses that stand alone or behind a label are believed first, then a bare user name indented under a sentence
    about failing, and as the last resort any address that is not about somebody else.
    """
    lines = report.split("\n")
    for find in (_standing_alone, _labelled):
        found = [one for one in find(lines) if one.lower() not in not_these and not _is_servers(one)]
        if found:
            return tuple(dict.fromkeys(found))[:MAX_RECIPIENTS]
    names = _local_names(lines) if domain else []
    found = [f"{local}@{domain}" for local in names] or [
        one for one in _mentioned(lines) if one.lower() not in not_these
    ]
    return tuple(dict.fromkeys(found))[:MAX_RECIPIENTS]


def _is_servers(address: str) -> bool:
    return address.lower().startswith(("postmaster@", "mailer-daemon@", "abuse@"))


def _clean(address: str) -> str:
    found = _ADDRESS.search(address.rstrip(".>"))
    return found[0] if found else ""


def _standing_alone(lines: list[str]) -> list[str]:
    found = []
    for place, line in enumerate(lines):
        match = _ALONE.match(line[:500]) or (_ALIAS.match(line[:500]) if place else None)
        before = lines[place - 1].rstrip() if place else ""
        is_of_others = before.endswith(("contact", ":")) and _OF_OTHERS.search(before) and not FAILED.search(before)
        if match and not is_of_others:
            found.append(_clean(match["address"]))
    return [one for one in found if one]


def _labelled(lines: list[str]) -> list[str]:
    return [
        one
        for line in lines
        for match in _LABELLED.finditer(line[:1_000])
        if not re.match(r"\W*(from|sender):", line, re.IGNORECASE) and (one := _clean(match["address"]))
    ]


def _mentioned(lines: list[str]) -> list[str]:
    return [address for line in lines if not _OF_OTHERS.search(line) for address in _ADDRESS.findall(line[:1_000])]


def _local_names(lines: list[str]) -> list[str]:
    for place, line in enumerate(lines):
        if line.rstrip().endswith(":") and FAILED.search(line):
            names = [match["local"] for one in lines[place + 1 : place + 6] if (match := _LOCAL_ALONE.match(one))]
            if names:
                return names
    return []
