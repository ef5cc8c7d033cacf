"""Pure. How is a property that the desk defines for itself (R6) asked for in a filter?

Values of another kind than the definition's, from before it was changed, count as no value.
"""

from typing import LiteralString

from psycopg import sql

from deskbell.crm.property_definition import PropertyDefinition, PropertyKind
from deskbell.views.filter_properties import a_property
from deskbell.views.filter_property import About, FilterProperty, Kind, Option

_KINDS: dict[PropertyKind, Kind] = {
    "text": "text",
    "multiline": "text",
    "phone": "text",
    "url": "text",
    "number": "number",
    "date": "day",
    "datetime": "time",
    "select": "choice",
    "multi_select": "choices",
    "checkbox": "truth",
    "user": "user",
}
# `{0}` is the value as text, `{1}` as it stands.
_FORMS: dict[Kind, LiteralString] = {
    "text": "nullif({0}, '')",
    "choice": "nullif({0}, '')",
    "number": "(CASE WHEN jsonb_typeof({1}) = 'number' THEN ({0})::numeric END)",
    "user": "(CASE WHEN {0} ~ '^[0-9]{{1,18}}$' THEN ({0})::bigint END)",
    "day": "(CASE WHEN {0} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN ({0})::date END)",
    "time": "(CASE WHEN {0} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T' THEN ({0})::timestamptz END)",
    "truth": "coalesce({0} = 'true', false)",
    "choices": (
        "(CASE WHEN jsonb_typeof({1}) = 'array' THEN ARRAY(SELECT jsonb_array_elements_text({1}))"
        " ELSE '{{}}'::text[] END)"
    ),
}
_HOLDERS: dict[About, LiteralString] = {
    "ticket": "tickets.properties",
    "contact": "(SELECT contacts.properties FROM contacts WHERE contacts.id = tickets.contact_id)",
    "company": "(SELECT companies.properties FROM companies WHERE companies.id = tickets.company_id)",
}


def defined_property(about: About, definition: PropertyDefinition) -> FilterProperty:
    """Its name is as `ticket.properties.order_number`."""
    kind, name = _KINDS[definition.kind], sql.Literal(definition.name)
    holder = sql.SQL(_HOLDERS[about])
    expression = sql.SQL(_FORMS[kind]).format(
        sql.SQL("({} ->> {})").format(holder, name), sql.SQL("({} -> {})").format(holder, name)
    )
    return a_property(
        f"{about}.properties.{definition.name}",
        definition.label,
        kind,
        expression,
        about=about,
        options=[Option(option.value, option.label) for option in definition.options],
        key=definition.name if about == "ticket" else None,
    )
