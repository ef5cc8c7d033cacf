"""Which file of the built web application answers an address, and under which headers?"""

import mimetypes
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
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class WebFile:
    path: Path
    media_type: str
    headers: dict[str, str]


def web_file(root: Path, path: str) -> WebFile | None:
    """The built file, else the application's page for any address of its own; None for what can't be one."""
    wanted = (root / path).resolve() if "\x00" not in path else root
    if wanted.is_relative_to(root) and wanted.is_file():
        # Everything under assets/ carries its content's hash in its name.
        cache = _FOR_EVER if path.startswith("assets/") else "no-cache"
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        return WebFile(wanted, kind, {"Cache-Control": cache})
    if path.startswith(("api/", "crm/", "conversations/", "assets/")):
        return None
    index = root / "index.html"
    return WebFile(index, "text/html", {"Cache-Control": "no-cache"}) if index.is_file() else None
