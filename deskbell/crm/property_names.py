"""Pure: what are properties called outside, and what stands behind each name: a contact's, and a desk's own?"""

from psycopg import sql

from deskbell.crm.property import Kind, Property
from deskbell.crm.property_definition import PropertyDefinition, PropertyKind

_ADDITIONAL_EMAILS = (
    "(SELECT string_agg(contact_addresses.email, ';' ORDER BY contact_addresses.email) FROM contact_addresses"
    " WHERE contact_addresses.contact_id = contacts.id"
    " AND contact_addresses.email IS DISTINCT FROM lower(contacts.email))"
)

CONTACT_PROPERTIES = {
    prop.name: prop
    for prop in (
        Property("associatedcompanyid", "id", "contacts.company_id"),
        Property(
            "company", "string", "(SELECT companies.name FROM companies WHERE companies.id = contacts.company_id)"
        ),
        Property("createdate", "datetime", "contacts.created_at"),
        Property("email", "string", "nullif(contacts.email, '')"),
        Property("firstname", "string", "nullif(contacts.first_name, '')"),
        Property("hs_additional_emails", "string", _ADDITIONAL_EMAILS),
        Property("hs_full_name_or_email", "string", "nullif(contacts.name, '')"),
        Property("hs_language", "enumeration", "nullif(contacts.language, '')"),
        Property("hs_object_id", "id", "contacts.id"),
        Property("hubspot_owner_id", "id", "contacts.owner_id"),
        Property("lastmodifieddate", "datetime", "contacts.updated_at"),
        Property("lastname", "string", "nullif(contacts.last_name, '')"),
        Property("phone", "string", "nullif(contacts.phone, '')"),
    )
}

CONTACT_DEFAULTS = ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname")

_KINDS: dict[PropertyKind, Kind] = {
    "number": "number",
    "datetime": "datetime",
    "select": "enumeration",
    "multi_select": "enumeration",
    "checkbox": "bool",
    "user": "id",
}
# By kind: what the value of the jsonb is as SQL; all else is its text.
_EXPRESSIONS = {
    "number": sql.SQL("({value})::numeric"),
    "datetime": sql.SQL("({value})::timestamptz"),
    "checkbox": sql.SQL("({value})::boolean"),
    "user": sql.SQL("({value})::bigint"),
    "multi_select": sql.SQL(
        "(SELECT string_agg(chosen, ';') FROM jsonb_array_elements_text({table}.properties -> {name}) AS chosen)"
    ),
}


def own_property(definition: PropertyDefinition) -> Property:
    """A property that the desk defined, over a row of its record's table."""
    table, name = sql.Identifier(definition.object_type), sql.Literal(definition.name)
    value = sql.SQL("{}.properties ->> {}").format(table, name)
    expression = _EXPRESSIONS.get(definition.kind, sql.SQL("nullif({value}, '')"))
    return Property(
        definition.name,
        _KINDS.get(definition.kind, "string"),
        expression.format(value=value, table=table, name=name),
        field=definition.name,
        options=tuple(option.value for option in definition.options if not option.hidden),
        own=definition,
    )
