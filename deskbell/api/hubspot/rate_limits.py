"""Does a token ask too often (P2, wire facts 9.15)?

A bucket per token and process: generous, since it guards the desk from a runaway loop, not from a busy customer.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from deskbell.api.hubspot.errors import PublicError

INTERVAL_SECONDS = 10
MOST_IN_INTERVAL = 10_000
_MOST_BUCKETS = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimits:
    """Buckets that fill again evenly; an idle one is full."""

    def __init__(self, most: int = MOST_IN_INTERVAL, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._clock = clock
        self._buckets: dict[bytes, _Bucket] = {}

    def spend(self, key: bytes) -> dict[str, str]:
        """Count one request; returns the headers that tell the client how it stands. Raises PublicError (429)."""
        now = self._clock()
        if len(self._buckets) > _MOST_BUCKETS:
            self._buckets.clear()
        bucket = self._buckets.setdefault(key, _Bucket(self.most, now))
        bucket.left = min(self.most, bucket.left + (now - bucket.at) * self.most / INTERVAL_SECONDS)
        bucket.at = now
        if bucket.left < 1:
            raise self._refused()
        bucket.left -= 1
        return self._headers(int(bucket.left))

    def _headers(self, left: int) -> dict[str, str]:
        return {
            "X-HubSpot-RateLimit-Interval-Milliseconds": str(INTERVAL_SECONDS * 1000),
            "X-HubSpot-RateLimit-Max": str(self.most),
            "X-HubSpot-RateLimit-Remaining": str(left),
        }

    def _refused(self) -> PublicError:
        policy = "TEN_SECONDLY_ROLLING"
        return PublicError(
            429,
            "RATE_LIMITS",
            f"You have reached your {policy.lower()} limit.",
            more={"errorType": "RATE_LIMIT", "policyName": policy},
            headers={"Retry-After": "1", **self._headers(0)},
        )
