"""A real OpenSMTPD on loopback: takes any mail and hands it on, by LMTP or SMTP. It needs root, as OpenSMTPD does."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from tests.servers.ports import free_port, is_listening, wait_until

BINARY = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

CONFIGURATION = """
table everybody {{ "@" = "nobody" }}
smtp max-message-size 60M
listen on 127.0.0.1 port {port} hostname localhost
action "desk" relay host "smtp://127.0.0.1:{desk}"
action "mailboxes" lmtp "127.0.0.1:{lmtp}" rcpt-to virtual <everybody>
match from any for domain {{ {forwarded} }} action "desk"
match from any for any action "mailboxes"
"""


class OpenSmtpd:
    """`lmtp_port` takes everything but the mail for `forwarded` domains, which goes to `desk_port` by SMTP."""

    def __init__(
        self, folder: Path, *, lmtp_port: int, desk_port: int = 1, forwarded: tuple[str, ...] = ("nowhere.invalid",)
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.lmtp_port, self.desk_port, self.forwarded = lmtp_port, desk_port, forwarded
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def can_run() -> bool:
        """Only as root, and where a process may have a mount namespace of its own; some containers forbid it."""
        if os.geteuid() != 0:
            return False
        return subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode == 0

    def start(self) -> "OpenSmtpd":
        if BINARY is None:
            raise FileNotFoundError("OpenSMTPD is not installed: apt-get install opensmtpd")
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "smtpd.conf"
        configuration.write_text(
            CONFIGURATION.format(
                port=self.port,
                lmtp=self.lmtp_port,
                desk=self.desk_port,
                forwarded=", ".join(f'"{domain}"' for domain in self.forwarded),
            )
        )
        configuration.chmod(0o600)
        # Its spool and its socket have fixed places: a mount namespace gives each instance its own.
        script = (
            "mount -t tmpfs -o mode=755 none /var/spool && mount -t tmpfs -o mode=755 none /run"
            f" && exec {BINARY} -d -f {configuration} >{self.folder}/smtpd.log 2>&1"
        )
        self._process = subprocess.Popen(["unshare", "-m", "--propagation", "private", "sh", "-c", script])
        try:
            wait_until(lambda: is_listening(self.port), what="OpenSMTPD's port")
        except TimeoutError:
            self.stop()
            raise RuntimeError(f"OpenSMTPD did not start: {self.log()}") from None
        return self

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(15)
            self._process = None

    def log(self) -> str:
        path = self.folder / "smtpd.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""
