"""How is this desk set up: where it keeps its data, and where it listens?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.egress import LOOPBACK, PrivateHosts
from deskbell.kernel.secret_key import load_or_create

HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Listen:
    """An address that a listener binds; port 0 asks the system for a free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `host:port` or `[ipv6]:port`. Raises ValueError with a sentence."""
        host, colon, port = text.strip().rpartition(":")
        bare = host.removeprefix("[").removesuffix("]")
        if not colon or not bare or (":" in bare and not host.startswith("[")):
            raise ValueError(f"“{text}” is not host:port, for example 127.0.0.1:2525 or [::1]:2525")
        if not (port.isascii() and port.isdigit() and int(port) <= HIGHEST_PORT):
            raise ValueError(f"“{port}” is not a port from 0 to {HIGHEST_PORT}")
        return cls(bare, int(port))


def _as_listen(value: Any) -> Any:
    return Listen.parse(value) if isinstance(value, str) else value


ListenSetting = Annotated[Listen | None, NoDecode, BeforeValidator(_as_listen)]


class Config(BaseSettings):
    """What the environment says, checked once at start; `Config.load()` says what is wrong in a sentence."""

    model_config = SettingsConfigDict(env_prefix="DESKBELL_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=HIGHEST_PORT)
    base_url: str = ""
    database_url: str | None = None
    smtp_listen: ListenSetting = None
    lmtp_listen: ListenSetting = None
    smtp_tls_cert: Path | None = None
    smtp_tls_key: Path | None = None
    """What both listeners offer STARTTLS with (channels/email/listener_tls.py)."""
    web: Path | None = None
    """A built web application elsewhere, for those who work on it; the installed one when unset."""
    allow_private_hosts: str = ""

    @classmethod
    def load(cls) -> Self:
        """Read the environment. Raises CannotStart."""
        try:
            return cls()
        except ValidationError as error:
            raise CannotStart(_sentence(error)) from None

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("smtp_tls_cert", "smtp_tls_key")
    @classmethod
    def _found_from_anywhere(cls, value: Path | None) -> Path | None:
        return value and value.expanduser().absolute()

    @field_validator("base_url")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
            raise ValueError(f"“{value}” is not an address such as https://desk.example.com")
        return value.rstrip("/")

    @field_validator("lmtp_listen")
    @classmethod
    def _of_its_own(cls, value: Listen | None, info: ValidationInfo) -> Listen | None:
        if value and value.port and value == info.data.get("smtp_listen"):  # each would get some of the other's mail
            raise ValueError(f"{value} is that of DESKBELL_SMTP_LISTEN already")
        return value

    @field_validator("allow_private_hosts")
    @classmethod
    def _hosts(cls, value: str) -> str:
        PrivateHosts.parse(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://, for example postgresql://user:password@host/deskbell")
        return value

    @property
    def public_url(self) -> str:
        """Where people reach the desk, without a slash at the end."""
        shown = "localhost" if self.host in {"", "0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return self.base_url or f"http://{Listen(shown, self.port)}"

    @property
    def private_hosts(self) -> PrivateHosts:
        """Which mail servers in private networks the settings' screen may name (the command line may name any).

        A desk that only this machine can reach, as when it is tried out, may use this machine's mail servers.
        """
        if not self.allow_private_hosts and not self.base_url and self.host in {"127.0.0.1", "::1", "localhost"}:
            return LOOPBACK
        return PrivateHosts.parse(self.allow_private_hosts)

    @property
    def blobs(self) -> Path:
        return self.data / "blobs"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    def secret_key(self) -> bytes:
        """Return this desk's 32 random bytes, made at the first call. Raises CannotStart."""
        return load_or_create(self.secrets / "secret_key")

    def create_folders(self) -> None:
        """Make the data folder, for its owner alone. Twice is harmless. Raises CannotStart."""
        try:
            # The database's own user (when root starts the desk) must pass through, but not look around.
            self.data.mkdir(parents=True, exist_ok=True, mode=0o711)
            for folder in (self.blobs, self.secrets):
                folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise CannotStart(
                f"The data folder {self.data} can't be made: {error.strerror}. "
                "Choose another with DESKBELL_DATA, or mend the folder's rights."
            ) from error


def _sentence(error: ValidationError) -> str:
    found = []
    for line in error.errors():
        name = "DESKBELL_" + str(line["loc"][0]).upper() if line["loc"] else "The settings"
        found.append(f"{name} can't be used: {line['msg'].removeprefix('Value error, ')}.")
    return " ".join(found)
