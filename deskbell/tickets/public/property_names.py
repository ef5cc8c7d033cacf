"""Pure: what are a ticket's properties called outside, and what stands behind each name?"""

from deskbell.crm.property import Property
from deskbell.tickets.ticket import PRIORITIES, PRIORITY_OF_TICKET

_SOURCE = "CASE tickets.channel WHEN 'calling' THEN 'PHONE' ELSE upper(tickets.channel) END"
_TAGS = "nullif(array_to_string(tickets.tags, ';'), '')"
_MS_TO_REPLY = "floor(extract(epoch FROM tickets.first_reply_at - tickets.created_at) * 1000)"
_MS_TO_CLOSE = "floor(extract(epoch FROM tickets.closed_at - tickets.created_at) * 1000)"

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
        Property("hs_object_id", "id", "tickets.id"),
        Property("hs_pipeline", "id", "tickets.pipeline_id", field="pipeline_id"),
        Property("hs_pipeline_stage", "id", "tickets.status_id", field="status_id"),
        Property("hs_tag_ids", "enumeration", _TAGS, field="tags"),
        Property("hs_ticket_category", "enumeration", "nullif(tickets.category, '')", field="category"),
        Property("hs_ticket_id", "id", "tickets.id"),
        Property("hs_ticket_priority", "enumeration", PRIORITY_OF_TICKET, field="priority", options=tuple(PRIORITIES)),
        Property("hs_ticket_reopened_at", "datetime", "tickets.reopened_at"),
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
