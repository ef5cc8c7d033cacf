"""A real Dovecot on loopback: IMAP with IDLE, LMTP in, submission out. Any address has a mailbox, by one password."""

import getpass
import grp
import os
import shutil
import signal
import smtplib
import subprocess
import tempfile
from pathlib import Path

from imapclient import IMAPClient

from tests.servers.certificate import make_certificate
from tests.servers.ports import free_port, is_listening, wait_until

PASSWORD = "correct-horse-4"
BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

CONFIGURATION = """
protocols = imap lmtp submission
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
hostname = localhost
{users}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_location = maildir:~/Maildir
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_max_userip_connections = 100
first_valid_uid = 0
{oauth}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = {owner} home={folder}/homes/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
}}
submission_relay_host = 127.0.0.1
submission_relay_port = {relay}
submission_relay_trusted = no
submission_max_mail_size = 60M
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service submission-login {{
  chroot =
  inet_listener submission {{
    port = {submission}
  }}
  inet_listener submissions {{
    port = {submissions}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""

OAUTH_PASSDB = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {path}
}}
"""
OAUTH = """
introspection_mode = get
introspection_url = {address}
username_attribute = email
active_attribute = active
active_value = true
"""


class Dovecot:
    """Start it with `start()`, end it with `stop()`; the mailboxes stay, so that it can be started again."""

    def __init__(self, folder: Path, *, relay_port: int = 1, tokens_at: str = "") -> None:
        """`relay_port` is the SMTP server on loopback that submitted mail is handed to.

        With `tokens_at`, it also takes OAuth2 access tokens and asks that address whose they are (RFC 7662).
        """
        self.folder = folder
        self.imap_port, self.imaps_port = free_port(), free_port()
        self.submission_port, self.submissions_port = free_port(), free_port()
        self.lmtp_port = free_port()
        self.relay_port = relay_port
        self.tokens_at = tokens_at
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Dovecot":
        if BINARY is None:
            raise FileNotFoundError(
                "dovecot is not installed: apt-get install dovecot-imapd dovecot-lmtpd dovecot-submissiond"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "homes").mkdir(exist_ok=True)
        if os.geteuid() == 0:  # mail never belongs to root: Dovecot hands it to another user
            (self.folder / "homes").chmod(0o777)
            temporary = Path(tempfile.gettempdir())
            for above in [self.folder, *self.folder.parents]:
                if temporary in above.parents:
                    above.chmod(above.stat().st_mode | 0o011)
        configuration = self.folder / "dovecot.conf"
        configuration.write_text(self._configuration())
        self._process = subprocess.Popen(
            [BINARY, "-F", "-c", str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            wait_until(self._is_up, what="Dovecot's ports")
        except TimeoutError:
            raise RuntimeError(f"Dovecot did not start: {self.log()}") from None
        return self

    def stop(self) -> None:
        """End the server and every connection with it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(15)
            if self._process.stderr is not None:
                self._process.stderr.close()
            self._process = None
            wait_until(lambda: not is_listening(self.imap_port), what="Dovecot's end")

    def deliver(self, address: str, raw: bytes, *, sender: str = "customer@customer.example") -> None:
        """Put a mail into a mailbox through LMTP, as the mail server before it would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as client:
            client.sendmail(sender, [address], raw)

    def client(self, address: str) -> IMAPClient:
        """A signed-in mail program of that address."""
        client = IMAPClient("127.0.0.1", self.imap_port, ssl=False)
        client.login(address, PASSWORD)
        return client

    def mails(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """Every mail of a folder, oldest first, without marking it as read."""
        with self.client(address) as client:
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
            return [found[uid][b"BODY[]"] for uid in sorted(found)]

    def flags(self, address: str) -> list[tuple[bytes, ...]]:
        with self.client(address) as client:
            client.select_folder("INBOX", readonly=True)
            return [tuple(flags) for flags in client.get_flags(client.search("ALL")).values()]

    def renumber(self, address: str) -> None:
        """Give the mailbox another UIDVALIDITY, as a server does that lost its index. The server must be stopped."""
        for name in ("dovecot-uidlist", "dovecot-uidvalidity"):
            for path in (self.folder / "homes" / address / "Maildir").glob(f"{name}*"):
                path.unlink()
        for path in (self.folder / "homes" / address / "Maildir").glob("dovecot.index*"):
            path.unlink()

    def log(self) -> str:
        path = self.folder / "dovecot.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def _is_up(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            assert self._process.stderr is not None
            raise RuntimeError(f"Dovecot ended: {self._process.stderr.read().decode()} {self.log()}")
        return all(is_listening(port) for port in (self.imap_port, self.lmtp_port, self.submission_port))

    def _configuration(self) -> str:
        certificate, key = make_certificate(self.folder)
        if os.geteuid() == 0:
            users, owner = "", "uid=nobody gid=nogroup"
        else:
            me = getpass.getuser()
            group = grp.getgrgid(os.getgid()).gr_name
            users = f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}"
            owner = f"uid={os.getuid()} gid={os.getgid()}"
        oauth = self.folder / "oauth2.conf"
        oauth.write_text(OAUTH.format(address=self.tokens_at))
        return CONFIGURATION.format(
            mechanisms="plain login" + (" xoauth2 oauthbearer" if self.tokens_at else ""),
            oauth=OAUTH_PASSDB.format(path=oauth) if self.tokens_at else "",
            folder=self.folder,
            users=users,
            owner=owner,
            certificate=certificate,
            key=key,
            password=PASSWORD,
            relay=self.relay_port,
            imap=self.imap_port,
            imaps=self.imaps_port,
            submission=self.submission_port,
            submissions=self.submissions_port,
            lmtp=self.lmtp_port,
        )
