"""Which routes are there, and what does a request to each look like that would be answered if one were allowed?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Nothing in these addresses is anybody's: what they name is the same for all who are signed in.
SHARED = frozenset(
    {"key", "kind", "act", "object_type", "pipeline_id", "stage_id", "rest", "path", "name", "other_id", "provider"}
)
# Everybody who is signed in may look at these; what they hold of tickets is filtered.
OPEN_TO_ALL = frozenset({"contact_id", "record_id", "status_id", "owner_id", "inbox_id", "channel_id", "actor_id"})
# Looked after by some, refused to others before anything is looked up.
BY_PERMISSION = frozenset({"snippet_id", "user_id", "team_id", "account_id", "mail_id", "rule_id"})
# Answers only to its own session or to whoever holds it.
PERSONAL = frozenset({"session_id", "token", "work_id", "scheduled_id", "device_id", "run_id", "macro_id"})
OF_TICKETS = frozenset({"ticket_id", "message_id", "attachment_id", "thread_id"})
KNOWN = SHARED | OPEN_TO_ALL | BY_PERMISSION | PERSONAL | OF_TICKETS

WITHOUT_SESSION = frozenset(
    {
        "GET /api/setup",
        "POST /api/setup",
        "POST /api/session",
        "GET /api/invites/{token}",
        "POST /api/invites/{token}",
        "POST /api/resets",
        "POST /api/resets/{token}",
        "GET /api/openapi.json",
    }
)

_REPLY = {"html": "<p>Hi</p>", "to": [{"address": "ann@customer.example"}]}
BODIES: dict[str, Any] = {
    "PATCH /api/tickets/{ticket_id}": {"priority": "HIGH"},
    "POST /api/tickets/{ticket_id}/read": {"message_id": "{message_id}"},
    "POST /api/tickets/{ticket_id}/replies": {**_REPLY, "seen_message_id": "{message_id}"},
    "POST /api/tickets/{ticket_id}/forwards": {"message_id": "{message_id}", "to": [{"address": "it@partner.example"}]},
    "POST /api/inbox-threads/{thread_id}/forwards": {"message_id": "{message_id}", "to": [{"address": "it@a.example"}]},
    "POST /api/tickets/{ticket_id}/scheduled": {**_REPLY, "send_at": "2999-01-01T00:00:00Z"},
    "POST /api/inbox-threads/{thread_id}/scheduled": {**_REPLY, "send_at": "2999-01-01T00:00:00Z"},
    "POST /api/tickets/{ticket_id}/comments": {"html": "<p>Hi</p>"},
    "POST /api/tickets/{ticket_id}/merge": {"other_id": "{ticket_id}", "primary_id": "{ticket_id}"},
    "POST /api/tickets/{ticket_id}/split": {"message_ids": ["{message_id}"], "ticket": {"name": "New"}},
    "POST /api/tickets/{ticket_id}/spam": {"thread_ids": ["{thread_id}"]},
    "POST /api/tickets/{ticket_id}/snooze": {"until_reply": True},
    "POST /api/tickets/{ticket_id}/associations": {"type": "contacts", "id": 1},
    "POST /api/tickets/{ticket_id}/links": {"other_id": "{ticket_id}"},
    "POST /api/threads/{thread_id}/move": {"inbox_id": 1},
    "PATCH /api/inbox-threads/{thread_id}": {"is_closed": True, "owner_id": None},
    "POST /api/inbox-threads/{thread_id}/read": {"message_id": "{message_id}"},
    "POST /api/inbox-threads/{thread_id}/replies": {**_REPLY, "seen_message_id": "{message_id}"},
    "POST /api/inbox-threads/{thread_id}/comments": {"html": "<p>Hi</p>"},
    "PUT /api/inbox-threads/{thread_id}/drafts/{kind}": {"body": {"html": "x"}, "version": 0},
    "PUT /api/tickets/{ticket_id}/drafts/{kind}": {"body": {"html": "x"}, "version": 0},
    "PUT /api/sla-goals": {"rules": [], "version": 0, "applies_to": "new"},
    "PATCH /crm/v3/objects/tickets/{ticket_id}": {"properties": {"subject": "Changed"}},
    "POST /conversations/v3/conversations/threads/{thread_id}/messages": {
        "type": "COMMENT",
        "text": "Hi",
        "attachments": [],
    },
}
# Their objects must be in a certain state first; to a super admin they then answer so, and not that nothing is there.
IN_NO_STATE_FOR_IT = frozenset(
    {
        "POST /api/messages/{message_id}/undo",
        "POST /api/messages/{message_id}/retry",
        "POST /api/tickets/{ticket_id}/scheduled",
        "POST /api/inbox-threads/{thread_id}/scheduled",
        "POST /api/tickets/{ticket_id}/macros/{macro_id}",
        "GET /api/tickets/{ticket_id}/merge-preview",
        "POST /api/tickets/{ticket_id}/merge",
        "POST /api/tickets/{ticket_id}/unmerge",
        "GET /api/tickets/{ticket_id}/undo-preview",
        "POST /api/tickets/{ticket_id}/split",
        "POST /api/tickets/{ticket_id}/unsplit",
        "POST /api/tickets/{ticket_id}/not-spam",
        "POST /api/tickets/{ticket_id}/links",
        "DELETE /api/tickets/{ticket_id}/links/{other_id}",
    }
)
QUERIES = {
    "GET /api/tickets/{ticket_id}/merge-preview": "?with={ticket_id}&primary={ticket_id}",
    "DELETE /api/tickets/{ticket_id}/associations": "?type=contacts&id=1",
}


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> frozenset[str]:
        return frozenset(part.partition("}")[0].partition(":")[0] for part in self.path.split("{")[1:])

    @property
    def described(self) -> str:
        """The name under which BODIES knows it: without the aliases of the public API."""
        return self.name.replace("/objects/0-5", "/objects/tickets").replace("/objects/0-1", "/objects/contacts")

    def address(self, ids: dict[str, int]) -> str:
        filled = self.path + QUERIES.get(self.name, "")
        filled = filled.replace("{rest:path}", "nothing").replace("{path:path}", "nothing")
        chosen = {"kind": "reply", "act": "deactivate", "key": "all_open", "object_type": "tickets", "token": "x" * 43}
        for name in self.parameters:
            filled = filled.replace("{%s}" % name, str(ids.get(name, chosen.get(name, ids["nothing"]))))  # noqa: UP031 - braces are the point
        return filled

    def body(self, ids: dict[str, int]) -> Any:
        return filled(BODIES.get(self.described), ids)


def filled(body: Any, ids: dict[str, int]) -> Any:
    if isinstance(body, dict):
        return {key: filled(value, ids) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(value, ids) for value in body]
    if isinstance(body, str) and body.startswith("{") and body.endswith("}"):
        return ids[body[1:-1]]
    return body


def routes_of(app: FastAPI) -> list[Route]:
    """Every route there is, the undescribed ones too, but not the twins with a slash at the end."""
    found = {
        Route(method, route.path)
        for route in _flat(app.router.routes)
        for method in METHODS
        if method in (getattr(route, "methods", None) or ()) and (route.path == "/" or not route.path.endswith("/"))
    }
    return sorted(found, key=lambda route: (route.path, route.method))


def _flat(routes: Any) -> Iterator[Any]:
    for route in routes:
        if hasattr(route, "effective_candidates"):
            yield from _flat(route.effective_candidates())
        elif hasattr(route, "path"):
            yield route
