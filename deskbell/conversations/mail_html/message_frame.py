"""Pure: in what frame is a mail's HTML shown, and what may that frame do?

The frame may do nothing: no scripts, no forms, no navigation, no other host. Its own origin is left to it so that
the workspace can measure its height (docs/decisions/0010-a-frame-for-hostile-mail.md).
"""

from html import escape
from string import Template
from typing import Final, Literal

from deskbell.conversations.mail_html.sanitising import Sanitised

Theme = Literal["light", "dark"]

SANDBOX: Final = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""The `sandbox` attribute of the iframe. Never add allow-scripts: with allow-same-origin it undoes the rest."""

CONTENT_ID: Final = "deskbell-mail"
"""The element whose height is the height of the mail; mail can't take the name, as its own ids are removed."""

FRAME_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "img-src 'self' data:",
            "style-src 'unsafe-inline'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            f"sandbox {SANDBOX}",
        )
    ),
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Pictures elsewhere come through our own address or not at all, so the policy is the same when they are shown."""

_PAGE = Template(
    """<!doctype html>
<html lang="$language" data-surface="$surface" data-blocked-images="$blocked" data-quoted="$quoted"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="$scheme">
<title>$title</title><style>$style</style></head>
<body><div id="$content_id" dir="auto">$html</div></body></html>
"""
)

_STYLE = """
/* The workspace's surface, text, text-quiet, border and accent (web/src/ui/tokens.css). */
:root { --page: oklch(1 0 0); --text: oklch(0.255 0.014 235); --quiet: oklch(0.485 0.016 230);
  --line: oklch(0.912 0.006 225); --link: oklch(0.465 0.082 212); }
[data-surface=dark] { --page: oklch(0.212 0.01 232); --text: oklch(0.93 0.006 220); --quiet: oklch(0.715 0.014 224);
  --line: oklch(0.39 0.014 230); --link: oklch(0.79 0.088 205); }
html { background: var(--page); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
[data-surface=dark] { scrollbar-color: var(--line) var(--page); }
body { margin: 0; overflow: auto hidden; }
#deskbell-mail { display: flow-root; overflow-wrap: break-word; }
#deskbell-mail > :first-child, #deskbell-mail > :first-child > :first-child { margin-top: 0; }
#deskbell-mail > :last-child, #deskbell-mail > :last-child > :last-child { margin-bottom: 0; }
[data-surface=page] body { padding: 12px; border-radius: 6px; }
a { color: var(--link); }
img { max-width: 100%; object-fit: contain; object-position: left top; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid var(--line); color: var(--quiet); }
pre { white-space: pre-wrap; font: 13px/1.5 ui-monospace, monospace; }
hr { border: 0; border-top: 1px solid var(--line); }
[data-surface=dark] #deskbell-mail, [data-surface=dark] #deskbell-mail :not(a, a *) {
  color: inherit !important; background-color: transparent !important; border-color: var(--line) !important; }
[data-surface=dark] #deskbell-mail :is(a, a *) { color: var(--link) !important;
  background-color: transparent !important; }
@media print { html { background: #fff; color: #000; } }
"""


def frame_document(
    mail: Sanitised, *, theme: Theme, is_quoted: bool = False, language: str = "", title: str = "Message"
) -> str:
    """Return a whole document for the frame; it must go out with `FRAME_HEADERS`.

    A mail that brings colours of its own lies on the light page that it was made for, in the dark theme too;
    any other follows the theme, and the black on white that mail programs write everywhere does not stand in the
    way. `is_quoted` says that a quote is folded away; with the number of pictures held back it stands on the root
    element, where the workspace reads both: a frame's headers it can't read.
    """
    surface = theme if not mail.own_colours else ("page" if theme == "dark" else "light")
    return _PAGE.substitute(
        language=escape(language),
        surface=surface,
        blocked=mail.blocked_images,
        quoted=int(is_quoted),
        scheme="dark" if surface == "dark" else "light",
        title=escape(title),
        style=_STYLE,
        content_id=CONTENT_ID,
        html=mail.html,
    )
