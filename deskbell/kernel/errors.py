"""The four ways to say no: what is wrong, and what to do, with a stable code."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """A sentence for a person and a code for a program; nothing was changed.

    `code` is stable and dotted (`ticket.already_merged`); `facts` are plain values that a client may use.
    """

    code = "refused"

    def __init__(self, sentence: str, *, code: str | None = None, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or type(self).code
        self.facts = facts


class NotFound(Refusal):
    """It does not exist, or the asker may not know that it does."""

    code = "not_found"


class NotAllowed(Refusal):
    """The asker is known and may not do this."""

    code = "not_allowed"


class Conflict(Refusal):
    """It was right a moment ago; the world has moved on."""

    code = "conflict"


class Invalid(Refusal):
    """The words of the request are wrong; `facts["field"]` names the field where one is at fault."""

    code = "invalid"
