"""Pure. What does a calendar file say? For mails that hold an invitation and not a word beside it (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINES = 5_000
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)")
_PARAMETER = re.compile(r";(?P<name>[A-Za-z-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^;]*))")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?$")
_ESCAPED = re.compile(r"\\([\\,;Nn])")
_SHOWN = ("SUMMARY", "LOCATION", "ORGANIZER", "DESCRIPTION", "DTSTART", "DTEND")


@dataclass(frozen=True, slots=True)
class _Property:
    value: str
    parameters: dict[str, str]


def text_of_calendar(content: str) -> str:
    """Gives its first event in its own words, without labels of ours; empty when there is none."""
    found: dict[str, _Property] = {}
    for name, one in _properties_of_first_event(content):
        found.setdefault(name, one)
    when = " – ".join(_time(found[name]) for name in ("DTSTART", "DTEND") if name in found)
    lines = [_words(found, "SUMMARY"), when, _words(found, "LOCATION"), _organizer(found)]
    head = "\n".join(line for line in lines if line)
    return "\n\n".join(part for part in (head, _words(found, "DESCRIPTION")) if part)


def _properties_of_first_event(content: str) -> Iterator[tuple[str, _Property]]:
    inside: list[str] = []
    for line in _FOLD.sub("", content).splitlines()[:MAX_LINES]:
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match["name"].upper(), match["value"].strip()
        if name == "BEGIN":
            inside.append(value.upper())
        elif name == "END":
            if inside and inside.pop() == "VEVENT":
                return
        elif name in _SHOWN and inside[-1:] == ["VEVENT"]:
            parameters = {
                one["name"].upper(): one["quoted"] or one["bare"] or ""
                for one in _PARAMETER.finditer(match["parameters"])
            }
            yield name, _Property(value, parameters)


def _words(found: dict[str, _Property], name: str) -> str:
    if name not in found:
        return ""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], found[name].value).strip()


def _time(when: _Property) -> str:
    match = _TIME.match(when.value)
    if match is None:
        return when.value
    year, month, day, hour, minute, is_utc = match.groups()
    clock = f" {hour}:{minute}" if hour else ""
    zone = "UTC" if is_utc else when.parameters.get("TZID", "")
    return f"{year}-{month}-{day}{clock} {zone if clock else ''}".rstrip()


def _organizer(found: dict[str, _Property]) -> str:
    if "ORGANIZER" not in found:
        return ""
    one = found["ORGANIZER"]
    address = re.sub(r"^mailto:", "", one.value, flags=re.IGNORECASE)
    name = one.parameters.get("CN", "")
    return f"{name} <{address}>" if name and name != address else address
