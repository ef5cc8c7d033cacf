"""How does a question reach PostgreSQL with as little of the driver around it as there must be?

The driver's cursor weighs anew for each question how it is written, whether it is prepared and what becomes of its
rows: two fifths of all that a web process did for a list or a ticket. Here that is found once for each statement of a
connection. How values are written and read, and what is sent and understood, are the driver's own all the same.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection, abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from deskbell.kernel.numbered_places import NotQuick, numbered
from deskbell.kernel.quick_waiting import answered

Answer = tuple[tuple[str, ...], list[tuple[Any, ...]]]
_Key = tuple[bytes, tuple[int, ...] | None]

MOST_PREPARED = 120
MOST_REMEMBERED = 500


@dataclass(slots=True)
class _Prepared:
    """What is the same whenever one statement is asked. `reading` knows how to read its columns, once it read some."""

    name: bytes
    reading: abc.Transformer
    columns: tuple[str, ...] | None = None


class QuickConnection(AsyncConnection[Any]):
    """Prepares what is asked for the second time, and forgets what was not asked for longest."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._quick_once: set[_Key] = set()
        self._quick_prepared: OrderedDict[_Key, _Prepared] = OrderedDict()
        self._quick_number = 0
        self._quick_writing = Transformer(self)

    async def ask(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None) -> Answer:
        """The columns' names, and all rows. Raises NotQuick where the driver's own cursor must be asked."""
        if not self.autocommit:  # the driver begins a transaction then
            raise NotQuick
        statement = numbered(query, is_named=isinstance(parameters, Mapping)) if parameters is not None else None
        values = statement.values(parameters) if statement is not None and parameters is not None else []
        text = statement.text if statement is not None else query.encode()
        async with self.lock:
            writing = self._quick_writing
            sent = writing.dump_sequence(values, [PyFormat.AUTO] * len(values))
            key = (text, writing.types)
            prepared = self._quick_prepared.get(key) or await self._quick_prepare(key)
            if prepared is not None:
                self._quick_prepared.move_to_end(key)
                self.pgconn.send_query_prepared(prepared.name, sent, writing.formats)
                # The driver lets PostgreSQL forget all that is prepared, such as after something was rolled back.
                with suppress(InvalidSqlStatementName):
                    return self._quick_answer(await self._quick_result(ExecStatus.TUPLES_OK), prepared)
                self._quick_prepared.clear()
            self.pgconn.send_query_params(text, sent, writing.types, writing.formats)
            return self._quick_answer(await self._quick_result(ExecStatus.TUPLES_OK), _Prepared(b"", Transformer(self)))

    def _quick_answer(self, result: PGresult, prepared: _Prepared) -> Answer:
        reading, columns = prepared.reading, prepared.columns
        reading.set_pgresult(result, set_loaders=columns is None)
        if columns is None:
            columns = tuple((result.fname(column) or b"").decode() for column in range(result.nfields))
            prepared.columns = columns
        rows = reading.load_rows(0, result.ntuples, tuple)
        reading.set_pgresult(None, set_loaders=False)
        return columns, rows

    async def _quick_prepare(self, key: _Key) -> _Prepared | None:
        """From the second time on."""
        if key not in self._quick_once:
            if len(self._quick_once) >= MOST_REMEMBERED:
                self._quick_once.clear()
            self._quick_once.add(key)
            return None
        if len(self._quick_prepared) >= MOST_PREPARED:
            _, longest_ago = self._quick_prepared.popitem(last=False)
            self.pgconn.send_query_params(b"DEALLOCATE " + longest_ago.name, None)
            with suppress(InvalidSqlStatementName):
                await self._quick_result(ExecStatus.COMMAND_OK)
        self._quick_number += 1
        prepared = _Prepared(b"quick_%d" % self._quick_number, Transformer(self))
        self.pgconn.send_prepare(prepared.name, *key)
        await self._quick_result(ExecStatus.COMMAND_OK)
        self._quick_prepared[key] = prepared
        return prepared

    async def _quick_result(self, expected: ExecStatus) -> PGresult:
        """Raises the driver's errors."""
        result = (await answered(self, execute(self.pgconn)))[-1]
        if result.status != expected:
            raise error_from_result(result, encoding="utf-8")
        return result
