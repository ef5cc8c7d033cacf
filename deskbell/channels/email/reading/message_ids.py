"""Pure. Which Message-IDs does a header name? (RFC 5322 3.6.4, and what programs write instead)"""

from __future__ import annotations

import re

from deskbell.channels.email.reading.safe_text import safe_line

MAX_LENGTH = 900  # an index row of PostgreSQL must hold it
MAX_IDS = 500

_IN_BRACKETS = re.compile(r"<([^<>]{1,4000})>")


def read_ids(text: str) -> tuple[str, ...]:
    """Gives the ids in their order without brackets and without repeats; never an empty one."""
    found = [clean_id(match) for match in _IN_BRACKETS.findall(text)]
    if not found and "<" not in text:
        found = [clean_id(word) for word in re.split(r"[\s,;]+", text) if "@" in word]
        if len(found) != len(text.split()) and text.replace(",", " ").split() != found:
            found = []  # an address inside a sentence is no id
    return tuple(dict.fromkeys(one for one in found if one))[-MAX_IDS:]


def read_id(text: str) -> str | None:
    """Gives the id of a Message-ID header, also when its brackets were forgotten."""
    found = _IN_BRACKETS.search(text)
    one = clean_id(found[1] if found else text.strip(" <>"))
    return one or None


def clean_id(text: str) -> str:
    return re.sub(r"\s+", "", safe_line(text))[:MAX_LENGTH]
