"""How does one push get to one browser, through its maker's service?"""

import json
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from deskbell.kernel.desk import Desk
from deskbell.kernel.egress import AddressRefused, HostUnknown, check_host
from deskbell.kernel.guarded_http import FetchFailed, GuardedHttp
from deskbell.notifications.push.devices import Device
from deskbell.notifications.push.sealing import BadKeys, seal
from deskbell.notifications.push.vapid import PURPOSE, Vapid

Outcome = Literal["taken", "gone", "refused", "later"]
KEPT_SECONDS: Final = 12 * 3600  # by the service, for a browser that is off
_MOST_ANSWER: Final = 64 * 1024
_GONE: Final = frozenset({404, 410})
_TAKEN: Final = range(200, 300)
_TOO_MANY: Final = 429
_FAILING: Final = 500


@dataclass(frozen=True, slots=True)
class Push:
    """What the service worker shows. Of one `tag` only the newest is kept, by the service and on the screen."""

    title: str
    body: str
    tag: str
    url: str

    def as_json(self) -> bytes:
        # 4 bytes a character at most: 120 and 400 of them stay below what one record may hold.
        shown = {"title": self.title[:120], "body": self.body[:400], "tag": self.tag, "url": self.url}
        return json.dumps(shown, ensure_ascii=False).encode()


def vapid_of(desk: Desk) -> Vapid:
    return Vapid.of(desk.key(PURPOSE), desk.config.public_url)


async def refuse_bad_endpoint(desk: Desk, endpoint: str) -> None:
    """Before it is kept. Raises AddressRefused, HostUnknown; a name that nobody knows now may be known later."""
    parts = urlsplit(endpoint)
    try:
        pinned = await check_host(parts.hostname or "", parts.port or 443, private=desk.config.private_hosts)
    except HostUnknown:
        if parts.scheme == "https" and parts.hostname:
            return
        raise
    if parts.scheme != "https" and not (parts.scheme == "http" and pinned.is_loopback):
        raise AddressRefused("Pushes go over https only.", host=parts.hostname)


async def send_push(desk: Desk, device: Device, push: Push) -> Outcome:
    """Hand it to the browser's service, behind the egress guard.

    `gone`: the browser is not there any more; `refused`: not this push, ever; `later`: it is worth another try.
    """
    try:
        answer = await GuardedHttp(desk.config.private_hosts).send(
            "POST",
            device.endpoint,
            max_bytes=_MOST_ANSWER,
            headers={
                "Authorization": vapid_of(desk).authorization(device.endpoint),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(KEPT_SECONDS),
                "Topic": push.tag,
                "Urgency": "normal",
            },
            content=seal(push.as_json(), device.keys),
        )
    except BadKeys:
        return "gone"
    except AddressRefused:
        return "refused"
    except (HostUnknown, FetchFailed):
        return "later"
    if answer.status in _GONE:
        return "gone"
    if answer.status in _TAKEN:
        return "taken"
    return "later" if answer.status == _TOO_MANY or answer.status >= _FAILING else "refused"
