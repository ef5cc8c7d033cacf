"""What of a conversation is printed?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of a message: a raster picture is shown, of any other only its name stands there."""

    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Said:
    writer: str
    to: str
    at: datetime
    text: str
    files: tuple[PaperFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    ticket_id: int
    name: str
    contact: str
    time_zone: str
    messages: tuple[Said, ...]
