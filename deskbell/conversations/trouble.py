"""What went wrong with a message of ours on its way, as its row keeps it: to be said in any language."""

from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from deskbell.kernel.told import Told

# Of an UPDATE of messages, with `why` among its parameters.
WHY: LiteralString = "failure = %(sentence)s, failure_code = %(code)s, failure_facts = %(facts)s"


def why(told: Told | None) -> dict[str, Any]:
    """None: nothing did."""
    if told is None:
        return {"sentence": None, "code": None, "facts": None}
    return {"sentence": told.sentence, "code": told.code, "facts": Jsonb(told.facts)}
