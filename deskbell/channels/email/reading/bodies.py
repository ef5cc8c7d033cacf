"""Pure. Which parts of a mail are its text, and which are files? (RFC 2046 5.1, RFC 2183, and what programs send)

Every leaf ends either in a piece of text or as a file, so nothing a sender wrote is left out; only the alternatives
of one text (RFC 2046 5.1.4) stand for each other.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from deskbell.channels.email.reading import attachments as files
from deskbell.channels.email.reading import smime
from deskbell.channels.email.reading.charsets import decode
from deskbell.channels.email.reading.header_block import read_header_block
from deskbell.channels.email.reading.header_text import decode_value, parameters_of
from deskbell.channels.email.reading.invitations import text_of_calendar
from deskbell.channels.email.reading.message_ids import clean_id
from deskbell.channels.email.reading.mime import Part, split_mail
from deskbell.channels.email.reading.parsed_mail import Attachment
from deskbell.channels.email.reading.safe_text import safe_text
from deskbell.channels.email.reading.transfer import transfer_decoded
from deskbell.channels.email.reading.uuencode import take_files_out
from deskbell.conversations.mail_html.plain_text import html_of, text_of

MAX_ENVELOPES = 3
_TEXTS = frozenset({"text/plain", "text/html"})
_PLAIN_FACES = frozenset({"text/markdown", "text/x-markdown"})
_OTHER_FACES = frozenset({"text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"}) | _PLAIN_FACES
_ANY_TAG = re.compile(r"<[A-Za-z!/]")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the mail's text, in one or both of its faces."""

    text: str | None
    html: str | None


@dataclass(slots=True)
class Content:
    """`spare`: texts that came under a file name but not as attachments, and what an invitation says.

    They are shown when there is no other text.
    """

    pieces: list[Piece] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    spare: list[Piece] = field(default_factory=list)


def content_of(root: Part, depth: int = 0) -> Content:
    """Reads the whole tree, children before their parents, without recursion. `depth` counts signed envelopes."""
    order = [root]
    for part in order:
        order.extend(part.children)
    parent_of = {id(child): part for part in order for child in part.children}
    done: dict[int, Content] = {}
    for number, part in reversed(list(enumerate(order))):
        if part.children:
            done[id(part)] = _joined(part, [done.pop(id(child)) for child in part.children])
        else:
            done[id(part)] = _leaf(part, parent_of.get(id(part)), number, depth)
    return done[id(root)]


def _joined(part: Part, children: list[Content]) -> Content:
    content = children[0] if len(children) == 1 else Content()
    if len(children) > 1:
        for child in children:
            content.files.extend(child.files)
            content.problems.extend(child.problems)
            content.spare.extend(child.spare)
        if part.content_type == "multipart/alternative":
            content.pieces = _one_of([child.pieces for child in children])
        else:
            content.pieces = [piece for child in children for piece in child.pieces]
    return content


def _one_of(branches: list[list[Piece]]) -> list[Piece]:
    """Pairs the plain face with the rich one. Branches that say different things in the same face are all kept."""
    texts: list[str] = []
    htmls: list[str] = []
    for branch in branches:
        rich = any(piece.html is not None for piece in branch)
        face = htmls if rich else texts
        joined = "\n".join(
            (piece.html or html_of(piece.text or "")) if rich else (piece.text or "") for piece in branch
        )
        if joined.strip() and joined not in face:
            face.append(joined)
    if not texts and not htmls:
        return []
    return [Piece("\n".join(texts) if texts else None, "\n".join(htmls) if htmls else None)]


def _leaf(part: Part, parent: Part | None, number: int, depth: int) -> Content:
    disposition, parameters = parameters_of(part.head.first("content-disposition") or b"")
    content_type, name = part.content_type, files.written_name(part, parameters)
    content = Content()
    if part.is_multipart:  # one whose parts could not be told apart
        if part.body.strip():
            content.problems.append("The parts of the mail could not be told apart; it is shown as it came.")
        content_type, disposition, name = "text/plain", "", ""
    if content_type in _OTHER_FACES:
        if _is_alternative(parent):
            return content
        shown_as = "text/plain" if content_type in _PLAIN_FACES else "text/html"
        content_type = content_type if name else shown_as
    data = transfer_decoded(part.body, decode_value(part.head.first("content-transfer-encoding") or b""))
    if content_type in _TEXTS and disposition != "attachment":
        if not name or _is_alternative(parent):
            _read_text(part, content_type, data, content)
            return content
        _read_text(part, content_type, data, spare := Content())
        content.spare.extend(spare.pieces)
    if not name and not data.strip() and content_type in {*_TEXTS, "application/octet-stream"}:
        return content
    if content_type in smime.TYPES and depth < MAX_ENVELOPES and (inner := smime.signed_content(data)) is not None:
        return content_of(split_mail(inner).root, depth + 1)
    if content_type == "text/calendar":
        said = safe_text(text_of_calendar(decode(data, part.parameters.get("charset") or "utf-8")[0]))
        content.spare += [Piece(said, None)] if said.strip() else []
    _note_unreadable(part, content_type, content)
    content_id = clean_id(decode_value(part.head.first("content-id") or b"").strip("<> ")) or None
    inline = disposition == "inline" or (content_id is not None and disposition != "attachment")
    name = name or _name_for(content_type, data, number)
    content.files.append(Attachment(name, content_type, data, content_id, inline))
    return content


def _note_unreadable(part: Part, content_type: str, content: Content) -> None:
    if content_type == "message/partial":
        _note_partial(part, content)
    elif content_type in smime.TYPES or content_type == "application/pgp-encrypted":
        content.problems.append("The mail is encrypted; it is attached as it came.")


def _name_for(content_type: str, data: bytes, number: int) -> str:
    if content_type == "message/rfc822":
        return _mail_name(data, number)
    return files.name_for(content_type, number or 1, data)


def _is_alternative(parent: Part | None) -> bool:
    return parent is not None and parent.content_type == "multipart/alternative"


def _read_text(part: Part, content_type: str, data: bytes, content: Content) -> None:
    charset = part.parameters.get("charset") or None
    if content_type == "text/html":
        meta = _META_CHARSET.search(data[:4_000])
        text, guessed = decode(data, charset or (meta[1].decode("ascii") if meta else None))
        text = safe_text(text)
        if _ANY_TAG.search(text):
            content.pieces.append(Piece(None, text))
        elif text.strip():  # plain text that only calls itself HTML would lose its lines
            content.pieces.append(Piece(safe_text(entities.unescape(text)), None))
    else:
        taken = take_files_out(data)
        for raw_name, inside in taken.files:
            name = files.clean_name(decode(raw_name)[0]) or "attachment.bin"
            content.files.append(Attachment(name, "application/octet-stream", inside, None, inline=False))
        text, guessed = decode(taken.text, charset)
        text = safe_text(text)
        if part.parameters.get("format", "").lower() == "flowed":
            text = _unflowed(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        if text.strip():
            content.pieces.append(Piece(text, None))
    if guessed:
        content.problems.append("The text does not say truthfully in which charset it is written; it was guessed.")


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Joins the lines that a program wrapped softly (RFC 3676 4); quoted lines stay as they are."""
    out: list[list[str]] = []
    flowing = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        bare = line if quoted else line.removeprefix(" ")
        if flowing and not quoted and bare != "-- ":
            if delete_space:
                out[-1][-1] = out[-1][-1][:-1]
            out[-1].append(bare)
        else:
            out.append([bare])
        flowing = not quoted and bare.endswith(" ") and bare != "-- "
    return "\n".join("".join(paragraph) for paragraph in out)


def _mail_name(data: bytes, number: int) -> str:
    subject = read_header_block(data, 0).first("subject")
    return files.mail_name(decode_value(subject) if subject else "", number or 1)


def _note_partial(part: Part, content: Content) -> None:
    number, total = part.parameters.get("number", "?"), part.parameters.get("total", "?")
    content.problems.append(f"This is piece {number} of {total} of a mail that was sent in pieces.")
    if number == "1":
        inner = read_header_block(part.body, 0)
        content.pieces.append(Piece(safe_text(decode(part.body[inner.end :])[0]), None))


def faces_of(pieces: list[Piece]) -> tuple[str, str | None]:
    """Gives the whole text, and the whole HTML when any piece has one; both say everything."""
    texts = [piece.text if piece.text is not None else safe_text(text_of(piece.html or "")) for piece in pieces]
    text = "\n".join(one.rstrip("\n") if len(texts) > 1 else one for one in texts)
    if all(piece.html is None for piece in pieces):
        return text, None
    return text, "\n".join(piece.html if piece.html is not None else html_of(piece.text or "") for piece in pieces)
