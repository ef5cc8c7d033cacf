"""Pure. What is a property that the desk defines for itself (R6), and which values may it have?"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from deskbell.kernel.errors import Invalid

ObjectType = Literal["tickets", "contacts", "companies", "deals"]
PropertyKind = Literal[
    "text", "multiline", "number", "date", "datetime", "select", "multi_select", "checkbox", "phone", "url", "user"
]  # fmt: skip
OBJECT_TYPES: tuple[ObjectType, ...] = get_args(ObjectType)
KINDS: tuple[PropertyKind, ...] = get_args(PropertyKind)
WITH_OPTIONS: frozenset[PropertyKind] = frozenset({"select", "multi_select"})
# Words about a person: the log says that they changed, not from what to what.
OF_WORDS: frozenset[PropertyKind] = frozenset({"text", "multiline", "phone", "url"})
LONGEST = {"text": 1_000, "multiline": 65_536, "phone": 100, "url": 2_000}
MOST_DIGITS = 15

# What records have without being told; a property of one's own can't take these names.
BUILT_IN = frozenset(
    """id name label subject content description priority category status_id status pipeline_id pipeline owner_id owner
    team_id team tags channel contact_id contact company_id company deal_id deal properties expected created_at
    updated_at active_at closed_at deleted_at reopened_at snoozed_until merged_into first_name last_name email phone
    language domain amount stage close_date associatedcompanyid closed_date createdate firstname lastname
    first_agent_reply_date lastmodifieddate source_type time_to_close time_to_first_agent_reply""".split()
)
_OURS = ("hs_", "hubspot_")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_PHONE = re.compile(r"[0-9+(). /x#*-]*[0-9][0-9+(). /x#*-]*")


@dataclass(frozen=True, slots=True)
class Option:
    """A hidden one stays readable where it was chosen, and can't be chosen any more."""

    value: str
    label: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    object_type: ObjectType
    name: str
    label: str
    description: str
    kind: PropertyKind
    options: tuple[Option, ...]
    position: int
    is_archived: bool

    @property
    def is_words(self) -> bool:
        return self.kind in OF_WORDS


def checked_name(name: str) -> str:
    """Raises Invalid (`property.bad_name`, `property.name_reserved`)."""
    if not _NAME.fullmatch(name):
        raise Invalid(
            "A property's name has small letters, digits and underscores, and begins with a letter.",
            code="property.bad_name",
            field="name",
        )
    if name in BUILT_IN or name.startswith(_OURS):
        raise Invalid("This name belongs to Deskbell. Choose another.", code="property.name_reserved", field="name")
    return name


def name_for(label: str) -> str:
    """A name made of a label: `Order number` gives `order_number`; one that Deskbell has gets an ending."""
    name = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:90]
    name = name if name[:1].isalpha() else f"p_{name}".rstrip("_")
    return f"{name}_2" if name in BUILT_IN or name.startswith(_OURS) else name


def checked_value(definition: PropertyDefinition, value: Any) -> Any:
    """The value as it is kept, or None for no value. Whether a user exists is not asked here.

    Texts are understood as the public API writes them (`true`, `3.5`, `a;b`, milliseconds). Raises Invalid
    (`property.bad_value`) with the property's name as field.
    """
    if isinstance(value, str):
        value = value if definition.kind == "multiline" else value.strip()
    if value is None or value in ("", []):
        return None
    check = _CHECKS.get(definition.kind)
    return check(definition, value) if check else _text(definition, value)


def bad_value(definition: PropertyDefinition, sentence: str) -> Invalid:
    return Invalid(f"{definition.label}: {sentence}", code="property.bad_value", field=definition.name)


def _text(definition: PropertyDefinition, value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or "\0" in value or not _encodable(value):
        raise bad_value(definition, "this is not a text.")
    longest = LONGEST[definition.kind]
    if len(value) > longest:
        raise bad_value(definition, f"at most {longest} characters.")
    if definition.kind != "multiline" and any(letter in value for letter in "\r\n"):
        raise bad_value(definition, "only one line.")
    if definition.kind == "phone" and not _PHONE.fullmatch(value):
        raise bad_value(definition, "this is not a phone number.")
    if definition.kind == "url" and not _is_address(value):
        raise bad_value(definition, "give an address that begins with https:// or http://.")
    return value


def _encodable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_address(text: str) -> bool:
    """Only the web's own schemes: a `javascript:` address would run where it is shown as a link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in text


def _number(definition: PropertyDefinition, value: Any) -> int | float:
    sentence = f"give a number of at most {MOST_DIGITS} digits."
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise bad_value(definition, sentence)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise bad_value(definition, sentence) from None
    if not math.isfinite(number) or abs(number) >= 10**MOST_DIGITS:
        raise bad_value(definition, sentence)
    return int(number) if number.is_integer() else number


def _truth(definition: PropertyDefinition, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "false": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    raise bad_value(definition, "this is yes or no.")


def _time(definition: PropertyDefinition, value: Any) -> str:
    """`2026-11-21`, or `2026-11-21T09:30:00.000Z`; milliseconds since 1970 are understood too."""
    try:
        if type(value) is int or (isinstance(value, str) and re.fullmatch(r"-?[0-9]{5,}", value)):
            at = datetime.fromtimestamp(int(value) / 1000, UTC)
        elif definition.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            return date.fromisoformat(str(value)).isoformat()
        else:
            found = datetime.fromisoformat(str(value))
            at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise bad_value(definition, "this is not a date." if definition.kind == "date" else "not a time.") from None
    if definition.kind == "date":
        return at.date().isoformat()
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _option(definition: PropertyDefinition, value: Any) -> str:
    for option in definition.options:
        if option.value == value and not option.hidden:
            return option.value
    choices = ", ".join(option.label for option in definition.options if not option.hidden)
    raise bad_value(definition, f"choose one of: {choices}.")


def _options(definition: PropertyDefinition, value: Any) -> list[str]:
    parts = [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise bad_value(definition, "choose from the list.")
    chosen = {_option(definition, part) for part in parts}
    return [option.value for option in definition.options if option.value in chosen]


def _user(definition: PropertyDefinition, value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        raise bad_value(definition, "choose a user.")
    return int(text)


_CHECKS: dict[PropertyKind, Callable[[PropertyDefinition, Any], Any]] = {
    "number": _number,
    "checkbox": _truth,
    "date": _time,
    "datetime": _time,
    "select": _option,
    "multi_select": _options,
    "user": _user,
}


def checked_options(kind: PropertyKind, options: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options as they are kept. Raises Invalid (`property.bad_options`)."""
    found = [
        {"value": str(each["value"]).strip(), "label": str(each["label"]).strip(), "hidden": bool(each.get("hidden"))}
        for each in options
    ]
    values, labels = {str(each["value"]) for each in found}, {str(each["label"]).lower() for each in found}
    if kind not in WITH_OPTIONS:
        if found:
            raise _bad_options("Only a property of choices has options.")
        return []
    if not found:
        raise _bad_options("Give at least one option.")
    if len(found) > 1_000:  # noqa: PLR2004 - more than anybody can choose from
        raise _bad_options("At most 1,000 options.")
    if len(values) < len(found) or len(labels) < len(found):
        raise _bad_options("Two options are alike.")
    if any(not v or ";" in v or len(v) > 200 for v in values) or any(not e["label"] for e in found):  # noqa: PLR2004
        raise _bad_options("Each option has a label, and a value without semicolons of at most 200 characters.")
    return found


def _bad_options(sentence: str) -> Invalid:
    return Invalid(sentence, code="property.bad_options", field="options")
