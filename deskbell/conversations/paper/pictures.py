"""Pure. Which pictures go on paper, and how large may they be? Whoever sends one may be hostile."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
MOST = 100
LARGEST_FILE = 15 * 1024 * 1024
MOST_POINTS = 40_000_000
# A page at 200 points to the inch is sharp enough.
LARGEST_SIDE = 1_400


@dataclass(frozen=True, slots=True)
class Shown:
    content: bytes
    width: int
    height: int


class Pictures:
    """Those of one conversation: only so many are shown."""

    def __init__(self, content_of: Callable[[str], bytes]) -> None:
        self._content_of = content_of
        self._left = MOST

    def shown(self, content_type: str, size: int, sha256: str) -> Shown | None:
        """Written anew, so that nothing of the file but its points gets in; None for what can't or may not be shown."""
        if content_type not in FORMATS or size > LARGEST_FILE or not self._left:
            return None
        self._left -= 1
        try:
            return _written_anew(self._content_of(sha256), FORMATS[content_type])
        except Exception:  # noqa: BLE001 - decoders raise all kinds of errors at damaged files
            return None


def _written_anew(content: bytes, form: str) -> Shown | None:
    with Image.open(BytesIO(content), formats=[form]) as picture:
        width, height = picture.size
        if width * height > MOST_POINTS or not width * height:
            return None
        picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
    written = BytesIO()
    paper.save(written, "JPEG", quality=85)
    return Shown(written.getvalue(), width, height)
