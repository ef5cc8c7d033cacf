"""What is being sold to the demo's companies, and which tickets have to do with it?"""

import random
from datetime import UTC, datetime, timedelta

from deskbell.demo.cast import Cast
from deskbell.demo.pouring import pour, take_ids
from deskbell.kernel.transaction import Tx

DEALS = 24
# The year has gone well enough: how often each stage comes.
STAGES = ("open", "open", "open", "won", "won", "lost")


async def pour_deals(tx: Tx, chance: random.Random, cast: Cast) -> None:
    """Each is with another company; the newest ticket of that company, if there is one, belongs to it."""
    today = datetime.now(UTC).date()
    names = await tx.rows("SELECT id, name FROM companies ORDER BY id")
    deals = list(zip(await take_ids(tx, "deals", DEALS), chance.sample(names, DEALS), strict=True))
    rows = []
    for key, (company_id, company) in deals:
        stage, kilograms = chance.choice(STAGES), chance.randrange(4, 60, 2)
        days = chance.randrange(5, 60) * (1 if stage == "open" else -1)
        rows.append(
            (
                key,
                f"{company}: {kilograms} kg",
                kilograms * 12 * 22,
                stage,
                today + timedelta(days=days),
                company_id,
                chance.choice(cast.users),
            )
        )
    await pour(tx, "deals", ("id", "name", "amount", "stage", "close_date", "company_id", "owner_id"), rows)
    await tx.run(
        "INSERT INTO ticket_deals (ticket_id, deal_id)"
        " SELECT max(ticket_id), deals.id FROM deals JOIN ticket_companies USING (company_id) GROUP BY deals.id"
    )
