"""Which records answer a question over properties, and what do they show? One answer for every kind of record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import LiteralString

from psycopg import sql

from deskbell.crm.property import Property, shown
from deskbell.crm.property_filters import Filter, any_group, in_order, words_in
from deskbell.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class Record:
    """One row with the properties that were asked for; a property without a value is None."""

    id: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    properties: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table whose rows are shown as records. `searched` is one text, over whose words `query` looks."""

    name: LiteralString
    properties: Mapping[str, Property]
    associations: Mapping[str, Property]
    defaults: Sequence[str]
    live: LiteralString
    archived: LiteralString
    archived_at: LiteralString
    searched: LiteralString

    def with_properties(self, more: Mapping[str, Property]) -> "RecordTable":
        """The same table with further properties; those of the same name stay as they are."""
        return replace(self, properties={**more, **self.properties})

    def chosen(self, names: Sequence[str]) -> list[Property]:
        """The defined ones of these; the defaults when none is named. Undefined ones are left out (wire facts 9.2)."""
        return [self.properties[name] for name in names or self.defaults if name in self.properties]

    def asked(self, name: str) -> Property | None:
        """What a filter or sort may name."""
        return self.properties.get(name) or self.associations.get(name)

    def among(self, *, archived: bool) -> sql.SQL:
        return sql.SQL(self.archived if archived else self.live)


@dataclass(frozen=True, slots=True)
class Question:
    """Groups are OR'ed, the filters of a group AND'ed; `query` further narrows by words."""

    groups: Sequence[Sequence[Filter]] = ()
    query: str = ""
    sort: Property | None = None
    descending: bool = False
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    total: int
    records: list[Record] = field(default_factory=list)


async def read_page(
    reader: Reader,
    table: RecordTable,
    allowed: sql.Composable,
    properties: Sequence[Property],
    *,
    after: int,
    limit: int,
    archived: bool,
) -> list[Record]:
    """Up to `limit` records in order of their ids, those after the id `after`."""
    beyond = sql.SQL("{}.id > {}").format(sql.Identifier(table.name), sql.Literal(after))
    condition = sql.SQL(" AND ").join([table.among(archived=archived), allowed, beyond])
    tail = sql.SQL("ORDER BY {}.id LIMIT {}").format(sql.Identifier(table.name), sql.Literal(limit))
    return await reader.many(Record, _select(table, properties, condition, tail))


async def read_some(
    reader: Reader,
    table: RecordTable,
    allowed: sql.Composable,
    properties: Sequence[Property],
    ids: Sequence[int],
    *,
    archived: bool = False,
) -> list[Record]:
    """Those of the records that are there and allowed, in the order of `ids`, each once."""
    wanted = sql.SQL("{}.id = ANY({}::bigint[])").format(sql.Identifier(table.name), sql.Literal(list(ids)))
    condition = sql.SQL(" AND ").join([table.among(archived=archived), allowed, wanted])
    found = {record.id: record for record in await reader.many(Record, _select(table, properties, condition))}
    return [found[number] for number in dict.fromkeys(ids) if number in found]


async def search(
    reader: Reader, table: RecordTable, allowed: sql.Composable, properties: Sequence[Property], question: Question
) -> Found:
    """Live records only, oldest first unless sorted; `total` counts all that match. Raises Invalid (`filter.…`)."""
    condition = sql.SQL(" AND ").join([table.among(archived=False), allowed, _matching(table, question)])
    count = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(sql.Identifier(table.name), condition)
    total = int(await reader.value(count))
    if not question.limit or question.offset >= total:
        return Found(total)
    tail = sql.SQL("ORDER BY {}, {}.id LIMIT {} OFFSET {}").format(
        in_order(question.sort, descending=question.descending) if question.sort else sql.SQL("created_at"),
        sql.Identifier(table.name),
        sql.Literal(question.limit),
        sql.Literal(question.offset),
    )
    return Found(total, await reader.many(Record, _select(table, properties, condition, tail)))


def _matching(table: RecordTable, question: Question) -> sql.Composable:
    condition = any_group(question.groups)
    if not question.query.split():
        return condition
    return sql.SQL("{} AND {}").format(condition, words_in(sql.SQL(table.searched), question.query))


def _select(
    table: RecordTable, properties: Sequence[Property], condition: sql.Composable, tail: sql.Composable | None = None
) -> sql.Composed:
    return sql.SQL(
        "SELECT {table}.id, {table}.created_at, {table}.updated_at, {archived_at} AS archived_at,"
        " {properties} AS properties FROM {table} WHERE {condition} {tail}"
    ).format(
        table=sql.Identifier(table.name),
        archived_at=sql.SQL(table.archived_at),
        properties=shown(properties),
        condition=condition,
        tail=tail or sql.SQL(""),
    )
