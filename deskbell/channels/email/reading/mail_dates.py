"""Pure. When was a mail written, as its Date header says? (RFC 5322 3.3 and its common misspellings)"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[T ,]+(\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_DAY = 86_400
_EARLIEST = 1970
_LATEST = 2200


def read_date(text: str) -> datetime | None:
    """Gives an aware time or None; a time without a zone is taken as UTC. Never raises, never gives an absurd year."""
    if not text:
        return None
    try:
        found = _iso(text) or _rfc(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return None
    return found


def _rfc(text: str) -> datetime | None:
    parsed = parsedate_tz(text[:200].replace(".", ":") if ":" not in text else text[:200])
    if parsed is None:
        return None
    offset = parsed[9] or 0
    zone = timezone(timedelta(seconds=offset)) if abs(offset) < _DAY else UTC
    return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=zone)


def _iso(text: str) -> datetime | None:
    match = _ISO.search(text[:200])
    if match is None:
        return None
    year, month, day, hour, minute = (int(match[i]) for i in range(1, 6))
    zone: timezone = UTC
    if match[7] and match[7] != "Z":
        sign = -1 if match[7][0] == "-" else 1
        digits = match[7][1:].replace(":", "")
        zone = timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
    return datetime(year, month, day, hour, minute, int(match[6] or 0), tzinfo=zone)
