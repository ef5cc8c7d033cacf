"""What the search box understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.search.words import MOST_TERMS, Asked, read_query


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked()),
        ("   ", Asked()),
        ("invoice ", Asked(words=("invoice",))),
        ("invo", Asked(beginning="invo")),
        ("in", Asked(words=("in",))),
        ("wrong invo", Asked(words=("wrong",), beginning="invo")),
        ('"wrong invoice" sum ', Asked(words=("sum",), phrases=("wrong invoice",))),
        ("“wrong invoice”", Asked(phrases=("wrong invoice",))),
        ('"unfinished phrase', Asked(words=("unfinished",), beginning="phrase")),
        ("#4711", Asked(beginning="#4711", number=4711)),
        ("12 ", Asked(words=("12",), number=12)),
        ("Ann@Customer.example", Asked(beginning="Ann@Customer.example", address="ann@customer.example")),
    ],
)
def test_typed_words_are_understood(typed: str, asked: Asked) -> None:
    assert read_query(typed) == asked


@given(st.text())
def test_whatever_is_typed_is_read(typed: str) -> None:
    asked = read_query(typed)
    assert len(asked.words) + len(asked.phrases) <= MOST_TERMS
    assert "\0" not in "".join((*asked.words, *asked.phrases, asked.beginning or "", asked.address or ""))
