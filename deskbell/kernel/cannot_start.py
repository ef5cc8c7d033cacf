"""Why does the desk not start? The one error whose text an operator reads in the terminal."""


class CannotStart(Exception):  # noqa: N818 - reads as the sentence that it is
    """Something outside the program is missing or in the way; `str()` is a sentence that says what to do."""
