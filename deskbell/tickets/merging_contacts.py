"""How do two contacts become one, and two again?

The other contact leads to the primary, and its addresses, tickets, threads and messages point there. What pointed
where is remembered, so undoing gives back both; what came since from the other's addresses goes with it.
"""

from deskbell.conversations.handing_over import HandedOver, hand_back, hand_over
from deskbell.crm import contact_merging as kept
from deskbell.crm.contact_merging import ContactMerge
from deskbell.events.people import ContactsMerged, ContactsUnmerged
from deskbell.kernel.errors import NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer


async def merge_contacts(tx: Tx, viewer: Viewer, *, primary_id: int, other_id: int) -> int:
    """Merge the other contact into the primary; returns the merge's id. The primary's values win, blanks are filled.

    Raises NotAllowed without a service seat, NotFound, Invalid for a contact with itself, Conflict.
    """
    _refuse_without_seat(viewer)
    primary, other = await kept.lock_pair(tx, primary_id, other_id)
    tickets = await _tickets_of(tx, primary_id, other_id)
    handed = await hand_over(tx, other_id, primary_id)
    led = await _take_tickets(tx, primary_id, other_id)
    addresses = await kept.put_away(tx, other_id, primary_id)
    merge_id = await kept.note_merge(
        tx,
        {
            "primary_id": primary_id,
            "other_id": other_id,
            "filled": await kept.fill_blanks(tx, primary, other),
            "addresses": addresses,
            "thread_ids": handed.thread_ids,
            "message_ids": handed.message_ids,
            "participants": kept.moved_pairs(handed.participants),
            **tickets,
            "led_ids": led,
            "merged_by": viewer.user_id,
        },
    )
    await tx.record(ContactsMerged(primary_id, other_id, merge_id))
    return merge_id


async def unmerge_contacts(tx: Tx, viewer: Viewer, contact_id: int) -> int:
    """Undo the latest merge into this contact; returns the id of the other, which is itself again.

    Raises NotAllowed, NotFound, and Conflict when the contact was merged further (undo that first).
    """
    _refuse_without_seat(viewer)
    done = await kept.latest_merge(tx, contact_id)
    await kept.empty_filled(tx, done.primary_id, done.filled)
    await kept.bring_back(tx, done)
    handed = HandedOver(done.thread_ids, done.message_ids, [(pair[0], pair[1]) for pair in done.participants])
    threads = await hand_back(
        tx,
        handed,
        holder_id=done.primary_id,
        to_id=done.other_id,
        addresses=done.addresses,
        since=done.merged_at,
    )
    await _return_tickets(tx, done)
    await _bring_newer_tickets(tx, done, threads)
    await kept.note_undone(tx, done.id, viewer.user_id)
    await tx.record(ContactsUnmerged(done.primary_id, done.other_id, done.id))
    return done.other_id


def _refuse_without_seat(viewer: Viewer) -> None:
    if not viewer.has_full_desk:
        raise NotAllowed("Merging contacts needs a service seat.", code="contact.merge_not_allowed")


async def _tickets_of(tx: Tx, primary_id: int, other_id: int) -> dict[str, list[object]]:
    names = {"primary": primary_id, "other": other_id}
    shared = await tx.rows(
        "SELECT ticket_id, added_at FROM ticket_contacts AS theirs WHERE contact_id = %(other)s AND EXISTS"
        " (SELECT FROM ticket_contacts AS ours WHERE ours.ticket_id = theirs.ticket_id AND contact_id = %(primary)s)",
        names,
    )
    return {
        "ticket_ids": await tx.values("SELECT ticket_id FROM ticket_contacts WHERE contact_id = %(other)s", names),
        "shared": [[ticket_id, added_at.isoformat()] for ticket_id, added_at in shared],
        "seen_ids": await tx.values(
            "SELECT ticket_id FROM ticket_contacts WHERE contact_id = %(other)s"
            " UNION SELECT ticket_id FROM threads WHERE contact_id = %(other)s AND ticket_id IS NOT NULL",
            names,
        ),
    }


async def _take_tickets(tx: Tx, primary_id: int, other_id: int) -> list[int]:
    names = {"primary": primary_id, "other": other_id}
    await tx.run(
        "DELETE FROM ticket_contacts AS theirs WHERE contact_id = %(other)s AND EXISTS"
        " (SELECT FROM ticket_contacts AS ours WHERE ours.ticket_id = theirs.ticket_id AND contact_id = %(primary)s)",
        names,
    )
    await tx.run("UPDATE ticket_contacts SET contact_id = %(primary)s WHERE contact_id = %(other)s", names)
    return await tx.values(
        "UPDATE tickets SET contact_id = %(primary)s WHERE contact_id = %(other)s RETURNING id", names
    )


async def _return_tickets(tx: Tx, done: ContactMerge) -> None:
    names = {
        "primary": done.primary_id,
        "other": done.other_id,
        "tickets": done.ticket_ids,
        "shared": [row[0] for row in done.shared],
        "since": [row[1] for row in done.shared],
        "led": done.led_ids,
    }
    await tx.run(
        "UPDATE ticket_contacts AS theirs SET contact_id = %(other)s WHERE contact_id = %(primary)s"
        " AND ticket_id = ANY(%(tickets)s) AND ticket_id <> ALL(%(shared)s) AND NOT EXISTS (SELECT FROM"
        " ticket_contacts AS ours WHERE ours.ticket_id = theirs.ticket_id AND contact_id = %(other)s)",
        names,
    )
    await tx.run(
        "INSERT INTO ticket_contacts (ticket_id, contact_id, added_at) SELECT tickets.id, %(other)s, shared.since"
        " FROM unnest(%(shared)s::bigint[], %(since)s::timestamptz[]) AS shared (id, since)"
        " JOIN tickets ON tickets.id = shared.id ON CONFLICT DO NOTHING",
        names,
    )
    await tx.run(
        "UPDATE tickets SET contact_id = %(other)s WHERE contact_id = %(primary)s AND id = ANY(%(led)s)", names
    )


async def _bring_newer_tickets(tx: Tx, done: ContactMerge, thread_ids: list[int]) -> None:
    """Tickets that came since by the other's threads get the other; the primary leaves those it has no thread of."""
    newer = await tx.values(
        "SELECT DISTINCT ticket_id FROM threads WHERE id = ANY(%s) AND ticket_id IS NOT NULL AND ticket_id <> ALL(%s)",
        (thread_ids, done.seen_ids),
    )
    names = {"primary": done.primary_id, "other": done.other_id, "newer": newer}
    await tx.run(
        "INSERT INTO ticket_contacts (ticket_id, contact_id) SELECT id, %(other)s FROM unnest(%(newer)s::bigint[])"
        " AS id ON CONFLICT DO NOTHING",
        names,
    )
    left = await tx.values(
        "SELECT newer.id FROM unnest(%(newer)s::bigint[]) AS newer (id) WHERE NOT EXISTS"
        " (SELECT FROM threads WHERE ticket_id = newer.id AND contact_id = %(primary)s)",
        names,
    )
    names["left"] = left
    await tx.run(
        "UPDATE tickets SET contact_id = %(other)s WHERE id = ANY(%(left)s) AND contact_id = %(primary)s", names
    )
    await tx.run("DELETE FROM ticket_contacts WHERE contact_id = %(primary)s AND ticket_id = ANY(%(left)s)", names)
