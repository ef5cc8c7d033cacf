"""Pure: what are a ticket's properties called outside, and what stands behind each name?"""

from typing import LiteralString

from deskbell.crm.property import Property
from deskbell.tickets.ticket import PRIORITIES, PRIORITY_OF_TICKET

_SOURCE = "CASE tickets.channel WHEN 'calling' THEN 'PHONE' ELSE upper(tickets.channel) END"
_TAGS = "nullif(array_to_string(tickets.tags, ';'), '')"
_MS_TO_REPLY = "floor(extract(epoch FROM tickets.first_reply_at - tickets.created_at) * 1000)"
_MS_TO_CLOSE = "floor(extract(epoch FROM tickets.closed_at - tickets.created_at) * 1000)"


def _of_clock(goal: LiteralString, expression: LiteralString) -> LiteralString:
    return (
        f"(SELECT {expression} FROM jsonb_array_elements(tickets.sla -> 'goals') AS clock"
        f" WHERE clock ->> 'goal' = '{goal}')"
    )


# HubSpot's numbers: 0 active, 1 overdue, 2 due soon, 3 done on time, 4 done late.
_STATUS: LiteralString = (
    "(CASE WHEN clock ->> 'done_at' IS NOT NULL THEN CASE WHEN (clock ->> 'is_late')::boolean THEN '4' ELSE '3' END"
    " WHEN (clock ->> 'due_at')::timestamptz <= now() THEN '1'"
    " WHEN (clock ->> 'due_soon_at')::timestamptz <= now() THEN '2' ELSE '0' END)"
)
_DUE: LiteralString = "(clock ->> 'due_at')::timestamptz"
_MOST_PRESSING: LiteralString = (
    "(CASE WHEN tickets.sla_done = 'late' THEN 'sla_completed_late'"
    " WHEN tickets.sla_done = 'on_time' THEN 'sla_completed_on_time' WHEN tickets.sla_due_at <= now() THEN 'overdue'"
    " WHEN tickets.sla_due_soon_at <= now() THEN 'due_soon' WHEN tickets.sla_goal IS NOT NULL THEN 'active_sla' END)"
)
_PRESSING_GOAL: LiteralString = (
    "(CASE tickets.sla_goal WHEN 'first_reply' THEN 'TIME_TO_RESPOND' WHEN 'next_reply' THEN 'TIME_TO_NEXT_RESPONSE'"
    " WHEN 'close' THEN 'TIME_TO_CLOSE' END)"
)

TICKET_PROPERTIES = {
    prop.name: prop
    for prop in (
        Property("closed_date", "datetime", "tickets.closed_at"),
        Property("content", "string", "nullif(tickets.description, '')", field="description"),
        Property("createdate", "datetime", "tickets.created_at"),
        Property("first_agent_reply_date", "datetime", "tickets.first_reply_at"),
        Property("hs_helpdesk_sort_timestamp", "datetime", "tickets.active_at"),
        Property("hs_is_closed", "bool", "tickets.is_closed"),
        Property("hs_last_message_from_visitor", "bool", "tickets.preview_direction = 'incoming'"),
        Property("hs_last_message_received_at", "datetime", "tickets.last_incoming_at"),
        Property("hs_last_message_sent_at", "datetime", "tickets.last_outgoing_at"),
        Property("hs_lastmodifieddate", "datetime", "tickets.updated_at"),
        Property("hs_most_relevant_sla_status", "enumeration", _MOST_PRESSING),
        Property("hs_most_relevant_sla_type", "enumeration", _PRESSING_GOAL),
        Property("hs_object_id", "id", "tickets.id"),
        Property("hs_pipeline", "id", "tickets.pipeline_id", field="pipeline_id"),
        Property("hs_pipeline_stage", "id", "tickets.status_id", field="status_id"),
        Property("hs_tag_ids", "enumeration", _TAGS, field="tags"),
        Property("hs_ticket_category", "enumeration", "nullif(tickets.category, '')", field="category"),
        Property("hs_ticket_id", "id", "tickets.id"),
        Property("hs_ticket_priority", "enumeration", PRIORITY_OF_TICKET, field="priority", options=tuple(PRIORITIES)),
        Property("hs_ticket_reopened_at", "datetime", "tickets.reopened_at"),
        Property("hs_time_to_close_sla_at", "datetime", _of_clock("close", _DUE)),
        Property("hs_time_to_close_sla_status", "enumeration", _of_clock("close", _STATUS)),
        Property("hs_time_to_first_response_sla_at", "datetime", _of_clock("first_reply", _DUE)),
        Property("hs_time_to_first_response_sla_status", "enumeration", _of_clock("first_reply", _STATUS)),
        Property("hs_time_to_next_response_sla_at", "datetime", _of_clock("next_reply", _DUE)),
        Property("hs_time_to_next_response_sla_status", "enumeration", _of_clock("next_reply", _STATUS)),
        Property("hubspot_owner_id", "id", "tickets.owner_id", field="owner_id"),
        Property("hubspot_team_id", "id", "tickets.team_id", field="team_id"),
        Property("source_type", "enumeration", _SOURCE),
        Property("subject", "string", "tickets.name", field="name"),
        Property("time_to_close", "number", _MS_TO_CLOSE),
        Property("time_to_first_agent_reply", "number", _MS_TO_REPLY),
    )
}

TICKET_DEFAULTS = (
    "content",
    "createdate",
    "hs_lastmodifieddate",
    "hs_object_id",
    "hs_pipeline",
    "hs_pipeline_stage",
    "hs_ticket_category",
    "hs_ticket_priority",
    "subject",
)
