"""Which file of the built web application answers an address, and under which headers?"""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
        " font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=()",
}
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class WebFile:
    path: Path
    media_type: str
    headers: dict[str, str]


def web_file(root: Path, path: str, accepted: str = "") -> WebFile | None:
    """The built file, else the application's page for any address of its own; None for what can't be one.

    `accepted` is the request's Accept-Encoding: who takes gzip gets the copy that the build has packed.
    """
    wanted = (root / path).resolve() if "\x00" not in path else root
    if wanted.is_relative_to(root) and wanted.is_file():
        # Everything under assets/ carries its content's hash in its name.
        cache = _FOR_EVER if path.startswith("assets/") else "no-cache"
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        return _packed(WebFile(wanted, kind, {"Cache-Control": cache}), accepted)
    if path.startswith(("api/", "crm/", "conversations/", "assets/")):
        return None
    index = root / "index.html"
    return _packed(WebFile(index, "text/html", {"Cache-Control": "no-cache"}), accepted) if index.is_file() else None


def _packed(file: WebFile, accepted: str) -> WebFile:
    copy = file.path.with_name(f"{file.path.name}.gz")
    if not copy.is_file():
        return file
    varying = {**file.headers, "Vary": "Accept-Encoding"}
    if not _TAKES_GZIP.search(accepted):
        return WebFile(file.path, file.media_type, varying)
    return WebFile(copy, file.media_type, {**varying, "Content-Encoding": "gzip"})
