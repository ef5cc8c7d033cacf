"""What runs in one process of the desk, from its start to its end?"""

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NoReturn

import uvicorn
import uvloop

from deskbell.channels.email.listener_port import is_of_another_desk
from deskbell.channels.email.listener_tls import read_certificate
from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config, Listen
from deskbell.kernel.desk import Desk
from deskbell.kernel.migrating import migrate
from deskbell.kernel.postgres import EmbeddedPostgres
from deskbell.wiring.desk import open_desk
from deskbell.wiring.holding import HeldDatabase, Say, database
from deskbell.wiring.one_write import OneWrite
from deskbell.wiring.parts import Parts
from deskbell.wiring.working import start_working

log = logging.getLogger(__name__)

_GRACE_FOR_REQUESTS = 3
_THREADS = 32
_LOOK_AFTER_DATABASE_EVERY = 2.0
# A closed terminal (SIGHUP) ends us in order too, unless nohup has said that it shall not.
_POLITE = [signal.SIGTERM] + ([signal.SIGHUP] if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL else [])


@dataclass(frozen=True, slots=True)
class Roles:
    """What this process does; any number of processes may do each, on one database."""

    web: bool
    work: bool


def serve(config: Config, roles: Roles, say: Say) -> None:
    """Run until Ctrl-C or SIGTERM, then stop everything within seconds. Raises CannotStart."""
    for number in _POLITE:
        signal.signal(number, _leave_by_exception)  # so that every `with` below is left in order
    if roles.work:
        _check_free(config)
    listening = bind(Listen(config.host, config.port)) if roles.web else None
    config.create_folders()
    secret_key = config.secret_key()
    if roles.work:
        _refuse_to_share(config, secret_key)
    with database(config, say) as held:
        for name in migrate(held.dsn):
            log.info("migrated: %s", name)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(config, roles, held, listening, say))
    say("Stopped.")


def bind(address: Listen, chosen_by: str = "DESKBELL_PORT", *, shared: bool = False) -> socket.socket:
    """Take the address before anything slow is started. Raises CannotStart when it is taken or not ours.

    A `shared` one may be bound by other processes of the same user at the same time.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=2048, reuse_port=shared)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"is in use already: stop the program that has it, or choose another with {chosen_by}"
        else:
            reason = error.strerror or str(error)
            why = f"can't be used: {reason}. Choose another with {chosen_by.replace('PORT', 'HOST and DESKBELL_PORT')}"
        raise CannotStart(f"The address {address} {why}.") from error


def _check_free(config: Config) -> None:
    """See that the mail listener, a part that comes later, will get its addresses and its certificate."""
    read_certificate(config)
    for address, setting in _mail_listeners(config):
        bind(address, setting, shared=address.port != 0).close()


def _refuse_to_share(config: Config, secret_key: bytes) -> None:
    """With the workers of this desk, but with no other desk."""
    for address, setting in _mail_listeners(config):
        if is_of_another_desk(address, secret_key):
            raise CannotStart(f"Another desk takes mail at {address}. Stop it, or choose another with {setting}.")


def _mail_listeners(config: Config) -> Iterator[tuple[Listen, str]]:
    if config.smtp_listen is not None:
        yield config.smtp_listen, "DESKBELL_SMTP_LISTEN"
    if config.lmtp_listen is not None:
        yield config.lmtp_listen, "DESKBELL_LMTP_LISTEN"


async def _run(config: Config, roles: Roles, held: HeldDatabase, listening: socket.socket | None, say: Say) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(_ImpatientExecutor(_THREADS, thread_name_prefix="desk"))
    stopping = asyncio.Event()
    _stop_on_signals(loop, stopping, say)
    parts = Parts()
    async with open_desk(config, held.dsn) as desk:
        if (embedded := held.embedded) is not None:
            parts.start("database", lambda: _look_after(embedded))
        if roles.work:
            start_working(desk, parts)
        try:
            if listening is not None:
                await _serve_web(desk, parts, listening, stopping, say)
            else:
                say("The worker runs. Ctrl-C stops it.")
                _forget_the_start()
                await stopping.wait()
        finally:
            await parts.stop()


async def _serve_web(desk: Desk, parts: Parts, listening: socket.socket, stopping: asyncio.Event, say: Say) -> None:
    from deskbell.wiring.app import create_app  # noqa: PLC0415 - a worker serves no web, and is spared its memory

    app = create_app(desk)
    app.state.parts = parts

    def tell_ready() -> None:
        _forget_the_start()
        say(f"Deskbell is at {_address(desk.config, listening)} (Ctrl-C stops it).")

    server = _Server(
        uvicorn.Config(
            app,
            http=OneWrite,
            ws="websockets-sansio",
            ws_per_message_deflate=False,  # a hint is a hundred bytes: packing would cost more than it saves
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=65,
            timeout_graceful_shutdown=_GRACE_FOR_REQUESTS,
        ),
        tell_ready,
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    asked_to_stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, asked_to_stop}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    asked_to_stop.cancel()
    await serving
    if not server.started:
        raise CannotStart("The web part did not start: the lines above say why.")


def _address(config: Config, listening: socket.socket) -> str:
    if config.port or config.base_url:
        return config.public_url
    return f"http://{Listen(config.host, listening.getsockname()[1])}"


async def _look_after(embedded: EmbeddedPostgres) -> None:
    """Start the database server again when something has killed it."""
    while True:
        await asyncio.sleep(_LOOK_AFTER_DATABASE_EVERY)
        if await asyncio.to_thread(embedded.revive):
            log.warning("the database server had died, and was started again")


def _forget_the_start() -> None:
    """Spare the collector all that lives as long as the process: it halves the longest pauses."""
    gc.collect()
    gc.freeze()


def _stop_on_signals(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event, say: Say) -> None:
    def ask(name: str) -> None:
        if stopping.is_set() and name == "SIGINT":
            os._exit(130)  # asked twice; the database server stays, and the next start takes it over
        if not stopping.is_set():
            say("Stopping; Ctrl-C again leaves at once.")
        stopping.set()

    for number in (signal.SIGINT, *_POLITE):
        loop.add_signal_handler(number, ask, number.name)


def _leave_by_exception(number: int, _frame: Any) -> NoReturn:
    raise SystemExit(128 + number)


class _Server(uvicorn.Server):
    """Leaves the signals to us: its own way ends the process before the database is stopped."""

    def __init__(self, config: uvicorn.Config, tell_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_ready = tell_ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._tell_ready()


class _ImpatientExecutor(ThreadPoolExecutor):
    """Does not hold up the end of the process for a thread that waits for some server on the network."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - its signature
        super().shutdown(wait=False, cancel_futures=True)
