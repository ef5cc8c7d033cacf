"""Adapter from our mail parser to the corpus scorer: `parse(raw) -> dict` as its head describes.

python3 ../shared/mail/score.py --parse bench.mail_corpus:parse --fails 40
"""

from __future__ import annotations

import hashlib
from typing import Any

from deskbell.channels.email.judging.screening import screen
from deskbell.channels.email.reading.bodies import content_of
from deskbell.channels.email.reading.mime import split_mail
from deskbell.channels.email.reading.parse import parse as parse_mail
from deskbell.channels.email.reading.tnef import read_tnef
from deskbell.channels.email.reading.winmail import is_winmail
from deskbell.conversations.quotes.quotes import visible_part


def parse(raw: bytes) -> dict[str, Any]:
    mail = parse_mail(raw)
    verdict = screen(mail, frozenset(), b"bench")
    bounce = verdict.bounce
    return {
        "subject": mail.subject,
        "from_addr": mail.from_.email if mail.from_ else "",
        "from_name": mail.from_.name if mail.from_ else "",
        "to": [one.email for one in mail.to],
        "reply_to": [one.email for one in mail.reply_to],
        "message_id": mail.message_id or "",
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "text": mail.text,
        "html": mail.html or "",
        "reply_text": visible_part(mail.text).shown,
        "attachments": [
            {
                "name": one.name,
                "size": len(one.content),
                "sha256": hashlib.sha256(one.content).hexdigest(),
                "content_id": one.content_id or "",
                "content_type": one.content_type,
            }
            for one in mail.attachments
        ],
        "bounce": bounce is not None and not bounce.delayed,
        "bounce_recipients": list(bounce.recipients) if bounce and not bounce.delayed else [],
        "bounce_hard": bounce.hard if bounce else None,
        "bounce_status": list(bounce.statuses) if bounce else [],
        "delayed": bounce is not None and bounce.delayed,
        "auto": verdict.is_automatic,
        "tnef_names": _tnef_names(raw),
        "feedback": verdict.kind == "feedback",
    }


def _tnef_names(raw: bytes) -> list[str]:
    """Names what an unpacking tool would write to disk: the files, and the body under a name of its own."""
    names: list[str] = []
    for file in content_of(split_mail(raw).root).files:
        found = read_tnef(file.content) if is_winmail(file) else None
        if found is not None:
            names += [name for one in found.files for name in {one.name or "Untitled Attachment", one.title} if name]
            names += [
                name
                for name, body in (("body.rtf", found.rtf), ("body.html", found.html), ("body.txt", found.text))
                if body
            ]
    return names
