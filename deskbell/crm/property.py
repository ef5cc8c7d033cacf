"""What is a property of a record, and how does its value look outside?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, LiteralString

from psycopg import sql

from deskbell.crm.property_definition import PropertyDefinition

Kind = Literal["string", "enumeration", "id", "number", "bool", "datetime", "association"]


@dataclass(frozen=True, slots=True)
class Property:
    """A named value of a record.

    `expression` is SQL over the record's own row; null there means "no value". An association's expression is
    a whole SELECT of the ids that the record is associated with, and is only ever asked about, never shown.
    """

    name: str
    kind: Kind
    expression: LiteralString | sql.Composed
    field: str | None = None  # what the writing verbs call it; None is read-only
    options: tuple[str, ...] = ()  # what may be written, where that is a closed set
    own: PropertyDefinition | None = None  # where the desk defined it for itself

    @property
    def sql(self) -> sql.Composable:
        return self.expression if isinstance(self.expression, sql.Composed) else sql.SQL(self.expression)


def shown(properties: Iterable[Property]) -> sql.Composed:
    """One jsonb object, name to text or null: every value as it is written outside (times in UTC, to the ms)."""
    chosen = list({prop.name: prop for prop in properties}.values())
    return sql.SQL("jsonb_object({}::text[], ARRAY[{}]::text[])").format(
        sql.Literal([prop.name for prop in chosen]), sql.SQL(", ").join(_text(prop) for prop in chosen)
    )


def _text(prop: Property) -> sql.Composed:
    match prop.kind:
        case "datetime":
            # to_char cuts off what is below a millisecond, as the comparisons of property_filters.py do.
            form = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
            return sql.SQL(form).format(prop.sql)
        case "string" | "enumeration":
            return sql.SQL("nullif({}, '')").format(prop.sql)
        case _:
            return sql.SQL("({})::text").format(prop.sql)
