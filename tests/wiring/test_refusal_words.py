"""Has every refusal words in other languages, and does it bring the facts that those words name?"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from deskbell.channels.email.translating import BOUNCED

ROOT = Path(__file__).resolve().parents[2]
WORDS = (ROOT / "web/src/api/refusal-words.ts").read_text()
ENTRY = re.compile(
    r'^  "?([\w.#]+)"?:\s+msg(?:`([^`]*)`|\(\{\s+message:\s+"([^"]*)",?\s+\}\)),$',
    re.MULTILINE,
)
FACT = re.compile(r"\{(\w+)[,}]")
KNOWN = {key: plain or message for key, plain, message in ENTRY.findall(WORDS)}
# What no screen can get: asked only of the public API, on the command line or at the start, or a fault of a screen.
ONLY_ELSEWHERE = {
    "list.limit",
    "list.unknown_direction",
    "mail.import_source",
    "migration.refused",
    "search.kind",
    "search.limit",
    "setup.missing",
    "token.name_missing",
    "token.not_found",
}


def codes_of_classes() -> Iterator[str]:
    for path in ROOT.glob("deskbell/**/*.py"):
        yield from re.findall(r'^    code = "([\w.]+)"$', path.read_text(), re.MULTILINE)


@cache
def refusals() -> list[tuple[str, set[str], str]]:
    """Each call that names a code: the code, its facts, and where it stands."""
    return list(_refusals())


def _refusals() -> Iterator[tuple[str, set[str], str]]:
    for path in ROOT.glob("deskbell/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            named = {word.arg: word.value for word in node.keywords if word.arg}
            code = named.get("code")
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield code.value, set(named) - {"code"}, where


def test_every_refusal_that_a_screen_can_show_has_words() -> None:
    said = {code for code, _, _ in refusals() if not code.startswith("hubspot")} | set(codes_of_classes())
    assert sorted(said - set(KNOWN) - ONLY_ELSEWHERE) == []


def test_no_words_are_left_of_refusals_that_are_gone() -> None:
    text = "\n".join(path.read_text() for path in ROOT.glob("deskbell/**/*.py"))
    made = {"company.not_found", "contact.not_found", "deal.not_found"}
    codes = {key.partition("#")[0] for key in KNOWN} - made
    assert [code for code in sorted(codes) if f'"{code}"' not in text] == []


def test_all_that_is_said_of_a_bounce_has_words_with_the_same_facts() -> None:
    assert {code: FACT.findall(KNOWN[code]) for code in BOUNCED} == {
        code: FACT.findall(sentence) for code, sentence in BOUNCED.items()
    }


@pytest.mark.parametrize("key", [key for key in KNOWN if "{" in KNOWN[key]])
def test_words_name_only_facts_that_the_refusal_brings(key: str) -> None:
    wanted = set(FACT.findall(KNOWN[key]))
    code = key.partition("#")[0]
    missing = [where for said, facts, where in refusals() if said == code and not wanted <= facts]
    assert missing == []
