"""Pure. Is this still the same matter, by its subject?"""

import re

# Reply and forward marks of the mail programs that our customers use, in their languages.
_MARK = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)*"
    r"(?:re|aw|sv|vs|vl|odp|pd|fw|fwd|wg|tr|rv|rif|res|ant|antw|doorst|enc|vb|ynt|ilt|回复|转发|答复|返信|転送)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[::]\s*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\s*\[#\d+\]\s*")
LONGEST_NAME = 300


def bare_subject(subject: str) -> str:
    """The subject without reply marks, list tags before them and our token: `Re: [x] AW: Hello [#7]` -> `Hello`."""
    bare = _TOKEN.sub(" ", subject)
    while (shorter := _MARK.sub("", bare, count=1)) != bare:
        bare = shorter
    return " ".join(bare.split())


def is_other_matter(subject: str, thread_subject: str) -> bool:
    """True when a mail in a thread came under a subject of its own; an emptied subject says nothing."""
    new, old = bare_subject(subject).casefold(), bare_subject(thread_subject).casefold()
    return bool(new) and bool(old) and new != old


def ticket_name(subject: str, text: str, *otherwise: str) -> str:
    """What a ticket is called when nobody has named it: its subject, else its first words, else what there is."""
    words = (bare_subject(subject), " ".join(text.split()[:12]), *(" ".join(one.split()) for one in otherwise))
    name = next(filter(None, words), "(no subject)")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
