"""Pure. What the desk tells people: in English, and by a stable code for other languages (decision 0022)."""

from typing import Self

from deskbell.kernel.errors import Refusal


class Told:
    """`code` and `facts` are as a refusal's. Without a code the sentence is shown as it stands."""

    def __init__(self, sentence: str, *, code: str | None = None, **facts: str | float) -> None:
        self.sentence = sentence
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.sentence

    @classmethod
    def of(cls, refusal: Refusal) -> Self:
        return cls(refusal.sentence, code=refusal.code, **refusal.facts)
