"""How does work that may wait get done once its transaction has committed?"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import procrastinate
from procrastinate import RetryStrategy

from deskbell.kernel.transaction import Tx

log = logging.getLogger(__name__)

STALLED_AFTER_SECONDS = 60
MOST_ATTEMPTS = 12
Job = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that runs by the clock, once per tick however many workers there are."""

    name: str
    cron: str
    job: Job


class Jobs:
    """A queue in the same PostgreSQL: enqueued inside the transaction, retried with back-off.

    Names are explicit and stay when code moves: a job whose name is unknown to a worker is failed for good.
    """

    def __init__(self, dsn: str) -> None:
        self.app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(conninfo=dsn, min_size=1, max_size=4), worker_defaults={}
        )
        self._tasks: dict[str, procrastinate.tasks.Task[..., Any, ...]] = {}
        self._is_open = False

    def register(self, name: str, job: Job) -> None:
        retry = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=2)
        self._tasks[name] = self.app.task(name=name, retry=retry)(job)

    def register_periodic(self, periodic: Periodic) -> None:
        async def tick(timestamp: int) -> None:  # noqa: ARG001 - the library names and passes the tick's time
            await periodic.job()

        task = self.app.task(name=periodic.name, queueing_lock=periodic.name, pass_context=False)(tick)
        self.app.periodic(cron=periodic.cron)(task)

    async def enqueue(self, tx: Tx, name: str, *, lock: str | None = None, **arguments: Any) -> None:
        """Ask for a job; it runs only if `tx` commits. Jobs with the same `lock` run one after another."""
        deferrer = self._tasks[name].configure(lock=lock, connection=tx.connection)
        await deferrer.defer_async(**arguments)

    async def open(self) -> None:
        if not self._is_open:
            await self.app.open_async()
            self._is_open = True

    async def close(self) -> None:
        if self._is_open:
            await self.app.close_async()
            self._is_open = False

    async def work(self, *, concurrency: int = 4) -> None:
        """Run jobs until cancelled. Jobs of a worker that died are taken over after a minute of silence."""
        self.register_periodic(Periodic("jobs.rescue", "* * * * * */30", self._rescue))
        await self.app.run_worker_async(
            concurrency=concurrency,
            install_signal_handlers=False,
            delete_jobs="successful",
            update_heartbeat_interval=10,
        )

    async def _rescue(self) -> None:
        for job in await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            log.warning("job %s (%s) lost its worker; it runs again", job.id, job.task_name)
            await self.app.job_manager.retry_job(job)

    async def waiting(self) -> tuple[int, float]:
        """How many jobs wait, and the age in seconds of the oldest."""
        row = await self.app.connector.execute_query_one_async(
            "SELECT count(*) AS count, coalesce(extract(epoch FROM now() - min(events.at)), 0)::float AS age"
            " FROM procrastinate_jobs AS jobs JOIN procrastinate_events AS events"
            " ON events.job_id = jobs.id AND events.type = 'deferred' WHERE jobs.status = 'todo'"
        )
        return int(row["count"]), float(row["age"])
