"""Pure: what are a contact's properties called outside, and what stands behind each name?"""

from deskbell.crm.property import Property

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
