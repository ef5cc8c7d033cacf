"""Pure. Which characters may leave the mail parser: those that PostgreSQL text and JSON can hold."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_HEADER_BREAKS = re.compile("[\r\n\u2028\u2029\x85\x0b\x0c\t ]+")


def safe_text(text: str) -> str:
    """Removes control characters and lone surrogates; every line end becomes a newline."""
    return _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))


def safe_line(text: str) -> str:
    """Gives one line without leading or trailing blanks; runs of blanks and line ends become one space."""
    return _UNSAFE.sub("", _HEADER_BREAKS.sub(" ", text)).strip()
