"""What does every part of one running process share?"""

from dataclasses import dataclass, field

from deskbell.kernel.config import Config
from deskbell.kernel.crypto import derive_key
from deskbell.kernel.database import Database
from deskbell.kernel.jobs import Jobs
from deskbell.kernel.storage import Storage


@dataclass(frozen=True, slots=True)
class Desk:
    """The open parts of one process; made by `wiring.desk.open_desk`."""

    config: Config
    database: Database
    storage: Storage
    jobs: Jobs
    secret_key: bytes = field(repr=False)

    def key(self, purpose: str) -> bytes:
        """This desk's key for one purpose (`sessions`, `mail-tokens`, `channel-secrets` ...)."""
        return derive_key(self.secret_key, purpose)
