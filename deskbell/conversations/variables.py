"""Pure. Which places in a text still wait for a value, so that it may not leave like that (W6)?

A variable stands as `{{contact.first_name}}`, with words in its stead as `{{contact.first_name | there}}`. What is
shown as code is left alone: somebody may explain a template to a customer.
"""

import re

_VARIABLE = re.compile(r"\{\{\s*((?:contact|company|ticket|owner|agent)\.[a-z_]+)\s*(?:\|[^{}]*)?\}\}")
_CODE = re.compile(r"<(code|pre)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def open_variables(html: str) -> list[str]:
    """The names of those that were not filled in, each once."""
    return list(dict.fromkeys(_VARIABLE.findall(_CODE.sub("", html))))
