"""Pure. What is shown of a mail that our reader could not read? It becomes a ticket all the same (B2)."""

import re

from deskbell.channels.email.reading.parsed_mail import Address, Attachment, ParsedMail
from deskbell.channels.email.reading.safe_text import safe_line

TEXT = "Deskbell could not read this mail. The file “original.eml” is the mail as it came."
_LOOKED_AT = 65_536
_ADDRESS = re.compile(r"[^\s@<>()\",;:\\]{1,64}@[^\s@<>()\",;:\\]{1,250}")


def read_crudely(raw: bytes) -> ParsedMail:
    head = raw[:_LOOKED_AT].decode("utf-8", "replace")
    sender = _ADDRESS.search(_field(head, "from"))
    mail_id = re.search(r"<([^<>\s]{1,900})>", _field(head, "message-id"))
    return ParsedMail(
        subject=safe_line(_field(head, "subject"))[:500] or "(a mail that can't be read)",
        from_=Address("", sender[0]) if sender else None,
        sender=None,
        reply_to=(),
        to=(),
        cc=(),
        bcc=(),
        delivered_to=(),
        date=None,
        message_id=safe_line(mail_id[1]) if mail_id else None,
        in_reply_to=(),
        references=(),
        text=TEXT,
        html=None,
        attachments=(Attachment("original.eml", "message/rfc822", raw, None, inline=False),),
        content_type="text/plain",
        headers={},
        problems=(TEXT,),
    )


def _field(head: str, name: str) -> str:
    found = re.search(rf"(?im)^{name}[ \t]*:(.*(?:\r?\n[ \t].*)*)", head)
    return " ".join(found[1].split()) if found else ""
