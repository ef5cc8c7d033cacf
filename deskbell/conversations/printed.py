"""What of a conversation is printed?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of a message: a raster picture is shown, of any other only its name stands there."""

    id: int
    name: str
    content_type: str
    size: int
    sha256: str

    @property
    def address(self) -> str:
        return f"/api/attachments/{self.id}"


@dataclass(frozen=True, slots=True)
class Said:
    """`html` is made for paper; None where there is only text. `files` are those that do not stand in it."""

    id: int
    writer: str
    to: str
    at: datetime
    text: str
    html: str | None = None
    placed: tuple[PaperFile, ...] = ()
    files: tuple[PaperFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    ticket_id: int
    name: str
    contact: str
    time_zone: str
    messages: tuple[Said, ...]
    blocked_images: int = 0
