"""Pure. Which places in a text still wait for a value, so that it may not leave like that (W6)?

A variable stands as `{{contact.first_name}}`, with words in its stead as `{{contact.first_name | there}}`. What is
shown as code is left alone: somebody may explain a template to a customer.
"""

import re

# As the composer knows them; it asks about what only looks like one, and that may be meant.
_NAMES = (
    "contact.first_name", "contact.name", "contact.email", "company.name", "ticket.name", "ticket.id", "owner.name",
    "agent.name", "agent.first_name",
)  # fmt: skip
_VARIABLE = re.compile(r"\{\{\s*(" + "|".join(map(re.escape, _NAMES)) + r")\s*(?:\|[^{}]*)?\}\}")
_CODE = re.compile(r"<(code|pre)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def open_variables(html: str) -> list[str]:
    """The names of those that were not filled in, each once."""
    return list(dict.fromkeys(_VARIABLE.findall(_CODE.sub("", html))))
