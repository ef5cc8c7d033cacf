"""Which companies does a ticket concern, besides that of its contact?"""

from deskbell.kernel.database import Tx


async def add_company(tx: Tx, ticket_id: int, company_id: int) -> None:
    """Associate a company; the first one becomes the primary. Twice is harmless."""
    await tx.run(
        "INSERT INTO ticket_companies (ticket_id, company_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (ticket_id, company_id),
    )
    await tx.run("UPDATE tickets SET company_id = %s WHERE id = %s AND company_id IS NULL", (company_id, ticket_id))
