"""What the doctor says of work that goes on behind the screens."""

from deskbell.kernel.desk import Desk
from deskbell.wiring.doctor import examine


async def _said(desk: Desk) -> list[tuple[str, str]]:
    return [(one.verdict, one.sentence) for one in await examine(desk) if one.part == "catching up"]


async def test_the_doctor_tells_how_far_the_worker_is_with_what_an_upgrade_left(desk: Desk) -> None:
    assert await _said(desk) == [("ok", "Nothing is left to do.")]
    async with desk.database.transaction() as tx:
        await tx.run("INSERT INTO tickets (id, name, pipeline_id, status_id) VALUES (1000, 'The newest', 0, 1)")
        await tx.run("INSERT INTO search_rewrites (kind, below) VALUES ('company', 7), ('ticket', 251)")
        await tx.run("INSERT INTO search_rewrites (kind, property) VALUES ('ticket', 'order')")
        await tx.run("INSERT INTO ticket_sort_fill VALUES (251)")
        await tx.run(
            "INSERT INTO sla_goals (version, goals, applies_to, newest_ticket, walk_below)"
            " VALUES (1, '{}', 'new_and_open', 1000, 501)"
        )
    told = (
        "Search entries of companies are written anew: 0% done. Search entries of tickets are written anew: 0% done."
        " Tickets are put in the order of the desk's own properties: 75% done."
        " SLA goals are set for open tickets: 50% done."
    )
    assert await _said(desk) == [("ok", told)]
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM search_rewrites WHERE kind = 'company' OR property = 'order'")
        await tx.run("DELETE FROM ticket_sort_fill")
        await tx.run("UPDATE sla_goals SET walk_below = NULL")
    assert await _said(desk) == [("ok", "Search entries of tickets are written anew: 75% done.")]
