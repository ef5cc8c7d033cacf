"""Pure: does a mail bring colours of its own, or only the black on white that its program writes everywhere?

A mail without colours of its own can follow the reader's theme; another keeps the light page it was made for.
"""

import re
from functools import lru_cache

_DARK, _LIGHT, _SPREAD = 96, 240, 24
_NEUTRAL_WORDS = frozenset(
    """inherit initial unset transparent currentcolor windowtext window canvas canvastext auto none
    black white""".split()
)
_LINK_COLOURS = frozenset(
    {"#0563c1", "#954f72", "#467886", "#96607d", "#1155cc", "#0000ee", "#0000ff", "#00e", "#00f"}
    | {"blue", "purple", "rgb(5,99,193)", "rgb(17,85,204)", "rgb(0,0,238)", "rgb(0,0,255)"}
)
"""What mail programs give every link without being asked."""
_HEX = re.compile(r"#?(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))")
_RGB = re.compile(r"rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})(?:[,/ ]+[\d.%]+)?\)")


@lru_cache(maxsize=4096)
def is_own_colour(colour: str) -> bool:
    """Say no to black, white and greys near them, and to the stock colours of links."""
    word = colour.strip().lower().removesuffix("!important").strip()
    if not word or word in _NEUTRAL_WORDS or word.replace(" ", "") in _LINK_COLOURS:
        return False
    channels = _channels(word)
    if channels is None:
        return True
    darkest, lightest = min(channels), max(channels)
    return lightest - darkest > _SPREAD or not (lightest <= _DARK or darkest >= _LIGHT)


def _channels(word: str) -> tuple[int, ...] | None:
    if match := _RGB.fullmatch(word):
        return tuple(int(number) for number in match.groups())
    if match := _HEX.fullmatch(word):
        return tuple(int(digits * (2 if len(digits) == 1 else 1), 16) for digits in match.groups() if digits)
    return None
