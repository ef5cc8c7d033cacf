"""Which value goes to which place of a statement? The driver writes `%s` and `%(name)s`, PostgreSQL `$1`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_PLACE = re.compile(r"%(?:\((?P<name>[^)]+)\))?(?P<kind>.?)", re.DOTALL)


class NotQuick(Exception):  # noqa: N818 - no error: who raised it leaves the question to the driver's cursor
    """Written in a way that only the driver knows; it also says what is wrong, if anything is."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """`names` are those of the places in their order; None where they have none."""

    text: bytes
    names: tuple[str, ...] | None
    count: int

    def values(self, parameters: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
        """Raises NotQuick where they do not fit."""
        if isinstance(parameters, Mapping):
            try:
                return [parameters[name] for name in self.names or ()]
            except KeyError:
                raise NotQuick from None
        if len(parameters) != self.count:
            raise NotQuick
        return parameters


@lru_cache(maxsize=1024)
def numbered(query: str, *, is_named: bool) -> Numbered:
    """Raises NotQuick."""
    names: list[str] = []
    count = 0

    def number(place: re.Match[str]) -> str:
        nonlocal count
        name, kind = place["name"], place["kind"]
        if name is None and kind == "%":
            return "%"
        if kind != "s" or (name is not None) != is_named:
            raise NotQuick
        count += 1
        if name is None:
            return f"${count}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    text = _PLACE.sub(number, query).encode()
    return Numbered(text, tuple(names) if is_named else None, count)
