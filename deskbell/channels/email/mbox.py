"""Pure. Which mails does an mbox hold? Many in one text, each after a line `From <sender> <date>`."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

_BEGIN = b"From "
_DATED = re.compile(rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d\d?:\d\d")
_SHORT = re.compile(rb"From (?:\S*\s*|.*\d\d?:\d\d.*)$")  # Thunderbird's `From -`; other orders of the date
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|>?From ")
_ESCAPED = re.compile(rb">+From ")


def is_mbox(start: bytes) -> bool:
    return start.startswith(_BEGIN)


def looks_like_a_mail(start: bytes) -> bool:
    """Whether a text begins with a field, as mails do; a byte order mark and empty lines before it are passed over."""
    return _HEADER.match(start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")) is not None


def count_in(lines: Iterable[bytes]) -> int:
    return sum(begins for begins, _ in _read(lines))


def mails_in(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Each mail without the line before it, and without the marks that kept its own lines from being taken for one."""
    mail: list[bytes] = []
    for begins, line in _read(lines):
        if not begins:
            mail.append(line[1:] if _ESCAPED.match(line) else line)
            continue
        if mail:
            yield _whole(mail)
        mail = []
    if mail:
        yield _whole(mail)


def _read(lines: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Tells of each line whether a mail begins with it. What people write may begin with `From ` too."""
    before = b"\n"
    is_first = True
    for line, below in pairwise(chain(lines, (b"",))):
        begins = is_first or (line.startswith(_BEGIN) and _parts_mails(before, line, below))
        yield begins, line
        before, is_first = line, False


def _parts_mails(before: bytes, line: bytes, below: bytes) -> bool:
    if _HEADER.match(below) is None:
        return False
    return _DATED.match(line) is not None or (not before.strip() and _SHORT.match(line) is not None)


def _whole(mail: list[bytes]) -> bytes:
    if len(mail) > 1 and not mail[-1].strip():
        mail = mail[:-1]  # the empty line that stands between two mails
    return b"".join(mail)
