"""What does a list show of a ticket? The one shape of it, as PostgreSQL builds it."""

from typing import LiteralString

from deskbell.tickets.ticket import PRIORITY_OF_TICKET

# SLA is for who has a seat (A1).
# Over `tickets`, `contacts`, `companies` and `reads` (the viewer's row of ticket_reads), see TICKET_ROW_JOINS.
TICKET_ROW: LiteralString = f"""
    tickets.id, tickets.name, tickets.status_id, tickets.pipeline_id, tickets.is_closed, tickets.owner_id,
    tickets.team_id, {PRIORITY_OF_TICKET} AS priority, tickets.category,
    tickets.channel,
    CASE WHEN contacts.id IS NOT NULL
        THEN json_build_object('id', contacts.id, 'name', contacts.name, 'email', contacts.email) END AS contact,
    CASE WHEN companies.id IS NOT NULL
        THEN json_build_object('id', companies.id, 'name', companies.name) END AS company,
    tickets.tags, tickets.created_at, tickets.updated_at, tickets.active_at, tickets.last_incoming_at,
    tickets.last_outgoing_at, tickets.preview, tickets.preview_direction, tickets.message_count,
    tickets.last_incoming_message_id > coalesce(reads.read_message_id, 0) AS is_unread,
    tickets.delivery_failed, tickets.last_message_id, tickets.closed_at, tickets.deleted_at,
    tickets.is_snoozed, tickets.snoozed_until,
    CASE WHEN tickets.sla_goal IS NOT NULL AND %(viewer_seat)s::boolean
        THEN json_build_object('goal', tickets.sla_goal, 'due_at', tickets.sla_due_at,
            'due_soon_at', tickets.sla_due_soon_at,
            'is_paused', tickets.sla_due_at IS NULL AND tickets.sla_done IS NULL, 'done', tickets.sla_done) END AS sla
"""

# Those of the desk's own properties that are asked for by name.
TICKET_ROW_WITH_PROPERTIES: LiteralString = f"""{TICKET_ROW},
    (SELECT coalesce(json_object_agg(own.key, own.value), '{{}}') FROM jsonb_each(tickets.properties) AS own
        WHERE own.key = ANY(%(properties)s::text[])) AS properties
"""

TICKET_ROW_JOINS: LiteralString = """
    LEFT JOIN contacts ON contacts.id = tickets.contact_id
    LEFT JOIN companies ON companies.id = tickets.company_id
    LEFT JOIN ticket_reads AS reads ON reads.ticket_id = tickets.id AND reads.user_id = %(viewer_id)s
"""
