"""How does a question reach PostgreSQL with as little of the driver around it as there must be?

The driver's cursor weighs anew for each question how it is written, whether it is prepared and what becomes of its
rows: two fifths of all that a web process did for a list or a ticket. Here that is found once for each statement of a
connection. How values are written and read, and how one waits for the answer, are the driver's own all the same.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from psycopg import AsyncConnection
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from deskbell.kernel.numbered_places import NotQuick, numbered

Answer = tuple[tuple[str, ...], list[tuple[Any, ...]]]
_Key = tuple[bytes, tuple[int, ...] | None]

MOST_PREPARED = 120
MOST_REMEMBERED = 500


class QuickConnection(AsyncConnection[Any]):
    """Prepares what is asked for the second time, and forgets what was not asked for longest."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._quick_once: set[_Key] = set()
        self._quick_names: OrderedDict[_Key, bytes] = OrderedDict()
        self._quick_number = 0

    async def ask(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None) -> Answer:
        """The columns' names, and all rows. Raises NotQuick where the driver's own cursor must be asked."""
        if not self.autocommit:  # the driver begins a transaction then
            raise NotQuick
        statement = numbered(query, is_named=isinstance(parameters, Mapping)) if parameters is not None else None
        values = statement.values(parameters) if statement is not None and parameters is not None else []
        text = statement.text if statement is not None else query.encode()
        transformer = Transformer.from_context(self)
        async with self.lock:
            sent = transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
            key = (text, transformer.types)
            name = self._quick_names.get(key) or await self._quick_name(key)
            result = None
            if name is not None:
                self._quick_names.move_to_end(key)
                self.pgconn.send_query_prepared(name, sent, transformer.formats)
                # The driver lets PostgreSQL forget all that is prepared, such as after something was rolled back.
                with suppress(InvalidSqlStatementName):
                    result = await self._quick_result(ExecStatus.TUPLES_OK)
            if result is None:
                if name is not None:
                    self._quick_names.clear()
                self.pgconn.send_query_params(text, sent, transformer.types, transformer.formats)
                result = await self._quick_result(ExecStatus.TUPLES_OK)
            transformer.set_pgresult(result)
            names = tuple((result.fname(column) or b"").decode() for column in range(result.nfields))
            return names, transformer.load_rows(0, result.ntuples, tuple)

    async def _quick_name(self, key: _Key) -> bytes | None:
        """Its name, from the second time on."""
        if key not in self._quick_once:
            if len(self._quick_once) >= MOST_REMEMBERED:
                self._quick_once.clear()
            self._quick_once.add(key)
            return None
        if len(self._quick_names) >= MOST_PREPARED:
            _, longest_ago = self._quick_names.popitem(last=False)
            self.pgconn.send_query_params(b"DEALLOCATE " + longest_ago, None)
            with suppress(InvalidSqlStatementName):
                await self._quick_result(ExecStatus.COMMAND_OK)
        self._quick_number += 1
        name = b"quick_%d" % self._quick_number
        self.pgconn.send_prepare(name, *key)
        await self._quick_result(ExecStatus.COMMAND_OK)
        self._quick_names[key] = name
        return name

    async def _quick_result(self, expected: ExecStatus) -> PGresult:
        """Raises the driver's errors."""
        result: PGresult = (await self.wait(execute(self.pgconn)))[-1]
        if result.status != expected:
            raise error_from_result(result, encoding="utf-8")
        return result
