"""By when does the demo company want to have answered?"""

from datetime import timedelta
from typing import Any

from deskbell.demo.story import WAITING_ON_CONTACT
from deskbell.kernel.transaction import Tx
from deskbell.sla.keeping import work_out
from deskbell.sla.setting import put_goals
from deskbell.users.viewers import get_user
from deskbell.views.customising import ViewDraft, create_view

SINCE = timedelta(days=7)
HOUR = 60
DAY = 10 * HOUR  # of work


def _target(minutes: int, due_soon: int) -> dict[str, int]:
    return {"minutes": minutes, "due_soon_minutes": due_soon}


GOALS: dict[str, Any] = {
    "rules": [
        {
            "name": "Urgent and high",
            "when": [{"property": "ticket.priority", "any_of": ["URGENT", "HIGH"]}],
            "first_reply": _target(2 * HOUR, 30),
            "next_reply": _target(4 * HOUR, HOUR),
            "close": _target(3 * DAY, 4 * HOUR),
        },
        {
            "name": "All others",
            "when": [],
            "first_reply": _target(DAY, 2 * HOUR),
            "next_reply": _target(2 * DAY, 3 * HOUR),
            "close": _target(5 * DAY, DAY),
        },
    ],
    "hours": {"zone": "Europe/Helsinki", "week": [[["08:00", "18:00"]]] * 5 + [[]] * 2, "days_off": []},
    "paused_in": [WAITING_ON_CONTACT],
}


# What a colleague would ask for in the morning.
RUNNING_OUT: dict[str, Any] = {
    "all": [
        {"property": "sla_state", "is": "any_of", "value": ["due_soon", "overdue"]},
        {"property": "ticket.is_closed", "is": "is", "value": False},
    ]
}


async def set_goals(tx: Tx, super_admin_id: int) -> None:
    """A week ago, for new tickets: what lies about from before has no clocks. And a view of what they press for."""
    super_admin = await get_user(tx, super_admin_id)
    await put_goals(tx, super_admin, GOALS, version=0, applies_to="new")
    await tx.run("UPDATE sla_goals SET made_at = now() - %s", (SINCE,))
    new = await tx.values("SELECT id FROM tickets WHERE created_at > now() - %s", (SINCE,))
    await work_out(tx, new, 1, anew=True)
    columns = ("contact", "name", "preview", "status", "priority", "owner", "sla_due_at")
    draft = ViewDraft(
        "SLA running out", RUNNING_OUT, "everyone", sort_by="sla_due_at", direction="asc", columns=columns
    )
    await create_view(tx, super_admin, draft)
