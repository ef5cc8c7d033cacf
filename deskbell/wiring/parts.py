"""Which long-running parts does this process keep alive, and how is each doing?"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from deskbell.kernel.cannot_start import CannotStart

log = logging.getLogger(__name__)

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_PATIENCE_AT_THE_END = 5.0


@dataclass(slots=True)
class Part:
    """One part's state, as `/healthz` and the doctor tell it."""

    state: Literal["running", "failing", "stopped"] = "running"
    sentence: str = ""
    since: float = field(default_factory=time.time)

    def tell(self, state: Literal["running", "failing", "stopped"], sentence: str = "") -> None:
        if state != self.state:
            self.since = time.time()
        self.state, self.sentence = state, sentence


class Parts:
    """Runs each part until `stop`; one that fails is told, and started again after a growing pause."""

    def __init__(self) -> None:
        self.states: dict[str, Part] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        part = self.states[name] = Part()
        self._tasks.append(asyncio.create_task(_keep_running(name, part, run), name=name))

    async def stop(self) -> None:
        """Cancel all, and wait a few seconds for what they have in hand. What is left was safe to kill at any time."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            _, hanging = await asyncio.wait(self._tasks, timeout=_PATIENCE_AT_THE_END)
            for task in hanging:
                log.warning("%s did not stop in time", task.get_name())
        self._tasks.clear()


async def _keep_running(name: str, part: Part, run: Callable[[], Awaitable[None]]) -> None:
    pause = _FIRST_PAUSE
    while True:
        began = time.monotonic()
        watch = asyncio.create_task(_call_it_running(part))
        try:
            await run()
            log.warning("%s ended by itself; it starts again", name)
        except asyncio.CancelledError:
            part.tell("stopped")
            raise
        except CannotStart as error:
            part.tell("failing", str(error))
            log.error("%s: %s", name, error)  # noqa: TRY400 - the sentence says it all
        except Exception as error:  # any fault of one part, known or not, must not take the others down
            part.tell("failing", str(error) or type(error).__name__)
            log.exception("%s failed; it starts again in %.0f s", name, pause)
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
        if time.monotonic() - began > _LONGEST_PAUSE:
            pause = _FIRST_PAUSE
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _call_it_running(part: Part) -> None:
    """A part that has held out for a moment after a failure is well again."""
    await asyncio.sleep(_FIRST_PAUSE)
    part.tell("running")
