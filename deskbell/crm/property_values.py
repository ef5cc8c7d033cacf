"""Pure: what does the text of a property's value mean?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from deskbell.kernel.errors import Invalid

LARGEST_ID = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_DIGITS = 60


def as_id(text: str) -> int | None:
    """The id that the text names, or None when no record can have it."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(LARGEST_ID)):
        return None
    number = int(plain)
    return number if number <= LARGEST_ID else None


def as_number(text: str) -> Decimal:
    """Raises Invalid (`filter.value`)."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise _unreadable(text, "a number") from None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or len(text) > _MOST_DIGITS:
        raise _unreadable(text, "a number")
    return number


def as_truth(text: str) -> bool:
    """`true` or `false` in any case. Raises Invalid (`filter.value`)."""
    match text.strip().lower():
        case "true":
            return True
        case "false":
            return False
    raise _unreadable(text, "true or false")


def as_datetime(text: str) -> datetime:
    """Milliseconds since 1970, or ISO 8601 (without a zone it is UTC). Raises Invalid (`filter.value`)."""
    plain = text.strip()
    try:
        if plain.removeprefix("-").isdecimal():
            at = _EPOCH + timedelta(milliseconds=int(plain))
        else:
            found = datetime.fromisoformat(plain)
            at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        _ = at + timedelta(seconds=1)  # a comparison reaches a little past the time that it names
    except (ValueError, OverflowError):
        raise _unreadable(text, "a time: milliseconds since 1970, or ISO 8601") from None
    return at


def _unreadable(text: str, what: str) -> Invalid:
    return Invalid(f"“{text[:100]}” is not {what}.", code="filter.value")
